import { assess, type Equilibrium, type MatrixGame, matrixGame, sizeOf } from './matrix-game.ts'

/** How often each action was played, as strategies, after so many rounds. */
export interface FictitiousPlay extends Equilibrium {
  readonly rounds: number
  /** The rounds (from 0) at which the pair of actions changed. */
  readonly switches: readonly number[]
  /** `gain` of the frequencies after 1, 2, 4, 8, ... rounds: it falls to 0 where play converges. */
  readonly gains: readonly number[]
}

/**
 * Fictitious play (Brown 1951): both players reply best, at the same time, to how often the other has played each
 * action so far. The frequencies converge in zero-sum games and many others, and not in all (Shapley 1964). `start` is
 * the first pair of actions; ties go to the first action. `rounds` is 1 to 10,000,000.
 */
export const fictitiousPlay = (
  game: MatrixGame,
  { rounds, start = [0, 0] }: { readonly rounds: number; readonly start?: readonly [number, number] },
): FictitiousPlay => {
  const { payoffs } = matrixGame(...game.payoffs)
  const [m, n] = sizeOf(game)
  if (!(Number.isInteger(rounds) && rounds >= 1 && rounds <= 10_000_000))
    throw new Error(`the number of rounds is a whole number from 1 to 10000000, not ${rounds}`)
  let [i, j] = start
  if (!(i in payoffs[0] && j in payoffs[0][0]!))
    throw new Error(`the first actions are ${start}; the game has ${m} and ${n} actions, counted from 0`)
  const [first, second] = payoffs
  const counts = [new Float64Array(m), new Float64Array(n)] as const
  // What each action would have won over all rounds so far: sums, so that a round costs no product.
  const sums = [new Float64Array(m), new Float64Array(n)] as const
  const frequencies = (played: number) =>
    counts.map((count) => Array.from(count, (c) => c / played)) as [number[], number[]]
  const switches: number[] = []
  const gains: number[] = []
  for (let round = 0; round < rounds; round++) {
    counts[0][i]!++
    counts[1][j]!++
    for (let k = 0; k < m; k++) sums[0][k]! += first[k]![j]!
    for (let k = 0; k < n; k++) sums[1][k]! += second[i]![k]!
    if (((round + 1) & round) === 0) gains.push(assess(game, frequencies(round + 1)).gain)
    const [before, other] = [i, j]
    i = largest(sums[0])
    j = largest(sums[1])
    if ((i !== before || j !== other) && round + 1 < rounds) switches.push(round + 1)
  }
  return { ...assess(game, frequencies(rounds)), rounds, switches, gains }
}

const largest = (values: Float64Array): number => {
  let best = 0
  for (let k = 1; k < values.length; k++) if (values[k]! > values[best]! + 1e-12) best = k
  return best
}
