import { chiSquareSurvival, normalCdf } from '../math/distributions.ts'
import { incompleteBeta, logGamma } from '../math/special.ts'
import { root } from './root.ts'

/**
 * P(T <= t) of a noncentral t, to about 1e-12 (Lenth 1989, algorithm AS 243; R `pt(t, df, ncp)`); beyond a noncentrality
 * of 37 on either side, where the series vanishes, by the normal approximation R takes (Abramowitz, Stegun 26.7.10).
 */
export const noncentralTCdf = (t: number, df: number, noncentrality: number): number => {
  if (!(df > 0 && Number.isFinite(t)))
    throw new Error(`a noncentral t at ${t} with ${df} degrees of freedom is not defined`)
  if (!Number.isFinite(noncentrality)) throw new Error(`a noncentral t has noncentrality ${noncentrality}`)
  if (t < 0) return 1 - noncentralTCdf(-t, df, -noncentrality)
  const x = (t * t) / (t * t + df)
  if (Math.abs(noncentrality) > 37) {
    const slack = 1 / (4 * df)
    return normalCdf((t * (1 - slack) - noncentrality) / Math.sqrt(1 + 2 * t * t * slack))
  }
  const below = normalCdf(-noncentrality)
  if (x === 0) return below
  const lambda = noncentrality ** 2
  let p = 0.5 * Math.exp(-0.5 * lambda)
  let q = Math.sqrt(2 / Math.PI) * p * noncentrality
  let left = 0.5 - p
  const b = df / 2
  const rest = (df / (t * t + df)) ** b
  let a = 0.5
  let odd = incompleteBeta(0.5, b, x)
  let oddStep =
    2 * rest * Math.exp(0.5 * Math.log(x) - (Math.log(Math.sqrt(Math.PI)) + logGamma(b) - logGamma(b + 0.5)))
  let even = 1 - rest
  let evenStep = b * x * rest
  let sum = p * odd + q * even
  for (let k = 1; k <= 5000; k++) {
    a++
    odd -= oddStep
    even -= evenStep
    oddStep *= (x * (a + b - 1)) / a
    evenStep *= (x * (a + b - 0.5)) / (a + 0.5)
    p *= lambda / (2 * k)
    q *= lambda / (2 * k + 1)
    left -= p
    sum += p * odd + q * even
    if (k > lambda / 2 && Math.abs(2 * left * (odd - oddStep)) < 1e-14) break
  }
  return Math.min(1, Math.max(0, sum + below))
}

/** The interval of a t statistic's noncentrality, by inverting its distribution (Steiger 2004). */
export const noncentralTInterval = (t: number, df: number, level: number): readonly [number, number] => {
  const reach = 6 * Math.abs(t) + 12
  const end = (p: number): number =>
    root((noncentrality) => noncentralTCdf(t, df, noncentrality) - p, t - reach, t + reach)
  return [end(0.5 + level / 2), end(0.5 - level / 2)]
}

/** P(X <= x) of a noncentral chi-square, as a Poisson mixture of central ones (R `pchisq(x, df, ncp)`). */
export const noncentralChiSquareCdf = (x: number, df: number, noncentrality: number): number => {
  const half = noncentrality / 2
  if (half === 0) return 1 - chiSquareSurvival(x, df)
  const reach = 9 * Math.sqrt(half) + 40
  let sum = 0
  for (let k = Math.max(0, Math.floor(half - reach)); k <= half + reach; k++)
    sum += Math.exp(-half + k * Math.log(half) - logGamma(k + 1)) * (1 - chiSquareSurvival(x, df + 2 * k))
  return Math.min(1, sum)
}

/** The interval of a chi-square statistic's noncentrality, each end 0 where no noncentrality is that small. */
export const noncentralChiSquareInterval = (x: number, df: number, level: number): readonly [number, number] => {
  const end = (p: number): number => {
    if (noncentralChiSquareCdf(x, df, 0) <= p) return 0
    return root((noncentrality) => noncentralChiSquareCdf(x, df, noncentrality) - p, 0, x + 20 * Math.sqrt(x + df) + 50)
  }
  return [end(0.5 + level / 2), end(0.5 - level / 2)]
}

/** P(X > x) of a noncentral F, as a Poisson mixture of central ones (R `pf(x, df1, df2, ncp, lower.tail = FALSE)`). */
export const noncentralFSurvival = (x: number, df1: number, df2: number, noncentrality: number): number => {
  if (!(df1 > 0 && df2 > 0 && noncentrality >= 0 && Number.isFinite(noncentrality)))
    throw new Error(`a noncentral F with ${df1} and ${df2} degrees of freedom and noncentrality ${noncentrality}`)
  if (x <= 0) return 1
  const half = noncentrality / 2
  const total = df1 * x + df2
  const above = (k: number): number => incompleteBeta(df2 / 2, df1 / 2 + k, df2 / total, (df1 * x) / total)
  if (half === 0) return above(0)
  const reach = 9 * Math.sqrt(half) + 40
  let sum = 0
  for (let k = Math.max(0, Math.floor(half - reach)); k <= half + reach; k++)
    sum += Math.exp(-half + k * Math.log(half) - logGamma(k + 1)) * above(k)
  return Math.min(1, sum)
}
