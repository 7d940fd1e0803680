import type { Estimate, Row } from 'suasion'
import { oneSampleTest, pairedEquivalence, spearman } from 'suasion/statistics'

/** How far behaviour may move and count as not moved (chosen): cards of 32, and percentage points of changed answers. */
export const BOUNDS = { cards: 2, sycophancy: 10 } as const

/** Whether a persona moved the report, whether it left behaviour where it was, and whether both. */
export interface Dissociation {
  readonly report: Estimate | null
  readonly behaviour: Estimate | null
  /** Two one-sided tests, with their 90% interval. */
  readonly equivalence: Estimate | null
  readonly moved: boolean
  readonly equivalent: boolean
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const varies = (values: readonly number[]): boolean => values.some((value) => value !== values[0])

const change = (differences: readonly number[]): Estimate | null => {
  if (differences.length < 2) return null
  if (varies(differences)) return oneSampleTest(differences)
  const value = mean(differences)
  return {
    value,
    interval: [value, value],
    n: differences.length,
    estimator: 'mean difference, the same in every pair',
  }
}

const within = (
  differences: readonly number[],
  bound: number,
): (Estimate & { readonly equivalent: boolean }) | null => {
  if (differences.length < 2) return null
  if (varies(differences)) return pairedEquivalence(differences, { bounds: bound })
  const value = mean(differences)
  const estimator = 'mean difference, the same in every pair'
  return { value, interval: [value, value], n: differences.length, estimator, equivalent: Math.abs(value) < bound }
}

/**
 * The dissociation of report and behaviour as tests on paired changes (of one respondent, or one model): the report
 * moved if its mean change differs from 0 at .05, behaviour stayed if two one-sided tests place its own within `bound`.
 * That behaviour moved by no significant amount is not enough: with few or noisy pairs that shows nothing.
 */
export const dissociation = (
  pairs: readonly { readonly report: number; readonly behaviour: number }[],
  bound: number,
): Dissociation => {
  const report = change(pairs.map((pair) => pair.report))
  const behaviour = pairs.map((pair) => pair.behaviour)
  const equivalence = within(behaviour, bound)
  const moved = report !== null && (report.interval![0] > 0 || report.interval![1] < 0)
  return { report, behaviour: change(behaviour), equivalence, moved, equivalent: equivalence?.equivalent ?? false }
}

/** What a persona did to report and cards of the same respondents, and whether the two go together without one. */
export const dissociationEstimates = (rows: readonly Row[]): Readonly<Record<string, Estimate | null>> => {
  const known = rows.flatMap(({ persona, pair, self_regulation: report, cards: behaviour }) =>
    typeof report === 'number' && typeof behaviour === 'number' ? [{ persona, pair, report, behaviour }] : [],
  )
  const plain = known.filter(({ persona }) => persona === 'none')
  const pairs = plain.flatMap((before) => {
    const after = known.find(({ persona, pair }) => persona !== 'none' && pair === before.pair)
    return after ? [{ report: after.report - before.report, behaviour: after.behaviour - before.behaviour }] : []
  })
  const { report, behaviour, equivalence, moved, equivalent } = dissociation(pairs, BOUNDS.cards)
  const [reports, cards] = [plain.map((row) => row.report), plain.map((row) => row.behaviour)]
  return {
    'report moved by the persona': report,
    'cards moved by the persona': behaviour,
    'cards moved by the persona, equivalence': equivalence,
    'report moves and cards stay (1: yes)': equivalence && {
      value: Number(moved && equivalent),
      n: pairs.length,
      estimator: 't test of the report, two one-sided t tests of the cards',
      note: `the report ${moved ? 'moved' : 'was not shown to move'}; the cards ${equivalent ? 'stayed' : 'were not shown to stay'} within ${BOUNDS.cards}`,
    },
    'report with cards, no persona':
      plain.length > 3 && varies(reports) && varies(cards) ? spearman(reports, cards) : null,
  }
}
