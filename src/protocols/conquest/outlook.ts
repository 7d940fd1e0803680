import type { MovesOf, SeatId, Seen } from 'suasion'
import { MISSIONS } from './board.ts'
import type { Deal } from './deals.ts'
import type { conquestRules } from './rules.ts'
import { ANY, type View } from './state.ts'

/** What a formal commander is asked by. */
export type Asked = Seen<View, MovesOf<typeof conquestRules>>

/** How a formal commander goes about it. */
export interface Style {
  /** It attacks where its armies less theirs, and 1.2 more inside its mission, exceed this. */
  readonly threshold: number
  /** A truce: never broken; broken inside its mission with two armies more; or ignored. */
  readonly truce: 'strict' | 'soft' | 'ignored'
  /** The chance of agreeing to a deal with somebody of perfect reliability, and to one that asks for support. */
  readonly agrees: number
  readonly grants: number
  /** The chance of giving the support it promised. */
  readonly repays: number
  readonly claims: 'true' | 'false' | 'none'
  readonly asks: 'truce' | 'support'
  /** Attacks nothing outside its mission, and strengthens its weakest border every other round. */
  readonly missionOnly: boolean
}

/** Whether a territory belongs to the own mission. */
export const wanted = ({ board, mission }: View, at: number): boolean =>
  (MISSIONS[mission] as readonly string[]).includes(board.regions[at]!)
const names = (deal: Deal, place: string): boolean => deal.place === ANY || deal.place === place
/** The own promises of a kind that are open and about this territory. */
export const owed = ({ deals, seat }: View, kind: Deal['kind'], place: string): readonly Deal[] =>
  deals.filter((deal) => deal.kind === kind && deal.giver === seat && deal.status === 'open' && names(deal, place))

/** A border between an own territory and another's. */
export interface Front {
  readonly border: string
  readonly from: number
  readonly at: number
  readonly owner: SeatId
  /** Its armies less theirs. */
  readonly ahead: number
}

/** All such borders. */
export const fronts = ({ seat, board, places }: View): Front[] =>
  places.flatMap(({ owner, armies }, from) =>
    owner !== seat
      ? []
      : board.neighbours[from]!.flatMap((at) => {
          const there = places[at]!
          if (there.owner === seat) return []
          const border = `${board.names[from]}>${board.names[at]}`
          return [{ border, from, at, owner: there.owner!, ahead: armies! - there.armies! }]
        }),
  )

/** What an attack there is worth: armies ahead, and 1.2 more inside the mission or where a strike was promised (both chosen). */
export const value = (view: View, { at, owner, ahead }: Front): number => {
  const strikes = owed(view, 'strike', view.board.names[at]!).filter(({ taker }) => taker !== owner)
  return ahead + (wanted(view, at) ? 1.2 : 0) + (strikes.length ? 1.2 : 0)
}

/** Whether the style allows an attack there, truces considered. */
export const mayAttack = (view: View, style: Style, { at, owner, ahead }: Front): boolean => {
  if (style.missionOnly && !wanted(view, at)) return false
  if (style.truce === 'ignored') return true
  const bound = owed(view, 'truce', view.board.names[at]!).some(({ taker }) => taker === owner)
  return !bound || (style.truce === 'soft' && wanted(view, at) && ahead >= 2)
}

/** The one of most worth; of several the first. */
export const best = <T>(all: readonly T[], worth: (each: T) => number): T | undefined =>
  all.reduce<T | undefined>((top, each) => (top === undefined || worth(each) > worth(top) ? each : top), undefined)

/** What happened since its turn, or its conversation, began. */
export const since = ({ history }: View, what: 'turn' | 'met'): View['history'] =>
  history.slice(history.findLastIndex((each) => each.what === what))
