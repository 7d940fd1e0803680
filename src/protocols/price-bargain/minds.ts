import { acNext, bargainer, isLast, type Tactic } from './bargainer.ts'
import { lastPrice, opposite, pricesOf, type View } from './state.ts'
import { bounded, type Curve, conceded, gain, imitated, otherLimits, rubinsteinShare, zeuthenPrice } from './tactics.ts'

const inRange = (what: string, value: number, least: number, most: number): number => {
  if (value >= least && value <= most) return value
  throw new Error(`${what} must be from ${least} to ${most}, not ${value}`)
}

const FARATIN = 'Faratin, Sierra & Jennings 1998'

const between = ({ seat, own }: View, way: number): number =>
  bounded(seat, own, own.target + way * (own.reservation - own.target))

/**
 * Concedes with time alone, from target to reservation price, which it reaches with the last offer that can still be
 * answered; accepts by AC_next with `a` and `b`. Source: Faratin, Sierra & Jennings 1998. The defaults beta 1 and k 0
 * concede in a straight line from the target.
 */
export const timeDependent = ({
  family = 'polynomial',
  beta = 1,
  k = family === 'exponential' ? 0.05 : 0,
  a = 1,
  b = 0,
}: Partial<Curve> & { readonly a?: number; readonly b?: number } = {}) => {
  if (family !== 'polynomial' && family !== 'exponential')
    throw new Error(`family must be polynomial or exponential, not ${family}`)
  const curve = { family, beta: inRange('beta', beta, 0.001, 1000), k: inRange('k', k, 0, 1) }
  if (family === 'exponential' && k === 0) throw new Error('k must be more than 0 in the exponential family, not 0')
  const accepting = { a: inRange('a', a, 0, 1000), b: inRange('b', b, -1000, 1000) }
  const next: Tactic['next'] = (view) => {
    const { turn, terms } = view.bargain
    return between(view, conceded(curve, turn, terms.turns - 2))
  }
  const source = `${FARATIN}, ${family}, beta ${beta}, k ${k}; AC_next (Baarslag et al. 2014)`
  return bargainer(`time ${family} ${beta}`, { next, accepts: acNext(next, accepting) }, source)
}

/** Concedes late: a time-dependent tactic with beta below 1. Its default 0.2 is in the range of Faratin et al. 1998. */
export const boulware = ({ family = 'polynomial' as Curve['family'], beta = 0.2 } = {}) =>
  timeDependent({ family, beta: inRange('beta of a boulware', beta, 0.001, 0.999) })

/** Concedes the same each turn: the time-dependent tactic with beta 1. */
export const linear = () => timeDependent()

/** Concedes early: a time-dependent tactic with beta above 1. Its default 2 is in the range of Faratin et al. 1998. */
export const conceder = ({ family = 'polynomial' as Curve['family'], beta = 2 } = {}) =>
  timeDependent({ family, beta: inRange('beta of a conceder', beta, 1.001, 1000) })

/**
 * Answers concessions with concessions: in proportion (relative), by the same amount (absolute), or in proportion over
 * the last `lag` of them (average); it opens at its target. Source: Faratin, Sierra & Jennings 1998, imitative tactics
 * without noise. Lag 1, the concession just seen, is chosen.
 */
export const titForTat = ({ kind = 'relative' as 'relative' | 'absolute' | 'average', lag = 1 } = {}) => {
  if (!['relative', 'absolute', 'average'].includes(kind))
    throw new Error(`kind must be relative, absolute or average, not ${kind}`)
  if (!Number.isInteger(lag)) throw new Error(`lag must be a whole number of offers, not ${lag}`)
  inRange('lag', lag, 1, 100)
  const next: Tactic['next'] = ({ seat, own, bargain }) =>
    bounded(seat, own, imitated(kind, lag, pricesOf(bargain, seat), pricesOf(bargain, opposite[seat])) ?? own.target)
  const source = `${FARATIN}, ${kind} tit-for-tat, lag ${lag}; AC_next (Baarslag et al. 2014)`
  return bargainer(`tit-for-tat ${kind}`, { next, accepts: acNext(next) }, source)
}

