import { firstDependentColumn } from '../math/linear.ts'
import { categories, checkScale, type Level, levelsOf, numbers, type Row } from './row.ts'

/**
 * How a factor becomes columns: `treatment` compares each level with the reference (R `contr.treatment`); `effects`
 * compares it with the mean of all levels and leaves out the reference, the last unless named (R `contr.sum`);
 * `cells` has a column for every level, for a model without intercept.
 */
export type Coding = 'treatment' | 'effects' | 'cells'

export interface NumericTerm {
  readonly kind: 'numeric'
  readonly column: string
}
export interface FactorTerm {
  readonly kind: 'factor'
  readonly column: string
  readonly reference?: Level
  readonly coding?: Coding
}
export interface InteractionTerm {
  readonly kind: 'interaction'
  readonly of: readonly (NumericTerm | FactorTerm)[]
}
export type Term = NumericTerm | FactorTerm | InteractionTerm

/** A column of finite numbers as a term: one coefficient, named by the column (R `x`). */
export const numeric = (column: string): NumericTerm => ({ kind: 'numeric', column })

/**
 * A column of categories (strings, numbers or booleans) as a term: one coefficient `column=level` for each level
 * but the reference (R `relevel(factor(x), ref = reference)`, treatment contrasts).
 * With no reference named it is the first level: the lowest number, false, the first string by code unit.
 * Other codings than treatment are named in {@link Coding}.
 */
export const factor = (
  column: string,
  options: { readonly reference?: Level; readonly coding?: Coding } = {},
): FactorTerm => ({
  kind: 'factor',
  column,
  ...options,
})

/**
 * The products of the parts' columns, named `a=1:b=2` (R `a:b`). Give the parts the same references as in their own
 * terms. A factor is coded as R does: with a column for every level (`cells`) where no term that stands earlier, main
 * effects first, holds what is left without it, as in `a / b`; `crossed` writes all terms of `a * b`.
 */
export const interaction = (...of: readonly (NumericTerm | FactorTerm)[]): InteractionTerm => ({
  kind: 'interaction',
  of,
})

/** All parts and all their interactions (R `a * b`), lower orders first. */
export const crossed = (...parts: readonly (NumericTerm | FactorTerm)[]): readonly Term[] => {
  let subsets: (NumericTerm | FactorTerm)[][] = [[]]
  for (const part of parts) subsets = [...subsets, ...subsets.map((subset) => [...subset, part])]
  return subsets
    .filter((subset) => subset.length > 0)
    .sort((a, b) => a.length - b.length)
    .map((subset) => (subset.length === 1 ? subset[0]! : interaction(...subset)))
}

/** The numbers a regression sees: a row-major matrix of `rows` rows and `names.length` named columns. */
export interface Design {
  readonly names: readonly string[]
  readonly rows: number
  readonly matrix: Float64Array
  /** The number of the term each column belongs to, or -1 for the intercept (R `attr(model.matrix, 'assign')` less 1). */
  readonly assign: readonly number[]
}

interface Column {
  readonly name: string
  readonly values: Float64Array
}

const partsOf = (term: Term): readonly (NumericTerm | FactorTerm)[] => (term.kind === 'interaction' ? term.of : [term])
const keyOf = (parts: readonly (NumericTerm | FactorTerm)[]): string =>
  JSON.stringify(parts.map((part) => part.column).sort())

const columnsOf = (rows: readonly Row[], term: NumericTerm | FactorTerm): readonly Column[] => {
  if (term.kind === 'numeric') return [{ name: term.column, values: numbers(rows, term.column) }]
  const cells = categories(rows, term.column)
  const levels = levelsOf(cells)
  const coding = term.coding ?? 'treatment'
  const reference = term.reference ?? (coding === 'effects' ? levels.at(-1) : levels[0])
  if (levels.length < 2)
    throw new Error(`${term.column} has one level only, ${String(levels[0])}; a factor needs at least two`)
  if (reference === undefined || !levels.includes(reference))
    throw new Error(
      `${term.column} has no level ${JSON.stringify(reference)} to refer to; its levels are ${levels.map((level) => JSON.stringify(level)).join(', ')}`,
    )
  const others = levels.filter((level) => level !== reference)
  return (coding === 'cells' ? [reference, ...others] : others).map((level) => ({
    name: `${term.column}=${level}`,
    values: Float64Array.from(cells, (cell) =>
      cell === level ? 1 : coding === 'effects' && cell === reference ? -1 : 0,
    ),
  }))
}

const product = (a: Column, b: Column): Column => ({
  name: `${a.name}:${b.name}`,
  values: a.values.map((value, i) => value * b.values[i]!),
})

/** The first combination of an interaction's levels that no row has, in words. */
const emptyCell = (rows: readonly Row[], term: Term): string | undefined => {
  const factors = partsOf(term).filter((part) => part.kind === 'factor')
  if (factors.length < 2) return undefined
  const cells = factors.map(({ column }) => categories(rows, column))
  const seen = new Set(rows.map((_, i) => JSON.stringify(cells.map((column) => column[i]))))
  const all = cells.reduce<Level[][]>(
    (some, column) => some.flatMap((cell) => levelsOf(column).map((level) => [...cell, level])),
    [[]],
  )
  const absent = all.find((cell) => !seen.has(JSON.stringify(cell)))
  return absent?.map((level, k) => `${factors[k]!.column} ${level}`).join(' and ')
}

