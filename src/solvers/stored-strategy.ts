import { canonical, type Json } from '../core/json.ts'
import type { SeatId } from '../core/protocol.ts'
import { checkStrategy } from './strategy.ts'
import type { PlainAct, Player, TreeGame, TreeStrategy } from './tree.ts'

/** What a seat does at one information set, as a strategy file holds it. */
export interface StoredSet {
  readonly role: string
  /** Its own last decision: the set's number in this list, and the act's in that set; null where there is none. */
  readonly after: readonly [set: number, act: number] | null
  readonly view: Json
  readonly acts: readonly PlainAct[]
  readonly chances: readonly number[]
}

/** A strategy for every seat as plain data: a file of it can play as a mind. */
export interface StoredStrategy {
  readonly format: 'suasion strategy 1'
  readonly protocol: string
  readonly version: number
  readonly params: Readonly<Record<string, Json>>
  readonly grid: Readonly<Record<string, number>>
  readonly information: 'view' | 'chain'
  /** How it was found, in words. */
  readonly source: string
  readonly seats: Readonly<Record<SeatId, readonly StoredSet[]>>
}

/** A strategy as plain data, with how it was found. */
export const storeStrategy = (game: TreeGame, strategy: TreeStrategy, source: string): StoredStrategy => {
  checkStrategy(game, strategy)
  const { protocol, version, params, grid, information, players } = game
  return {
    format: 'suasion strategy 1',
    protocol,
    version,
    params: params as Readonly<Record<string, Json>>,
    grid,
    information,
    source,
    seats: Object.fromEntries(players.map((player, i) => [player.seat, storedSets(player, strategy[i]!)])),
  }
}

const storedSets = ({ sets, after, first }: Player, probabilities: Float64Array): readonly StoredSet[] => {
  const setOf = new Int32Array(first[sets.length]!)
  for (let set = 0; set < sets.length; set++) setOf.fill(set, first[set]!, first[set + 1]!)
  return sets.map(({ role, view, acts }, set) => {
    const last = after[set]!
    const before = setOf[last]!
    return {
      role,
      after: last === 0 ? null : [before, last - first[before]!],
      view,
      acts,
      chances: [...probabilities.subarray(first[set]!, first[set + 1]!)],
    }
  })
}

/** A stored strategy in the arrays of a game; throws, naming the state, where the game asks what it has no answer to. */
export const readStrategy = (game: TreeGame, stored: StoredStrategy): TreeStrategy => {
  if (stored.protocol !== game.protocol)
    throw new Error(`the strategy is for ${stored.protocol}, and the game is ${game.protocol}`)
  if (stored.information !== game.information)
    throw new Error(
      `the strategy is by the ${stored.information} of what is seen, and ${game.protocol} by the ${game.information}`,
    )
  const strategy = game.players.map((player) => readPlayer(player, stored.seats[player.seat] ?? [], game))
  checkStrategy(game, strategy)
  return strategy
}

const readPlayer = (
  player: Player,
  stored: readonly StoredSet[],
  { information, protocol }: TreeGame,
): Float64Array => {
  const { seat, sets, after, first } = player
  const key = (role: string, view: Json, last: string): string =>
    `${information === 'view' ? '' : last} ${role} ${canonical(view)}`
  const lastOf = (last: StoredSet['after']): string =>
    last ? `${last[0]} ${canonical(stored[last[0]]?.acts[last[1]])}` : ''
  const known = new Map(stored.map((set, i) => [key(set.role, set.view, lastOf(set.after)), i]))
  const probabilities = new Float64Array(first[sets.length]!)
  probabilities[0] = 1
  // By sequence: how the strategy's own list names the decision before.
  const names = new Array<string>(probabilities.length).fill('')
  for (const [set, { role, view, acts }] of sets.entries()) {
    const found = known.get(key(role, view, names[after[set]!]!))
    const answer = found === undefined ? undefined : stored[found]
    if (!answer) throw new Error(`the strategy has nothing for ${seat} (${role}) of ${protocol} at ${canonical(view)}`)
    const texts = answer.acts.map((act) => canonical(act))
    for (const [i, act] of acts.entries()) {
      const at = texts.indexOf(canonical(act))
      if (at >= 0) probabilities[first[set]! + i] = answer.chances[at]!
      names[first[set]! + i] = `${found} ${canonical(act)}`
    }
  }
  return probabilities
}
