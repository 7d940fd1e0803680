import { checkAct } from './act.ts'
import type { Asked } from './ask.ts'
import type { Event } from './event.ts'
import type { Json } from './json.ts'
import type { Reply } from './mind.ts'
import type { Moves, SeatId } from './protocol.ts'
import { mindOf, type Scene } from './scene.ts'
import type { Answer, Table } from './table.ts'

/** A checked reply as the table holds it until its turn closes. */
export interface Settled extends Reply<Moves> {
  readonly declared?: Readonly<Record<string, Json>>
  readonly words?: string
}

/** Checks replies, folds them into memories and leaves them pending; a bad one becomes a fault, and at last an absence. */
export const accept = (
  scene: Scene,
  table: Table,
  asks: readonly Asked[],
  replies: Readonly<Record<SeatId, Answer>>,
  trusted: boolean,
): { table: Table; events: Event[] } => {
  const { protocol, minds } = scene
  const events: Event[] = []
  const pending = { ...table.pending }
  let { kept, tries, problems } = table
  for (const seen of asks) {
    const { seat } = seen
    const reply = replies[seat]
    if (!reply) continue
    if ('absent' in reply) {
      pending[seat] = reply
      continue
    }
    const checked = trusted ? reply : checkAct(protocol.moves as Moves, seen.legal, reply.act)
    if ('problem' in checked) {
      const count = (tries[seat] ?? 0) + 1
      events.push({ kind: 'fault', turn: table.turn, seat, tries: count, problem: checked.problem })
      tries = { ...tries, [seat]: count }
      problems = { ...problems, [seat]: checked.problem }
      if (count >= scene.patience) pending[seat] = { absent: 'invalid', reason: checked.problem }
      continue
    }
    const mind = mindOf(protocol, minds, seat, seen.role)
    const { act } = checked
    const fields = mind.speaks === 'generated' ? undefined : protocol.expressive?.[act.move]
    const settled: Settled = { ...reply, act, ...(seen.shown && { words: seen.shown }) }
    pending[seat] = fields ? parsed(settled, fields, protocol.parse!(act, seen.view)) : settled
    if (mind.keep) kept = { ...kept, [seat]: mind.keep(kept[seat]!, seen, { ...reply, act }) }
  }
  return { table: { ...table, kept, pending, tries, problems }, events }
}

const parsed = (reply: Settled, fields: readonly string[], read: Readonly<Record<string, Json>>): Settled => {
  const own = reply.act as unknown as Readonly<Record<string, Json>>
  const missing = fields.filter((field) => !(field in read))
  if (missing.length)
    throw new Error(`the parser of ${own['move']} must set ${fields.join(', ')}, and left out ${missing}`)
  const declared = Object.fromEntries(fields.map((field) => [field, own[field]!]))
  return { ...reply, act: { ...own, ...read } as unknown as Settled['act'], declared }
}
