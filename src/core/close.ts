import type { Settled } from './accept.ts'
import type { Event } from './event.ts'
import type { Json } from './json.ts'
import { luckOf } from './luck.ts'
import type { Act, Moves, SeatId } from './protocol.ts'
import type { Scene } from './scene.ts'
import { type Place, placesOf } from './seating.ts'
import { type Gone, none, type Table } from './table.ts'

/** Closes a turn: writes what everyone did in seat order, and lets the rules answer acts and absences. */
export const closeTurn = (
  { protocol }: Scene,
  table: Table,
  seats: readonly SeatId[],
  answers: readonly (Settled | Gone)[],
  kept: Table['kept'],
  events: Event[],
): { table: Table; events: Event[] } => {
  const { key, luck, turn, roles } = table
  // Sized at once: a list that grows from nothing takes room for seventeen.
  const acts = new Array<{ seat: SeatId; act: Act<Moves> }>(seats.length)
  const written = new Array<Event>(seats.length)
  let acted = 0
  let { state, broken } = table
  for (let i = 0; i < seats.length; i++) {
    const seat = seats[i]!
    const reply = answers[i]!
    if ('absent' in reply) {
      const { absent: why, reason } = reply
      written[i] = { kind: 'absent', turn, seat, why, ...(reason !== undefined && { reason }) }
      if (protocol.absent) state = protocol.absent(state, seat, why, luckOf(luck))
      else broken ??= `${seat} ${why}`
      continue
    }
    const event = actEvent(turn, seat, reply)
    acts[acted++] = event as unknown as { seat: SeatId; act: Act<Moves> }
    written[i] = event
  }
  if (acted < seats.length) acts.length = acted
  if (acted > 0 && !broken) state = protocol.resolve(state, acts, luckOf(luck))
  const next = { key, luck, turn: turn + 1, roles, state, kept, pending: none, tries: none, problems: none, broken }
  return { table: next, events: events.length === 0 ? written : [...events, ...written] }
}

type ActEvent = Extract<Event, { kind: 'act' }>

const actEvent = (turn: number, seat: SeatId, { act, note, flags, declared, words }: Settled): Event => {
  const did = act as unknown as Readonly<Record<string, Json>>
  if (note === undefined && !flags?.length && !declared && !words) return { kind: 'act', turn, seat, act: did }
  // Field by field and in this order: a model's act has most of them, and spreads cost more than the rest of its event.
  const event: { -readonly [K in keyof ActEvent]: ActEvent[K] } = { kind: 'act', turn, seat, act: did }
  if (declared) event.declared = declared
  if (note !== undefined) event.note = note
  if (flags?.length) event.flags = flags
  if (words) event.words = words
  return event
}

/** Ends an episode: its last event, and what each mind would give its next episode. */
export const finish = (
  scene: Scene,
  table: Table,
  flags: readonly string[] = [],
): { event: Extract<Event, { kind: 'close' }>; kept: Readonly<Record<SeatId, Json>> } => {
  const payoff: Readonly<Record<SeatId, number>> | null = scene.protocol.payoff?.(table.state) ?? null
  const places = placesOf(scene, table.roles)
  const kept = places.nothing && table.kept === none ? places.nothing : left(places.of, table, payoff)
  const all = table.broken ? [...flags, `ended early: ${table.broken}`] : flags
  return { event: { kind: 'close', turns: table.turn, payoff, flags: all }, kept }
}

const left = (
  places: ReadonlyMap<SeatId, Place>,
  table: Table,
  payoff: Readonly<Record<SeatId, number>> | null,
): Record<SeatId, Json> => {
  const kept: Record<SeatId, Json> = {}
  for (const [seat, { mind }] of places) {
    const own = table.kept[seat] ?? null
    kept[seat] = mind.close ? mind.close(own, payoff?.[seat] ?? null) : own
  }
  return kept
}
