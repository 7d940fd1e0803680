import type { Interval } from '../core/estimate.ts'
import { checkCount, checkLevel, criticalValue, exponentiate } from './check.ts'
import { twoSided } from './fit.ts'
import { independence, type Tested } from './tested.ts'

/** Counts of a two-by-two table: one row for each arm (the arm of interest first), its events and its non-events. */
export type TwoByTwo = readonly [
  treated: readonly [events: number, others: number],
  control: readonly [events: number, others: number],
]

interface Options {
  /** Of the interval; .95 unless said. */
  readonly level?: number
}

/** The counts of a two-by-two table, checked: whole numbers, both arms filled. Throws naming the cell or the arm. */
export const checkTable = (table: TwoByTwo, name: string): readonly [number, number, number, number] => {
  const [[a, b], [c, d]] = table
  for (const [count, what] of [
    [a, 'treated events'],
    [b, 'treated non-events'],
    [c, 'control events'],
    [d, 'control non-events'],
  ] as const)
    checkCount(count, `the number of ${what}`)
  if (a + b === 0 || c + d === 0)
    throw new Error(`${name} needs both arms; the ${a + b === 0 ? 'first' : 'second'} is empty`)
  return [a, b, c, d]
}

const checked = (table: TwoByTwo, name: string): readonly [a: number, b: number, c: number, d: number] => {
  const [a, b, c, d] = checkTable(table, `the ${name}`)
  if (a + c === 0 || b + d === 0)
    throw new Error(
      `the ${name} is not defined: the event ${a + c === 0 ? 'never happened' : 'always happened'} in both arms`,
    )
  return [a, b, c, d]
}

const ratio = (
  logValue: number,
  se: number,
  counts: readonly number[],
  estimator: 'odds ratio, Woolf' | 'risk ratio, Katz',
  options: Options,
  note?: string,
): Tested & { readonly interval: Interval; readonly statistic: number; readonly se: number } => {
  const level = checkLevel(options.level)
  const reach = criticalValue(level) * se
  const statistic = logValue / se
  const [name] = estimator.split(',')
  return exponentiate({
    value: logValue,
    interval: [logValue - reach, logValue + reach] as const,
    level,
    n: counts.reduce((sum, count) => sum + count, 0),
    se,
    statistic,
    p: twoSided(statistic),
    estimator: `log ${estimator} interval`,
    test: `Wald's z test of the log ${name}`,
    effect: { name: name!, value: Math.exp(logValue) },
    assumptions: [
      independence,
      {
        assumes: `counts enough for a normal logarithm (the least is ${Math.min(...counts)}; holds: 5 or more)`,
        holds: Math.min(...counts) >= 5,
      },
    ],
    ...(note !== undefined && { note }),
  })
}

/**
 * The odds ratio of a two-by-two table with Woolf's interval; `se`, `statistic` and p are those of its logarithm.
 * Where a cell is zero, .5 is added to all four (Haldane, Anscombe) and `note` says so; otherwise nothing is added.
 * R: `exp(log(a * d / (b * c)) + c(-1, 1) * qnorm(.975) * sqrt(1/a + 1/b + 1/c + 1/d))`, `epitools::oddsratio.wald`.
 * Throws on counts that are no counts, on an empty arm, and where the event never or always happened.
 */
export const oddsRatio = (table: TwoByTwo, options: Options = {}) => {
  const counts = checked(table, 'odds ratio')
  const zero = counts.includes(0)
  const [a, b, c, d] = counts.map((count) => count + (zero ? 0.5 : 0)) as [number, number, number, number]
  return ratio(
    Math.log((a * d) / (b * c)),
    Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d),
    counts,
    'odds ratio, Woolf',
    options,
    zero ? 'a cell is zero: .5 was added to all four (Haldane)' : undefined,
  )
}

/**
 * The risk ratio of a two-by-two table with the interval of Katz; `se`, `statistic` and p are those of its logarithm.
 * Where an arm has no event, .5 is added to all four cells and `note` says so.
 * R: `exp(log(p1 / p2) + c(-1, 1) * qnorm(.975) * sqrt(1/a - 1/n1 + 1/c - 1/n2))`, `epitools::riskratio.wald`.
 */
export const riskRatio = (table: TwoByTwo, options: Options = {}) => {
  const counts = checked(table, 'risk ratio')
  const zero = counts[0] === 0 || counts[2] === 0
  const [a, b, c, d] = counts.map((count) => count + (zero ? 0.5 : 0)) as [number, number, number, number]
  return ratio(
    Math.log(a / (a + b) / (c / (c + d))),
    Math.sqrt(b / a / (a + b) + d / c / (c + d)),
    counts,
    'risk ratio, Katz',
    options,
    zero ? 'an arm has no event: .5 was added to all four cells' : undefined,
  )
}
