import { normalQuantile } from '../math/distributions.ts'
import { checkLevel, checkNumbers } from './check.ts'
import type { RankTest, RankTestOptions } from './mann-whitney.ts'
import { least, most, ranks, tieCorrection } from './rank.ts'
import { exactShift, normalRankTest, normalShift, type Standardised } from './rank-interval.ts'
import { exactP, signedRankNull } from './rank-null.ts'
import { sortedQuantile } from './summary.ts'
import { checkAlternative, independence } from './tested.ts'

const walshAverages = (x: readonly number[]): Float64Array => {
  const averages = new Float64Array((x.length * (x.length + 1)) / 2)
  let at = 0
  for (let i = 0; i < x.length; i++) for (let j = i; j < x.length; j++) averages[at++] = (x[i]! + x[j]!) / 2
  return averages.sort()
}

/**
 * Wilcoxon's signed-rank test of differences (of pairs, or from a value) with their pseudomedian and its interval; the
 * effect is the matched-pairs rank-biserial correlation. Zeros are dropped, and n counts what is left. Exact for fewer
 * than 50 differences without ties and zeros, else normal with ties corrected.
 * R: `wilcox.test(differences, conf.int = TRUE, alternative = , exact = , correct = )`.
 * Throws where all differences are zero and where `exact` is asked for in spite of ties or zeros. Where tied values are too
 * few for the normal test to reject any shift, the interval is unbounded and `note` says so (R lowers its level).
 */
export const signedRankTest = (differences: readonly number[], options: RankTestOptions = {}): RankTest => {
  checkNumbers(differences, "a Wilcoxon signed-rank test's differences")
  const level = checkLevel(options.level)
  const alternative = checkAlternative(options.alternative)
  const correct = options.correct ?? true
  const x = differences.filter((value) => value !== 0)
  const n = x.length
  const zeros = differences.length - n
  if (n === 0) throw new Error('a Wilcoxon signed-rank test is not defined: every difference is zero')
  const tied = tieCorrection(x.map(Math.abs)) > 0
  if (options.exact && (tied || zeros > 0))
    throw new Error('an exact signed-rank test is not defined with ties or zeros; leave exact out')
  if (options.exact && n > 1000) throw new Error(`an exact signed-rank test of ${n} differences is too large`)
  const exact = options.exact ?? (n < 50 && !tied && zeros === 0)
  const at: Standardised = (shift) => {
    const moved = x.map((value) => value - shift).filter((value) => value !== 0)
    if (moved.length === 0) return { distance: 0, se: 0 }
    const sizes = moved.map(Math.abs)
    const k = moved.length
    const sum = ranks(sizes).reduce((total, rank, i) => (moved[i]! > 0 ? total + rank : total), 0)
    return {
      distance: sum - (k * (k + 1)) / 4,
      se: Math.sqrt((k * (k + 1) * (2 * k + 1)) / 24 - tieCorrection(sizes) / 48),
    }
  }
  const statistic = at(0).distance + (n * (n + 1)) / 4
  const dropped = zeros > 0 ? `${zeros} of ${differences.length} differences are zero and are dropped` : undefined
  const described = {
    level,
    n,
    statistic,
    exact,
    effect: { name: 'rank-biserial correlation', value: (4 * statistic) / (n * (n + 1)) - 1 },
    assumptions: [
      independence,
      { assumes: 'differences symmetric about their median' },
      { assumes: 'no ties and no zeros', holds: !tied && zeros === 0 },
    ],
    ...(dropped !== undefined && { note: dropped }),
  }
  if (exact) {
    const cumulative = signedRankNull(n)
    const sorted = walshAverages(x)
    return {
      ...described,
      value: sortedQuantile(sorted, 0.5),
      ...exactShift(sorted, cumulative, alternative, level),
      estimator: 'pseudomedian, exact interval',
      p: exactP(cumulative, statistic, alternative),
      test: `Wilcoxon signed-rank test, exact, ${alternative}`,
    }
  }
  const ends = [least(x), most(x)] as const
  const reach = normalQuantile(alternative === 'two-sided' ? 0.5 + level / 2 : level)
  const scores = ends.map((shift) => Math.abs(normalRankTest((by) => at(by + shift), correct, alternative).z))
  const shift = normalShift(at, ends, correct, alternative, level)
  const unbounded = `${n} differences other than zero, tied, are too few to bound it at ${level}`
  const open = scores.map((one, i) => one < reach && alternative !== (i === 0 ? 'less' : 'greater'))
  return {
    ...described,
    value: shift.value,
    interval: [open[0] ? -Infinity : shift.interval[0], open[1] ? Infinity : shift.interval[1]],
    ...(open.includes(true) && { note: [dropped, unbounded].filter(Boolean).join('; ') }),
    estimator: 'pseudomedian, normal interval',
    p: normalRankTest(at, correct, alternative).p,
    test: `Wilcoxon signed-rank test, normal${correct ? ' with continuity correction' : ''}, ${alternative}`,
  }
}
