import type { Episode } from '../core/event.ts'
import type { AnyProtocol } from '../core/protocol.ts'
import { locateDecisions } from './located-decisions.ts'
import { checkStrategy } from './strategy.ts'
import type { TreeGame, TreeStrategy } from './tree.ts'

/** A strategy as logs show it. */
export interface PlayedStrategy {
  readonly strategy: TreeStrategy
  /** By player and information set: how many decisions it rests on; 0 where `unseen` stands. */
  readonly decisions: readonly Int32Array[]
}

/**
 * The strategy that seats played over many logs, as shares of what they did at each information set; where none of them
 * came, `unseen` stands in (an equilibrium says the least against them). Hand it to `exploitability` or `deviations`.
 * With few decisions at a set its shares are noise, and exploitability comes out too high.
 */
export const playedStrategy = (
  game: TreeGame,
  protocol: AnyProtocol,
  episodes: Iterable<Episode>,
  unseen: TreeStrategy,
): PlayedStrategy => {
  checkStrategy(game, unseen)
  const locate = locateDecisions(game, protocol)
  const decisions = game.players.map(({ sets }) => new Int32Array(sets.length))
  const counts = unseen.map((probabilities) => new Float64Array(probabilities.length))
  for (const episode of episodes)
    for (const { player, set, sequence } of locate(episode)) {
      decisions[player]![set]!++
      counts[player]![sequence]!++
    }
  const strategy = game.players.map(({ sets, first }, i) => {
    const probabilities = Float64Array.from(unseen[i]!)
    for (let set = 0; set < sets.length; set++) {
      const n = decisions[i]![set]!
      if (n > 0) for (let s = first[set]!; s < first[set + 1]!; s++) probabilities[s] = counts[i]![s]! / n
    }
    return probabilities
  })
  return { strategy, decisions }
}
