import { productMoment } from './correlation.ts'
import { checkDistances, lowerTriangle } from './matrix.ts'
import { ranks } from './rank.ts'

/** How well any model can do at best, given how far raters differ from one another. */
export interface NoiseCeiling {
  /** The mean correlation of a rater with the mean of all, that rater included: too high by a little. */
  readonly upper: number
  /** The mean correlation of a rater with the mean of the others: too low by a little. */
  readonly lower: number
  /** The mean Spearman correlation of two raters. */
  readonly pairwise: number
  /** The reliability of the raters' mean, by Spearman and Brown from `pairwise`. */
  readonly reliability: number
  readonly raters: number
}

/**
 * The noise ceiling of representational similarity (Nili et al. 2014): one square dissimilarity matrix for each rater,
 * compared by the ranks of their lower triangles. R: `cor(rank, rowMeans(ranks))` and `cor(rank, rowMeans(others))`,
 * averaged. Throws on fewer than two raters, fewer than three objects, matrices of different size, and one that is
 * constant.
 */
export const noiseCeiling = (raters: readonly (readonly (readonly number[])[])[]): NoiseCeiling => {
  const what = 'a noise ceiling'
  const n = raters.length
  if (n < 2) throw new Error(`${what} of ${n} raters; at least two are needed`)
  const ranked = raters.map((matrix, i) => {
    checkDistances(matrix, `${what}, rater ${i}`, 3)
    if (matrix.length !== raters[0]!.length)
      throw new Error(`${what}: rater ${i} compared ${matrix.length} objects, and rater 0 ${raters[0]!.length}`)
    const entries = lowerTriangle(matrix)
    if (entries.every((one) => one === entries[0]))
      throw new Error(`${what}: every dissimilarity of rater ${i} is ${entries[0]}, so it correlates with nothing`)
    return ranks(entries)
  })
  const mean = (some: readonly Float64Array[]): Float64Array =>
    some[0]!.map((_, k) => some.reduce((sum, one) => sum + one[k]!, 0) / some.length)
  const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length
  const correlate = (one: Float64Array, other: Float64Array): number => {
    const value = productMoment(one, other)
    if (!Number.isFinite(value)) throw new Error(`${what} is not defined: the raters' mean is constant`)
    return value
  }
  const all = mean(ranked)
  const pairwise = average(ranked.flatMap((one, i) => ranked.slice(0, i).map((other) => correlate(one, other))))
  return {
    upper: average(ranked.map((one) => correlate(one, all))),
    lower: average(ranked.map((one, i) => correlate(one, mean(ranked.filter((_, k) => k !== i))))),
    pairwise,
    reliability: (n * pairwise) / (1 + (n - 1) * pairwise),
    raters: n,
  }
}
