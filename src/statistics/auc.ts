import type { Estimate, Interval } from '../core/estimate.ts'
import { checkLevel, checkNumbers, criticalValue } from './check.ts'
import { twoSided } from './fit.ts'
import { binaryOutcomes, type Outcome } from './outcomes.ts'
import { ranks } from './rank.ts'

/** An area under the curve, or a difference of two, with DeLong's standard error. */
export interface Auc extends Estimate {
  readonly interval: Interval
  readonly se: number
}

interface Options {
  /** Of the interval; .95 unless said. */
  readonly level?: number
}

interface Placements {
  readonly value: number
  /** How much of the other class each positive lies above, and each negative below. */
  readonly positives: Float64Array
  readonly negatives: Float64Array
}

const placements = (outcomes: Uint8Array, scores: readonly number[], what: string): Placements => {
  checkNumbers(scores, what, 2)
  const all = Float64Array.from(scores)
  const pooled = ranks(all)
  const side = (wanted: 0 | 1) => {
    const at = [...outcomes.keys()].filter((i) => outcomes[i] === wanted)
    const own = ranks(Float64Array.from(at, (i) => all[i]!))
    return Float64Array.from(at, (i, k) => pooled[i]! - own[k]!)
  }
  const ones = outcomes.reduce((sum, one) => sum + one, 0)
  if (ones < 2 || outcomes.length - ones < 2)
    throw new Error(
      `${what}: ${ones} outcomes are 1 and ${outcomes.length - ones} are 0; DeLong's error needs two or more of each`,
    )
  const above = side(1)
  const below = side(0)
  const positives = above.map((count) => count / below.length)
  return {
    value: positives.reduce((a, b) => a + b, 0) / positives.length,
    positives,
    negatives: below.map((count) => 1 - count / above.length),
  }
}

const covariance = (a: Placements, b: Placements): number => {
  const part = (x: Float64Array, y: Float64Array) => {
    let sum = 0
    for (let i = 0; i < x.length; i++) sum += (x[i]! - a.value) * (y[i]! - b.value)
    return sum / (x.length - 1) / x.length
  }
  return part(a.positives, b.positives) + part(a.negatives, b.negatives)
}

/**
 * The area under the receiver operating characteristic curve: the chance that a score with outcome 1 exceeds one with
 * outcome 0, ties half. Interval of DeLong, DeLong and Clarke-Pearson (1988), cut at 0 and 1.
 * R: `pROC::ci.auc(pROC::roc(outcomes, scores, direction = "<"))`. Throws on values that are not finite and on fewer
 * than two of either outcome.
 */
export const areaUnderCurve = (outcomes: readonly Outcome[], scores: readonly number[], options: Options = {}): Auc => {
  const level = checkLevel(options.level)
  const what = 'an area under the curve'
  const placed = placements(binaryOutcomes(outcomes, scores.length, what), scores, what)
  const { value } = placed
  const se = Math.sqrt(covariance(placed, placed))
  const reach = criticalValue(level) * se
  return {
    value,
    interval: [Math.max(0, value - reach), Math.min(1, value + reach)],
    level,
    n: scores.length,
    se,
    estimator: 'area under the curve, DeLong interval',
    ...(se === 0 && {
      note: 'the scores part the outcomes without overlap, so the interval has no width: collect more',
    }),
  }
}

/**
 * The difference of two areas under the curve, first less second, of two scores for the same outcomes, with DeLong's
 * paired z test (1988); `areas` holds both and `covariance` what they share.
 * R: `pROC::roc.test(roc(outcomes, first), roc(outcomes, second), method = "delong", paired = TRUE)`.
 * Throws as `areaUnderCurve` does, and where the difference has no variance.
 */
export const compareAreas = (
  outcomes: readonly Outcome[],
  first: readonly number[],
  second: readonly number[],
  options: Options = {},
): Auc & {
  readonly statistic: number
  readonly p: number
  readonly areas: readonly [number, number]
  readonly covariance: number
} => {
  const level = checkLevel(options.level)
  const what = 'a comparison of two areas under the curve'
  const a = placements(binaryOutcomes(outcomes, first.length, what), first, what)
  const b = placements(binaryOutcomes(outcomes, second.length, what), second, what)
  const shared = covariance(a, b)
  const spread = covariance(a, a) + covariance(b, b) - 2 * shared
  if (!(spread > 1e-15))
    throw new Error('the two scores order the outcomes alike, so their difference has no error to test it against')
  const value = a.value - b.value
  const se = Math.sqrt(spread)
  const reach = criticalValue(level) * se
  return {
    value,
    interval: [value - reach, value + reach],
    level,
    n: outcomes.length,
    se,
    statistic: value / se,
    p: twoSided(value / se),
    areas: [a.value, b.value],
    covariance: shared,
    estimator: 'difference of paired areas under the curve, DeLong z',
  }
}
