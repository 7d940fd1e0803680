import { solveLinear } from './linear-program.ts'

/** A game of coalitions with transferable payoffs, tabulated once. */
export interface CoalitionGame {
  readonly players: readonly string[]
  /** By coalition, as a number whose bit i says that player i is in: what it can secure by itself. */
  readonly worth: Float64Array
}

const MOST_PLAYERS = 12

/**
 * Tabulates a characteristic function over all coalitions of 1 to 12 players; nobody is worth 0. Throws where there are
 * more (their 2^n coalitions are not listed), on a name twice, and on a worth that is not finite.
 */
export const coalitionGame = (
  players: readonly string[],
  worth: (coalition: readonly string[]) => number,
): CoalitionGame => {
  const n = players.length
  if (n < 1 || n > MOST_PLAYERS)
    throw new Error(`a game of coalitions has 1 to ${MOST_PLAYERS} players, whose coalitions are listed; not ${n}`)
  const twice = players.find((player, i) => players.indexOf(player) < i)
  if (twice !== undefined) throw new Error(`${twice} stands twice among the players`)
  const values = new Float64Array(2 ** n)
  for (let coalition = 1; coalition < values.length; coalition++) {
    const members = membersOf(players, coalition)
    const value = worth(members)
    if (!Number.isFinite(value)) throw new Error(`the worth of ${members.join(', ')} is ${value}, not a finite number`)
    values[coalition] = value
  }
  return { players, worth: values }
}

const membersOf = (players: readonly string[], coalition: number): readonly string[] =>
  players.filter((_, i) => coalition & (1 << i))

/** What each player adds to a coalition on average over all orders of joining (Shapley 1953), exactly. */
export const shapleyValue = ({ players, worth }: CoalitionGame): Readonly<Record<string, number>> => {
  const n = players.length
  // By size of the coalition before: the share of orders in which exactly these stand before a player.
  const shares = new Float64Array(n)
  shares[0] = 1 / n
  for (let size = 1; size < n; size++) shares[size] = (shares[size - 1]! * size) / (n - size)
  const values = new Float64Array(n)
  for (let coalition = 0; coalition < worth.length; coalition++) {
    const share = shares[sizeOf(coalition)]!
    for (let i = 0; i < n; i++)
      if (!(coalition & (1 << i))) values[i]! += share * (worth[coalition | (1 << i)]! - worth[coalition]!)
  }
  return Object.fromEntries(players.map((player, i) => [player, values[i]!]))
}

const sizeOf = (coalition: number): number => {
  let size = 0
  for (let rest = coalition; rest; rest &= rest - 1) size++
  return size
}

/** A coalition that could secure more by itself than its members get. */
export interface Blocking {
  readonly coalition: readonly string[]
  readonly worth: number
  /** What it could secure more; above 0. */
  readonly excess: number
}

const TOLERANCE = 1e-9

/** By how much each coalition could do better than its members do, in the order of the table; entry 0 is 0. */
const excesses = ({ players, worth }: CoalitionGame, payoff: Readonly<Record<string, number>>): Float64Array => {
  const gets = new Float64Array(worth.length)
  for (const [i, player] of players.entries()) {
    const own = payoff[player]
    if (own === undefined || !Number.isFinite(own)) throw new Error(`${player} gets ${own}, not a finite number`)
    for (let coalition = 0; coalition < gets.length; coalition++) if (coalition & (1 << i)) gets[coalition]! += own
  }
  return worth.map((value, coalition) => value - gets[coalition]!)
}

const blocks = (excess: number, worth: number): boolean => excess > TOLERANCE * Math.max(1, Math.abs(worth))

/** The coalitions that block a payoff, the one with most to win first. Throws where a player's payoff is not finite. */
export const blockingCoalitions = (
  game: CoalitionGame,
  payoff: Readonly<Record<string, number>>,
): readonly Blocking[] => {
  const found: Blocking[] = []
  for (const [coalition, excess] of excesses(game, payoff).entries()) {
    const worth = game.worth[coalition]!
    if (coalition > 0 && blocks(excess, worth))
      found.push({ coalition: membersOf(game.players, coalition), worth, excess })
  }
  return found.sort((a, b) => b.excess - a.excess)
}

/** The largest excess of any coalition over what its members get: at most 0 where no coalition blocks. */
export const largestExcess = (game: CoalitionGame, payoff: Readonly<Record<string, number>>): number =>
  excesses(game, payoff)
    .subarray(1)
    .reduce((most, excess) => Math.max(most, excess), Number.NEGATIVE_INFINITY)

/** Whether a payoff is in the core (Gillies 1959): it shares out the worth of all, no more, and no coalition blocks it. */
export const inCore = (game: CoalitionGame, payoff: Readonly<Record<string, number>>): boolean => {
  const all = game.worth.at(-1)!
  const excess = excesses(game, payoff).at(-1)!
  return Math.abs(excess) <= TOLERANCE * Math.max(1, Math.abs(all)) && blockingCoalitions(game, payoff).length === 0
}

/**
 * The least core (Maschler, Peleg & Shapley 1979) by a linear program: a payoff that shares out the worth of all and
 * whose largest excess over the other coalitions is the smallest there is. The core is empty where that is above 0.
 */
export const leastCore = async (
  game: CoalitionGame,
): Promise<{ readonly excess: number; readonly payoff: Readonly<Record<string, number>> }> => {
  const { players, worth } = game
  const n = players.length
  const member = (coalition: number): readonly number[] => players.map((_, i) => (coalition & (1 << i) ? 1 : 0))
  const rows: { coefficients: number[]; min: number; max?: number }[] = []
  for (let coalition = 1; coalition < worth.length - 1; coalition++)
    rows.push({ coefficients: [...member(coalition), 1], min: worth[coalition]! })
  const all = worth.at(-1)!
  rows.push({ coefficients: [...member(worth.length - 1), 0], min: all, max: all })
  if (n === 1) return { excess: 0, payoff: { [players[0]!]: all } }
  const { value, x } = await solveLinear('the least core', {
    maximise: [...players.map(() => 0), -1],
    rows,
    free: [...players.keys(), n],
  })
  return { excess: -value, payoff: Object.fromEntries(players.map((player, i) => [player, x[i]!])) }
}
