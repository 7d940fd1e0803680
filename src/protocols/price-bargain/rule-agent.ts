import { bargainer, type Tactic } from './bargainer.ts'
import { lastPrice, opposite, pricesOf, type View } from './state.ts'
import { gain } from './tactics.ts'

const OVERSHOOT = 0.2
const BOTTOM_LINE = 0.5
const COMPROMISE = 0.5
const GOOD_DEAL = 0.7

/** The worst price it would agree to; it is made from what is said, and not from its reservation price. */
const bottomLine = ({ seat, own, bargain }: View): number => {
  const { terms } = bargain
  if (seat === 'buyer') return own.target + BOTTOM_LINE * (terms.listing - own.target)
  const [first] = pricesOf(bargain, 'buyer')
  return first === undefined ? 0.7 * terms.listing : first + BOTTOM_LINE * (terms.listing - first)
}

const next: Tactic['next'] = (view) => {
  const { seat, own, bargain } = view
  const last = lastPrice(bargain, seat)
  if (last === null) return seat === 'buyer' ? own.target * (1 - OVERSHOOT) : own.target
  const theirs = lastPrice(bargain, opposite[seat])
  if (theirs === null) return last
  const middle = Math.round(last + COMPROMISE * (theirs - last))
  const bottom = bottomLine(view)
  return seat === 'buyer' ? Math.min(middle, bottom) : Math.max(middle, bottom)
}

const accepts: Tactic['accepts'] = (view, price) => {
  const { seat, own, bargain } = view
  const bottom = bottomLine(view)
  const good = bottom + GOOD_DEAL * (own.target - bottom)
  const last = lastPrice(bargain, seat)
  const as = (wanted: number): boolean => gain(seat, { reservation: wanted }, price) >= 0
  return as(good) || (last !== null && as(last))
}

/**
 * The rule agent of CraigslistBargain: opens beyond its target, meets the other halfway, never past a bottom line, and
 * takes a good deal or its own last price. Its bottom line comes from listing price, target and the first price it hears, so
 * it may agree beyond its reservation price, a notion that corpus lacks. Source: He et al. 2018 and the code stanfordnlp/cocoa, with
 * its numbers: overshoot .2, bottom line .5, compromise .5, good deal .7.
 */
export const ruleAgent = () =>
  bargainer('rule agent', { next, accepts }, 'He et al. 2018 and stanfordnlp/cocoa, with its numbers')
