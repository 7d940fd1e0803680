import type { Form, Json, Luck } from 'suasion'
import { extremeProse, prose } from './prose.ts'

/** Where a number has no bound, it is drawn within this distance of the other bound, or of 0 (*chosen*). */
export const REACH = 100
/** The longest text or list where there is no bound (*chosen*). */
const LONGEST_TEXT = 2000
const LONGEST_LIST = 6

/** How a value is drawn: `extreme` prefers the bounds. */
export interface Drawing {
  readonly luck: Luck
  readonly extreme: boolean
}

/** Draws a value that satisfies a JSON Schema; throws where it asks for what cannot be drawn, naming the field. */
export const draw = (form: Form, drawing: Drawing, field: string): Json => {
  const { luck } = drawing
  const { const: fixed, enum: only } = form
  if (fixed !== undefined) return fixed as Json
  if (only) return option(only as readonly Json[], form, luck, field)
  const { anyOf, oneOf, type, ...outer } = form as Form & { readonly oneOf?: readonly Form[] }
  const either = anyOf ?? oneOf
  if (either) return draw({ ...luck.pick(either), ...outer }, drawing, field)
  const kind: unknown = Array.isArray(type) ? luck.pick(type) : type
  switch (kind) {
    case 'null':
      return null
    case 'boolean':
      return luck.pick([true, false])
    case 'integer':
    case 'number':
      return number(form, kind === 'integer', drawing, field)
    case 'string':
      return text(form, drawing, field)
    case 'array':
      return list(form, drawing, field)
    case 'object':
      return object(form, drawing, field)
    case undefined:
      if (Object.keys(form).some((key) => key.startsWith('$') || key === 'allOf')) break
      return prose(luck, 0, 80)
  }
  throw new Error(`${field} asks for what no random draw can give: ${JSON.stringify(form).slice(0, 200)}`)
}

const bound = (form: Form, ...names: readonly string[]): number | undefined =>
  form[names.find((name) => typeof form[name] === 'number') ?? ''] as number | undefined

const option = (only: readonly Json[], form: Form, luck: Luck, field: string): Json => {
  const low = bound(form, 'minimum') ?? Number.NEGATIVE_INFINITY
  const high = bound(form, 'maximum') ?? Number.POSITIVE_INFINITY
  const open = only.filter((x) => typeof x !== 'number' || (x >= low && x <= high))
  if (open.length === 0) throw new Error(`${field} has no value that is allowed`)
  return luck.pick(open)
}

const number = (form: Form, whole: boolean, { luck, extreme }: Drawing, field: string): number => {
  const step = bound(form, 'multipleOf') ?? (whole ? 1 : 0)
  const over = bound(form, 'exclusiveMinimum')
  const under = bound(form, 'exclusiveMaximum')
  const gap = step || Number.EPSILON * Math.max(1, Math.abs(over ?? 0), Math.abs(under ?? 0)) * 4
  // Integers carry the bounds of what a double can count, which bound nothing.
  const told = (value: number | undefined) =>
    value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined
  let low = told(bound(form, 'minimum')) ?? (over === undefined ? undefined : over + gap)
  let high = told(bound(form, 'maximum')) ?? (under === undefined ? undefined : under - gap)
  low ??= Math.min(-REACH, (high ?? 0) - REACH)
  high ??= Math.max(REACH, low + REACH)
  if (step) {
    low = Math.ceil(low / step)
    high = Math.floor(high / step)
  }
  if (low > high) throw new Error(`${field} has no value that is allowed: its least is above its most`)
  const scale = step || 1
  if (extreme) return luck.pick([low, high, Math.min(Math.max(0, low), high)]) * scale
  if (step) return (low + Math.floor(luck.uniform() * (high - low + 1))) * scale
  const drawn = low + luck.uniform() * (high - low)
  const short = Number(drawn.toFixed(2))
  return short >= low && short <= high ? short : drawn
}

const text = (form: Form, { luck, extreme }: Drawing, field: string): string => {
  if (form['pattern'] !== undefined || form['format'] !== undefined)
    throw new Error(
      `${field} asks for a text of the form ${form['format'] ?? form['pattern']}, which no random draw gives`,
    )
  const min = bound(form, 'minLength', 'minimum') ?? 0
  const max = bound(form, 'maxLength', 'maximum') ?? Math.max(LONGEST_TEXT, min)
  if (min > max) throw new Error(`${field} has no text that is allowed: its least length is above its most`)
  return extreme ? extremeProse(luck, min, max) : prose(luck, min, max)
}

const list = (form: Form, drawing: Drawing, field: string): Json[] => {
  const { luck, extreme } = drawing
  const items = (form['items'] ?? {}) as Form
  const fixed = form['prefixItems'] as readonly Form[] | undefined
  if (fixed) return fixed.map((item, i) => draw(item, drawing, `${field}[${i}]`))
  const distinct = form['uniqueItems'] === true
  const room = distinct && Array.isArray(items['enum']) ? items['enum'].length : Number.POSITIVE_INFINITY
  const min = bound(form, 'minItems', 'minimum') ?? 0
  const max = Math.min(bound(form, 'maxItems', 'maximum') ?? Math.max(LONGEST_LIST, min), room)
  if (min > max) throw new Error(`${field} has no list that is allowed: its least length is above its most`)
  const n = extreme ? luck.pick([min, max]) : min + Math.floor(luck.uniform() * (max - min + 1))
  if (distinct && Array.isArray(items['enum'])) return luck.draw(items['enum'] as readonly Json[], n)
  const drawn: Json[] = []
  for (let tries = 0; drawn.length < n && tries < 100 * n; tries++) {
    const next = draw(items, drawing, `${field}[${drawn.length}]`)
    if (!distinct || !drawn.some((each) => JSON.stringify(each) === JSON.stringify(next))) drawn.push(next)
  }
  return drawn
}

const object = (form: Form, drawing: Drawing, field: string): Record<string, Json> => {
  const { luck } = drawing
  const drawn: Record<string, Json> = {}
  for (const [name, inner] of Object.entries(form.properties ?? {}))
    if (form.required?.includes(name) || luck.pick([true, false]))
      drawn[name] = draw(inner, drawing, `${field}.${name}`)
  const more = form['additionalProperties']
  if (typeof more === 'object' && more !== null && !form.properties) {
    const names = (form['propertyNames'] ?? { type: 'string', minLength: 1, maxLength: 12 }) as Form
    const known = (form.required ?? names['enum']) as readonly string[] | undefined
    const keys = known ?? [1, 2].map(() => String(draw(names, drawing, `${field} key`)))
    for (const key of keys) drawn[key] = draw(more as Form, drawing, `${field}.${key}`)
  }
  return drawn
}
