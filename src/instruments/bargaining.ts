import { closingOf, type Episode, type Instrument, openingOf } from 'suasion'
import { distanceTo, dominates, solveBargaining } from 'suasion/solvers'

type Payoffs = Readonly<Record<string, number>>

export interface BargainingOptions {
  /** Every outcome there was to agree on, as payoffs by seat: finitely many, of a grid where the set is continuous. */
  readonly feasible: (episode: Episode) => readonly Payoffs[]
  /** What each gets without agreement; it names the seats that bargain. */
  readonly disagreement: (episode: Episode) => Payoffs
}

/** How good a bargain was. */
export type Bargain = {
  readonly rational: boolean
  readonly paretoDistance: number
  readonly nashDistance: number | null
  readonly kalaiSmorodinskyDistance: number | null
  readonly nashShare: number | null
  readonly egalitarianShare: number | null
  readonly utilitarianShare: number | null
  readonly opposition: number | null
}

/**
 * Sets what a bargain paid beside what could have been agreed on, a row about the episode. Distances are Euclidean, in
 * the payoff's unit, to the nearest of the solutions: 0 is best, and the Pareto distance is 0 too where no outcome is better for
 * somebody and worse for nobody. Shares are of the best there was of that score over disagreement (1 is best, 0 or
 * below is no better than disagreement). Nulls where no outcome leaves everybody at disagreement or above, or the best score is 0.
 * Solutions: `solveBargaining` of suasion/solvers. Throws on a protocol without payoffs.
 */
export const bargaining = ({ feasible, disagreement }: BargainingOptions): Instrument<Bargain> => ({
  name: 'bargaining',
  columns: {
    rational: 'nobody got less than at disagreement',
    paretoDistance: 'distance of the payoffs from the nearest efficient outcome',
    nashDistance: 'distance from the Nash bargaining solution',
    kalaiSmorodinskyDistance: 'distance from the Kalai-Smorodinsky solution',
    nashShare: 'product of the gains over disagreement, as a share of the best; 0 where somebody lost',
    egalitarianShare: 'smallest gain over disagreement, as a share of the best smallest gain',
    utilitarianShare: 'sum of the gains over disagreement, as a share of the best',
    opposition:
      'distance of the feasible from all gaining all they could, each as a share of its most: 0 is no conflict',
  },
  read: (episode) => {
    const nothing = disagreement(episode)
    const outcomes = feasible(episode)
    const seats = Object.keys(nothing)
    const payoff = payoffOf(episode, seats)
    const solved = solveBargaining({ outcomes, disagreement: nothing })
    const better = outcomes.filter((outcome) => dominates(outcome, payoff, seats))
    const gains = seats.map((seat) => payoff[seat]! - nothing[seat]!)
    const rational = gains.every((gain) => gain >= 0)
    const product = rational ? gains.reduce((all, gain) => all * gain, 1) : 0
    const sum = gains.reduce((total, gain) => total + gain, 0)
    const frontier = solved?.pareto ?? outcomes.filter((one) => !outcomes.some((other) => dominates(other, one, seats)))
    return {
      rational,
      paretoDistance: better.length ? distanceTo(payoff, frontier, seats) : 0,
      nashDistance: solved && distanceTo(payoff, solved.nash.outcomes, seats),
      kalaiSmorodinskyDistance: solved && distanceTo(payoff, solved.kalaiSmorodinsky.outcomes, seats),
      nashShare: ofBest(product, solved?.nash.value),
      egalitarianShare: ofBest(Math.min(...gains), solved?.egalitarian.value),
      utilitarianShare: ofBest(sum, solved?.utilitarian.value),
      opposition: solved?.opposition ?? null,
    }
  },
})

const ofBest = (value: number, best: number | undefined): number | null =>
  best !== undefined && best > 0 ? value / best : null

const payoffOf = (episode: Episode, seats: readonly string[]): Payoffs => {
  const { payoff } = closingOf(episode)
  const { protocol } = openingOf(episode)
  if (!payoff) throw new Error(`bargaining: ${protocol} has no payoffs to read`)
  const missing = seats.find((seat) => !(seat in payoff))
  if (missing === undefined) return payoff
  throw new Error(`bargaining: ${protocol} pays no seat called ${missing}; it pays ${Object.keys(payoff).join(', ')}`)
}
