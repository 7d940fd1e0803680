import type { Estimate, Interval } from '../core/estimate.ts'
import { tQuantile, tSurvival } from '../math/distributions.ts'
import { checkLevel, checkNumbers } from './check.ts'
import { categories, numbers, type Row } from './row.ts'
import { mean, variance } from './summary.ts'

/** A mean or a difference of means with its t interval; p is two-sided. */
export interface TTest extends Estimate {
  readonly interval: Interval
  readonly statistic: number
  readonly df: number
  readonly p: number
  readonly se: number
}

interface Options {
  /** Of the interval; .95 unless said. */
  readonly level?: number
}

const test = (
  value: number,
  se: number,
  df: number,
  n: number,
  estimator: string,
  options: Options,
  against = 0,
): TTest => {
  const level = checkLevel(options.level)
  if (!(se > 1e-14 * Math.abs(value)) || se === 0)
    throw new Error(`${estimator}: the values do not vary, so a t test is not defined`)
  const reach = tQuantile(0.5 + level / 2, df) * se
  const statistic = (value - against) / se
  const p = 2 * tSurvival(Math.abs(statistic), df)
  return { value, interval: [value - reach, value + reach], level, n, estimator, statistic, df, p, se }
}

/** The mean of two values or more with its t interval, tested against `options.mean`, 0 unless said (R `t.test(x, mu = mean)`). */
export const oneSampleTest = (x: readonly number[], options: Options & { readonly mean?: number } = {}): TTest => {
  checkNumbers(x, 'a one-sample t test', 2)
  if (options.mean !== undefined) checkNumbers([options.mean], 'the mean to test against')
  return test(
    mean(x),
    Math.sqrt(variance(x) / x.length),
    x.length - 1,
    x.length,
    'mean, t interval',
    options,
    options.mean,
  )
}

/** The difference of two independent means, x less y, by Welch's test (R `t.test(x, y)`). */
export const welchTest = (x: readonly number[], y: readonly number[], options: Options = {}): TTest => {
  checkNumbers(x, 'the first sample of a Welch test', 2)
  checkNumbers(y, 'the second sample of a Welch test', 2)
  const a = variance(x) / x.length
  const b = variance(y) / y.length
  const df = (a + b) ** 2 / (a ** 2 / (x.length - 1) + b ** 2 / (y.length - 1))
  return test(
    mean(x) - mean(y),
    Math.sqrt(a + b),
    df,
    x.length + y.length,
    'difference of means, Welch interval',
    options,
  )
}

/** The difference of two independent means, x less y, by Student's test of equal variances (R `t.test(x, y, var.equal = TRUE)`). */
export const studentTest = (x: readonly number[], y: readonly number[], options: Options = {}): TTest => {
  checkNumbers(x, 'the first sample of a Student test', 2)
  checkNumbers(y, 'the second sample of a Student test', 2)
  const df = x.length + y.length - 2
  const pooled = ((x.length - 1) * variance(x) + (y.length - 1) * variance(y)) / df
  return test(
    mean(x) - mean(y),
    Math.sqrt(pooled * (1 / x.length + 1 / y.length)),
    df,
    x.length + y.length,
    'difference of means, Student interval',
    options,
  )
}

/** The mean of the differences x less y of pairs that stand at the same place (R `t.test(x, y, paired = TRUE)`); n counts pairs. */
export const pairedTest = (x: readonly number[], y: readonly number[], options: Options = {}): TTest => {
  checkNumbers(x, 'the first sample of a paired t test')
  checkNumbers(y, 'the second sample of a paired t test')
  if (x.length !== y.length)
    throw new Error(`a paired t test needs as many of one as of the other, not ${x.length} and ${y.length}`)
  return {
    ...oneSampleTest(
      Array.from(x, (value, i) => value - y[i]!),
      options,
    ),
    estimator: 'mean paired difference, t interval',
  }
}

/**
 * The mean difference of `outcome` between two arms within matched pairs: arms that shared luck, two halves of a
 * crossover. Rows of other arms are passed over; pairs with one arm only are left out and counted in `note`.
 * Throws where a pair holds an arm twice. R: `t.test(first, second, paired = TRUE)` on rows merged by `pair`.
 */
export const matchedDifference = (
  rows: readonly Row[],
  match: {
    readonly pair: string
    readonly arm: string
    /** The arm of interest, then the one it is compared with. */
    readonly between: readonly [first: string | number | boolean, second: string | number | boolean]
    readonly outcome: string
  },
  options: Options = {},
): TTest => {
  const { pair, arm, between, outcome } = match
  const arms = categories(rows, arm)
  const missing = between.find((name) => !arms.includes(name))
  if (missing !== undefined)
    throw new Error(
      `${arm} is never ${JSON.stringify(missing)}; it is ${[...new Set(arms)].join(', ') || 'nothing: there are no rows'}`,
    )
  const used = rows.filter((_, i) => between.includes(arms[i]!))
  const values = numbers(used, outcome)
  const pairs = new Map<unknown, (number | undefined)[]>()
  for (const [i, key] of categories(used, pair).entries()) {
    const side = used[i]![arm] === between[0] ? 0 : 1
    const both = pairs.get(key) ?? [undefined, undefined]
    if (both[side] !== undefined)
      throw new Error(`${pair} ${String(key)} holds ${arm} ${String(between[side])} twice; average it first`)
    both[side] = values[i]!
    pairs.set(key, both)
  }
  const whole = [...pairs.values()].filter((pairOf): pairOf is [number, number] => !pairOf.includes(undefined))
  const left = pairs.size - whole.length
  if (whole.length < 2)
    throw new Error(`${whole.length} pairs have both arms ${between.join(' and ')}; at least two are needed`)
  return {
    ...pairedTest(
      whole.map((both) => both[0]),
      whole.map((both) => both[1]),
      options,
    ),
    ...(left > 0 && { note: `${left} of ${pairs.size} pairs have one arm only and are left out` }),
  }
}