const checkTerms = (terms: readonly Term[]): void => {
  const keys = terms.map((term) => keyOf(partsOf(term)))
  const named = (term: Term) =>
    partsOf(term)
      .map((part) => part.column)
      .join(':')
  for (const [i, term] of terms.entries()) {
    if (keys.indexOf(keys[i]!) !== i) throw new Error(`${named(term)} stands twice among the terms`)
    if (term.kind !== 'interaction') continue
    if (new Set(term.of.map((part) => part.column)).size !== term.of.length || term.of.length < 2)
      throw new Error(`the interaction ${named(term)} needs at least two different columns`)
    for (const part of term.of) {
      const alone = terms.find((other) => other.kind !== 'interaction' && other.column === part.column)
      if (
        alone &&
        (alone.kind !== part.kind ||
          (part.kind === 'factor' &&
            ((alone as FactorTerm).reference !== part.reference ||
              ((alone as FactorTerm).coding !== 'cells' &&
                part.coding !== 'cells' &&
                (alone as FactorTerm).coding !== part.coding))))
      )
        throw new Error(
          `${part.column} is coded otherwise in the interaction ${named(term)} than by itself; use one coding`,
        )
    }
  }
}

const columnNames = (term: Term): readonly string[] => partsOf(term).map((part) => part.column)

/** The parts of a term, its factors coded as the terms before it ask (R's `TermCode`; Chambers and Hastie 1992, 2.4.1). */
const codedParts = (terms: readonly Term[], at: number): readonly (NumericTerm | FactorTerm)[] => {
  const parts = partsOf(terms[at]!)
  if (parts.length === 1) return parts
  const before = terms.filter((term, k) => {
    const size = partsOf(term).length
    return size < parts.length || (size === parts.length && k < at)
  })
  return parts.map((part) => {
    if (part.kind === 'numeric') return part
    const rest = parts.filter((other) => other !== part).map((other) => other.column)
    const held = before.some((term) => rest.every((column) => columnNames(term).includes(column)))
    return held ? part : { ...part, coding: 'cells' as const }
  })
}

/**
 * The design matrix of rows under terms (R `model.matrix`), opening with a column `intercept` unless told not to:
 * with `intercept: false` it is left out but counted on (the cut points of an ordinal model are one), with
 * `origin: true` the model has none (R `~ 0 + ...`).
 * Throws on no rows, missing or infinite values, a factor of one level, a reference that does not occur, and a column
 * that is a linear combination of those before it and the intercept, which it names.
 */
export const design = (
  rows: readonly Row[],
  terms: readonly Term[],
  options: { readonly intercept?: boolean; readonly origin?: boolean } = {},
): Design => {
  if (rows.length === 0) throw new Error('there are no rows to fit')
  checkTerms(terms)
  const constant = { name: 'intercept', values: new Float64Array(rows.length).fill(1), term: -1 }
  const columns = [
    ...(options.origin ? [] : [constant]),
    ...terms.flatMap((_, at) =>
      codedParts(terms, at)
        .map((part) => columnsOf(rows, part))
        .reduce((all, next) => all.flatMap((a) => next.map((b) => product(a, b))))
        .map((column) => ({ ...column, term: at })),
    ),
  ]
  if (columns.length === 0) throw new Error('a model without intercept needs a term at least')
  for (const { name, values } of columns) checkScale(name, values)
  const names = columns.map((column) => column.name)
  const twice = names.findIndex((name, j) => names.indexOf(name) !== j)
  if (twice >= 0) throw new Error(`two columns of the design are called ${names[twice]}; rename one`)
  const full = new Float64Array(rows.length * columns.length)
  for (const [j, { values }] of columns.entries())
    for (let i = 0; i < rows.length; i++) full[i * columns.length + j] = values[i]!
  const dependent = firstDependentColumn(full, rows.length, columns.length)
  if (dependent >= 0) {
    const { values, term } = columns[dependent]!
    const empty = term >= 0 ? emptyCell(rows, terms[term]!) : undefined
    const why = values.every((value) => value === values[0])
      ? `is ${values[0]} in every row`
      : `follows from ${names.slice(0, dependent).join(', ')}`
    if (empty !== undefined)
      throw new Error(
        `${names[dependent]} has no coefficient, because no row has ${empty}; merge levels or leave the interaction out`,
      )
    throw new Error(`${names[dependent]} ${why}, so its coefficient is not defined; leave it out`)
  }
  const assign = columns.map((column) => column.term)
  if (options.origin || (options.intercept ?? true)) return { names, rows: rows.length, matrix: full, assign }
  const width = columns.length - 1
  const matrix = new Float64Array(rows.length * width)
  for (let i = 0; i < rows.length; i++)
    matrix.set(full.subarray(i * columns.length + 1, (i + 1) * columns.length), i * width)
  return { names: names.slice(1), rows: rows.length, matrix, assign: assign.slice(1) }
}
