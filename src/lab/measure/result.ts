import {
  type Adjustment,
  type AnovaTable,
  type Assumption,
  benjaminiHochberg,
  bonferroni,
  type Contrast,
  type EstimatedMean,
  holm,
} from '../../statistics/index.ts'
import { Misuse } from '../misuse.ts'
import type { Measured, NamedTest } from './method.ts'

type Bounds = readonly [number, number]

/** Estimated means over some factors, with the contrasts between them. */
export interface Means {
  readonly over: readonly string[]
  readonly held: Readonly<Record<string, number | 'each'>>
  readonly means: readonly EstimatedMean[]
  readonly contrasts: readonly (Contrast & { readonly adjust: Adjustment })[]
  readonly mean?: (predictor: number) => number
}

/** One line of a table of estimates, as it is printed and written. */
export interface Line {
  readonly name: string
  readonly value: number
  readonly interval: Bounds
  readonly se: number
  readonly statistic: number
  /** Left out for a normal statistic. */
  readonly df?: number
  readonly p: number
  readonly adjusted?: number
  /** exp of value and interval, where that is a ratio. */
  readonly ratio?: { readonly value: number; readonly interval: Bounds }
  /** On the scale of the outcome, where the link is another. */
  readonly response?: { readonly value: number; readonly interval: Bounds }
}

/** Everything `suasion measure` says of a table. */
export interface MeasuredTable {
  readonly table: string
  readonly formula: string
  readonly method: string
  readonly n: number
  readonly level: number
  readonly estimator: string
  readonly leftOut: { readonly rows: number; readonly why: readonly string[] }
  readonly statistic: 'z' | 't'
  readonly ratio?: string
  readonly coefficients: readonly Line[]
  readonly adjust?: Adjustment
  readonly cuts?: readonly { readonly name: string; readonly value: number; readonly se: number }[]
  readonly about: Readonly<Record<string, number>>
  readonly tests: readonly NamedTest[]
  readonly anova?: AnovaTable
  readonly means: readonly {
    readonly over: readonly string[]
    readonly held: Readonly<Record<string, number | 'each'>>
    readonly means: readonly Line[]
    readonly contrasts: readonly (Line & { readonly adjust: Adjustment })[]
  }[]
  readonly assumptions: readonly Assumption[]
  readonly note?: string
  readonly r: readonly string[]
}

const through = (f: (x: number) => number, value: number, [low, high]: Bounds) => ({
  value: f(value),
  interval: [f(low), f(high)] as const,
})

const lineOf = ({
  name,
  value,
  interval,
  se,
  statistic,
  p,
  ...rest
}: Omit<Line, 'df'> & { readonly df?: number }): Line => ({
  name,
  value,
  interval: [interval[0], interval[1]],
  se,
  statistic,
  ...(rest.df !== undefined && Number.isFinite(rest.df) && { df: rest.df }),
  p,
})

const adjusting: Readonly<Partial<Record<Adjustment, (p: readonly number[]) => number[]>>> = {
  holm,
  bonferroni,
  bh: benjaminiHochberg,
}

/** What is reported, from what was measured; throws where a number that would be shown is not finite. */
export const resultOf = ({
  measured,
  means,
  adjust,
  ...rest
}: {
  readonly table: string
  readonly formula: string
  readonly method: string
  readonly measured: Measured
  readonly level: number
  readonly leftOut: MeasuredTable['leftOut']
  readonly means: readonly Means[]
  readonly anova?: AnovaTable
  readonly adjust?: Adjustment
  readonly r: readonly string[]
}): MeasuredTable => {
  const { coefficients, ratio, cuts, note } = measured
  for (const { name, value, se, p } of coefficients)
    if (![value, se, p].every(Number.isFinite))
      throw new Error(
        `the coefficient of ${name} came out as ${value} with error ${se}; rescale the column or leave the term out`,
      )
  const family = coefficients.filter(({ name }) => name !== 'intercept')
  const adjusted = adjust && adjust !== 'none' ? adjusting[adjust]?.(family.map((one) => one.p)) : undefined
  if (adjust === 'tukey')
    throw new Misuse('--adjust tukey is for all pairs of means: --emm FACTOR --contrasts pairwise')
  return {
    ...rest,
    n: measured.n,
    statistic: measured.statistic,
    estimator: coefficients[0]?.estimator ?? 'cut points alone',
    ...(ratio !== undefined && { ratio }),
    coefficients: coefficients.map((one) => ({
      ...lineOf(one),
      ...(adjusted && family.includes(one) && { adjusted: adjusted[family.indexOf(one)]! }),
      ...(ratio !== undefined && one.name !== 'intercept' && { ratio: through(Math.exp, one.value, one.interval) }),
    })),
    ...(adjusted && adjust && { adjust }),
    ...(cuts && { cuts: cuts.map(({ name, value, se }) => ({ name, value, se })) }),
    about: measured.about,
    tests: measured.tests.map(({ name, statistic, df, p }) => ({ name, statistic, df, p })),
    means: means.map(({ over, held, means: found, contrasts, mean }) => ({
      over,
      held,
      means: found.map((one) => ({
        ...lineOf(one),
        ...(mean && { response: through(mean, one.value, one.interval) }),
      })),
      contrasts: contrasts.map((one) => ({
        ...lineOf(one),
        adjust: one.adjust,
        ...(ratio !== undefined && { ratio: through(Math.exp, one.value, one.interval) }),
      })),
    })),
    assumptions: measured.assumptions,
    ...(note !== undefined && { note }),
  }
}
