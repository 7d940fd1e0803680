import type { SeatId, Talk } from 'suasion'

export const ROLES = ['werewolf', 'seer', 'doctor', 'villager'] as const
export type Role = (typeof ROLES)[number]
export const CLAIMS = ['none', ...ROLES] as const
/** What somebody says it is; 'none' where it says nothing of that. */
export type Claim = (typeof CLAIMS)[number]
export const STANCES = ['vague', 'accuse', 'defend'] as const
/** What somebody says of its target; a seer who says it speaks of what it saw. */
export type Stance = (typeof STANCES)[number]
export type Vote = readonly [by: SeatId, who: SeatId]
export type Stage = 'den' | 'night' | 'talk' | 'predict' | 'vote' | 'over'
export type Side = 'village' | 'werewolves'

/** Something said: a claim, a stance towards somebody, and the words. */
export interface Speech {
  readonly by: SeatId
  readonly claim: Claim
  readonly stance: Stance
  readonly target: SeatId | null
  readonly text: string
}

/** Something that everybody knows. A role is null where death does not show it; votes are null where they are secret. */
export type Happening =
  | { readonly what: 'dusk'; readonly round: number }
  | { readonly what: 'dawn'; readonly round: number; readonly victim: SeatId | null; readonly role: Role | null }
  | ({ readonly what: 'said'; readonly round: number } & Speech)
  | {
      readonly what: 'banished'
      readonly round: number
      readonly votes: readonly Vote[] | null
      readonly who: SeatId | null
      readonly role: Role | null
    }
  | { readonly what: 'left'; readonly who: SeatId; readonly role: Role | null }
  | { readonly what: 'ended'; readonly roles: Roles; readonly winner: Side | null }

/** Something that one seat, or the werewolves, know; `after` so many public happenings. */
export type Secret = { readonly after: number; readonly round: number } & (
  | ({ readonly what: 'said' } & Speech)
  | { readonly what: 'aimed'; readonly votes: readonly Vote[]; readonly at: SeatId | null }
  | { readonly what: 'saved'; readonly who: SeatId }
  | { readonly what: 'checked'; readonly who: SeatId; readonly werewolf: boolean }
  | { readonly what: 'dreamt'; readonly who: SeatId }
  | { readonly what: 'predicted'; readonly hostile: readonly SeatId[] }
  | { readonly what: 'voted'; readonly who: SeatId }
)
export type Roles = Readonly<Record<SeatId, Role>>

/** The rules that are played, as everybody is told. */
export interface Settings {
  readonly werewolves: number
  readonly seer: boolean
  readonly doctor: boolean
  readonly villagers: number
  readonly talk: 'turns' | 'free' | 'none'
  readonly limit: number
  readonly den: number
  readonly predict: boolean
  readonly reveal: boolean
  readonly ballot: 'open' | 'secret'
  readonly abstain: boolean
  readonly tie: 'lot' | 'nobody'
  readonly selfSave: boolean
  readonly win: 'parity' | 'last'
  readonly rounds: number
}

/** The whole game at one moment. */
export interface State {
  readonly settings: Settings
  readonly roles: Roles
  readonly stage: Stage
  readonly round: number
  /** The turn of a stage: which speaker of the day, or which exchange in the den. */
  readonly step: number
  readonly living: readonly SeatId[]
  /** Who is asked now. */
  readonly asked: readonly SeatId[]
  /** The floor of a free talk by day. */
  readonly floor: Talk | null
  /** Who left in this turn, and how many did not answer. */
  readonly leaving: readonly SeatId[]
  readonly missing: number
  readonly history: readonly Happening[]
  readonly secrets: Readonly<Record<SeatId, readonly Secret[]>>
}

/** What a player knows: the own role, what everybody knows, and what only it, or the werewolves, know. */
export interface View {
  readonly seat: SeatId
  readonly role: Role
  readonly settings: Settings
  readonly stage: Stage
  readonly round: number
  readonly step: number
  readonly living: readonly SeatId[]
  readonly asked: boolean
  /** All werewolves of the beginning, as werewolves know them; nobody for the others. */
  readonly werewolves: readonly SeatId[]
  readonly history: readonly Happening[]
  readonly secrets: readonly Secret[]
}

export const seatsOf = ({ roles }: Pick<State, 'roles'>): readonly SeatId[] => Object.keys(roles)

/** Who has won with these players in the game; null while the game goes on. Nobody alive counts for the village. */
export const winnerOf = (living: readonly SeatId[], roles: Roles, win: Settings['win']): Side | null => {
  let wolves = 0
  for (const seat of living) if (roles[seat] === 'werewolf') wolves++
  const others = living.length - wolves
  if (wolves === 0) return 'village'
  return others === 0 || (win === 'parity' && wolves >= others) ? 'werewolves' : null
}
