import { readFileSync, statSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { Row } from '../../statistics/index.ts'
import { Misuse } from '../misuse.ts'

/** A user's table: typed rows, where each stands in the file, and the columns that hold both numbers and text. */
export interface ReadTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  /** Where a row stands, for an error: `data.csv line 7`. */
  place(row: number): string
  /** The first cell that is no number in a column where most are. */
  readonly mixed: Readonly<Record<string, { readonly row: number; readonly cell: string }>>
}

/** What stands for a missing cell in text. */
export const missing: ReadonlySet<string> = new Set(['', 'NA', 'NaN', 'null', 'NULL', '.'])
const truths: Readonly<Record<string, boolean>> = {
  true: true,
  TRUE: true,
  True: true,
  false: false,
  FALSE: false,
  False: false,
}

const numberOf = (cell: string): number => (/^[-+]?(\d|\.\d)/.test(cell) ? Number(cell) : Number.NaN)

/** The cells of one column of text: numbers where all are, booleans where all are, text otherwise; null where missing. */
const typed = (cells: readonly string[]): { values: readonly (string | number | boolean | null)[]; odd?: number } => {
  const present = cells.filter((cell) => !missing.has(cell))
  const count = present.filter((cell) => Number.isFinite(numberOf(cell))).length
  if (present.length > 0 && count === present.length)
    return { values: cells.map((cell) => (missing.has(cell) ? null : numberOf(cell))) }
  if (present.length > 0 && present.every((cell) => Object.hasOwn(truths, cell)))
    return { values: cells.map((cell) => (missing.has(cell) ? null : truths[cell]!)) }
  const values = cells.map((cell) => (missing.has(cell) ? null : cell))
  if (present.length === 0 || count * 2 < present.length) return { values }
  return { values, odd: cells.findIndex((cell) => !missing.has(cell) && !Number.isFinite(numberOf(cell))) }
}

const readText = (path: string, text: string): ReadTable => {
  const delimiter = /\.(tsv|tab)$/i.test(path) ? '\t' : ','
  let lines: { record: string[]; info: { lines: number } }[]
  try {
    lines = parse(text, { delimiter, bom: true, skip_empty_lines: true, trim: true, info: true }) as never
  } catch (error) {
    throw new Misuse(`${path} is not a table: ${(error as Error).message}`)
  }
  const header = lines[0]?.record
  if (!header) throw new Misuse(`${path} is empty; its first line names the columns`)
  const other = [';', '\t', '|', ','].find(
    (sign) => sign !== delimiter && header.length === 1 && header[0]!.includes(sign),
  )
  if (other !== undefined)
    throw new Misuse(
      `${path} has one column, ${header[0]}: its cells seem to be parted by ${other === '\t' ? 'tabs (call it .tsv)' : `${other}, and a ${delimiter === ',' ? 'CSV by commas' : 'TSV by tabs'}`}`,
    )
  const body = lines.slice(1)
  if (body.length === 0) throw new Misuse(`${path} has a line of column names and no rows`)
  const twice = header.find((column, k) => header.indexOf(column) < k)
  if (twice !== undefined) throw new Misuse(`${path} has two columns called ${twice}; rename one`)
  const nameless = header.indexOf('')
  if (nameless >= 0) throw new Misuse(`${path}: column ${nameless + 1} has no name; give it one`)
  // A column may be called constructor.
  const mixed: Record<string, { row: number; cell: string }> = Object.create(null)
  const columns = header.map((column, k) => {
    const cells = body.map(({ record }) => record[k]!)
    const { values, odd } = typed(cells)
    if (odd !== undefined) mixed[column] = { row: odd, cell: cells[odd]! }
    return values
  })
  return {
    name: path,
    columns: header,
    rows: body.map((_, i) => Object.fromEntries(header.map((column, k) => [column, columns[k]![i]!]))),
    place: (row) => `${path} line ${body[row]!.info.lines}`,
    mixed,
  }
}

const plain = (value: unknown, path: string, column: string): string | number | boolean | null => {
  if (value === null || value === undefined) return null
  if (typeof value === 'bigint') {
    if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER)
      throw new Misuse(`${path}, column ${column}: ${value} is too large to be kept exactly; store it as text`)
    return Number(value)
  }
  if (typeof value === 'number') return Number.isNaN(value) ? null : value
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (value instanceof Date) return value.toISOString()
  throw new Misuse(`${path}, column ${column} holds lists or records; a table has one value in each cell`)
}

const readParquet = async (path: string): Promise<ReadTable> => {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    const read = await connection
      .runAndReadAll(`SELECT * FROM read_parquet('${path.replaceAll("'", "''")}')`)
      .catch((error: Error) => {
        throw new Misuse(`${path} is not a Parquet table: ${error.message.split('\n')[0]}`)
      })
    const columns = read.columnNames()
    const rows = read
      .getRowsJS()
      .map((row) => Object.fromEntries(columns.map((column, k) => [column, plain(row[k], path, column)])))
    if (rows.length === 0) throw new Misuse(`${path} has no rows`)
    return { name: path, columns, rows, place: (row) => `${path} row ${row + 1}`, mixed: Object.create(null) }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/**
 * A table from a CSV, TSV or Parquet file. In text, a column is numbers where every cell is one, booleans where every
 * cell is true or false, text otherwise; empty cells, NA and NaN are missing. Rejects where the file is absent, empty or
 * no table, and on columns without a name or with the same one.
 */
export const readTable = async (path: string): Promise<ReadTable> => {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new Misuse(`there is no file ${path}`)
  if (!found.isFile()) throw new Misuse(`${path} is a folder; name a CSV, TSV or Parquet file`)
  if (/\.(parquet|pq)$/i.test(path)) return readParquet(path)
  const bytes = readFileSync(path)
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw new Misuse(`${path} is written in UTF-16; save it as UTF-8, as CSV UTF-8 does`)
  // Lines within quotes are counted too, and must not count twice.
  return readText(path, bytes.toString('utf8').replaceAll('\r\n', '\n'))
}

/** Says where in the file a row of the model stands, in place of its number; `from` names the table's row of each. */
export const placed = <T>(table: ReadTable, from: readonly number[], work: () => T): T => {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Error) || error instanceof Misuse || error.name === 'TypeError') throw error
    const found = /^row (\d+): ([\s\S]*)$/.exec(error.message)
    const at = found && from[Number(found[1])]
    throw new Misuse(
      at === null || at === undefined ? `${table.name}: ${error.message}` : `${table.place(at)}: ${found![2]}`,
    )
  }
}
