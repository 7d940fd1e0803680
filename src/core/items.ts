import type { z } from 'zod'
import { fingerprint } from '../math/hash.ts'
import { readRows } from './csv.ts'

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

/** A study's item table from CSV text (its first column is `id`). */
export const items = <T extends z.ZodObject<{ id: z.ZodString }>>(
  name: string,
  csv: string,
  schema: T,
): Items<z.output<T>> => {
  const rows = readRows(csv, schema, name)
  const nameless = rows.findIndex(({ id }) => id === '')
  if (nameless >= 0) throw new Error(`${name}: row ${nameless + 1} has no id`)
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
