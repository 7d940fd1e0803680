import { endingValues, otherPlans } from './extensive/sequences.ts'
import { checkStrategy } from './strategy.ts'
import { type Player, playerOf, type TreeGame, type TreeStrategy } from './tree.ts'

/** The most one seat can get against what the others do, and one way of getting it. */
export interface BestResponse {
  readonly value: number
  /** Pure: by sequence, 1 for the act to take at each information set and 0 for others; the first of equals is taken. */
  readonly probabilities: Float64Array
}

/** The exact best response of a seat to the others' strategies, over its information sets. */
export const bestResponse = (game: TreeGame, seat: string, strategy: TreeStrategy): BestResponse => {
  const player = playerOf(game, seat)
  checkStrategy(game, strategy)
  return bestAgainst(game.players[player]!, otherPlans(game, strategy, player))
}

/** The same against plans, for a player by itself. */
export const bestAgainst = (player: Player, plans: readonly Float64Array[]): BestResponse => {
  const { after, first } = player
  const values = new Float64Array(first[after.length]!)
  const probabilities = new Float64Array(values.length)
  probabilities[0] = 1
  endingValues(player, plans, values)
  for (let set = after.length - 1; set >= 0; set--) {
    let best = first[set]!
    for (let s = best + 1; s < first[set + 1]!; s++) if (values[s]! > values[best]!) best = s
    probabilities[best] = 1
    values[after[set]!]! += values[best]!
  }
  return { value: values[0]!, probabilities }
}
