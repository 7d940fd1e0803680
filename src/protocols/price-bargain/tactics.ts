import { type Limits, opposite, pricesOf, type Side, type View } from './state.ts'

/** The shape of a concession over time (Faratin, Sierra & Jennings 1998). */
export interface Curve {
  readonly family: 'polynomial' | 'exponential'
  /** Below 1 boulware, 1 linear, above 1 conceder. */
  readonly beta: number
  /** What is conceded in the first offer, from 0 to 1; the exponential family needs more than 0. */
  readonly k: number
}

/**
 * How far a side has conceded at time t of T: 0 at its target, 1 at its reservation price. Source: Faratin, Sierra &
 * Jennings 1998, time-dependent tactics: k + (1 - k) (t/T)^(1/beta), or exp((1 - t/T)^beta ln k).
 */
export const conceded = ({ family, beta, k }: Curve, t: number, T: number): number => {
  const time = t >= T ? 1 : t / T
  return family === 'polynomial' ? k + (1 - k) * time ** (1 / beta) : Math.exp((1 - time) ** beta * Math.log(k))
}

/** What a price gains a side over its reservation price, in money. */
export const gain = (side: Side, { reservation }: Pick<Limits, 'reservation'>, price: number): number =>
  side === 'buyer' ? reservation - price : price - reservation

/** The same in units of the way from reservation price (0) to target (1); in money where these are one. */
export const utility = (side: Side, own: Limits, price: number): number =>
  gain(side, own, price) / (Math.abs(own.target - own.reservation) || 1)

/** A price kept between target and reservation price, in whole cents, rounded to the side's own good. */
export const bounded = (side: Side, { target, reservation }: Limits, price: number): number => {
  const round = side === 'buyer' ? Math.floor(price * 100 + 1e-6) : Math.ceil(price * 100 - 1e-6)
  return Math.min(Math.max(round / 100, Math.min(target, reservation)), Math.max(target, reservation))
}

/**
 * The next price of the tit-for-tat family, from what both sides have offered, the newest last, and not yet bounded; the
 * own last price where there is nothing to imitate. Source: Faratin, Sierra & Jennings 1998, imitative tactics.
 */
export const imitated = (
  kind: 'relative' | 'absolute' | 'average',
  lag: number,
  own: readonly number[],
  theirs: readonly number[],
): number | null => {
  const last = own.at(-1)
  if (last === undefined) return null
  const before = theirs.at(-1 - lag)
  const after = theirs.at(kind === 'average' ? -1 : -lag)
  if (before === undefined || after === undefined) return last
  if (kind === 'absolute') return last + before - after
  // A price of nothing has no ratio to imitate.
  return after === 0 ? last : (last * before) / after
}

/**
 * The share of the pie that a proposer with discount `own` gets of a responder with discount `other`:
 * (1 - other) / (1 - own other), and 1/2 where neither loses by waiting. Source: Rubinstein 1982. With `offers` only so
 * many offers are left, the last of which takes all: backward induction as in Stahl 1972.
 */
export const rubinsteinShare = (own: number, other: number, offers = Number.POSITIVE_INFINITY): number => {
  if (offers === Number.POSITIVE_INFINITY) return own === 1 && other === 1 ? 0.5 : (1 - other) / (1 - own * other)
  let share = 0
  for (let left = 1; left <= offers; left++) share = 1 - ((offers - left) % 2 === 0 ? other : own) * share
  return share
}

/** How ready a side is to risk conflict: what it loses by giving in, as a share of what it asks for. Source: Zeuthen 1930. */
export const risk = (asked: number, given: number): number => (asked === 0 ? 1 : Math.max(0, (asked - given) / asked))

/** The price a side concedes to by Zeuthen's rule, or the one it stays at. */
export const zeuthenPrice = (
  side: Side,
  limits: Readonly<Record<Side, Limits>>,
  { own, theirs }: { readonly own: number; readonly theirs: number },
  step: number,
): number => {
  const worth = (of: Side, price: number): number => Math.max(0, gain(of, limits[of], price))
  const other = opposite[side]
  const holds = (price: number): boolean =>
    risk(worth(side, price), worth(side, theirs)) > risk(worth(other, theirs), worth(other, price)) + 1e-9
  const way = theirs - own
  const steps = Math.ceil(Math.abs(way) / step - 1e-9)
  // Nothing is left to concede once the offers have met.
  if (side === 'buyer' ? way <= 0 : way >= 0) return own
  for (let i = 0; i < steps; i++) {
    const price = own + Math.sign(way) * i * step
    if (holds(price)) return price
  }
  return theirs
}

/** The limits of the other side where they are known, else a guess no worse than what it has offered. */
export const otherLimits = (
  { seat, bargain, other }: View,
  guess: { readonly seller: number; readonly buyer: number },
): Limits => {
  if (other) return other
  const them = opposite[seat]
  const assumed = guess[them] * bargain.terms.listing
  const offered = pricesOf(bargain, them)
  const reservation =
    them === 'seller'
      ? offered.reduce((least, price) => Math.min(least, price), assumed)
      : offered.reduce((most, price) => Math.max(most, price), assumed)
  return { target: reservation, reservation }
}
