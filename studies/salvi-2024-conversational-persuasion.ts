import { items, luckOf, scene, study } from 'suasion'
import { between } from 'suasion/designs'
import { crossedOdds, honesty, publishedFits, reanalysis, shareMoved, stance, viewAtStart } from 'suasion/instruments'
import { advocate, bayesianNetwork, debate, STRATEGIES } from 'suasion/protocols/debate'
import { z } from 'zod'
import fits from './items/salvi-2024-fits.csv'
import csv from './items/salvi-2024-topics.csv'
import { all, arms, four, plan, planted } from './plans/salvi-2024.ts'

const [text, answer] = [z.string().min(1), z.enum(['1', '2', '3', '4', '5']).transform(Number)]
const topic = z.object({ id: text, proposition: text, premise1: text, premise2: text, premise3: text })
const topics = items('salvi-2024-topics', csv, topic)
const [pre, post] = ['side_agreement_pre_likert', 'side_agreement_post_likert'] as const
const words = { treatment_type: text, opponent_is_ai: text, personalized: text, debate_id: text, topic: text }
const partial = { arms: all, cluster: 'debate_id', block: 'topic', luck: luckOf('salvi-2024') }
const [population, margin] = ['adults in the United States', Math.log(1.25)] as const
const people = { data: 'salvi-2024', population, claim: 'people', scale: 'ratio', origin: 'published' } as const
const nature = { value: 1.812, interval: [1.26, 2.607], n: 900, source: 'Nature Human Behaviour, abstract' } as const

/** A trial of 2 x 2: people debate a person or GPT-4, to whom six attributes of theirs are shown or not. */
export default study({
  name: 'salvi-2024-conversational-persuasion',
  title: 'On the conversational persuasiveness of GPT-4',
  cite: 'Salvi, Horta Ribeiro, Gallotti & West 2025, Nature Human Behaviour; arXiv:2403.14380',
  systems: ['persuasion-rct'],
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
    [`${four[3]} against human`]: { ...people, ...nature, margin },
    'ai against human': { ...people, margin, value: 1.21, n: 820, source: 'arXiv version 1: about +21%, p = .31' },
    ...publishedFits(fits, people),
  },
  estimates: (rows) => {
    const named = rows.map((row) => ({ ...row, arm: `${row.personalised ? 'personalised ' : ''}${row.opponent}` }))
    return { ...crossedOdds(named, { arm: 'arm', arms: four, block: 'item' }), moved: shareMoved(rows) }
  },
  data: {
    name: 'salvi-2024',
    about: '750 rounds of 900 people, no topic strength: salvi_debategpt_round_index.csv of persuasiontrace',
    columns: z.object({ ...words, [pre]: answer, [post]: answer }),
    estimates: (rounds) => reanalysis(rounds, { ...arms, pre, post, partial }),
  },
  plan,
  planted,
  limits: ['re-analysis: no topic strength in the file; profiles are dealt, topics our own; one seat a debate'],
})
