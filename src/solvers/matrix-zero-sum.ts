import { solveLinear } from './linear-program.ts'
import { assess, checkMatrix, type Equilibrium, type Matrix, matrixGame, sizeOf } from './matrix-game.ts'

/**
 * The value of a zero-sum game to the first player (`payoffs[0]`), with a strategy of each player that secures it, by a
 * linear program a player (von Neumann 1928; Dantzig 1951). `payoffs` holds what the first player wins, by row and
 * column.
 */
export const solveZeroSum = async (payoffs: Matrix): Promise<Equilibrium & { readonly value: number }> => {
  checkMatrix(payoffs)
  const game = matrixGame(payoffs)
  const [m, n] = sizeOf(game)
  const secure = async (matrix: Matrix, size: number): Promise<number[]> => {
    const { x } = await solveLinear('the zero-sum game', {
      maximise: [...new Array<number>(size).fill(0), 1],
      free: [size],
      rows: [
        ...matrix.map((row) => ({ coefficients: [...row, -1], min: 0 })),
        { coefficients: [...new Array<number>(size).fill(1), 0], min: 1, max: 1 },
      ],
    })
    const own = x.slice(0, size).map((p) => Math.max(0, p))
    const sum = own.reduce((total, p) => total + p, 0)
    return own.map((p) => p / sum)
  }
  const columns = Array.from({ length: n }, (_, j) => payoffs.map((row) => row[j]!))
  const first = await secure(columns, m)
  const second = await secure(game.payoffs[1], n)
  const solved = assess(game, [first, second])
  return { ...solved, value: solved.payoffs[0] }
}
