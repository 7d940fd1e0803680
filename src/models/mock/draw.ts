import { isDeepStrictEqual } from 'node:util'
import { holds, resolve, type Schema } from './holds.ts'
import { sentence } from './prose.ts'
import { drawNumber, drawText, type Fields, type Uniform, whole } from './scalar.ts'

/** A drawn value; undefined where no value can be. */
type Drawn = unknown

/** How deep recursion goes before the shortest way out is taken. */
const deepest = 5

const list = (value: unknown): readonly Schema[] => (Array.isArray(value) ? value : [])

/** One schema that asks what both ask, where that can be said by merging keywords; the rest is found out by trying. */
const combine = (a: Schema, b: Schema): Schema => {
  if (typeof a === 'boolean' || typeof b === 'boolean') return a === false || b === false ? false : a === true ? b : a
  const merged: Record<string, unknown> = { ...a, ...b }
  for (const key of Object.keys(b).filter((name) => name in a)) {
    const [x, y] = [a[key], b[key]]
    if (key === 'properties') {
      const [p, q] = [x, y] as Record<string, Schema>[]
      merged[key] = { ...p, ...q }
      for (const name of Object.keys(q!).filter((one) => one in p!))
        (merged[key] as Record<string, Schema>)[name] = combine(p![name]!, q![name]!)
    } else if (key === 'required') merged[key] = [...new Set([...(x as string[]), ...(y as string[])])]
    else if (/^min|^exclusiveMin/.test(key)) merged[key] = Math.max(x as number, y as number)
    else if (/^max|^exclusiveMax/.test(key)) merged[key] = Math.min(x as number, y as number)
    else if (key === 'enum') merged[key] = list(x).filter((one) => list(y).some((two) => isDeepStrictEqual(one, two)))
    else if (key === 'type' && [x].flat().includes('integer') && y === 'number') merged[key] = 'integer'
  }
  return merged
}

/** The fewest levels a value of this schema needs; Infinity along a way that only leads back to itself. */
const height = (schema: Schema, root: Schema, seen: readonly string[] = []): number => {
  if (typeof schema === 'boolean' || 'const' in schema || 'enum' in schema) return 0
  const ref = schema.$ref as string | undefined
  if (ref !== undefined) return seen.includes(ref) ? Infinity : height(resolve(root, ref), root, [...seen, ref])
  const of = (one: Schema): number => height(one, root, seen)
  const options = [...list(schema.anyOf), ...list(schema.oneOf)]
  if (options.length > 0) return Math.min(...options.map(of))
  const properties = (schema.properties ?? {}) as Record<string, Schema>
  const needed = list(schema.required).map((name) => properties[String(name)] ?? true)
  if ((schema.minItems as number) > 0)
    needed.push(...list(schema.prefixItems), ...([(schema.items ?? true) as Schema | Schema[]].flat() as Schema[]))
  needed.push(...list(schema.allOf))
  return needed.length === 0 ? 0 : 1 + Math.max(...needed.map((one) => of(one)))
}

const typeOf = (schema: Fields): string => {
  if (['properties', 'required', 'additionalProperties', 'propertyNames'].some((key) => key in schema)) return 'object'
  if (['items', 'prefixItems', 'minItems', 'maxItems'].some((key) => key in schema)) return 'array'
  const numeric = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']
  return numeric.some((key) => key in schema) ? 'number' : 'string'
}

