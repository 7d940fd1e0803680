import type { Interval } from '../core/estimate.ts'
import { normalQuantile, normalSurvival, tQuantile, tSurvival } from '../math/distributions.ts'
import { checkCount, checkNumbers } from './check.ts'
import { mean, variance } from './summary.ts'
import { independence, type Tested } from './tested.ts'

/** A sample by its size, mean and standard deviation, where the values themselves are not at hand. */
export interface Moments {
  readonly n: number
  readonly mean: number
  readonly sd: number
}

/** What an equivalence test takes; `bounds` is the smallest effect of interest on either side, or one number for both. */
export interface EquivalenceOptions {
  readonly bounds: number | readonly [low: number, high: number]
  /** Of each one-sided test, .05 unless said; the interval has level 1 - 2 alpha. */
  readonly alpha?: number
}

/** Two one-sided tests; p is the larger of theirs, and `equivalent` says whether it is below alpha. */
export interface EquivalenceTest extends Tested {
  readonly interval: Interval
  readonly statistic: number
  readonly equivalent: boolean
  readonly bounds: Interval
  /** Against an effect at or below the lower bound. */
  readonly lower: { readonly statistic: number; readonly p: number }
  /** Against an effect at or above the upper bound. */
  readonly upper: { readonly statistic: number; readonly p: number }
  readonly df?: number
}

const boundsOf = (bounds: EquivalenceOptions['bounds'], scale: number): Interval => {
  const [low, high] = typeof bounds === 'number' ? [-bounds, bounds] : bounds
  checkNumbers([low, high], 'the bounds of an equivalence test')
  if (!(low < high)) throw new Error(`the bounds of an equivalence test are ${low} and ${high}; the lower comes first`)
  return [low * scale, high * scale]
}

const alphaOf = (alpha = 0.05): number => {
  if (alpha > 0 && alpha < 0.5) return alpha
  throw new Error(`the alpha of an equivalence test is ${alpha}; it must lie between 0 and .5, as .05 does`)
}

const twoOneSided = (
  value: number,
  se: number,
  bounds: Interval,
  alpha: number,
  survival: (x: number) => number,
  quantile: (p: number) => number,
) => {
  const lower = { statistic: (value - bounds[0]) / se, p: survival((value - bounds[0]) / se) }
  const upper = { statistic: (value - bounds[1]) / se, p: survival(-(value - bounds[1]) / se) }
  const last = lower.p > upper.p ? lower : upper
  const reach = quantile(1 - alpha) * se
  return {
    value,
    interval: [value - reach, value + reach] as const,
    level: 1 - 2 * alpha,
    se,
    bounds,
    lower,
    upper,
    ...last,
    equivalent: last.p < alpha,
  }
}

const momentsOf = (sample: readonly number[] | Moments, which: string): Moments => {
  if ('sd' in sample) {
    checkCount(sample.n, `the size of the ${which} sample`)
    checkNumbers([sample.mean, sample.sd], `mean and sd of the ${which} sample`)
    if (sample.n < 2 || sample.sd < 0)
      throw new Error(`the ${which} sample has n ${sample.n} and sd ${sample.sd}; n of 2 or more and sd of 0 or more`)
    return sample
  }
  checkNumbers(sample, `the ${which} sample of an equivalence test`, 2)
  return { n: sample.length, mean: mean(sample), sd: Math.sqrt(variance(sample)) }
}

/**
 * Two one-sided t tests that two means, first less second, differ by less than `bounds` (Schuirmann 1987), by Welch
 * unless `equalVariances`. Bounds are in the units of the data, or with `scale: 'sd'` in standard deviations (pooled;
 * for Welch the root mean square of both). Samples are values, or their n, mean and sd. The effect is Cohen's d by that
 * same standard deviation. R: `TOSTER::tsum_TOST(m1, sd1, n1, m2, sd2, n2, eqb = , var.equal = )`.
 */
