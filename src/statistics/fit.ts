import type { Estimate, Interval } from '../core/estimate.ts'
import { chiSquareSurvival, normalSurvival } from '../math/distributions.ts'

/** One coefficient of a regression; `statistic` is z (t for least squares) and p is two-sided. */
export interface Coefficient extends Estimate {
  readonly name: string
  readonly se: number
  readonly statistic: number
  readonly p: number
  readonly interval: Interval
  readonly level: number
  /** value -+ critical value x se, whichever kind `interval` is. */
  readonly wald: Interval
}

/** What every regression here gives back; `covariance` is row-major in the order of `parameters`. */
export interface Fit {
  readonly coefficients: readonly Coefficient[]
  readonly parameters: readonly string[]
  readonly covariance: Float64Array
  readonly logLikelihood: number
  /** Free parameters, an error variance included. */
  readonly free: number
  readonly n: number
  /** True where `logLikelihood` is restricted (REML), so that only fits with the same coefficients can be compared. */
  readonly restricted?: boolean
  readonly note?: string
}

/** The coefficient of that name, such as `arm=ai`; throws naming those there are. */
export const coefficient = (fit: { readonly coefficients: readonly Coefficient[] }, name: string): Coefficient => {
  const found = fit.coefficients.find((candidate) => candidate.name === name)
  if (found) return found
  throw new Error(
    `the fit has no coefficient ${name}; it has ${fit.coefficients.map((candidate) => candidate.name).join(', ')}`,
  )
}

/** Two-sided p of a normal statistic. */
export const twoSided = (z: number): number => 2 * normalSurvival(Math.abs(z))

/** The likelihood-ratio test of a fit against one that contains it (R `anova(smaller, larger)`), on the same rows. */
export const likelihoodRatioTest = (smaller: Fit, larger: Fit): { statistic: number; df: number; p: number } => {
  const df = larger.free - smaller.free
  if (smaller.n !== larger.n)
    throw new Error(`the fits have ${smaller.n} and ${larger.n} observations; use the same rows`)
  if ((smaller.restricted || larger.restricted) && smaller.parameters.join() !== larger.parameters.join())
    throw new Error('restricted likelihoods (REML) of different coefficients cannot be compared; fit both by ML')
  if (smaller.restricted !== larger.restricted)
    throw new Error('one likelihood is restricted (REML) and the other is not; fit both by the same method')
  if (df < 1) throw new Error(`the larger fit must have more parameters; these have ${smaller.free} and ${larger.free}`)
  const statistic = 2 * (larger.logLikelihood - smaller.logLikelihood)
  if (statistic < -1e-6) throw new Error('the larger fit is the less likely one, so it does not contain the smaller')
  return { statistic: Math.max(0, statistic), df, p: chiSquareSurvival(statistic, df) }
}
