import type { Player, TreeGame, TreeStrategy } from '../tree.ts'

/** How likely a player's own acts are to make each of its sequences, under its probabilities. */
export const planOf = (
  { after, first }: Player,
  probabilities: Float64Array,
  plan: Float64Array = new Float64Array(probabilities.length),
): Float64Array => {
  plan[0] = 1
  const sets = after.length | 0
  for (let set = 0, s = 1; set < sets; set++) {
    const reach = plan[after[set]!]!
    for (const end = first[set + 1]!; s < end; s++) plan[s] = reach * probabilities[s]!
  }
  return plan
}

/**
 * What the endings right after each sequence of a player are worth to it, weighted with how likely chance and the
 * others (by their plans, in the order of the players, without its own) come there.
 */
export const endingValues = (player: Player, plans: readonly Float64Array[], values: Float64Array): void => {
  const { rows, others, weights } = player
  const n = plans.length
  if (n === 1) {
    endingValuesOfTwo(rows, others, weights, plans[0]!, values)
    return
  }
  for (let s = 0; s < values.length; s++) {
    let value = 0
    for (let k = rows[s]!; k < rows[s + 1]!; k++) {
      let weight = weights[k]!
      for (let i = 0; i < n; i++) weight *= plans[i]![others[k * n + i]!]!
      value += weight
    }
    values[s] = value
  }
}

const endingValuesOfTwo = (
  rows: Int32Array,
  others: Int32Array,
  weights: Float64Array,
  plan: Float64Array,
  values: Float64Array,
): void => {
  let k = 0
  for (let s = 0; s < values.length; s++) {
    const end = rows[s + 1]!
    let even = 0
    let odd = 0
    for (; k + 1 < end; k += 2) {
      even += weights[k]! * plan[others[k]!]!
      odd += weights[k + 1]! * plan[others[k + 1]!]!
    }
    if (k < end) even += weights[k]! * plan[others[k++]!]!
    values[s] = even + odd
  }
}

/** The plans of all players but one. */
export const otherPlans = (game: TreeGame, strategy: TreeStrategy, player: number): Float64Array[] =>
  game.players.flatMap((each, i) => (i === player ? [] : [planOf(each, strategy[i]!)]))

/** What a player can expect from its own probabilities against the plans of the others. */
export const valueAgainst = (player: Player, plans: readonly Float64Array[], probabilities: Float64Array): number => {
  const { after, first } = player
  const values = new Float64Array(probabilities.length)
  endingValues(player, plans, values)
  for (let set = after.length - 1; set >= 0; set--) {
    let value = 0
    for (let s = first[set]!; s < first[set + 1]!; s++) value += probabilities[s]! * values[s]!
    values[after[set]!]! += value
  }
  return values[0]!
}
