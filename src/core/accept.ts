import { checkAct } from './act.ts'
import type { Asked } from './ask.ts'
import type { Json } from './json.ts'
import type { Reply } from './mind.ts'
import type { Moves } from './protocol.ts'
import type { Scene } from './scene.ts'
import type { Answer, Gone } from './table.ts'

/** A checked reply as the table holds it until its turn closes. */
export interface Settled extends Reply<Moves> {
  readonly declared?: Readonly<Record<string, Json>>
  readonly words?: string
}

/** A reply checked against its ask and ready to be resolved, an absence as it is, or the problem with it. */
export const accept = (
  { protocol }: Scene,
  seen: Asked,
  reply: Answer,
  trusted: boolean,
): Settled | Gone | { readonly problem: string } => {
  if ('absent' in reply) return reply
  let settled: Settled = reply
  if (!trusted) {
    const checked = checkAct(seen.moves, seen.legal, reply.act)
    if ('problem' in checked) return checked
    settled = replyOf(checked.act, reply)
  }
  if (seen.shown) settled = { ...settled, words: seen.shown }
  const fields = seen.mind.speaks === 'generated' ? undefined : protocol.expressive?.[settled.act.move]
  return fields ? parsed(settled, fields, protocol.parse!(settled.act, seen.view)) : settled
}

const parsed = (reply: Settled, fields: readonly string[], read: Readonly<Record<string, Json>>): Settled => {
  const own = reply.act as unknown as Readonly<Record<string, Json>>
  const missing = fields.filter((field) => !(field in read))
  if (missing.length)
    throw new Error(`the parser of ${own['move']} must set ${fields.join(', ')}, and left out ${missing}`)
  const declared = Object.fromEntries(fields.map((field) => [field, own[field]!]))
  return { ...reply, act: { ...own, ...read } as unknown as Settled['act'], declared }
}

/** The reply a mind folds into its memory: what it said itself, before any parser. */
export const ownReply = (reply: Settled): Reply<Moves> => {
  const { act, declared } = reply
  return replyOf(declared ? ({ ...act, ...declared } as Settled['act']) : act, reply)
}

/** An act with a reply's note and flags; written field by field, since it is made for every act. */
const replyOf = (act: Settled['act'], { note, flags }: Reply<Moves>): Reply<Moves> => {
  if (note === undefined) return flags ? { act, flags } : { act }
  return flags ? { act, note, flags } : { act, note }
}

/** What a reply says beside its act, for the event that tells of it. */
export const asides = (reply: Answer): { readonly note?: Json; readonly flags?: readonly string[] } => {
  if ('absent' in reply) return {}
  const { note, flags } = reply
  return { ...(note !== undefined && { note }), ...(flags?.length && { flags }) }
}
