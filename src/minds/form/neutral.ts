import type { Form, Json } from 'suasion'

/**
 * A legal value that says as little as can be said: the bound nearest to 0, the first option, the shortest text. It
 * stands for a field that a parser will set, until it does.
 */
export const neutral = (form: Form): Json => {
  const { const: fixed, enum: only, anyOf, type, properties } = form
  if (fixed !== undefined) return fixed as Json
  if (only) return (only as readonly Json[])[0]!
  if (anyOf) return anyOf.some((each) => each.type === 'null') ? null : neutral(anyOf[0]!)
  if (type === 'boolean') return false
  if (type === 'string') return ' '.repeat((form['minLength'] as number | undefined) ?? 0)
  if (type === 'array')
    return Array.from({ length: (form['minItems'] as number | undefined) ?? 0 }, () =>
      neutral((form['items'] ?? {}) as Form),
    )
  if (properties) return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, neutral(inner)]))
  if (type !== 'integer' && type !== 'number') return null
  const { minimum = -Infinity, maximum = Infinity } = form as { minimum?: number; maximum?: number }
  return Math.min(Math.max(0, minimum), maximum)
}
