import { luckOf } from 'suasion'
import { configOf, settingsOf } from './config.ts'
import { type Buffers, buffersOf, outcomeOf, restart, step } from './kernel.ts'
import type { Settings } from './params.ts'

/** Writes what each of the players invests into `acts`, from what has happened; called once a round. */
export type Joint = (buffers: Buffers, acts: Float64Array, episode: number) => void

/** What some episodes came to. */
export interface Returns {
  /** Sum of the rewards of each player, episodes after one another. */
  readonly returns: Float64Array
  readonly rounds: Int32Array
}

/** The complementarity of one episode: the environment's own, or drawn from [.20, .90] where it is hidden. */
export const gammaOf = (gamma: number, luck: { uniform(): number }): number =>
  Number.isNaN(gamma) ? 0.2 + 0.7 * luck.uniform() : gamma

/**
 * Plays whole episodes on the kernel, with one function for all seats: what simulations of many rounds should call.
 * The same rules as the protocol's; `key` addresses the complementarity where it is drawn. Throws on unknown settings,
 * on fewer than one episode, and where `joint` left something that is no number.
 */
export const batch = (given: Partial<Settings>, joint: Joint, episodes = 1, key = 'batch'): Returns => {
  const config = configOf(settingsOf(given))
  if (!(Number.isInteger(episodes) && episodes > 0)) throw new Error(`batch plays 1 episode or more, not ${episodes}`)
  const { players, gamma } = config
  const gammas = Array.from({ length: episodes }, (_, e) => gammaOf(gamma, luckOf(key).of('complementarity', e)))
  const buffers = buffersOf(config, gammas[0]!)
  const out = outcomeOf(config)
  const acts = new Float64Array(players)
  const returns = new Float64Array(episodes * players)
  const rounds = new Int32Array(episodes)
  for (let episode = 0; episode < episodes; episode++) {
    restart(config, buffers, gammas[episode]!)
    out.over = false
    while (!out.over) {
      joint(buffers, acts, episode)
      step(config, buffers, acts, out)
      for (let i = 0; i < players; i++) returns[episode * players + i]! += out.rewards[i]!
    }
    rounds[episode] = buffers.round
  }
  const wrong = returns.findIndex((x) => !Number.isFinite(x))
  if (wrong >= 0)
    throw new Error(`batch: player ${wrong % players} was left with ${returns[wrong]}; every act must be a number`)
  return { returns, rounds }
}

/** All players invest the same share of their endowment (0 to 1) in every round: sum of all rewards, and the rounds played. */
export const constantReturn = (given: Partial<Settings>, share: number): { total: number; rounds: number } => {
  const { endowment } = configOf(settingsOf(given))
  const { returns, rounds } = batch(given, (_, acts) => {
    for (let i = 0; i < acts.length; i++) acts[i] = share * endowment[i]!
  })
  return { total: returns.reduce((sum, x) => sum + x, 0), rounds: rounds[0]! }
}
