import { normalCdf } from '../math/distributions.ts'
import { checkNumbers } from './check.ts'

/** The utility of an option as a normal: its mean and variance, in units of utility. */
export interface UncertainUtility {
  readonly mean: number
  /** Of 0 or more. */
  readonly variance: number
}

const check = (utility: UncertainUtility, what: string): void => {
  checkNumbers([utility.mean, utility.variance], `mean and variance of ${what}`)
  if (utility.variance < 0) throw new Error(`the variance of ${what} is ${utility.variance}; it must be 0 or more`)
}

/**
 * The chance that the first of two options is preferred when each utility is drawn from its own normal: Phi((mean_1 -
 * mean_2) / sqrt(variance_1 + variance_2 + floor)). `floor` (1e-5 unless said, as the authors' code has it) keeps two
 * certain options apart from a division by 0. Sources: Thurstone 1927; Mazeika et al. 2025 ("Utility engineering").
 */
export const thurstonianChoice = (
  first: UncertainUtility,
  second: UncertainUtility,
  { floor = 1e-5 }: { readonly floor?: number } = {},
): number => {
  check(first, 'the first option')
  check(second, 'the second option')
  const variance = first.variance + second.variance + floor
  if (!(floor >= 0 && variance > 0))
    throw new Error(`both variances are 0 and the floor is ${floor}; one of them must be above 0`)
  return normalCdf((first.mean - second.mean) / Math.sqrt(variance))
}

/**
 * The mean cross-entropy, in nats, of predicted choices against shares of choices observed: -mean of s ln p + (1-s) ln
 * (1-p). `chances` and `shares` have one number from 0 to 1 per pair; Infinity where a choice of chance 0 was observed.
 */
export const choiceCrossEntropy = (chances: readonly number[], shares: readonly number[]): number => {
  checkNumbers(chances, 'the predicted chances')
  checkNumbers(shares, 'the observed shares')
  if (chances.length !== shares.length)
    throw new Error(`there are ${chances.length} predicted chances, and ${shares.length} observed shares`)
  const bad = [...chances, ...shares].find((p) => p < 0 || p > 1)
  if (bad !== undefined) throw new Error(`a chance or share is ${bad}; it must lie from 0 to 1`)
  const part = (share: number, p: number): number => (share === 0 ? 0 : -share * Math.log(p))
  return chances.reduce((sum, p, i) => sum + part(shares[i]!, p) + part(1 - shares[i]!, 1 - p), 0) / chances.length
}

/**
 * Utilities on a scale with mean 0 and sample sd 1, on which fits can be compared: means less their mean, over sd + 1e-5;
 * variances over (sd + 1e-5)^2, as the authors' code does at every step. Two options at least.
 */
export const normalisedUtilities = (utilities: readonly UncertainUtility[]): readonly UncertainUtility[] => {
  if (utilities.length < 2) throw new Error(`a scale needs at least two utilities, not ${utilities.length}`)
  for (const [i, utility] of utilities.entries()) check(utility, `option ${i}`)
  const mean = utilities.reduce((sum, u) => sum + u.mean, 0) / utilities.length
  const sd = Math.sqrt(utilities.reduce((sum, u) => sum + (u.mean - mean) ** 2, 0) / (utilities.length - 1)) + 1e-5
  return utilities.map((u) => ({ mean: (u.mean - mean) / sd, variance: u.variance / sd ** 2 }))
}

/**
 * The chance that three options are preferred in a circle, from the chances of the three choices a over b, b over c and
 * a over c when each is made apart: ab bc (1 - ac) + (1 - ab)(1 - bc) ac. 0 for a consistent chooser, 1/4 for a coin.
 */
export const cycleProbability = (ab: number, bc: number, ac: number): number => {
  for (const p of [ab, bc, ac])
    if (!(p >= 0 && p <= 1)) throw new Error(`a chance of a choice is ${p}; it must lie from 0 to 1`)
  return ab * bc * (1 - ac) + (1 - ab) * (1 - bc) * ac
}
