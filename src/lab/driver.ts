import type {
  Answer,
  AnyMind,
  Asked,
  Awaitable,
  CloseEvent,
  Episode,
  Event,
  Json,
  Luck,
  Probe,
  Scene,
  SeatId,
  Seating,
  Table,
} from '../core/index.ts'
import {
  advance,
  answerMoves,
  asides,
  asked,
  askQuestion,
  begin,
  checkAct,
  finish,
  luckOf,
  none,
  take,
  turnOf,
} from '../core/index.ts'

/** What decides for a seat, given its ask: the mind itself, unless something stands before it (a journal, a clock). */
export type Decide = (mind: AnyMind, seen: Asked, kept: Json, at: Moment) => Awaitable<Answer>

/** Where in an episode a decision is made: with the seat and the tries, the address of a stored reply. */
export interface Moment {
  readonly key: string
  readonly turn: number
  /** '' for an act; else the probe's question and its place among the probes of this moment. */
  readonly probe: string
}

/** The address under which a reply is stored. */
export const addressOf = ({ key, turn, probe }: Moment, { seat, tries }: Asked): string =>
  `${key}|${turn}|${probe}|${seat}|${tries}`

export interface PlayOptions {
  readonly probes?: readonly Probe[]
  readonly decide?: Decide
  /** Acts of formal minds are not checked against their schemas: for simulation in memory. */
  readonly trusted?: boolean
  readonly onEvent?: (event: Event) => void
  /** After so many turns the episode is cut and flagged. */
  readonly maxTurns?: number
}

/** A played episode: its log, and what each mind would give its next. */
export interface Played {
  readonly episode: Episode
  readonly close: CloseEvent
  readonly kept: Readonly<Record<SeatId, Json>>
}

const direct: Decide = (mind, seen, kept) => mind.decide(seen as never, kept as never)

/**
 * Plays one episode from open to close. With minds that answer at once the result is there at once, with no promise
 * made; otherwise it is a promise. A mind that throws misuse stops the run; one that answers badly is asked again.
 */
export const play = (scene: Scene, seating: Seating | string, options: PlayOptions = {}): Awaitable<Played> =>
  settle(episodeOf(scene, begin(scene, typeof seating === 'string' ? { key: seating } : seating), options))

/** Plays on from a table, such as one that was stored or forked: the log holds what happens from there. */
export const playOn = (scene: Scene, table: Table, options: PlayOptions = {}): Awaitable<Played> =>
  settle(episodeOf(scene, { table, events: [] }, options))

type Steps<T> = Generator<Promise<unknown>, T, never>

const settle = <T>(steps: Steps<T>): Awaitable<T> => {
  const first = steps.next()
  return first.done ? first.value : wait(steps, first.value)
}

const wait = async <T>(steps: Steps<T>, first: Promise<unknown>): Promise<T> => {
  let pending = first
  for (;;) {
    let step: IteratorResult<Promise<unknown>, T>
    try {
      step = steps.next((await pending) as never)
    } catch (error) {
      step = steps.throw(error)
    }
    if (step.done) return step.value
    pending = step.value
  }
}

