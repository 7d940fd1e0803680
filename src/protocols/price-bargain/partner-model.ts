import { logistic, mean, numeric, quantile } from 'suasion/statistics'
import type { Answer, Conversation, SideData } from './partner-data.ts'
import type { Side } from './state.ts'

/** The parameters of one side, all in normalised prices. */
export interface SideModel {
  /** First prices: quantiles at 0, .1, ..., 1. */
  readonly opening: readonly number[]
  /** The chance that it stays at its price, at its second, third and later prices. */
  readonly holds: readonly number[]
  /** Where it moves: quantiles at .1, .3, .5, .7 and .9 of the share of the way to the other's last price. */
  readonly shares: readonly number[]
  /** The share of prices heard that are typed offers, after none, one, two, three or more of its own. */
  readonly formal: readonly number[]
  /** The chance of accepting an offer as good as its own last price. */
  readonly met: number
  /** Log odds of accepting any other: intercept, slope over what it is worth, and what is added before it named a price. */
  readonly accept: readonly [intercept: number, utility: number, silent: number]
  /** Log odds of accepting any offer over what it is worth alone: intercept and slope, as published; no mind goes by it. */
  readonly plain: readonly [intercept: number, utility: number]
  /** Of typed offers it does not accept, the share it rejects. */
  readonly reject: number
  /** The chance of leaving, an act. */
  readonly quit: number
  /** From the 5th to the 95th percentile of what answered offers were worth. */
  readonly support: readonly [low: number, high: number]
  /** The 5th percentile of what the other's last price was worth when this side named its next. */
  readonly least: number
}

export type PartnerModel = Readonly<Record<Side, SideModel>>

const LATER = 3
const place = (nth: number): number => Math.min(nth, LATER)

/** The share of the way to the other that a step goes: 0 where it stays or goes back, 1 where it meets the other. */
export const conceded = ({ own, other, next }: SideData['steps'][number]): number | null =>
  own === other ? null : Math.min(1, Math.max(0, (next - own) / (other - own)))

/** A share with half an event added to each side, so that nothing is certain. */
const shareOf = (events: number, n: number): number => (events + 0.5) / (n + 1)

/**
 * Fits the acceptance of typed offers. Nearly all that are as good as a side's own last price are accepted, so these have
 * a rate of their own; of the others the log odds depend on what the offer is worth.
 */
export const acceptance = (answers: SideData['answers']): Pick<SideModel, 'met' | 'accept'> => {
  const as = answers.filter(({ met }) => met === 1)
  const rows = answers.filter(({ met }) => met === 0).map((each) => ({ ...each }))
  // Where offers before its first price, or after it, all went one way, nothing can be told apart by it.
  const varies = new Set(rows.map(({ silent, accepted }) => `${silent} ${accepted}`)).size === 4
  const terms = (varies ? ['utility', 'silent'] : ['utility']).map(numeric)
  const { coefficients } = logistic(rows, { outcome: 'accepted', terms, interval: 'wald' })
  const [intercept, utility, silent = 0] = coefficients.map(({ value }) => value)
  return {
    met: shareOf(as.filter(({ accepted }) => accepted).length, as.length),
    accept: [intercept!, utility!, silent],
  }
}

/** The chance that an offer is accepted. */
export const acceptanceOf = (
  { met, accept }: Pick<SideModel, 'met' | 'accept'>,
  offer: Omit<Answer, 'accepted'>,
): number => (offer.met ? met : 1 / (1 + Math.exp(-accept[0] - accept[1] * offer.utility - accept[2] * offer.silent)))

/** The acceptance of all offers over what they are worth alone: the logit that is published, for the report. */
const plainAcceptance = (answers: SideData['answers']): readonly [number, number] => {
  const rows = answers.map((each) => ({ ...each }))
  const { coefficients } = logistic(rows, { outcome: 'accepted', terms: [numeric('utility')], interval: 'wald' })
  return [coefficients[0]!.value, coefficients[1]!.value]
}

