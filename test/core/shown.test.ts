import { expect, test } from 'vitest'
import { luckOf } from '../../src/core/luck.ts'
import type { Scene } from '../../src/core/scene.ts'
import { shownOf } from '../../src/core/shown.ts'
import { begun, continued, ended, fingerprint } from '../../src/math/hash.ts'

const whole = (words: Parameters<typeof shownOf>[2]): string => {
  const { brief, lines, now, ask } = words
  return fingerprint(JSON.stringify({ brief, lines, now, ask }))
}

test('the fingerprint of a text is the same in parts, wherever it is cut', () => {
  const text = 'Grüße, "quoted" \u2028 and 🙂 in one line\n'
  for (let cut = 0; cut <= text.length; cut++)
    expect(ended(continued(continued(begun, text.slice(0, cut)), text.slice(cut)))).toBe(fingerprint(text))
})

test('words have the fingerprint of the whole ask, whatever was shown to the seat before', () => {
  const scene = {} as Scene
  const luck = luckOf('shown')
  const said = Array.from({ length: 12 }, (_, i) => ({ by: i % 3 === 0 ? null : `s${i % 3}`, text: `line "${i}" é` }))
  for (let i = 0; i < 400; i++) {
    const at = (what: string, n: number) => Math.floor(luck.of(what, i).uniform() * n)
    const lines = said.slice(0, at('length', 13)).map((line, j) => {
      const form = at('form', 5)
      if (form === 0) return { ...line }
      if (form === 1 && j === at('changed', 12)) return { ...line, text: `${line.text}!` }
      if (form === 2 && j === at('changed', 12)) return { ...line, to: ['s1'] }
      return line
    })
    const words = { brief: `brief ${at('brief', 2)}`, lines, now: `now ${i}`, ask: 'What do you say?' }
    expect(shownOf(scene, `s${at('seat', 2)}`, words)).toBe(whole(words))
  }
})

test('a seat of another scene does not begin with what this one was shown', () => {
  const words = { brief: 'b', lines: [{ by: null, text: 'a' }], now: '', ask: '' }
  expect(shownOf({} as Scene, 's', words)).toBe(shownOf({} as Scene, 's', words))
  expect(shownOf({} as Scene, 's', { ...words, lines: [] })).toBe(whole({ ...words, lines: [] }))
})
