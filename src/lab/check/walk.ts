import {
  type Answer,
  type Asked,
  advance,
  asked,
  type Event,
  luckOf,
  mindOf,
  type Scene,
  type SeatId,
  type Table,
  turnOf,
} from '../../core/index.ts'
import { freeze } from './watch.ts'

export interface WalkOptions {
  readonly maxTurns?: number
  readonly visit?: (table: Table, asks: readonly Asked[]) => void
  /** Answers for a seat in place of its mind. */
  readonly answer?: (table: Table, seen: Asked) => Answer | null
}

/** An episode as it was walked: its events from the table it began at, and the table at the beginning of each turn. */
export interface Walked {
  readonly events: readonly Event[]
  readonly tables: readonly Table[]
  readonly table: Table
  readonly ended: boolean
}

/** Plays on from a table, as the driver does, keeping every table; minds must answer at once. */
export const walk = (scene: Scene, from: Table, { maxTurns = 3000, visit, answer }: WalkOptions = {}): Walked => {
  const events: Event[] = []
  const tables: Table[] = []
  let table = from
  for (;;) {
    if (tables.at(-1)?.turn !== table.turn) tables.push(table)
    if (table.turn >= maxTurns) return { events, tables, table, ended: false }
    const asks = asked(scene, table)
    visit?.(table, asks)
    if (asks.length === 0) return { events, tables, table, ended: true }
    const any = turnOf(scene, table).until === 'any'
    const chosen = any && asks.length > 1 ? [luckOf(table.luck).of('floor', table.turn).pick(asks)] : asks
    const replies: Record<SeatId, Answer> = {}
    for (const seen of chosen) replies[seen.seat] = answer?.(table, seen) ?? decide(scene, table, seen)
    const next = advance(scene, table, replies, { asks: chosen })
    events.push(...next.events)
    table = next.table
  }
}

/** What the mind in a seat does, with what it remembers frozen. */
export const decide = (scene: Scene, table: Table, seen: Asked): Answer => {
  const mind = mindOf(scene.protocol, scene.minds, seen.seat, seen.role)
  const reply = mind.decide(seen, freeze(table.kept[seen.seat]!))
  if (reply instanceof Promise) throw new Error(`${mind.name} waits; the kit plays minds that answer at once`)
  return reply
}
