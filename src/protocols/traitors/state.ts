import type { SeatId } from 'suasion'

export const ROLES = ['traitor', 'faithful'] as const
export type Role = (typeof ROLES)[number]
export const CLAIMS = ['none', ...ROLES] as const
/** What somebody says it is; 'none' where it says nothing of that. */
export type Claim = (typeof CLAIMS)[number]
export type Vote = readonly [by: SeatId, who: SeatId]
/** The three times of a round when everybody speaks in turn. */
export type Talk = 'discussion' | 'reaction' | 'aftermath'
export type Stage = Talk | 'vote' | 'meeting' | 'murder' | 'over'

/** Something that everybody knows. Nobody banished or murdered is null. */
export type Happening =
  | { readonly what: 'dawn'; readonly round: number; readonly victim: SeatId | null }
  | {
      readonly what: 'spoke'
      readonly round: number
      readonly stage: Talk
      readonly by: SeatId
      readonly claim: Claim
      readonly accuse: SeatId | null
      readonly text: string
    }
  | {
      readonly what: 'banished'
      readonly round: number
      readonly votes: readonly Vote[]
      readonly who: SeatId | null
      readonly role: Role | null
    }
  | { readonly what: 'left'; readonly who: SeatId; readonly role: Role }
  | { readonly what: 'ended'; readonly roles: Roles; readonly winner: Role | null }

/** Something that one seat, or the traitors, know; `after` so many public happenings. */
export type Secret = { readonly after: number; readonly round: number } & (
  | { readonly what: 'conferred'; readonly by: SeatId; readonly who: SeatId; readonly text: string }
  | { readonly what: 'aimed'; readonly votes: readonly Vote[]; readonly victim: SeatId | null }
  | { readonly what: 'suspected'; readonly who: SeatId }
)
export type Roles = Readonly<Record<SeatId, Role>>

/** What everybody is told of the game. */
export interface Settings {
  readonly players: number
  readonly traitors: number
  readonly talk: boolean
  readonly exchanges: number
  readonly rounds: number
}

/** The whole game at one moment. */
export interface State {
  readonly settings: Settings
  readonly roles: Roles
  readonly stage: Stage
  readonly round: number
  /** The turn of a stage: which speaker, or which exchange of the meeting. */
  readonly step: number
  /** Who is in the game, in seat order. */
  readonly living: readonly SeatId[]
  /** Who is asked now. */
  readonly asked: readonly SeatId[]
  /** Who left in this turn, and how many did not answer. */
  readonly leaving: readonly SeatId[]
  readonly missing: number
  readonly history: readonly Happening[]
  readonly secrets: Readonly<Record<SeatId, readonly Secret[]>>
}

/** What a player knows: the own role, what everybody knows, and what only it, or the traitors, know. */
export interface View {
  readonly seat: SeatId
  readonly role: Role
  readonly settings: Settings
  readonly stage: Stage
  readonly round: number
  readonly step: number
  readonly living: readonly SeatId[]
  readonly asked: boolean
  /** The traitors of the beginning, as traitors know them; nobody for the faithful. */
  readonly traitors: readonly SeatId[]
  readonly history: readonly Happening[]
  readonly secrets: readonly Secret[]
}

export const seatsOf = ({ roles }: Pick<State, 'roles'>): readonly SeatId[] => Object.keys(roles)
export const livingAs = ({ living, roles }: State, role: Role): readonly SeatId[] =>
  living.filter((seat) => roles[seat] === role)

/** The target that first reaches the most votes, in the order they are given: the plurality of the paper's code. */
export const plurality = (votes: readonly Vote[]): SeatId | null => {
  const counts = new Map<SeatId, number>()
  let best: SeatId | null = null
  let most = 0
  for (const [, who] of votes) {
    const count = (counts.get(who) ?? 0) + 1
    counts.set(who, count)
    if (count > most) {
      most = count
      best = who
    }
  }
  return best
}