export const equivalenceTest = (
  first: readonly number[] | Moments,
  second: readonly number[] | Moments,
  options: EquivalenceOptions & { readonly equalVariances?: boolean; readonly scale?: 'raw' | 'sd' },
): EquivalenceTest & { readonly df: number } => {
  const [x, y] = [momentsOf(first, 'first'), momentsOf(second, 'second')]
  const alpha = alphaOf(options.alpha)
  const equal = options.equalVariances ?? false
  const [a, b] = [x.sd ** 2 / x.n, y.sd ** 2 / y.n]
  if (a + b === 0) throw new Error('an equivalence test is not defined: the values do not vary')
  const df = equal ? x.n + y.n - 2 : (a + b) ** 2 / (a ** 2 / (x.n - 1) + b ** 2 / (y.n - 1))
  const sd = equal
    ? Math.sqrt(((x.n - 1) * x.sd ** 2 + (y.n - 1) * y.sd ** 2) / df)
    : Math.sqrt((x.sd ** 2 + y.sd ** 2) / 2)
  const se = equal ? sd * Math.sqrt(1 / x.n + 1 / y.n) : Math.sqrt(a + b)
  const value = x.mean - y.mean
  const bounds = boundsOf(options.bounds, options.scale === 'sd' ? sd : 1)
  return {
    ...twoOneSided(
      value,
      se,
      bounds,
      alpha,
      (t) => tSurvival(t, df),
      (p) => tQuantile(p, df),
    ),
    df,
    n: x.n + y.n,
    estimator: `difference of means, ${equal ? 'Student' : 'Welch'} interval`,
    test: `two one-sided ${equal ? 'Student' : 'Welch'} t tests`,
    effect: { name: "Cohen's d", value: value / sd },
    assumptions: [
      independence,
      { assumes: 'normal values, or many of them', ...(Math.min(x.n, y.n) >= 30 && { holds: true }) },
      ...(equal
        ? [
            {
              assumes: 'equal variances (holds: within a factor of 4)',
              holds: Math.max(x.sd, y.sd) <= 2 * Math.min(x.sd, y.sd),
            },
          ]
        : []),
    ],
  }
}

/**
 * Two one-sided t tests that the mean of paired differences lies within `bounds`; n counts pairs.
 * R: `TOSTER::t_TOST(x, y, paired = TRUE, eqb = )`.
 */
export const pairedEquivalence = (
  differences: readonly number[],
  options: EquivalenceOptions,
): EquivalenceTest & { readonly df: number } => {
  const { n, mean: value, sd } = momentsOf(differences, 'only')
  if (sd === 0) throw new Error('an equivalence test is not defined: the differences do not vary')
  const df = n - 1
  return {
    ...twoOneSided(
      value,
      sd / Math.sqrt(n),
      boundsOf(options.bounds, 1),
      alphaOf(options.alpha),
      (t) => tSurvival(t, df),
      (p) => tQuantile(p, df),
    ),
    df,
    n,
    estimator: 'mean difference, t interval',
    test: 'two one-sided paired t tests',
    effect: { name: "Cohen's d_z", value: value / sd },
    assumptions: [{ assumes: 'independent pairs' }, { assumes: 'normal differences' }],
  }
}

/**
 * Two one-sided z tests that two proportions differ by less than `bounds`, with unpooled variance.
 * R: `TOSTER::twoprop_test(p1, p2, n1, n2, null = , alternative = 'equivalence')`.
 * Throws where both proportions are 0 or 1, so that the variance is zero.
 */
export const equivalenceOfProportions = (
  first: readonly [events: number, n: number],
  second: readonly [events: number, n: number],
  options: EquivalenceOptions,
): EquivalenceTest => {
  for (const [[events, n], which] of [
    [first, 'first'],
    [second, 'second'],
  ] as const) {
    checkCount(events, `the events of the ${which} arm`)
    checkCount(n, `the trials of the ${which} arm`)
    if (n === 0 || events > n) throw new Error(`the ${which} arm has ${events} events in ${n} trials`)
  }
  const [p, q] = [first[0] / first[1], second[0] / second[1]]
  const se = Math.sqrt((p * (1 - p)) / first[1] + (q * (1 - q)) / second[1])
  if (se === 0) throw new Error('an equivalence test is not defined: both proportions are 0 or 1')
  return {
    ...twoOneSided(p - q, se, boundsOf(options.bounds, 1), alphaOf(options.alpha), normalSurvival, normalQuantile),
    n: first[1] + second[1],
    estimator: 'difference of proportions, Wald interval',
    test: 'two one-sided z tests',
    effect: { name: "Cohen's h", value: 2 * (Math.asin(Math.sqrt(p)) - Math.asin(Math.sqrt(q))) },
    assumptions: [
      independence,
      {
        assumes: 'five events and five others in each arm',
        holds: [first, second].every(([events, n]) => events >= 5 && n - events >= 5),
      },
    ],
  }
}
