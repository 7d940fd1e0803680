import { pointsOf, proposalsOf, restOf } from './splits.ts'
import { opposite, type View } from './state.ts'

/** What an issue gains in weight when the other asks for the same of it twice running. */
const GAIN = 0.2

/**
 * How much the other seems to like packages, from 0 to 1, by the frequency model of HardHeaded: an issue of which it
 * keeps asking for the same amount gains .2 of weight (renormalised), and an amount it asks for often is liked. Where the
 * priorities of the other are known, its true points as a share of the most. Source: van Krimpen, Looije & Hajizadeh 2013,
 * as in NegMAS; every amount starts with a count of 1.
 */
export const likedBy = (view: View): ((packages: readonly number[]) => number) => {
  const { talks, other, seat } = view
  const { quantities } = talks.terms
  if (other) {
    const most = pointsOf(other, quantities) || 1
    return (packages) => pointsOf(other, packages) / most
  }
  const them = opposite[seat]
  const asked = proposalsOf(talks, them, them)
  let weights = quantities.map(() => 1 / quantities.length)
  const counts = quantities.map((quantity) => new Array<number>(quantity + 1).fill(1))
  for (const [k, amounts] of asked.entries()) {
    for (const [i, amount] of amounts.entries()) counts[i]![amount]!++
    const before = asked[k - 1]
    if (!before) continue
    const grown = weights.map((weight, i) => weight + (before[i] === amounts[i] ? GAIN : 0))
    const sum = grown.reduce((all, weight) => all + weight, 0)
    weights = grown.map((weight) => weight / sum)
  }
  const most = counts.map((row) => Math.max(...row))
  return (packages) => packages.reduce((sum, amount, i) => sum + (weights[i]! * counts[i]![amount]!) / most[i]!, 0)
}

/** Some packages for oneself with their points, and how the other seems to like what is left. */
export interface Rated {
  readonly keep: readonly number[]
  readonly points: number
  readonly liked: number
}

/** Every split, rated. */
export const rated = (view: View, splits: readonly (readonly number[])[]): Rated[] => {
  const likes = likedBy(view)
  const { quantities } = view.talks.terms
  return splits.map((keep) => ({ keep, points: pointsOf(view.own, keep), liked: likes(restOf(quantities, keep)) }))
}
