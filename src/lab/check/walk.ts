import {
  type Answer,
  type Asked,
  asked,
  type Event,
  luckOf,
  type Scene,
  type Table,
  take,
  turnOf,
} from '../../core/index.ts'
import { freeze } from './watch.ts'

export interface WalkOptions {
  readonly maxTurns?: number
  readonly visit?: (table: Table, asks: readonly Asked[]) => void
  /** Answers for a seat in place of its mind. */
  readonly answer?: (table: Table, seen: Asked) => Answer | null
  readonly onEvent?: (event: Event) => void
}

/** An episode as it was walked: its events from the table it began at, and the table at the beginning of each turn. */
export interface Walked {
  readonly events: readonly Event[]
  readonly tables: readonly Table[]
  readonly table: Table
  readonly ended: boolean
}

/** Plays on from a table, as the driver does, keeping every table; minds must answer at once. */
export const walk = (
  scene: Scene,
  from: Table,
  { maxTurns = Number.POSITIVE_INFINITY, visit, answer, onEvent }: WalkOptions = {},
): Walked => {
  const events: Event[] = []
  const tables: Table[] = []
  let table = from
  for (;;) {
    if (tables.at(-1)?.turn !== table.turn) tables.push(table)
    if (table.turn >= maxTurns) return { events, tables, table, ended: false }
    const turn = turnOf(scene, table)
    const asks = asked(scene, table, turn)
    visit?.(table, asks)
    if (asks.length === 0) return { events, tables, table, ended: true }
    const chosen =
      turn.until === 'any' && asks.length > 1 ? [luckOf(table.luck).of('floor', table.turn).pick(asks)] : asks
    const at = table
    const replies = chosen.map((seen) => answer?.(at, seen) ?? decide(at, seen))
    const next = take(scene, table, turn, chosen, replies, false)
    for (const event of next.events) {
      events.push(event)
      onEvent?.(event)
    }
    table = next.table
  }
}

/** What the mind in a seat does, with what it remembers frozen. */
export const decide = (table: Table, seen: Asked): Answer => {
  const reply = seen.mind.decide(seen, freeze(table.kept[seen.seat] ?? null))
  if (reply instanceof Promise) throw new Error(`${seen.mind.name} waits; the kit plays minds that answer at once`)
  return reply
}
