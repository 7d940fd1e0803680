import { accept, asides, ownReply, type Settled } from './accept.ts'
import type { Asked } from './ask.ts'
import { closeTurn } from './close.ts'
import type { Event } from './event.ts'
import { hold } from './hold.ts'
import type { Json } from './json.ts'
import type { SeatId, Turn } from './protocol.ts'
import type { Scene } from './scene.ts'
import { type Answer, asked, type Gone, none, type Table, turnOf } from './table.ts'

/** The table that follows, and the events that say why. */
export type Advanced = { table: Table; events: Event[] }

/**
 * Takes some replies to the asks of a table. A bad act becomes a fault and is asked again; the turn closes when all
 * (or any, where the rules say so) have replied, and its events are in seat order. Pure and synchronous.
 */
export const advance = (scene: Scene, table: Table, replies: Readonly<Record<SeatId, Answer>>): Advanced => {
  const turn = turnOf(scene, table)
  const asks = asked(scene, table, turn)
  const chosen = asks.filter(({ seat }) => seat in replies)
  const given = Object.keys(replies)
  if (chosen.length < given.length) {
    const known = asks.map(({ seat }) => seat)
    const stranger = given.find((seat) => !known.includes(seat))
    throw new Error(
      `${stranger} is not asked at turn ${table.turn} of ${table.key}; ${known.join(', ') || 'nobody'} is`,
    )
  }
  return take(
    scene,
    table,
    turn,
    chosen,
    chosen.map(({ seat }) => replies[seat]!),
    false,
  )
}

/**
 * The same for asks that were made already, with a reply for each in their order: what a driver calls. `trusted` acts
 * are not checked against their schemas.
 */
export const take = (
  scene: Scene,
  table: Table,
  turn: Turn,
  asks: readonly Asked[],
  replies: readonly Answer[],
  trusted: boolean,
): Advanced => {
  const events: Event[] = []
  const settled = new Array<Settled | Gone>(asks.length)
  let kept: Record<SeatId, Json> | null = null
  let faulty: Readonly<Record<SeatId, string>> = none
  for (let i = 0; i < asks.length; i++) {
    const seen = asks[i]!
    const { seat, mind } = seen
    const reply = accept(scene, seen, replies[i]!, trusted)
    if ('problem' in reply) {
      const { problem } = reply
      const tries = seen.tries + 1
      events.push({ kind: 'fault', turn: table.turn, seat, tries, problem, ...asides(replies[i]!) })
      faulty = { ...faulty, [seat]: problem }
      settled[i] = { absent: 'invalid', reason: problem }
      continue
    }
    settled[i] = reply
    if (!mind.keep || 'absent' in reply) continue
    kept ??= { ...table.kept }
    kept[seat] = mind.keep(kept[seat] ?? null, seen, ownReply(reply))
  }
  const whole = settled.length === turn.ask.length || (turn.until === 'any' && settled.length > 0)
  if (whole && faulty === none) {
    const seats = settled.length === turn.ask.length ? turn.ask : asks.map(({ seat }) => seat)
    return closeTurn(scene, table, seats, settled, kept ?? table.kept, events)
  }
  return hold(scene, table, turn, asks, settled, faulty, kept ?? table.kept, events)
}
