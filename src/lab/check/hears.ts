import {
  type Act,
  type Answer,
  type AnyMind,
  advance,
  asked,
  askQuestion,
  begin,
  checkAct,
  type Event,
  luckOf,
  type Moves,
  type Question,
  type Scene,
  type SeatId,
  type Table,
} from '../../core/index.ts'
import { difference } from './finding.ts'
import type { DrawAct } from './leaks.ts'
import { type Walked, walk } from './walk.ts'

type ActEvent = Extract<Event, { kind: 'act' }>
/** What a seat decided where. */
interface Decision {
  readonly turn: number
  readonly legal: unknown
  act: unknown
}

/** What swapping one field of another's act changed in what a mind did or answered. */
export interface Heard {
  readonly field: string
  /** The fields of the act before and after: another move has other fields. */
  readonly fields: readonly string[]
  readonly what: string
}

/** One episode with a mind in one seat, and what was swapped in it. */
export interface Hearing {
  readonly scene: Scene
  readonly key: string
  readonly seat: SeatId
  readonly mind: AnyMind
  readonly questions: readonly Question[]
  readonly draw: DrawAct
  /** Fields that need no further try. */
  readonly known: ReadonlySet<string>
}

/** The most swaps in one episode of fields it hears, and of fields it does not. */
const SWAPS = 8

class Diverged extends Error {}

/** Swaps fields of others' acts one at a time, with all else that they do unchanged, and tells what the mind heard. */
export const listen = (hearing: Hearing): Heard[] => {
  const { scene, key, seat, mind, known } = hearing
  const before = follow(hearing, begin(scene, { key }).table, null)
  const acts = before.walked.events.filter((event): event is ActEvent => event.kind === 'act')
  const luck = luckOf(`hears/${key}`)
  // Long episodes get fewer swaps, so that the time it takes grows with their length and not its square.
  const swaps = Math.max(2, Math.min(SWAPS, Math.round(400 / (acts.length + 1))))
  const chances = [true, false].flatMap((declared) => {
    const some = acts
      .filter((event) => event.seat !== seat)
      .flatMap((event) => Object.keys(event.act).map((field) => ({ event, field })))
      .filter(({ field }) => !known.has(field) && mind.hears!.includes(field) === declared)
    return luck.of('swaps', String(declared)).draw(some, Math.min(declared ? 2 * swaps : swaps, some.length))
  })
  const heard: Heard[] = []
  for (const { event, field } of chances) {
    const table = before.walked.tables.find(({ turn }) => turn === event.turn)!
    const changed = swapped(hearing, table, event, field)
    if (!changed) continue
    const here = acts.filter(({ turn }) => turn === event.turn)
    const replies = Object.fromEntries(
      here.map((each): [SeatId, Answer] => [each.seat, each === event ? changed : { act: each.act as never }]),
    )
    const next = advance(scene, table, replies).table
    const after = follow(hearing, next, acts)
    const done = 'absent' in changed ? {} : (changed.act as unknown as ActEvent['act'])
    const as = ` where ${event.seat} has ${field} ${JSON.stringify(done[field] ?? 'none')} for ${JSON.stringify(event.act[field])} at turn ${event.turn}`
    const original = before.walked.tables.find(({ turn }) => turn === event.turn + 1)!
    const what =
      compareActs(before.decisions, after.decisions, event.turn) ??
      compareAnswers(hearing, original, next) ??
      (after.whole ? compareAnswers(hearing, before.walked.table, after.walked.table) : null)
    if (what) heard.push({ field, fields: Object.keys({ ...event.act, ...done }), what: what + as })
  }
  return heard
}

