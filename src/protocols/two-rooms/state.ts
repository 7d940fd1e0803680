import type { SeatId, Talk } from 'suasion'

export const CARDS = ['envoy', 'blue', 'spy', 'red'] as const
export type Card = (typeof CARDS)[number]
export const ROOMS = ['north', 'south'] as const
export type Room = (typeof ROOMS)[number]
export type Rooms = Readonly<Record<Room, readonly SeatId[]>>
export const CLAIMS = ['none', ...CARDS] as const
export type Claim = (typeof CLAIMS)[number]
export type Team = 'blue' | 'red'

/** The side a card is on: the envoy leads blue, the spy leads red. */
export const teamOf = (card: Card): Team => (card === 'envoy' || card === 'blue' ? 'blue' : 'red')

type Fact =
  | { readonly what: 'gathered'; readonly round: number; readonly rooms: Rooms; readonly gone: readonly SeatId[] }
  | { readonly what: 'said'; readonly by: SeatId; readonly claim: Claim; readonly text: string }
  | { readonly what: 'revealed'; readonly by: SeatId; readonly viewer: SeatId; readonly card: Card | null }
  | { readonly what: 'left'; readonly who: SeatId }
  | { readonly what: 'sent'; readonly who: readonly SeatId[] }
  | { readonly what: 'ended'; readonly cards: Readonly<Record<SeatId, Card>>; readonly winner: Team }

/** Something that happened, and who was there; a card revealed is null to all but the two of them. */
export type Happening = Fact & { readonly to: readonly SeatId[] }

/** The whole game at one moment. */
export interface State {
  readonly rounds: number
  readonly limit: number
  readonly mayReveal: boolean
  readonly cards: Readonly<Record<SeatId, Card>>
  readonly stage: 'talk' | 'vote' | 'over'
  readonly round: number
  readonly rooms: Rooms
  /** Who left; the card stays where it is, and may be sent. */
  readonly gone: readonly SeatId[]
  readonly talks: Readonly<Record<Room, Talk>>
  /** Who abstained in the vote that is being counted. */
  readonly abstained: readonly SeatId[]
  readonly history: readonly Happening[]
}

/** What a player knows: the own card and room, and everything that happened there. */
export interface View {
  readonly seat: SeatId
  readonly card: Card
  readonly stage: 'talk' | 'vote' | 'over'
  readonly round: number
  readonly rounds: number
  readonly room: Room
  readonly members: readonly SeatId[]
  /** Whom the own card can still be shown to. */
  readonly viewers: readonly SeatId[]
  readonly history: readonly Happening[]
}

export const seatsOf = ({ cards }: State): readonly SeatId[] => Object.keys(cards)
export const present = (state: State): readonly SeatId[] => seatsOf(state).filter((seat) => !state.gone.includes(seat))
export const roomOf = ({ rooms }: Pick<State, 'rooms'>, seat: SeatId): Room =>
  rooms.north.includes(seat) ? 'north' : 'south'
/** Whom this seat has shown its card to, or was shown a card by. */
export const met = (history: readonly Happening[], seat: SeatId, as: 'by' | 'viewer'): readonly SeatId[] =>
  history.flatMap((each) =>
    each.what === 'revealed' && each[as] === seat ? [as === 'by' ? each.viewer : each.by] : [],
  )
