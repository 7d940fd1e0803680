/** Plain data: what a state, a memory, a note or a log line may hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A value now, or a promise of it. */
export type Awaitable<T> = T | Promise<T>

/**
 * The path of the first thing in a value that JSON would lose (NaN, Infinity, undefined, a function, a class), or null.
 * Frozen values in `known` are passed over, and those that pass are added to it.
 */
export const unstorable = (value: unknown, path = 'value', known?: WeakSet<object>): string | null =>
  storable(value, known) ? null : lost(value, path)

// Most values are fine, and naming every path on the way would cost more than all else.
const storable = (value: unknown, known?: WeakSet<object>): boolean => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') return false
  if (known?.has(value)) return true
  if (Array.isArray(value)) {
    for (const each of value) if (!storable(each, known)) return false
    if (Object.keys(value).length !== value.length) return false
  } else {
    const prototype = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) return false
    for (const key in value) if (!storable((value as Record<string, unknown>)[key], known)) return false
  }
  if (known && Object.isFrozen(value)) known.add(value)
  return true
}

const lost = (value: unknown, path: string): string | null => {
  if (storable(value)) return null
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const found = lost(value[i], `${path}[${i}]`)
      if (found) return found
    }
  }
  if (typeof value !== 'object' || value === null)
    return `${path} is ${typeof value === 'number' ? value : typeof value}`
  const prototype = Object.getPrototypeOf(value)
  if (Array.isArray(value)) return `${path} has more than its elements`
  if (prototype !== Object.prototype && prototype !== null) return `${path} is a ${value.constructor?.name ?? 'class'}`
  for (const [key, inner] of Object.entries(value)) {
    const found = lost(inner, `${path}.${key}`)
    if (found) return found
  }
  return null
}

/** JSON with sorted keys, so that equal values give equal text; throws where a value cannot be stored, naming the path. */
export const canonical = (value: unknown): string => {
  const found = unstorable(value)
  if (found) throw new Error(`${found}, which JSON cannot hold`)
  return JSON.stringify(value, (_, inner) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
