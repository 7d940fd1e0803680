import {
  actionPayoffs,
  checkMixed,
  type MatrixGame,
  type Mixed,
  matrixGame,
  type Profile,
  sizeOf,
} from './matrix-game.ts'

export interface LevelKOptions {
  /** What level 0 plays; uniform unless said. */
  readonly zero?: Profile
}

const levelZero = (game: MatrixGame, zero: Profile | undefined): Profile => {
  matrixGame(...game.payoffs)
  const sizes = sizeOf(game)
  if (zero)
    return [
      checkMixed(zero[0], sizes[0], 'level 0 of the first player'),
      checkMixed(zero[1], sizes[1], 'level 0 of the second player'),
    ]
  return [new Array<number>(sizes[0]).fill(1 / sizes[0]), new Array<number>(sizes[1]).fill(1 / sizes[1])]
}

const checkLevel = (what: string, k: number): void => {
  if (!(Number.isInteger(k) && k >= 0 && k <= 10_000))
    throw new Error(`${what} is a whole number from 0 to 10000, not ${k}`)
}

/** The best replies to what the other plays, each with the same probability. */
const reply = (game: MatrixGame, player: 0 | 1, against: Mixed): Mixed => {
  const values = actionPayoffs(game, player, against)
  const best = Math.max(...values)
  const near = 1e-9 * Math.max(1, Math.abs(best))
  const among = values.map((value): number => (value >= best - near ? 1 : 0))
  const count = among.reduce((sum, x) => sum + x, 0)
  return among.map((x) => x / count)
}

/**
 * What players of level `k` do: level 0 is uniform unless `zero` says otherwise, and each level replies best to the one
 * below it, with ties played equally often (Stahl & Wilson 1995; Nagel 1995).
 */
export const levelK = (game: MatrixGame, k: number, { zero }: LevelKOptions = {}): Profile => {
  checkLevel('the level', k)
  let below = levelZero(game, zero)
  for (let level = 0; level < k; level++) below = [reply(game, 0, below[1]), reply(game, 1, below[0])]
  return below
}

/** What each level does, and all together. */
export interface CognitiveHierarchy {
  /** By level, from 0. */
  readonly levels: readonly Profile[]
  /** The Poisson share of each level, cut at the highest and summing to 1. */
  readonly shares: readonly number[]
  /** The mixture over the levels: what a population of them does. */
  readonly strategies: Profile
}

/**
 * The cognitive hierarchy of Camerer, Ho & Chong (2004): levels are Poisson with mean `tau` (1.5 is their median over
 * games), cut at `highest`, and each level replies best to the levels below it in their true proportions.
 */
export const cognitiveHierarchy = (
  game: MatrixGame,
  { tau = 1.5, highest = 20, zero }: LevelKOptions & { readonly tau?: number; readonly highest?: number } = {},
): CognitiveHierarchy => {
  if (!(tau >= 0 && tau <= 100)) throw new Error(`tau is from 0 to 100, not ${tau}`)
  checkLevel('the highest level', highest)
  const weights = [Math.exp(-tau)]
  for (let k = 1; k <= highest; k++) weights.push((weights[k - 1]! * tau) / k)
  const levels: Profile[] = [levelZero(game, zero)]
  const upTo = (count: number): Profile => {
    const total = weights.slice(0, count).reduce((sum, w) => sum + w, 0)
    const mix = (player: 0 | 1): Mixed =>
      levels[0]![player].map((_, i) =>
        levels.reduce((sum, each, k) => sum + (weights[k]! / total) * each[player][i]!, 0),
      )
    return [mix(0), mix(1)]
  }
  for (let k = 1; k <= highest; k++) {
    const below = upTo(k)
    levels.push([reply(game, 0, below[1]), reply(game, 1, below[0])])
  }
  const total = weights.reduce((sum, w) => sum + w, 0)
  return { levels, shares: weights.map((w) => w / total), strategies: upTo(highest + 1) }
}
