import type { Settled } from './accept.ts'
import { type Asked, ask } from './ask.ts'
import { type Event, FORMAT } from './event.ts'
import type { Json } from './json.ts'
import { luckOf } from './luck.ts'
import type { Reply } from './mind.ts'
import type { Moves, SeatId, Turn, Why } from './protocol.ts'
import type { Scene } from './scene.ts'
import { lineOf, placesOf } from './seating.ts'

/** One episode at one moment, as plain data: it can be stored, resumed, forked at any turn, and played on. */
export interface Table<S = unknown> {
  readonly key: string
  /** What its luck is addressed by; episodes compared in pairs share it. */
  readonly luck: string
  readonly turn: number
  readonly roles: Readonly<Record<SeatId, string>>
  readonly state: S
  /** The memories of minds; a seat that keeps nothing is not named. */
  readonly kept: Readonly<Record<SeatId, Json>>
  readonly pending: Readonly<Record<SeatId, Settled | Gone>>
  readonly tries: Readonly<Record<SeatId, number>>
  readonly problems: Readonly<Record<SeatId, string>>
  /** Why the episode ended before its rules ended it, or null. */
  readonly broken: string | null
}

export type Gone = { readonly absent: Why; readonly reason?: string }
export type Answer = Reply<Moves> | Gone
export interface Seating {
  readonly key: string
  readonly luck?: string
  /** What each seat's mind is given of an earlier episode. */
  readonly carry?: Readonly<Record<SeatId, Json>>
}

/** Seats everyone and starts the rules: the table, and the event that opens its log. */
export const begin = (scene: Scene, { key, luck = key, carry = {} }: Seating): { table: Table; events: Event[] } => {
  const { protocol, params } = scene
  const root = luckOf(luck)
  const roles: Readonly<Record<SeatId, string>> = protocol.seats(params, root)
  const { of, told: seats } = placesOf(scene, roles, true)
  let kept: Record<SeatId, Json> | null = null
  for (const [id, { role, mind }] of of) {
    const own = mind.open({ id, role }, carry[id] ?? null)
    if (own === null) continue
    kept ??= {}
    kept[id] = own
  }
  const state = protocol.start(params, roles, root)
  const quiet = { pending: none, tries: none, problems: none, broken: null }
  const table = { key, luck, turn: 0, roles, state, kept: kept ?? none, ...quiet }
  const { name, version } = protocol
  const about = { key, luck, protocol: name, version, params: params as Json, wording: scene.wording, seats }
  return {
    table,
    events: [{ kind: 'open', format: FORMAT, ...about, ...(Object.keys(carry).length > 0 && { carry }) }],
  }
}

/** Nothing by seat; always this one object, so that a turn without trouble is known at a glance. */
export const none: Readonly<Record<string, never>> = Object.freeze({})
const over: Turn = { ask: [] }

/** Who is asked now, and until when; nobody when the episode is over. */
export const turnOf = (scene: Scene, table: Table): Turn => (table.broken ? over : scene.protocol.turn(table.state))

/** The asks that are still unanswered: what each of these seats sees, and may do. */
export const asked = (scene: Scene, table: Table, turn: Turn = turnOf(scene, table)): Asked[] => {
  const root = luckOf(table.luck)
  const open = table.pending === none ? turn.ask : turn.ask.filter((seat) => !(seat in table.pending))
  if (open.length === 1) {
    const [seat] = open as readonly [SeatId]
    return [ask(scene, table, seat, placesOf(scene, table.roles).of.get(seat)!, root)]
  }
  const line = lineOf(scene, table.roles, open)
  const asks = new Array<Asked>(open.length)
  for (let i = 0; i < open.length; i++) asks[i] = ask(scene, table, open[i]!, line[i]!, root)
  return asks
}
