import { checkNumbers } from './check.ts'
import { binaryOutcomes, type Outcome } from './outcomes.ts'

/**
 * The mean spherical score of forecasts of a binary outcome: the probability given to what happened over the length of
 * (p, 1 - p), from 0 to 1, higher is better; a proper score, as Brier's is. Throws on forecasts outside [0, 1].
 */
export const sphericalScore = (forecasts: readonly number[], outcomes: readonly Outcome[]): number => {
  const what = 'a spherical score'
  checkNumbers(forecasts, what)
  const bad = forecasts.findIndex((p) => p < 0 || p > 1)
  if (bad >= 0) throw new Error(`${what}: forecast ${bad} is ${forecasts[bad]}; a probability lies in [0, 1]`)
  const y = binaryOutcomes(outcomes, forecasts.length, what)
  return forecasts.reduce((sum, p, i) => sum + (y[i] ? p : 1 - p) / Math.hypot(p, 1 - p), 0) / forecasts.length
}
