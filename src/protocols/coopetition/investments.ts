import { closingOf, type Instrument } from 'suasion'

/** What one seat put in, and what all were paid. */
export type Investments = { readonly seat: string; readonly invested: number | null; readonly welfare: number }

/** Reads a row per seat: the mean of what it invested over the rounds it answered, and the sum of everybody's payoffs. */
export const investments = (): Instrument<Investments> => ({
  name: 'investments',
  columns: {
    seat: 'the seat',
    invested: 'mean of what the seat invested; none where it never answered',
    welfare: 'sum of the payoffs of all seats',
  },
  read: (episode) => {
    const payoff = closingOf(episode).payoff ?? {}
    const welfare = Object.values(payoff).reduce((sum, x) => sum + x, 0)
    const acts = new Map(Object.keys(payoff).map((seat) => [seat, { sum: 0, rounds: 0 }]))
    for (const event of episode) {
      const own = event.kind === 'act' ? acts.get(event.seat) : undefined
      if (!own || event.kind !== 'act') continue
      own.sum += event.act['amount'] as number
      own.rounds++
    }
    return [...acts].map(([seat, { sum, rounds }]) => ({ seat, invested: rounds === 0 ? null : sum / rounds, welfare }))
  },
})
