import { normalCdf, normalDensity } from '../math/distributions.ts'
import { checkNumbers } from './check.ts'

const draws = (n: number): number => {
  if (Number.isSafeInteger(n) && n >= 1) return n
  throw new Error(`the number of draws is ${n}; it must be a whole number of at least 1`)
}

/**
 * How far the best of `n` draws is from one draw: KL(best of n || reference) = ln n - (n - 1) / n, in nats, exact for
 * rewards without ties and an upper bound else. Source: Stiennon et al. 2020, appendix G.3; Beirami et al. 2024.
 */
export const bestOfDivergence = (n: number): number => Math.log(draws(n)) - (n - 1) / n

/**
 * The expected largest of `n` independent standard normal draws (n up to 1e9), by the trapezoid rule, which is exact to
 * rounding here. Times the sd of a reward it is what best-of-n by that reward gains where answers are normal.
 */
export const expectedNormalMaximum = (n: number): number => {
  draws(n)
  if (n > 1e9) throw new Error(`the number of draws is ${n}; the most is 1e9`)
  if (n === 1) return 0
  const step = 1 / 256
  let sum = 0
  // Between -12 and 12 lies all of the density that a double can hold for these n.
  for (let k = -12 * 256; k <= 12 * 256; k++) {
    const x = k * step
    sum += x * normalDensity(x) * Math.exp((n - 1) * Math.log1p(-normalCdf(-x)))
  }
  return n * step * sum
}

/** How the gold reward rises and falls with the distance from the reference, by the fits of one experiment. */
export interface GoldCurve {
  readonly alpha: number
  readonly beta: number
}

/** How answers were made better by a proxy reward: kept as the best of n, or learnt by reinforcement. */
export type OptimisedBy = 'best-of-n' | 'reinforcement'

const check = ({ alpha, beta }: GoldCurve, by: OptimisedBy): void => {
  checkNumbers([alpha, beta], 'alpha and beta of a gold curve')
  if (by !== 'best-of-n' && by !== 'reinforcement')
    throw new Error(`answers are optimised by best-of-n or reinforcement, not ${String(by)}`)
}

/**
 * The gold reward at distance d = sqrt(KL) from the reference (KL in nats, 0 or more) when a proxy is optimised, in units
 * of reward above the reference: d (alpha - beta d) for best-of-n, d (alpha - beta ln d) for reinforcement. `alpha` and
 * `beta` are fitted to an experiment. Source: Gao, Schulman & Hilton 2023.
 */
export const goldReward = (curve: GoldCurve, divergence: number, by: OptimisedBy): number => {
  check(curve, by)
  if (!(divergence >= 0 && Number.isFinite(divergence)))
    throw new Error(`the divergence is ${divergence}; it must be a finite number of nats, 0 or more`)
  const d = Math.sqrt(divergence)
  if (d === 0) return 0
  return d * (curve.alpha - curve.beta * (by === 'best-of-n' ? d : Math.log(d)))
}

/**
 * The distance d = sqrt(KL) at which the gold reward is highest, in square roots of nats: alpha / (2 beta) for best-of-n,
 * exp(alpha / beta - 1) for reinforcement. Both need a `beta` above 0, and the first an `alpha` of 0 or more: else the
 * curve has no peak at a distance, which throws.
 */
export const goldPeak = (curve: GoldCurve, by: OptimisedBy): number => {
  check(curve, by)
  const { alpha, beta } = curve
  if (!(beta > 0)) throw new Error(`beta is ${beta}: the gold reward never falls, so it has no peak`)
  if (by === 'reinforcement') return Math.exp(alpha / beta - 1)
  if (!(alpha >= 0)) throw new Error(`alpha is ${alpha}: the gold reward falls from the start, so it has no peak`)
  return alpha / (2 * beta)
}
