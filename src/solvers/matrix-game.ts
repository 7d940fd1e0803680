/** Payoffs by row (the first player's action) and column (the second's). */
export type Matrix = readonly (readonly number[])[]

/** A game of two players in normal form: a payoff matrix each, of the same shape. */
export interface MatrixGame {
  readonly payoffs: readonly [first: Matrix, second: Matrix]
}

/** A mixed strategy: one probability an action, in the order of the actions. */
export type Mixed = readonly number[]
export type Profile = readonly [first: Mixed, second: Mixed]

/** A pair of strategies with what it pays and how far it is from an equilibrium. */
export interface Equilibrium {
  readonly strategies: Profile
  readonly payoffs: readonly [number, number]
  /** The most either player could gain by playing otherwise; 0 at a Nash equilibrium. */
  readonly gain: number
}

/** A payoff matrix, checked: throws where it is empty or ragged, or holds a number that is not finite. */
export const checkMatrix = (matrix: Matrix, what = 'the payoff matrix'): Matrix => {
  const width = matrix[0]?.length ?? 0
  if (width === 0) throw new Error(`${what} is empty; it needs a row and a column at least`)
  for (const [i, row] of matrix.entries()) {
    if (row.length !== width) throw new Error(`${what}: row ${i} has ${row.length} entries, and row 0 has ${width}`)
    const bad = row.findIndex((x) => !Number.isFinite(x))
    if (bad >= 0) throw new Error(`${what}: row ${i}, column ${bad} is ${row[bad]}; payoffs are finite numbers`)
  }
  return matrix
}

/** A game of two players from their payoff matrices; with one matrix, the second player loses what the first wins. */
export const matrixGame = (
  first: Matrix,
  second: Matrix = first.map((row) => row.map((x) => (x === 0 ? 0 : -x))),
): MatrixGame => {
  checkMatrix(first, "the first player's payoffs")
  checkMatrix(second, "the second player's payoffs")
  if (first.length !== second.length || first[0]!.length !== second[0]!.length)
    throw new Error(
      `the payoff matrices are ${first.length} x ${first[0]!.length} and ${second.length} x ${second[0]!.length}; they need the same shape`,
    )
  return { payoffs: [first, second] }
}

/** The number of actions of each player. */
export const sizeOf = ({ payoffs: [first] }: MatrixGame): readonly [rows: number, columns: number] => [
  first.length,
  first[0]!.length,
]

/**
 * A mixed strategy of `size` actions, checked: throws where it has another length, or is no probability distribution to
 * 1e-9.
 */
export const checkMixed = (strategy: Mixed, size: number, what: string): Mixed => {
  if (strategy.length !== size) throw new Error(`${what} has ${strategy.length} entries for ${size} actions`)
  if (!strategy.every((p) => p >= 0 && p <= 1 + 1e-9))
    throw new Error(`${what} holds ${strategy.find((p) => !(p >= 0 && p <= 1 + 1e-9))}, which is no probability`)
  const sum = strategy.reduce((total, p) => total + p, 0)
  if (Math.abs(sum - 1) > 1e-9) throw new Error(`${what} sums to ${sum}, not 1`)
  return strategy
}

/** What each action of a player pays on average against a mixed strategy of the other. */
export const actionPayoffs = ({ payoffs }: MatrixGame, player: 0 | 1, against: Mixed): number[] => {
  const matrix = payoffs[player]
  if (player === 0) return matrix.map((row) => row.reduce((sum, x, j) => sum + x * against[j]!, 0))
  return matrix[0]!.map((_, j) => against.reduce((sum, p, i) => sum + p * matrix[i]![j]!, 0))
}

/** What a pair of strategies pays each player, and the most either could gain by playing otherwise. */
export const assess = (game: MatrixGame, strategies: Profile): Equilibrium => {
  const sides = ([0, 1] as const).map((player) => {
    const values = actionPayoffs(game, player, strategies[1 - player]!)
    const payoff = values.reduce((sum, value, i) => sum + value * strategies[player]![i]!, 0)
    return { payoff, gain: Math.max(...values) - payoff }
  })
  return { strategies, payoffs: [sides[0]!.payoff, sides[1]!.payoff], gain: Math.max(0, ...sides.map((s) => s.gain)) }
}

/** Every different equilibrium of a list, to 1e-7 in each probability. */
export const distinct = (found: readonly Equilibrium[]): Equilibrium[] => {
  const kept: Equilibrium[] = []
  const near = (a: Equilibrium, b: Equilibrium) =>
    [0, 1].every((side) => a.strategies[side]!.every((p, i) => Math.abs(p - b.strategies[side]![i]!) < 1e-7))
  for (const each of found) if (!kept.some((other) => near(each, other))) kept.push(each)
  return kept
}
