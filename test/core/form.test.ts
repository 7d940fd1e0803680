import fc from 'fast-check'
import {
  actForm,
  answerMoves,
  answers,
  checkAct,
  type Form,
  formOf,
  type Limit,
  moveForm,
  questionSchema,
} from 'suasion'
import { kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const moves = {
  give: z.object({ amount: z.number().describe('coins'), text: z.string().max(20) }),
  pick: z.object({ card: z.enum(['jack', 'queen', 'king']), sure: z.boolean(), level: z.int().nullable() }),
  list: z.object({ names: z.array(z.string()) }),
}

/** Whether a value fits a form, by the draft 2020-12 meaning of the keywords that forms use. */
const fits = (form: Form, value: unknown): boolean => {
  const { anyOf, type, properties, required = [] } = form
  const of = (keyword: string) => form[keyword] as number | undefined
  if (anyOf && !anyOf.some((each) => fits(each, value))) return false
  if ('const' in form && form['const'] !== value) return false
  if (Array.isArray(form['enum']) && !form['enum'].includes(value)) return false
  if (type === 'null') return value === null
  if (type === 'boolean') return typeof value === 'boolean'
  if (type === 'string')
    return (
      typeof value === 'string' && value.length >= (of('minLength') ?? 0) && value.length <= (of('maxLength') ?? 1e9)
    )
  if (type === 'number' || type === 'integer') {
    if (typeof value !== 'number' || !Number.isFinite(value) || (type === 'integer' && !Number.isInteger(value)))
      return false
    return value >= (of('minimum') ?? -Infinity) && value <= (of('maximum') ?? Infinity)
  }
  if (type === 'array') {
    if (!Array.isArray(value) || value.length < (of('minItems') ?? 0) || value.length > (of('maxItems') ?? 1e9))
      return false
    if (form['uniqueItems'] && new Set(value).size < value.length) return false
    return value.every((each) => fits(form['items'] as Form, each))
  }
  if (type !== 'object') return anyOf !== undefined
  if (value === null || typeof value !== 'object') return false
  const known = Object.entries(properties ?? {})
  return (
    required.every((name) => name in value) &&
    known.every(([name, inner]) => !(name in value) || fits(inner, value[name as never]))
  )
}

describe('forms', () => {
  it('are the schema, narrowed by the limits, with the name of the move', () => {
    const form = moveForm(moves, 'give', { amount: { min: 0, max: 10 }, text: { max: 5 } })
    expect(form).toEqual({
      type: 'object',
      properties: {
        move: { type: 'string', const: 'give' },
        amount: { type: 'number', minimum: 0, maximum: 10, description: 'coins' },
        text: { type: 'string', maxLength: 5 },
      },
      required: ['move', 'amount', 'text'],
      additionalProperties: false,
    })
    expect(
      moveForm(moves, 'list', { names: { min: 1, each: ['a', 'b'], distinct: true } }).properties!['names'],
    ).toEqual({
      type: 'array',
      items: { type: 'string', enum: ['a', 'b'] },
      minItems: 1,
      uniqueItems: true,
    })
  })

  it('are one form a move, joined where more are open', () => {
    expect(actForm(moves, { list: {} }).properties!['move']).toEqual({ type: 'string', const: 'list' })
    const both = actForm(moves, { list: {}, give: {} })
    expect(both.anyOf!.map((form) => form.properties!['move']!['const'])).toEqual(['list', 'give'])
    expect(actForm(kuhnPoker.moves, { pass: {}, bet: {} }).anyOf).toHaveLength(2)
  })

  it('leave the schema and its cached form as they were', () => {
    const before = JSON.stringify(formOf(moves.give))
    moveForm(moves, 'give', { amount: { only: [1] }, text: { only: ['x'] } })
    expect(JSON.stringify(formOf(moves.give))).toBe(before)
    expect(formOf(moves.give)).toBe(formOf(moves.give))
  })

  it('are JSON Schema that zod reads back, for every kind of question', () => {
    for (const kind of ['likert', 'slider', 'choice', 'matrix', 'text']) {
      const question = questionSchema.parse({ kind, id: 'q', text: 'Q?', options: ['x', 'y'], rows: ['r', 's'] })
      const form = actForm(answerMoves, answers(question))
      const read = z.fromJSONSchema(form as never)
      const right = { likert: 2, slider: 7, choice: 'x', matrix: [1, 2], text: 'so' }[kind]
      const move = form.properties!['move']!['const']
      expect(read.safeParse({ move, value: right }).success).toBe(true)
      expect(read.safeParse({ move, value: { wrong: 1 } }).success).toBe(false)
      expect(read.safeParse({ move: 'other', value: right }).success).toBe(false)
    }
  })

  it('hold for exactly the acts that the check passes', () => {
    const bounds = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 4 }))
    const range = bounds.map(([min, span]): Limit<number> => ({ min, max: min + span }))
    const legal = fc.record(
      {
        give: fc.record({
          amount: range,
          text: fc.constantFrom<Limit<string>>({}, { min: 1 }, { max: 2 }, { only: ['a', 'b'] }),
        }),
        pick: fc.record({ card: fc.constantFrom<Limit<string>>({}, { only: ['king'] }), level: fc.constant({}) }),
        list: fc.record({
          names: fc.constantFrom<Limit<string[]>>({}, { min: 1, max: 2 }, { each: ['a', 'b'], distinct: true }),
        }),
      },
      { requiredKeys: ['give'] },
    )
    const text = fc.constantFrom('', 'a', 'b', 'abc', 'x'.repeat(21))
    const act = fc.oneof(
      fc.record({ move: fc.constant('give'), amount: fc.oneof(fc.integer({ min: -4, max: 8 }), fc.double()), text }),
      fc.record({
        move: fc.constant('pick'),
        card: fc.constantFrom('jack', 'king', 'ace'),
        sure: fc.constantFrom(true, 'yes'),
        level: fc.constantFrom(null, 1, 1.5, Number.NaN),
      }),
      fc.record({ move: fc.constant('list'), names: fc.array(text, { maxLength: 3 }) }),
      fc.record({ move: fc.constantFrom('give', 'fly') }),
    )
    fc.assert(
      fc.property(legal, act, (open, given) => {
        const form = actForm(moves, open as never)
        expect(fits(form, given)).toBe('act' in checkAct(moves, open as never, given))
      }),
      { numRuns: 1000 },
    )
  })
})
