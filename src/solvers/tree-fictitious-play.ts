import { bestAgainst } from './best-response.ts'
import { planOf } from './extensive/sequences.ts'
import { uniformStrategy } from './strategy.ts'
import { guarantee, type TreeGame, type TreeStrategy } from './tree.ts'

export interface TreeFictitiousPlay {
  /** What all best responses together come to. */
  readonly strategy: TreeStrategy
  readonly iterations: number
  readonly guarantee: string
}

/**
 * Fictitious play on a tree: everyone plays a best response to the average of what the others played before, beginning
 * with every act alike; the average is over plans, so it is one over whole ways of playing (Heinrich et al. 2015).
 */
export const treeFictitiousPlay = (
  game: TreeGame,
  { iterations }: { readonly iterations: number },
): TreeFictitiousPlay => {
  if (!Number.isSafeInteger(iterations) || iterations < 1)
    throw new Error(`iterations must be a whole number of at least 1, not ${iterations}`)
  const { players } = game
  const averages = uniformStrategy(game).map((probabilities, i) => planOf(players[i]!, probabilities))
  for (let t = 1; t <= iterations; t++) {
    const plans = players.map((player, i) =>
      planOf(player, bestAgainst(player, averages.toSpliced(i, 1)).probabilities),
    )
    for (const [i, average] of averages.entries())
      for (let s = 0; s < average.length; s++) average[s]! += (plans[i]![s]! - average[s]!) / (t + 1)
  }
  const strategy = players.map(({ after, first }, i) => {
    const plan = averages[i]!
    const probabilities = new Float64Array(plan.length).fill(1)
    for (let set = 0; set < after.length; set++) {
      const [low, high] = [first[set]!, first[set + 1]!]
      // The plan starts from all acts alike, so no information set is ever without weight.
      for (let s = low; s < high; s++) probabilities[s] = plan[s]! / plan[after[set]!]!
    }
    return probabilities
  })
  return { strategy, iterations, guarantee: guarantee(game) }
}
