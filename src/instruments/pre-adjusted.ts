import { type Estimate, type Published, type Row, readRows } from 'suasion'
import {
  type Coefficient,
  coefficient,
  criticalValue,
  crossed,
  design,
  exponentiate,
  factor,
  logistic,
  proportionalOdds,
  SeparationError,
  twoSided,
} from 'suasion/statistics'
import { z } from 'zod'
import { type PartialOddsOptions, partialOdds } from './partial-odds.ts'
import { answeredTwice } from './stance.ts'

export interface PreAdjustedOptions {
  /** The column that names each row's arm. */
  readonly arm: string
  /** The arm of interest. */
  readonly of: string
  /** The arm it is compared with. */
  readonly against: string
  /** Compares the odds of an answer above this one only (logistic regression), in place of all cuts at once. */
  readonly above?: number
  /** The columns of the answers, where they are not called `pre` and `post`. */
  readonly pre?: string
  readonly post?: string
}

/**
 * The odds of a higher answer after in one arm against another, given the answer before: proportional odds of `post`
 * on `pre` as a factor and the arm, all arms of `rows` in one fit. An odds ratio with its profile interval, or null
 * where the rows do not allow one: an arm is empty, nobody's answer differs, or the arms are parted completely.
 * Rows without both answers are passed over. Answers before that go with no common answers after have no place on one
 * scale: such groups are fitted apart and pooled by their variances, with a Wald interval, and those with no finite
 * odds ratio of their own are left out (the note says so).
 */
export const preAdjusted = (rows: readonly Row[], options: PreAdjustedOptions): Estimate | null => {
  const { arm, of, against, above, pre = 'pre', post = 'post' } = options
  const all = answeredTwice(
    rows.map((row) => ({ pre: row[pre] ?? null, post: row[post] ?? null, arm: row[arm] ?? null })),
  ).map((row, i): Coded => {
    if (typeof row.arm !== 'string') throw new Error(`row ${i}: ${arm} names no arm; it holds ${String(row.arm)}`)
    return { pre: row.pre, arm: row.arm, post: above === undefined ? row.post : Number(row.post > above) }
  })
  const fits = overlapping(informative(all, [of, against])).flatMap((group) => {
    const fitted = oddsOf(informative(group, [of, against]), of, against, above === undefined)
    return fitted ? [fitted] : []
  })
  if (fits.length === 0) return null
  const n = fits.reduce((sum, each) => sum + each.n, 0)
  const left = all.length > n ? [`${all.length - n} rows left out: their answers after say nothing of the arms`] : []
  if (fits.length === 1) return { ...exponentiate(fits[0]!), ...(left[0] !== undefined && { note: left[0] }) }
  const weights = fits.map(({ se }) => se ** -2)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const value = fits.reduce((sum, each, i) => sum + (each.value * weights[i]!) / total, 0)
  const se = total ** -0.5
  const interval = [value - criticalValue(0.95) * se, value + criticalValue(0.95) * se] as const
  const estimator = 'proportional-odds log odds ratio, pooled by inverse variance, wald interval'
  const note = [`${fits.length} groups of answers before that share none after, pooled`, ...left].join('; ')
  const statistic = value / se
  return exponentiate({ value, interval, level: 0.95, n, se, statistic, p: twoSided(statistic), estimator, note })
}

/**
 * What the rows of a trial of two crossed factors say of its arms: `ARM against NONE` by {@link preAdjusted}, that of
 * both factors first, and then all of {@link partialOdds}.
 */
export const crossedOdds = (
  rows: readonly Row[],
  options: PartialOddsOptions,
): { readonly [name: string]: Estimate | null } => {
  const { arms, arm, pre, post } = options
  const [none, first, second, both] = arms
  const answers = { ...(pre !== undefined && { pre }), ...(post !== undefined && { post }) }
  const odds = [both, first, second].map(
    (of) => [`${of} against ${none}`, preAdjusted(rows, { ...answers, arm, of, against: none })] as const,
  )
  return { ...Object.fromEntries(odds), ...partialOdds(rows, options) }
}

export interface ReanalysisOptions extends Omit<PreAdjustedOptions, 'against' | 'above'> {
  /** The arms it is compared with; the logit at each cut is against the first. */
  readonly against: readonly [string, ...string[]]
  /** Two columns of two levels each, whose interaction is wanted. */
  readonly factors: readonly [string, string]
  /** Partial proportional odds as well, with what it takes beside the arm and the answers. */
  readonly partial?: Omit<PartialOddsOptions, 'arm' | 'pre' | 'post'>
}

/**
 * What the rows of a trial of two crossed factors say of one arm: `re-analysis: OF against EACH` by
 * {@link preAdjusted}, `re-analysis: OF above K` for each cut K between answers after (logistic regression), and
 * `re-analysis: A x B, z`, the statistic of the interaction under proportional odds of `post` on `pre` as a factor and
 * both factors. Comparisons that the rows do not allow are left out; throws where a factor has not two levels, or the
 * interaction has no finite estimate. With `partial` also all of {@link partialOdds}, each after `re-analysis: `.
 */
