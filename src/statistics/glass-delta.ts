import { normalCdf } from '../math/distributions.ts'
import { checkNumbers } from './check.ts'
import { mean, standardDeviation } from './summary.ts'

/** Glass' delta: x less y over the standard deviation of y, the control (R `effectsize::glass_delta(x, y, adjust = FALSE)`). */
export const glassDelta = (x: readonly number[], y: readonly number[]): number => {
  checkNumbers(x, "the first sample of Glass' delta")
  checkNumbers(y, "the second sample of Glass' delta", 2)
  const sd = standardDeviation(y)
  if (sd === 0) throw new Error("Glass' delta is not defined: the second sample does not vary")
  return (mean(x) - mean(y)) / sd
}

/** The chance that a value of the first of two normal populations of equal variance exceeds one of the second, by Cohen's d. */
export const commonLanguageEffect = (d: number): number => {
  checkNumbers([d], "Cohen's d of a common-language effect")
  return normalCdf(d / Math.SQRT2)
}

/** The large-sample variance of a published Cohen's d of two groups, as `metaAnalysis` takes it (Hedges and Olkin 1985). */
export const publishedVariance = (d: number, [m, n]: readonly [first: number, second: number]): number => {
  checkNumbers([d], "a published Cohen's d")
  for (const size of [m, n])
    if (!(Number.isInteger(size) && size >= 2))
      throw new Error(`a group of ${size}; a whole number from 2 on is needed`)
  return (m + n) / (m * n) + d ** 2 / (2 * (m + n))
}
