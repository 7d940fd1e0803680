import { parse } from 'csv-parse/sync'
import { z } from 'zod'

interface Line {
  readonly record: Readonly<Record<string, string>>
  readonly info: { readonly lines: number }
}

/**
 * Rows of CSV text with a header, each checked against a schema of its columns; other columns are left alone, and those
 * at the end of the header may be missing from every row alike (as Mechanical Turk writes them). Throws naming the file,
 * the line, the column and what would be right; an empty cell is no number.
 */
export const readRows = <T extends z.ZodObject>(csv: string, schema: T, name: string): z.output<T>[] => {
  let lines: Line[]
  try {
    const columns = (header: string[]): string[] => {
      const twice = header.find((column, i) => header.indexOf(column) < i)
      if (twice !== undefined) throw new Error(`the column ${twice} stands there twice`)
      return header
    }
    const layout = { bom: true, skip_empty_lines: true, trim: true, info: true, relax_column_count_less: true }
    lines = parse(csv, { ...layout, columns }) as unknown as Line[]
    refuseCutOff(csv, lines, Object.keys(schema.shape))
  } catch (error) {
    throw new Error(`${name} is not a CSV table: ${(error as Error).message}`)
  }
  const [first] = lines
  if (!first) throw new Error(`${name} has no rows`)
  const missing = Object.keys(schema.shape).filter(
    (column) => !(column in first.record) && !optional(schema.shape[column]),
  )
  if (missing.length) {
    const has = Object.keys(first.record).join(', ')
    throw new Error(`${name} lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}; it has ${has}`)
  }
  return lines.map(({ record, info }) => {
    const fail = (column: string, problem: string): never => {
      throw new Error(
        `${name} line ${info.lines}, column ${column}: ${problem}, and it holds ${JSON.stringify(record[column])}`,
      )
    }
    const parsed = schema.safeParse(record)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!
      return fail(issue.path.join('.'), issue.message)
    }
    const row = parsed.data as z.output<T> & Readonly<Record<string, unknown>>
    for (const column in row)
      if (record[column] === '' && typeof row[column] === 'number') fail(column, 'a number is wanted')
    return row
  })
}

/** Throws on a line that is shorter than another, or too short for a column that is read. */
const refuseCutOff = (csv: string, lines: readonly Line[], read: readonly string[]): void => {
  const [header = []] = parse(csv, { bom: true, to: 1, skip_empty_lines: true, trim: true }) as string[][]
  const width = (record: Line['record']): number => Object.keys(record).length
  const usual = Math.max(0, ...new Set(lines.map(({ record }) => width(record))))
  const lost = header.slice(usual).some((column) => read.includes(column))
  const short = lines.find(({ record }) => (lost ? width(record) < header.length : width(record) < usual))
  if (short)
    throw new Error(
      `Invalid Record Length: columns length is ${header.length}, got ${width(short.record)} on line ${short.info.lines}`,
    )
}

const optional = (schema: unknown): boolean => (schema as z.ZodType).safeParse(undefined).success

/** A CSV column that holds a number between two bounds. */
export const numberColumn = (min: number, max: number) => z.coerce.number().min(min).max(max)
