import type { Interval } from '../core/estimate.ts'
import { normalQuantile, normalSurvival } from '../math/distributions.ts'
import { nullQuantile } from './rank-null.ts'
import type { Alternative } from './tested.ts'

/** How far a rank statistic lies from its expectation once `shift` is taken off the data, and its standard error. */
export type Standardised = (shift: number) => { readonly distance: number; readonly se: number }

const correction = (distance: number, alternative: Alternative): number =>
  alternative === 'greater' ? 0.5 : alternative === 'less' ? -0.5 : Math.sign(distance) * 0.5

const score = ({ distance, se }: ReturnType<Standardised>, correct: boolean, alternative: Alternative): number =>
  se === 0 ? 0 : (distance - (correct ? correction(distance, alternative) : 0)) / se

/** The normal test of a rank statistic at no shift, with continuity correction where asked. */
export const normalRankTest = (
  at: Standardised,
  correct: boolean,
  alternative: Alternative,
): { readonly z: number; readonly p: number } => {
  const z = score(at(0), correct, alternative)
  const p =
    alternative === 'greater'
      ? normalSurvival(z)
      : alternative === 'less'
        ? normalSurvival(-z)
        : 2 * normalSurvival(Math.abs(z))
  return { z, p: Math.min(1, p) }
}

/** The shift between `low` and `high` from which on the falling score is no longer `over`, or the end that it never passes. */
const crossing = (over: (shift: number) => boolean, low: number, high: number): number => {
  if (!over(low)) return low
  if (over(high)) return high
  let [a, b] = [low, high]
  for (let step = 0; step < 100 && b - a > 1e-12 * Math.max(1, Math.abs(a), Math.abs(b)); step++) {
    const middle = (a + b) / 2
    if (over(middle)) a = middle
    else b = middle
  }
  return (a + b) / 2
}

/**
 * The Hodges-Lehmann shift and its interval by the normal approximation, as `wilcox.test` finds them: where the score
 * crosses zero (uncorrected; the middle, as Hodges and Lehmann have it, where it is zero for a stretch) and the critical
 * values. R stops its search within 1e-4 and anywhere on such a stretch; this one goes on.
 */
export const normalShift = (
  at: Standardised,
  ends: Interval,
  correct: boolean,
  alternative: Alternative,
  level: number,
): { readonly value: number; readonly interval: Interval } => {
  const find = (z: number): number => crossing((shift) => score(at(shift), correct, alternative) > z, ends[0], ends[1])
  const from = crossing((shift) => at(shift).distance > 1e-9, ends[0], ends[1])
  const to = crossing((shift) => at(shift).distance > -1e-9, ends[0], ends[1])
  const tail = 1 - level
  const z = normalQuantile(1 - (alternative === 'two-sided' ? tail / 2 : tail))
  return {
    value: (from + to) / 2,
    interval: [alternative === 'less' ? -Infinity : find(z), alternative === 'greater' ? Infinity : find(-z)],
  }
}

/**
 * The interval of a shift from its sorted pairwise values and the exact null distribution, as `wilcox.test` takes it:
 * where the data are too few for the level asked for, from end to end, with the level that this has and a note.
 */
export const exactShift = (
  sorted: Float64Array,
  cumulative: Float64Array,
  alternative: Alternative,
  level: number,
): { readonly interval: Interval; readonly level: number; readonly note?: string } => {
  const tails = alternative === 'two-sided' ? 2 : 1
  const at = nullQuantile(cumulative, (1 - level) / tails)
  const from = Math.max(1, at)
  const achieved = 1 - tails * cumulative[from - 1]!
  return {
    interval: [
      alternative === 'less' ? -Infinity : sorted[from - 1]!,
      alternative === 'greater' ? Infinity : sorted[sorted.length - from]!,
    ],
    level: at === 0 ? achieved : level,
    ...(at === 0 && { note: `too few values for an interval at ${level}: it has level ${achieved}` }),
  }
}
