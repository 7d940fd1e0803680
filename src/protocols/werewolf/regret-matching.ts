/** What the row player wins, by row and column; the column player loses it. */
export type Payoffs = readonly (readonly number[])[]

/** Rock, paper, scissors, Spock, lizard: each beats two others. Its one symmetric equilibrium plays all five equally. */
export const RPSSL: Payoffs = [
  [0, -1, 1, -1, 1],
  [1, 0, -1, 1, -1],
  [-1, 1, 0, -1, 1],
  [1, -1, 1, 0, -1],
  [-1, 1, -1, 1, 0],
]

const rowValues = (payoffs: Payoffs, y: readonly number[]): number[] =>
  payoffs.map((row) => row.reduce((sum, u, j) => sum + u * y[j]!, 0))
const columnValues = (payoffs: Payoffs, x: readonly number[]): number[] =>
  payoffs[0]!.map((_, j) => payoffs.reduce((sum, row, i) => sum + x[i]! * row[j]!, 0))

/** What both players together could gain by a best response: 0 at an equilibrium. */
export const exploitability = (payoffs: Payoffs, [x, y]: readonly [readonly number[], readonly number[]]): number =>
  Math.max(...rowValues(payoffs, y)) - Math.min(...columnValues(payoffs, x))

const matched = (regrets: readonly number[]): number[] => {
  const positive = regrets.map((r) => Math.max(r, 0))
  const total = positive.reduce((sum, r) => sum + r, 0)
  return positive.map((r) => (total > 0 ? r / total : 1 / regrets.length))
}

export interface RegretMatchingOptions {
  readonly steps: number
  /** Regrets to begin with; all 0 unless given. */
  readonly regrets?: readonly [readonly number[], readonly number[]]
}

/**
 * Simultaneous regret matching on a zero-sum matrix game (Hart & Mas-Colell 2000): each plays in proportion to its
 * positive regrets, and the average strategies approach an equilibrium. Throws on a ragged or empty matrix.
 */
export const regretMatching = (payoffs: Payoffs, { steps, regrets }: RegretMatchingOptions) => {
  const [m, n] = [payoffs.length, payoffs[0]?.length ?? 0]
  if (n === 0 || payoffs.some((row) => row.length !== n || !row.every(Number.isFinite)))
    throw new Error('regret matching needs a full matrix of finite payoffs')
  if (!(Number.isInteger(steps) && steps >= 1)) throw new Error(`steps must be a whole number above 0, not ${steps}`)
  const own = [regrets?.[0] ?? new Array<number>(m).fill(0), regrets?.[1] ?? new Array<number>(n).fill(0)] as const
  if (own[0].length !== m || own[1].length !== n) throw new Error(`regrets must be ${m} and ${n} numbers`)
  const [r, s] = [[...own[0]], [...own[1]]]
  const sums = [new Array<number>(m).fill(0), new Array<number>(n).fill(0)] as const
  for (let t = 0; t < steps; t++) {
    const [x, y] = [matched(r), matched(s)]
    for (let i = 0; i < m; i++) sums[0][i]! += x[i]!
    for (let j = 0; j < n; j++) sums[1][j]! += y[j]!
    const [rows, columns] = [rowValues(payoffs, y), columnValues(payoffs, x)]
    const value = rows.reduce((sum, u, i) => sum + u * x[i]!, 0)
    for (let i = 0; i < m; i++) r[i]! += rows[i]! - value
    for (let j = 0; j < n; j++) s[j]! += value - columns[j]!
  }
  const average = [sums[0].map((each) => each / steps), sums[1].map((each) => each / steps)] as const
  return { strategies: average, exploitability: exploitability(payoffs, average) }
}
