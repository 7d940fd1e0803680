import { logistic, numeric, quantile, type Row } from 'suasion/statistics'
import type { Answer, Conversation } from './partner-data.ts'

/** The parameters of a partner. */
export interface PartnerModel {
  /** Log odds of accepting: intercept, slope over the points offered, and what is added once it has proposed itself. */
  readonly accept: readonly [intercept: number, points: number, asked: number]
  /** The chance of accepting as much as it last asked for. */
  readonly met: number
  /** Log odds of accepting over the points alone: intercept and slope, as published; no mind goes by it. */
  readonly plain: readonly [intercept: number, points: number]
  /** Of proposals it does not accept, the shares it rejects, answers with its own, and walks away from. */
  readonly refuse: readonly [reject: number, propose: number, walkAway: number]
  /** The chance of proposing where nothing is to be answered, by how many acts it has made. */
  readonly propose: readonly number[]
  /** The chance of walking away there, an act. */
  readonly walk: number
  /** How often each split was proposed: the packages asked for, from the most to the least valued issue. */
  readonly keeps: Readonly<Record<string, number>>
  /** The chance that a later proposal asks for the same again. */
  readonly again: number
  /** From the 5th to the 95th percentile of the points that answered proposals offered. */
  readonly support: readonly [low: number, high: number]
}

/** Acts after which the chance of proposing counts as the same. */
const LONG = 14
/** Acts from which on there are enough people to tell a chance apart (chosen). */
const place = (acts: number): number => Math.min(acts, LONG)
/** A share with half an event added to each side, so that nothing is certain. */
const shareOf = (events: number, n: number): number => (events + 0.5) / (n + 1)

export const answersOf = (conversations: readonly Conversation[]): readonly Answer[] =>
  conversations.flatMap(({ sides }) => sides.flatMap(({ answers }) => answers))

const coefficientsOf = (rows: readonly Row[], columns: readonly string[]): number[] =>
  logistic(rows, { outcome: 'accepted', terms: columns.map(numeric), interval: 'wald' }).coefficients.map(
    ({ value }) => value,
  )

/**
 * Fits the acceptance of proposals. What gives a side as much as it last asked for has a rate of its own; of the others
 * the log odds depend on the points, and on whether it has asked for anything.
 */
export const acceptance = (answers: readonly Answer[]): Pick<PartnerModel, 'accept' | 'met'> => {
  const as = answers.filter(({ met }) => met === 1)
  const rows = answers.flatMap(({ points, met, silent, move }) =>
    met === 1 ? [] : [{ points, asked: silent ? 0 : 1, accepted: move === 'accept' }],
  )
  // Where all answers before its first proposal, or after it, were the same, nothing can be told apart by it.
  const varies = new Set(rows.map(({ asked, accepted }) => `${asked} ${accepted}`)).size === 4
  const [intercept, points, asked = 0] = coefficientsOf(rows, varies ? ['points', 'asked'] : ['points'])
  return {
    accept: [intercept!, points!, asked],
    met: shareOf(as.filter(({ move }) => move === 'accept').length, as.length),
  }
}

/** The acceptance of all proposals over their points alone: the logit that is published, for the report. */
const plainAcceptance = (answers: readonly Answer[]): PartnerModel['plain'] => {
  const rows = answers.map(({ points, move }) => ({ points, accepted: move === 'accept' }))
  const [intercept, points] = coefficientsOf(rows, ['points'])
  return [intercept!, points!]
}

/** The chance that a proposal is accepted. */
export const acceptanceOf = (
  { accept, met }: Pick<PartnerModel, 'accept' | 'met'>,
  offer: Pick<Answer, 'points' | 'met' | 'silent'>,
): number =>
  offer.met ? met : 1 / (1 + Math.exp(-accept[0] - accept[1] * offer.points - (offer.silent ? 0 : accept[2])))

/** Every proposal, in order. */
export const proposedIn = (conversations: readonly Conversation[]) =>
  conversations.flatMap(({ sides }) => sides.flatMap(({ proposed }) => proposed))

/** How often each keep was asked for. */
export const tally = (keeps: readonly (readonly number[])[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const keep of keeps) counts[keep.join(' ')] = (counts[keep.join(' ')] ?? 0) + 1
  return counts
}

/** How often a side that proposes again asks for the same. */
export const againOf = (conversations: readonly Conversation[]): number => {
  const later = proposedIn(conversations).filter(({ before }) => before !== null)
  return shareOf(later.filter(({ keep, before }) => keep.join() === before!.join()).length, later.length)
}

export const partnerModel = (conversations: readonly Conversation[]): PartnerModel => {
  const answers = answersOf(conversations)
  const refused = answers.filter(({ move }) => move !== 'accept')
  const opened = conversations.flatMap(({ sides }) => sides.flatMap((each) => each.opened))
  const refusing = (move: Answer['move']): number =>
    (refused.filter((each) => each.move === move).length + 0.5) / (refused.length + 1.5)
  const points = answers.map((each) => each.points)
  return {
    ...acceptance(answers),
    plain: plainAcceptance(answers),
    refuse: [refusing('reject'), refusing('propose'), refusing('walkAway')],
    propose: Array.from({ length: LONG + 1 }, (_, acts) => {
      const here = opened.filter((each) => place(each.acts) === acts)
      return shareOf(here.filter(({ move }) => move === 'propose').length, here.length)
    }),
    walk: shareOf(opened.filter(({ move }) => move === 'walkAway').length, opened.length),
    keeps: tally(proposedIn(conversations).map(({ keep }) => keep)),
    again: againOf(conversations),
    support: [quantile(points, 0.05), quantile(points, 0.95)],
  }
}

const FEWEST = 20

/** Throws, saying what is missing, where a partner cannot be learnt. */
export const checkConversations = (conversations: readonly Conversation[], data: string): void => {
  const answers = answersOf(conversations)
  const taken = answers.filter(({ move }) => move === 'accept').length
  if (answers.length < FEWEST)
    throw new Error(
      `${data}: ${answers.length} proposals were answered; ${FEWEST} are the least a partner is fitted from`,
    )
  if (taken === 0 || taken === answers.length)
    throw new Error(`${data}: people ${taken ? 'accept' : 'refuse'} every proposal; it must vary`)
  if (new Set(answers.map(({ points }) => points)).size < 2)
    throw new Error(`${data}: all proposals offer the same points; they must vary`)
}
