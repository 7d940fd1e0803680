import { items, scene, study } from 'suasion'
import { between } from 'suasion/designs'
import { honesty, preAdjusted, shareMoved, stance, viewAtStart } from 'suasion/instruments'
import { advocate, bayesianNetwork, debate, STRATEGIES } from 'suasion/protocols/debate'
import { coefficient, crossed, factor, proportionalOdds } from 'suasion/statistics'
import { z } from 'zod'
import csv from './items/salvi-2024-topics.csv'

const text = z.string().min(1)
const topic = z.object({ id: text, proposition: text, premise1: text, premise2: text, premise3: text })
const topics = items('salvi-2024-topics', csv, topic)
const answer = z.enum(['1', '2', '3', '4', '5']).transform(Number)
const trial = { data: 'salvi-2024', population: 'adults in the United States', scale: 'ratio' } as const
const people = { ...trial, claim: 'people', origin: 'published', margin: Math.log(1.3) } as const
const abstract = { value: 1.812, interval: [1.26, 2.607], n: 900, source: 'Nature Human Behaviour, abstract' } as const
const again = { ...trial, claim: 'data', origin: 'run', source: 'a fit of the 750 rounds', margin: 0.001 } as const
const reanalysis = {
  'personalised AI against human (re-analysis)': { ...again, ...abstract, origin: 'published', margin: 0.02 },
  'personalised AI against AI (re-analysis)': { ...again, value: 1.5, interval: [0.994, 2.268] },
  'AI x personalised, z (re-analysis)': { ...again, value: 1.957, scale: 'difference' },
  'logit above 1 (re-analysis)': { ...again, value: 2.2116 },
  'logit above 2 (re-analysis)': { ...again, value: 2.6401 },
  'logit above 3 (re-analysis)': { ...again, value: 1.6005 },
  'logit above 4 (re-analysis)': { ...again, value: 1.5045 },
} as const
const untested = Object.fromEntries(Object.keys(reanalysis).map((key) => [key, null])) as {
  [K in keyof typeof reanalysis]: null
}

/** A trial of 2 x 2: people debate a person or GPT-4, to whom six attributes of theirs are shown or not. */
export default study({
  name: 'salvi-2024-conversational-persuasion',
  title: 'On the conversational persuasiveness of GPT-4',
  cite: 'Salvi, Horta Ribeiro, Gallotti & West 2025, Nature Human Behaviour; arXiv:2403.14380',
  question: 'Is a language model more persuasive than a person, and does it help to know whom one talks to?',
  estimand: 'odds of more agreement with the opponent after the debate, given it before, against plain people',
  design: between({ opponent: ['human', 'ai'], personalised: [false, true] }, { n: 6000, items: topics }),
  items: topics,
  cast: { human: bayesianNetwork(), ai: advocate() },
  scene: ({ opponent, personalised }, cast, { proposition, premise1, premise2, premise3 }: z.output<typeof topic>) => {
    const params = { proposition, premises: [premise1, premise2, premise3] }
    const minds = { participant: cast.human, opponent: cast[opponent] }
    return scene(debate, { params: { ...params, showProfile: personalised ? 'opponent' : 'nobody' }, minds })
  },
  instruments: [
    stance({ of: 'participant', aligned: (episode, seat) => viewAtStart(debate, episode, seat).otherSide === 'PRO' }),
    honesty({ of: 'opponent', manipulative: (name) => STRATEGIES[name].manipulative, per: 'episode' }),
  ],
  published: {
    'personalised AI against human': { ...people, ...abstract },
    'AI against human': { ...people, value: 1.21, n: 820, source: 'arXiv:2403.14380v1: about +21%, p = .31' },
    ...reanalysis,
  },
  estimates: (rows) => {
    const arms = rows.map((row) => ({ ...row, arm: `${row.personalised ? 'personalised ' : ''}${row.opponent}` }))
    const odds = (of: string) => preAdjusted(arms, { arm: 'arm', of, against: 'human' })
    const tested = { 'personalised AI against human': odds('personalised ai'), 'AI against human': odds('ai') }
    const more = {
      'personalised human against human': odds('personalised human'),
      'share that moved': shareMoved(rows),
    }
    return { ...untested, ...tested, ...more }
  },
  data: {
    name: trial.data,
    about: '750 of the 900 rounds, no topic strength: salvi_debategpt_round_index.csv of persuasiontrace',
    columns: z.object({
      treatment_type: text,
      opponent_is_ai: text,
      personalized: text,
      side_agreement_pre_likert: answer,
      side_agreement_post_likert: answer,
    }),
    estimates: (rounds) => {
      const rows = rounds.map((each) => ({
        ...each,
        pre: each.side_agreement_pre_likert,
        post: each.side_agreement_post_likert,
      }))
      return {}
    },
  },
  limits: [],
})
