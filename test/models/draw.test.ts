import { endpoint, mockServer } from 'suasion/models'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { addressed } from '../../src/models/mock/addressed.ts'
import { breach, draw } from '../../src/models/mock/draw.ts'
import { holds, type Schema } from '../../src/models/mock/holds.ts'
import { ask } from './serve.ts'

interface Tree {
  name: string
  children: Tree[]
}
const Tree: z.ZodType<Tree> = z.object({
  name: z.string().min(1).max(12),
  get children() {
    return z.array(Tree)
  },
})
type Formula = number | { op: 'and' | 'or'; left: Formula; right: Formula }
const Formula: z.ZodType<Formula> = z.lazy(() =>
  z.union([z.object({ op: z.enum(['and', 'or']), left: Formula, right: Formula }), z.int()]),
)

const shapes: Record<string, z.ZodType> = {
  offer: z.object({
    price: z.number().gt(0).lt(1),
    units: z.int().min(3).max(5),
    share: z.number().multipleOf(0.05).min(0).max(1),
    deep: z.number().max(-1000),
    text: z.string().max(40),
    short: z.string().max(3),
    long: z.string().min(120).max(130),
    final: z.boolean(),
    to: z.enum(['ann', 'bob']),
    because: z.string().nullable(),
    later: z.object({ day: z.int().gte(-3).lte(-3) }).optional(),
  }),
  move: z.discriminatedUnion('move', [
    z.object({ move: z.literal('accept') }),
    z.object({ move: z.literal('offer'), split: z.array(z.int().min(0).max(9)).length(3) }),
    z.object({ move: z.literal(7), tuple: z.tuple([z.string(), z.boolean(), z.null()]) }),
  ]),
  lists: z.object({
    names: z.array(z.string().max(10)).min(2).max(4),
    none: z.array(z.int()).max(0),
    either: z.array(z.union([z.int(), z.literal('x'), z.object({ y: z.boolean() })])).min(1),
  }),
  records: z.object({
    scores: z.record(z.string(), z.number().min(0)),
    votes: z.record(z.enum(['a', 'b', 'c']), z.boolean()),
  }),
  formats: z.object({ mail: z.email(), at: z.iso.datetime(), on: z.iso.date(), id: z.uuid(), to: z.url() }),
  both: z.intersection(z.object({ a: z.int().min(2) }), z.object({ b: z.string().max(5) })),
  tree: Tree,
  formula: Formula,
  number: z.number(),
  never: z.union([z.never(), z.int()]),
}

describe('values drawn from a zod schema', () => {
  test.each(Object.entries(shapes))('%s: what zod asks for, zod accepts, 300 times', (_, shape) => {
    const schema = z.toJSONSchema(shape) as Schema
    const seen = new Set<string>()
    for (let i = 0; i < 300; i++) {
      const value = draw(schema, addressed(1, i))
      expect(shape.safeParse(JSON.parse(JSON.stringify(value))).error).toBeUndefined()
      seen.add(JSON.stringify(value))
    }
    expect(seen.size).toBeGreaterThan(3)
  })

  test('over HTTP, and broken ones are refused by zod', async () => {
    const server = await mockServer()
    const broken = await mockServer({ behaviour: { invalid: 1 } })
    const [good, bad] = [await endpoint(`${server.url}#mock`), await endpoint(`${broken.url}#mock`)]
    const names = Object.keys(shapes)
    for (const [i, name] of names.flatMap((one) => [one, one, one]).entries()) {
      const shape = shapes[name]!
      const request = ask({ schema: z.toJSONSchema(shape), seed: i })
      expect(shape.safeParse(JSON.parse((await good.complete(request)).text)).success).toBe(true)
      const { text } = await bad.complete(request)
      // zod drops properties that its JSON Schema forbids, so the schema judges what is broken.
      expect(holds(request.schema as Schema, JSON.parse(text))).toBe(false)
    }
    for (const one of [good, bad, server, broken]) await one.close?.()
  })

  test('each choice comes about as often', () => {
    const schema = z.toJSONSchema(shapes.move!) as Schema
    const moves = Array.from({ length: 900 }, (_, i) => (draw(schema, addressed(2, i)) as { move: unknown }).move)
    // Four standard errors of a third of 900.
    for (const move of ['accept', 'offer', 7])
      expect(Math.abs(moves.filter((one) => one === move).length - 300)).toBeLessThan(57)
  })

  test('integers reach both of their bounds, numbers spread', () => {
    const die: Schema = { type: 'integer', exclusiveMinimum: 0, maximum: 6 }
    const throws = Array.from({ length: 300 }, (_, i) => draw(die, addressed(3, i)))
    expect(new Set(throws)).toEqual(new Set([1, 2, 3, 4, 5, 6]))
    const share: Schema = { type: 'number', minimum: 0, maximum: 1 }
    const shares = Array.from({ length: 300 }, (_, i) => draw(share, addressed(4, i)) as number)
    const mean = shares.reduce((sum, x) => sum + x, 0) / 300
    // Four standard errors of a uniform mean of 300.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.067)
  })
})

