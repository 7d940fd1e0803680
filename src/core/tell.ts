import { advance } from './advance.ts'
import { finish } from './close.ts'
import { onlooker } from './empty-scene.ts'
import type { Episode, Event } from './event.ts'
import type { Json } from './json.ts'
import type { AnyMind } from './mind.ts'
import type { AnyProtocol, SeatId, Why } from './protocol.ts'
import { scene } from './scene.ts'
import { type Answer, begin, turnOf } from './table.ts'

/** What people did in one conversation, in order. */
export interface Deed {
  readonly seat: SeatId
  /** The act, or why there was none. */
  readonly act?: Readonly<Record<string, Json>>
  readonly absent?: Why
  /** What is known about this one act outside the rules: when it was done, what it answers. It goes to the log alone. */
  readonly note?: Json
}

/** Stands for people whose conversation is read: labels that annotators set stand in the acts as they are. */
export const person: AnyMind = { ...onlooker, name: 'person', cast: 'people', source: 'a released conversation' }

/**
 * The log of a conversation, made by the rules from what people did. A deed or a parameter that the rules do not allow is
 * returned as the `problem`, with the place of the deed (-1 for a parameter), and no episode: a log that the rules would
 * not play is no episode of theirs. Who leaves, and who never speaks, are facts about people: flags say so, and keep
 * nobody out of an analysis. Throws on a parameter that the protocol does not have.
 */
export const tell = (
  protocol: AnyProtocol,
  key: string,
  params: Readonly<Record<string, Json>>,
  deeds: readonly Deed[],
): { readonly episode: Episode } | { readonly problem: string; readonly at: number } => {
  const parsed = protocol.params.safeParse(params)
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues as [{ path: PropertyKey[]; message: string }]
    return { at: -1, problem: `${path.join('.')}: ${message}` }
  }
  const minds = Object.fromEntries(Object.keys(protocol.roles).map((role) => [role, person]))
  const stage = scene(protocol, { params: params as never, minds })
  const begun = begin(stage, { key })
  const events: Event[] = [...begun.events]
  const flags = new Set<string>()
  let { table } = begun
  const asked = () => turnOf(stage, table).ask.filter((seat) => !(seat in table.pending))
  for (const [at, { seat, act, absent, note }] of deeds.entries()) {
    const open = asked()
    if (!open.includes(seat))
      return { at, problem: open.length ? `${seat} acts out of turn` : `${seat} acts after the end` }
    const answer: Answer = absent ? { absent } : { act: act as never, ...(note !== undefined && { note }) }
    if (absent) flags.add('somebody left')
    const next = advance(stage, table, { [seat]: answer })
    const fault = next.events.find((event) => event.kind === 'fault')
    if (fault?.kind === 'fault') return { at, problem: fault.problem }
    events.push(...next.events)
    table = next.table
  }
  if (asked().length > 0) return { at: deeds.length, problem: 'it breaks off before its end' }
  const spoke = new Set(deeds.map(({ seat, act }) => act && seat))
  if (Object.keys(table.roles).some((seat) => !spoke.has(seat))) flags.add('somebody never spoke')
  return { episode: [...events, finish(stage, table, [...flags].sort()).event] }
}
