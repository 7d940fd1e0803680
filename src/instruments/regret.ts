import { type AnyProtocol, type Estimate, type Instrument, type Luck, openingOf, type Row } from 'suasion'
import {
  actValues,
  locateDecisions,
  readStrategy,
  type StoredStrategy,
  type TreeGame,
  type TreeStrategy,
} from 'suasion/solvers'
import { bootstrap } from 'suasion/statistics'

export interface RegretOptions {
  readonly protocol: AnyProtocol
  /** The protocol compiled with the parameters that are played. */
  readonly game: TreeGame
  /** What the others are taken to play, and whose support counts: an equilibrium, or the strategies they are known by. */
  readonly reference: TreeStrategy | StoredStrategy
  /** An act with a lower chance in the reference is off its support; .001 unless said (chosen: CFR leaves traces). */
  readonly support?: number
}

/** How far one seat's decisions were from the best it could do. */
export type Regret = {
  readonly seat: string
  readonly decisions: number
  readonly regret: number | null
  readonly regretMean: number | null
  readonly regretMost: number | null
  readonly unreached: number
  readonly offSupport: number | null
  readonly rounded: number
}

/**
 * Reads the exact regret of every decision, a row per seat: what the act could be expected to lose, by what the seat
 * knew, against the best act there with the best to follow, while the others play the reference. In the payoff's unit,
 * 0 or more. Over episodes in which the others do play it, `regret` averages to what the best response would gain
 * (the exploitability of the seat's play). No regret is defined where the reference of the others never leads. Nulls
 * without decisions. Throws on logs that the compiled game does not cover.
 */
export const regret = ({ protocol, game, reference, support = 0.001 }: RegretOptions): Instrument<Regret> => {
  if (!(support > 0 && support <= 1)) throw new Error(`regret: support must be above 0 and at most 1, not ${support}`)
  const strategy = 'format' in reference ? readStrategy(game, reference) : reference
  const values = game.players.map(({ seat }) => actValues(game, seat, strategy))
  const locate = locateDecisions(game, protocol)
  return {
    name: 'regret',
    columns: {
      seat: 'the seat',
      decisions: 'decisions it made, up to the first absence of anyone',
      regret: 'expected loss against the best response to the reference, summed over its decisions, in payoff',
      regretMean: 'the same a decision',
      regretMost: 'the largest of one decision',
      unreached: 'decisions where the reference of the others never leads: they have no regret and are left out of it',
      offSupport: `share of its acts that the reference takes with a chance below ${support}`,
      rounded: 'acts off the grid of the compiled game, for which the nearest on it stands',
    },
    read: (episode) => {
      const found = locate(episode)
      return Object.keys(openingOf(episode).seats).map((seat): Regret => {
        const own = found.filter((each) => each.seat === seat)
        const losses = own.flatMap(({ player, set, sequence }) => {
          const known = values[player]!
          return known.reach[set]! > 0 ? [Math.max(0, known.best[set]! - known.values[sequence]!)] : []
        })
        const sum = losses.reduce((total, each) => total + each, 0)
        const off = own.filter(({ player, sequence }) => strategy[player]![sequence]! < support).length
        return {
          seat,
          decisions: own.length,
          regret: losses.length ? sum : null,
          regretMean: losses.length ? sum / losses.length : null,
          regretMost: losses.length ? Math.max(...losses) : null,
          unreached: own.length - losses.length,
          offSupport: own.length ? off / own.length : null,
          rounded: own.filter(({ listed }) => !listed).length,
        }
      })
    },
  }
}

/**
 * What the best response would gain over what the seats of some rows played, with a bootstrap interval over episodes:
 * the mean of `regret`, rows without one counting as 0 (nothing was decided). Null for fewer than two rows.
 */
export const expectedRegret = (rows: readonly Row[], luck: Luck): Estimate | null => {
  const losses = rows.map(({ regret = null, unreached }, i) => {
    if (regret === null && unreached === 0) return 0
    if (typeof regret === 'number' && Number.isFinite(regret)) return regret
    throw new Error(`row ${i}: regret is ${String(regret)}; right is a finite number, or null without decisions`)
  })
  if (losses.length < 2) return null
  const mean = (sample: Float64Array): number => sample.reduce((sum, each) => sum + each, 0) / sample.length
  const { replicates: _, ...estimate } = bootstrap(losses, mean, { luck: luck.of('regret') })
  return { ...estimate, estimator: `mean regret an episode, ${estimate.estimator}` }
}
