import { type Act, type Episode, type Instrument, luckOf, type MovesOf, openingOf } from 'suasion'
import { effective, posterior } from './belief.ts'
import { bayesianPersuasion } from './protocol.ts'
import type { Game } from './rules.ts'

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
    const { history, prior, kept, earned } = gameAfter(episode)
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

/** The game as a log left it: signals that the rules drew stand in no act, and are drawn again from the same luck. */
const gameAfter = (episode: Episode): Game => {
  const { protocol, params, seats, luck } = openingOf(episode)
  if (protocol !== bayesianPersuasion.name)
    throw new Error(`persuasionOutcome measures ${bayesianPersuasion.name}, and this log is of ${protocol}`)
  const roles = Object.fromEntries(Object.entries(seats).map(([seat, { role }]) => [seat, role]))
  const root = luckOf(luck)
  let state = bayesianPersuasion.start(bayesianPersuasion.params.parse(params), roles, root)
  for (const event of episode)
    if (event.kind === 'act')
      state = bayesianPersuasion.resolve(
        state,
        [{ seat: event.seat, act: event.act as Act<MovesOf<typeof bayesianPersuasion>> }],
        root,
      )
  return state.game
}
