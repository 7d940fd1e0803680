import type { SeatId } from 'suasion'
import type { Mission } from './board.ts'

/** What a deal can be about; none of them binds anybody. */
export const KINDS = ['truce', 'support', 'strike', 'information'] as const
export type Kind = (typeof KINDS)[number]

/** A proposal in a conversation; `number` counts from 1 in each. */
export interface Offer {
  readonly number: number
  readonly by: SeatId
  readonly kind: Kind
  readonly giver: 'me' | 'you' | 'both'
  readonly rounds: number
  readonly place: string
}

/** What one commander promised another; 'void' where one of them was eliminated or left before it was due. */
export interface Deal {
  readonly kind: Kind
  readonly giver: SeatId
  readonly taker: SeatId
  readonly place: string
  readonly made: number
  /** The last round of it. */
  readonly due: number
  readonly status: 'open' | 'kept' | 'broken' | 'void'
}

/** Something done that may keep or break a deal. */
export type Deed =
  | { readonly did: 'attack' | 'support'; readonly by: SeatId; readonly of: SeatId; readonly at: string }
  | {
      readonly did: 'claim'
      readonly by: SeatId
      readonly of: SeatId
      readonly claim: Mission
      readonly mission: Mission
    }

/** The promises that an accepted offer makes: one for each giver, with `rounds` more rounds to go. */
export const dealsOf = ({ by, kind, giver, rounds, place }: Offer, other: SeatId, round: number): readonly Deal[] => {
  const made = (from: SeatId, to: SeatId): Deal => ({
    kind,
    giver: from,
    taker: to,
    place,
    made: round,
    due: round + rounds,
    status: 'open',
  })
  return [...(giver === 'you' ? [] : [made(by, other)]), ...(giver === 'me' ? [] : [made(other, by)])]
}

const about = ({ place }: Deal, at: string): boolean => place === 'any' || place === at

/** What becomes of an open deal by a deed of its giver. */
const after = (deal: Deal, deed: Deed): Deal['status'] => {
  const { kind, giver, taker } = deal
  if (deal.status !== 'open' || deed.by !== giver) return deal.status
  if (deed.did === 'claim')
    return kind === 'information' && deed.of === taker ? (deed.claim === deed.mission ? 'kept' : 'broken') : 'open'
  if (!about(deal, deed.at)) return 'open'
  if (deed.did === 'support') return kind === 'support' && deed.of === taker ? 'kept' : 'open'
  if (kind === 'truce' && deed.of === taker) return 'broken'
  return kind === 'strike' && deed.of !== taker ? 'kept' : 'open'
}

const changed = (deals: readonly Deal[], status: (deal: Deal) => Deal['status']): readonly Deal[] => {
  const next = deals.map((deal) => {
    const now = status(deal)
    return now === deal.status ? deal : { ...deal, status: now }
  })
  return next.some((deal, i) => deal !== deals[i]) ? next : deals
}

/**
 * The deals after a deed. A truce is broken by an attack on the partner; support is kept by an army given to it; a strike by an
 * attack on somebody else; information by telling the own mission truly, and broken by telling another. Where a
 * territory is named, only deeds there count.
 */
export const afterDeed = (deals: readonly Deal[], deed: Deed): readonly Deal[] =>
  changed(deals, (deal) => after(deal, deed))

/** The deals when a round begins: a truce that lasted is kept, and whatever was to be done and was not, is broken. */
export const afterRound = (deals: readonly Deal[], round: number): readonly Deal[] =>
  changed(deals, ({ status, due, kind }) =>
    status === 'open' && due < round ? (kind === 'truce' ? 'kept' : 'broken') : status,
  )

/** The deals after somebody is out of the game. */
export const afterLoss = (deals: readonly Deal[], who: SeatId): readonly Deal[] =>
  changed(deals, ({ status, giver, taker }) =>
    status === 'open' && (giver === who || taker === who) ? 'void' : status,
  )

/** How far somebody's word can be relied on: (1 + kept) / (1 + made), over its deals that are settled. */
export const reliability = (deals: readonly Deal[], giver: SeatId): number => {
  const due = deals.filter((deal) => deal.giver === giver && (deal.status === 'kept' || deal.status === 'broken'))
  return (1 + due.filter(({ status }) => status === 'kept').length) / (1 + due.length)
}
