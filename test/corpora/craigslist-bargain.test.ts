import { existsSync, readFileSync } from 'node:fs'
import { closingOf, type Json, openingOf } from 'suasion'
import { craigslistBargain } from 'suasion/corpora'
import { describe, expect, it } from 'vitest'

type Event = readonly [agent: 0 | 1, action: string, data?: Json]
const dialogue = (events: readonly Event[], more: object = {}) => ({
  id: 'one',
  category: 'bike',
  listing: 200,
  title: 'A bike',
  roles: ['buyer', 'seller'],
  targets: [100, 200],
  outcome: { reward: 0, offer: null },
  events: events.map(([agent, action, data = null]) => ({ action, agent, data, time: '1' })),
  ...more,
})
const offer = (price: number | null) => ({ price, sides: '' })
const deal = (price: number) => ({ outcome: { reward: 1, offer: offer(price) } })
const read = (...dialogues: readonly object[]) =>
  craigslistBargain.read({ 'made.jsonl': dialogues.map((each) => JSON.stringify(each)).join('\n') })
const acts = (result: ReturnType<typeof read>): Readonly<Record<string, unknown>>[] =>
  result.told[0]!.episode.flatMap((event) => (event.kind === 'act' ? [{ seat: event.seat, ...event.act }] : []))

