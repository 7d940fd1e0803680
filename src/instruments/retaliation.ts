import {
  type Episode,
  type Estimate,
  type Event,
  type Instrument,
  instrumentEntry,
  type Json,
  openingOf,
  type Row,
  type SeatId,
} from 'suasion'
import { proportion } from 'suasion/statistics'
import { z } from 'zod'

type Deed = Extract<Event, { kind: 'act' }>

export interface RetaliationOptions {
  /** Which acts cooperate: a number in a field from `threshold` on, or whatever is true of an act (null: it is neither). */
  readonly cooperation:
    | {
        readonly move: string
        readonly field: string
        readonly threshold: number
        /** Other moves that count as not cooperating. */
        readonly instead?: readonly string[]
      }
    | ((act: Readonly<Record<string, Json>>, event: Deed) => boolean | null)
  /**
   * Whose last act an act answers: 'other' (the default), the only other seat; 'majority', whether at least half of the
   * others cooperated when each acted last; or the seat, told by the event, null where it answers nobody.
   */
  readonly partner?: 'other' | 'majority' | ((event: Deed, episode: Episode) => SeatId | null)
  /**
   * Where a function names partners: whether acts answer what that one last did to this seat, as direct reciprocity
   * does (the default), or to anyone, as indirect reciprocity does.
   */
  readonly towards?: 'this seat' | 'anyone'
}

const PAIRS = ['CC', 'CD', 'DC', 'DD'] as const
type Pair = (typeof PAIRS)[number]

/** How one seat answered what was done last: own act first, the partner's second. */
export type Retaliation = {
  readonly seat: string
  readonly coded: number
  readonly cooperated: number
  readonly afterC: number
  readonly cooperatedAfterC: number
  readonly afterD: number
  readonly cooperatedAfterD: number
  readonly retaliation: number | null
  readonly forgiveness: number | null
} & { readonly [P in Pair as `after${P}` | `cooperatedAfter${P}`]: number }

/**
 * Counts how each seat answers cooperation (C) and defection (D) in repeated play, a row per seat: acts, and how many of
 * them cooperated, after the partner's last act, and after each pair of its own last act and the partner's (its
 * memory-one strategy, Nowak & Sigmund 1993). Last means of an earlier turn. {@link reactions} estimates chances over
 * rows. Throws where a move lacks the field, and with 'other' where there are more than two seats.
 */
export const retaliation = ({
  cooperation,
  partner = 'other',
  towards = 'this seat',
}: RetaliationOptions): Instrument<Retaliation> => {
  if (typeof cooperation !== 'function') {
    const { move, threshold, instead = [] } = cooperation
    if (!Number.isFinite(threshold)) throw new Error(`retaliation: the threshold must be a number, not ${threshold}`)
    if (instead.includes(move)) throw new Error(`retaliation: ${move} is the act itself and cannot stand instead of it`)
  }
  const cooperates = typeof cooperation === 'function' ? cooperation : codedBy(cooperation)
  const direct = typeof partner === 'function' && towards === 'this seat'
  const columns: Record<string, string> = {
    seat: 'the seat',
    coded: 'acts that cooperate or do not',
    cooperated: 'how many of them cooperated',
    retaliation: "share of its acts after the partner's defection that defected",
    forgiveness: 'share of its acts after it defected and the partner cooperated that cooperated again',
  }
  for (const [last, meaning] of [
    ['C', 'the partner cooperated'],
    ['D', 'the partner defected'],
    ...PAIRS.map((pair) => [pair, `own act and partner's were ${pair}`] as const),
  ] as const) {
    columns[`after${last}`] = `acts after ${meaning}`
    columns[`cooperatedAfter${last}`] = `how many of them cooperated`
  }
  return {
    name: 'retaliation',
    columns: columns as Instrument<Retaliation>['columns'],
    read: (episode) => {
      const { seats } = openingOf(episode)
      if (partner === 'other' && Object.keys(seats).length > 2)
        throw new Error(
          `retaliation: there are ${Object.keys(seats).length} seats, so say whose act an act answers (partner)`,
        )
      const answers = answersOf(episode, cooperates, partner, direct)
      return Object.keys(seats).map((seat) =>
        rowOf(
          seat,
          answers.filter((each) => each.seat === seat),
        ),
      )
    },
  }
}

interface Answer {
  readonly seat: SeatId
  readonly did: boolean
  readonly own: boolean | undefined
  readonly theirs: boolean | undefined
}

