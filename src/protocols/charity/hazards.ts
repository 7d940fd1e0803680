import { APPEALS, ASKS, INQUIRIES, type Reply, replyOf } from './acts.ts'
import type { Said } from './state.ts'

/** The terms of a hazard, in the order of its coefficients. */
export const TERMS = [
  'constant',
  'proposition-of-donation',
  'ask-donation-amount',
  'donation-information',
  'foot-in-the-door',
  'logical-appeal',
  'emotion-appeal',
  'credibility-appeal',
  'personal-story',
  'self-modeling',
  'praise-user',
  'any inquiry',
  'distinct appeals before',
  'exchange / 10, at most 1.2',
  'reply before positive',
  'reply before negative or refusal',
  'asks before, at most 3',
] as const
/** The acts that have a term of their own, without the inquiries. */
export const TERM_ACTS = TERMS.slice(1, 11) as readonly string[]
/** The acts that move a hazard: what a persuader can usefully choose among. */
export const HAZARD_ACTS = [...TERM_ACTS, ...INQUIRIES] as const

const place: ReadonlyMap<string, number> = new Map([
  ...TERM_ACTS.map((act, i): [string, number] => [act, i + 1]),
  ...INQUIRIES.map((act): [string, number] => [act, 11]),
])
const appealBit: ReadonlyMap<string, number> = new Map(APPEALS.map((act, i) => [act, 1 << i]))
const asking: ReadonlySet<string> = new Set(ASKS)

/** What a talk has come to before a turn of the persuader's. */
export interface History {
  /** The appeals used so far, a bit each in the order of `APPEALS`. */
  readonly appeals: number
  /** In how many turns money was asked for. */
  readonly asks: number
  readonly last: Reply | null
  /** How many exchanges came before. */
  readonly exchange: number
}
export const START: History = { appeals: 0, asks: 0, last: null, exchange: 0 }

/** What a talk has come to after one more exchange. */
export const after = (history: History, acts: readonly string[], last: Reply): History => {
  let { appeals, asks } = history
  let asked = 0
  for (const act of acts) {
    appeals |= appealBit.get(act) ?? 0
    if (asking.has(act)) asked = 1
  }
  asks += asked
  return { appeals, asks, last, exchange: history.exchange + 1 }
}

/** Where a talk stands: the acts the persuader has just done, and what came before them. */
export const facing = (
  said: readonly Said[],
  exchange: number,
): { readonly acts: readonly string[]; readonly history: History } => {
  let history = START
  let acts: readonly string[] = []
  for (const { by, move, acts: own } of said)
    if (by === 'persuader') acts = [...acts, ...own]
    else {
      history = after(history, acts, replyOf(move, own))
      acts = []
    }
  return { acts, history: { ...history, exchange } }
}

const bits = (mask: number): number => {
  let n = 0
  for (let rest = mask; rest > 0; rest &= rest - 1) n++
  return n
}

/** The row of the hazards' terms for a turn of the persuader's. */
export const termsOf = (acts: readonly string[], { appeals, asks, last, exchange }: History): number[] => {
  const row = new Array<number>(TERMS.length).fill(0)
  row[0] = 1
  for (const act of acts) {
    const at = place.get(act)
    if (at !== undefined) row[at] = 1
  }
  row[12] = bits(appeals)
  row[13] = Math.min(exchange / 10, 1.2)
  row[14] = last === 'positive' ? 1 : 0
  row[15] = last === 'negative' || last === 'refuse' ? 1 : 0
  row[16] = Math.min(asks, 3)
  return row
}

/** The coefficients of the two hazards, and the fatigue of being asked: added for each ask before. */
export interface Hazards {
  readonly donate: readonly number[]
  readonly refuse: readonly number[]
}
/** Log odds for each ask before: `fatigue` times -.6 of donating and +.5 of refusing (*inferred*; the data show none). */
export const FATIGUE = { donate: -0.6, refuse: 0.5 } as const

/** The chances that this turn brings a donation, or a refusal; what is left is neither. */
export const chances = (
  { donate, refuse }: Hazards,
  acts: readonly string[],
  history: History,
  fatigue: number,
): { readonly donate: number; readonly refuse: number } => {
  const row = termsOf(acts, history)
  let [yes, no] = [fatigue * FATIGUE.donate * history.asks, fatigue * FATIGUE.refuse * history.asks]
  for (let i = 0; i < row.length; i++) {
    yes += donate[i]! * row[i]!
    no += refuse[i]! * row[i]!
  }
  const [p, q] = [1 / (1 + Math.exp(-yes)), 1 / (1 + Math.exp(-no))]
  const total = Math.max(1, p + q)
  return { donate: p / total, refuse: q / total }
}
