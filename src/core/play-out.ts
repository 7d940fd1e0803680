import { take } from './advance.ts'
import { finish } from './close.ts'
import type { Episode, Event } from './event.ts'
import type { Reply } from './mind.ts'
import type { Moves } from './protocol.ts'
import type { Scene } from './scene.ts'
import { asked, begin, turnOf } from './table.ts'

/**
 * One episode of minds that answer at once, from open to close, with no driver: for searches and fits that must play
 * many. Turns are open to all who are asked. Throws on a mind that waits, and after `maxTurns`.
 */
export const playOut = (scene: Scene, key: string, { maxTurns = 10_000 } = {}): Episode => {
  const begun = begin(scene, { key })
  const events: Event[] = [...begun.events]
  let { table } = begun
  while (table.turn < maxTurns) {
    const turn = turnOf(scene, table)
    const asks = asked(scene, table, turn)
    if (asks.length === 0) return [...events, finish(scene, table).event]
    const replies = asks.map((seen): Reply<Moves> => {
      const reply = seen.mind.decide(seen, table.kept[seen.seat] ?? null)
      if (reply instanceof Promise)
        throw new Error(`${seen.mind.name} waits, and playOut plays minds that answer at once`)
      return reply
    })
    const next = take(scene, table, turn, asks, replies, true)
    for (const event of next.events) events.push(event)
    table = next.table
  }
  throw new Error(`${key} of ${scene.protocol.name} has not ended after ${maxTurns} turns`)
}