/** Plays on; with a script, others do what they did, and it ends where they can no longer. */
const follow = ({ scene, seat }: Hearing, from: Table, script: readonly ActEvent[] | null) => {
  const decisions: Decision[] = []
  let walked: Walked = { events: [], tables: [], table: from, ended: false }
  const answer = ({ turn }: Table, seen: { seat: SeatId; moves: Moves; legal: never }): Answer | null => {
    if (seen.seat === seat || !script) return null
    const event = script.find((each) => each.turn === turn && each.seat === seen.seat)
    if (!event || 'problem' in checkAct(seen.moves, seen.legal, event.act)) throw new Diverged()
    return { act: event.act as never }
  }
  const mine = new Map<number, Decision>()
  try {
    walked = walk(scene, from, {
      maxTurns: 1000,
      visit: (table, asks) => {
        const own = asks.find((each) => each.seat === seat)
        if (own) mine.set(table.turn, { turn: table.turn, legal: own.legal, act: null })
      },
      answer: answer as never,
      onEvent: (event) => {
        const decision = event.kind === 'act' && event.seat === seat ? mine.get(event.turn) : undefined
        if (!decision) return
        decision.act = (event as ActEvent).act
        decisions.push(decision)
      },
    })
  } catch (error) {
    if (!(error instanceof Diverged)) throw error
    return { decisions, walked, whole: false }
  }
  return { decisions, walked, whole: true }
}

/** The act with another value in one field, or null where there is none. Where only one move is open, it can still be left undone. */
const swapped = (
  { scene, mind, draw }: Hearing,
  table: Table,
  { seat, act, turn }: ActEvent,
  field: string,
): Answer | null => {
  const seen = asked(scene, table).find((each) => each.seat === seat)!
  if (field === 'move' && Object.keys(seen.legal).length === 1)
    return scene.protocol.absent && mind.hears!.includes('move') ? { absent: 'late' } : null
  for (let k = 0; k < 12; k++) {
    const other = draw(seen.moves, seen.legal, luckOf(`swap/${turn}/${k}`).of(seat)) as unknown as ActEvent['act']
    if (!difference(other[field], act[field], field)) continue
    if (field === 'move') return { act: other as never }
    if (other['move'] !== act['move']) continue
    const changed = { ...act, [field]: other[field]! } as unknown as Act<Moves>
    if ('act' in checkAct(seen.moves, seen.legal, changed)) return { act: changed }
  }
  return null
}

/** Acts are compared while the mind may do the same things at the same turn: beyond that the rules decide, not its hearing. */
const compareActs = (before: readonly Decision[], after: readonly Decision[], turn: number): string | null => {
  const then = before.filter((each) => each.turn > turn)
  for (const [i, decision] of after.entries()) {
    const other = then[i]
    if (!other || other.turn !== decision.turn) return null
    if (difference(other.legal, decision.legal, 'legal')) return compareMoves(other, decision)
    const found = difference(other.act, decision.act, 'act')
    if (found) return `at turn ${decision.turn}, ${found}`
  }
  return null
}

/** Where the rules open other things too, the choice among the moves that are open either way is still the mind's own. */
const compareMoves = (before: Decision, after: Decision): string | null => {
  const moves = [before, after].map(({ act }) => (act as { readonly move?: string } | null)?.move)
  const open = (move: string | undefined): boolean =>
    move !== undefined && move in (before.legal as object) && move in (after.legal as object)
  if (moves[0] === moves[1] || !moves.every(open)) return null
  return `at turn ${after.turn}, it does ${moves[0]} or ${moves[1]}`
}

const compareAnswers = (hearing: Hearing, before: Table, after: Table): string | null => {
  for (const question of hearing.questions) {
    const found = difference(answerTo(hearing, before, question), answerTo(hearing, after, question), question.id)
    if (found) return `asked after turn ${after.turn - 1}, ${found}`
  }
  return null
}

const answerTo = ({ scene, seat, mind }: Hearing, table: Table, question: Question): unknown => {
  const reply = mind.decide(askQuestion(scene, table, seat, luckOf(table.luck), question), table.kept[seat] ?? null)
  return reply instanceof Promise ? null : reply.act
}
