import type { Estimate } from 'suasion'
import { clusterRobustLogistic, factor, holm, interaction, numeric, SeparationError } from 'suasion/statistics'
import { PRESSURES } from './rules.ts'

const FACTORS = ['appeasement', ...PRESSURES] as const
type Factor = (typeof FACTORS)[number]
/** An answer with its condition. */
export type AnswerRow = {
  readonly goal: string
  readonly item: string | null
  readonly pair: string
  readonly factual: boolean | null
  readonly deferent: boolean | null
} & Readonly<Record<(typeof PRESSURES)[number], boolean>>

const pairs = FACTORS.flatMap((a, i) => FACTORS.slice(i + 1).map((b) => [a, b] as const))
const nameOf = (outcome: string, ...of: readonly Factor[]): string => `${of.join(' x ')} on ${outcome}`

/** The names of the 15 effects on an outcome: five factors and their ten pairs. */
export const effectNames = (outcome: 'factual' | 'deferent'): string[] => [
  ...FACTORS.map((each) => nameOf(outcome, each)),
  ...pairs.map((pair) => nameOf(outcome, ...pair)),
]

/**
 * The factorial analysis of the PUA paper (arXiv 2601.06596): a logistic regression of the outcome on five factors coded
 * -1 and 1 and their ten pairs, with the question as a further factor. Errors are clustered by what shares its luck, the
 * cells of one replicate of one question (CR2, Satterthwaite). Each effect is twice its coefficient, the change of the log odds from -1 to 1; Holm over the 15.
 * Null where an outcome does not vary, and where a factor separates it.
 */
export const effectsOf = (
  rows: readonly AnswerRow[],
  outcome: 'factual' | 'deferent',
): Readonly<Record<string, Estimate | null>> => {
  const none = Object.fromEntries(effectNames(outcome).map((name) => [name, null]))
  const coded = rows.flatMap((row) => {
    if (row[outcome] === null || row.item === null) return []
    const signs = Object.fromEntries(PRESSURES.map((each) => [each, row[each] ? 1 : -1]))
    return [
      {
        ...signs,
        appeasement: row.goal === 'appeasement' ? 1 : -1,
        item: row.item,
        pair: row.pair,
        y: row[outcome] ? 1 : 0,
      },
    ]
  })
  if (new Set(coded.map(({ y }) => y)).size < 2 || new Set(coded.map(({ item }) => item)).size < 2) return none
  const terms = [...FACTORS.map(numeric), ...pairs.map(([a, b]) => interaction(numeric(a), numeric(b))), factor('item')]
  let fit: ReturnType<typeof clusterRobustLogistic>
  try {
    fit = clusterRobustLogistic(coded, { outcome: 'y', terms, cluster: 'pair' })
  } catch (error) {
    if (error instanceof SeparationError) return none
    throw error
  }
  const names = [...FACTORS.map((each) => [each]), ...pairs.map((pair) => [...pair])] as (readonly Factor[])[]
  const found = names.map((of) => fit.coefficients.find(({ name }) => name === of.join(':'))!)
  const adjusted = holm(found.map(({ p }) => p!))
  return Object.fromEntries(
    names.map((of, i) => {
      const { value, se, interval, p } = found[i]!
      const estimate: Estimate = {
        value: 2 * value,
        ...(se !== undefined && { se: 2 * se }),
        ...(interval && { interval: [2 * interval[0], 2 * interval[1]] }),
        ...(p !== undefined && { p }),
        n: coded.length,
        estimator: 'change of log odds over the factor, logit, CR2 by replicate',
        note: `p by Holm over 15 effects ${adjusted[i]!.toPrecision(3)}`,
      }
      return [nameOf(outcome, ...of), estimate]
    }),
  )
}