function* episodeOf(scene: Scene, opened: ReturnType<typeof begin>, options: PlayOptions): Steps<Played> {
  const { probes = [], decide, trusted = false, onEvent, maxTurns = 100_000 } = options
  const log: Event[] = []
  const write = (events: readonly Event[]): void => {
    for (let i = 0; i < events.length; i++) log.push(events[i]!)
    if (onEvent) for (const event of events) onEvent(event)
  }
  let { table } = opened
  write(opened.events)
  const root = luckOf(table.luck)
  const seats = Object.keys(table.roles).length
  const spoke = new Set<SeatId>()
  const flags = new Set<string>()

  const probing = probes.length > 0
  if (probing && table.turn === 0) yield* ask(scene, table, probes, 'before', root, decide ?? direct, write)
  while (table.turn < maxTurns) {
    const wanted = turnOf(scene, table)
    if (wanted.ask.length === 0) break
    const asks = asked(scene, table, wanted)
    const { key, turn, kept } = table
    const any = wanted.until === 'any' && asks.length > 1
    const chosen = any ? [root.of('floor', turn).pick(asks)] : asks
    const replies = new Array<Answer>(chosen.length)
    let waiting: Promise<void>[] | null = null
    const alone = chosen.length === 1
    for (let i = 0; i < chosen.length; i++) {
      const seen = chosen[i]!
      const own = kept === none ? null : (kept[seen.seat] ?? null)
      const reply = decide
        ? decide(seen.mind, seen, own, { key, turn, probe: '' })
        : seen.mind.decide(seen as never, own as never)
      if (reply instanceof Promise && alone) replies[i] = yield reply
      else if (reply instanceof Promise) {
        waiting ??= []
        waiting.push(reply.then((value) => void (replies[i] = value)))
      } else replies[i] = reply
    }
    if (waiting) yield Promise.all(waiting)
    const next = take(scene, table, wanted, chosen, replies, trusted)
    if (spoke.size < seats) for (const event of next.events) if (event.kind === 'act') spoke.add(event.seat)
    write(next.events)
    const closed = next.table.turn > turn
    table = next.table
    if (probing && closed) yield* ask(scene, table, probes, turn, root, decide ?? direct, write)
  }
  if (table.turn >= maxTurns) flags.add('truncated')
  if (probing) yield* ask(scene, table, probes, 'after', root, decide ?? direct, write)
  if (spoke.size < seats && table.turn > 0) flags.add('seat never spoke')
  for (const event of log) flag(event, flags)
  const { event, kept } = finish(scene, table, [...flags].sort())
  write([event])
  return { episode: log, close: event, kept }
}

/** What an event says about the validity of its episode. */
const flag = (event: Event, flags: Set<string>): void => {
  if ('flags' in event && event.flags) for (const each of event.flags) flags.add(each)
  if (event.kind === 'fault') flags.add('invalid act')
  else if (event.kind === 'absent') flags.add(event.reason?.startsWith('provider error') ? 'provider error' : 'absent')
}

function* ask(
  scene: Scene,
  table: Table,
  probes: readonly Probe[],
  moment: 'before' | 'after' | number,
  root: Luck,
  decide: Decide,
  write: (events: readonly Event[]) => void,
): Steps<void> {
  for (const [place, probe] of probes.entries()) {
    const { when, of, question, fork } = probe
    const due =
      typeof moment === 'number' ? when === 'each' || (Array.isArray(when) && when.includes(moment)) : when === moment
    if (!due) continue
    const at = fork ? advance(scene, table, fork(table)).table : table
    const turn = table.turn
    for (const seat of Object.keys(at.roles).filter((seat) => seat === of || at.roles[seat] === of)) {
      let problem: string | null = null
      for (let tries = 0; ; tries++) {
        const seen = askQuestion(scene, at, seat, root, question, { problem, tries })
        const given = decide(seen.mind, seen, at.kept[seat] ?? null, {
          key: table.key,
          turn,
          probe: `${moment}/${place}/${question.id}`,
        })
        const reply: Answer = given instanceof Promise ? yield given : given
        if ('absent' in reply || tries >= scene.patience) {
          const gone = 'absent' in reply ? reply : { absent: 'invalid' as const, reason: problem! }
          const { absent: why, reason } = gone
          write([{ kind: 'absent', turn, seat, why, ...(reason !== undefined && { reason }), probe: question.id }])
          break
        }
        const checked = checkAct(answerMoves, seen.legal as never, reply.act)
        if ('act' in checked) {
          const answer = checked.act.value as Json
          write([{ kind: 'probe', when: String(moment), turn, seat, question: question.id, answer, ...asides(reply) }])
          break
        }
        problem = checked.problem
        write([{ kind: 'fault', turn, seat, tries: tries + 1, problem, ...asides(reply), probe: question.id }])
      }
    }
  }
}
