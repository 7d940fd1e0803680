import type { AnyProtocol, Episode, Estimate, Instrument, Probe, Question, Row, SeatId } from 'suasion'
import { instrumentEntry, luckOf, openingOf, questionSchema, settings } from 'suasion'
import { criticalValue, proportion } from 'suasion/statistics'
import { z } from 'zod'

export interface StanceOptions {
  /** The role or seat that is asked, before the first turn and after the last. */
  readonly of: string
  /** A likert or slider question; how far one agrees with the proposition, unless said. */
  readonly question?: z.input<typeof questionSchema>
  /** Of the question when it is not given; 5 unless said. */
  readonly points?: number
  /**
   * Whether the other side wanted this seat to agree more. Where it is given, `pre` and `post` are turned so that more
   * is nearer to the other's side. {@link viewAtStart} tells it from any log.
   */
  readonly aligned?: (episode: Episode, seat: SeatId) => boolean
}

/** What `stance` reads of one seat. */
export interface StanceRow extends Row {
  readonly seat: string
  readonly pre: number
  readonly post: number
  readonly moved: boolean
  readonly agreementPre: number
  readonly agreementPost: number
  readonly draw: number | null
}

/**
 * Measures how far a seat agrees before and after, one row a seat. It says nothing of a change as one mean: read the
 * rows with `preByPost`, `shareMoved` and `preAdjusted`. A seat that did not answer twice has no row.
 */
export const stance = ({ of, question: given, points = 5, aligned }: StanceOptions): Instrument<StanceRow> => {
  const question: Question = questionSchema.parse(
    given ?? {
      kind: 'likert',
      id: 'stance',
      text: 'How far do you agree with the proposition?',
      points,
      low: 'not at all',
      high: 'completely',
    },
  )
  const { id, kind } = question
  if (kind !== 'likert' && kind !== 'slider')
    throw new Error(`stance: ${id} is a ${kind} question and has no more and less; likert and slider do`)
  const [min, max] = kind === 'likert' ? [1, question.points] : [question.min, question.max]
  const towards = aligned ? 'nearer to the side the other argued' : 'more agreement'
  return {
    name: 'stance',
    probes: (['before', 'after'] as const).map((when): Probe => ({ of, when, question })),
    columns: {
      seat: 'who was asked',
      pre: `${question.text} Before, ${min} to ${max}; more is ${towards}`,
      post: `${question.text} After, ${min} to ${max}; more is ${towards}`,
      moved: 'answered otherwise after than before',
      agreementPre: 'before, as answered',
      agreementPost: 'after, as answered',
      draw: 'which draw of its parameters a fitted mind answered by; null for other minds',
    },
    measures: { post: { kind: kind === 'likert' ? 'ordinal' : 'mean', before: 'pre', lasting: true } },
    read: (episode) => {
      const { seats } = openingOf(episode)
      return Object.keys(seats).flatMap((seat): StanceRow[] => {
        if (seat !== of && seats[seat]!.role !== of) return []
        const answered = (when: string) =>
          episode.find(
            (event) => event.kind === 'probe' && event.seat === seat && event.question === id && event.when === when,
          ) as ProbeEvent | undefined
        const [before, after] = [answered('before'), answered('after')]
        if (typeof before?.answer !== 'number' || typeof after?.answer !== 'number') return []
        const turn = (answer: number): number => (aligned && !aligned(episode, seat) ? min + max - answer : answer)
        const [agreementPre, agreementPost] = [before.answer, after.answer]
        const { draw = null } = (after.note ?? {}) as { readonly draw?: number | null }
        const moved = agreementPre !== agreementPost
        return [{ seat, pre: turn(agreementPre), post: turn(agreementPost), moved, agreementPre, agreementPost, draw }]
      })
    },
  }
}

type ProbeEvent = Extract<Episode[number], { kind: 'probe' }>

/** What a seat could see when an episode began, dealt again from its log: sides, roles, an item's fields. */
// biome-ignore lint/suspicious/noExplicitAny: the view of a protocol, no matter which
export const viewAtStart = (protocol: AnyProtocol, episode: Episode, seat: SeatId): any => {
  const { luck, params, seats, protocol: name, version } = openingOf(episode)
  if (name !== protocol.name || version !== protocol.version)
    throw new Error(`this log is of ${name} version ${version}, not of ${protocol.name} version ${protocol.version}`)
  const roles = Object.fromEntries(Object.entries(seats).map(([id, { role }]) => [id, role]))
  const state = protocol.start(settings(protocol, params as Readonly<Record<string, unknown>>), roles, luckOf(luck))
  return protocol.view(state, seat)
}

