import { existsSync, readFileSync } from 'node:fs'
import { closingOf } from 'suasion'
import { casino } from 'suasion/corpora'
import { describe, expect, it } from 'vitest'

type Entry = readonly [agent: 1 | 2, text: string, data?: object]
const person = (order: readonly string[], points: number | null) => ({
  value2issue: { High: order[0], Medium: order[1], Low: order[2] },
  value2reason: {},
  outcomes: { points_scored: points, satisfaction: 'Undecided', opponent_likeness: 'Slightly like' },
  personality: { svo: 'proself', 'big-five': { extraversion: 5 } },
})
const split = (get: readonly number[], leave = get.map((amount) => 3 - amount)) => {
  const named = (amounts: readonly number[]) => ({
    Food: `${amounts[0]}`,
    Water: `${amounts[1]}`,
    Firewood: `${amounts[2]}`,
  })
  return { issue2youget: named(get), issue2theyget: named(leave) }
}
const dialogue = (entries: readonly Entry[], points: readonly (number | null)[], more: object = {}) => ({
  dialogue_id: 7,
  chat_logs: entries.map(([agent, text, data = {}]) => ({ text, task_data: data, id: `mturk_agent_${agent}` })),
  participant_info: {
    mturk_agent_1: person(['Food', 'Water', 'Firewood'], points[0]!),
    mturk_agent_2: person(['Water', 'Firewood', 'Food'], points[1]!),
  },
  annotations: [],
  ...more,
})
const read = (...dialogues: readonly object[]) => casino.read({ 'made.json': JSON.stringify(dialogues) })
const acts = (result: ReturnType<typeof read>): Readonly<Record<string, unknown>>[] =>
  result.told[0]!.episode.flatMap((event) =>
    event.kind === 'act' ? [{ seat: event.seat, ...event.act, note: event.note }] : [],
  )
const accepted: readonly Entry[] = [
  [2, 'Hello, I need water'],
  [1, 'Okay'],
  [2, 'Submit-Deal', split([0, 3, 2])],
  [1, 'Accept-Deal', { data: 'accept_deal' }],
]

