import type { Interval } from '../core/estimate.ts'
import { tQuantile, tSurvival } from '../math/distributions.ts'
import { studentisedRangeQuantile, studentisedRangeSurvival } from '../math/studentised-range.ts'
import { checkLevel } from './check.ts'
import { benjaminiHochberg, bonferroni, holm } from './multiplicity.ts'
import { quadratic } from './sandwich.ts'

/** A fit seen as parameters that can be added up: their values and covariance (row-major), and the degrees of freedom. */
export interface Combinable {
  readonly parameters: readonly string[]
  readonly values: readonly number[]
  readonly covariance: Float64Array
  /** Of t; Infinity for a normal statistic. */
  readonly df: number
  /** Where the degrees of freedom depend on the sum, as Satterthwaite's do. */
  readonly linear?: (weights: readonly number[]) => { readonly value: number; readonly se: number; readonly df: number }
}

/** A weighted sum of parameters, tested against 0. */
export interface Contrast {
  readonly name: string
  readonly value: number
  readonly se: number
  readonly df: number
  readonly statistic: number
  /** Adjusted for the family it belongs to. */
  readonly p: number
  readonly interval: Interval
  readonly level: number
}

/** How a family of contrasts is adjusted; `tukey` is for all pairs of means. */
export type Adjustment = 'none' | 'holm' | 'bonferroni' | 'bh' | 'tukey'

export const adjustments: readonly Adjustment[] = ['none', 'holm', 'bonferroni', 'bh', 'tukey']

/**
 * Weighted sums of a fit's parameters with their tests, as one family. Intervals are adjusted with the p values: by
 * Tukey's range, or by Bonferroni for Holm, Bonferroni and Benjamini-Hochberg, which have none of their own.
 * `means` is how many means a Tukey family compares. R: `emmeans::contrast(..., adjust = )` and `confint`.
 * Throws where a sum has no variance, and on an unknown adjustment.
 */
export const linearContrasts = (
  fit: Combinable,
  family: readonly { readonly name: string; readonly weights: readonly number[] }[],
  options: { readonly adjust?: Adjustment; readonly level?: number; readonly means?: number } = {},
): readonly Contrast[] => {
  const level = checkLevel(options.level)
  const adjust = options.adjust ?? 'none'
  if (!adjustments.includes(adjust))
    throw new Error(`${String(adjust)} is no adjustment; it is one of ${adjustments.join(', ')}`)
  if (adjust === 'tukey' && !(options.means! >= 2))
    throw new Error('Tukey adjusts all pairs of means; for other contrasts adjust by holm')
  const sums = family.map(({ name, weights }) => {
    if (weights.length !== fit.values.length)
      throw new Error(`the contrast ${name} has ${weights.length} weights; the fit has ${fit.values.length} parameters`)
    const { value, se, df } = fit.linear?.(weights) ?? {
      value: fit.values.reduce((sum, one, k) => sum + one * weights[k]!, 0),
      se: Math.sqrt(Math.max(0, quadratic(fit.covariance, weights))),
      df: fit.df,
    }
    if (!(se > 0 && df > 0)) throw new Error(`the contrast ${name} has no variance, so nothing measures its error`)
    return { name, value, se, df, statistic: value / se }
  })
  const raw = sums.map(({ statistic, df }) => 2 * tSurvival(Math.abs(statistic), df))
  const count = family.length
  const range = (statistic: number, df: number) =>
    studentisedRangeSurvival(Math.abs(statistic) * Math.SQRT2, options.means!, df)
  const p =
    adjust === 'holm'
      ? holm(raw)
      : adjust === 'bonferroni'
        ? bonferroni(raw)
        : adjust === 'bh'
          ? benjaminiHochberg(raw)
          : adjust === 'tukey'
            ? sums.map(({ statistic, df }) => range(statistic, df))
            : raw
  const critical = new Map<number, number>()
  const reach = (df: number): number => {
    const known = critical.get(df)
    if (known !== undefined) return known
    const share = 1 - level
    const found =
      adjust === 'tukey'
        ? studentisedRangeQuantile(share, options.means!, df) / Math.SQRT2
        : tQuantile(1 - share / (adjust === 'none' ? 2 : 2 * count), df)
    critical.set(df, found)
    return found
  }
  return sums.map((one, k) => {
    const half = reach(one.df) * one.se
    return { ...one, p: p[k]!, interval: [one.value - half, one.value + half], level }
  })
}
