import { checkNumbers } from './check.ts'
import { binaryOutcomes, type Outcome } from './outcomes.ts'

/**
 * The average precision of scores: over thresholds from high to low, the sum of precision times the gain in recall, equal
 * scores together. Python: `sklearn.metrics.average_precision_score(outcomes, scores)`. A score that knows nothing has
 * the share of outcomes that are 1. Throws on values that are not finite and where no outcome is 1.
 */
export const averagePrecision = (outcomes: readonly Outcome[], scores: readonly number[]): number => {
  const what = 'an average precision'
  checkNumbers(scores, what)
  const y = binaryOutcomes(outcomes, scores.length, what)
  const positive = y.reduce((a, b) => a + b, 0)
  if (positive === 0) throw new Error(`${what} is not defined: no outcome is 1`)
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!)
  let [hits, gained, value] = [0, 0, 0]
  for (const [k, i] of order.entries()) {
    hits += y[i]!
    gained += y[i]!
    if (k + 1 < order.length && scores[order[k + 1]!] === scores[i]) continue
    value += (gained / positive) * (hits / (k + 1))
    gained = 0
  }
  return value
}
