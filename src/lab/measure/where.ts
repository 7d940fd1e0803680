import type { Row } from '../../core/index.ts'
import { Misuse, unknownName } from '../misuse.ts'

type Cell = Row[string]

const compare: Readonly<Record<string, (cell: Cell, wanted: string) => boolean>> = {
  '=': (cell, wanted) => String(cell) === wanted,
  '!=': (cell, wanted) => String(cell) !== wanted,
  '<': (cell, wanted) => typeof cell === 'number' && cell < Number(wanted),
  '<=': (cell, wanted) => typeof cell === 'number' && cell <= Number(wanted),
  '>': (cell, wanted) => typeof cell === 'number' && cell > Number(wanted),
  '>=': (cell, wanted) => typeof cell === 'number' && cell >= Number(wanted),
}

/**
 * The rows for which all conditions hold, each as `column=value`, with = != < <= > >=. A missing cell fulfils none but
 * `column=` and `!=`. Throws on a column that no row has.
 */
export const rowsWhere = <R extends Row>(rows: readonly R[], conditions: readonly string[]): readonly R[] => {
  const columns = new Set(rows.flatMap((row) => Object.keys(row)))
  return conditions.reduce<readonly R[]>((left, condition) => {
    const [, column, sign, value] = /^\s*([^=!<>]+?)\s*(!=|<=|>=|=|<|>)\s*(.*?)\s*$/.exec(condition) ?? []
    if (column === undefined || sign === undefined || value === undefined)
      throw new Misuse(`--where takes COLUMN=VALUE, with = != < <= > or >=, not "${condition}"`)
    if (!columns.has(column)) throw unknownName('column', column, [...columns])
    if (/[<>]/.test(sign) && (value === '' || !Number.isFinite(Number(value))))
      throw new Misuse(`--where ${condition}: ${sign} compares with a number, not "${value}"`)
    return left.filter((row) => compare[sign]!(row[column] ?? '', value))
  }, rows)
}
