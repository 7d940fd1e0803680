import { logGamma } from '../math/special.ts'

/** The likelihood of the rows given their linear predictors eta, as Laplace's method sees it: log-concave in eta. */
export interface ConditionalFamily {
  /** Cut points, which come before the coefficients. */
  readonly cuts: number
  /**
   * The log-likelihood, -Infinity outside the domain; fills for each row its slope in eta, minus its curvature (the
   * weight), and the slope of the weight.
   */
  rows(eta: Float64Array, cuts: Float64Array, score: Float64Array, weight: Float64Array, turn: Float64Array): number
  /** The slopes of Laplace's deviance in the cut points, given each row's leverage and pull; see `laplaceDeviance`. */
  cutSlopes(eta: Float64Array, cuts: Float64Array, leverage: Float64Array, pull: Float64Array, out: Float64Array): void
}

const noCuts = (): void => undefined

/** `successes` of `trials` by a logit; constants included, as lme4's Laplace likelihood has them. */
export const binomialFamily = (successes: Float64Array, trials: Float64Array): ConditionalFamily => {
  let constant = 0
  for (const [i, m] of trials.entries())
    if (m !== 1) constant += logGamma(m + 1) - logGamma(successes[i]! + 1) - logGamma(m - successes[i]! + 1)
  return {
    cuts: 0,
    cutSlopes: noCuts,
    rows(eta, _, score, weight, turn) {
      let sum = constant
      for (let i = 0; i < eta.length; i++) {
        const x = eta[i]!
        const m = trials[i]!
        const small = Math.exp(-Math.abs(x))
        const p = (x >= 0 ? 1 : small) / (1 + small)
        const w = (m * small) / ((1 + small) * (1 + small))
        sum += successes[i]! * x - m * ((x > 0 ? x : 0) + Math.log1p(small))
        score[i] = successes[i]! - m * p
        weight[i] = w
        turn[i] = w * (1 - 2 * p)
      }
      return sum
    },
  }
}

/** Counts by a logarithm; constants included. */
export const poissonFamily = (counts: Float64Array): ConditionalFamily => {
  const constant = counts.reduce((sum, count) => sum - logGamma(count + 1), 0)
  return {
    cuts: 0,
    cutSlopes: noCuts,
    rows(eta, _, score, weight, turn) {
      let sum = constant
      for (let i = 0; i < eta.length; i++) {
        const rate = Math.exp(eta[i]!)
        sum += counts[i]! * eta[i]! - rate
        score[i] = counts[i]! - rate
        weight[i] = rate
        turn[i] = rate
      }
      return Number.isFinite(sum) ? sum : Number.NEGATIVE_INFINITY
    },
  }
}

const logistic = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)))
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))

/**
 * Ordered outcomes 0, 1, ... by cumulative logits, logit P(Y <= k) = cut_k - eta. With A and B the upper and lower cut
 * less eta, ln P = ln F(A) + ln F(-B) + ln(1 - exp(B - A)), and the last term does not depend on eta.
 */
export const cumulativeFamily = (outcome: Uint16Array, levels: number): ConditionalFamily => {
  const cuts = levels - 1
  return {
    cuts,
    rows(eta, at, score, weight, turn) {
      const gap = new Float64Array(levels)
      for (let k = 1; k < cuts; k++) {
        const width = at[k]! - at[k - 1]!
        if (!(width > 0)) return Number.NEGATIVE_INFINITY
        gap[k] = Math.log(-Math.expm1(-width))
      }
      let sum = 0
      for (let i = 0; i < eta.length; i++) {
        const k = outcome[i]!
        let [slope, w, t] = [0, 0, 0]
        if (k < cuts) {
          const a = at[k]! - eta[i]!
          const above = logistic(-a)
          const density = above * (1 - above)
          sum -= softplus(-a)
          slope -= above
          w += density
          t -= density * (2 * above - 1)
        }
        if (k > 0) {
          const below = logistic(at[k - 1]! - eta[i]!)
          const density = below * (1 - below)
          sum -= softplus(at[k - 1]! - eta[i]!)
          slope += below
          w += density
          t -= density * (1 - 2 * below)
        }
        sum += gap[k]!
        score[i] = slope
        weight[i] = w
        turn[i] = t
      }
      return sum
    },
    cutSlopes(eta, at, leverage, pull, out) {
      out.fill(0, 0, cuts)
      for (let i = 0; i < eta.length; i++) {
        const k = outcome[i]!
        const between = k > 0 && k < cuts ? 1 / Math.expm1(at[k]! - at[k - 1]!) : 0
        if (k < cuts) {
          const above = logistic(eta[i]! - at[k]!)
          const density = above * (1 - above)
          out[k]! += -2 * (above + between) + leverage[i]! * density * (2 * above - 1) + pull[i]! * density
        }
        if (k > 0) {
          const below = logistic(at[k - 1]! - eta[i]!)
          const density = below * (1 - below)
          out[k - 1]! += 2 * (below + between) + leverage[i]! * density * (1 - 2 * below) + pull[i]! * density
        }
      }
    },
  }
}