export const reanalysis = (rows: readonly Row[], options: ReanalysisOptions): Record<string, Estimate> => {
  const { against, factors, partial, pre = 'pre', post = 'post', ...rest } = options
  const odds = (than: string, above?: number) =>
    preAdjusted(rows, { ...rest, pre, post, against: than, ...(above !== undefined && { above }) })
  const terms = [factor(pre), ...crossed(factor(factors[0]), factor(factors[1]))]
  const { coefficients, levels } = proportionalOdds(rows, { outcome: post, terms, interval: 'wald' })
  const both = coefficients.filter(({ name }) => name.includes(':'))
  if (both.length !== 1)
    throw new Error(`${factors.join(' and ')} have ${both.length} interactions; two levels each have one`)
  const { statistic, n } = both[0]!
  const found: readonly (readonly [string, Estimate | null])[] = [
    ...against.map((each) => [`re-analysis: ${rest.of} against ${each}`, odds(each)] as const),
    [
      `re-analysis: ${factors.join(' x ')}, z`,
      { value: statistic, n, estimator: 'z of the interaction, proportional odds' },
    ],
    ...levels.slice(0, -1).map((k) => [`re-analysis: ${rest.of} above ${k}`, odds(against[0], Number(k))] as const),
    ...Object.entries(partial ? partialOdds(rows, { ...partial, arm: rest.arm, pre, post }) : {}).map(
      ([name, estimate]) => [`re-analysis: ${name}`, estimate] as const,
    ),
  ]
  return Object.fromEntries(found.flatMap(([name, estimate]) => (estimate ? [[name, estimate] as const] : [])))
}

const fits = z.object({
  of: z.string().min(1),
  value: z.coerce.number(),
  scale: z.enum(['ratio', 'difference']),
  origin: z.enum(['exact', 'run', 'published', 'inferred']),
  source: z.string().min(1),
})

/**
 * What other programs made of the same released data, as published numbers that {@link reanalysis} is held to: CSV with
 * the columns of, value, scale, origin and source, each named `re-analysis: OF`. They agree to within a thousandth.
 */
export const publishedFits = (
  csv: string,
  about: Readonly<Pick<Published, 'data' | 'population'>>,
): Readonly<Record<string, Published>> =>
  Object.fromEntries(
    readRows(csv, fits, 'the published fits').map(({ of, ...rest }) => [
      `re-analysis: ${of}`,
      { ...about, ...rest, claim: 'data', margin: 0.001 },
    ]),
  )

type Coded = { readonly pre: number; readonly arm: string; readonly post: number }

/** The log odds ratio of one group of rows; null where it has none that is finite. */
const oddsOf = (rows: readonly Coded[], of: string, against: string, ordinal: boolean): Coefficient | null => {
  const has = (level: string): boolean => rows.some((row) => row.arm === level)
  if (!has(of) || !has(against) || new Set(rows.map(({ post }) => post)).size < 2) return null
  const before = new Set(rows.map(({ pre }) => pre)).size > 1 ? [factor('pre')] : []
  const terms = [...before, factor('arm', { reference: against })]
  if (dependent(rows, terms)) return null
  try {
    const { coefficients } = (ordinal ? proportionalOdds : logistic)(rows, { outcome: 'post', terms })
    return coefficient({ coefficients }, `arm=${of}`)
  } catch (error) {
    if (error instanceof SeparationError) return null
    throw error
  }
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity)
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity)

/** Leaves out groups whose every answer after is the lowest, or the highest, of all; and again, until there is none. */
const informative = (rows: readonly Coded[], kept: readonly string[]): readonly Coded[] => {
  const posts = rows.map(({ post }) => post)
  const ends = [least(posts), most(posts)]
  const extreme = (some: readonly Coded[]): boolean => ends.some((end) => some.every(({ post }) => post === end))
  const flat = <T>(of: (row: Coded) => T): ReadonlySet<T> =>
    new Set([...new Set(rows.map(of))].filter((level) => extreme(rows.filter((row) => of(row) === level))))
  const [answers, arms] = [flat(({ pre }) => pre), flat((row) => row.arm)]
  const left = rows.filter(({ pre, arm }) => !answers.has(pre) && (kept.includes(arm) || !arms.has(arm)))
  return left.length === rows.length || left.length === 0 ? left : informative(left, kept)
}

/**
 * The rows in groups by their answer before, such that no cut between answers after parts the rows of two groups. Where
 * there are several, their places on a common scale run away from one another and the likelihood has no maximum.
 */
const overlapping = (rows: readonly Coded[]): readonly (readonly Coded[])[] => {
  const spans = [...new Set(rows.map(({ pre }) => pre))].map((pre) => {
    const posts = rows.filter((row) => row.pre === pre).map(({ post }) => post)
    return { pre: new Set([pre]), low: least(posts), high: most(posts) }
  })
  const groups: typeof spans = []
  for (const span of spans.sort((a, b) => a.low - b.low || b.high - a.high)) {
    const last = groups.at(-1)
    if (!last || span.low >= last.high) groups.push(span)
    else
      groups[groups.length - 1] = {
        ...last,
        pre: new Set([...last.pre, ...span.pre]),
        high: Math.max(last.high, span.high),
      }
  }
  return groups.map(({ pre }) => rows.filter((row) => pre.has(row.pre)))
}

/** Whether an arm cannot be told from the answers before: every one of its rows has an answer of its own. */
const dependent = (rows: readonly Coded[], terms: Parameters<typeof design>[1]): boolean => {
  try {
    design(rows, terms)
    return false
  } catch {
    return true
  }
}
