import { parse } from 'csv-parse/sync'
import { suggest } from '../../core/index.ts'
import {
  categories,
  columnsOf,
  type Formula,
  formula,
  type Level,
  levelsOf,
  type ModelFrame,
  modelFrame,
  type Row,
  type Variable,
} from '../../statistics/index.ts'
import type { Given } from '../command.ts'
import { Misuse } from '../misuse.ts'
import type { Method } from './method.ts'
import { levelOf, oneOf, pair } from './options.ts'
import { placed, type ReadTable } from './read-table.ts'

/** A table made ready for a formula: the rows that are complete, and what happened to the others. */
export interface Prepared {
  readonly frame: ModelFrame
  /** The row of the table that each row of the frame was. */
  readonly from: readonly number[]
  readonly leftOut: readonly string[]
  /** The outcome's levels from low to high, where they were named. */
  readonly levels?: readonly Level[]
  /** The word that counts as success, where the outcome was of two words. */
  readonly success?: string
}

const parsed = (text: string): Formula => {
  try {
    return formula(text)
  } catch (error) {
    throw new Misuse((error as Error).message)
  }
}

const known = (table: ReadTable, column: string, where: string): void => {
  if (!table.columns.includes(column))
    throw new Misuse(`${table.name} has no column ${column}, which ${where} names${suggest(column, table.columns)}`)
}

/** Throws on text among the numbers of a column that the formula takes for numbers. */
const checkMixed = (table: ReadTable, model: Formula): void => {
  const variables: readonly Variable[] = [
    model.outcome,
    ...model.terms.flat(),
    ...model.offset,
    ...model.random.flatMap((part) => part.terms.flat()),
  ]
  for (const variable of variables)
    for (const column of variable.columns) {
      const odd = variable.kind === 'factor' ? undefined : table.mixed[column]
      if (odd)
        throw new Misuse(
          `${table.place(odd.row)}, column ${column}: ${JSON.stringify(odd.cell)} is no number, and most of the column are; correct it, leave it empty, or write factor(${column})`,
        )
    }
}

/** The levels of `--levels LOW,...,HIGH`; one that holds a comma stands in quotes, as in a CSV. */
const namedLevels = (text: string): readonly string[] => {
  try {
    const [levels] = parse(text, { trim: true }) as string[][]
    if (levels) return levels
  } catch {
    // Quotes that open within a level are part of it.
  }
  return text.split(',').map((level) => level.trim())
}

/** What is done with the complete rows of the outcome's words. */
const worded = (
  rows: readonly Row[],
  outcome: string,
  named: readonly string[] | undefined,
  binary: boolean,
): Pick<Prepared, 'levels' | 'success'> & { rows: readonly Row[] } => {
  const cells = categories(rows, outcome)
  const seen = levelsOf(cells)
  const words = seen.map(String)
  if (named) {
    const levels = named.map((text) => levelOf(text, outcome, seen))
    const absent = seen.find((level) => !levels.includes(level))
    if (absent !== undefined)
      throw new Misuse(
        `--levels leaves out ${String(absent)}, which ${outcome} holds; its levels are ${words.join(', ')}`,
      )
    if (!binary) return { rows, levels }
    if (levels.length !== 2)
      throw new Misuse(`${outcome} needs two levels for this method; --levels names ${named.length}`)
    return {
      rows: rows.map((row) => ({ ...row, [outcome]: row[outcome] === levels[1] })),
      success: String(levels[1]),
    }
  }
  if (typeof seen[0] !== 'string') return { rows }
  throw new Misuse(
    binary
      ? `${outcome} holds the words ${words.slice(0, 6).join(', ')}; say which of two is the success, last: --levels ${words.slice(0, 2).join(',')}`
      : `${outcome} holds the words ${words.slice(0, 8).join(', ')}; a scale needs their order: --levels ${words.slice(0, 8).join(',')}`,
  )
}

/** Reads the formula on the table: which rows are complete, the coding asked for, and the terms. */
export const prepareTable = (table: ReadTable, given: Given, method: Method): Prepared => {
  const text = given.text('formula')
  if (text === undefined)
    throw new Misuse('suasion measure needs --formula "OUTCOME ~ TERMS", as in "post ~ pre + opponent * personalised"')
  const model = parsed(text)
  const extra = (['cluster', 'frequency'] as const).flatMap((option) => {
    const column = given.text(option)
    if (column !== undefined) known(table, column, `--${option}`)
    return column === undefined ? [] : [column]
  })
  const used = columnsOf(model)
  for (const column of used) known(table, column, 'the formula')
  checkMixed(table, model)
  const wanted = [...new Set([...used, ...extra])]
  const empty = new Map<string, { first: number; count: number }>()
  const from: number[] = []
  for (const [i, row] of table.rows.entries()) {
    let whole = true
    for (const column of wanted) {
      if (row[column] !== null) continue
      whole = false
      const known = empty.get(column)
      if (known) known.count++
      else empty.set(column, { first: i, count: 1 })
    }
    if (whole) from.push(i)
  }
  if (empty.size > 0 && oneOf(given, 'missing', ['omit', 'refuse']) === 'refuse') {
    const [column, { first }] = [...empty][0]!
    throw new Misuse(
      `${table.place(first)}, column ${column} is empty; fill it, or leave such rows out with --missing omit`,
    )
  }
  if (from.length === 0)
    throw new Misuse(
      `no row of ${table.name} is complete: ${[...empty.keys()].join(', ')} ${empty.size === 1 ? 'is' : 'are'} empty in every one`,
    )
  const complete = from.map((i) => {
    const row = table.rows[i]!
    const factors = model.terms
      .flat()
      .filter((variable) => variable.kind === 'factor' && table.mixed[variable.columns[0]!])
    return factors.length === 0
      ? row
      : { ...row, ...Object.fromEntries(factors.map(({ columns: [column] }) => [column!, String(row[column!])])) }
  })
  const [outcome] = model.outcome.columns
  const listed = given.text('levels')
  const named = listed === undefined ? undefined : namedLevels(listed)
  const binary = method.binary(given.text('family'))
  const wordable = model.outcome.kind === 'column' && (binary || !method.origin)
  if (named && !wordable)
    throw new Misuse(`--levels orders the words of an outcome; --method ${method.name} takes numbers`)
  const words = wordable ? placed(table, from, () => worded(complete, outcome!, named, binary)) : { rows: complete }
  const plain = placed(table, from, () => modelFrame(words.rows, model))
  const reference = Object.fromEntries(
    given.texts('reference').map((each) => {
      const [column, level] = pair(each, 'reference', Object.keys(plain.factors))
      return [column, levelOf(level, column, plain.factors[column]!)]
    }),
  )
  const coding = oneOf(given, 'coding', ['treatment', 'effects'])
  const { rows: _, ...levels } = words
  return {
    frame: placed(table, from, () => modelFrame(words.rows, model, { reference, ...(coding && { coding }) })),
    from,
    leftOut: [...empty].map(
      ([column, { first, count }]) => `${column} is empty in ${count} (first: ${table.place(first)})`,
    ),
    ...levels,
  }
}
