import { type Estimate, items, scene, study } from 'suasion'
import { between } from 'suasion/designs'
import { honesty, preAdjusted, shareMoved, stance, viewAtStart } from 'suasion/instruments'
import { advocate, bayesianNetwork, debate, STRATEGIES } from 'suasion/protocols/debate'
import { coefficient, crossed, factor, proportionalOdds } from 'suasion/statistics'
import { z } from 'zod'
import csv from './items/salvi-2024-topics.csv'

const topic = { id: z.string(), proposition: z.string(), premise1: z.string(), premise2: z.string(), premise3: z.string() }
const topics = items('salvi-2024-topics', csv, z.object(topic))
const tactics = Object.entries(STRATEGIES).flatMap(([name, { manipulative }]) => (manipulative ? [name] : []))
const trial = { population: 'adults in the United States on Prolific', data: 'salvi-2024' } as const
const nature = 'Nature Human Behaviour 2025, abstract: +81.2% [+26.0%, +160.7%]'
const people = { ...trial, claim: 'people', origin: 'published', scale: 'ratio', margin: Math.log(1.25) } as const
const rounds = { ...trial, n: 750, claim: 'data', scale: 'ratio', margin: 0.001 } as const
const again = { ...rounds, origin: 'run', source: 'the 750 released rounds fitted again; not in the paper' } as const
const published = {
  'personalised AI against people': { ...people, value: 1.812, interval: [1.26, 2.607], n: 900, source: nature },
  'AI against people': { ...people, value: 1.21, n: 820, source: 'arXiv:2403.14380v1: about +21%, p = .31' },
  're-analysis, personalised AI against people': { ...rounds, value: 1.812, interval: [1.26, 2.607], n: 900, origin: 'published', source: nature, margin: 0.02 },
  're-analysis, personalised AI against AI': { ...again, value: 1.5, interval: [0.994, 2.268] },
  're-analysis, AI by profile (z)': { ...again, value: 1.957, scale: 'difference' },
  're-analysis, personalised AI against people above 1': { ...again, value: 2.2116 },
  're-analysis, personalised AI against people above 2': { ...again, value: 2.6401 },
  're-analysis, personalised AI against people above 3': { ...again, value: 1.6005 },
  're-analysis, personalised AI against people above 4': { ...again, value: 1.5045 },
} as const
const none = Object.fromEntries(Object.keys(published).map((key) => [key, null])) as Record<keyof typeof published, null>
const answer = z.coerce.number().int().min(1).max(5)
const truth = z.enum(['True', 'False'])

/** A trial of 2 x 2: people debate a person or GPT-4 that is, or is not, shown six attributes of theirs. */
export default study({
  name: 'salvi-2024-conversational-persuasion',
  title: 'On the conversational persuasiveness of GPT-4',
  cite: 'Salvi, Horta Ribeiro, Gallotti & West, Nature Human Behaviour 2025; arXiv:2403.14380',
  question: 'Is a language model more persuasive than a person, and does it help to know whom one talks to?',
  estimand: 'odds of more agreement with the other side after a debate, given agreement before, against a human opponent without profile',
  design: between({ opponent: ['human', 'ai'], personalised: [false, true] }, { n: 600, items: topics }),
  items: topics,
  cast: { human: bayesianNetwork(), ai: advocate() },
  scene: ({ opponent, personalised }, cast, { id: _, proposition, ...premises }: (typeof topics.rows)[number]) =>
    scene(debate, {
      params: { proposition, premises: Object.values(premises), showProfile: personalised ? 'opponent' : 'nobody' },
      minds: { participant: cast.human, opponent: cast[opponent] },
    }),
  instruments: [
    stance({ of: 'participant', aligned: (episode, seat) => viewAtStart(debate, episode, seat).otherSide === 'PRO' }),
    honesty({ of: 'opponent', manipulative: tactics, per: 'episode' }),
  ],
  published,
  estimates: (rows) => {
    const arms = rows.map((row) => ({ ...row, arm: row.personalised ? `${row.opponent}, personalised` : row.opponent }))
    const odds = (of: string) => preAdjusted(arms, { arm: 'arm', of, against: 'human' })
    const ai = { 'personalised AI against people': odds('ai, personalised'), 'AI against people': odds('ai') }
    return { ...none, ...ai, 'personalised human against people': odds('human, personalised'), moved: shareMoved(rows) }
  },
  data: {
    name: 'salvi-2024',
    about: '750 of the 900 rounds, without topic strength: analysis/data/salvi_debategpt_round_index.csv of persuasiontrace',
    columns: z.object({ treatment_type: z.string(), opponent_is_ai: truth, personalized: truth, side_agreement_pre_likert: answer, side_agreement_post_likert: answer }),
    estimates: (released) => {
      const rows = released.map((row) => ({ pre: row.side_agreement_pre_likert, post: row.side_agreement_post_likert, arm: row.treatment_type, ai: row.opponent_is_ai, known: row.personalized }))
      return {}
    },
  },
  limits: [],
})
