import fc from 'fast-check'
import {
  answerAct,
  answerMoves,
  answers,
  canonical,
  checkAct,
  type Question,
  questionSchema,
  unstorable,
} from 'suasion'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const moves = {
  give: z.object({ amount: z.number(), why: z.string() }),
  rank: z.object({ order: z.array(z.string()) }),
  vote: z.object({ on: z.string(), secret: z.boolean().nullable() }),
  pass: z.object({}),
}
const problem = (legal: Parameters<typeof checkAct<typeof moves>>[1], act: unknown): string => {
  const checked = checkAct(moves, legal, act)
  return 'problem' in checked ? checked.problem : `passed as ${JSON.stringify(checked.act)}`
}

describe('checkAct', () => {
  const open = { give: { amount: { min: 0, max: 10 }, why: { min: 2, max: 5 } } } as const

  it('gives back the act as its schema leaves it', () => {
    expect(checkAct(moves, open, { move: 'give', amount: 3, why: 'yes', more: 1 })).toEqual({
      act: { move: 'give', amount: 3, why: 'yes' },
    })
    expect(checkAct(moves, { pass: {} }, { move: 'pass' })).toEqual({ act: { move: 'pass' } })
  })

  it.each([
    [null, 'an act is an object with a move; the open moves are give'],
    ['give', 'an act is an object with a move'],
    [[], 'an act is an object with a move'],
    [{ amount: 3 }, 'an act is an object with a move'],
    [{ move: 7 }, 'an act is an object with a move'],
    [{ move: 'take' }, '"take" is not open now; the open moves are give'],
    [{ move: 'pass' }, '"pass" is not open now'],
    [{ move: 'toString' }, '"toString" is not open now'],
    [{ move: '__proto__' }, '"__proto__" is not open now'],
    [{ move: 'give', amount: '3', why: 'yes' }, 'expected number, received string\n  → at amount'],
    [{ move: 'give', amount: Number.NaN, why: 'yes' }, 'expected number, received NaN'],
    [{ move: 'give', amount: Number.POSITIVE_INFINITY, why: 'yes' }, 'amount'],
    [{ move: 'give', amount: 1e308, why: 'yes' }, 'amount must be at most 10, not 1e+308'],
    [{ move: 'give', amount: -0.5, why: 'yes' }, 'amount must be at least 0, not -0.5'],
    [{ move: 'give', amount: 1, why: '' }, 'why must be at least 2 characters, not 0'],
    [{ move: 'give', amount: 1, why: 'x'.repeat(1e6) }, 'why must be at most 5 characters, not 1000000'],
    [{ move: 'give', amount: 1 }, 'why'],
  ])('says what is wrong with %j', (act, fault) => {
    expect(problem(open, act)).toContain(fault)
  })

  it('holds lists to their elements, their length and to no repetition', () => {
    const legal = { rank: { order: { min: 2, max: 3, each: ['a', 'b', 'c'], distinct: true } } } as const
    expect(problem(legal, { move: 'rank', order: ['c', 'a'] })).toContain('passed')
    expect(problem(legal, { move: 'rank', order: ['a'] })).toBe('order must be at least 2 elements, not 1')
    expect(problem(legal, { move: 'rank', order: ['a', 'b', 'c', 'a'] })).toBe(
      'order must be at most 3 elements, not 4',
    )
    expect(problem(legal, { move: 'rank', order: ['a', 'z'] })).toBe('order may hold only "a", "b", "c"')
    expect(problem(legal, { move: 'rank', order: ['a', 'a'] })).toBe('order may hold nothing twice')
    expect(problem(legal, { move: 'rank', order: 'ab' })).toContain('expected array')
  })

  it('holds a field to a list of values, null among them', () => {
    const legal = { vote: { on: { only: ['x', 'y'] }, secret: { only: [true, null] } } } as const
    expect(problem(legal, { move: 'vote', on: 'x', secret: null })).toContain('passed')
    expect(problem(legal, { move: 'vote', on: 'z', secret: null })).toBe('on must be one of "x", "y"')
    expect(problem(legal, { move: 'vote', on: 'x', secret: false })).toBe('secret must be one of true, null')
  })

  it('passes a number exactly where it is within its limits', () => {
    const range = fc.tuple(fc.double({ noNaN: true }), fc.double({ noNaN: true }))
    fc.assert(
      fc.property(range, fc.double(), ([one, two], amount) => {
        const [min, max] = [Math.min(one, two), Math.max(one, two)]
        const passed = problem({ give: { amount: { min, max } } }, { move: 'give', amount, why: '' }).startsWith(
          'passed',
        )
        expect(passed).toBe(Number.isFinite(amount) && amount >= min && amount <= max)
      }),
    )
  })

  it('never throws, whatever it is given', () => {
    const legal = { ...open, rank: { order: { each: ['a'] } }, vote: {}, pass: {} } as const
    const act = fc.oneof(
      fc.anything(),
      fc.record({ move: fc.constantFrom(...Object.keys(moves)), amount: fc.anything(), order: fc.anything() }),
    )
    fc.assert(
      fc.property(act, (given) => {
        const checked = checkAct(moves, legal, given)
        expect('act' in checked || checked.problem.length > 0).toBe(true)
      }),
    )
  })
})

