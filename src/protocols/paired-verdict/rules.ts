import { type Legal, rules } from 'suasion'
import { z } from 'zod'

const side = (label: string, text: string) =>
  z
    .object({
      label: z.string().min(1).max(120).describe('what kind of text it is; no judge reads it, a formal one goes by it'),
      text: z.string().min(1).max(8000),
    })
    .default({ label, text })

const params = z.object({
  question: z.string().min(1).max(600).default('Which of these two is more convincing?'),
  one: side('reasons', 'The evidence is clear, and it comes from many places.'),
  other: side('feelings', 'Think of those who come after us.'),
  orders: z
    .enum(['one first', 'other first', 'both'])
    .default('both')
    .describe('in which order they are shown; both: to two judges who know nothing of each other'),
  ties: z.boolean().default(false).describe('whether a judge may say that neither is'),
})

const moves = { choose: z.object({ verdict: z.enum(['first', 'second', 'tie']) }) }
export type Verdict = 'first' | 'second' | 'tie'
export interface Side {
  readonly label: string
  readonly text: string
}

/** What a judge knows: the two texts in the order it is shown them. */
export interface View {
  readonly question: string
  readonly first: Side
  readonly second: Side
  readonly ties: boolean
  readonly given: Verdict | null
}

/** The whole of it; verdicts by seat, null of a judge who gave none. */
export interface State {
  readonly question: string
  readonly one: Side
  readonly other: Side
  readonly ties: boolean
  readonly seats: readonly string[]
  readonly verdicts: Readonly<Record<string, Verdict | null>>
}

/** The seat that is shown `one` first, and the seat that is shown it second. */
export const SEATS = { 'one first': 'one-first', 'other first': 'other-first' } as const

const free: Legal<typeof moves> = { choose: {} }
const forced: Legal<typeof moves> = { choose: { verdict: { only: ['first', 'second'] } } }

/**
 * A judge is shown two texts and says which is better; shown in both orders, by two seats that know nothing of each
 * other, so that a leaning to a place can be told from the worth of a text. One verdict each, and it is over.
 */
export const pairedVerdictRules = rules({
  name: 'paired-verdict',
  version: 1,
  params,
  moves,
  roles: { judge: ['choose'] },
  seats: ({ orders }): Readonly<Record<string, 'judge'>> =>
    Object.fromEntries(
      Object.entries(SEATS).flatMap(([order, seat]) =>
        orders === 'both' || orders === order ? [[seat, 'judge' as const]] : [],
      ),
    ),
  start: ({ question, one, other, ties }, roles): State => ({
    question,
    one,
    other,
    ties,
    seats: Object.keys(roles),
    verdicts: {},
  }),
  turn: ({ seats, verdicts }) => ({ ask: seats.filter((seat) => verdicts[seat] === undefined) }),
  view: ({ question, one, other, ties, verdicts }, seat): View => {
    const [first, second] = seat === SEATS['one first'] ? [one, other] : [other, one]
    return { question, first, second, ties, given: verdicts[seat] ?? null }
  },
  legal: ({ ties }) => (ties ? free : forced),
  resolve: (state, acts): State => ({
    ...state,
    verdicts: { ...state.verdicts, ...Object.fromEntries(acts.map(({ seat, act }) => [seat, act.verdict])) },
  }),
  absent: (state, seat): State => ({ ...state, verdicts: { ...state.verdicts, [seat]: null } }),
})
