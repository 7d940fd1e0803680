import { solveLinear } from './linear-program.ts'
import { checkMatrix, type Matrix, type MatrixGame, matrixGame, sizeOf } from './matrix-game.ts'

/** A distribution over pairs of actions that nobody gains by leaving. */
export interface Correlated {
  /** By row and column; sums to 1. */
  readonly distribution: Matrix
  readonly payoffs: readonly [number, number]
  /** What was maximised, as it came out. */
  readonly objective: number
  /** The most either player could gain by leaving it, beyond rounding 0. */
  readonly gain: number
}

export interface CorrelatedOptions {
  /** What is maximised over all equilibria, by row and column; without it, the sum of the payoffs. */
  readonly objective?: Matrix
}

/**
 * The correlated equilibrium (Aumann 1974) that is best by an objective, welfare unless said, by linear programming:
 * whoever is told an action of the pair that was drawn does best to play it.
 */
export const correlatedEquilibrium = (game: MatrixGame, options: CorrelatedOptions = {}): Promise<Correlated> =>
  best('the correlated equilibrium', game, options, ({ payoffs: [first, second] }, m, n) => {
    const rows: number[][] = []
    for (let told = 0; told < m; told++)
      for (let other = 0; other < m; other++)
        if (other !== told) rows.push(cells(m, n, (i, j) => (i === told ? first[told]![j]! - first[other]![j]! : 0)))
    for (let told = 0; told < n; told++)
      for (let other = 0; other < n; other++)
        if (other !== told) rows.push(cells(m, n, (i, j) => (j === told ? second[i]![told]! - second[i]![other]! : 0)))
    return rows
  })

/**
 * The coarse correlated equilibrium (Moulin & Vial 1978) that is best by an objective, welfare unless said: nobody does
 * better by one fixed action, chosen before anything is told. It is what play without external regret comes to.
 */
export const coarseCorrelatedEquilibrium = (game: MatrixGame, options: CorrelatedOptions = {}): Promise<Correlated> =>
  best('the coarse correlated equilibrium', game, options, ({ payoffs: [first, second] }, m, n) => [
    ...Array.from({ length: m }, (_, other) => cells(m, n, (i, j) => first[i]![j]! - first[other]![j]!)),
    ...Array.from({ length: n }, (_, other) => cells(m, n, (i, j) => second[i]![j]! - second[i]![other]!)),
  ])

const cells = (m: number, n: number, value: (i: number, j: number) => number): number[] =>
  Array.from({ length: m * n }, (_, k) => value(Math.floor(k / n), k % n))

const best = async (
  what: string,
  game: MatrixGame,
  { objective }: CorrelatedOptions,
  constraints: (game: MatrixGame, m: number, n: number) => number[][],
): Promise<Correlated> => {
  const [first, second] = matrixGame(...game.payoffs).payoffs
  const [m, n] = sizeOf(game)
  if (objective) {
    checkMatrix(objective, `the objective of ${what}`)
    if (objective.length !== m || objective[0]!.length !== n)
      throw new Error(
        `the objective of ${what} is ${objective.length} x ${objective[0]!.length}; the game is ${m} x ${n}`,
      )
  }
  const rows = constraints(game, m, n)
  const { x, value } = await solveLinear(what, {
    maximise: cells(m, n, (i, j) => (objective ? objective[i]![j]! : first[i]![j]! + second[i]![j]!)),
    rows: [
      ...rows.map((coefficients) => ({ coefficients, min: 0 })),
      { coefficients: new Array<number>(m * n).fill(1), min: 1, max: 1 },
    ],
  })
  const p = x.map((share) => Math.max(0, share))
  const mean = (matrix: Matrix) => p.reduce((sum, share, k) => sum + share * matrix[Math.floor(k / n)]![k % n]!, 0)
  const gain = Math.max(0, ...rows.map((row) => -row.reduce((sum, c, k) => sum + c * p[k]!, 0)))
  const distribution = Array.from({ length: m }, (_, i) => p.slice(i * n, (i + 1) * n))
  return { distribution, payoffs: [mean(first), mean(second)], objective: value, gain }
}