describe('answers to questions', () => {
  const kinds = ['likert', 'slider', 'choice', 'rank', 'matrix', 'text'] as const
  const question = (kind: string): Question =>
    questionSchema.parse({ kind, id: 'q', text: 'Q?', options: ['x', 'y'], rows: ['r', 's', 't'] })

  it.each(kinds)('of kind %s are one move with limits', (kind) => {
    expect(Object.keys(answers(question(kind)))).toHaveLength(1)
    const right = { likert: 5, slider: 0.5, choice: 'y', rank: ['y', 'x'], matrix: [1, 5, 3], text: '' }[kind]
    expect(checkAct(answerMoves, answers(question(kind)), answerAct(question(kind), right))).toHaveProperty('act')
    const wrongs = {
      likert: [0, 6, 2.5, '3', null],
      slider: [-1, 101, Number.NaN],
      choice: ['z', 0, ['x']],
      rank: [['x'], ['x', 'x'], ['x', 'z'], 'x'],
      matrix: [
        [1, 2],
        [1, 2, 3, 4],
        [0, 1, 2],
        [1.5, 1, 1],
      ],
      text: ['x'.repeat(1001), 3],
    }[kind]
    for (const wrong of wrongs) {
      const act = answerAct(question(kind), wrong as never)
      expect(checkAct(answerMoves, answers(question(kind)), act)).toHaveProperty('problem')
    }
  })
})

describe('what JSON can hold', () => {
  it.each([
    [{ a: [1, { b: Number.NaN }] }, 'value.a[1].b is NaN'],
    [{ a: Number.NEGATIVE_INFINITY }, 'value.a is -Infinity'],
    [{ a: undefined }, 'value.a is undefined'],
    [[1, undefined], 'value[1] is undefined'],
    [new Array(1), 'value[0] is undefined'],
    [{ at: new Date(0) }, 'value.at is a Date'],
    [{ m: new Map() }, 'value.m is a Map'],
    [new Float64Array(1), 'value is a Float64Array'],
    [{ f: () => 1 }, 'value.f is function'],
    [10n, 'value is bigint'],
    [Symbol('x'), 'value is symbol'],
  ])('names the path of what it cannot: %s', (value, path) => {
    expect(unstorable(value)).toBe(path)
    expect(() => canonical(value)).toThrow(`${path}, which JSON cannot hold`)
  })

  it('is written the same for equal values, and read back as it was', () => {
    expect(canonical({ b: 1, a: { d: [2, { f: 1, e: null }], c: '"' } })).toBe(
      '{"a":{"c":"\\"","d":[2,{"e":null,"f":1}]},"b":1}',
    )
    const value = fc.jsonValue({ maxDepth: 4 })
    fc.assert(
      fc.property(value, (json) => {
        const plain = JSON.parse(JSON.stringify(json))
        expect(unstorable(plain)).toBeNull()
        expect(JSON.parse(canonical(plain))).toEqual(plain)
        const turned = (x: unknown): unknown => {
          if (Array.isArray(x)) return x.map(turned)
          if (x === null || typeof x !== 'object') return x
          return Object.fromEntries(
            Object.entries(x)
              .reverse()
              .map(([key, inner]) => [key, turned(inner)]),
          )
        }
        expect(canonical(turned(plain))).toBe(canonical(plain))
      }),
    )
  })
})
