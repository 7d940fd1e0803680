import type { Estimate, Interval } from '../core/estimate.ts'
import { fQuantile, fSurvival } from '../math/distributions.ts'
import { checkLevel, checkNumbers } from './check.ts'
import { mean } from './summary.ts'

/**
 * The forms of Shrout and Fleiss (1979): 1, each subject has other raters; 2, the raters are a random sample and
 * absolute agreement counts; 3, these raters only, consistency counts. With k: of the raters' mean, else of one rater.
 */
export type IntraclassForm = 'ICC1' | 'ICC2' | 'ICC3' | 'ICC1k' | 'ICC2k' | 'ICC3k'

/** An intraclass correlation; `statistic` is F and p tests that it is 0. */
export interface Intraclass extends Estimate {
  readonly form: IntraclassForm
  readonly interval: Interval
  readonly statistic: number
  readonly df: readonly [number, number]
  readonly p: number
}

/**
 * The six intraclass correlations of Shrout and Fleiss (1979) from mean squares, with F intervals (McGraw and Wong
 * 1996 for the second). `ratings` has one row for each subject and one column for each rater, complete.
 * R: `psych::ICC(ratings, lmer = FALSE)`. Throws on fewer than two subjects or raters, missing values, subjects that
 * do not differ, and raters that agree without remainder.
 */
export const intraclassCorrelations = (
  ratings: readonly (readonly number[])[],
  options: { readonly level?: number } = {},
): Readonly<Record<IntraclassForm, Intraclass>> => {
  const level = checkLevel(options.level)
  const n = ratings.length
  const k = ratings[0]?.length ?? 0
  if (n < 2 || k < 2)
    throw new Error(`an intraclass correlation of ${n} subjects and ${k} raters; at least two of each are needed`)
  for (const [i, row] of ratings.entries()) {
    if (row.length !== k) throw new Error(`subject ${i} has ${row.length} ratings, the first ${k}`)
    checkNumbers(row, `the ratings of subject ${i}`)
  }
  const grand = mean(ratings.flat())
  const ofSubject = ratings.map((row) => mean(row))
  const ofRater = Array.from({ length: k }, (_, j) => mean(ratings.map((row) => row[j]!)))
  const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + (value - grand) ** 2, 0)
  const between = (k * squares(ofSubject)) / (n - 1)
  const rater = (n * squares(ofRater)) / (k - 1)
  let rest = 0
  let inside = 0
  for (const [i, row] of ratings.entries())
    for (const [j, value] of row.entries()) {
      rest += (value - ofSubject[i]! - ofRater[j]! + grand) ** 2
      inside += (value - ofSubject[i]!) ** 2
    }
  const total = squares(ratings.flat())
  const within = inside / (n * (k - 1))
  const error = rest / ((n - 1) * (k - 1))
  if (!(squares(ofSubject) > 1e-24 * total))
    throw new Error('all subjects have the same mean, so an intraclass correlation is not defined')
  if (!(rest > 1e-24 * total))
    throw new Error('the raters differ by constants only, so nothing measures the error and no interval exists')
  const upper = 0.5 + level / 2
  const make = (
    form: IntraclassForm,
    value: number,
    interval: Interval,
    statistic: number,
    df: readonly [number, number],
  ): Intraclass => ({
    form,
    value,
    interval,
    level,
    n,
    statistic,
    df,
    p: fSurvival(statistic, ...df),
    estimator: `intraclass correlation ${form} of ${k} raters, F interval`,
  })
  const one = (f: number) => (f - 1) / (f + k - 1)
  const averaged = (f: number) => 1 - 1 / f
  const ofMean = (value: number) => (value * k) / (1 + value * (k - 1))
  const first = between / within
  const firstDf = [n - 1, n * (k - 1)] as const
  const third = between / error
  const thirdDf = [n - 1, (n - 1) * (k - 1)] as const
  const ends = (f: number, [a, b]: readonly [number, number]) =>
    [f / fQuantile(upper, a, b), f * fQuantile(upper, b, a)] as const
  const firstEnds = ends(first, firstDf)
  const thirdEnds = ends(third, thirdDf)
  const second = (between - error) / (between + (k - 1) * error + (k * (rater - error)) / n)
  const ratio = rater / error
  const others = n * (1 + (k - 1) * second) - k * second
  const df =
    ((k - 1) * (n - 1) * (k * second * ratio + others) ** 2) /
    ((n - 1) * k ** 2 * second ** 2 * ratio ** 2 + others ** 2)
  const high = fQuantile(upper, n - 1, df)
  const low = fQuantile(upper, df, n - 1)
  const noise = k * rater + (k * n - k - n) * error
  const secondEnds: Interval = [
    (n * (between - high * error)) / (high * noise + n * between),
    (n * (low * between - error)) / (noise + n * low * between),
  ]
  return {
    ICC1: make('ICC1', one(first), [one(firstEnds[0]), one(firstEnds[1])], first, firstDf),
    ICC2: make('ICC2', second, secondEnds, third, thirdDf),
    ICC3: make('ICC3', one(third), [one(thirdEnds[0]), one(thirdEnds[1])], third, thirdDf),
    ICC1k: make('ICC1k', averaged(first), [averaged(firstEnds[0]), averaged(firstEnds[1])], first, firstDf),
    ICC2k: make(
      'ICC2k',
      (between - error) / (between + (rater - error) / n),
      [ofMean(secondEnds[0]), ofMean(secondEnds[1])],
      third,
      thirdDf,
    ),
    ICC3k: make('ICC3k', averaged(third), [averaged(thirdEnds[0]), averaged(thirdEnds[1])], third, thirdDf),
  }
}
