import { isDeepStrictEqual } from 'node:util'
import type { Episode, Event, Json } from '../../core/index.ts'
import type { Stored } from '../record.ts'
import { storedLine } from '../store.ts'

/** Where a stored episode and the same one executed again part: the first place in the order of its log. */
export interface Difference {
  /** The trial. */
  readonly key: string
  readonly turn: number | null
  readonly seat: string | null
  /** Such as `act.text`, `payoff.first` or `event`, where there is one event more or less. */
  readonly field: string
  /** What is stored; null where nothing is. */
  readonly stored: Json
  readonly again: Json
}

const plain = (value: unknown): Json => (value === undefined ? null : JSON.parse(JSON.stringify(value)))

/** The path to the first place at which two JSON values differ, and what stands there; null where they are equal. */
export const firstDifference = (
  stored: Json,
  again: Json,
  path: string = '',
): { readonly path: string; readonly stored: Json; readonly again: Json } | null => {
  if (isDeepStrictEqual(stored, again)) return null
  const open = (value: Json): boolean => typeof value === 'object' && value !== null
  if (!open(stored) || !open(again) || Array.isArray(stored) !== Array.isArray(again)) return { path, stored, again }
  const [one, two] = [stored, again] as [Readonly<Record<string, Json>>, Readonly<Record<string, Json>>]
  for (const name of new Set([...Object.keys(one), ...Object.keys(two)])) {
    const found = firstDifference(one[name] ?? null, two[name] ?? null, path === '' ? name : `${path}.${name}`)
    if (found) return found
  }
  return { path, stored, again }
}

const placeOf = (event: Event | undefined): Pick<Difference, 'turn' | 'seat'> => ({
  turn: event && 'turn' in event ? event.turn : null,
  seat: event && 'seat' in event ? event.seat : null,
})

/** An event without what follows from a bad answer that is lost: its problem, and words that tell of it. */
const shorn = (event: Event): Json => {
  if (event.kind === 'fault') return plain({ ...event, problem: undefined })
  if (event.kind === 'absent' && event.why === 'invalid') return plain({ ...event, reason: undefined })
  return plain(event.kind === 'act' ? { ...event, words: undefined } : event)
}

/** The first difference of two logs; where bad answers are lost, what follows from their words is not compared. */
export const compareLogs = (
  key: string,
  stored: Episode,
  again: Episode,
  lost: ReadonlySet<Event>,
): Difference | null => {
  for (let i = 0; i < Math.max(stored.length, again.length); i++) {
    const [one, two] = [stored[i], again[i]]
    const place = placeOf(one ?? two)
    if (!one || !two) return { key, ...place, field: 'event', stored: plain(one), again: plain(two) }
    const found = lost.size === 0 ? firstDifference(plain(one), plain(two)) : firstDifference(shorn(one), shorn(two))
    if (found) return { key, ...place, field: found.path, stored: found.stored, again: found.again }
  }
  return null
}

/** The first difference of two stored episodes: their logs, what the minds keep, and the judgements. */
export const compareStored = (stored: Stored, again: Stored, lost: ReadonlySet<Event>): Difference | null => {
  const { key } = stored
  const [one, two] = [storedLine(stored), storedLine(again)]
  if (JSON.stringify(one) === JSON.stringify(two)) return null
  const log = compareLogs(key, stored.episode, again.episode, lost)
  if (log) return log
  for (const part of ['kept', 'trial'] as const) {
    const found = firstDifference(plain(one[part]), plain(two[part]), part)
    if (found) return { key, turn: null, seat: null, field: found.path, stored: found.stored, again: found.again }
  }
  for (const name of new Set([...Object.keys(stored.judged ?? {}), ...Object.keys(again.judged ?? {})])) {
    const found = compareLogs(key, stored.judged?.[name] ?? [], again.judged?.[name] ?? [], lost)
    if (found) return { ...found, field: `judged by ${name}: ${found.field}` }
  }
  return null
}