const answersOf = (
  episode: Episode,
  cooperates: Extract<RetaliationOptions['cooperation'], (...given: never) => unknown>,
  partner: NonNullable<RetaliationOptions['partner']>,
  direct: boolean,
): readonly Answer[] => {
  const seats = Object.keys(openingOf(episode).seats)
  const last = new Map<string, boolean>()
  const address = (seat: SeatId, whom: SeatId | null): string => (direct ? JSON.stringify([seat, whom]) : seat)
  const partnerOf = (event: Deed): SeatId | null => {
    if (partner === 'majority') return null
    const whom = partner === 'other' ? (seats.find((seat) => seat !== event.seat) ?? null) : partner(event, episode)
    if (whom === null || seats.includes(whom)) return whom
    throw new Error(`retaliation: there is no seat called ${whom}; there are ${seats.join(', ')}`)
  }
  const majority = (seat: SeatId): boolean | undefined => {
    const known = seats.flatMap((other) => (other !== seat && last.has(other) ? [last.get(other)!] : []))
    return known.length ? known.filter(Boolean).length * 2 >= known.length : undefined
  }
  const answers: Answer[] = []
  let turn = -1
  let done: (readonly [address: string, did: boolean])[] = []
  for (const event of episode) {
    if (event.kind !== 'act') continue
    const did = cooperates(event.act, event)
    if (did === null) continue
    if (event.turn !== turn) {
      for (const [at, deed] of done) last.set(at, deed)
      turn = event.turn
      done = []
    }
    const { seat } = event
    const whom = partnerOf(event)
    const own = address(seat, whom)
    const theirs = partner === 'majority' ? majority(seat) : whom === null ? undefined : last.get(address(whom, seat))
    answers.push({ seat, did, own: last.get(own), theirs })
    done.push([own, did])
  }
  return answers
}

const letter = (did: boolean): 'C' | 'D' => (did ? 'C' : 'D')

const rowOf = (seat: SeatId, answers: readonly Answer[]): Retaliation => {
  const row: Record<string, Row[string]> = {
    seat,
    coded: answers.length,
    cooperated: answers.filter(({ did }) => did).length,
  }
  const count = (name: string, some: readonly Answer[]): readonly [cooperated: number, n: number] => {
    const cooperated = some.filter(({ did }) => did).length
    row[`after${name}`] = some.length
    row[`cooperatedAfter${name}`] = cooperated
    return [cooperated, some.length]
  }
  for (const theirs of [true, false]) {
    count(
      letter(theirs),
      answers.filter((each) => each.theirs === theirs),
    )
    for (const own of [true, false])
      count(
        letter(own) + letter(theirs),
        answers.filter((each) => each.theirs === theirs && each.own === own),
      )
  }
  const share = (name: 'D' | 'DC'): number | null => {
    const n = row[`after${name}`] as number
    return n ? (row[`cooperatedAfter${name}`] as number) / n : null
  }
  const after = share('D')
  return { ...row, retaliation: after === null ? null : 1 - after, forgiveness: share('DC') } as unknown as Retaliation
}

const codedBy =
  ({
    move,
    field,
    threshold,
    instead = [],
  }: Exclude<RetaliationOptions['cooperation'], (...given: never) => unknown>) =>
  (act: Readonly<Record<string, Json>>): boolean | null => {
    if (act['move'] !== move) return instead.includes(act['move'] as string) ? false : null
    const value = act[field]
    if (typeof value === 'number') return value >= threshold
    const has = Object.keys(act).filter((name) => name !== 'move')
    throw new Error(
      `retaliation: ${move} has no number called ${field}; it has ${has.join(', ') || 'no fields'}, and ${field} is ${JSON.stringify(value) ?? 'missing'}`,
    )
  }

/**
 * How seats answer over rows of {@link retaliation}, with Wilson's intervals; null where a case never occurred.
 * `retaliates`: P(D | partner's last D). `reciprocates`: P(C | partner's last C). `forgives`: P(C | own last D, partner's
 * last C). `CC`, `CD`, `DC`, `DD`: the memory-one strategy, P(C | own last, partner's last). Acts of one seat are
 * counted as if independent, so the intervals are too narrow where few seats acted often: the note says so.
 */
export const reactions = (
  rows: readonly Row[],
): Readonly<Record<'retaliates' | 'reciprocates' | 'forgives' | Pair, Estimate | null>> => {
  const sum = (column: string): number =>
    rows.reduce((total, row, i) => {
      const value = row[column]
      if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return total + value
      throw new Error(`row ${i}: ${column} is ${String(value)}, not a count; right are rows that retaliation read`)
    }, 0)
  const note = `acts of ${rows.length} seats, counted as independent`
  const share = (name: string, defected = false): Estimate | null => {
    const [n, cooperated] = [sum(`after${name}`), sum(`cooperatedAfter${name}`)]
    return n ? { ...proportion(defected ? n - cooperated : cooperated, n), note } : null
  }
  return {
    retaliates: share('D', true),
    reciprocates: share('C'),
    forgives: share('DC'),
    CC: share('CC'),
    CD: share('CD'),
    DC: share('DC'),
    DD: share('DD'),
  }
}

export default instrumentEntry(
  z.object({
    move: z.string().describe('the move that cooperates or not'),
    field: z.string().describe('its field that holds a number'),
    threshold: z.number().describe('from where on it cooperates'),
    instead: z.array(z.string()).default([]).describe('other moves that count as not cooperating'),
    partner: z.enum(['other', 'majority']).default('other').describe('whose last act an act answers'),
  }),
  ({ partner, ...cooperation }) => retaliation({ cooperation, partner }),
)
