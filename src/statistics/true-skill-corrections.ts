import { normalCdf, normalDensity } from '../math/distributions.ts'

/** By how much a result moves the mean of a standard normal difference, and the share of its variance it takes away. */
export interface SkillCorrection {
  readonly v: number
  /** From 0 to 1. */
  readonly w: number
}

const within = (w: number): number => Math.min(1 - 1e-12, Math.max(0, w))

/**
 * The correction of a win: a standard normal around `t`, known to be above `margin`. v = phi(t - margin) / Phi(t -
 * margin), w = v (v + t - margin). Beyond 35 standard deviations, where both vanish, by the series of Mills' ratio.
 * Source: Herbrich, Minka & Graepel 2007.
 */
export const winCorrection = (t: number, margin: number): SkillCorrection => {
  const x = t - margin
  if (x < -35) return { v: -x - 1 / x, w: within(1 - 1 / (x * x)) }
  const v = normalDensity(x) / normalCdf(x)
  return { v, w: within(v * (v + x)) }
}

/**
 * The correction of a draw: a standard normal around `t`, known to lie between -`margin` and `margin` (above 0).
 * Beyond 35 standard deviations the interval's near end with an exponential tail. Same source.
 */
export const drawCorrection = (t: number, margin: number): SkillCorrection => {
  const distance = Math.abs(t)
  const sign = t < 0 ? -1 : 1
  const [near, far] = [margin - distance, -margin - distance]
  if (near < -35) return { v: sign * (near + 1 / near), w: within(1 - 1 / (near * near)) }
  const mass = normalCdf(near) - normalCdf(far)
  const v = (normalDensity(far) - normalDensity(near)) / mass
  return {
    v: sign * v,
    w: within(v * v + (near * normalDensity(near) - far * normalDensity(far)) / mass),
  }
}
