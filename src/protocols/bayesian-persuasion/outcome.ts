import { type Instrument, stateOf } from 'suasion'
import { effective, posterior } from './belief.ts'
import { bayesianPersuasion } from './protocol.ts'

/** How persuasion went over the rounds of one episode. */
export type Persuasion = {
  /** Payoffs a round. */
  readonly sender: number
  readonly receiver: number
  readonly accepted: number
  readonly favourable: number
  readonly ifGood: number | null
  readonly ifBad: number | null
  readonly belief: number | null
  readonly rounds: number
}

/**
 * Measures an episode of Bayesian persuasion: shares over its rounds, the announced scheme on average, and what a
 * Bayesian who knows the scheme believes after the signals on average (nulls without commitment; a mean belief near the
 * prior is Bayes plausibility).
 */
export const persuasionOutcome = (): Instrument<Persuasion> => ({
  name: 'persuasion outcome',
  columns: {
    sender: "the sender's payoff a round",
    receiver: "the receiver's payoff a round",
    accepted: 'share of rounds in which the receiver accepted',
    favourable: 'share of rounds in which the signal was favourable',
    ifGood: 'announced chance of the favourable signal in the good state, on average',
    ifBad: 'announced chance of the favourable signal in the bad state, on average',
    belief: 'mean belief in the good state of a Bayesian who knows the scheme, after the signal; none without one',
    rounds: 'rounds that were decided',
  },
  read: (episode) => {
    const { history, prior, kept, earned } = stateOf(bayesianPersuasion, episode, 'persuasionOutcome').game
    const n = Math.max(1, history.length)
    const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / n
    const schemes = history.flatMap(({ scheme, favourable }) => (scheme ? [{ scheme, favourable }] : []))
    const known = <T>(value: T): T | null => (schemes.length > 0 ? value : null)
    return {
      sender: earned.sender / n,
      receiver: earned.receiver / n,
      accepted: mean(history.map(({ action }) => (action === 'accept' ? 1 : 0))),
      favourable: mean(history.map((round) => (round.favourable ? 1 : 0))),
      ifGood: known(mean(schemes.map(({ scheme }) => scheme.ifGood))),
      ifBad: known(mean(schemes.map(({ scheme }) => scheme.ifBad))),
      belief: known(
        mean(schemes.map(({ scheme, favourable }) => posterior(prior, effective(scheme, kept), favourable))),
      ),
      rounds: history.length,
    }
  },
})
