import type { Estimate } from '../core/estimate.ts'
import { hessianOf, minimise, type Smooth } from '../math/minimise.ts'
import { checkLevel, criticalValue } from './check.ts'

/** One choice among arms, counted from 0, and what it paid. */
export interface RewardedChoice {
  readonly arm: number
  readonly reward: number
}

/** How a chooser learns and chooses. */
export interface DeltaRule {
  /** The learning rate, from 0 to 1: how far a value moves to the reward. */
  readonly rate: number
  /** The inverse temperature of the choice, 0 or more, in 1 / units of reward: 0 chooses blindly. */
  readonly sharpness: number
}

export interface DeltaRuleOptions {
  /** How many arms there are; all values start at 0. */
  readonly arms: number
}

const check = (choices: readonly RewardedChoice[], { arms }: DeltaRuleOptions): void => {
  if (!(Number.isSafeInteger(arms) && arms >= 2))
    throw new Error(`the number of arms is ${arms}; it must be a whole number of at least 2`)
  if (choices.length === 0) throw new Error('there is no choice to learn from')
  for (const [t, { arm, reward }] of choices.entries()) {
    if (!(Number.isInteger(arm) && arm >= 0 && arm < arms))
      throw new Error(`choice ${t} is of arm ${arm}; the arms are 0 to ${arms - 1}`)
    if (!Number.isFinite(reward)) throw new Error(`the reward of choice ${t} is ${reward}, not a finite number`)
  }
}

/** The negative log-likelihood at a rate and a sharpness; fills the derivatives by both. */
const lossAt = (
  choices: readonly RewardedChoice[],
  arms: number,
  rate: number,
  sharpness: number,
  slopes: Float64Array,
): number => {
  const values = new Float64Array(arms)
  const byRate = new Float64Array(arms)
  let loss = 0
  slopes.fill(0)
  for (const { arm, reward } of choices) {
    const most = Math.max(...values)
    const weights = values.map((q) => Math.exp(sharpness * (q - most)))
    const sum = weights.reduce((total, w) => total + w, 0)
    const mean = weights.reduce((total, w, k) => total + (w * values[k]!) / sum, 0)
    const meanByRate = weights.reduce((total, w, k) => total + (w * byRate[k]!) / sum, 0)
    loss += Math.log(sum) - sharpness * (values[arm]! - most)
    slopes[0]! -= sharpness * (byRate[arm]! - meanByRate)
    slopes[1]! -= values[arm]! - mean
    byRate[arm] = (1 - rate) * byRate[arm]! + reward - values[arm]!
    values[arm]! += rate * (reward - values[arm]!)
  }
  return loss
}

/**
 * The negative log-likelihood, in nats, of a chooser's choices under the delta rule: softmax(sharpness x value), and
 * value += rate (reward - value) of the arm chosen. Sources: Rescorla & Wagner 1972; Sutton & Barto 1998, chapter 2.
 */
export const deltaRuleLoss = (
  choices: readonly RewardedChoice[],
  { arms, rate, sharpness }: DeltaRuleOptions & DeltaRule,
): number => {
  check(choices, { arms })
  if (!(rate >= 0 && rate <= 1)) throw new Error(`the learning rate is ${rate}; it must lie from 0 to 1`)
  if (!(sharpness >= 0 && Number.isFinite(sharpness)))
    throw new Error(`the sharpness is ${sharpness}; it must be a finite number of at least 0`)
  return lossAt(choices, arms, rate, sharpness, new Float64Array(2))
}

/** A chooser's fitted learning rate and sharpness. */
export interface DeltaRuleFit {
  readonly rate: Estimate
  readonly sharpness: Estimate
  /** In nats, at the fit. */
  readonly loss: number
  /** The same for a chooser who takes every arm alike. */
  readonly chance: number
  /** False where the likelihood is flat, or grows towards an edge: rate to 0 or 1, sharpness to 0 or without bound. */
  readonly converged: boolean
}

const START_RATES = [0.1, 0.3, 0.5, 0.7, 0.9]
const START_SHARPNESS = [0.2, 1, 5]

/**
 * The learning rate and sharpness under which one chooser's choices are likeliest, from several starts, on the logit and
 * the log scale. Intervals are Wald's on those scales, carried back; none where the optimum is at an edge, or is flat.
 * Few choices say little: simulate and fit again (parameter recovery) before you read the numbers.
 */
export const deltaRule = (
  choices: readonly RewardedChoice[],
  { arms, level = 0.95 }: DeltaRuleOptions & { readonly level?: number },
): DeltaRuleFit => {
  check(choices, { arms })
  const z = criticalValue(checkLevel(level))
  const slopes = new Float64Array(2)
  const f: Smooth = (at, gradient) => {
    // Past these a step changes no probability that a double can tell apart.
    if (Math.abs(at[0]!) > 30 || Math.abs(at[1]!) > 30) return Number.POSITIVE_INFINITY
    const rate = 1 / (1 + Math.exp(-at[0]!))
    const sharpness = Math.exp(at[1]!)
    const loss = lossAt(choices, arms, rate, sharpness, slopes)
    gradient[0] = slopes[0]! * rate * (1 - rate)
    gradient[1] = slopes[1]! * sharpness
    return loss
  }
  const best = START_RATES.flatMap((rate) =>
    START_SHARPNESS.map((sharpness) => minimise(f, Float64Array.of(Math.log(rate / (1 - rate)), Math.log(sharpness)))),
  ).reduce((one, other) => (other.value < one.value ? other : one))
  const [x, y] = [best.at[0]!, best.at[1]!]
  const h = hessianOf(f, best.at, Float64Array.of(1e-3, 1e-3))
  const determinant = h[0]! * h[3]! - h[1]! * h[2]!
  // An optimum at an edge is a plain: a standard error of 10 on these scales spans all rates, and all temperatures.
  const variances = h[0]! > 0 && determinant > 0 ? [h[3]! / determinant, h[0]! / determinant] : [Infinity, Infinity]
  const interval = (at: number, variance: number, back: (x: number) => number) =>
    variance < 100
      ? { interval: [back(at - z * Math.sqrt(variance)), back(at + z * Math.sqrt(variance))] as const, level }
      : { note: 'the likelihood is flat here, or still grows at an edge: no interval' }
  const logistic = (u: number): number => 1 / (1 + Math.exp(-u))
  const common = { n: choices.length, estimator: 'maximum likelihood of the delta rule with softmax choice' }
  return {
    rate: { value: logistic(x), ...common, ...interval(x, variances[0]!, logistic) },
    sharpness: { value: Math.exp(y), ...common, ...interval(y, variances[1]!, Math.exp) },
    loss: best.value,
    chance: choices.length * Math.log(arms),
    converged: best.converged && variances.every((variance) => variance < 100),
  }
}
