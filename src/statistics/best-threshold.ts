import { checkNumbers } from './check.ts'
import { binaryOutcomes, type Outcome } from './outcomes.ts'

/** The threshold that parts scores best, and how well. */
export interface BestThreshold {
  /** Halfway between the scores on its sides: those above are called 1. */
  readonly threshold: number
  readonly sensitivity: number
  readonly specificity: number
  /** Youden's index (1950), sensitivity + specificity - 1. */
  readonly youden: number
}

/**
 * The threshold of the highest Youden index, the lowest of equals. R: `pROC::coords(roc, 'best')`. It is fitted to these
 * outcomes, so judge it on others. Throws on values that are not finite, and where the outcome or the score never varies.
 */
export const bestThreshold = (outcomes: readonly Outcome[], scores: readonly number[]): BestThreshold => {
  const what = 'a threshold'
  checkNumbers(scores, what, 2)
  const y = binaryOutcomes(outcomes, scores.length, what)
  const positive = y.reduce((a, b) => a + b, 0)
  const negative = y.length - positive
  if (positive === 0 || negative === 0) throw new Error(`${what}: the outcome is ${y[0]} everywhere; it must vary`)
  const places = [...new Set(scores)].sort((a, b) => a - b)
  if (places.length < 2) throw new Error(`${what}: every score is ${places[0]}`)
  const all = places.slice(1).map((high, k): BestThreshold => {
    const threshold = (places[k]! + high) / 2
    let [hits, rejected] = [0, 0]
    for (const [i, score] of scores.entries()) {
      if (score > threshold) hits += y[i]!
      else rejected += 1 - y[i]!
    }
    const [sensitivity, specificity] = [hits / positive, rejected / negative]
    return { threshold, sensitivity, specificity, youden: sensitivity + specificity - 1 }
  })
  return all.reduce((best, one) => (one.youden > best.youden + 1e-12 ? one : best))
}
