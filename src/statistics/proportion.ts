import type { Estimate } from '../core/estimate.ts'
import { checkCount, checkLevel, criticalValue } from './check.ts'
import { twoSided } from './fit.ts'
import { independence, type Tested } from './tested.ts'

interface Options {
  /** Of the interval; .95 unless said. */
  readonly level?: number
}

const checkShare = (events: number, n: number): void => {
  checkCount(events, 'the number of events')
  checkCount(n, 'the number of trials')
  if (n === 0) throw new Error('a proportion of no trials is not defined')
  if (events > n) throw new Error(`${events} events cannot happen in ${n} trials`)
}

/**
 * A proportion, `events` of `n`, with Wilson's score interval.
 * R: `prop.test(events, n, correct = FALSE)$conf.int`.
 */
export const proportion = (
  events: number,
  n: number,
  options: Options = {},
): Estimate & { interval: readonly [number, number] } => {
  checkShare(events, n)
  const level = checkLevel(options.level)
  const z = criticalValue(level)
  const p = events / n
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n)
  return {
    value: p,
    interval: [events === 0 ? 0 : centre - half, events === n ? 1 : centre + half],
    level,
    n,
    estimator: 'proportion, Wilson interval',
  }
}

/**
 * The difference of two independent proportions, the first less the second, with Newcombe's interval (1998, method 10);
 * `statistic` and p are the pooled z test (R: `prop.test(c(x1, x2), c(n1, n2), correct = FALSE)`, z its signed root).
 * Both are left out where the pooled proportion is 0 or 1. The effect is Cohen's h. `interval: 'wald'` gives Wald's, as R's `prop.test` does; it
 * is too short for small arms.
 */
export const differenceOfProportions = (
  first: readonly [events: number, n: number],
  second: readonly [events: number, n: number],
  { interval: kind = 'newcombe', ...options }: Options & { readonly interval?: 'newcombe' | 'wald' } = {},
): Estimate & Omit<Tested, 'p'> => {
  const a = proportion(first[0], first[1], options)
  const b = proportion(second[0], second[1], options)
  const value = a.value - b.value
  const pooled = (first[0] + second[0]) / (a.n + b.n)
  const statistic = value / Math.sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n))
  const spread = (a.value * (1 - a.value)) / a.n + (b.value * (1 - b.value)) / b.n
  const reach = criticalValue(checkLevel(options.level)) * Math.sqrt(spread)
  if (kind !== 'newcombe' && kind !== 'wald') throw new Error(`${String(kind)} is no interval; it is newcombe or wald`)
  return {
    value,
    interval:
      kind === 'wald'
        ? [value - reach, value + reach]
        : [
            value - Math.hypot(a.value - a.interval[0], b.interval[1] - b.value),
            value + Math.hypot(a.interval[1] - a.value, b.value - b.interval[0]),
          ],
    level: checkLevel(options.level),
    n: a.n + b.n,
    estimator: `difference of proportions, ${kind === 'wald' ? 'Wald' : 'Newcombe'} interval`,
    test: 'pooled z test of two proportions',
    effect: { name: "Cohen's h", value: 2 * (Math.asin(Math.sqrt(a.value)) - Math.asin(Math.sqrt(b.value))) },
    assumptions: [
      independence,
      {
        assumes: 'counts enough for the normal distribution (holds: 5 or more expected in each cell)',
        holds: Math.min(a.n, b.n) * Math.min(pooled, 1 - pooled) >= 5,
      },
    ],
    ...(pooled > 0 && pooled < 1 && { statistic, p: twoSided(statistic) }),
  }
}

/** The share of true among booleans, with Wilson's interval. */
export const share = (values: readonly boolean[], options: Options = {}): Estimate => {
  const stranger = values.findIndex((value) => typeof value !== 'boolean')
  if (stranger >= 0) throw new Error(`a share counts booleans; value ${stranger} is ${String(values[stranger])}`)
  return proportion(values.filter(Boolean).length, values.length, options)
}
