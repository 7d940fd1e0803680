import type { Interval } from '../core/estimate.ts'
import { checkLevel, criticalValue } from './check.ts'
import { twoSided } from './fit.ts'
import { independence, type Tested } from './tested.ts'

/** A Pearson correlation as it is published: its value and the number of pairs. */
export interface PublishedCorrelation {
  readonly r: number
  readonly n: number
}

const z = ({ r, n }: PublishedCorrelation, which: string): number => {
  if (!(Math.abs(r) < 1)) throw new Error(`the ${which} correlation is ${r}; Fisher's z needs one between -1 and 1`)
  if (!(Number.isInteger(n) && n > 3))
    throw new Error(`the ${which} correlation is of ${n} pairs; a whole number from 4 on is needed`)
  return Math.atanh(r)
}

/** The interval of a published correlation by Fisher's z: tanh(atanh r -+ critical value / sqrt(n - 3)). */
export const correlationInterval = (one: PublishedCorrelation, options: { readonly level?: number } = {}): Interval => {
  const centre = z(one, 'published')
  const reach = criticalValue(checkLevel(options.level)) / Math.sqrt(one.n - 3)
  return [Math.tanh(centre - reach), Math.tanh(centre + reach)]
}

/**
 * Compares correlations of two samples that share nobody, first less second, by Fisher's z. Value and effect are Cohen's
 * q, the difference of the z, with its interval. R: `(atanh(r1) - atanh(r2)) / sqrt(1 / (n1 - 3) + 1 / (n2 - 3))`, or
 * `psych::r.test(n1, r1, r2, n2)`.
 */
export const compareCorrelations = (
  first: PublishedCorrelation,
  second: PublishedCorrelation,
  options: { readonly level?: number } = {},
): Tested & { readonly interval: Interval; readonly se: number; readonly statistic: number } => {
  const level = checkLevel(options.level)
  const value = z(first, 'first') - z(second, 'second')
  const se = Math.sqrt(1 / (first.n - 3) + 1 / (second.n - 3))
  const reach = criticalValue(level) * se
  return {
    value,
    interval: [value - reach, value + reach],
    level,
    n: first.n + second.n,
    se,
    estimator: "Cohen's q, difference of Fisher's z",
    statistic: value / se,
    p: twoSided(value / se),
    test: 'z test of two independent correlations',
    effect: { name: "Cohen's q", value },
    assumptions: [independence, { assumes: 'two samples that share nobody, each normal' }],
  }
}
