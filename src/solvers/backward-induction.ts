import type { SeatId } from '../core/protocol.ts'
import { CHANCE, ENDING, type TreeGame, type TreeStrategy } from './tree.ts'

export interface BackwardInduction {
  /** Pure, and best at every decision whether it is reached or not; the first of equal acts is taken. */
  readonly strategy: TreeStrategy
  readonly values: Readonly<Record<SeatId, number>>
}

/** The seat and view of a decision that is made without knowing all that happened, or null in a game of perfect information. */
export const hiddenDecision = ({ players }: TreeGame): string | null => {
  for (const { seat, sets } of players)
    for (const { nodes, view } of sets) if (nodes > 1) return `${seat} at ${JSON.stringify(view)}`
  return null
}

/**
 * The subgame-perfect equilibrium of a game of perfect information, from the endings to the root (Zermelo 1913; Selten
 * 1965). Throws where a seat cannot tell two nodes apart, naming seat and view.
 */
export const backwardInduction = (game: TreeGame): BackwardInduction => {
  const { protocol, players, tree } = game
  const hidden = hiddenDecision(game)
  if (hidden)
    throw new Error(
      `${protocol} is not of perfect information: ${hidden} could be in several places. Use cfr or cfr+ instead`,
    )
  const { parent, owner, place, branch, chance, payoffs } = tree
  const n = players.length
  const nodes = parent.length
  const values = new Float64Array(nodes * n)
  const best = new Int32Array(nodes).fill(-1)
  for (let node = nodes - 1; node >= 0; node--) {
    if (owner[node] === ENDING) for (let i = 0; i < n; i++) values[node * n + i] = payoffs[place[node]! * n + i]!
    const up = parent[node]!
    if (up < 0) continue
    const decides = owner[up]!
    if (decides === CHANCE) {
      for (let i = 0; i < n; i++) values[up * n + i]! += chance[node]! * values[node * n + i]!
    } else if (best[up]! < 0 || values[node * n + decides]! >= values[up * n + decides]!) {
      // Children are met from the last to the first, so that the first of equals stands in the end.
      best[up] = branch[node]!
      for (let i = 0; i < n; i++) values[up * n + i] = values[node * n + i]!
    }
  }
  const strategy = players.map(({ after, first }) => new Float64Array(first[after.length]!))
  for (const probabilities of strategy) probabilities[0] = 1
  for (let node = 0; node < nodes; node++) {
    const player = owner[node]!
    if (player >= 0) strategy[player]![players[player]!.first[place[node]!]! + best[node]!] = 1
  }
  return { strategy, values: Object.fromEntries(players.map(({ seat }, i) => [seat, values[i]!])) }
}