const drawOnce = (root: Schema, uniform: Uniform): Drawn => {
  const drawArray = (schema: Fields, depth: number): Drawn => {
    const { minItems, maxItems, items = true, uniqueItems = false } = schema
    const tuple = Array.isArray(items) ? list(items) : list(schema.prefixItems)
    const rest = Array.isArray(items) ? true : (items as Schema)
    const least = (minItems as number | undefined) ?? tuple.length
    const most = Math.min((maxItems as number | undefined) ?? Infinity, rest === false ? tuple.length : Infinity)
    const wanted = whole(uniform, least, depth > deepest ? least : Math.max(least, Math.min(most, least + 3)))
    const drawn: unknown[] = []
    for (let tries = 0; drawn.length < wanted && tries < 20 + 20 * wanted; tries++) {
      const one = node(tuple[drawn.length] ?? rest, depth + 1)
      if (one === undefined) break
      if (!uniqueItems || !drawn.some((other) => isDeepStrictEqual(one, other))) drawn.push(one)
    }
    return drawn.length < least || drawn.length > most ? undefined : drawn
  }
  const drawObject = (schema: Fields, depth: number): Drawn => {
    const properties = (schema.properties ?? {}) as Record<string, Schema>
    const others = (schema.additionalProperties ?? true) as Schema
    const required = list(schema.required).map(String)
    const [least, most] = [(schema.minProperties as number) ?? 0, (schema.maxProperties as number) ?? Infinity]
    const drawn: [string, unknown][] = []
    for (const name of new Set([...Object.keys(properties), ...required])) {
      const needed = required.includes(name)
      const wanted = depth <= deepest && drawn.length + required.length < most && uniform() < 0.5
      if (!needed && !wanted) continue
      const one = node(Object.hasOwn(properties, name) ? properties[name]! : others, depth + 1)
      if (one !== undefined) drawn.push([name, one])
      else if (needed) return undefined
    }
    const open = typeof others === 'object' && depth <= deepest ? whole(uniform, 0, 2) : 0
    const wanted = Math.min(most, Math.max(least, drawn.length + open))
    for (let tries = 0; drawn.length < wanted && others !== false && tries < 40; tries++) {
      const name = String(
        node(combine({ type: 'string', maxLength: 12 }, (schema.propertyNames ?? true) as Schema), depth),
      )
      if (drawn.some(([taken]) => taken === name) || Object.hasOwn(properties, name)) continue
      const one = node(others, depth + 1)
      if (one !== undefined) drawn.push([name, one])
    }
    return Object.fromEntries(drawn)
  }
  const node = (schema: Schema, depth: number): Drawn => {
    if (schema === false || depth > 40) return undefined
    if (schema === true || Object.keys(schema).length === 0) return sentence(uniform)
    if (isDeepStrictEqual(schema.not, {}) || schema.not === true) return undefined
    const { $ref, allOf, anyOf, oneOf, ...rest } = schema
    if ($ref !== undefined) return node(combine(resolve(root, $ref as string), rest), depth + 0.1)
    if (allOf !== undefined) {
      const open = list(allOf).map((one) =>
        typeof one === 'object' && one.$ref ? resolve(root, one.$ref as string) : one,
      )
      return node(
        open.reduce(combine, { ...rest, ...(anyOf ? { anyOf } : {}), ...(oneOf ? { oneOf } : {}) } as Schema),
        depth,
      )
    }
    if (anyOf !== undefined || oneOf !== undefined) {
      const options = list(anyOf ?? oneOf).map((one) => ({ one, key: depth > deepest ? height(one, root) : uniform() }))
      for (const { one } of options.sort((a, b) => a.key - b.key)) {
        const value = node(combine(anyOf && oneOf ? { ...rest, oneOf } : rest, one), depth)
        if (value !== undefined) return value
      }
      return undefined
    }
    if ('const' in schema) return schema.const
    if (Array.isArray(schema.enum)) return schema.enum[whole(uniform, 0, schema.enum.length - 1)]
    if (schema.nullable === true && uniform() < 0.25) return null
    const types = [(schema.type as string | string[] | undefined) ?? typeOf(schema)].flat()
    const type = types[whole(uniform, 0, types.length - 1)]
    if (type === 'object') return drawObject(schema, depth)
    if (type === 'array') return drawArray(schema, depth)
    if (type === 'string') return drawText(schema, uniform)
    if (type === 'boolean') return uniform() < 0.5
    if (type === 'null') return null
    return drawNumber(schema, uniform, type === 'integer')
  }
  return node(root, 0)
}

/** Draws a JSON value that satisfies a JSON Schema; throws where it finds none or does not know a keyword. */
export const draw = (schema: Schema, uniform: Uniform): unknown => {
  for (let tries = 0; tries < 60; tries++) {
    const value = drawOnce(schema, uniform)
    if (value !== undefined && holds(schema, value)) return value
  }
  throw new Error('the mock found no value that satisfies the schema; right would be a simpler pattern, or a script')
}

/** Draws a JSON value that breaks a JSON Schema, preferably in one place; throws where the schema allows everything. */
export const breach = (schema: Schema, uniform: Uniform): unknown => {
  const value = draw(schema, uniform)
  const wrong = [null, -1e9, 'as you like', true, [], {}]
  const near: unknown[] = []
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    for (const name of Object.keys(value)) {
      const { [name]: _, ...without } = value as Record<string, unknown>
      near.push(without, ...wrong.map((one) => ({ ...value, [name]: one })))
    }
  const breaches = (one: unknown) => !holds(schema, one)
  const some = near.filter(breaches)
  const found = some.length > 0 ? some[whole(uniform, 0, some.length - 1)] : wrong.find(breaches)
  if (found === undefined) throw new Error('the schema allows everything; right would be one that can be broken')
  return found
}
