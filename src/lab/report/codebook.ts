import type { Run } from '../record.ts'
import type { Cell, Column, Table } from './tables.ts'

/** What one column of an export is. */
export interface CodebookColumn extends Column {
  readonly missing: number
  /** The values that occur, where they are at most twenty. */
  readonly levels: readonly Cell[] | null
  /** The least and the greatest number. */
  readonly range: readonly [least: number, greatest: number] | null
}

/** What the tables of an export are, column by column. */
export interface Codebook {
  readonly study: string
  readonly title: string
  readonly cite: string
  readonly seed: string
  readonly note: string
  readonly tables: readonly {
    readonly name: Table['name']
    readonly about: string
    readonly rows: number
    readonly columns: readonly CodebookColumn[]
  }[]
}

const most = 20

const describe = (column: Column, { rows }: Table): CodebookColumn => {
  const values = rows.map((row) => row[column.name] ?? null)
  const there = values.filter((value) => value !== null)
  const distinct = [...new Set(there)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  let range: [number, number] | null = null
  for (const value of there)
    if (typeof value === 'number')
      range = range ? [Math.min(range[0], value), Math.max(range[1], value)] : [value, value]
  return { ...column, missing: values.length - there.length, levels: distinct.length <= most ? distinct : null, range }
}

/** The codebook of a run's tables: meaning, type, levels and missing cells of every column. */
export const codebookOf = ({ study, manifest }: Run, tables: readonly Table[]): Codebook => ({
  study: manifest.study,
  title: study.title,
  cite: study.cite,
  seed: manifest.seed,
  note: 'Missing cells are empty in CSV and null in Parquet; empty text is "" in CSV. In CSV, text that begins with =, +, -, @, a tab or a carriage return has an apostrophe before it, so that no spreadsheet runs it as a formula; Parquet holds it as it was said.',
  tables: tables.map((table) => ({
    name: table.name,
    about: table.about,
    rows: table.rows.length,
    columns: table.columns.map((column) => describe(column, table)),
  })),
})

/** Text in a cell of a Markdown table: one line, with nothing in it that ends the cell or begins markup. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\|`*_<>[\]]/g, '\\$&')

const valuesOf = ({ levels, range, type }: CodebookColumn): string => {
  if (range) return `${range[0]} to ${range[1]}`
  if (!levels || type === 'number') return 'more than twenty'
  const shown = levels.map((level) => plain(String(level)))
  const text = shown.join(', ')
  return text.length > 120 ? `${levels.length} different` : text
}

/** The codebook as Markdown. */
export const codebookText = ({ study, title, cite, seed, note, tables }: Codebook): string => {
  const parts = [
    `# Codebook: ${plain(title)}`,
    `${plain(cite)} Study ${study}, seed ${plain(seed)}.`,
    note,
    ...tables.flatMap(({ name, about, rows, columns }) => [
      `## ${name}`,
      `${about} (${rows} rows)`,
      [
        '| column | type | meaning | values | missing |',
        '| --- | --- | --- | --- | --- |',
        ...columns.map(
          (column) =>
            `| ${plain(column.name)} | ${column.type} | ${plain(column.meaning)} | ${valuesOf(column)} | ${column.missing} |`,
        ),
      ].join('\n'),
    ]),
  ]
  return `${parts.join('\n\n')}\n`
}
