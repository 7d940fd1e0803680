import { z } from 'zod'
import type { Act, Legal, Limit, Moves } from './protocol.ts'

/** The act as its schema leaves it, or what is wrong with it in words a mind can mend it by. */
export const checkAct = <M extends Moves>(
  moves: M,
  legal: Legal<M>,
  act: unknown,
): { readonly act: Act<M> } | { readonly problem: string } => {
  const open = (): string => Object.keys(legal).join(', ')
  if (act === null || typeof act !== 'object' || !('move' in act) || typeof act.move !== 'string')
    return { problem: `an act is an object with a move; the open moves are ${open()}` }
  const { move } = act
  const limits = Object.hasOwn(legal, move) ? legal[move] : undefined
  if (!limits) return { problem: `${JSON.stringify(move)} is not open now; the open moves are ${open()}` }
  const parsed = moves[move]!.safeParse(act)
  if (!parsed.success) return { problem: z.prettifyError(parsed.error) }
  const fields = parsed.data as Record<string, unknown>
  for (const field in limits) {
    const problem = outside(fields[field], limits[field] as Limit<unknown>)
    if (problem) return { problem: `${field} ${problem}` }
  }
  return { act: (stripped(act, fields) ? { move, ...fields } : act) as unknown as Act<M> }
}

/** Whether the schema left something of an act out, or may have inside a field. */
const stripped = (act: object, fields: Readonly<Record<string, unknown>>): boolean => {
  let extra = -1
  for (const name in act) {
    const value = (act as Readonly<Record<string, unknown>>)[name]
    if (typeof value === 'object' && value !== null) return true
    extra++
  }
  for (const _ in fields) extra--
  return extra !== 0
}

const outside = (value: unknown, limit: Limit<unknown>): string | null => {
  const { only, min, max, each, distinct } = limit
  if (only && !only.includes(value)) return `must be one of ${only.map((x) => JSON.stringify(x)).join(', ')}`
  const size =
    typeof value === 'number' ? value : typeof value === 'string' || Array.isArray(value) ? value.length : null
  if (size !== null) {
    const unit = typeof value === 'number' ? '' : typeof value === 'string' ? ' characters' : ' elements'
    if (min !== undefined && size < min) return `must be at least ${min}${unit}, not ${size}`
    if (max !== undefined && size > max) return `must be at most ${max}${unit}, not ${size}`
  }
  if (!Array.isArray(value)) return null
  const allowed = each as readonly unknown[] | undefined
  const strange = allowed && value.find((x) => !allowed.includes(x))
  if (strange !== undefined) return `may hold only ${allowed!.map((x) => JSON.stringify(x)).join(', ')}`
  return distinct && new Set(value).size < value.length ? 'may hold nothing twice' : null
}
