import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { makeFolder, writeAsked } from './disk-error.ts'
import type { Run } from './record.ts'
import { type Codebook, codebookOf, codebookText } from './report/codebook.ts'
import { estimatesTable, markdownOf } from './report/estimates-table.ts'
import { type Cell, type Table, tablesOf } from './report/tables.ts'
import { summarise } from './summary.ts'

export interface ExportOptions {
  readonly folder: string
  readonly format: 'csv' | 'parquet' | 'both'
}

/** What a spreadsheet would take for a formula, whatever alphabet it is typed in. */
const formula = /^[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/

/** A cell of a CSV file: text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers. */
const csvCell = (cell: Cell): string | null =>
  cell === null ? null : typeof cell === 'string' ? (formula.test(cell) ? `'${cell}` : cell) : String(cell)

/** A table as CSV text: empty for a missing cell, "" for empty text. */
export const csvOf = ({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string =>
  stringify(
    rows.map((row) => columns.map(({ name }) => csvCell(row[name] ?? null))),
    {
      header: true,
      columns: columns.map(({ name }) => name),
      quoted_empty: false,
      cast: { string: (text) => (text === '' ? { value: '', quoted_empty: true } : text) },
    },
  )

const types = { number: 'DOUBLE', integer: 'INTEGER', boolean: 'BOOLEAN', text: 'VARCHAR' } as const

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Writes tables as Parquet files; the database that does it is loaded here, so that nothing else waits for it. */
const writeParquet = async (tables: readonly (readonly [path: string, table: Table])[]): Promise<void> => {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    for (const [path, { name, columns, rows }] of tables) {
      const declared = columns.map((column) => `${identifier(column.name)} ${types[column.type]}`)
      await connection.run(`CREATE TABLE ${identifier(name)} (${declared.join(', ')})`)
      const appender = await connection.createAppender(name)
      for (const row of rows) {
        for (const column of columns) {
          const cell = row[column.name] ?? null
          if (cell === null) appender.appendNull()
          else if (column.type === 'integer') appender.appendInteger(cell as number)
          else if (column.type === 'number') appender.appendDouble(cell as number)
          else if (column.type === 'boolean') appender.appendBoolean(cell as boolean)
          else appender.appendVarchar(cell as string)
        }
        appender.endRow()
      }
      appender.closeSync()
      await connection.run(`COPY ${identifier(name)} TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`)
    }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/**
 * Writes a run as tidy tables (rows, acts, probes, episodes, assignments, estimates) with a codebook, and resolves with
 * the paths it wrote; the estimates also as Markdown, to be put into a text. In CSV, text that a spreadsheet would run
 * as a formula gets an apostrophe before it; Parquet holds it as it was said.
 * Rejects on an unknown format, and on a number that is not finite, naming its table, row and column.
 */
export const exportRun = async (run: Run, { folder, format }: ExportOptions): Promise<readonly string[]> => {
  if (format !== 'csv' && format !== 'parquet' && format !== 'both')
    throw new Error(`a run is exported as csv, parquet or both, not ${String(format)}`)
  const tidy = tablesOf(run)
  const estimates = estimatesTable(summarise(run))
  const tables = [...tidy, estimates]
  const codebook: Codebook = codebookOf(run, tables)
  makeFolder(folder)
  const written: string[] = []
  const write = (name: string, text: string): void => void written.push(writeAsked(join(folder, name), text))
  if (format !== 'parquet') for (const table of tables) write(`${table.name}.csv`, csvOf(table))
  if (format !== 'csv') {
    const files = tables.map((table) => [join(folder, `${table.name}.parquet`), table] as const)
    await writeParquet(files)
    written.push(...files.map(([path]) => path))
  }
  write('estimates.md', markdownOf(estimates))
  write('codebook.json', `${JSON.stringify(codebook, null, 2)}\n`)
  write('codebook.md', codebookText(codebook))
  return written
}
