import { answers, type Question, questionSchema, questionText } from 'suasion'
import { describe, expect, it } from 'vitest'

const make = (question: object): Question => questionSchema.parse({ id: 'q', text: 'How so?', ...question })

describe('questions', () => {
  it('have defaults that can be asked', () => {
    expect(make({ kind: 'likert' })).toEqual({
      kind: 'likert',
      id: 'q',
      text: 'How so?',
      points: 5,
      low: 'not at all',
      high: 'completely',
    })
    expect(make({ kind: 'slider' })).toMatchObject({ min: 0, max: 100 })
    expect(make({ kind: 'text' })).toMatchObject({ max: 1000 })
  })

  it('say in words what the numbers mean', () => {
    expect(questionText(make({ kind: 'likert', points: 7, low: 'never', high: 'always' }))).toBe(
      'How so? (1 = never, 7 = always)',
    )
    expect(questionText(make({ kind: 'slider', min: -5, max: 5 }))).toBe('How so? (from -5 to 5)')
    expect(questionText(make({ kind: 'choice', options: ['in', 'out'] }))).toBe('How so? Choose one: in; out.')
    expect(questionText(make({ kind: 'rank', options: ['a', 'b'] }))).toBe(
      'How so? Put these in order, the best first: a; b.',
    )
    expect(questionText(make({ kind: 'matrix', rows: ['a', 'b'], points: 3 }))).toBe(
      'How so? Give each a number from 1 to 3: a; b.',
    )
    expect(questionText(make({ kind: 'text' }))).toBe('How so?')
  })

  it('open one move each, as plain data', () => {
    const kinds = ['likert', 'slider', 'choice', 'rank', 'matrix', 'text']
    const opened = kinds.map((kind) => answers(make({ kind, options: ['a', 'b'], rows: ['a', 'b'] })))
    expect(opened.flatMap((legal) => Object.keys(legal))).toEqual(['rate', 'slide', 'choose', 'order', 'mark', 'write'])
    expect(JSON.parse(JSON.stringify(opened))).toEqual(opened)
  })

  it.each([
    { kind: 'likert', points: 1 },
    { kind: 'likert', points: 102 },
    { kind: 'likert', points: 2.5 },
    { kind: 'slider', min: Number.NaN },
    { kind: 'slider', max: Number.POSITIVE_INFINITY },
    { kind: 'choice' },
    { kind: 'choice', options: ['one'] },
    { kind: 'rank', options: ['one', ''] },
    { kind: 'matrix', rows: [] },
    { kind: 'text', max: 0 },
    { kind: 'text', id: '' },
    { kind: 'text', text: '' },
    { kind: 'text', shownIf: { question: 'a', is: [] } },
    { kind: 'slideshow' },
  ])('refuse %j', (question) => {
    expect(() => make(question)).toThrow()
  })
})
