import type { Settled } from './accept.ts'
import type { Event } from './event.ts'
import type { Json } from './json.ts'
import { luckOf } from './luck.ts'
import type { Act, Moves, SeatId } from './protocol.ts'
import { mindOf, type Scene } from './scene.ts'
import type { Table } from './table.ts'

const none: Readonly<Record<string, never>> = {}

/** Closes a turn: writes what everyone did in seat order, and lets the rules answer acts and absences. */
export const closeTurn = (
  scene: Scene,
  table: Table,
  here: readonly SeatId[],
  events: Event[],
): { table: Table; events: Event[] } => {
  const { protocol } = scene
  const { turn, pending } = table
  const acts: { seat: SeatId; act: Act<Moves> }[] = []
  let { state, broken } = table
  for (const seat of here) {
    const reply = pending[seat]!
    if ('absent' in reply) {
      const { absent: why, reason } = reply
      events.push({ kind: 'absent', turn, seat, why, ...(reason !== undefined && { reason }) })
      if (protocol.absent) state = protocol.absent(state, seat, why)
      else broken ??= `${seat} ${why}`
      continue
    }
    const { act, note, flags, declared, words } = reply as Settled
    acts.push({ seat, act })
    const event: Mutable<Extract<Event, { kind: 'act' }>> = { kind: 'act', turn, seat, act: act as never }
    if (declared) event.declared = declared
    if (note !== undefined) event.note = note
    if (flags?.length) event.flags = flags
    if (words) event.words = words
    events.push(event)
  }
  if (acts.length > 0 && !broken) state = protocol.resolve(state, acts, luckOf(table.luck))
  return { table: { ...table, turn: turn + 1, state, broken, pending: none, tries: none, problems: none }, events }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Ends an episode: its last event, and what each mind would give its next episode. */
export const finish = (
  scene: Scene,
  table: Table,
  flags: readonly string[] = [],
): { event: Extract<Event, { kind: 'close' }>; kept: Readonly<Record<SeatId, Json>> } => {
  const payoff: Readonly<Record<SeatId, number>> | null = scene.protocol.payoff?.(table.state) ?? null
  const kept: Record<SeatId, Json> = {}
  for (const seat in table.roles) {
    const mind = mindOf(scene.protocol, scene.minds, seat, table.roles[seat]!)
    kept[seat] = mind.close ? mind.close(table.kept[seat]!, payoff?.[seat] ?? null) : table.kept[seat]!
  }
  const all = table.broken ? [...flags, `ended early: ${table.broken}`] : flags
  return { event: { kind: 'close', turns: table.turn, payoff, flags: all }, kept }
}
