/** Columns of a row that say where it comes from: a fact of that name gets another. */
const TAKEN = ['trial', 'pair', 'item', 'replicate', 'seat']

/** The name of a fact's column in a row. */
export const factColumn = (name: string): string => (TAKEN.includes(name) ? `fact_${name}` : name)

type Cell = number | string | boolean | null

const TRUTH: Readonly<Record<string, boolean>> = { true: true, false: false }

/**
 * How the cells of one column are read: as numbers or as true and false where every one that is not empty is that, and
 * as text otherwise. An empty cell is missing.
 */
export const typed = (cells: readonly string[]): ((cell: string | undefined) => Cell) => {
  const there = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const numbers = there.every(
    (cell) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell) && Number.isFinite(Number(cell)),
  )
  const truths = there.every((cell) => cell.toLowerCase() in TRUTH)
  return (cell) => {
    const text = cell?.trim() ?? ''
    if (text === '') return null
    if (numbers) return Number(text)
    return truths ? TRUTH[text.toLowerCase()]! : text
  }
}
