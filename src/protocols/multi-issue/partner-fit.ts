import type { FitSection } from 'suasion'
import { fitterOf, mean, percentileInterval, toDecimals } from 'suasion/statistics'
import { partnerOf } from './partner.ts'
import { type Conversation, conversationOf } from './partner-data.ts'
import { exploitsOf } from './partner-exploits.ts'
import { answersOf, checkConversations, type PartnerModel, partnerModel, proposedIn } from './partner-model.ts'
import { heldOutSkill } from './partner-skill.ts'
import { pointsOf } from './splits.ts'

const uses: FitSection = {
  title: 'What it must not be used for',
  about: 'read this before the numbers',
  columns: ['use', 'why not'],
  rows: [
    [
      'to say which talk gets a better deal',
      'it hears typed splits alone: needs, arguments, manners and lies leave it as it is',
    ],
    [
      'to train or rank negotiators',
      'it accepts by points alone and never holds a demand against anybody: see the exploit suite, where demanding pays',
    ],
    ['to study logrolling by the partner', 'its proposals do not depend on what the other asks for'],
    ['to speak of stakes, culture or acquaintance', 'crowd workers, strangers, a small bonus for points'],
    [
      'with other goods, amounts or values',
      'it goes on by the same shares of points, which nobody was asked about, and the episode is flagged',
    ],
  ],
}

const parameters = (point: PartnerModel, draws: readonly PartnerModel[]): FitSection => {
  const row = (name: string, of: (model: PartnerModel) => number) => [
    name,
    of(point),
    ...percentileInterval(draws.map(of)),
  ]
  const asks = ({ keeps: counts }: PartnerModel): number => {
    const all = Object.entries(counts)
    const n = all.reduce((sum, [, count]) => sum + count, 0)
    return all.reduce((sum, [keep, count]) => sum + count * pointsOf([5, 4, 3], keep.split(' ').map(Number)), 0) / n
  }
  return {
    title: 'Parameters',
    about: 'with 95% percentile intervals of whole conversations drawn again; points on a scale of 36',
    columns: ['parameter', 'value', 'low', 'high'],
    rows: [
      row('accepts as much as it last asked for', ({ met }) => met),
      row('accepts less, log odds: intercept', ({ accept }) => accept[0]),
      row('accepts less, log odds: a point', ({ accept }) => accept[1]),
      row('accepts less, log odds: once it has proposed itself', ({ accept }) => accept[2]),
      row('accepts any, log odds, as published (not used): intercept', ({ plain }) => plain[0]),
      row('accepts any, log odds, as published (not used): a point', ({ plain }) => plain[1]),
      row('refuses by rejecting', ({ refuse }) => refuse[0]),
      row('refuses by a proposal of its own', ({ refuse }) => refuse[1]),
      row('refuses by walking away', ({ refuse }) => refuse[2]),
      ...[0, 3, 5, 6, 8, 10].map((acts) => row(`proposes after ${acts} acts`, ({ propose }) => propose[acts]!)),
      row('walks away, an act', ({ walk }) => walk),
      row('points asked for in proposals', asks),
      row('a later proposal asks for the same again', ({ again }) => again),
    ],
  }
}

const support = (conversations: readonly Conversation[], point: PartnerModel): FitSection => ({
  title: 'Support',
  about:
    'what was seen: three issues of three packages at 5, 4 and 3 points; a proposal that offers less than the 5th or more than the 95th percentile of answered ones is out of support',
  columns: [
    'answered proposals',
    'low points',
    'high points',
    'proposals',
    'of these not the first of their side',
    'mean points offered',
  ],
  rows: [
    [
      answersOf(conversations).length,
      ...point.support,
      proposedIn(conversations).length,
      proposedIn(conversations).filter(({ nth }) => nth > 0).length,
      mean(answersOf(conversations).map(({ points }) => points)),
    ],
  ],
})

/** Fits a partner from conversations: proposals, acceptance over points, refusals, and how long people talk first. */
export const partnerFitter = fitterOf<Conversation, PartnerModel, PartnerModel, ReturnType<typeof partnerOf>>({
  fitter: 'multi-issue/partner',
  about: 'a negotiator who talks, proposes, accepts, refuses and walks away as people did',
  arms: 'both sides of every conversation that was told',
  read: conversationOf,
  check: checkConversations,
  learn: (conversations) => toDecimals(partnerModel(conversations)),
  draw: (sample) => toDecimals(partnerModel(sample)),
  skill: (conversations, luck) => heldOutSkill(conversations, luck.of('held out')),
  people: (conversations) => 2 * conversations.length,
  support: ({ point }) =>
    `three issues of three packages at 5, 4 and 3 points, and proposals that offer ${point.support.join(' to ')} of 36 points; outside, less is refused and more accepted, other goods are asked for by the same share of points, and all is flagged`,
  exploits: ({ point, draws }, card) => exploitsOf(partnerOf('partner', point, draws, card)),
  report: ({ units, point, draws }, { card, skill, exploits }) => [
    uses,
    parameters(point, draws),
    ...skill,
    support(units, point),
    ...exploits,
    {
      title: 'People',
      about: 'two in each conversation; the same person may be in several, which the data do not tell',
      columns: ['conversations', 'people, at most'],
      rows: [[units.length, card.people]],
    },
  ],
  mind: (name, { point, draws }, card) => partnerOf(name, point, draws, card),
  whole: (parameters) => Boolean(parameters?.accept && parameters.keeps),
})
