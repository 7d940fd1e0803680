import { rules } from 'suasion'
import {
  type BargainAct,
  dealt,
  type Limits,
  moves,
  normalised,
  opposite,
  params,
  type Side,
  type State,
  type View,
} from './state.ts'

const asking = { buyer: { ask: ['buyer'] }, seller: { ask: ['seller'] }, nobody: { ask: [] } } as const
const any = {}

/** What a deal at this price is worth to one side, undiscounted: its share, or minus how far it is beyond its reservation price. */
const worth = (side: Side, price: number, own: Limits, buyerTarget: number, listing: number): number => {
  const share = normalised(price, buyerTarget, listing)
  const limit = normalised(own.reservation, buyerTarget, listing)
  if (side === 'buyer') return price > own.reservation ? limit - share : 1 - share
  return price < own.reservation ? share - limit : share
}

/**
 * Bargaining over one price between a buyer and a seller with private targets and reservation prices, in alternating
 * turns until a deadline. Only a typed offer that the other accepts makes a deal; what is said binds nobody, and nothing
 * but its payoff keeps a side to its reservation price. With x = (price - buyer's target) / (listing - buyer's target) a
 * deal pays the seller x and the buyer 1 - x, times the side's discount for each turn before the offer; a deal beyond a
 * side's reservation price pays that side minus the distance, in the same units; no deal pays 0. Source: the task of He
 * et al. 2018 (CraigslistBargain, arXiv 1808.09637); reservation prices, deadline and discount are ours.
 */
export const priceBargainRules = rules({
  name: 'price-bargain',
  version: 2,
  params,
  moves,
  roles: {
    buyer: ['offer', 'accept', 'reject', 'quit', 'say'],
    seller: ['offer', 'accept', 'reject', 'quit', 'say'],
  },
  seats: () => ({ buyer: 'buyer', seller: 'seller' }) as const,

  start: (settings, _roles, luck): State => {
    const { item, listing, turns, first, buyerDiscount, sellerDiscount, known, talk, final } = settings
    const { buyerTarget, buyerReservation, sellerReservation } = settings
    const discounts = { buyer: buyerDiscount, seller: sellerDiscount }
    const offer = { price: { min: 0, max: settings.most * listing } }
    const opening = talk ? { offer, quit: any, say: any } : { offer, quit: any }
    const answers = { offer, accept: any, reject: any, quit: any }
    const answering = talk ? { offer, accept: any, reject: any, quit: any, say: any } : answers
    const terms = { item, listing, turns, discounts, known, talk, final, offer, open: { answering, opening } }
    return {
      limits: {
        buyer: dealt('buyer', listing, { target: buyerTarget, reservation: buyerReservation }, luck),
        seller: dealt('seller', listing, { target: null, reservation: sellerReservation }, luck),
      },
      bargain: { terms, to: first, turn: 0, last: null, standing: null, deal: null, end: null },
    }
  },

  turn: ({ bargain: { end, to } }) => asking[end === null ? to : 'nobody'],

  view: ({ limits, bargain }, seat): View => {
    const side = seat as Side
    const other = bargain.terms.known ? limits[opposite[side]] : null
    return { seat: side, bargain, own: limits[side], other }
  },

  legal: ({ seat, bargain: { standing, terms } }) =>
    standing === null || standing.by === seat ? terms.open.opening : terms.open.answering,

  // Written out field by field, because spreads would cost more than the rest of a turn.
  resolve: ({ limits, bargain }, acts): State => {
    const { seat, act } = acts[0] as BargainAct
    const { terms, standing } = bargain
    const to = opposite[seat]
    const turn = bargain.turn + 1
    const last = { seat, act, before: bargain.last }
    const late = turn >= terms.turns ? 'deadline' : null
    if (act.move === 'offer') {
      const offer = { by: seat, price: act.price, turn: bargain.turn }
      return { limits, bargain: { terms, to, turn, last, standing: offer, deal: null, end: late } }
    }
    if (act.move === 'accept')
      return { limits, bargain: { terms, to, turn, last, standing, deal: standing!.price, end: 'deal' } }
    const left = act.move === 'reject' ? null : standing
    const end = act.move === 'quit' ? 'quit' : act.move === 'reject' && terms.final ? 'rejection' : late
    return { limits, bargain: { terms, to, turn, last, standing: left, deal: null, end } }
  },

  // A turn that nobody takes still passes, so that waiting never outlasts the deadline.
  absent: ({ limits, bargain }, seat, why): State => {
    const turn = bargain.turn + 1
    const end = why === 'left' ? 'absence' : turn >= bargain.terms.turns ? 'deadline' : null
    return { limits, bargain: { ...bargain, turn, to: opposite[seat as Side], end } }
  },

  payoff: ({ limits, bargain: { deal, standing, terms } }) => {
    if (deal === null || standing === null) return { buyer: 0, seller: 0 }
    const { target } = limits.buyer
    const { discounts, listing } = terms
    const of = (side: Side): number =>
      worth(side, deal, limits[side], target, listing) * discounts[side] ** standing.turn
    return { buyer: of('buyer'), seller: of('seller') }
  },
})
