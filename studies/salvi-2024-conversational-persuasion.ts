import { items, scene, study } from 'suasion'
import { between } from 'suasion/designs'
import { honesty, preAdjusted, reanalysis, shareMoved, stance, viewAtStart } from 'suasion/instruments'
import { advocate, bayesianNetwork, debate, STRATEGIES } from 'suasion/protocols/debate'
import { z } from 'zod'
import csv from './items/salvi-2024-topics.csv'
import { plan, planted } from './plans/salvi-2024.ts'

const [text, answer] = [z.string().min(1), z.enum(['1', '2', '3', '4', '5']).transform(Number)]
const topic = z.object({ id: text, proposition: text, premise1: text, premise2: text, premise3: text })
const topics = items('salvi-2024-topics', csv, topic)
const [pre, post] = ['side_agreement_pre_likert', 'side_agreement_post_likert'] as const
const arms = { arm: 'treatment_type', of: 'Human-AI, personalized', against: ['Human-Human', 'Human-AI'] } as const
const [population, margin] = ['adults in the United States', Math.log(1.25)] as const
const people = { data: 'salvi-2024', population, claim: 'people', scale: 'ratio', origin: 'published' } as const
const nature = { value: 1.812, interval: [1.26, 2.607], n: 900, source: 'Nature Human Behaviour, abstract' } as const
const again = { ...people, claim: 'data', origin: 'run', source: 'a fit of the 750 rounds', margin: 0.001 } as const
const cuts = [2.2116, 2.6401, 1.6005, 1.5045].map((value, k) => [`re-analysis: ${arms.of} above ${k + 1}`, value])
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
  scene: ({ opponent, personalised }, cast, { id: _, proposition, ...premises }: z.output<typeof topic>) => {
    const showProfile = personalised ? 'opponent' : 'nobody'
    const minds = { participant: cast.human, opponent: cast[opponent] }
    return scene(debate, { params: { proposition, premises: Object.values(premises), showProfile }, minds })
  },
  instruments: [
    stance({ of: 'participant', aligned: (episode, seat) => viewAtStart(debate, episode, seat).otherSide === 'PRO' }),
    honesty({ of: 'opponent', manipulative: STRATEGIES, per: 'episode' }),
  ],
  published: {
    'personalised ai against human': { ...people, ...nature, margin },
    'ai against human': { ...people, margin, value: 1.21, n: 820, source: 'arXiv version 1: about +21%, p = .31' },
    [`re-analysis: ${arms.of} against Human-Human`]: { ...again, ...nature, origin: 'published', margin: 0.02 },
    [`re-analysis: ${arms.of} against Human-AI`]: { ...again, value: 1.5, interval: [0.994, 2.268] },
    [`re-analysis: opponent_is_ai x personalized, z`]: { ...again, value: 1.957, scale: 'difference' },
    ...Object.fromEntries(cuts.map(([name, value]) => [name, { ...again, value }])),
  },
  estimates: (rows) => {
    const named = rows.map((row) => ({ ...row, arm: `${row.personalised ? 'personalised ' : ''}${row.opponent}` }))
    const odds = (of: string) => ({ [`${of} against human`]: preAdjusted(named, { arm: 'arm', of, against: 'human' }) })
    return { ...odds('personalised ai'), ...odds('ai'), ...odds('personalised human'), moved: shareMoved(rows) }
  },
  data: {
    name: 'salvi-2024',
    about: '750 of the 900 rounds, no topic strength: salvi_debategpt_round_index.csv of persuasiontrace',
    columns: z.object({ [arms.arm]: text, opponent_is_ai: text, personalized: text, [pre]: answer, [post]: answer }),
    estimates: (rounds) => reanalysis(rounds, { ...arms, pre, post, factors: ['opponent_is_ai', 'personalized'] }),
  },
  plan,
  planted,
  limits: ['re-analysis: 750 of 900 rounds, no topic strength; profiles are dealt, topics our own; one seat a debate'],
})
