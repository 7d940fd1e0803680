import type { Fit, FitSection, Fitted, Fitter, Json, Luck, Told } from 'suasion'
import { percentileInterval, quantile, refitted, toDecimals } from 'suasion/statistics'
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

const fit = (told: readonly Told[], data: string, luck: Luck): Fitted => {
  const conversations = told.map(conversationOf)
  checkConversations(conversations, data)
  const point = toDecimals(partnerModel(conversations))
  const draws = refitted(conversations, { luck }, (sample) => toDecimals(partnerModel(sample)))
  const { skill, sections } = heldOutSkill(conversations, luck.of('held out'))
  const people = 2 * conversations.length
  const lengths = conversations.map(({ buyer, seller }) => buyer.acts + seller.acts)
  const card: Fit = {
    data,
    arms: 'buyers and sellers of every conversation that was told',
    people,
    skill: toDecimals(skill),
    support: `typed offers worth ${point.buyer.support.join(' to ')} to a buyer and ${point.seller.support.join(' to ')} to a seller; up to ${quantile(lengths, 0.95)} acts; outside, worse is refused (and nothing conceded to it) and better taken, and both are flagged`,
  }
  const partner = partnerOf('partner', point, draws, card)
  const exploits = exploitsOf(partner)
  return {
    fitter: 'price-bargain/partner',
    parameters: point as unknown as Json,
    draws: draws as unknown as Json[],
    fit: { ...card, exploits: exploits.short },
    report: toDecimals([
      uses,
      {
        title: 'Parameters',
        about: 'with 95% percentile intervals of whole conversations drawn again',
        columns: ['side', 'parameter', 'value', 'low', 'high'],
        rows: parameterRows(point, draws),
      },
      ...sections,
      support(conversations, point),
      inPlay(partner, conversations),
      exploits.section,
      {
        title: 'People',
        about: `two in each conversation; the same person may be in several, which the data do not tell. Trimmed: normalised prices outside -2 to 3`,
        columns: ['conversations', 'people, at most', 'trimmed prices'],
        rows: [[conversations.length, people, conversations.reduce((n, { trimmed }) => n + trimmed, 0)]],
      },
    ]),
  }
}

/** Fits a partner of either side from conversations: first prices, concessions, acceptance, rejections and leaving. */
export const partnerFitter: Fitter = {
  name: 'partner',
  about: 'a buyer or seller who names prices, concedes, accepts, rejects and leaves as people did',
  fit,
  mind: (fitted) => partnerFrom(fitted),
}

/** The partner that was learnt; throws on what another fitter made. */
export const partnerFrom = (fitted: Fitted): ReturnType<typeof partnerOf> => {
  if (fitted.fitter !== 'price-bargain/partner')
    throw new Error(`this was made by ${fitted.fitter}; price-bargain/partner reads only its own`)
  const point = fitted.parameters as unknown as PartnerModel
  if (!point?.buyer?.accept || !point.seller?.accept)
    throw new Error('this file of price-bargain/partner lacks its parameters; fit it again')
  return partnerOf(
    `partner of ${fitted.fit.data}`,
    point,
    fitted.draws as unknown as readonly PartnerModel[],
    fitted.fit,
  )
}
