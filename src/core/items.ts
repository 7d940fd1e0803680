import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { fingerprint } from '../math/hash.ts'

/** The stimuli of a study: rows with an id, checked against a schema, and a hash that the manifest carries. */
export interface Items<T extends { readonly id: string } = { readonly id: string }> {
  readonly name: string
  readonly rows: readonly T[]
  readonly hash: string
  /** The row with this id; throws naming those it has. */
  of(id: string): T
  /** The same table read from other CSV text. */
  read(csv: string, name: string): Items<T>
}

/** Rows of CSV text with a header, each checked against a schema; throws naming the file, the line, the column and what would be right. */
export const readRows = <T extends z.ZodObject>(csv: string, schema: T, name: string): z.output<T>[] => {
  let records: Record<string, string>[]
  try {
    records = parse(csv, { columns: true, bom: true, skip_empty_lines: true, trim: true })
  } catch (error) {
    throw new Error(`${name} is not a CSV table: ${(error as Error).message}`)
  }
  if (records.length === 0) throw new Error(`${name} has no rows`)
  const missing = Object.keys(schema.shape).filter(
    (column) => !(column in records[0]!) && !isOptional(schema.shape[column]),
  )
  if (missing.length)
    throw new Error(
      `${name} lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}; it has ${Object.keys(records[0]!).join(', ')}`,
    )
  return records.map((record, i) => {
    const parsed = schema.safeParse(record)
    if (parsed.success) return parsed.data
    const issue = parsed.error.issues[0]!
    const column = issue.path.join('.')
    throw new Error(
      `${name} line ${i + 2}, column ${column}: ${issue.message}, and it holds ${JSON.stringify(record[column])}`,
    )
  })
}

const isOptional = (schema: unknown): boolean => (schema as z.ZodType).safeParse(undefined).success

/** A study's item table from CSV text (its first column is `id`). */
export const items = <T extends z.ZodObject<{ id: z.ZodString }>>(
  name: string,
  csv: string,
  schema: T,
): Items<z.output<T>> => {
  const rows = readRows(csv, schema, name)
  const byId = new Map(rows.map((row) => [row.id, row]))
  if (byId.size < rows.length) {
    const twice = rows.find((row, i) => rows.findIndex((other) => other.id === row.id) < i)!
    throw new Error(`${name} has the id ${twice.id} twice`)
  }
  return {
    name,
    rows,
    hash: fingerprint(JSON.stringify(rows)),
    of: (id) => {
      const row = byId.get(id)
      if (!row) throw new Error(`${name} has no item ${id}; it has ${[...byId.keys()].join(', ')}`)
      return row
    },
    read: (text, from) => items(from, text, schema),
  }
}

/** A CSV column that holds a number between two bounds. */
export const numberColumn = (min: number, max: number) => z.coerce.number().min(min).max(max)
