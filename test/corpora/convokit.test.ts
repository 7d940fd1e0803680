import { type Episode, openingOf } from 'suasion'
import { convokit } from 'suasion/corpora'
import { describe, expect, test } from 'vitest'

const line = (id: string, speaker: string, text: string | null, more: object = {}): string =>
  JSON.stringify({
    id,
    speaker,
    text,
    conversation_id: 'c',
    reply_to: null,
    timestamp: null,
    meta: {},
    vectors: [],
    ...more,
  })
const read = (utterances: readonly string[], more: Record<string, string> = {}) =>
  convokit.read({ 'utterances.jsonl': `${utterances.join('\n')}\n`, ...more })
const acts = (episode: Episode) =>
  episode.flatMap((event) => (event.kind === 'act' ? [[event.seat, event.act['text'], event.note]] : []))

describe('a corpus in the format of ConvoKit', () => {
  test('becomes episodes with its replies, times and meta as notes, and what is told of speakers as facts', () => {
    const { told, problems } = read(
      [
        line('u1', 'Ann', 'Hello', { timestamp: 10, meta: { score: 3 } }),
        line('u2', 'Bob', 'Hi', { timestamp: 12, reply_to: 'u1' }),
        line('u3', 'Ann', 'Bye', { timestamp: 11.5, reply_to: 'u1' }),
      ],
      {
        'conversations.json': JSON.stringify({ c: { meta: { topic: 'tea', tags: ['a', 'b'] }, vectors: [] } }),
        'speakers.json': JSON.stringify({ Ann: { meta: { name: 'Ann', age: 30 } }, Bob: { meta: { age: null } } }),
      },
    )
    expect(problems).toEqual([])
    expect(acts(told[0]!.episode)).toEqual([
      ['speaker1', 'Hello', { time: 10, meta: { score: 3 } }],
      ['speaker1', 'Bye', { time: 11.5, answers: 0 }],
      ['speaker2', 'Hi', { time: 12, answers: 0 }],
    ])
    expect(told[0]!.facts).toEqual([
      { topic: 'tea', tags: '["a","b"]', started: 10, ended: 12 },
      { seat: 'speaker1', speaker_age: 30 },
      { seat: 'speaker2', speaker_age: null },
    ])
    expect(JSON.stringify(told)).not.toMatch(/Ann|Bob|"u1"/)
  })

  test('without times, what is answered comes before its answers, whatever the order of the file', () => {
    const { told } = read([
      line('u3', 'A', 'three', { reply_to: 'u2' }),
      line('u2', 'B', 'two', { reply_to: 'u1' }),
      line('u1', 'A', 'one'),
    ])
    expect(acts(told[0]!.episode).map(([, text]) => text)).toEqual(['one', 'two', 'three'])
  })

  test('earlier names of its fields and files are read too', () => {
    const old = JSON.stringify({
      id: '1',
      user: 'A',
      root: 'c',
      text: 'hi',
      'reply-to': null,
      timestamp: '5',
      meta: {},
    })
    const { told } = convokit.read({ 'utterances.json': `[${old}]`, 'users.json': '{"A":{"age":4}}' })
    expect(told[0]!.facts).toEqual([
      { started: 5, ended: 5 },
      { seat: 'speaker1', speaker_age: 4 },
    ])
  })

  test('what is missing is counted and never guessed', () => {
    const { told, problems } = read(
      [
        line('u1', 'A', 'one'),
        line('u2', 'B', '', { reply_to: 'u1' }),
        line('u3', 'A', 'two', { reply_to: 'u9' }),
        line('u1', 'A', 'again'),
        line('u4', 'A', 'x', { conversation_id: 'd' }),
        line('u5', 'A', null, { conversation_id: 'e' }),
        line('u6', 'A', 'x', { conversation_id: null }),
      ],
      { 'conversations.json': '{"c":{},"f":{}}', 'speakers.json': '{"B":{}}' },
    )
    expect(told.map(({ key }) => key)).toEqual(['c', 'd'])
    const of = (kept: boolean) =>
      problems.filter((each) => each.kept === kept).map(({ record, what }) => [record, what])
    expect(of(false)).toEqual([
      ['utterances.jsonl:7', 'an utterance without a conversation'],
      ['f', 'nothing was said'],
      ['e', 'nothing was said'],
    ])
    expect(of(true)).toEqual([
      ['c', 'an utterance id that was there before'],
      ['c', 'contributions without text'],
      ['c', 'answers to something that is not there'],
      ['c', 'speakers without an entry in speakers.json'],
      ['d', 'no entry in conversations.json'],
      ['d', 'speakers without an entry in speakers.json'],
    ])
  })

  test('replies that go round in a circle end', () => {
    const { told } = read([line('a', 'A', 'one', { reply_to: 'b' }), line('b', 'B', 'two', { reply_to: 'a' })])
    expect(acts(told[0]!.episode)).toHaveLength(2)
  })

  test('NaN, which Python writes and JSON has no word for, is missing; in a text it stays', () => {
    const { told } = read([line('u1', 'A', 'NaN is a word').replace('"timestamp":null', '"timestamp":NaN')])
    expect(acts(told[0]!.episode)).toEqual([['speaker1', 'NaN is a word', undefined]])
  })

  test.each([
    [['{"id":"1"'], /utterances.jsonl:1 cannot be read: it is not JSON/],
    [['[1'], /utterances.jsonl is not whole JSON/],
    [['{"a":1}'], /utterances.jsonl:1 has no id, conversation_id, speaker, text; an utterance of ConvoKit has/],
    [['7'], /utterances.jsonl:1 holds 7, and an object is wanted/],
    [['', ''], /utterances.jsonl is empty/],
  ])('refuses %j', (lines, message) => {
    expect(() => read(lines)).toThrow(message)
  })

  test('a file that breaks off is told from one that is not JSON', () => {
    const text = `${line('u1', 'A', 'one')}\n${line('u2', 'A', 'two').slice(0, 30)}`
    expect(() => convokit.read({ 'utterances.jsonl': text })).toThrow(/:2 cannot be read: it breaks off/)
    expect(() => read([line('u1', 'A', 'one')], { 'speakers.json': '[]' })).toThrow(/speakers.json is no object/)
    expect(() => read([line('u1', 'A', 'one')], { 'speakers.json': '{"A":' })).toThrow(
      /speakers.json is not whole JSON/,
    )
    expect(() => convokit.read({})).toThrow(/has utterances.jsonl/)
  })

  test('a large thread with many speakers is one episode', () => {
    const { told } = read(
      Array.from({ length: 2000 }, (_, i) => line(`u${i}`, `p${i % 400}`, 'hi', { reply_to: i ? `u${i - 1}` : null })),
    )
    expect(Object.keys(openingOf(told[0]!.episode).seats)).toHaveLength(400)
  })
})
