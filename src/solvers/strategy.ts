import type { TreeGame, TreeStrategy } from './tree.ts'

/** Every act of every information set with the same probability. */
export const uniformStrategy = ({ players }: TreeGame): TreeStrategy =>
  players.map(({ after, first }) => {
    const probabilities = new Float64Array(first[after.length]!)
    probabilities[0] = 1
    for (let set = 0; set < after.length; set++)
      probabilities.fill(1 / (first[set + 1]! - first[set]!), first[set]!, first[set + 1]!)
    return probabilities
  })

/** Throws, naming seat and information set, where probabilities are none, or do not sum to 1. */
export const checkStrategy = ({ protocol, players }: TreeGame, strategy: TreeStrategy): void => {
  if (strategy.length !== players.length)
    throw new Error(`${protocol} has ${players.length} players, and the strategy is of ${strategy.length}`)
  for (const [i, { seat, sets, after, first }] of players.entries()) {
    const probabilities = strategy[i]!
    if (probabilities.length !== first[after.length])
      throw new Error(
        `the strategy of ${seat} has ${probabilities.length} sequences, and ${protocol} ${first[after.length]}`,
      )
    for (const [set, { view }] of sets.entries()) {
      let total = 0
      for (let s = first[set]!; s < first[set + 1]!; s++)
        total += probabilities[s]! >= 0 ? probabilities[s]! : Number.NaN
      if (!(Math.abs(total - 1) < 1e-6))
        throw new Error(`the probabilities of ${seat} at ${JSON.stringify(view)} sum to ${total}, not to 1`)
    }
  }
}
