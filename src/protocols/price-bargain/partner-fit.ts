import type { FitSection } from 'suasion'
import { fitterOf, percentileInterval, quantile, toDecimals } from 'suasion/statistics'
import { partnerOf } from './partner.ts'
import { type Conversation, conversationOf } from './partner-data.ts'
import { exploitsOf, inPlay } from './partner-exploits.ts'
import { checkConversations, meanConcession, type PartnerModel, partnerModel } from './partner-model.ts'
import { heldOutSkill } from './partner-skill.ts'

const SIDES = ['buyer', 'seller'] as const

const uses: FitSection = {
  title: 'What it must not be used for',
  about: 'read this before the numbers',
  columns: ['use', 'why not'],
  rows: [
    [
      'to say which argument lowers a price',
      'it hears typed prices alone: reasons, manners and lies leave it as it is',
    ],
    [
      'to train or rank bargainers',
      'it takes what people took whatever went before: see the exploit suite, where stubbornness pays',
    ],
    [
      'to predict prices or deal rates',
      'its steps are drawn one by one, so two partners need not agree as often as people did, nor at their prices: see In play',
    ],
    ['to speak of real sales', 'crowd workers were paid for a role, saw no goods and lost nothing by agreeing'],
    [
      'to study offers far outside what people answered',
      'there a chosen rule decides: the worst are refused and the best taken, and the episode is flagged',
    ],
    [
      'to read the acceptance as an effect of price',
      'formal offers mostly confirm what talk had settled, which is why nine in ten are taken',
    ],
    ['to study what a seller guesses of the buyer', 'every seller goes by a target of .7 of the listing price'],
  ],
}

const parameterRows = (point: PartnerModel, draws: readonly PartnerModel[]): FitSection['rows'] =>
  SIDES.flatMap((side) => {
    const row = (name: string, of: (model: PartnerModel[typeof side]) => number) => [
      side,
      name,
      of(point[side]),
      ...percentileInterval(draws.map((draw) => of(draw[side]))),
    ]
    return [
      row('accepts an offer as good as its own last price', ({ met }) => met),
      row('accepts another, log odds: intercept', ({ accept }) => accept[0]),
      row('accepts another, log odds: what it is worth', ({ accept }) => accept[1]),
      row('accepts another, log odds: before it named a price', ({ accept }) => accept[2]),
      row('accepts any, log odds, as published (not used): intercept', ({ plain }) => plain[0]),
      row('accepts any, log odds, as published (not used): what it is worth', ({ plain }) => plain[1]),
      row('opening: median', ({ opening }) => opening[5]!),
      ...[1, 2, 3].map((nth) =>
        row(`share of the way conceded at price ${nth + 1}${nth === 3 ? ' and later' : ''}`, (model) =>
          meanConcession(model, nth),
        ),
      ),
      ...[0, 1, 2, 3].map((nth) =>
        row(
          `share of prices heard that are typed, after ${nth}${nth === 3 ? ' or more' : ''} of its own`,
          ({ formal }) => formal[nth]!,
        ),
      ),
      row('rejects what it does not take', ({ reject }) => reject),
      row('leaves, an act', ({ quit }) => quit),
    ]
  })

const support = (conversations: readonly Conversation[], point: PartnerModel): FitSection => ({
  title: 'Support',
  about:
    "what was seen; an offer worth less than the 5th or more than the 95th percentile of answered ones is out of support, and so is one worth less than the 5th percentile of prices that people answered with one of their own (least). What it is worth: the price from the buyer's target (for a seller .7 of the listing price) to the listing price, and for the buyer 1 minus that",
  columns: [
    'side',
    'answered offers',
    'low utility',
    'high utility',
    'least',
    'sides that named a price',
    'later prices',
  ],
  rows: SIDES.map((side) => {
    const all = conversations.map((each) => each[side])
    return [
      side,
      all.reduce((n, { answers }) => n + answers.length, 0),
      ...point[side].support,
      point[side].least,
      all.filter(({ opening }) => opening !== null).length,
      all.reduce((n, { steps }) => n + steps.length, 0),
    ]
  }),
})

/** Fits a partner of either side from conversations: first prices, concessions, acceptance, rejections and leaving. */
export const partnerFitter = fitterOf<Conversation, PartnerModel, PartnerModel, ReturnType<typeof partnerOf>>({
  fitter: 'price-bargain/partner',
  about: 'a buyer or seller who names prices, concedes, accepts, rejects and leaves as people did',
  arms: 'buyers and sellers of every conversation that was told',
  read: conversationOf,
  check: checkConversations,
  learn: (conversations) => toDecimals(partnerModel(conversations)),
  draw: (sample) => toDecimals(partnerModel(sample)),
  skill: (conversations, luck) => heldOutSkill(conversations, luck.of('held out')),
  people: (conversations) => 2 * conversations.length,
  support: ({ units, point: { buyer, seller } }) => {
    const lengths = units.map((each) => each.buyer.acts + each.seller.acts)
    return `typed offers worth ${buyer.support.join(' to ')} to a buyer and ${seller.support.join(' to ')} to a seller; up to ${quantile(lengths, 0.95)} acts; outside, worse is refused (and nothing conceded to it) and better taken, and both are flagged`
  },
  exploits: ({ point, draws }, card) => exploitsOf(partnerOf('partner', point, draws, card)),
  report: ({ units, point, draws }, { card, skill, exploits }) => [
    uses,
    {
      title: 'Parameters',
      about: 'with 95% percentile intervals of whole conversations drawn again',
      columns: ['side', 'parameter', 'value', 'low', 'high'],
      rows: parameterRows(point, draws),
    },
    ...skill,
    support(units, point),
    inPlay(partnerOf('partner', point, draws, card), units),
    ...exploits,
    {
      title: 'People',
      about: `two in each conversation; the same person may be in several, which the data do not tell. Trimmed: normalised prices outside -2 to 3`,
      columns: ['conversations', 'people, at most', 'trimmed prices'],
      rows: [[units.length, card.people, units.reduce((n, { trimmed }) => n + trimmed, 0)]],
    },
  ],
  mind: (name, { point, draws }, card) => partnerOf(name, point, draws, card),
  whole: (parameters) => Boolean(parameters?.buyer?.accept && parameters.seller?.accept),
})