/** The rows that hold an answer before and after; throws on one that is neither a number nor missing. */
export const answeredTwice = <R extends Row>(
  rows: readonly R[],
): (R & { readonly pre: number; readonly post: number })[] =>
  rows.filter((row, i): row is R & { readonly pre: number; readonly post: number } => {
    const both = [row['pre'], row['post']]
    const strange = both.find((cell) => cell !== null && cell !== undefined && !Number.isFinite(cell))
    if (strange !== undefined) throw new Error(`row ${i}: a stance is a finite number, not ${JSON.stringify(strange)}`)
    return both.every((cell) => typeof cell === 'number')
  })

/** Answers before (rows) by answers after (columns), over all values that occur, with how many seats gave each pair. */
export const preByPost = (
  rows: readonly Row[],
): { readonly values: readonly number[]; readonly counts: readonly (readonly number[])[] } => {
  const both = answeredTwice(rows)
  const values = [...new Set(both.flatMap(({ pre, post }) => [pre, post]))].sort((a, b) => a - b)
  const counts = values.map(() => values.map(() => 0))
  for (const { pre, post } of both) counts[values.indexOf(pre)]![values.indexOf(post)]!++
  return { values, counts }
}

/**
 * The share that answered otherwise after than before (or only `up`, or only `down`), with Wilson's interval; null for
 * no rows. Where a fitted mind answered, the spread between the draws of its parameters is added in full, so however
 * many seats are simulated, the interval does not narrow below what the people behind the fit allow.
 */
export const shareMoved = (rows: readonly Row[], direction: 'either' | 'up' | 'down' = 'either'): Estimate | null => {
  const both = answeredTwice(rows)
  if (both.length === 0) return null
  const draws = new Map<unknown, [hits: number, n: number]>()
  let hits = 0
  for (const { pre, post, ...rest } of both) {
    const hit = direction === 'either' ? pre !== post : direction === 'up' ? post > pre : post < pre
    if (hit) hits++
    const { draw = null } = rest as Row
    const tally = draws.get(draw) ?? [0, 0]
    draws.set(draw, [tally[0] + (hit ? 1 : 0), tally[1] + 1])
  }
  const plain = proportion(hits, both.length)
  draws.delete(null)
  if (draws.size < 2) return plain
  const spread = betweenDraws([...draws.values()])
  const { value, n } = plain
  const se = Math.sqrt((value * (1 - value)) / n + spread)
  const reach = criticalValue(0.95) * se
  return {
    value,
    interval: [Math.max(0, value - reach), Math.min(1, value + reach)],
    level: 0.95,
    n,
    se,
    estimator: 'proportion, normal interval with the variance between parameter draws',
    note: `${draws.size} draws of a fitted mind's parameters`,
  }
}

/** The variance of a share between groups, by one-way analysis of variance with groups of unequal size; at least 0. */
const betweenDraws = (groups: readonly (readonly [hits: number, n: number])[]): number => {
  const n = groups.reduce((sum, [, size]) => sum + size, 0)
  const value = groups.reduce((sum, [hits]) => sum + hits, 0) / n
  const freedom = groups.length - 1
  if (n === groups.length) return 0
  const between = groups.reduce((sum, [hits, size]) => sum + size * (hits / size - value) ** 2, 0) / freedom
  const within = groups.reduce((sum, [hits, size]) => sum + (hits * (size - hits)) / size, 0) / (n - groups.length)
  const size = (n - groups.reduce((sum, [, each]) => sum + each ** 2, 0) / n) / freedom
  return Math.max(0, (between - within) / size)
}

export default instrumentEntry(
  z.object({
    of: z.string().describe('the role or seat that was asked before and after'),
    points: z.int().min(2).default(5).describe('of the question, when it is not given'),
    question: questionSchema.optional().describe('the question as JSON'),
  }),
  ({ of, points, question }) => stance({ of, points, ...(question && { question }) }),
)
