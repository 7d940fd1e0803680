import { assess, distinct, type Equilibrium, type MatrixGame, matrixGame, sizeOf } from './matrix-game.ts'

/** A tableau: for each basic variable a row of coefficients of all variables, and the right-hand side last. */
interface Tableau {
  readonly rows: number[][]
  readonly basis: number[]
  /** The places of the first basis: their columns are the inverse of the basis, which orders ties. */
  readonly order: readonly number[]
}

const ZERO = 1e-11

/**
 * A Nash equilibrium by the algorithm of Lemke and Howson (1964), dropping `label` first: 0 to rows - 1 are the first
 * player's actions, rows to rows + columns - 1 the second's. Ties are broken lexicographically (von Stengel 2002,
 * Handbook of Game Theory 3, section 2.3), so degenerate games end too. Throws on a label that is none, and where
 * rounding spoilt the result (a gain above 1e-8 of the spread of the payoffs): scale such a game, or use
 * `supportEnumeration`.
 */
export const lemkeHowson = (game: MatrixGame, { label = 0 }: { readonly label?: number } = {}): Equilibrium => {
  const { payoffs } = matrixGame(...game.payoffs)
  const [m, n] = sizeOf(game)
  if (!(Number.isInteger(label) && label >= 0 && label < m + n))
    throw new Error(`Lemke-Howson drops a label from 0 to ${m + n - 1}, not ${label}`)
  const [first, second] = payoffs.map((matrix) => {
    const all = matrix.flat()
    const [least, most] = [Math.min(...all), Math.max(...all)]
    const width = most - least || 1
    return matrix.map((row) => row.map((x) => 1 + (x - least) / width))
  })
  // The variable with label k stands at place k in both tableaux: own probabilities, and slacks of the other's actions.
  const rows = Array.from({ length: m }, (_, i) => i)
  const columns = Array.from({ length: n }, (_, j) => m + j)
  const ofSecond = tableau(rows, columns, (i, j) => first![i]![j]!, m + n)
  const ofFirst = tableau(columns, rows, (j, i) => second![i]![j]!, m + n)
  let entering = label
  let at = label < m ? ofFirst : ofSecond
  for (let pivots = 0; ; pivots++) {
    if (pivots > 100_000) throw new Error(`Lemke-Howson has not ended after ${pivots} pivots of a ${m} x ${n} game`)
    const leaving = pivot(at, entering)
    if (leaving === label) break
    entering = leaving
    at = at === ofFirst ? ofSecond : ofFirst
  }
  const found = assess(game, [read(ofFirst, rows), read(ofSecond, columns)])
  const spread = Math.max(...payoffs.map((matrix) => Math.max(...matrix.flat()) - Math.min(...matrix.flat())))
  if (found.gain > 1e-8 * Math.max(spread, Number.MIN_VALUE))
    throw new Error(`Lemke-Howson lost its digits: a player could still gain ${found.gain}; try another label`)
  return found
}

/** The different equilibria that Lemke-Howson finds over all labels; there may be others (see `supportEnumeration`). */
export const lemkeHowsonAll = (game: MatrixGame): Equilibrium[] => {
  const [m, n] = sizeOf(game)
  return distinct(Array.from({ length: m + n }, (_, label) => lemkeHowson(game, { label })))
}

const tableau = (
  slacks: readonly number[],
  own: readonly number[],
  payoff: (slack: number, own: number) => number,
  labels: number,
): Tableau => ({
  rows: slacks.map((slack, i) => {
    const row = new Array<number>(labels + 1).fill(0)
    row[slack] = 1
    for (const [j, place] of own.entries()) row[place] = payoff(i, j)
    row[labels] = 1
    return row
  }),
  basis: [...slacks],
  order: slacks,
})

/** Brings a variable into the basis, and gives the one that leaves it. */
const pivot = ({ rows, basis, order }: Tableau, entering: number): number => {
  const last = rows[0]!.length - 1
  let best = -1
  for (const [i, row] of rows.entries())
    if (row[entering]! > ZERO && (best < 0 || comesBefore(row, rows[best]!, entering, [last, ...order]))) best = i
  if (best < 0) throw new Error('Lemke-Howson met an unbounded ray, which payoffs that are finite cannot give')
  const chosen = rows[best]!
  const by = chosen[entering]!
  for (let k = 0; k <= last; k++) chosen[k]! /= by
  for (const [i, row] of rows.entries()) {
    const times = row[entering]!
    if (i === best || times === 0) continue
    for (let k = 0; k <= last; k++) {
      const value = row[k]! - times * chosen[k]!
      row[k] = Math.abs(value) < 1e-14 ? 0 : value
    }
  }
  const leaving = basis[best]!
  basis[best] = entering
  return leaving
}

const comesBefore = (a: readonly number[], b: readonly number[], entering: number, places: readonly number[]) => {
  for (const place of places) {
    const less = a[place]! / a[entering]! - b[place]! / b[entering]!
    if (Math.abs(less) > ZERO) return less < 0
  }
  return false
}

const read = ({ rows, basis }: Tableau, own: readonly number[]): number[] => {
  const weights = own.map((place) => {
    const i = basis.indexOf(place)
    return i < 0 ? 0 : Math.max(0, rows[i]!.at(-1)!)
  })
  const total = weights.reduce((sum, x) => sum + x, 0)
  return weights.map((x) => x / total)
}
