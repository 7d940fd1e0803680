import { normalQuantile, normalSurvival } from '../math/distributions.ts'
import { checkAlpha, checkNumbers } from './check.ts'

/** What a comparison of two arms by a proportional-odds model is planned for. */
export interface OrdinalEffect {
  /** The shares of the categories in the control arm, in order; they sum to 1. */
  readonly control: readonly number[]
  /** Multiplies the odds of being at or below each category. */
  readonly oddsRatio: number
}

/** The shares of the categories under treatment: every cumulative odds times the odds ratio. */
export const treatedShares = ({ control, oddsRatio }: OrdinalEffect): readonly number[] => {
  checkNumbers(control, 'the shares of the control arm', 2)
  const bad = control.findIndex((share) => share < 0)
  if (bad >= 0) throw new Error(`share ${bad} of the control arm is ${control[bad]}; a share is 0 or more`)
  const total = control.reduce((a, b) => a + b, 0)
  if (Math.abs(total - 1) > 1e-8) throw new Error(`the shares of the control arm sum to ${total}, not 1`)
  if (!(oddsRatio > 0 && Number.isFinite(oddsRatio)))
    throw new Error(`the odds ratio is ${oddsRatio}; it must be above 0`)
  let [below, last] = [0, 0]
  return control.map((share, k) => {
    below += share
    const reached = k === control.length - 1 ? 1 : (below * oddsRatio) / (1 - below + below * oddsRatio)
    const own = reached - last
    last = reached
    return own
  })
}

/** 1 less the sum of cubes of the arms' mean shares: what the variance of the log odds ratio depends on. */
const spread = (effect: OrdinalEffect): number => {
  const treated = treatedShares(effect)
  return 1 - effect.control.reduce((sum, share, k) => sum + ((share + treated[k]!) / 2) ** 3, 0)
}
const critical = (alpha?: number): number => normalQuantile(1 - checkAlpha(alpha) / 2)

/**
 * The size of both equal arms together, not rounded, at which a two-sided test of the proportional odds ratio reaches
 * `power` (.8 unless said) at `alpha` (.05 unless said), by Whitehead (1993). `efficiency` is that against an outcome
 * of as many categories as people, `treated` and `mean` are the shares under treatment and over both arms. R: `Hmisc::posamsize(mean shares, oddsRatio, power = )`.
 */
export const ordinalSampleSize = (
  effect: OrdinalEffect,
  { alpha, power = 0.8 }: { readonly alpha?: number; readonly power?: number } = {},
): {
  readonly n: number
  readonly efficiency: number
  readonly treated: readonly number[]
  readonly mean: readonly number[]
} => {
  if (!(power > 0 && power < 1)) throw new Error(`the power wanted is ${power}; it must lie between 0 and 1`)
  if (effect.oddsRatio === 1) throw new Error('an odds ratio of 1 is no effect, and no size finds it')
  const share = spread(effect)
  const n = (12 * (critical(alpha) + normalQuantile(power)) ** 2) / (Math.log(effect.oddsRatio) ** 2 * share)
  const treated = treatedShares(effect)
  const mean = effect.control.map((one, k) => (one + treated[k]!) / 2)
  return { n, efficiency: share / (1 - 1 / n ** 2), treated, mean }
}

/**
 * The power of a two-sided test of the proportional odds ratio with n people in two equal arms together, by Whitehead
 * (1993); the side of the wrong direction is left out. R: `Hmisc::popower(mean shares, oddsRatio, n)`.
 */
export const ordinalPower = (effect: OrdinalEffect, n: number, { alpha }: { readonly alpha?: number } = {}): number => {
  if (!(n >= 2 && Number.isFinite(n))) throw new Error(`the power for n of ${n}; two people at least are needed`)
  const se = Math.sqrt(12 / (n * spread(effect)))
  return normalSurvival(critical(alpha) - Math.abs(Math.log(effect.oddsRatio)) / se)
}
