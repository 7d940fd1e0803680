import { type Episode, type Instrument, instrumentEntry, type Json, openingOf } from 'suasion'
import { z } from 'zod'

/** Where in the log something is said or done. */
export interface Place {
  readonly move: string
  readonly field: string
}

export interface PromisesOptions {
  readonly promise: Place
  /** What is held against the promise; a move in `instead` counts as doing nothing of it (0, or another value). */
  readonly deed: Place & { readonly instead?: readonly string[] }
  /** How far below the promise a number may fall and still keep it. */
  readonly tolerance?: number
}

/** What one seat promised and did. */
export type Promises = {
  readonly seat: string
  readonly promised: number
  readonly due: number
  readonly kept: number | null
  readonly shortfall: number | null
}

/**
 * Holds what was said against what was done, for every seat that can be read from a log: a promise stands until the
 * seat's next deed, which uses it up; a newer promise before that replaces it. Numbers keep a promise when they reach it
 * (less `tolerance`), other values when they are equal. `shortfall` is the mean of max(0, promised - done), in the
 * field's unit, and null where nothing was due or the field holds no numbers. Throws where a move lacks its field.
 */
export const promises = ({ promise, deed, tolerance = 0 }: PromisesOptions): Instrument<Promises> => {
  if (!(tolerance >= 0)) throw new Error(`promises: tolerance must be 0 or more, not ${tolerance}`)
  const { instead = [] } = deed
  if (instead.includes(deed.move))
    throw new Error(`promises: ${deed.move} is the deed itself and cannot stand instead of it`)
  return {
    name: 'promises',
    columns: {
      seat: 'the seat',
      promised: `how often it promised (${promise.move}: ${promise.field})`,
      due: `promises that a deed followed (${deed.move}: ${deed.field})`,
      kept: 'share of those that the deed kept',
      shortfall: 'mean of what was promised and not done',
    },
    read: (episode) => {
      const { seats } = openingOf(episode)
      return Object.keys(seats).map((seat) => {
        const { promised, pairs } = pairsOf(episode, seat, promise, deed)
        const kept = pairs.filter(([said, done]) => keeps(said, done, tolerance)).length
        const short = pairs.flatMap(([said, done]) => shortfall(said, done))
        return {
          seat,
          promised,
          due: pairs.length,
          kept: pairs.length ? kept / pairs.length : null,
          shortfall: short.length ? short.reduce((sum, each) => sum + each, 0) / short.length : null,
        }
      })
    },
  }
}

/** Nothing done stands for 0 where a number was promised. */
type Pair = readonly [said: Json, done: Json | undefined]

const pairsOf = (episode: Episode, seat: string, promise: Place, deed: PromisesOptions['deed']) => {
  const pairs: Pair[] = []
  let promised = 0
  let open: { readonly said: Json } | null = null
  for (const event of episode) {
    if (event.kind !== 'act' || event.seat !== seat) continue
    const move = event.act['move'] as string
    if (open && (move === deed.move || deed.instead?.includes(move))) {
      pairs.push([open.said, move === deed.move ? fieldOf(event.act, deed) : undefined])
      open = null
    }
    if (move === promise.move) {
      open = { said: fieldOf(event.act, promise) }
      promised++
    }
  }
  return { promised, pairs }
}

const fieldOf = (act: Readonly<Record<string, Json>>, { move, field }: Place): Json => {
  const value = act[field]
  if (value !== undefined) return value
  const has = Object.keys(act).filter((key) => key !== 'move')
  throw new Error(`promises: ${move} has no field called ${field}; it has ${has.join(', ') || 'none'}`)
}

const keeps = (said: Json, done: Json | undefined, tolerance: number): boolean => {
  if (typeof said !== 'number') return done !== undefined && JSON.stringify(said) === JSON.stringify(done)
  return (typeof done === 'number' ? done : 0) >= said - tolerance
}

const shortfall = (said: Json, done: Json | undefined): number[] => {
  if (typeof said !== 'number' || (done !== undefined && typeof done !== 'number')) return []
  return [Math.max(0, said - (done ?? 0))]
}

const place = z
  .string()
  .regex(/^[\w-]+\.\w+$/, 'write MOVE.FIELD')
  .describe('a move and its field, as in say.pledge')

export default instrumentEntry(
  z.object({
    promise: place,
    deed: place,
    instead: z.array(z.string()).default([]).describe('moves that count as doing nothing of it'),
    tolerance: z.number().min(0).default(0).describe('how far below the promise a number may fall and keep it'),
  }),
  ({ promise, deed, instead, tolerance }) => {
    const at = (text: string): Place => {
      const [move, field] = text.split('.') as [string, string]
      return { move, field }
    }
    return promises({ promise: at(promise), deed: { ...at(deed), instead }, tolerance })
  },
)
