import { incompleteBeta, incompleteGamma, logGamma } from './special.ts'

const whole = (k: number, most = Number.POSITIVE_INFINITY): boolean => Number.isInteger(k) && k >= 0 && k <= most

/** ln of n over k, for whole numbers 0 <= k <= n (R `lchoose`). */
export const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)

/** P(X = k) of `n` trials that each succeed with probability `p` (R `dbinom`); NaN for p outside [0, 1] or n no count. */
export const binomialProbability = (k: number, n: number, p: number): number => {
  if (!(whole(n) && p >= 0 && p <= 1)) return Number.NaN
  if (!whole(k, n)) return 0
  if (p === 0 || p === 1) return k === p * n ? 1 : 0
  return Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + k * Math.log(p) + (n - k) * Math.log1p(-p))
}

/** P(X <= k) of `n` trials that each succeed with probability `p` (R `pbinom`); NaN for p outside [0, 1] or n no count. */
export const binomialCdf = (k: number, n: number, p: number): number => {
  if (!(whole(n) && p >= 0 && p <= 1) || Number.isNaN(k)) return Number.NaN
  const floor = Math.floor(k)
  if (floor < 0 || floor >= n) return floor < 0 ? 0 : 1
  return incompleteBeta(n - floor, floor + 1, 1 - p, p)
}

/** P(X = k) of a Poisson count with that mean (R `dpois`); NaN for a mean below 0. */
export const poissonProbability = (k: number, mean: number): number => {
  if (!(mean >= 0)) return Number.NaN
  if (!whole(k)) return 0
  if (mean === 0) return k === 0 ? 1 : 0
  return Math.exp(k * Math.log(mean) - mean - logGamma(k + 1))
}

/** P(X <= k) of a Poisson count with that mean (R `ppois`); NaN for a mean below 0. */
export const poissonCdf = (k: number, mean: number): number => {
  if (!(mean >= 0) || Number.isNaN(k)) return Number.NaN
  return k < 0 ? 0 : incompleteGamma(Math.floor(k) + 1, mean)[1]
}

/** P(X > k) of a Poisson count with that mean, with its digits where it is small; NaN for a mean below 0. */
export const poissonSurvival = (k: number, mean: number): number => {
  if (!(mean >= 0) || Number.isNaN(k)) return Number.NaN
  return k < 0 ? 1 : incompleteGamma(Math.floor(k) + 1, mean)[0]
}

/** P(X = k) of `draws` without replacement from `successes` and `failures` (R `dhyper`); NaN where those are no counts. */
export const hypergeometricProbability = (k: number, successes: number, failures: number, draws: number): number => {
  if (!(whole(successes) && whole(failures) && whole(draws, successes + failures))) return Number.NaN
  if (!whole(k, Math.min(draws, successes)) || draws - k > failures) return 0
  return Math.exp(logChoose(successes, k) + logChoose(failures, draws - k) - logChoose(successes + failures, draws))
}

/**
 * P(X = k) of a count with that mean and variance mean + mean^2 / size (R `dnbinom(k, size = , mu = )`); NaN unless
 * both are above 0.
 */
export const negativeBinomialProbability = (k: number, size: number, mean: number): number => {
  if (!(size > 0 && mean > 0)) return Number.NaN
  if (!whole(k)) return 0
  return Math.exp(
    logGamma(k + size) -
      logGamma(size) -
      logGamma(k + 1) -
      size * Math.log1p(mean / size) +
      k * (Math.log(mean) - Math.log(size + mean)),
  )
}
