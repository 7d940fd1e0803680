import { type Luck, type MovesOf, policy, type Seen } from 'suasion'
import { slider, stance } from './answer.ts'
import { forceOf } from './network.ts'
import { susceptibilityOf } from './profile.ts'
import { debate } from './protocol.ts'
import { type Argument, sideOf, speak } from './speech.ts'
import { STRATEGIES, STRATEGY_NAMES, type StrategyName, strategiesOf } from './strategies.ts'
import { CLAIMS, type Claim, type View } from './view.ts'

type Here = Seen<View, MovesOf<typeof debate>>

/** Every strategy that does not go around the other's judgement. */
export const FAIR: readonly StrategyName[] = STRATEGY_NAMES.filter((name) => !STRATEGIES[name].manipulative)
const principles: readonly StrategyName[] = strategiesOf('cialdini').filter((name) => name !== 'unity')
const tactics = strategiesOf('manipulation')
const triad = ['logos', 'ethos', 'pathos'] as const

/** A mind that argues its side with an argument chosen by `choose`, and whose conviction never moves. */
export const persuader = (
  name: string,
  choose: (seen: Here) => Argument,
  { source, hears = [] }: { readonly source: string; readonly hears?: readonly string[] },
) =>
  policy(
    debate,
    ['debater', 'persuader'],
    name,
    { argue: (seen) => speak(choose(seen), seen.view, seen.luck) },
    {
      source,
      hears,
      answers: {
        stance: ({ view, question }) => stance(question!, conviction(view)),
        belief: ({ view, question }) => slider(question!, conviction(view)),
      },
    },
  )

// Whoever argues to win is taken to hold what it argues.
const conviction = (view: View): number => (sideOf(view) === 'PRO' ? 0.95 : 0.05)
const inTurn = (round: number): Claim => CLAIMS[round % CLAIMS.length]!

/** What somebody without a plan argues: any fair strategy on any claim, with a strength of .2 to .5 (*chosen*). */
export const amateurArgument = (luck: Luck, round: number): Argument => ({
  strategy: luck.of('strategy', round).pick(FAIR),
  claim: luck.of('claim', round).pick(CLAIMS),
  strength: 0.2 + 0.3 * luck.of('strength', round).uniform(),
  truthful: true,
})

/** Argues with whatever comes to mind, whoever is listening, and weakly. */
export const amateur = () =>
  persuader('amateur', ({ view, luck }) => amateurArgument(luck, view.round), { source: 'chosen' })

/**
 * Argues truthfully and well (strength .7, *chosen*): with what should move the person in the profile most, not yet
 * used, where it is shown one; else with logos, ethos and pathos in turn.
 */
export const advocate = () =>
  persuader(
    'advocate',
    ({ view }) => ({ strategy: tailored(view), claim: inTurn(view.round), strength: 0.7, truthful: true }),
    { source: 'chosen; the triad is Aristotle, Rhetoric' },
  )

const tailored = ({ otherProfile, said, seat, round }: View): StrategyName => {
  if (!otherProfile) return triad[round % triad.length]!
  const suscept = susceptibilityOf(otherProfile)
  const used = said.filter(({ by }) => by === seat).map(({ strategy }) => strategy)
  const fresh = FAIR.filter((name) => !used.includes(name))
  const force = (name: StrategyName): number => forceOf(STRATEGIES[name].modes, suscept, 1)
  return (fresh.length ? fresh : FAIR).reduce((best, name) => (force(name) > force(best) ? name : best))
}

/** Goes through Cialdini's six principles in turn, truthfully (strength .6, *chosen*). */
export const cialdini = () =>
  persuader(
    'cialdini',
    ({ view: { round } }) => ({
      strategy: principles[round % principles.length]!,
      claim: inTurn(round),
      strength: 0.6,
      truthful: true,
    }),
    { source: 'Cialdini 2021, Influence; order and strength chosen' },
  )

/** Draws manipulation tactics, and says what it holds untrue with probability `lying` (*chosen*), at strength .6. */
export const manipulator = ({ lying = 0.5 } = {}) => {
  if (!(lying >= 0 && lying <= 1)) throw new Error(`manipulator: lying is from 0 to 1, not ${lying}`)
  return persuader(
    `manipulator (lying ${lying})`,
    ({ view: { round }, luck }) => ({
      strategy: luck.of('strategy', round).pick(tactics),
      claim: luck.of('claim', round).pick(CLAIMS),
      strength: 0.6,
      truthful: luck.of('truthful', round).uniform() >= lying,
    }),
    { source: 'the seven tactics of ChatbotManip; mixture and strength chosen' },
  )
}
