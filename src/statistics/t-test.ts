import type { Interval } from '../core/estimate.ts'
import { tQuantile, tSurvival } from '../math/distributions.ts'
import { checkLevel, checkNumbers } from './check.ts'
import { categories, numbers, type Row } from './row.ts'
import { mean, variance } from './summary.ts'
import { type Assumption, checkAlternative, independence, type Tested, type TestOptions } from './tested.ts'

/** A mean or a difference of means with its t interval and test; the effect is in standard deviations. */
export interface TTest extends Tested {
  readonly interval: Interval
  readonly statistic: number
  readonly df: number
  readonly se: number
}

interface Described {
  readonly estimator: string
  readonly test: string
  /** The effect's name, and the standard deviation that the distance from `against` is measured in. */
  readonly effect: readonly [name: string, sd: number]
  readonly assumptions: readonly Assumption[]
  readonly against?: number
}

const test = (
  value: number,
  se: number,
  df: number,
  n: number,
  options: TestOptions,
  { estimator, test: name, effect, assumptions, against = 0 }: Described,
): TTest => {
  const level = checkLevel(options.level)
  const alternative = checkAlternative(options.alternative)
  if (!(se > 1e-14 * Math.abs(value)) || se === 0)
    throw new Error(`${estimator}: the values do not vary, so a t test is not defined`)
  const reach = tQuantile(alternative === 'two-sided' ? 0.5 + level / 2 : level, df) * se
  const statistic = (value - against) / se
  const p =
    alternative === 'two-sided'
      ? 2 * tSurvival(Math.abs(statistic), df)
      : tSurvival(alternative === 'greater' ? statistic : -statistic, df)
  return {
    value,
    interval: [
      alternative === 'less' ? Number.NEGATIVE_INFINITY : value - reach,
      alternative === 'greater' ? Number.POSITIVE_INFINITY : value + reach,
    ],
    level,
    n,
    estimator,
    statistic,
    df,
    p,
    se,
    test: `${name}, ${alternative}`,
    effect: { name: effect[0], value: (value - against) / effect[1] },
    assumptions,
  }
}

const normal = (what: string, n: number): Assumption => ({
  assumes: `normal ${what}, or many of them (holds: 30 or more)`,
  holds: n >= 30,
})

/** The mean of two values or more with its t interval, tested against `options.mean`, 0 unless said (R `t.test(x, mu = mean)`). */
export const oneSampleTest = (x: readonly number[], options: TestOptions & { readonly mean?: number } = {}): TTest => {
  checkNumbers(x, 'a one-sample t test', 2)
  if (options.mean !== undefined) checkNumbers([options.mean], 'the mean to test against')
  const spread = variance(x)
  return test(mean(x), Math.sqrt(spread / x.length), x.length - 1, x.length, options, {
    estimator: 'mean, t interval',
    test: 'one-sample t test',
    effect: ["Cohen's d", Math.sqrt(spread)],
    assumptions: [independence, normal('values', x.length)],
    ...(options.mean !== undefined && { against: options.mean }),
  })
}

/**
 * The difference of two independent means, x less y, by Welch's test (R `t.test(x, y)`, `alternative = `). The effect is
 * Cohen's d by the root of the mean of both variances (R `effectsize::cohens_d(x, y, pooled_sd = FALSE)`).
 */
export const welchTest = (x: readonly number[], y: readonly number[], options: TestOptions = {}): TTest => {
  checkNumbers(x, 'the first sample of a Welch test', 2)
  checkNumbers(y, 'the second sample of a Welch test', 2)
  const [v, w] = [variance(x), variance(y)]
  const [a, b] = [v / x.length, w / y.length]
  const df = (a + b) ** 2 / (a ** 2 / (x.length - 1) + b ** 2 / (y.length - 1))
  return test(mean(x) - mean(y), Math.sqrt(a + b), df, x.length + y.length, options, {
    estimator: 'difference of means, Welch interval',
    test: "Welch's t test",
    effect: ["Cohen's d, mean variance", Math.sqrt((v + w) / 2)],
    assumptions: [independence, normal('values in each sample', Math.min(x.length, y.length))],
  })
}

/**
 * The difference of two independent means, x less y, by Student's test of equal variances
 * (R `t.test(x, y, var.equal = TRUE)`); the effect is Cohen's d by the pooled standard deviation.
 */
export const studentTest = (x: readonly number[], y: readonly number[], options: TestOptions = {}): TTest => {
  checkNumbers(x, 'the first sample of a Student test', 2)
  checkNumbers(y, 'the second sample of a Student test', 2)
  const df = x.length + y.length - 2
  const [v, w] = [variance(x), variance(y)]
  const pooled = ((x.length - 1) * v + (y.length - 1) * w) / df
  const scale = Math.sqrt(pooled * (1 / x.length + 1 / y.length))
  return test(mean(x) - mean(y), scale, df, x.length + y.length, options, {
    estimator: 'difference of means, Student interval',
    test: "Student's t test",
    effect: ["Cohen's d", Math.sqrt(pooled)],
    assumptions: [
      independence,
      normal('values in each sample', Math.min(x.length, y.length)),
      {
        assumes: `equal variances (the larger is ${(Math.max(v, w) / Math.min(v, w)).toPrecision(3)} times the smaller; holds: at most 2)`,
        holds: Math.max(v, w) <= 2 * Math.min(v, w),
      },
    ],
  })
}

/**
 * The mean of the differences x less y of pairs that stand at the same place (R `t.test(x, y, paired = TRUE)`); n counts
 * pairs and the effect is Cohen's d_z.
 */
export const pairedTest = (x: readonly number[], y: readonly number[], options: TestOptions = {}): TTest => {
  checkNumbers(x, 'the first sample of a paired t test')
  checkNumbers(y, 'the second sample of a paired t test')
  if (x.length !== y.length)
    throw new Error(`a paired t test needs as many of one as of the other, not ${x.length} and ${y.length}`)
  const found = oneSampleTest(
    Array.from(x, (value, i) => value - y[i]!),
    options,
  )
  return {
    ...found,
    estimator: 'mean paired difference, t interval',
    test: found.test.replace('one-sample', 'paired'),
    effect: { name: "Cohen's d_z", value: found.effect.value },
    assumptions: [{ assumes: 'independent pairs' }, normal('differences', x.length)],
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
  options: TestOptions = {},
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
