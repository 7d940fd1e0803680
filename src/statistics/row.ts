/** A row of a tidy table: one observation, its columns by name. */
export type Row = Readonly<Record<string, unknown>>

/** A cell as a reader would see it, for an error. */
export const shownCell = (cell: unknown): string => (typeof cell === 'string' ? `'${cell}'` : String(cell))

/** The finite numbers of a column; throws naming the first row that has none there. */
export const numbers = (rows: readonly Row[], column: string): Float64Array =>
  Float64Array.from(rows, (row, i) => {
    const cell = row[column]
    if (typeof cell === 'number' && Number.isFinite(cell)) return cell
    throw new Error(`row ${i}: ${column} is ${shownCell(cell)}, not a finite number; make it one or leave the row out`)
  })

/** Throws where the largest of a column's values is so far from 1 that squares would overflow or vanish. */
export const checkScale = (name: string, values: Float64Array): void => {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  if (largest > 1e50 || (largest > 0 && largest < 1e-50))
    throw new Error(`${name} reaches ${largest}, too far from 1 to compute with; rescale it`)
}

export type Level = string | number | boolean

/** The categories of a column, row by row; throws on a missing value and on a mixture of types. */
export const categories = (rows: readonly Row[], column: string): readonly Level[] => {
  let type: string | undefined
  return rows.map((row, i) => {
    const cell = row[column]
    const kind = typeof cell
    if ((kind !== 'string' && kind !== 'number' && kind !== 'boolean') || Number.isNaN(cell))
      throw new Error(`row ${i}: ${column} is ${shownCell(cell)}, not a category; give it one or leave the row out`)
    if (kind !== (type ??= kind))
      throw new Error(`row ${i}: ${column} is the ${kind} ${shownCell(cell)} but row 0 holds a ${type}; use one type`)
    return cell as Level
  })
}

/** The different levels in order: numbers ascending, false before true, strings by code unit. */
export const levelsOf = (cells: readonly Level[]): readonly Level[] =>
  [...new Set(cells)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))

/** How many people or episodes each row stands for; 1 where no column of whole numbers is named. */
export const frequencies = (rows: readonly Row[], column: string | undefined): Float64Array => {
  if (column === undefined) return new Float64Array(rows.length).fill(1)
  const counts = numbers(rows, column)
  const bad = counts.findIndex((count) => count < 0 || !Number.isInteger(count))
  if (bad >= 0) throw new Error(`row ${bad}: ${column} is ${counts[bad]}; a frequency is a whole number, 0 or more`)
  return counts
}
