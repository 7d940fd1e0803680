import type { Settled } from './accept.ts'
import type { Advanced } from './advance.ts'
import type { Asked } from './ask.ts'
import { closeTurn } from './close.ts'
import type { Event } from './event.ts'
import type { SeatId, Turn } from './protocol.ts'
import type { Scene } from './scene.ts'
import type { Gone, Table } from './table.ts'

/** Leaves replies pending until the turn can close; a seat whose tries are exhausted counts as absent. */
export const hold = (
  scene: Scene,
  table: Table,
  { ask: wanted, until = 'all' }: Turn,
  asks: readonly Asked[],
  settled: readonly (Settled | Gone)[],
  faulty: Readonly<Record<SeatId, string>>,
  kept: Table['kept'],
  events: Event[],
): Advanced => {
  const pending: Record<SeatId, Settled | Gone> = { ...table.pending }
  const tries = { ...table.tries }
  for (const [i, { seat }] of asks.entries()) {
    if (seat in faulty) tries[seat] = (tries[seat] ?? 0) + 1
    if (!(seat in faulty) || tries[seat]! >= scene.patience) pending[seat] = settled[i]!
  }
  const here = wanted.filter((seat) => seat in pending)
  if (here.length === wanted.length || (until === 'any' && here.length > 0))
    return closeTurn(
      scene,
      table,
      here,
      here.map((seat) => pending[seat]!),
      kept,
      events,
    )
  return { table: { ...table, kept, pending, tries, problems: { ...table.problems, ...faulty } }, events }
}
