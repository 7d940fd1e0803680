import { closingOf, type Episode, type Instrument, instrumentEntry, type OpenEvent, openingOf } from 'suasion'
import { z } from 'zod'

/** How one seat did, and how all did together. */
export type Payoffs = {
  readonly seat: string
  readonly payoff: number
  readonly welfare: number
  readonly gini: number | null
  readonly minimum: number
  readonly efficiency: number | null
}

export interface PayoffsOptions {
  /** The most that all seats together could have got: a number, or from how the episode opened (its parameters). */
  readonly maximum?: number | ((opening: OpenEvent) => number)
}

/**
 * Reads who got what at the end of an episode, a row per seat: payoff, and of all seats the sum (`welfare`), the Gini
 * coefficient (0 equal to (n-1)/n; null where a payoff is negative or the sum is 0), the least, and `efficiency`, the
 * sum as a share of `maximum` (null without one). Throws on a protocol that has no payoffs.
 */
export const payoffs = ({ maximum }: PayoffsOptions = {}): Instrument<Payoffs> => ({
  name: 'payoffs',
  columns: {
    seat: 'the seat',
    payoff: 'payoff of the seat',
    welfare: 'sum of the payoffs of all seats',
    gini: 'Gini coefficient of the payoffs; none where one is negative or all are 0',
    minimum: 'the least payoff of any seat',
    efficiency: 'sum of the payoffs as a share of the most it could be, where that is known',
  },
  read: (episode) => {
    const entries = Object.entries(payoffOf(episode))
    const values = entries.map(([, value]) => value)
    const welfare = values.reduce((sum, value) => sum + value, 0)
    const most = typeof maximum === 'function' ? maximum(openingOf(episode)) : maximum
    if (most !== undefined && !(most > 0 && Number.isFinite(most)))
      throw new Error(`payoffs: the maximum must be a number above 0, not ${most}`)
    const shared = { welfare, gini: giniOf(values, welfare), minimum: Math.min(...values) }
    const efficiency = most === undefined ? null : welfare / most
    return entries.map(([seat, payoff]) => ({ seat, payoff, ...shared, efficiency }))
  },
})

const payoffOf = (episode: Episode): Readonly<Record<string, number>> => {
  const { payoff } = closingOf(episode)
  if (!payoff) throw new Error(`payoffs: ${openingOf(episode).protocol} has no payoffs to read`)
  return payoff
}

/** Half the relative mean absolute difference, by rank so that large groups stay cheap. */
const giniOf = (values: readonly number[], sum: number): number | null => {
  if (sum <= 0 || values.some((value) => value < 0)) return null
  const n = values.length
  const ranked = [...values].sort((a, b) => a - b)
  const weighted = ranked.reduce((total, value, i) => total + (2 * i + 1 - n) * value, 0)
  return weighted / (n * sum)
}

export default instrumentEntry(
  z.object({ maximum: z.number().positive().optional().describe('the most all seats together could get') }),
  ({ maximum }) => payoffs(maximum === undefined ? {} : { maximum }),
)
