import type { Interval } from '../core/estimate.ts'
import { checkLevel, checkNumbers } from './check.ts'
import { least, most, ranks, tieCorrection } from './rank.ts'
import { exactShift, normalRankTest, normalShift, type Standardised } from './rank-interval.ts'
import { exactP, mannWhitneyNull } from './rank-null.ts'
import { sortedQuantile } from './summary.ts'
import { checkAlternative, independence, type Tested, type TestOptions } from './tested.ts'

/** What a rank test takes beside level and alternative. */
export interface RankTestOptions extends TestOptions {
  /** The exact null distribution; unless said, for samples under 50 without ties (or zeros, for signed ranks). */
  readonly exact?: boolean
  /** The continuity correction of the normal approximation; true unless said. */
  readonly correct?: boolean
}

/** A rank test; `statistic` is W or V as R prints it, `exact` whether p and interval are exact. */
export interface RankTest extends Tested {
  readonly interval: Interval
  readonly statistic: number
  readonly exact: boolean
}

/**
 * The Mann-Whitney (Wilcoxon rank sum) test of two samples, with the Hodges-Lehmann shift of x against y and its
 * interval; the effect is Cliff's delta. Exact for fewer than 50 of each without ties, else normal with ties corrected.
 * R: `wilcox.test(x, y, conf.int = TRUE, alternative = , exact = , correct = )`.
 * Throws where all values are equal, and where `exact` is asked for in spite of ties.
 */
export const mannWhitneyTest = (
  x: readonly number[],
  y: readonly number[],
  options: RankTestOptions = {},
): RankTest => {
  checkNumbers(x, 'the first sample of a Mann-Whitney test')
  checkNumbers(y, 'the second sample of a Mann-Whitney test')
  const level = checkLevel(options.level)
  const alternative = checkAlternative(options.alternative)
  const correct = options.correct ?? true
  const [m, n] = [x.length, y.length]
  const pooled = [...x, ...y]
  const tied = tieCorrection(pooled) > 0
  if (pooled.every((value) => value === pooled[0]))
    throw new Error(`a Mann-Whitney test is not defined: every value is ${pooled[0]}`)
  if (options.exact && tied) throw new Error('an exact Mann-Whitney test is not defined with ties; leave exact out')
  if (options.exact && m * n > 1e4) throw new Error(`an exact Mann-Whitney test of ${m} and ${n} values is too large`)
  const exact = options.exact ?? (m < 50 && n < 50 && !tied)
  const at: Standardised = (shift) => {
    const moved = [...x.map((value) => value - shift), ...y]
    const sum = ranks(moved).reduce((total, rank, i) => (i < m ? total + rank : total), 0)
    const ties = tieCorrection(moved)
    return {
      distance: sum - (m * (m + 1)) / 2 - (m * n) / 2,
      se: Math.sqrt(((m * n) / 12) * (m + n + 1 - ties / ((m + n) * (m + n - 1)))),
    }
  }
  const statistic = at(0).distance + (m * n) / 2
  const described = {
    level,
    n: m + n,
    statistic,
    exact,
    effect: { name: "Cliff's delta", value: (2 * statistic) / (m * n) - 1 },
    assumptions: [
      independence,
      { assumes: 'for the shift: distributions alike but for their place' },
      { assumes: 'no ties', holds: !tied },
    ],
  }
  if (exact) {
    const cumulative = mannWhitneyNull(m, n)
    const sorted = Float64Array.from(x.flatMap((a) => y.map((b) => a - b))).sort()
    return {
      ...described,
      value: sortedQuantile(sorted, 0.5),
      ...exactShift(sorted, cumulative, alternative, level),
      estimator: 'Hodges-Lehmann shift, exact interval',
      p: exactP(cumulative, statistic, alternative),
      test: `Mann-Whitney test, exact, ${alternative}`,
    }
  }
  const ends = [least(x) - most(y), most(x) - least(y)] as const
  return {
    ...described,
    ...normalShift(at, ends, correct, alternative, level),
    estimator: 'Hodges-Lehmann shift, normal interval',
    p: normalRankTest(at, correct, alternative).p,
    test: `Mann-Whitney test, normal${correct ? ' with continuity correction' : ''}, ${alternative}`,
  }
}
