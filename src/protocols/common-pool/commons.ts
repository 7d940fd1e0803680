import { type Instrument, stateOf } from 'suasion'
import { maximumYield } from './laws.ts'
import { commonPool } from './protocol.ts'

/** How one group fared with its stock. */
export type Commons = {
  readonly survival: number
  readonly lost: boolean
  readonly efficiency: number
  readonly effort: number | null
  readonly dispersion: number | null
  readonly points: number
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * Measures how long a common pool lasted and how well it was used: the paper's survival time, efficiency (all that was
 * taken over rounds x r K / 4, the maximum sustainable yield) and similarity of norms (here the standard deviation of
 * the last proposals). Throws on a log of another protocol.
 */
export const commons = (): Instrument<Commons> => ({
  name: 'commons',
  columns: {
    survival: 'rounds until the stock was below viability, or all rounds',
    lost: 'whether the stock was lost',
    efficiency: 'all that was taken as a share of the maximum sustainable yield over all rounds',
    effort: 'mean effort over rounds and members; none where no round was played',
    dispersion: 'standard deviation of the norms that members last proposed; none without two of them',
    points: 'points of fine given, per member and round',
  },
  read: (episode) => {
    const { game, hidden, past, norms } = stateOf(commonPool, episode, 'commons')
    const rounds = past.flat()
    const proposed = norms.filter((norm) => norm !== null)
    const centre = proposed.length ? average(proposed) : 0
    const spread = average(proposed.map((norm) => (norm - centre) ** 2))
    return {
      survival: game.round,
      lost: game.stock < game.viability,
      efficiency:
        rounds.reduce((sum, { taken }) => sum + taken, 0) /
        (hidden.rounds * maximumYield(hidden.growth, game.capacity)),
      effort: rounds.length ? average(rounds.map(({ effort }) => effort)) : null,
      dispersion: proposed.length > 1 ? Math.sqrt((spread * proposed.length) / (proposed.length - 1)) : null,
      points: rounds.length ? average(rounds.map(({ given }) => given)) : 0,
    }
  },
})