/** Tit-for-tat by amounts: a dollar for a dollar. */
export const titForTatAbsolute = () => titForTat({ kind: 'absolute' })

/**
 * What a theory of complete information assumes where limits are private, as shares of the listing price: the seller
 * would go to .7, the bottom line of the CraigslistBargain rule agent, and the buyer (chosen) to the listing price.
 */
const GUESS = { seller: 0.7, buyer: 1 }

const impossible = ({ seat, own, other }: View): boolean => other !== null && gain(seat, own, other.reservation) < 0

/**
 * Zeuthen's rule: the side that risks conflict less readily concedes, just enough that the other would have to be next.
 * Between two such sides that know each other's limits it ends where the product of gains is largest. `step` is the grid,
 * as a share of the listing price; its default is chosen. Source: Zeuthen 1930; Harsanyi 1956. Without a deal that both
 * could take, it walks away.
 */
export const zeuthen = ({ step = 0.01 } = {}) => {
  inRange('step', step, 0.0001, 1)
  const next: Tactic['next'] = (view) => {
    const { seat, own, bargain } = view
    const [last, theirs] = [lastPrice(bargain, seat), lastPrice(bargain, opposite[seat])]
    if (last === null) return own.target
    if (theirs === null) return last
    const other = otherLimits(view, GUESS)
    const limits = seat === 'buyer' ? { buyer: own, seller: other } : { buyer: other, seller: own }
    return bounded(seat, own, zeuthenPrice(seat, limits, { own: last, theirs }, step * bargain.terms.listing))
  }
  const source = 'Zeuthen 1930, Harsanyi 1956; AC_next (Baarslag et al. 2014); step and guesses of limits are chosen'
  return bargainer('zeuthen', { next, accepts: acNext(next), quits: impossible }, source)
}

/**
 * Plays the equilibrium of alternating offers with discounting: it offers the split that makes the other indifferent to
 * waiting, and takes what is worth at least its own next offer, discounted. `horizon` says whether it reckons with
 * the deadline. Source: Rubinstein 1982; with a deadline Stahl 1972. The pie lies between the two reservation prices.
 */
export const rubinstein = ({ horizon = 'infinite' as 'infinite' | 'deadline' } = {}) => {
  if (horizon !== 'infinite' && horizon !== 'deadline')
    throw new Error(`horizon must be infinite or deadline, not ${horizon}`)
  const asks = (view: View): number => {
    const { seat, own, bargain } = view
    const { discounts, turns } = bargain.terms
    const offers = horizon === 'infinite' ? Number.POSITIVE_INFINITY : turns - 1 - bargain.turn
    const pie = Math.max(0, gain(seat, own, otherLimits(view, GUESS).reservation))
    return pie * rubinsteinShare(discounts[seat], discounts[opposite[seat]], offers)
  }
  const next: Tactic['next'] = (view) => {
    const { seat, own } = view
    return bounded(seat, own, own.reservation + (seat === 'buyer' ? -1 : 1) * asks(view))
  }
  const accepts: Tactic['accepts'] = (view, price) => {
    const { seat, own, bargain } = view
    const gained = gain(seat, own, price)
    if (gained < 0) return false
    // Offers are in whole cents, so an offer that leaves the other indifferent may miss by one.
    return isLast(view) || gained + 0.01 >= bargain.terms.discounts[seat] * asks(view)
  }
  const source = 'Rubinstein 1982, Stahl 1972; guesses of private limits are chosen'
  return bargainer(`rubinstein ${horizon}`, { next, accepts, quits: impossible }, source)
}

/** Names one price and stays with it, `concession` of the way from target (0) to reservation price (1, chosen), and takes whatever is as good. */
export const fixed = ({ concession = 1 } = {}) => {
  inRange('concession', concession, 0, 1)
  const next: Tactic['next'] = (view) => between(view, concession)
  const accepts: Tactic['accepts'] = (view, price) =>
    gain(view.seat, { reservation: between(view, concession) }, price) >= 0
  return bargainer('fixed', { next, accepts }, `chosen: concession ${concession}`)
}