describe('the reader of CraigslistBargain', () => {
  it('makes one act of what a side does in a row, and keeps every message', () => {
    const result = read(
      dialogue(
        [
          [1, 'message', 'Hello'],
          [1, 'message', 'Still for sale'],
          [0, 'message', 'I can pay 150'],
          [0, 'offer', offer(150)],
          [1, 'accept'],
        ],
        deal(150),
      ),
    )
    expect(acts(result)).toEqual([
      { seat: 'seller', move: 'say', text: 'Hello\nStill for sale' },
      { seat: 'buyer', move: 'offer', price: 150, text: 'I can pay 150' },
      { seat: 'seller', move: 'accept', text: '' },
    ])
    const [{ episode, facts }] = result.told as [(typeof result.told)[number]]
    expect(closingOf(episode).payoff).toEqual({ buyer: 0.5, seller: 0.5 })
    expect(openingOf(episode).seats['buyer']).toMatchObject({ cast: 'people' })
    expect(facts[0]).toEqual({ category: 'bike', listing: 200, messages: 3, price: 150 })
    expect(facts[1]).toEqual({ seat: 'buyer', target: 100 })
    expect(result.problems).toEqual([])
  })

  it('takes an offer at the price of the other, and accepting, as accepting', () => {
    const result = read(
      dialogue(
        [
          [0, 'offer', offer(120)],
          [1, 'offer', offer(120)],
          [1, 'accept'],
          [0, 'accept'],
        ],
        deal(120),
      ),
    )
    expect(acts(result).map(({ move }) => move)).toEqual(['offer', 'accept'])
    expect(result.problems).toEqual([{ record: 'one', what: 'something after the end', kept: true }])
  })

  it('says what is missing of what it keeps', () => {
    const kept = (events: readonly Event[], more = {}) => read(dialogue(events, more)).problems
    expect(kept([[0, 'message', 'Hi']])).toEqual([
      { record: 'one', what: 'it breaks off: whose turn it is counts as having left', kept: true },
    ])
    expect(
      kept([
        [0, 'offer', offer(null)],
        [0, 'message', 'Hm'],
        [1, 'quit'],
      ])[0]!.what,
    ).toBe('an offer without a price')
    expect(
      kept(
        [
          [0, 'offer', offer(150)],
          [0, 'offer', offer(160)],
          [1, 'accept'],
        ],
        deal(160),
      )[0]!.what,
    ).toBe('an offer replaced before it was answered')
    expect(
      kept(
        [
          [0, 'offer', offer(250)],
          [1, 'accept'],
        ],
        deal(250),
      )[0]!.what,
    ).toBe('a deal outside the targets')
  })

  it('leaves out a record with a price or a title that the rules do not know, and takes the others', () => {
    const talk: readonly Event[] = [
      [0, 'message', 'Hi'],
      [1, 'quit'],
    ]
    const { told, problems } = read(
      dialogue(talk, { id: 'huge', listing: 2e6 }),
      dialogue(talk, { id: 'long', title: 'x'.repeat(101) }),
      dialogue(talk, { id: 'dear', targets: [null, 200] }),
      dialogue(talk, { id: 'fine' }),
    )
    expect(told.map(({ key }) => key)).toEqual(['fine'])
    expect(problems.map(({ record, kept }) => [record, kept])).toEqual([
      ['huge', false],
      ['long', false],
      ['dear', false],
    ])
    expect(problems[0]!.what).toContain('a parameter is not allowed by the rules: listing: ')
  })

  it('leaves out what contradicts itself, and counts it', () => {
    const left = (events: readonly Event[], more = {}) => {
      const { told, problems } = read(dialogue(events, more))
      expect(told).toEqual([])
      expect(problems[0]!.kept).toBe(false)
      return problems[0]!.what
    }
    expect(
      left(
        [
          [0, 'message', 'Hi'],
          [1, 'accept'],
        ],
        deal(10),
      ),
    ).toBe('an accept without an offer of the other')
    expect(
      left([
        [0, 'message', 'Hi'],
        [1, 'reject'],
      ]),
    ).toBe('a reject without an offer of the other')
    expect(
      left(
        [
          [0, 'offer', offer(150)],
          [1, 'accept'],
        ],
        deal(151),
      ),
    ).toBe('an outcome that differs from the events')
    expect(
      left([
        [0, 'offer', offer(150)],
        [1, 'accept'],
      ]),
    ).toBe('an outcome that differs from the events')
    expect(
      left(
        [
          [0, 'offer', offer(150)],
          [1, 'offer', offer(160)],
          [1, 'accept'],
        ],
        deal(150),
      ),
    ).toBe('an offer at another price before accepting')
    expect(
      left(
        [
          [0, 'message', 'Hi'],
          [1, 'quit'],
        ],
        { targets: [200, 200] },
      ),
    ).toBe('a buyer who hopes to pay the listing price')
    expect(left([], {})).toBe('nothing was said')
    expect(
      left(
        [
          [0, 'message', 'Hi'],
          [1, 'quit'],
        ],
        { listing: 'cheap' },
      ),
    ).toBe('incomplete: listing')
    expect(
      left([
        [0, 'message', 'x'.repeat(700)],
        [1, 'quit'],
      ]),
    ).toMatch(/^act 1 is not allowed by the rules/)
    const twice = read(
      dialogue([
        [0, 'message', 'Hi'],
        [1, 'quit'],
      ]),
      dialogue([
        [0, 'message', 'Hi'],
        [1, 'quit'],
      ]),
    )
    expect(twice.told).toHaveLength(1)
    expect(twice.problems).toEqual([{ record: 'one', what: 'an id that was there before', kept: false }])
  })

  it('reads the form in which cocoa wrote its records', () => {
    const { events, outcome } = dialogue(
      [
        [0, 'offer', offer(150)],
        [1, 'accept'],
      ],
      deal(150),
    )
    const kb = (Role: string, Target: number) => ({
      personal: { Role, Target },
      item: { Price: 200, Title: 'A bike', Category: 'bike' },
    })
    const cocoa = {
      uuid: 'C_1',
      scenario: { category: 'bike', kbs: [kb('buyer', 100), kb('seller', 200)] },
      events,
      outcome,
    }
    expect(closingOf(read(cocoa).told[0]!.episode).payoff).toEqual({ buyer: 0.5, seller: 0.5 })
  })

  it('refuses files of another kind, cut off, empty, or in another encoding, and names them', () => {
    const file = (text: string) => () => craigslistBargain.read({ 'made.jsonl': text })
    const whole = JSON.stringify(
      dialogue([
        [0, 'message', 'Hi'],
        [1, 'quit'],
      ]),
    )
    expect(file(`${whole}\n${whole.slice(0, 80)}`)).toThrow('made.jsonl:2 cannot be read: it breaks off')
    expect(file('{"chat_logs": []}')).toThrow('made.jsonl:1 has no events; a dialogue of CraigslistBargain has')
    expect(file('')).toThrow('made.jsonl is empty')
    expect(file('[1]')).toThrow('an object is wanted')
    expect(file(whole.replace('Hi', 'H\uFFFD'))).toThrow('made.jsonl is not UTF-8 text')
    expect(() => craigslistBargain.read({})).toThrow('no file of CraigslistBargain was given')
  })
})

const released = new URL('../../../shared/data/craigslist-bargain/dev-test.jsonl', import.meta.url)
describe.skipIf(!existsSync(released))('the released dialogues (skipped where ../shared is absent)', () => {
  it('are told by the rules but for six', () => {
    const { told, problems } = craigslistBargain.read({ 'dev-test.jsonl': readFileSync(released, 'utf8') })
    expect(told).toHaveLength(1293)
    const count: Record<string, number> = {}
    for (const { what, kept } of problems) if (!kept) count[what] = (count[what] ?? 0) + 1
    expect(count).toEqual({ 'an accept without an offer of the other': 3, 'a reject without an offer of the other': 3 })
    const messages = told.reduce((sum, { facts }) => sum + Number(facts[0]!['messages']), 0)
    const texts = told.flatMap(({ episode }) =>
      episode.flatMap((event) => (event.kind === 'act' ? [String(event.act['text'])] : [])),
    )
    const lines = texts.filter((text) => text !== '').reduce((sum, text) => sum + text.split('\n').length, 0)
    // What was said after the end is left out.
    expect(messages - lines).toBeLessThanOrEqual(
      problems.filter(({ what }) => what === 'something after the end').length + 2,
    )
  })
})
