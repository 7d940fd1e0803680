import type { Estimate, Published } from '../../core/index.ts'
import type { Summary } from '../summary.ts'
import { shortNumber } from './format.ts'
import type { Cell, Column, Table } from './tables.ts'

const columns: readonly Column[] = [
  { name: 'estimate', type: 'text', meaning: 'its name in the study' },
  { name: 'value', type: 'number', meaning: 'ours' },
  { name: 'low', type: 'number', meaning: 'lower end of our interval' },
  { name: 'high', type: 'number', meaning: 'upper end of our interval' },
  { name: 'level', type: 'number', meaning: 'of our interval' },
  { name: 'n', type: 'integer', meaning: 'units behind ours' },
  { name: 'p', type: 'number', meaning: 'of no effect, where the estimator tests it' },
  { name: 'estimator', type: 'text', meaning: 'how ours was made' },
  { name: 'published', type: 'number', meaning: "the paper's" },
  { name: 'publishedLow', type: 'number', meaning: "lower end of the paper's interval" },
  { name: 'publishedHigh', type: 'number', meaning: "upper end of the paper's interval" },
  { name: 'source', type: 'text', meaning: "where the paper's number stands" },
  { name: 'claim', type: 'text', meaning: 'what the claim needs' },
  { name: 'verdict', type: 'text', meaning: 'what may be said' },
]

const cells = (key: string, ours: Estimate | null, theirs: Published | null, verdict: string | null) => ({
  estimate: key,
  value: ours?.value ?? null,
  low: ours?.interval?.[0] ?? null,
  high: ours?.interval?.[1] ?? null,
  level: ours?.interval ? (ours.level ?? 0.95) : null,
  n: ours?.n ?? null,
  p: ours?.p ?? null,
  estimator: ours?.estimator ?? null,
  published: theirs?.value ?? null,
  publishedLow: theirs?.interval?.[0] ?? null,
  publishedHigh: theirs?.interval?.[1] ?? null,
  source: theirs?.source ?? null,
  claim: theirs?.claim ?? null,
  verdict,
})

/** Every estimate of a run beside the published one, a row each. */
export const estimatesTable = ({ comparisons, further }: Summary): Table => ({
  name: 'estimates',
  about: 'one row per estimate: ours, and what was published',
  columns,
  rows: [
    ...comparisons.map(({ key, ours, theirs, verdict }) => cells(key, ours, theirs, verdict)),
    ...further.map(({ key, estimate }) => cells(key, estimate, null, null)),
  ],
})

const shown = (cell: Cell): string =>
  cell === null
    ? ''
    : typeof cell === 'number'
      ? shortNumber(cell)
      : String(cell).replace(/[|\\]/g, '\\$&').replace(/\s+/g, ' ')

/** A table as Markdown, numbers shortened to what a reader needs; a column that is empty throughout is left out. */
export const markdownOf = ({ about, columns, rows }: Table): string => {
  const used = columns.filter(({ name }) => rows.some((row) => (row[name] ?? null) !== null))
  const line = (parts: readonly string[]): string => `| ${parts.join(' | ')} |`
  const title = about.charAt(0).toUpperCase() + about.slice(1)
  return [
    `${title}.`,
    '',
    line(used.map(({ name }) => name)),
    line(used.map(({ type }) => (type === 'number' || type === 'integer' ? '---:' : '---'))),
    ...rows.map((row) => line(used.map(({ name }) => shown(row[name] ?? null)))),
    '',
  ].join('\n')
}
