import { type Event, FORMAT } from 'suasion'
import { participation } from 'suasion/instruments'
import { expect, test } from 'vitest'
import { checkInstrument } from '../../src/lab/check/instrument.ts'

const seats = {
  ann: { role: 'speaker', mind: 'person', cast: 'people' as const },
  bob: { role: 'speaker', mind: 'person', cast: 'people' as const },
  cy: { role: 'speaker', mind: 'person', cast: 'people' as const },
}
const log = (acts: readonly (readonly [seat: string, act: Record<string, string | number | null>])[]): Event[] => [
  { kind: 'open', format: FORMAT, key: 'k', luck: 'k', protocol: 'any', version: 1, params: {}, wording: 'own', seats },
  ...acts.map(([seat, act], turn): Event => ({ kind: 'act', turn, seat, act: { move: 'say', ...act } })),
  { kind: 'close', turns: acts.length, payoff: null, flags: [] },
]

test('counts contributions, words, shares and questions of each seat, in any move with a text', () => {
  const episode = log([
    ['ann', { text: "It's a well-known café, isn't it?" }],
    ['bob', { text: 'Yes.' }],
    ['ann', { text: '   ' }],
    ['bob', { text: '你好吗？', price: 3 }],
    ['bob', { price: 4 }],
    ['ann', { text: null }],
  ])
  expect(participation().read(episode, null)).toEqual([
    { seat: 'ann', contributions: 1, words: 6, wordShare: 0.75, meanWords: 6, questions: 1 },
    { seat: 'bob', contributions: 2, words: 2, wordShare: 0.25, meanWords: 1, questions: 1 },
    { seat: 'cy', contributions: 0, words: 0, wordShare: 0, meanWords: null, questions: 0 },
  ])
})

test('reads another field, and no share where nobody said a word', () => {
  const episode = log([['ann', { note: 'one two', text: 'x' }]])
  const [ann] = participation({ field: 'note' }).read(episode, null) as unknown as { words: number }[]
  expect(ann!.words).toBe(2)
  const silent = participation().read(log([['ann', { text: '...' }]]), null) as unknown as {
    wordShare: number | null
  }[]
  expect(silent.map(({ wordShare }) => wordShare)).toEqual([null, null, null])
})

test('keeps the promises of the kit', async () => {
  const episodes = [
    log([
      ['ann', { text: 'hello' }],
      ['bob', { text: 'hi?' }],
    ]),
    log([]),
  ]
  expect(
    await checkInstrument(
      participation(),
      episodes.map((episode) => ({ episode, judged: null })),
    ),
  ).toEqual([])
})
