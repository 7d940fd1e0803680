import { firstDependentColumn, qr, qrSolve } from '../math/linear.ts'
import {
  actionPayoffs,
  assess,
  distinct,
  type Equilibrium,
  type Matrix,
  type MatrixGame,
  type Mixed,
  matrixGame,
  sizeOf,
} from './matrix-game.ts'

/**
 * Every equilibrium found, and whether the game is degenerate, so that there may be continua of others between them.
 */
export interface Enumerated {
  readonly equilibria: readonly Equilibrium[]
  readonly degenerate: boolean
}

/** So many pairs of supports, or vertices of each side, are gone through. */
const MOST = 200_000
const NEAR = 1e-9

/**
 * All Nash equilibria of a small game by support enumeration (Dickhaut & Kaplan 1991; Nisan et al. 2007, Algorithm
 * 3.4): both players mix over the same number of actions. It is complete for games that are not degenerate;
 * `degenerate` says where some strategy has more best replies than actions it mixes, and `vertexEnumeration` is
 * complete there too. Throws where there are more than 200,000 pairs of supports (10 x 10 is possible); use
 * `lemkeHowson` there.
 */
export const supportEnumeration = (game: MatrixGame): Enumerated => {
  matrixGame(...game.payoffs)
  const [m, n] = sizeOf(game)
  refuse('support enumeration', m, n)
  const columns = transposed(game.payoffs[1])
  const found: Equilibrium[] = []
  let degenerate = false
  for (let size = 1; size <= Math.min(m, n); size++)
    for (const rows of subsets(m, size))
      for (const others of subsets(n, size)) {
        const second = indifferent(game.payoffs[0], rows, others)
        const first = second && indifferent(columns, others, rows)
        if (!second || !first) continue
        const each = assess(game, [first, second])
        if (each.gain > NEAR * scaleOf(game)) continue
        found.push(each)
        degenerate ||= [0, 1].some((player) => hasMoreReplies(game, player as 0 | 1, each.strategies[player]!))
      }
  return { equilibria: distinct(found), degenerate: degenerate || distinct(found).length % 2 === 0 }
}

/**
 * All extreme Nash equilibria, of degenerate games too, by enumerating the vertices of both best-reply polyhedra
 * (Mangasarian 1964; Avis et al. 2010). Every equilibrium is a mixture of some of these: any x of a pair with any y of
 * a pair, where all such pairs are listed. Throws where there are more than 200,000 candidates; 9 x 9 is possible.
 */
export const vertexEnumeration = (game: MatrixGame): Enumerated => {
  matrixGame(...game.payoffs)
  const [m, n] = sizeOf(game)
  refuse('vertex enumeration', m, n)
  const seconds = vertices(game.payoffs[0], n)
  const firsts = vertices(transposed(game.payoffs[1]), m)
  const near = NEAR * scaleOf(game)
  const found = firsts
    .flatMap((first) => seconds.map((second) => assess(game, [first, second])))
    .filter(({ gain }) => gain <= near)
  const degenerate = found.some(({ strategies }) =>
    [0, 1].some((player) => hasMoreReplies(game, player as 0 | 1, strategies[player]!)),
  )
  return { equilibria: distinct(found), degenerate }
}

/** The number of ways to choose k of n. */
const choose = (n: number, k: number): number => {
  let ways = 1
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i
  return ways
}

const refuse = (what: string, m: number, n: number): void => {
  const ways = choose(m + n, m)
  if (ways > MOST)
    throw new Error(
      `${what} of a ${m} x ${n} game goes through ${Math.round(ways)} candidates, and ${MOST} is the most; lemkeHowson finds one equilibrium of larger games`,
    )
}

const scaleOf = ({ payoffs }: MatrixGame): number => Math.max(1, ...payoffs.flat(2).map(Math.abs))
const transposed = (matrix: Matrix): number[][] => matrix[0]!.map((_, j) => matrix.map((row) => row[j]!))

function* subsets(n: number, size: number, from = 0): Generator<number[]> {
  if (size === 0) yield []
  else for (let i = from; i <= n - size; i++) for (const rest of subsets(n, size - 1, i + 1)) yield [i, ...rest]
}

/** The mixture over `own` that makes all of `replies` pay the same, where there is just one and it is a mixture. */
const indifferent = (matrix: Matrix, replies: readonly number[], own: readonly number[]): Mixed | null => {
  const size = own.length + 1
  const system = new Float64Array((replies.length + 1) * size)
  for (const [i, reply] of replies.entries()) {
    for (const [j, action] of own.entries()) system[i * size + j] = matrix[reply]![action]!
    system[i * size + own.length] = -1
  }
  system.fill(1, replies.length * size, replies.length * size + own.length)
  const rows = replies.length + 1
  const right = new Float64Array(rows)
  right[rows - 1] = 1
  const factored = qr(system, rows, size)
  if (firstDependentColumn(system, rows, size, 1e-10, factored) >= 0) return null
  const solved = qrSolve(factored, right)
  const mixed = new Array<number>(matrix[0]!.length).fill(0)
  for (const [j, action] of own.entries()) {
    if (solved[j]! < -NEAR) return null
    mixed[action] = Math.max(0, solved[j]!)
  }
  const sum = mixed.reduce((total, p) => total + p, 0)
  return mixed.map((p) => p / sum)
}

/** The vertices of the strategies together with the value of the best reply: some actions unused, some replies best. */
const vertices = (matrix: Matrix, size: number): Mixed[] => {
  const found: Mixed[] = []
  const limit = NEAR * Math.max(1, ...matrix.flat().map(Math.abs))
  for (let k = 1; k <= Math.min(size, matrix.length); k++)
    for (const own of subsets(size, k))
      for (const replies of subsets(matrix.length, k)) {
        const mixed = indifferent(matrix, replies, own)
        if (!mixed) continue
        const values = matrix.map((row) => row.reduce((sum, x, j) => sum + x * mixed[j]!, 0))
        if (Math.max(...values) > values[replies[0]!]! + limit) continue
        if (!found.some((other) => other.every((p, i) => Math.abs(p - mixed[i]!) < 1e-9))) found.push(mixed)
      }
  return found
}

/** Whether a strategy has more best replies than actions that it mixes, which makes a game degenerate. */
const hasMoreReplies = (game: MatrixGame, player: 0 | 1, strategy: Mixed): boolean => {
  const values = actionPayoffs(game, player === 0 ? 1 : 0, strategy)
  const best = Math.max(...values)
  const replies = values.filter((value) => value >= best - NEAR * scaleOf(game)).length
  return replies > strategy.filter((p) => p > 1e-9).length
}
