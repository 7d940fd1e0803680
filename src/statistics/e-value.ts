import { logBeta } from '../math/special.ts'
import { checkCount } from './check.ts'

const checkShare = (p: number, what: string): void => {
  if (!(p > 0 && p < 1)) throw new Error(`${what} is ${p}; it must lie between 0 and 1`)
}

export interface SprtOptions {
  /** The share without an effect, and with one. */
  readonly p0: number
  readonly p1: number
  /** The errors of the first and second kind. */
  readonly alpha: number
  readonly beta: number
}

/**
 * Wald's sequential probability ratio test of two shares (1945): the log likelihood ratio after each outcome, the two
 * limits, and what was decided at the first crossing; `decided` is null where none was crossed.
 */
export const sprt = (
  outcomes: readonly (boolean | 0 | 1)[],
  { p0, p1, alpha, beta }: SprtOptions,
): {
  readonly upper: number
  readonly lower: number
  readonly logRatios: readonly number[]
  readonly decided: { readonly after: number; readonly for: 'p0' | 'p1' } | null
} => {
  for (const [name, value] of Object.entries({ p0, p1, alpha, beta })) checkShare(value, name)
  if (p0 === p1) throw new Error(`p0 and p1 are both ${p0}; a test is between two different shares`)
  const upper = Math.log((1 - beta) / alpha)
  const lower = Math.log(beta / (1 - alpha))
  let sum = 0
  const logRatios = outcomes.map((outcome) => (sum += outcome ? Math.log(p1 / p0) : Math.log((1 - p1) / (1 - p0))))
  const after = logRatios.findIndex((ratio) => ratio >= upper || ratio <= lower)
  return {
    upper,
    lower,
    logRatios,
    decided: after < 0 ? null : { after: after + 1, for: logRatios[after]! >= upper ? 'p1' : 'p0' },
  }
}

/**
 * The mixture sequential probability ratio of a mean with standard error `se` against no effect, the effect mixed over
 * a normal of variance `tau2`: an e-value, whose inverse (at most 1) is an always-valid p value (Johari et al. 2022).
 */
export const mixtureRatio = (value: number, se: number, tau2: number): number => {
  if (!(Number.isFinite(value) && se > 0 && tau2 > 0))
    throw new Error(`a mixture ratio needs a finite mean, se and tau2 above 0; they were ${value}, ${se}, ${tau2}`)
  const v = se ** 2
  return Math.sqrt(v / (v + tau2)) * Math.exp((tau2 * value ** 2) / (2 * v * (v + tau2)))
}

/**
 * The e-value of `successes` in `trials` against the share being `p0`, the share mixed over Beta(a, b): at any moment
 * the chance that it ever reaches 1 / alpha, if the share is p0, is at most alpha.
 */
export const proportionEValue = (
  successes: number,
  trials: number,
  p0: number,
  prior: readonly [a: number, b: number] = [1, 1],
): number => {
  checkCount(successes, 'the number of successes')
  checkCount(trials, 'the number of trials')
  checkShare(p0, 'p0')
  const [a, b] = prior
  if (!(a > 0 && b > 0)) throw new Error(`a Beta prior has two numbers above 0, not ${prior.join(' and ')}`)
  if (successes > trials)
    throw new Error(`${successes} successes in ${trials} trials; there can be no more than trials`)
  const failures = trials - successes
  return Math.exp(
    logBeta(a + successes, b + failures) - logBeta(a, b) - successes * Math.log(p0) - failures * Math.log1p(-p0),
  )
}

/** One block of a comparison of two shares: how many of each arm, and how many of them succeeded. */
export interface Block {
  readonly a: readonly [successes: number, n: number]
  readonly b: readonly [successes: number, n: number]
}

/**
 * The e-value, after each block, against two arms having the same share (Turner, Ly and Grünwald 2024, safe test for
 * two proportions): each block is bet on with the shares learned from the blocks before, from Beta(.18, .18) in each arm.
 */
export const twoProportionsEValue = (blocks: readonly Block[], prior = 0.18): readonly number[] => {
  if (!(prior > 0)) throw new Error(`the prior of an e-value is above 0, not ${prior}`)
  const seen = { a: [0, 0], b: [0, 0] }
  let log = 0
  return blocks.map((block, i) => {
    for (const [arm, [successes, n]] of Object.entries(block) as [string, readonly [number, number]][]) {
      checkCount(successes, `block ${i}: successes of ${arm}`)
      checkCount(n, `block ${i}: n of ${arm}`)
      if (successes > n) throw new Error(`block ${i}: ${successes} successes among ${n} of ${arm}`)
    }
    const share = ([successes, n]: number[]): number => (successes! + prior) / (n! + 2 * prior)
    const [ofA, ofB] = [share(seen.a), share(seen.b)]
    const total = block.a[1] + block.b[1]
    if (total > 0) {
      const joint = (block.a[1] * ofA + block.b[1] * ofB) / total
      const logOf = (p: number, [successes, n]: readonly [number, number]): number =>
        successes * Math.log(p) + (n - successes) * Math.log1p(-p)
      log += logOf(ofA, block.a) + logOf(ofB, block.b) - logOf(joint, block.a) - logOf(joint, block.b)
    }
    for (const arm of ['a', 'b'] as const) seen[arm] = [seen[arm][0]! + block[arm][0], seen[arm][1]! + block[arm][1]]
    return Math.exp(log)
  })
}
