import { type MovesOf, policy, type SeatId, type Seen } from 'suasion'
import { MISSIONS, type Mission } from './board.ts'
import { type Deal, type Offer, reliability } from './deals.ts'
import { conquest } from './protocol.ts'
import { claiming } from './speech.ts'
import { ANY, type Claim, type ConquestAct, type Orders, type View } from './state.ts'

type Asked = Seen<View, MovesOf<typeof conquest>>

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
  /** Attacks nothing outside its mission. */
  readonly missionOnly: boolean
}

const obeying = (style: Style, orders: Orders): Style => {
  if (orders === 'aggressive') return { ...style, threshold: -0.2 }
  if (orders === 'support-seeking') return { ...style, asks: 'support', grants: 0.9 }
  return orders === 'deceptive' ? { ...style, truce: 'ignored', repays: 0.2, claims: 'false' } : style
}

const wanted = ({ board, mission }: View, at: number): boolean =>
  (MISSIONS[mission] as readonly string[]).includes(board.regions[at]!)
const names = (deal: Deal, place: string): boolean => deal.place === ANY || deal.place === place
const owed = ({ deals, seat }: View, kind: Deal['kind'], place: string): readonly Deal[] =>
  deals.filter((deal) => deal.kind === kind && deal.giver === seat && deal.status === 'open' && names(deal, place))

interface Front {
  readonly border: string
  readonly from: number
  readonly at: number
  readonly owner: SeatId
  /** Its armies less theirs. */
  readonly ahead: number
}

const fronts = ({ seat, board, places }: View): Front[] =>
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

const value = (view: View, { at, owner, ahead }: Front): number => {
  const strikes = owed(view, 'strike', view.board.names[at]!).filter(({ taker }) => taker !== owner)
  return ahead + (wanted(view, at) ? 1.2 : 0) + (strikes.length ? 1.2 : 0)
}

const mayAttack = (view: View, style: Style, { at, owner, ahead }: Front): boolean => {
  if (style.missionOnly && !wanted(view, at)) return false
  if (style.truce === 'ignored') return true
  const bound = owed(view, 'truce', view.board.names[at]!).some(({ taker }) => taker === owner)
  return !bound || (style.truce === 'soft' && wanted(view, at) && ahead >= 2)
}

const best = <T>(all: readonly T[], worth: (each: T) => number): T | undefined =>
  all.reduce<T | undefined>((top, each) => (top === undefined || worth(each) > worth(top) ? each : top), undefined)

const since = ({ history }: View, what: 'turn' | 'met'): View['history'] =>
  history.slice(history.findLastIndex((each) => each.what === what))

const reinforced = (view: View, style: Style): ConquestAct => {
  const all = fronts(view)
  const open = all.filter((front) => mayAttack(view, style, front))
  const front = style.missionOnly
    ? best(all, ({ ahead }) => -ahead)
    : best(open.length ? open : all, (each) => value(view, each))
  const at = front ? front.from : view.places.findIndex(({ owner }) => owner === view.seat)
  return { move: 'reinforce', territory: view.board.names[at]!, armies: view.left }
}

const approached = ({ view, legal, luck }: Asked, style: Style): ConquestAct | null => {
  const { seat, deals, round } = view
  const met = since(view, 'turn').flatMap((each) => (each.what === 'met' ? [each.with] : []))
  const settled = (other: SeatId) =>
    deals.some(
      (deal) => deal.kind === style.asks && deal.giver === other && deal.taker === seat && deal.status === 'open',
    )
  const open = (legal.negotiate?.with?.only ?? []).filter((each) => !met.includes(each) && !settled(each))
  const near = fronts(view).map(({ owner }) => owner)
  const [from = open] = [open.filter((each) => near.includes(each))].filter((each) => each.length > 0)
  return from.length ? { move: 'negotiate', with: luck.of('approach', round, met.length).pick(from) } : null
}

const supported = ({ view, legal, luck }: Asked, { repays }: Style): ConquestAct | null => {
  const open = legal.support?.border?.only ?? []
  const front = fronts(view).find(
    ({ border, at, owner }) =>
      open.includes(border) &&
      owed(view, 'support', view.board.names[at]!).some(
        ({ taker, made }) => taker === owner && luck.of('repays', taker, made).uniform() < repays,
      ),
  )
  return front ? { move: 'support', border: front.border } : null
}

