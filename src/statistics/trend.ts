import { chiSquareSurvival } from '../math/distributions.ts'
import { checkCount, checkNumbers } from './check.ts'
import { independence, type Tested } from './tested.ts'

/**
 * The Cochran-Armitage test of a trend in proportions over ordered groups: `events[i]` of `n[i]` at score `scores[i]`,
 * 1, 2, ... unless said. Value and effect are the slope of the proportion for each unit of the score, by least squares
 * weighted by n. R: `prop.trend.test(events, n, scores)`.
 * Throws on fewer than two groups, counts that are none, scores that are all equal, and events that never or always happen.
 */
export const trendTest = (
  events: readonly number[],
  n: readonly number[],
  options: { readonly scores?: readonly number[] } = {},
): Tested & { readonly statistic: number; readonly df: 1 } => {
  const what = 'a test of trend'
  const scores = options.scores ?? events.map((_, i) => i + 1)
  if (events.length < 2) throw new Error(`${what} of ${events.length} groups; at least two are needed`)
  if (n.length !== events.length || scores.length !== events.length)
    throw new Error(
      `${what}: ${events.length} counts, ${n.length} totals and ${scores.length} scores; give one for each`,
    )
  checkNumbers(scores, `the scores of ${what}`)
  for (const [i, count] of events.entries()) {
    checkCount(count, `the events of group ${i}`)
    checkCount(n[i]!, `the size of group ${i}`)
    if (n[i] === 0) throw new Error(`group ${i} of ${what} is empty; leave it out`)
    if (count > n[i]!) throw new Error(`${count} events cannot happen in the ${n[i]} trials of group ${i}`)
  }
  const total = n.reduce((a, b) => a + b, 0)
  const share = events.reduce((a, b) => a + b, 0) / total
  if (share === 0 || share === 1) throw new Error(`the share is ${share} in every group, so no trend is defined`)
  const centre = n.reduce((sum, size, i) => sum + size * scores[i]!, 0) / total
  const spread = n.reduce((sum, size, i) => sum + size * (scores[i]! - centre) ** 2, 0)
  if (!(spread > 0)) throw new Error(`every score is ${scores[0]}, so no trend is defined`)
  const value = events.reduce((sum, count, i) => sum + (count - share * n[i]!) * (scores[i]! - centre), 0) / spread
  const statistic = (value ** 2 * spread) / (share * (1 - share))
  return {
    value,
    n: total,
    estimator: 'slope of the proportion for each unit of the score',
    statistic,
    df: 1,
    p: chiSquareSurvival(statistic, 1),
    test: 'Cochran-Armitage test of trend',
    effect: { name: 'slope', value },
    assumptions: [independence],
  }
}
