import { firstDependentColumn } from '../math/linear.ts'
import type { PairCounts } from './bradley-terry.ts'
import { checkCount } from './check.ts'
import { refuseUnplaced } from './comparison-graph.ts'
import { design, type Term } from './design.ts'
import { categories, type Row } from './row.ts'

/** How comparisons of one pair came out under the same covariates, from the same clusters: numbers by place. */
export interface Meeting {
  readonly first: number
  readonly second: number
  /** Wins of the first, of the second, ties. */
  readonly counts: readonly [number, number, number]
  /** The covariates, in the order of `covariates`; what helps the first is positive. */
  readonly covariates: readonly number[]
  /** Which unit it belongs to, for each clustering in turn. */
  readonly clusters: readonly string[]
}

/** Comparisons checked, given numbers and added up. */
export interface Meetings {
  /** Players in order of first appearance. */
  readonly names: readonly string[]
  readonly covariates: readonly string[]
  readonly meetings: readonly Meeting[]
}

const checkRow = (row: Row & Partial<PairCounts>, i: number): void => {
  for (const name of [row.first, row.second])
    if (typeof name !== 'string' || name === '')
      throw new Error(`row ${i}: a player is called ${JSON.stringify(name)}; give it a name`)
  if (row.first === row.second) throw new Error(`row ${i}: ${row.first} is compared with itself; leave it out`)
  for (const what of ['wins', 'losses', 'ties'] as const)
    if (what !== 'ties' || row.ties !== undefined)
      checkCount(row[what] as number, `row ${i}: the number of ${what} of ${row.first} against ${row.second}`)
}

const columnsOf = (terms: readonly Term[]): readonly string[] => [
  ...new Set(terms.flatMap((term) => (term.kind === 'interaction' ? term.of : [term])).map(({ column }) => column)),
]

const refuseUnknown = (rows: readonly Row[], columns: readonly string[], what: string): void => {
  for (const column of columns)
    if (rows.every((row) => row[column] === undefined))
      throw new Error(
        `there is no column ${column} to be a ${what}; the comparisons have ${Object.keys(rows[0] ?? {}).join(', ') || 'none: there are no rows'}`,
      )
}

const refuseDependent = ({ names, covariates, meetings }: Meetings): void => {
  if (covariates.length === 0) return
  const [players, width] = [names.length - 1, names.length - 1 + covariates.length]
  // The products of the columns depend on each other as the columns do, and are few where comparisons are many.
  const products = new Float64Array(width * width)
  for (const { first, second, covariates: values } of meetings) {
    const row = values.map((value, k) => [players + k, value] as const)
    if (first > 0) row.push([first - 1, 1])
    if (second > 0) row.push([second - 1, -1])
    for (const [a, x] of row) for (const [b, y] of row) products[a * width + b]! += x * y
  }
  const scale = Float64Array.from({ length: width }, (_, k) => Math.sqrt(products[k * width + k]!))
  const scaled = products.map((value, k) => value / (scale[Math.floor(k / width)]! * scale[k % width]!))
  const dependent = firstDependentColumn(scaled, width, width, 1e-12)
  if (dependent >= players)
    throw new Error(
      `${covariates[dependent - players]} follows from who met whom, so it cannot be told from the players; swap the sides of some`,
    )
}

/**
 * Comparisons as what a fit needs: rows with the same players in the same places, covariates and clusters are added up.
 * Throws, naming row or column, on strange names and counts, on columns that are not there, on covariates that follow
 * from the players, and `UnratedError` where the comparisons connect no common scale of finite strengths.
 */
export const meetingsOf = (
  given: readonly PairCounts[],
  terms: readonly Term[],
  side: boolean,
  clusters: readonly string[],
): Meetings => {
  const rows = given as readonly (PairCounts & Row)[]
  for (const [i, row] of rows.entries()) checkRow(row, i)
  const played = rows.filter(({ wins, losses, ties = 0 }) => wins + losses + ties > 0)
  if (played.length === 0) throw new Error('there are no comparisons to fit; give at least one pair that met')
  refuseUnknown(rows, columnsOf(terms), 'covariate')
  refuseUnknown(rows, clusters, 'cluster')
  if (!side && terms.some(({ kind }) => kind !== 'numeric'))
    throw new Error('a factor says how the advantage of the first place varies, so it needs side: true')
  const matrix = terms.length > 0 || side ? design(played, terms, { intercept: side }) : null
  const covariates = (matrix?.names ?? []).map((name) => (name === 'intercept' ? 'side' : name))
  const units = clusters.map((column) => categories(played, column))
  const index = new Map<string, number>()
  const place = (name: string): number => {
    if (!index.has(name)) index.set(name, index.size)
    return index.get(name)!
  }
  const sums = new Map<string, Meeting>()
  for (const [i, row] of played.entries()) {
    const values = Array.from(covariates, (_, k) => matrix!.matrix[i * covariates.length + k]!)
    const [first, second] = [place(row.first), place(row.second)]
    const unit = units.map((column) => String(column[i]))
    const key = JSON.stringify([first, second, values, unit])
    const [a, b, c] = sums.get(key)?.counts ?? [0, 0, 0]
    const counts = [a + row.wins, b + row.losses, c + (row.ties ?? 0)] as const
    sums.set(key, { first, second, counts, covariates: values, clusters: unit })
  }
  const found = { names: [...index.keys()], covariates, meetings: [...sums.values()] }
  refuseUnplaced(
    found.names,
    found.meetings.flatMap(({ first, second, counts: [won, lost, tied] }) => [
      ...(won + tied > 0 ? [[first, second] as const] : []),
      ...(lost + tied > 0 ? [[second, first] as const] : []),
    ]),
  )
  refuseDependent(found)
  return found
}