const closed = ({ view, legal }: Asked): ConquestAct => {
  const { board, places } = view
  const exposed = new Set(fronts(view).map(({ from }) => board.names[from]!))
  const inward = (legal.fortify?.border?.only ?? []).find((border) => {
    const [from, at] = border.split('>')
    return !exposed.has(from!) && exposed.has(at!)
  })
  if (!inward) return { move: 'end' }
  const from = places[board.names.indexOf(inward.split('>')[0]!)]!
  return { move: 'fortify', border: inward, armies: from.armies! - 1 }
}

const acted = (seen: Asked, style: Style): ConquestAct => {
  const { view, legal } = seen
  const talk = approached(seen, style)
  if (talk) return talk
  const open = legal.attack?.border?.only ?? []
  const fair = fronts(view).filter(
    (front) => open.includes(front.border) && value(view, front) > style.threshold && mayAttack(view, style, front),
  )
  const target = best(fair, (each) => value(view, each))
  if (target) return { move: 'attack', border: target.border, keep: 1 }
  return supported(seen, style) ?? closed(seen)
}

const chance = (view: View, style: Style, { by, kind, giver }: Offer): number => {
  const own = view.places.filter(({ owner }, at) => owner === view.seat && wanted(view, at)).length
  const claimed = view.history.findLast((each) => each.what === 'said' && each.by === by && each.claim !== 'none')
  const rival = claimed?.what === 'said' && claimed.claim === view.mission ? 0.5 : 1
  const asked = giver === 'me' ? 1 : kind === 'support' ? style.grants : style.agrees
  return asked * reliability(view.deals, by) * (own >= 4 ? 0.4 : 1) * rival
}

const answer = ({ view, luck }: Asked, style: Style): ConquestAct => {
  const { seat, offers, round, player, mission } = view
  const other = view.with!
  const offer = offers.find(({ by }) => by === other)
  if (offer) {
    const agrees = luck.of('agrees', round, player, other, offer.number).uniform() < chance(view, style, offer)
    const text = agrees ? 'Agreed.' : 'No, not now.'
    return { move: agrees ? 'agree' : 'decline', offer: offer.number, text }
  }
  const own = since(view, 'met').flatMap((each) => ('by' in each && each.by === seat ? [each.what] : []))
  if (player === seat && !own.includes('offered')) {
    const deal = { rounds: 2, place: ANY } as const
    return style.asks === 'support'
      ? { move: 'propose', ...deal, kind: 'support', giver: 'you', text: 'Send me an army, and I will remember it.' }
      : {
          move: 'propose',
          ...deal,
          kind: 'truce',
          giver: 'both',
          text: 'Let us leave each other alone for two rounds.',
        }
  }
  if (style.claims === 'none' || own.includes('said')) return { move: 'silent' }
  const lie = (Object.keys(MISSIONS) as Mission[]).find((each) => each !== mission)!
  const claim: Claim = style.claims === 'true' ? mission : lie
  return { move: 'say', room: 'private', claim, text: claiming(claim) }
}

const plan = (seen: Asked, own: Style): ConquestAct => {
  const { view } = seen
  const style = obeying(own, view.orders)
  if (view.stage === 'reinforce') return reinforced(view, style)
  return view.stage === 'talk' ? answer(seen, style) : acted(seen, style)
}

/** A formal commander of some style; it obeys the orders of an experiment. */
export const commander = (name: string, style: Style, source: string) => {
  const fields = (seen: Asked): never => {
    const { move: _, ...rest } = plan(seen, style)
    return rest as never
  }
  const rules = Object.fromEntries(Object.keys(conquest.moves).map((move) => [move, fields]))
  return policy(conquest, ['commander'], name, rules as never, {
    source,
    hears: [
      'move',
      'territory',
      'armies',
      'border',
      'keep',
      'with',
      'kind',
      'giver',
      'rounds',
      'place',
      'offer',
      'claim',
    ],
    choose: (seen) => plan(seen, style).move,
  })
}
