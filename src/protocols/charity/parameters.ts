import type { Luck } from 'suasion'
import type { Reply } from './acts.ts'
import { chances, type Hazards, type History } from './hazards.ts'

/** Counts of the replies that are neither a donation nor a refusal: negative, neutral, positive. */
export type ReplyCounts = readonly [negative: number, neutral: number, positive: number]
/** Numbers with how often each was seen. */
export type Counted = readonly (readonly [value: number, count: number])[]

/** All that is learnt of persuadees: counts over people, and no sentence of anybody. */
export interface Parameters extends Hazards {
  /** By what the persuader did in the turn; '*' is any turn. */
  readonly replies: Readonly<Record<string, ReplyCounts>>
  /** What a turn that is neither positive nor negative did, by label. */
  readonly neutral: Readonly<Record<string, number>>
  /** What is pledged, as shares of the endowment. */
  readonly pledges: Counted
  /** Of those who pledged: gave nothing, less, as much, more. */
  readonly kept: readonly [nothing: number, less: number, same: number, more: number]
  /** What those who gave less or more gave, as a ratio of what they pledged. */
  readonly less: Counted
  readonly more: Counted
  /** Of those who never agreed to give: who gave nothing, and who gave all the same. */
  readonly unpledged: readonly [nothing: number, something: number]
  /** What these gave, as shares of the endowment. */
  readonly gifts: Counted
}

/** Where the fit has seen people. */
export interface Support {
  readonly people: number
  readonly turns: number
  /** How many turns before the first donation held each act. */
  readonly acts: Readonly<Record<string, number>>
  /** How many came after 0, 1, 2, ... asks. */
  readonly asks: readonly number[]
  /** How many held 0, 1, 2, ... different acts. */
  readonly stacked: readonly number[]
  /** The most exchanges of any talk. */
  readonly exchanges: number
}

/** Fewer turns than this are too few to call an act, or a number of asks, seen (*chosen*). */
export const LEAST = 10

/** Whether a fit has seen such a turn: its acts, so many at once, after so many asks, and so late. */
export const supported = (support: Support, acts: readonly string[], history: History): boolean =>
  acts.length > 0 &&
  acts.every((act) => (support.acts[act] ?? 0) >= LEAST) &&
  (support.asks[history.asks] ?? 0) >= LEAST &&
  (support.stacked[new Set(acts).size] ?? 0) >= LEAST &&
  history.exchange < support.exchanges

const REPLIES = ['donate', 'refuse', 'negative', 'neutral', 'positive'] as const satisfies readonly Reply[]

/** The chances of negative, neutral and positive replies to a turn: the mean over its acts; of any turn where none was seen. */
export const replyShares = ({ replies }: Pick<Parameters, 'replies'>, acts: readonly string[]): ReplyCounts => {
  const rows = acts.flatMap((act) => (replies[act] ? [replies[act]] : []))
  const used = rows.length > 0 ? rows : [replies['*']!]
  const sum = [0, 0, 0] as [number, number, number]
  for (const row of used) {
    const total = row[0] + row[1] + row[2]
    for (let k = 0; k < 3; k++) sum[k]! += row[k]! / total / used.length
  }
  return sum
}

/** The chances of each reply to a turn. */
export const replyChances = (
  parameters: Parameters,
  acts: readonly string[],
  history: History,
  fatigue: number,
): { readonly replies: typeof REPLIES; readonly chances: readonly number[] } => {
  const { donate, refuse } = chances(parameters, acts, history, fatigue)
  const rest = Math.max(0, 1 - donate - refuse)
  return { replies: REPLIES, chances: [donate, refuse, ...replyShares(parameters, acts).map((share) => share * rest)] }
}

/** One of some counted values. */
export const drawn = (counted: Counted, luck: Luck): number =>
  luck.weighted(
    counted.map(([value]) => value),
    counted.map(([, count]) => count),
  )

/** What a person gives after pledging so much, or nothing; before any limit. */
export const gift = (parameters: Parameters, pledged: number | null, endowment: number, luck: Luck): number => {
  const { unpledged, gifts, kept, less, more } = parameters
  if (pledged === null)
    return luck.of('gives').weighted([false, true], unpledged) ? endowment * drawn(gifts, luck.of('gift')) : 0
  const how = luck.of('keeps').weighted(['nothing', 'less', 'same', 'more'] as const, kept)
  if (how === 'nothing') return 0
  return how === 'same' ? pledged : pledged * drawn(how === 'less' ? less : more, luck.of('ratio'))
}
