import type { Estimate, Published } from 'suasion'
import { share } from 'suasion/statistics'
import type { Reply } from './acts.ts'
import { APPEALS, ASKS } from './acts.ts'
import { atRisk, type Conversation, type Exchange } from './conversations.ts'
import { meanOf } from './means.ts'

/** What a turn comes to, in the order of the published tables. */
const REPLIES = ['refuse', 'negative', 'neutral', 'positive', 'donate'] as const satisfies readonly Reply[]
const ANSWERED: Readonly<Record<Reply, string>> = {
  refuse: 'answered by a refusal',
  negative: 'answered negatively',
  neutral: 'answered neutrally',
  positive: 'answered positively',
  donate: 'answered by a donation',
}
type Shares = readonly [refuse: number, negative: number, neutral: number, positive: number, donate: number]

/** How people answer what a persuader does in a turn, in shares of the turns with that act; `other` is every act without a row. */
const ACT_TABLE: Readonly<Record<string, Shares>> = {
  'credibility-appeal': [0.018, 0.079, 0.488, 0.339, 0.075],
  'donation-information': [0.051, 0.043, 0.403, 0.148, 0.355],
  'logical-appeal': [0.045, 0.105, 0.28, 0.398, 0.172],
  greeting: [0, 0.06, 0.761, 0.162, 0.018],
  'proposition-of-donation': [0.099, 0.056, 0.289, 0.144, 0.412],
  acknowledgement: [0.007, 0.05, 0.428, 0.36, 0.155],
  'emotion-appeal': [0.021, 0.098, 0.35, 0.457, 0.073],
  thank: [0.014, 0.051, 0.579, 0.245, 0.111],
  'task-related-inquiry': [0.006, 0.193, 0.216, 0.534, 0.051],
  'source-related-inquiry': [0, 0.38, 0.157, 0.464, 0],
  'personal-related-inquiry': [0, 0.205, 0.185, 0.589, 0.02],
  'praise-user': [0.007, 0.047, 0.383, 0.383, 0.181],
  'self-modeling': [0.014, 0.034, 0.365, 0.378, 0.209],
  'foot-in-the-door': [0.077, 0.085, 0.308, 0.254, 0.277],
  'ask-donation-amount': [0.049, 0.041, 0.23, 0.033, 0.648],
  'personal-story': [0, 0.124, 0.236, 0.483, 0.157],
  'confirm-donation': [0, 0, 0.146, 0.024, 0.829],
  'ask-donate-more': [0.323, 0.097, 0.032, 0.065, 0.484],
  other: [0.015, 0.083, 0.538, 0.252, 0.112],
}

/** What a turn comes to, by what the one before came to. */
const NEXT: Readonly<Record<'start' | Reply, Shares>> = {
  start: [0.007, 0.1, 0.683, 0.177, 0.033],
  neutral: [0.017, 0.074, 0.53, 0.26, 0.118],
  positive: [0.019, 0.069, 0.325, 0.433, 0.154],
  donate: [0.026, 0.028, 0.395, 0.236, 0.315],
  negative: [0.073, 0.204, 0.371, 0.253, 0.098],
  refuse: [0.215, 0.246, 0.369, 0.046, 0.123],
}

/** Of 3,028 turns of persuadees. */
const COUNTS: Shares = [80, 255, 1380, 885, 428]
/** The share of asks answered by a donation before the first one, after 0, 1, 2, 3, and 4 or more distinct appeals. */
const ASKED = [0.35, 0.33, 0.43, 0.42, 0.61] as const
const asksAfter = (appeals: number): string =>
  `asks after ${appeals}${appeals === 4 ? ' or more' : ''} distinct appeals: answered by a donation`

/** The published numbers of how turns are answered; `at` adds claim and source to a value with its margin. */
export const answersPublished = (
  at: (value: number, margin: number, of: string, n?: number) => Published,
): Record<string, Published> => {
  const table = <K extends string>(rows: Readonly<Record<K, Shares>>, name: (row: K, reply: Reply) => string) =>
    Object.entries<Shares>(rows).flatMap(([row, shares]) =>
      REPLIES.map((reply, k) => [name(row as K, reply), at(shares[k]!, 0.02, 'table')] as const),
    )
  return Object.fromEntries([
    ...table(ACT_TABLE, (act, reply) => `${act}: ${ANSWERED[reply]}`),
    ...table(NEXT, (before, reply) => `after ${before}: ${reply} next`),
    ...REPLIES.map((reply, k) => [`turns that are ${reply}`, at(COUNTS[k]! / 3028, 0.005, 'counts', 3028)] as const),
    ['labelled: persuadees who agree', at(236 / 300, 0.005, 'text', 300)],
    ['labelled: exchanges before the first agreement', at(5.36, 0.05, 'text', 236)],
    ...ASKED.map((value, k) => [asksAfter(k), at(value, 0.02, 'asks by appeals')] as const),
  ])
}

const distinct = (appeals: number): number => APPEALS.filter((_, i) => (appeals >> i) & 1).length

/** How people answered, turn by turn: by act, by the answer before, in all, and when they were asked. */
export const answersIn = (conversations: readonly Conversation[]): Record<string, Estimate> => {
  const found: Record<string, Estimate> = {}
  const put = (those: readonly Exchange[], replies: readonly Reply[], name: (reply: Reply) => string): void => {
    if (those.length === 0) return
    for (const reply of replies) found[name(reply)] = share(those.map((each) => each.reply === reply))
  }
  const exchanges = conversations.flatMap((each) => each.exchanges)
  const own = (act: string): string => (act in ACT_TABLE ? act : 'other')
  for (const act of Object.keys(ACT_TABLE))
    put(
      exchanges.filter(({ acts }) => acts.some((each) => own(each) === act)),
      REPLIES,
      (reply) => `${act}: ${ANSWERED[reply]}`,
    )
  for (const before of Object.keys(NEXT))
    put(
      exchanges.filter(({ history }) => (history.last ?? 'start') === before),
      REPLIES,
      (reply) => `after ${before}: ${reply} next`,
    )
  put(exchanges, REPLIES, (reply) => `turns that are ${reply}`)
  const asks = conversations.flatMap(atRisk).filter(({ acts }) => acts.some((act) => ASKING.has(act)))
  for (const k of ASKED.keys())
    put(
      asks.filter(({ history }) => Math.min(4, distinct(history.appeals)) === k),
      ['donate'],
      () => asksAfter(k),
    )
  if (conversations.length > 0)
    found['labelled: persuadees who agree'] = share(conversations.map(({ agreed }) => agreed))
  const first = meanOf(conversations.flatMap((each) => (each.agreed ? [atRisk(each).length - 1] : [])))
  return first ? { ...found, 'labelled: exchanges before the first agreement': first } : found
}
const ASKING: ReadonlySet<string> = new Set(ASKS)
