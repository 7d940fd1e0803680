/** Columns of a row that say where it comes from: a fact of that name gets another. */
const TAKEN = ['trial', 'pair', 'item', 'replicate', 'seat']

/** The name of a fact's column in a row. */
export const factColumn = (name: string): string => (TAKEN.includes(name) ? `fact_${name}` : name)

type Cell = number | string | boolean | null

/** What statistics programs write in place of a number that is not there. */
const MISSING = /^(NA|NaN)$/

const TRUTH: Readonly<Record<string, boolean>> = { true: true, false: false }

/**
 * How the cells of one column are read: as numbers or as true and false where every one that is not empty is that, and
 * as text otherwise. An empty cell is missing, and so are NA and NaN among numbers or truths (in a column of text they are
 * words).
 */
export const typed = (cells: readonly string[]): ((cell: string | undefined) => Cell) => {
  const there = cells.map((cell) => cell.trim()).filter((cell) => cell !== '' && !MISSING.test(cell))
  const numbers = there.every(
    (cell) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell) && Number.isFinite(Number(cell)),
  )
  const truths = there.every((cell) => cell.toLowerCase() in TRUTH)
  return (cell) => {
    const text = cell?.trim() ?? ''
    if (text === '' || ((numbers || truths) && MISSING.test(text))) return null
    if (numbers) return Number(text)
    return truths ? TRUTH[text.toLowerCase()]! : text
  }
}
