import fc from 'fast-check'
import { jsonWatch } from 'suasion/models'
import { expect, test } from 'vitest'

const verdict = (text: string, cut = 1): string => {
  const watch = jsonWatch()
  let state = 'open'
  for (let i = 0; i < text.length; i += cut) state = watch.take(text.slice(i, i + cut))
  return state
}

test('any JSON object is open until its last brace, and complete with it, however it is cut', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      (o, cut, wide) => {
        const text = JSON.stringify(o, null, wide ? 2 : 0)
        expect(verdict(text, cut)).toBe('complete')
        for (let i = 0; i < text.length; i++) expect(verdict(text.slice(0, i))).toBe('open')
      },
    ),
    { numRuns: 60 },
  )
})

test('what JSON.parse refuses is never complete, and what it takes is', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '1',
    '-',
    '0',
    '1.5e3',
    'true',
    'nul',
    '"\\u00e9"',
    '"\\x"',
    ' ',
    '\n',
    '"\n"',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
      const text = `{"k":${parts.join('')}}`
      let fine = true
      try {
        JSON.parse(text)
      } catch {
        fine = false
      }
      const watch = jsonWatch()
      const state = watch.take(text)
      if (fine) expect([state, watch.span()]).toEqual(['complete', [0, text.length]])
      else if (state === 'complete') expect(() => JSON.parse(text.slice(...watch.span()!))).not.toThrow()
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['I would say {"a":1}', 'invalid'],
  ['"a text"', 'invalid'],
  ['[1]', 'invalid'],
  ['{"a":01}', 'invalid'],
  ['{"a":1,}', 'invalid'],
  ['{a:1}', 'invalid'],
  ['{"a":tru}', 'invalid'],
  ['{"a" 1}', 'invalid'],
  ['{"a":1 2}', 'invalid'],
  ['{"a":"b\nc"}', 'invalid'],
  ['<html>', 'invalid'],
  ['<think>{ not yet }</think>\n{"a":1}', 'complete'],
  ['```json\n{"a":[1,{}]}\n```', 'complete'],
  ['  {"a":-0.5E+3}  and so on', 'complete'],
  ['<think>hm', 'open'],
  ['```', 'open'],
  ['', 'open'],
])('%j is %s', (text, state) => {
  expect(verdict(text)).toBe(state)
  const watch = jsonWatch()
  watch.take(text)
  if (state === 'complete') expect(() => JSON.parse(text.slice(...watch.span()!))).not.toThrow()
})
