import type { Json } from '../core/json.ts'
import type { PlainAct } from './tree.ts'

/**
 * The place among some acts of the one nearest to an act, -1 where none is like it: text counts for nothing, numbers by
 * their summed distance, and all else must be equal. `listed` says that it is there as it is, but for its text.
 */
export const nearestAct = (
  acts: readonly PlainAct[],
  act: Readonly<Record<string, Json>>,
): { readonly index: number; readonly listed: boolean } => {
  let index = -1
  let least = Number.POSITIVE_INFINITY
  for (const [i, each] of acts.entries()) {
    const far = distance(each, act, '')
    if (far < least) [index, least] = [i, far]
  }
  return { index, listed: least === 0 }
}

const distance = (a: Json | undefined, b: Json | undefined, field: string): number => {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b)
  if (typeof a === 'string' && typeof b === 'string') return a === b || field === 'text' ? 0 : Number.POSITIVE_INFINITY
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object')
    return a === b ? 0 : Number.POSITIVE_INFINITY
  const [one, other] = [a, b] as Readonly<Record<string, Json>>[]
  const names = Object.keys(one!)
  if (names.length !== Object.keys(other!).length || Array.isArray(a) !== Array.isArray(b))
    return Number.POSITIVE_INFINITY
  return names.reduce((sum, name) => sum + distance(one![name], other![name], name), 0)
}
