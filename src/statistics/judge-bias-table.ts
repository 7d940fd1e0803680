import type { Estimate } from '../core/estimate.ts'
import type { Choice, JudgeBias, Judgement } from './judge-bias.ts'
import type { Row } from './row.ts'

const WORDS = ['first', 'second', 'item', 'judge', 'judgeFamily', 'firstFamily', 'secondFamily'] as const
const LENGTHS = ['firstLength', 'secondLength'] as const
const COLUMNS: readonly string[] = [...WORDS, ...LENGTHS, 'choice', 'human']

const blank = (cell: unknown): boolean => cell === undefined || cell === null || cell === ''

/**
 * Rows of a tidy table (a CSV read as text will do) as judgements for `judgeBias`: columns first, second and choice, and
 * where known item, judge, judgeFamily, firstFamily, secondFamily, firstLength, secondLength and human. An empty cell is
 * not known. A verdict may also be the name of the writer chosen. Throws, naming row and column, on cells that are none.
 */
export const judgementsOf = (rows: readonly Row[]): readonly Judgement[] =>
  rows.map((row, i) => {
    const verdict = (column: 'choice' | 'human'): Choice => {
      const cell = row[column]
      if (cell === 'first' || cell === 'second' || cell === 'tie') return cell
      if (cell === row['first'] && !blank(cell)) return 'first'
      if (cell === row['second'] && !blank(cell)) return 'second'
      throw new Error(
        `row ${i}: ${column} is ${JSON.stringify(cell)}; it is first, second or tie, or one of ${String(row['first'])} and ${String(row['second'])}`,
      )
    }
    const word = (column: (typeof WORDS)[number]): string => {
      const cell = row[column]
      if (typeof cell === 'string' || typeof cell === 'number') return String(cell)
      throw new Error(
        `row ${i}: ${column} is ${JSON.stringify(cell)}, not a name; the columns are ${COLUMNS.join(', ')}`,
      )
    }
    const length = (column: (typeof LENGTHS)[number]): number => {
      const value = Number(row[column])
      if (Number.isFinite(value)) return value
      throw new Error(`row ${i}: ${column} is ${JSON.stringify(row[column])}, not a number`)
    }
    const known = <C extends string, T>(columns: readonly C[], read: (column: C) => T) =>
      Object.fromEntries(columns.filter((column) => !blank(row[column])).map((column) => [column, read(column)]))
    return {
      ...known(WORDS, word),
      ...known(LENGTHS, length),
      first: word('first'),
      second: word('second'),
      choice: verdict('choice'),
      ...(!blank(row['human']) && { human: verdict('human') }),
    }
  })

/** The card as estimates by name, as a table shows them; null where one could not be measured, which `missing` explains. */
export const judgeBiasEstimates = ({
  position,
  verbosity,
  selfPreference,
  agreement,
  ties,
}: JudgeBias): Readonly<Record<string, Estimate | null>> => ({
  'chosen first, of decided': position.first,
  'odds ratio of being shown first': position.advantage,
  'verdicts that change with the order': position.flips,
  'changed verdicts for the one shown first': position.flipsToFirst,
  'odds ratio of being longer': verbosity,
  'odds ratio of the own family': selfPreference.own,
  'odds ratio of the own family, against people': selfPreference.againstPeople,
  'agreement with people': agreement?.raw ?? null,
  'kappa with people': agreement?.kappa ?? null,
  'alpha with people': agreement?.alpha ?? null,
  ties,
})
