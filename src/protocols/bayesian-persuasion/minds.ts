import { policy } from 'suasion'
import { bestScheme, effective, posterior, type Scheme } from './belief.ts'
import { bayesianPersuasion } from './protocol.ts'
import type { Game, View } from './rules.ts'
import { bestAction, STORIES } from './stories.ts'

const checkShare = (name: string, value: number): void => {
  if (!(value >= 0 && value <= 1)) throw new Error(`${name} must be from 0 to 1, not ${value}`)
}

const percent = (p: number): string => `${Math.round(p * 100)} %`

/** The scheme in a sentence, as in the semi-formal wording of He et al. 2025. */
const announce = ({ story }: Game, { ifGood, ifBad }: Scheme): string => {
  const { good, bad, matter } = STORIES[story]
  return `Of those that are ${good} I call ${percent(ifGood)} ${good}, and of those that are ${bad} ${percent(ifBad)}; weigh my word by that when I speak of this ${matter}.`
}
const say = ({ story }: Game, favourable: boolean): string => {
  const { good, bad, matter } = STORIES[story]
  return `This ${matter} is ${favourable ? good : bad}.`
}

/**
 * Announces the best scheme there is against a receiver who reads it by Bayes and knows how surely it is kept (Kamenica
 * & Gentzkow 2011, Proposition 1). Without commitment nothing it says can be believed, so it always says what helps it:
 * the favourable signal.
 */
export const optimal = () =>
  policy(
    bayesianPersuasion,
    ['sender'],
    'optimal',
    {
      commit: ({ view: { game } }) => {
        const { ifGood, ifBad } = bestScheme(game)
        return { ifGood, ifBad, text: announce(game, { ifGood, ifBad }) }
      },
      signal: ({ view: { game } }) => ({ favourable: true, text: say(game, true) }),
    },
    { source: 'Kamenica & Gentzkow 2011, Proposition 1', hears: [] },
  )

/** Tells the truth: it announces to, and does, whatever it gets for it. */
export const honest = () =>
  policy(
    bayesianPersuasion,
    ['sender'],
    'honest',
    {
      commit: ({ view: { game } }) => ({ ifGood: 1, ifBad: 0, text: announce(game, { ifGood: 1, ifBad: 0 }) }),
      signal: ({ view: { game, good } }) => ({ favourable: good!, text: say(game, good!) }),
    },
    { source: 'the truthful base policy of He et al. 2025', hears: [] },
  )

/**
 * Says the same whatever is true: the favourable signal with a chance of `rate` (.5 is chosen; 1 always praises). So it
 * tells nothing, which is the only equilibrium of talk without commitment where the sender wants the same in every
 * state (Crawford & Sobel 1982).
 */
export const babbling = ({ rate = 0.5 } = {}) => {
  checkShare('rate', rate)
  return policy(
    bayesianPersuasion,
    ['sender'],
    'babbling',
    {
      commit: ({ view: { game } }) => ({
        ifGood: rate,
        ifBad: rate,
        text: announce(game, { ifGood: rate, ifBad: rate }),
      }),
      signal: ({ view: { game }, luck }) => {
        const favourable = luck.of('babble', game.round).uniform() < rate
        return { favourable, text: say(game, favourable) }
      },
    },
    { source: `Crawford & Sobel 1982; the rate of ${rate} is chosen`, hears: [] },
  )
}

/** What it believes of the state: with commitment by the scheme, without by how honest the sender has been so far. */
const believed = ({ game }: View, trust: number, honesty: number): number => {
  const { prior, scheme, favourable, kept, history } = game
  if (favourable === null) return prior
  if (scheme) return posterior(prior, effective(scheme, kept * trust), favourable)
  const tests = history.filter((round) => round.scheme === null && !round.good)
  const honest = tests.some((round) => round.favourable) ? 0 : tests.length > 0 ? 1 : honesty
  return posterior(prior, { ifGood: 1, ifBad: 1 - honest }, favourable)
}

const reader = (name: string, source: string, trust: number, honesty: number) => {
  const belief = ({ view }: { readonly view: View }) => believed(view, trust, honesty)
  return policy(
    bayesianPersuasion,
    ['receiver'],
    name,
    {
      decide: (seen) => ({ action: bestAction(seen.view.game.story, seen.view.game.threshold, belief(seen)) }),
    },
    {
      source,
      hears: ['ifGood', 'ifBad', 'favourable'],
      answers: { belief: (seen) => 100 * belief(seen) },
    },
  )
}

/**
 * Believes by Bayes, and does what is best for itself; of equals what the sender wants. With commitment it reads the
 * scheme, knowing how surely it is kept. Without, it holds the sender to be honest with a chance of `honesty` (.5 is
 * chosen) and otherwise to praise everything, and one lie or one blame that came out settles which. Answers the probe
 * `belief` from 0 to 100.
 */
export const bayesian = ({ honesty = 0.5 } = {}) => {
  checkShare('honesty', honesty)
  return reader('bayesian', `Kamenica & Gentzkow 2011; honesty ${honesty} without commitment is chosen`, 1, honesty)
}

/**
 * As `bayesian`, but it holds a scheme to be kept with only `trust` of the chance there is, and the sender to be honest
 * with only `trust` of `honesty`; both are chosen (.5).
 */
export const sceptical = ({ trust = 0.5, honesty = 0.5 } = {}) => {
  checkShare('trust', trust)
  checkShare('honesty', honesty)
  return reader('sceptical', `chosen: trust ${trust}, honesty ${honesty}`, trust, trust * honesty)
}

/** Takes every signal at its word: the credulous receiver. Answers the probe `belief` with 100 or 0. */
export const gullible = () => {
  const belief = ({ game }: View): number => (game.favourable === null ? game.prior : game.favourable ? 1 : 0)
  return policy(
    bayesianPersuasion,
    ['receiver'],
    'gullible',
    {
      decide: ({ view }) => ({ action: bestAction(view.game.story, view.game.threshold, belief(view)) }),
    },
    // The scheme reaches it only through the signal that is drawn from it.
    {
      source: 'the credulous receiver of He et al. 2025',
      hears: ['ifGood', 'ifBad', 'favourable'],
      answers: { belief: ({ view }) => 100 * belief(view) },
    },
  )
}
