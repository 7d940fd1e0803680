import type { Estimate } from '../../core/index.ts'
import { tQuantile } from '../../math/distributions.ts'
import { mean, variance } from '../../statistics/summary.ts'

/** Values of one kind, and what their mean counts for. */
export interface Stratum {
  readonly weight: number
  readonly values: readonly number[]
}

/**
 * The weighted sum of the means of independent samples, with a t interval whose degrees of freedom are Welch and
 * Satterthwaite's. No interval where a sample holds one value, or none varies. Null where a sample holds none.
 */
export const sumOfMeans = (strata: readonly Stratum[], estimator: string): Estimate | null => {
  if (strata.length === 0 || strata.some(({ values }) => values.length === 0)) return null
  const value = strata.reduce((sum, { weight, values }) => sum + weight * mean(values), 0)
  const n = strata.reduce((sum, { values }) => sum + values.length, 0)
  if (strata.some(({ values }) => values.length === 1))
    return { value, n, estimator, note: 'one match only against somebody: no interval' }
  const parts = strata.map(({ weight, values }) => ({
    part: (weight ** 2 * variance(values)) / values.length,
    df: values.length - 1,
  }))
  const square = parts.reduce((sum, { part }) => sum + part, 0)
  if (square <= 1e-24 * Math.max(1, value * value))
    return { value, n, estimator, note: 'the matches do not vary: no interval' }
  const df = square ** 2 / parts.reduce((sum, { part, df: own }) => sum + part ** 2 / own, 0)
  const se = Math.sqrt(square)
  const reach = tQuantile(0.975, df) * se
  return { value, interval: [value - reach, value + reach], se, n, estimator: `${estimator}, t interval` }
}