/** The mean share of the way that a side concedes at its nth later price: what the model forecasts. */
export const meanConcession = ({ holds, shares }: Pick<SideModel, 'holds' | 'shares'>, nth: number): number =>
  (1 - holds[place(nth) - 1]!) * mean(shares)

/** How a side moves, from its steps. */
export const concession = (steps: SideData['steps']): Pick<SideModel, 'holds' | 'shares'> => {
  const made = steps.flatMap((step) => {
    const share = conceded(step)
    return share === null ? [] : [{ nth: place(step.nth), share }]
  })
  const moved = made.filter(({ share }) => share > 0).map(({ share }) => share)
  return {
    holds: [1, 2, 3].map((nth) => {
      const here = made.filter((step) => step.nth === nth)
      return shareOf(here.filter(({ share }) => share === 0).length, here.length)
    }),
    shares: [0.1, 0.3, 0.5, 0.7, 0.9].map((p) => (moved.length ? quantile(moved, p) : 0)),
  }
}

const sideModel = (side: Side, all: readonly SideData[]): SideModel => {
  const openings = all.flatMap(({ opening }) => opening ?? [])
  const heard = all.flatMap((each) => each.heard)
  const answers = all.flatMap((each) => each.answers)
  const steps = all.flatMap((each) => each.steps)
  const sum = (of: 'declined' | 'rejected' | 'acts' | 'quits'): number => all.reduce((n, each) => n + each[of], 0)
  const utilities = answers.map(({ utility }) => utility)
  return {
    opening: Array.from({ length: 11 }, (_, i) => quantile(openings, i / 10)),
    ...concession(steps),
    formal: [0, 1, 2, 3].map((nth) => {
      const here = heard.filter((each) => place(each.nth) === nth)
      return shareOf(here.filter(({ formal }) => formal).length, here.length)
    }),
    ...acceptance(answers),
    plain: plainAcceptance(answers),
    reject: shareOf(sum('rejected'), sum('declined')),
    quit: shareOf(sum('quits'), sum('acts')),
    support: [quantile(utilities, 0.05), quantile(utilities, 0.95)],
    least: quantile(
      steps.map(({ other }) => (side === 'seller' ? other : 1 - other)),
      0.05,
    ),
  }
}

const FEWEST = 20

/** Throws, saying what is missing, where a partner cannot be learnt. */
export const checkConversations = (conversations: readonly Conversation[], data: string): void => {
  for (const side of ['buyer', 'seller'] as const) {
    const all = conversations.map((each) => each[side])
    const answers = all.flatMap((each) => each.answers)
    const taken = answers.filter(({ accepted }) => accepted).length
    const wrong = (what: string): never => {
      throw new Error(`${data}: ${what}`)
    }
    if (answers.length < FEWEST)
      wrong(`${answers.length} offers were answered by a ${side}; ${FEWEST} are the least a partner is fitted from`)
    if (taken === 0 || taken === answers.length)
      wrong(`the ${side} ${taken ? 'accepts' : 'rejects'} every offer; it must vary`)
    const unmet = answers.filter(({ met }) => met === 0)
    for (const term of ['utility', 'accepted'] as const)
      if (new Set(unmet.map((each) => each[term])).size < 2)
        wrong(`the offers to a ${side} that are worse than its last price are alike in ${term}; they must vary`)
    if (all.every(({ steps }) => steps.length === 0))
      wrong(`no ${side} names a second price, so no concession can be fitted`)
    if (all.filter(({ opening }) => opening !== null).length < FEWEST)
      wrong(`fewer than ${FEWEST} ${side}s name a price`)
  }
}

/** Fits both sides. */
export const partnerModel = (conversations: readonly Conversation[]): PartnerModel => ({
  buyer: sideModel(
    'buyer',
    conversations.map(({ buyer }) => buyer),
  ),
  seller: sideModel(
    'seller',
    conversations.map(({ seller }) => seller),
  ),
})
