import { type Event, luckOf, scene } from 'suasion'
import { linear, priceBargain } from 'suasion/protocols/price-bargain'
import { type Played, play } from '../src/lab/driver.ts'

const turns = 50
const minds = { buyer: linear(), seller: linear() }
// No price suits both, so every negotiation lasts to the deadline.
const given = { buyerTarget: 0.5, buyerReservation: 0.2, sellerReservation: 0.9 }
const staged = scene(priceBargain, { params: { ...given, turns }, minds })

/** One negotiation through the engine: fifty turns of one act. */
export const engine = (key: string, trusted: boolean): Played => play(staged, key, { trusted }) as Played

const offer = { price: { min: 0, max: 400 } }
const answering = { offer, accept: {}, reject: {}, quit: {}, say: {} }
const opening = { offer, quit: {}, say: {} }

/** The same negotiation by hand: a plain loop with the same minds, and a list of events. */
export const twin = (key: string): Event[] => {
  const root = luckOf(key)
  const events: Event[] = []
  const limits = { buyer: { target: 100, reservation: 120 }, seller: { target: 200, reservation: 180 } }
  const terms = { item: 'used road bike', listing: 200, turns, offer }
  let last: object | null = null
  let standing: { by: 'buyer' | 'seller'; price: number; turn: number } | null = null
  for (let turn = 0; turn < turns; turn++) {
    const seat = turn % 2 === 0 ? 'buyer' : 'seller'
    const bargain = { terms, to: seat, turn, last, standing, deal: null, end: null }
    const view = { seat, bargain, own: limits[seat], other: null }
    const legal = standing ? answering : opening
    const seen = { seat, role: seat, view, legal, question: null, luck: root.of('mind', seat) }
    const { act } = minds[seat].decide(seen as never, null as never) as never as {
      act: { move: string; price: number; text: string }
    }
    events.push({ kind: 'act', turn, seat, act })
    last = { seat, act, before: last }
    if (act.move === 'offer') standing = { by: seat, price: act.price, turn }
  }
  return events
}
