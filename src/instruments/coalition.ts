import { closingOf, type Instrument, type OpenEvent, openingOf } from 'suasion'
import { blockingCoalitions, coalitionGame, inCore, largestExcess, shapleyValue } from 'suasion/solvers'

export interface CoalitionOptions {
  /** What some seats could secure by themselves, whatever the others do, from how the episode opened. */
  readonly worth: (coalition: readonly string[], opening: OpenEvent) => number
  /** The seats or roles that can form coalitions; without it, all seats (12 at most). */
  readonly among?: readonly string[]
}

/** How stable the payoffs were against coalitions, and one seat's beside its Shapley value. */
export type Coalition = {
  readonly seat: string
  readonly payoff: number
  readonly shapley: number
  readonly aboveShapley: number
  readonly blocking: number
  readonly excess: number
  readonly inCore: boolean
  readonly strongest: string | null
}

/**
 * Holds what everybody got against what coalitions could secure by themselves, a row per seat: its payoff beside its
 * Shapley value, and for the whole how many coalitions block it (could all do better on their own), the largest excess,
 * and whether it is in the core. Payoffs and worths in one unit. Throws on a protocol without payoffs, on more than 12
 * seats, and where a worth is not finite.
 */
export const coalition = ({ worth, among }: CoalitionOptions): Instrument<Coalition> => ({
  name: 'coalition',
  columns: {
    seat: 'the seat',
    payoff: 'what it got',
    shapley: 'its Shapley value: what it adds to the others on average over all orders',
    aboveShapley: 'its payoff less that',
    blocking: 'how many coalitions could secure more by themselves than their members got',
    excess: 'the most that any coalition could secure more (0 or below: none blocks)',
    inCore: 'the payoffs share out the worth of all, and no coalition blocks them',
    strongest: 'the blocking coalition that could win most, its seats joined by +; none where none blocks',
  },
  read: (episode) => {
    const opening = openingOf(episode)
    const { payoff } = closingOf(episode)
    if (!payoff) throw new Error(`coalition: ${opening.protocol} has no payoffs to read`)
    const seats = Object.keys(payoff).filter(
      (seat) => !among || among.includes(seat) || among.includes(opening.seats[seat]?.role ?? ''),
    )
    if (seats.length === 0) throw new Error(`coalition: ${opening.protocol} pays no seat among ${among}`)
    const game = coalitionGame(seats, (members) => worth(members, opening))
    const blocking = blockingCoalitions(game, payoff)
    const shared = {
      blocking: blocking.length,
      excess: largestExcess(game, payoff),
      inCore: inCore(game, payoff),
      strongest: blocking[0]?.coalition.join('+') ?? null,
    }
    const values = shapleyValue(game)
    return seats.map((seat) => {
      const [got, shapley] = [payoff[seat]!, values[seat]!]
      return { seat, payoff: got, shapley, aboveShapley: got - shapley, ...shared }
    })
  },
})
