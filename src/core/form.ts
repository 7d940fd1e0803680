import { z } from 'zod'
import type { Legal, Limit, Moves } from './protocol.ts'

/** A JSON Schema, draft 2020-12. */
export interface Form {
  readonly [key: string]: unknown
  readonly type?: string
  readonly properties?: Readonly<Record<string, Form>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly Form[]
}

const cache = new WeakMap<z.ZodType, Form>()

/** A schema as JSON Schema, made once. */
export const formOf = (schema: z.ZodType): Form => {
  const known = cache.get(schema)
  if (known) return known
  const { $schema: _, ...form } = z.toJSONSchema(schema, { io: 'input' }) as Form
  cache.set(schema, form)
  return form
}

/** One open move as a form: its fields, narrowed by their limits, and the move's own name. */
export const moveForm = <M extends Moves>(moves: M, move: keyof M & string, limits: Legal<M>[keyof M]): Form => {
  const form = formOf(moves[move]!)
  const entries = Object.entries(form.properties ?? {}).map(([field, inner]) => {
    const limit = (limits as Readonly<Record<string, Limit<unknown>>>)[field]
    return [field, limit ? narrow(inner, limit) : inner]
  })
  const properties = { move: { type: 'string', const: move }, ...Object.fromEntries(entries) }
  return { ...form, properties, required: Object.keys(properties), additionalProperties: false }
}

/** The legal moves as one JSON Schema: a grammar for a language model, a form for a person, a domain for a random draw. */
export const actForm = <M extends Moves>(moves: M, legal: Legal<M>): Form => {
  const forms = Object.keys(legal).map((move) => moveForm(moves, move, legal[move]!))
  return forms.length === 1 ? forms[0]! : { anyOf: forms }
}

const narrow = (form: Form, { only, min, max, each, distinct }: Limit<unknown>): Form => {
  const [low, high] =
    form.type === 'string'
      ? ['minLength', 'maxLength']
      : form.type === 'array'
        ? ['minItems', 'maxItems']
        : ['minimum', 'maximum']
  return {
    ...form,
    ...(only && { enum: only }),
    ...(min !== undefined && { [low]: min }),
    ...(max !== undefined && { [high]: max }),
    ...((each as unknown) !== undefined && { items: { ...(form['items'] as Form), enum: each } }),
    ...((distinct as unknown) === true && { uniqueItems: true }),
  }
}
