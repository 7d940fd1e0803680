import type { Interval } from '../core/estimate.ts'
import { tSurvival } from '../math/distributions.ts'
import { logGamma } from '../math/special.ts'
import { checkLevel, checkNumbers, criticalValue } from './check.ts'
import { twoSided } from './fit.ts'
import { noncentralTInterval } from './noncentral.ts'
import { ranks } from './rank.ts'
import { mean, variance } from './summary.ts'
import { independence, type Tested } from './tested.ts'

interface Options {
  /** Of the interval; .95 unless said. */
  readonly level?: number
}

/** A standardised difference; statistic and p are Student's t test's. */
export interface StandardisedDifference extends Tested {
  readonly interval: Interval
  readonly statistic: number
  readonly df: number
}

/** Hedges' exact small-sample factor of that many degrees of freedom, below 1 (1981, equation 6e). */
export const hedgesFactor = (df: number): number => {
  if (!(df > 1)) throw new Error(`Hedges' factor of ${df} degrees of freedom is not defined; more than 1 are needed`)
  return Math.exp(logGamma(df / 2) - logGamma((df - 1) / 2)) / Math.sqrt(df / 2)
}

const standardised = (difference: number, sd: number, scale: number, df: number, n: number, options: Options) => {
  const level = checkLevel(options.level)
  if (!(sd > 1e-14 * Math.abs(difference)) || sd === 0)
    throw new Error("Cohen's d is not defined: the values do not vary within the samples")
  const value = difference / sd
  const statistic = value / scale
  const [low, high] = noncentralTInterval(statistic, df, level)
  return {
    value,
    interval: [low * scale, high * scale] as const,
    level,
    n,
    statistic,
    df,
    p: 2 * tSurvival(Math.abs(statistic), df),
  }
}

/**
 * Cohen's d of two independent samples, x less y over the pooled standard deviation, with the interval of the
 * noncentral t. R: `effectsize::cohens_d(x, y)`, `t.test(x, y, var.equal = TRUE)`. Throws where neither sample varies.
 */
export const cohenD = (x: readonly number[], y: readonly number[], options: Options = {}): StandardisedDifference => {
  checkNumbers(x, "the first sample of Cohen's d", 2)
  checkNumbers(y, "the second sample of Cohen's d", 2)
  const df = x.length + y.length - 2
  const [v, w] = [variance(x), variance(y)]
  const sd = Math.sqrt(((x.length - 1) * v + (y.length - 1) * w) / df)
  const scale = Math.sqrt(1 / x.length + 1 / y.length)
  const result = standardised(mean(x) - mean(y), sd, scale, df, x.length + y.length, options)
  return {
    ...result,
    estimator: "Cohen's d, interval by the noncentral t",
    test: "Student's t test",
    effect: { name: "Cohen's d", value: result.value },
    assumptions: [
      independence,
      { assumes: 'normal values' },
      { assumes: 'equal variances (holds: within a factor of 4)', holds: Math.max(v, w) <= 4 * Math.min(v, w) },
    ],
  }
}

/** Hedges' g: Cohen's d and its interval times the exact small-sample factor (R `effectsize::hedges_g(x, y)`). */
export const hedgesG = (x: readonly number[], y: readonly number[], options: Options = {}): StandardisedDifference => {
  const d = cohenD(x, y, options)
  const factor = hedgesFactor(d.df)
  const value = d.value * factor
  return {
    ...d,
    value,
    interval: [d.interval[0] * factor, d.interval[1] * factor],
    estimator: "Hedges' g, interval by the noncentral t",
    effect: { name: "Hedges' g", value },
  }
}

/**
 * Cohen's d_z of paired differences: their mean over their standard deviation, with the interval of the noncentral t.
 * R: `effectsize::cohens_d(differences)`. n counts pairs.
 */
export const cohenDz = (differences: readonly number[], options: Options = {}): StandardisedDifference => {
  checkNumbers(differences, "the differences of Cohen's d_z", 2)
  const n = differences.length
  const result = standardised(mean(differences), Math.sqrt(variance(differences)), 1 / Math.sqrt(n), n - 1, n, options)
  return {
    ...result,
    estimator: "Cohen's d_z, interval by the noncentral t",
    test: 'paired t test',
    effect: { name: "Cohen's d_z", value: result.value },
    assumptions: [{ assumes: 'independent pairs' }, { assumes: 'normal differences' }],
  }
}

/**
 * Cliff's delta of x against y: the chance that an x is above a y less the chance that it is below (2 AUC - 1), with a
 * normal interval by DeLong's variance (1988), cut at -1 and 1; `statistic` and p are that variance's z.
 * R: `effectsize::rank_biserial(x, y)` for the value, `2 * pROC::ci.auc(y, x, method = 'delong') - 1` for the interval.
 * Throws where the samples do not overlap at all, so that the variance is zero; `mannWhitneyTest` still serves there.
 */
export const cliffDelta = (
  x: readonly number[],
  y: readonly number[],
  options: Options = {},
): Tested & { readonly interval: Interval; readonly statistic: number; readonly se: number } => {
  checkNumbers(x, "the first sample of Cliff's delta", 2)
  checkNumbers(y, "the second sample of Cliff's delta", 2)
  const level = checkLevel(options.level)
  const [m, n] = [x.length, y.length]
  const pooled = ranks([...x, ...y])
  const [ofX, ofY] = [ranks(x), ranks(y)]
  const shares = [
    Array.from(ofX, (rank, i) => (pooled[i]! - rank) / n),
    Array.from(ofY, (rank, j) => 1 - (pooled[m + j]! - rank) / m),
  ] as const
  const area = mean(shares[0])
  const value = 2 * area - 1
  const se = 2 * Math.sqrt(variance(shares[0]) / m + variance(shares[1]) / n)
  if (!(se > 1e-12))
    throw new Error(
      `Cliff's delta is ${Math.round(value)} and its variance is not defined: ` +
        'the samples do not overlap, or do not vary; use mannWhitneyTest',
    )
  const reach = criticalValue(level) * se
  const statistic = value / se
  return {
    value,
    interval: [Math.max(-1, value - reach), Math.min(1, value + reach)],
    level,
    n: m + n,
    se,
    estimator: "Cliff's delta, DeLong interval",
    statistic,
    p: twoSided(statistic),
    test: "z test by DeLong's variance",
    effect: { name: "Cliff's delta", value },
    assumptions: [independence, { assumes: 'ten or more in each sample', holds: m >= 10 && n >= 10 }],
  }
}
