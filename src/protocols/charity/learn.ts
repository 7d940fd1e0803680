import { ridgeLogistic } from 'suasion/statistics'
import { PERSUADEE_ACTS, PERSUADER_ACTS, type Reply } from './acts.ts'
import { atRisk, type Conversation, type Exchange } from './conversations.ts'
import { type Hazards, termsOf } from './hazards.ts'
import type { Counted, Parameters, ReplyCounts, Support } from './parameters.ts'

/** The ridge penalty: light, on half the sum of squared coefficients. */
export const PENALTY = 1

/** The hazards of a first donation and of a refusal. */
export const hazardsOf = (exchanges: readonly Exchange[], penalty = PENALTY): Hazards => {
  const rows = exchanges.map(({ acts, history }) => termsOf(acts, history))
  const hazard = (event: Reply): readonly number[] =>
    ridgeLogistic(
      rows,
      exchanges.map(({ reply }) => reply === event),
      { penalty },
    ).coefficients
  return { donate: hazard('donate'), refuse: hazard('refuse') }
}

const counted = (values: readonly number[]): Counted => {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => a - b)
}
const PLACE: Partial<Record<Reply, number>> = { negative: 0, neutral: 1, positive: 2 }

const repliesOf = (exchanges: readonly Exchange[]): Record<string, ReplyCounts> => {
  const table: Record<string, [number, number, number]> = { '*': [0, 0, 0] }
  for (const { acts, reply } of exchanges) {
    const at = PLACE[reply]
    if (at === undefined) continue
    for (const act of ['*', ...new Set(acts)]) (table[act] ??= [0, 0, 0])[at]! += 1
  }
  return table
}

/** Ratios to one half percent: enough for what people gave, and nobody's own sum. */
const ratio = (given: number, pledged: number): number => Math.round((200 * given) / pledged) / 200

/** Everything about persuadees that these conversations tell. Pledges and gifts above the endowment are left out. */
export const learn = (conversations: readonly Conversation[], penalty = PENALTY): Parameters => {
  const exchanges = conversations.flatMap(atRisk)
  const neutral: Record<string, number> = {}
  for (const { reply, answered } of exchanges)
    if (reply === 'neutral') for (const label of answered) neutral[label] = (neutral[label] ?? 0) + 1
  const pledged = conversations.flatMap(({ agreed, pledged: p, given: g }) =>
    agreed && p !== null && p > 0 && p <= 1 && g !== null ? [{ p, g }] : [],
  )
  const without = conversations.flatMap(({ agreed, given: g }) => (!agreed && g !== null && g <= 1 ? [g] : []))
  const [less, more] = [pledged.filter(({ p, g }) => g > 0 && g < p), pledged.filter(({ p, g }) => g > p)]
  const nothing = pledged.filter(({ g }) => g === 0).length
  return {
    ...hazardsOf(exchanges, penalty),
    replies: repliesOf(exchanges),
    neutral,
    pledges: counted(pledged.map(({ p }) => p)),
    kept: [nothing, less.length, pledged.length - nothing - less.length - more.length, more.length],
    less: counted(less.map(({ p, g }) => ratio(g, p))),
    more: counted(more.map(({ p, g }) => ratio(g, p))),
    unpledged: [without.filter((g) => g === 0).length, without.filter((g) => g > 0).length],
    gifts: counted(without.filter((g) => g > 0)),
  }
}

const tally = (values: readonly number[]): number[] =>
  Array.from({ length: Math.max(0, ...values) + 1 }, (_, k) => values.filter((value) => value === k).length)

/** What the conversations have seen. */
export const supportOf = (conversations: readonly Conversation[]): Support => {
  const exchanges = conversations.flatMap(atRisk)
  const acts: Record<string, number> = {}
  for (const { acts: done } of exchanges) for (const act of new Set(done)) acts[act] = (acts[act] ?? 0) + 1
  return {
    people: conversations.length,
    turns: exchanges.length,
    acts,
    asks: tally(exchanges.map(({ history }) => history.asks)),
    stacked: tally(exchanges.map(({ acts: done }) => new Set(done).size)),
    exchanges: Math.max(0, ...exchanges.map(({ history }) => history.exchange + 1)),
  }
}

const lists = ['pledges', 'less', 'more', 'gifts'] as const

/** Parameters as one list of numbers, read again beside those they vary: the values of counted lists stand there. */
export const packed = (parameters: Parameters, base: Parameters): number[] => [
  ...parameters.donate,
  ...parameters.refuse,
  ...['*', ...PERSUADER_ACTS].flatMap((act) => parameters.replies[act] ?? [0, 0, 0]),
  ...PERSUADEE_ACTS.map((act) => parameters.neutral[act] ?? 0),
  ...parameters.kept,
  ...parameters.unpledged,
  ...lists.flatMap((list) => base[list].map(([value]) => parameters[list].find(([each]) => each === value)?.[1] ?? 0)),
]

/** What {@link packed} wrote; throws where the list is of another length. */
export const unpacked = (numbers: readonly number[], base: Parameters): Parameters => {
  const wanted = packed(base, base).length
  if (numbers.length !== wanted)
    throw new Error(`a draw of a persuadee has ${wanted} numbers, and this has ${numbers.length}`)
  let at = 0
  const take = (n: number): number[] => numbers.slice(at, (at += n))
  const hazards = { donate: take(base.donate.length), refuse: take(base.refuse.length) }
  const rows = ['*', ...PERSUADER_ACTS].map((act) => [act, take(3)] as const)
  const replies = Object.fromEntries(rows.filter(([, row]) => row.some((count) => count > 0)))
  const neutral = Object.fromEntries(PERSUADEE_ACTS.map((act) => [act, take(1)[0]!]))
  const [kept, unpledged] = [take(4), take(2)]
  const counts = Object.fromEntries(lists.map((list) => [list, base[list].map(([value]) => [value, take(1)[0]!])]))
  return { ...hazards, replies, neutral, kept, unpledged, ...counts } as unknown as Parameters
}
