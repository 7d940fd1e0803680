import { policy } from 'suasion'
import type { Difficulty, Dimension } from './dimensions.ts'
import { singleArgument } from './protocol.ts'

const SAYINGS: Readonly<Record<Dimension, string>> = {
  knowledge: 'The evidence is clear: research and data from many places show the same warming, and why it happens.',
  power: 'You must face this: those with authority on it insist, and there is no choice but to act now.',
  status: 'I respect and admire how carefully you think; somebody so wise will see it.',
  trust: 'Trust me, I would not lie to you: I promise that it is honestly so.',
  support: 'I care about you, and I am here for you while you think about it.',
  romance: 'My dear, with all my heart: for the love of it, look at what happens.',
  similarity: 'We both have much in common, and I doubted it once, just as you do.',
  identity: 'As citizens, our community has always looked the truth in the eye.',
  fun: 'Imagine a polar bear who buys a fan: funny, and then you stop to laugh.',
  conflict: 'You are wrong, and it is ridiculous to shut your eyes to it in denial.',
  baseline: 'I think that the claim is so.',
}

/** Argues once in the way it is asked to, and holds it true. */
export const convincer = () =>
  policy(
    singleArgument,
    ['convincer'],
    'convincer',
    {
      argue: ({ view: { dimension } }) => ({ dimension: dimension!, truthful: true, text: SAYINGS[dimension!] }),
    },
    { source: 'the task of Breum et al. 2024; sayings chosen', hears: [] },
  )

/** How far each way of appealing moves a listener from its stand, on the log odds of being convinced. */
export type Pull = Readonly<Record<Dimension, number>>

// Two kinds of listener whose order of appeals the paper found apart (sizes chosen): models yield to warmth, people to facts.
const PULLS = {
  warm: {
    knowledge: 1,
    power: 0.3,
    status: 1.9,
    trust: 2.7,
    support: 2.6,
    romance: 2.2,
    similarity: 0.7,
    identity: -0.2,
    fun: 0.9,
    conflict: -1,
    baseline: 0,
  },
  reasoning: {
    knowledge: 2.2,
    power: 0.1,
    status: 0.3,
    trust: 0.2,
    support: -0.4,
    romance: -0.6,
    similarity: -0.8,
    identity: -0.7,
    fun: -2.1,
    conflict: -1.9,
    baseline: 0.9,
  },
} as const satisfies Readonly<Record<string, Pull>>
const STANDS: Readonly<Record<Difficulty, number>> = { easy: -1.2, default: -2.2, hard: -4.2 }

/** The id of the probe that asks whether a sceptic is convinced. */
export const CONVINCED = 'convinced'

/**
 * A sceptic whom each way of appealing moves by a pull on the log odds of being convinced, from a stand that is the
 * firmer the harder it is to move. `warm` yields to trust and support, `reasoning` to knowledge: the two orders that
 * Breum et al. 2024 found in a model and in people, who never judged power and romance; the sizes
 * are chosen with those tables in view, so that agreement with them tests the instrument only. Throws on
 * another kind.
 */
export const sceptic = ({ kind = 'warm' as keyof typeof PULLS } = {}) => {
  if (!Object.hasOwn(PULLS, kind))
    throw new Error(`there is no sceptic of the kind ${String(kind)}; there are ${Object.keys(PULLS).join(' and ')}`)
  const pull: Pull = PULLS[kind]
  return policy(
    singleArgument,
    ['sceptic'],
    kind,
    { reply: () => ({ text: 'I have heard you, and will think about it.' }) },
    {
      source: 'orders planted from the tables of Breum et al. 2024, sizes chosen with the tables in view',
      hears: ['dimension'],
      answers: {
        [CONVINCED]: ({ view: { said, difficulty }, luck }) => {
          const heard = said.find(({ by }) => by === 'convincer')?.dimension
          const logit = STANDS[difficulty!] + (heard ? pull[heard] : 0)
          return luck.of('convinced').uniform() < 1 / (1 + Math.exp(-logit)) ? 'yes' : 'no'
        },
      },
    },
  )
}

/** What a listener's pulls are, for a check of the orders. */
export const pullsOf = (kind: keyof typeof PULLS): Pull => PULLS[kind]