describe('the reader of CaSiNo', () => {
  it('tells talk, splits and answers, with the labels of annotators and what is known of each side', () => {
    const annotations = [
      ['Hello, I need water', 'small-talk,self-need'],
      ['Okay', 'non-strategic'],
    ]
    const result = read(dialogue(accepted, [18, 23], { annotations }))
    expect(acts(result)).toEqual([
      { seat: 'first', move: 'say', text: 'Hello, I need water', strategies: ['small-talk', 'self-need'] },
      { seat: 'second', move: 'say', text: 'Okay', strategies: ['non-strategic'] },
      { seat: 'first', move: 'propose', keep: [0, 3, 2], text: '', strategies: [] },
      { seat: 'second', move: 'accept', text: '', strategies: [] },
    ])
    expect(closingOf(result.told[0]!.episode).payoff).toEqual({ first: 23, second: 18 })
    expect(result.told[0]!.facts[0]).toMatchObject({
      seat: 'first',
      agent: 'mturk_agent_2',
      high: 'Water',
      points: 23,
      satisfaction: 'Undecided',
      svo: 'proself',
      extraversion: 5,
      agreeableness: null,
    })
    expect(result.problems).toEqual([])
  })

  it('makes one act of a rejection and the proposal after it, and notes the rejection', () => {
    const result = read(
      dialogue(
        [
          [1, 'Submit-Deal', split([3, 3, 3])],
          [2, 'Reject-Deal', { data: 'reject_deal' }],
          [2, 'Submit-Deal', split([0, 3, 2])],
          [1, 'Reject-Deal', { data: 'reject_deal' }],
          [1, 'No way'],
          [2, 'Walk-Away', { data: 'walk_away' }],
        ],
        [5, 5],
      ),
    )
    expect(acts(result).map(({ move, text, note }) => [move, text, note])).toEqual([
      ['propose', '', undefined],
      ['propose', '', { rejects: true }],
      ['reject', 'No way', undefined],
      ['walkAway', '', undefined],
    ])
  })

  it('says what is missing of what it keeps', () => {
    const kinds = (more: object, points: readonly (number | null)[] = [18, 23]) =>
      read(dialogue(accepted, points, more)).problems.map(({ what, kept }) => [what, kept])
    expect(kinds({}, [18, 20])).toEqual([['points that differ from the deal', true]])
    expect(kinds({}, [18, null])).toEqual([['points that are not told', true]])
    expect(kinds({ annotations: [['Okay', 'bribery']] })).toEqual([
      ['an annotation with a label that is no strategy', true],
      ['a message without annotation in an annotated dialogue', true],
    ])
    expect(kinds({ annotations: [['Never said', 'small-talk']] })[0]).toEqual([
      'an annotation of a text that was not said',
      true,
    ])
    const broken = read(dialogue(accepted.slice(0, 2), [5, 5]))
    expect(broken.problems[0]).toMatchObject({
      what: 'it breaks off: whose turn it is counts as having left',
      kept: true,
    })
  })

  it('leaves out what contradicts itself, and counts it', () => {
    const left = (entries: readonly Entry[], more = {}) => {
      const { told, problems } = read(dialogue(entries, [5, 5], more))
      expect(told).toEqual([])
      expect(problems[0]!.kept).toBe(false)
      return problems[0]!.what
    }
    expect(
      left([
        [1, 'Hi'],
        [2, 'Accept-Deal'],
      ]),
    ).toBe('an acceptance without a proposal of the other')
    expect(
      left([
        [1, 'Hi'],
        [2, 'Reject-Deal'],
      ]),
    ).toBe('a rejection without a proposal of the other')
    expect(
      left([
        [1, 'Submit-Deal', split([3, 0, 0], [1, 3, 3])],
        [2, 'Accept-Deal'],
      ]),
    ).toBe('a split that does not add up to three packages of each')
    expect(
      left([
        [1, 'Submit-Deal'],
        [2, 'Accept-Deal'],
      ]),
    ).toBe('a proposal without a split')
    expect(
      left([
        [1, 'Submit-Deal', split([3, 0, 0])],
        [1, 'Walk-Away'],
      ]),
    ).toBe('more than one typed act in one turn')
    expect(left(accepted, { participant_info: { mturk_agent_1: person(['Food', 'Water', 'Firewood'], 5) } })).toMatch(
      /^1 participants/,
    )
    const alike = {
      mturk_agent_1: person(['Food', 'Food', 'Water'], 5),
      mturk_agent_2: person(['Food', 'Water', 'Firewood'], 5),
    }
    expect(left(accepted, { participant_info: alike })).toBe('priorities that name an issue twice')
    expect(read(dialogue(accepted, [18, 23]), dialogue(accepted, [18, 23])).problems).toEqual([
      { record: '7', what: 'an id that was there before', kept: false },
    ])
  })

  it('refuses files of another kind, cut off, empty, or in another encoding, and names them', () => {
    const file = (text: string) => () => casino.read({ 'made.json': text })
    const whole = JSON.stringify([dialogue(accepted, [18, 23])])
    expect(file(whole.slice(0, 300))).toThrow('made.json is not whole JSON')
    expect(file('[{"events": []}]')).toThrow('made.json, entry 1 has no chat_logs and participant_info')
    expect(file('')).toThrow('made.json is empty')
    expect(file(whole.replace('Okay', 'Ok\u0000'))).toThrow()
    expect(file(whole.replace('Okay', 'Ok\uFFFD'))).toThrow('made.json is not UTF-8 text')
    expect(() => casino.read({})).toThrow('no file of CaSiNo was given')
  })
})

const folder = new URL('../../../shared/data/casino/', import.meta.url)
describe.skipIf(!existsSync(folder))('the released dialogues (skipped where ../shared is absent)', () => {
  const files = () =>
    Object.fromEntries(
      ['train', 'valid', 'test'].map((name) => [`${name}.json`, readFileSync(new URL(`${name}.json`, folder), 'utf8')]),
    )

  it('are all told by the rules, and pay what people were paid', () => {
    const { told, problems } = casino.read(files())
    expect(told).toHaveLength(1030)
    expect(problems.filter(({ kept }) => !kept)).toEqual([])
    expect(problems).toHaveLength(4)
    const labelled = told.flatMap(({ episode }) =>
      episode.filter((event) => event.kind === 'act' && (event.act['strategies'] as string[]).length > 0),
    )
    expect(labelled).toHaveLength(4615)
  }, 20_000)
})
