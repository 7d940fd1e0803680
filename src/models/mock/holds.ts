import { isDeepStrictEqual } from 'node:util'

/** A JSON Schema, draft 2020-12 with the older spellings that servers still see. */
export type Schema = boolean | { readonly [keyword: string]: unknown }

/** Finds what a `$ref` inside `root` points to. */
export const resolve = (root: Schema, ref: string): Schema => {
  const steps = ref.startsWith('#') ? decodeURIComponent(ref.slice(1)).split('/').slice(1) : null
  const found = steps?.reduce<unknown>((at, step) => {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    return typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as never)[key] : undefined
  }, root)
  if (typeof found !== 'boolean' && (typeof found !== 'object' || found === null))
    throw new Error(
      `the schema's $ref ${ref} leads nowhere; right would be a place in the same schema, such as #/$defs/name`,
    )
  return found as Schema
}

const kind = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value

/** The standard asks for Unicode mode; patterns written for the other mode need not be valid in it. */
const expression = (pattern: string): RegExp => {
  try {
    return new RegExp(pattern, 'u')
  } catch {
    return new RegExp(pattern)
  }
}

type Check = (given: never, value: never, schema: { readonly [keyword: string]: unknown }, root: Schema) => boolean
type Schemas = readonly Schema[]
type Properties = Readonly<Record<string, Schema>>
type Value = Readonly<Record<string, unknown>>
const length = (text: string) => [...text].length
const multiple = (value: number, step: number) => Math.abs(value / step - Math.round(value / step)) < 1e-9

const any: Readonly<Record<string, Check>> = {
  $ref: (ref: string, value, _, root) => holds(resolve(root, ref), value, root),
  type: (given: string | string[], value) => {
    const is = kind(value)
    return [given].flat().some((type) => type === is || (type === 'number' && is === 'integer'))
  },
  const: (given, value) => isDeepStrictEqual(given, value),
  enum: (given: unknown[], value) => given.some((one) => isDeepStrictEqual(one, value)),
  allOf: (all: Schemas, value, _, root) => all.every((one) => holds(one, value, root)),
  anyOf: (all: Schemas, value, _, root) => all.some((one) => holds(one, value, root)),
  oneOf: (all: Schemas, value, _, root) => all.filter((one) => holds(one, value, root)).length === 1,
  not: (one: Schema, value, _, root) => !holds(one, value, root),
}
const number: Readonly<Record<string, Check>> = {
  minimum: (least: number, value: number, schema) =>
    schema.exclusiveMinimum === true ? value > least : value >= least,
  maximum: (most: number, value: number, schema) => (schema.exclusiveMaximum === true ? value < most : value <= most),
  exclusiveMinimum: (least: number | boolean, value: number) => typeof least === 'boolean' || value > least,
  exclusiveMaximum: (most: number | boolean, value: number) => typeof most === 'boolean' || value < most,
  multipleOf: (step: number, value: number) => multiple(value, step),
}
const string: Readonly<Record<string, Check>> = {
  minLength: (least: number, value: string) => length(value) >= least,
  maxLength: (most: number, value: string) => length(value) <= most,
  pattern: (pattern: string, value: string) => expression(pattern).test(value),
}
const array: Readonly<Record<string, Check>> = {
  minItems: (least: number, value: unknown[]) => value.length >= least,
  maxItems: (most: number, value: unknown[]) => value.length <= most,
  uniqueItems: (unique: boolean, value: unknown[]) =>
    !unique || value.every((one, i) => !value.slice(0, i).some((other) => isDeepStrictEqual(one, other))),
  prefixItems: (all: Schemas, value: unknown[], _, root) =>
    value.slice(0, all.length).every((one, i) => holds(all[i]!, one, root)),
  items: (given: Schema | Schemas, value: unknown[], schema, root) =>
    Array.isArray(given)
      ? value.slice(0, given.length).every((one, i) => holds(given[i]!, one, root))
      : value.slice(((schema.prefixItems as Schemas) ?? []).length).every((one) => holds(given as Schema, one, root)),
}
const object: Readonly<Record<string, Check>> = {
  required: (names: string[], value: Value) => names.every((name) => Object.hasOwn(value, name)),
  properties: (all: Properties, value: Value, _, root) =>
    Object.entries(all).every(([name, one]) => !Object.hasOwn(value, name) || holds(one, value[name], root)),
  additionalProperties: (one: Schema, value: Value, schema, root) =>
    Object.keys(value).every(
      (name) => Object.hasOwn((schema.properties as object) ?? {}, name) || holds(one, value[name], root),
    ),
  propertyNames: (one: Schema, value: Value, _, root) => Object.keys(value).every((name) => holds(one, name, root)),
  minProperties: (least: number, value: Value) => Object.keys(value).length >= least,
  maxProperties: (most: number, value: Value) => Object.keys(value).length <= most,
}
const byKind: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  number,
  integer: number,
  string,
  array,
  object,
}
const of = (checks: Readonly<Record<string, Check>>, keyword: string) =>
  Object.hasOwn(checks, keyword) ? checks[keyword] : undefined
const asserted = new Set([any, number, string, array, object].flatMap((checks) => Object.keys(checks)))
const said =
  /^(\$(schema|id|defs|comment|anchor)|definitions|title|description|default|examples?|deprecated|readOnly|writeOnly|format|content\w+|nullable|x-.*|~.*)$/

/**
 * Whether a JSON value satisfies a schema. Throws where the schema has a keyword that is not known here, since a check
 * that passes over a constraint would be no check. `format` counts as a description, as the standard has it.
 */
export const holds = (schema: Schema, value: unknown, root: Schema = schema): boolean => {
  if (typeof schema === 'boolean') return schema
  if (schema.nullable === true && value === null) return true
  const own = byKind[kind(value)]
  return Object.entries(schema).every(([keyword, given]) => {
    const check = of(any, keyword) ?? (own && of(own, keyword))
    if (check) return check(given as never, value as never, schema, root)
    if (asserted.has(keyword) || said.test(keyword)) return true
    throw new Error(
      `the schema has the keyword ${keyword}, which the mock does not know; right would be to do without it`,
    )
  })
}