describe('further JSON Schema', () => {
  test.each<[string, Schema]>([
    ['unique items', { type: 'array', items: { enum: [1, 2, 3] }, minItems: 3, uniqueItems: true }],
    ['definitions', { $ref: '#/definitions/a~1b', definitions: { 'a/b': { type: 'integer', minimum: 4 } } }],
    ['nullable', { type: 'string', nullable: true, maxLength: 4 }],
    ['a list of types', { type: ['integer', 'null', 'boolean'] }],
    ['old exclusive bounds', { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 0.001 }],
    ['allOf', { allOf: [{ type: 'integer', minimum: 3 }, { maximum: 4 }, { multipleOf: 2 }] }],
    ['oneOf that overlap', { oneOf: [{ type: 'integer' }, { type: 'number', minimum: 50 }] }],
    ['not', { type: 'integer', minimum: 0, maximum: 1, not: { const: 0 } }],
    ['a simple pattern', { type: 'string', pattern: '^[A-Z]$' }],
    ['no type', { properties: { a: { const: null } }, required: ['a'] }],
    [
      'anyOf beside properties',
      { properties: { a: true, b: true }, anyOf: [{ required: ['a'] }, { required: ['b'] }] },
    ],
    ['required and undescribed', { type: 'object', required: ['x'], additionalProperties: { type: 'integer' } }],
    ['a key like __proto__', { type: 'object', properties: { constructor: { const: 1 } }, required: ['constructor'] }],
    ['tiny steps', { type: 'number', multipleOf: 0.1, minimum: 0.3, maximum: 0.3 }],
    ['anything', {}],
    ['true', true],
  ])('%s', (_, schema) => {
    for (let i = 0; i < 50; i++) expect(holds(schema, draw(schema, addressed(i)))).toBe(true)
  })

  test.each<[string, Schema, string | RegExp]>([
    ['false', false, 'found no value'],
    ['no integer between', { type: 'integer', exclusiveMinimum: 1, exclusiveMaximum: 2 }, 'found no value'],
    ['too few choices', { type: 'array', items: { enum: [1] }, minItems: 2, uniqueItems: true }, 'found no value'],
    ['a hard pattern', { type: 'string', pattern: '^(foo|bar){3}$' }, 'simpler pattern, or a script'],
    ['only itself', { type: 'object', properties: { a: { $ref: '#' } }, required: ['a'] }, 'found no value'],
    ['a lost $ref', { $ref: '#/$defs/none' }, '#/$defs/none leads nowhere'],
    ['a $ref elsewhere', { $ref: 'https://example.org/x' }, 'leads nowhere'],
    ['an unknown keyword', { type: 'object', patternProperties: {} }, 'keyword patternProperties, which the mock'],
  ])('%s: says that it cannot', (_, schema, words) => {
    expect(() => draw(schema, addressed(1))).toThrow(words)
  })

  test('holds tells right from wrong', () => {
    const schema = z.toJSONSchema(shapes.move!) as Schema
    expect(holds(schema, { move: 'accept' })).toBe(true)
    for (const wrong of [null, 3, 'accept', [], {}, { move: 'x' }, { move: 'accept', more: 1 }, { move: 'offer' }])
      expect(holds(schema, wrong)).toBe(false)
    expect(holds(schema, { move: 'offer', split: [1, 2, 10] })).toBe(false)
    expect(holds(schema, { move: 'offer', split: [1, 2] })).toBe(false)
    expect(holds(schema, { move: 7, tuple: ['a', true, null] })).toBe(true)
    expect(holds(schema, { move: 7, tuple: ['a', true, 0] })).toBe(false)
  })

  test('breach finds something wrong in every schema that can be broken', () => {
    for (const shape of Object.values(shapes)) {
      const schema = z.toJSONSchema(shape) as Schema
      for (let i = 0; i < 20; i++) expect(holds(schema, breach(schema, addressed(i)))).toBe(false)
    }
    expect(() => breach({}, addressed(1))).toThrow('allows everything')
  })
})

test('addressed numbers are uniform and depend on every part of the address', () => {
  const means = [[], [1], [2 ** 40], [2 ** 41], [-1], [0, 1], [1, 0]].map((address) => {
    const uniform = addressed(...address)
    return Array.from({ length: 2000 }, uniform).reduce((sum, x) => sum + x, 0) / 2000
  })
  // Five standard errors of a uniform mean of 2,000.
  for (const mean of means) expect(Math.abs(mean - 0.5)).toBeLessThan(0.033)
  expect(new Set(means).size).toBe(means.length)
  const firsts = Array.from({ length: 2000 }, (_, i) => addressed(i)())
  expect(Math.abs(firsts.reduce((sum, x) => sum + x, 0) / 2000 - 0.5)).toBeLessThan(0.033)
})
