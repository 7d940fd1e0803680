import { endingValues, otherPlans } from './extensive/sequences.ts'
import { checkStrategy } from './strategy.ts'
import { CHANCE, ENDING, playerOf, type TreeGame, type TreeStrategy } from './tree.ts'

/** What the acts of one seat are worth where it decides, while the others keep to their strategies. */
export interface ActValues {
  /** By information set: the probability with which chance and the others lead there, if the seat itself goes there. */
  readonly reach: Float64Array
  /**
   * By sequence: the payoff the seat can expect, at its information set, from this act with the best it can do
   * afterwards. Without meaning (0) where `reach` is 0. Entry 0 is the value of its best response.
   */
  readonly values: Float64Array
  /** By information set: the most of any act there. */
  readonly best: Float64Array
}

/**
 * Values every act of a seat against the others' strategies. What an act falls short of the best of its set is its
 * regret: over the play of any strategy of the seat, the regrets add up on average to what its best response gains
 * (the performance difference lemma, Kakade & Langford 2002). Throws on a strategy that is none.
 */
export const actValues = (game: TreeGame, seat: string, strategy: TreeStrategy): ActValues => {
  const index = playerOf(game, seat)
  checkStrategy(game, strategy)
  const player = game.players[index]!
  const { after, first } = player
  const reach = reachOf(game, index, strategy)
  const values = new Float64Array(first[after.length]!)
  const best = new Float64Array(after.length)
  endingValues(player, otherPlans(game, strategy, index), values)
  for (let set = after.length - 1; set >= 0; set--) {
    let most = Number.NEGATIVE_INFINITY
    for (let s = first[set]!; s < first[set + 1]!; s++) most = Math.max(most, values[s]!)
    values[after[set]!]! += most
    for (let s = first[set]!; s < first[set + 1]!; s++) values[s] = reach[set]! > 0 ? values[s]! / reach[set]! : 0
    best[set] = reach[set]! > 0 ? most / reach[set]! : 0
  }
  return { reach, values, best }
}

const reachOf = ({ players, tree }: TreeGame, index: number, strategy: TreeStrategy): Float64Array => {
  const { parent, owner, place, branch, chance } = tree
  const reach = new Float64Array(players[index]!.sets.length)
  const nodes = new Float64Array(parent.length)
  for (let node = 0; node < parent.length; node++) {
    const up = parent[node]!
    const by = up < 0 ? ENDING : owner[up]!
    if (by === ENDING || by === index) nodes[node] = up < 0 ? 1 : nodes[up]!
    else if (by === CHANCE) nodes[node] = nodes[up]! * chance[node]!
    else nodes[node] = nodes[up]! * strategy[by]![players[by]!.first[place[up]!]! + branch[node]!]!
    if (owner[node] === index) reach[place[node]!]! += nodes[node]!
  }
  return reach
}
