import { policy, type SeatId } from 'suasion'
import { answer } from './negotiator.ts'
import { type Asked, best, fronts, mayAttack, owed, type Style, since, value } from './outlook.ts'
import { conquest } from './protocol.ts'
import type { ConquestAct, Orders, View } from './state.ts'

const obeying = (style: Style, orders: Orders): Style => {
  if (orders === 'aggressive') return { ...style, threshold: -0.2 }
  if (orders === 'support-seeking') return { ...style, asks: 'support', grants: 0.9 }
  return orders === 'deceptive' ? { ...style, truce: 'ignored', repays: 0.2, claims: 'false' } : style
}

const reinforced = (view: View, style: Style): ConquestAct => {
  const all = fronts(view)
  const open = all.filter((front) => mayAttack(view, style, front))
  const guards = style.missionOnly && view.round % 2 === 1
  const front = guards ? best(all, ({ ahead }) => -ahead) : best(open.length ? open : all, (each) => value(view, each))
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
