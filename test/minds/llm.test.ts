import { type AnyProtocol, type Episode, luckOf, type MindContext, protocol, rules, scene } from 'suasion'
import { type CompletionRequest, endpoint, type LanguageModel, ModelError, mockServer, scripted } from 'suasion/models'
import { catalogue } from 'suasion/protocols/kuhn-poker'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { play } from '../../src/lab/driver.ts'
import { messagesOf } from '../../src/minds/form/messages.ts'
import entry, { llm } from '../../src/minds/llm.ts'

/** Two who talk in turn, so that each has lines of its own and of the other. */
const chat = protocol(
  rules({
    name: 'small-talk',
    version: 1,
    params: z.object({}),
    moves: { say: z.object({ text: z.string().min(1).max(60) }), bye: z.object({}) },
    roles: { one: ['say', 'bye'] },
    seats: () => ({ ann: 'one', bob: 'one' }) as const,
    start: () => ({ said: [] as { by: string; text: string }[] }),
    turn: ({ said }) => ({ ask: said.length < 8 ? [said.length % 3 === 0 ? 'ann' : 'bob'] : [] }),
    view: (state, seat) => ({ ...state, seat }),
    legal: ({ said }) => (said.length > 3 ? { say: {}, bye: {} } : { say: {} }),
    resolve: ({ said }, acts) => ({
      said: [...said, ...acts.map(({ seat, act }) => ({ by: seat, text: act.move === 'say' ? act.text : 'Bye.' }))],
    }),
    absent: ({ said }) => ({ said: [...said, { by: 'ann', text: '...' }] }),
  }),
  {
    about: 'Two people talk.',
    brief: ({ seat }) => `You are ${seat}.`,
    lines: ({ said }) => [{ by: null, text: 'They meet.' }, ...said],
    now: ({ said }) => `${8 - said.length} lines are left.`,
    ask: { say: () => 'What do you say?', bye: () => 'Or leave.' },
  },
) as unknown as AnyProtocol

const heard = (answer: (request: CompletionRequest, n: number) => string | object) => {
  const requests: CompletionRequest[] = []
  const model = scripted((request, n) => {
    requests.push(request)
    return answer(request, n)
  })
  return { model, requests }
}
const playWith = async (model: LanguageModel, key = 'k', options = {}, on = chat): Promise<Episode> =>
  (await play(scene(on, { minds: { one: llm(model, options) } }), key)).episode

test('the history of a seat is a stable prefix: all but the last message come again', async () => {
  const { model, requests } = heard((_, n) => ({ move: 'say', text: `line ${n}` }))
  await playWith(model)
  for (const who of ['ann', 'bob']) {
    const own = requests.filter(({ messages }) => messages[0]!.content.endsWith(`You are ${who}.`))
    expect(own.length).toBeGreaterThan(2)
    for (let i = 1; i < own.length; i++) {
      const before = own[i - 1]!.messages.slice(0, -1)
      expect(own[i]!.messages.slice(0, before.length)).toEqual(before)
    }
    const last = own.at(-1)!.messages
    expect(last.map(({ role }) => role).join(' ')).toMatch(/^system user( assistant user)+$/)
    expect(last.filter(({ role }) => role === 'assistant').length).toBeGreaterThan(1)
  }
})

test('brief, others, own lines, moment and ask stand where a chat has them', () => {
  const lines = [
    { by: null, text: 'They meet.' },
    { by: 'bob', text: 'Hello.' },
    { by: 'ann', text: 'Hi.' },
    { by: 'ann', text: 'Well?' },
    { by: 'bob', to: ['ann'], text: 'Psst.' },
  ]
  const words = { brief: 'You are ann.', lines, now: 'It is late.', ask: 'Say something.' }
  expect(messagesOf('ann', words, 'You are shy.', 'JSON.')).toEqual([
    { role: 'system', content: 'You are shy.\n\nYou are ann.' },
    { role: 'user', content: 'They meet.\nbob: Hello.' },
    { role: 'assistant', content: 'Hi.' },
    { role: 'user', content: 'It is your turn.' },
    { role: 'assistant', content: 'Well?' },
    { role: 'user', content: 'bob (to you): Psst.\n\nIt is late.\n\nSay something.\n\nJSON.' },
  ])
})

test('the grammar is the legal moves, and they are said in words too', async () => {
  const { model, requests } = heard((_, n) => ({ move: 'say', text: `line ${n}` }))
  await playWith(model, 'k', { temperature: 0.7, maxTokens: 50 })
  expect(requests[0]).toMatchObject({
    temperature: 0.7,
    maxTokens: 50,
    schema: { properties: { move: { const: 'say' } } },
  })
  expect(requests[0]!.messages.at(-1)!.content).toMatch(
    /Answer with JSON only:\n\{"move": "say", "text": "<text of 1 to 60 characters>"\}$/,
  )
  expect((requests.at(-1)!.schema as { properties: { act: { anyOf: object[] } } }).properties.act.anyOf).toHaveLength(2)
})

test('the seeds are of the seat, the ask and the try, and the same in the same episode', async () => {
  const seeds = async (key: string) => {
    const { model, requests } = heard((_, n) => (n === 2 ? 'no' : { move: 'say', text: 'x' }))
    await playWith(model, key)
    return requests.map(({ seed }) => seed)
  }
  const once = await seeds('k')
  expect(await seeds('k')).toEqual(once)
  expect(new Set(once).size).toBe(9)
  expect(await seeds('other')).not.toEqual(once)
})

test('an answer that is no act becomes a fault with its words, and is asked again with them', async () => {
  for (const [wrong, words] of [
    ['I would say hello.', /an act is an object with a move; the open moves are say/],
    ['{"move":"say","te', /an act is an object with a move/],
    ['{"move":"say"}', /text/],
    ['{"move":"sing","text":"la"}', /"sing" is not open now; the open moves are say/],
    ['{"move":"say","text":""}', /Too small|>=1/],
    ['null', /an act is an object/],
    ['[{"move":"say","text":"a"}]', /an act is an object/],
    [`{"move":"say","text":${JSON.stringify('a'.repeat(100))}}`, /Too big|<=60/],
  ] as const) {
    const { model, requests } = heard((_, n) => (n === 1 ? wrong : { move: 'say', text: 'hello' }))
    const episode = await playWith(model)
    expect(episode[1]).toMatchObject({ kind: 'fault', seat: 'ann', tries: 1, problem: expect.stringMatching(words) })
    expect(requests[1]!.messages.at(-1)!.content).toMatch(/Your last answer could not be used: /)
    expect(episode[2]).toMatchObject({ kind: 'act', act: { move: 'say', text: 'hello' } })
  }
})

test('JSON in a code fence is read, and three bad answers are an absence', async () => {
  const fenced = await playWith(heard(() => '```json\n{"move":"say","text":"hi"}\n```\n').model)
  expect(fenced.filter(({ kind }) => kind === 'fault')).toEqual([])
  const deaf = await playWith(heard(() => 'no').model)
  expect(deaf.slice(1, 5).map(({ kind }) => kind)).toEqual(['fault', 'fault', 'fault', 'absent'])
})

test('usage, model, finish and tries are in the note, with the cost where a price is known, and no wall time', async () => {
  const model: LanguageModel = {
    id: 'm',
    complete: async () => ({
      text: '{"move":"say","text":"cut"}',
      thought: 'hm',
      usage: { input: 1000, output: 10, cached: 500 },
      cost: 0.0016,
      finish: 'length',
      model: 'm-2026',
      milliseconds: 12.5,
      tries: 2,
      format: 'json_object',
    }),
  }
  const [, first] = await playWith(model)
  expect(first).toMatchObject({
    flags: ['truncated'],
    note: {
      usage: { input: 1000, output: 10, cached: 500, cost: 0.0016 },
      model: 'm-2026',
      finish: 'length',
      tries: 2,
      format: 'json_object',
      thought: 'hm',
    },
  })
  expect(JSON.stringify(first)).not.toContain('12.5')
})

test('refusals and filters are flagged where they came with an act', async () => {
  for (const [finish, flag] of [
    ['refusal', 'refusal'],
    ['content_filter', 'content filter'],
    ['stop', undefined],
  ] as const) {
    const usage = { input: 1, output: 1 }
    const model = {
      id: 'm',
      complete: async () => ({
        text: '{"move":"say","text":"x"}',
        usage,
        finish,
        model: 'm',
        milliseconds: 1,
        tries: 1,
      }),
    }
    const seen = {
      seat: 'ann',
      moves: chat.moves,
      legal: { say: {} },
      luck: luckOf('k'),
      question: null,
      tries: 0,
      words: () => ({ brief: '', lines: [], now: '', ask: '' }),
    }
    expect((await llm(model).decide(seen as never, { acts: 0, did: [], earlier: null })).flags).toEqual(flag && [flag])
  }
})

test('a mock server plays a whole game, and its failures are the run’s to judge', async () => {
  const server = await mockServer({ seed: 3 })
  const context = contextFor(chat, { maxCalls: 12 })
  const mind = await entry.make(`${server.url}#mock`, context)
  expect(await entry.make(`${server.url}#mock`, context)).not.toBe(mind)
  const { episode } = await play(scene(catalogue.protocol, { minds: { player: mind } }), 'k')
  expect(episode.at(-1)).toMatchObject({ kind: 'close', flags: [] })
  expect(episode[0]).toMatchObject({ seats: { first: { cast: 'language-model', mind: `${server.url}#mock` } } })
  const rest = async () => {
    for (let i = 0; i < 12; i++) await play(scene(catalogue.protocol, { minds: { player: mind } }), `k${i}`)
  }
  await expect(rest()).rejects.toMatchObject({
    kind: 'budget',
    message: /of at most 12; right would be a larger maxCalls/,
  })
  await context.close()
  await server.close()
  const model = await endpoint(`${server.url}#mock`, { tries: 1 })
  await expect(play(scene(catalogue.protocol, { minds: { player: llm(model) } }), 'k')).rejects.toThrow(ModelError)
  await model.close()
})

test('a server that misbehaves costs faults and never the episode', async () => {
  const server = await mockServer({
    behaviour: { nonsense: 0.15, badjson: 0.15, invalid: 0.15, refusal: 0.1, cut: 0.1 },
  })
  const model = await endpoint(`${server.url}#mock`, { wait: 1 })
  let faults = 0
  for (let i = 0; i < 12; i++) {
    const episode = await playWith(model, `k${i}`)
    expect(episode.at(-1)!.kind).toBe('close')
    faults += episode.filter(({ kind }) => kind === 'fault').length
  }
  expect(faults).toBeGreaterThan(5)
  await model.close()
  await server.close()
})

test('an address is known by its scheme, and a wrong one is refused in words', async () => {
  expect(['http://127.0.0.1:1/v1#m', 'https://x/v1#m', 'ftp://x', 'gpt'].map(entry.matches)).toEqual([
    true,
    true,
    false,
    false,
  ])
  await expect(Promise.resolve().then(() => entry.make('http://', contextFor(chat)))).rejects.toThrow(/right would be/)
})

const contextFor = (on: AnyProtocol, options: Partial<MindContext> = {}) => {
  const closers: (() => unknown)[] = []
  return {
    protocol: on,
    part: 'one',
    input: process.stdin,
    output: process.stdout,
    shared: new Map<string, unknown>(),
    onClose: (close: () => unknown) => void closers.push(close),
    ...options,
    close: async () => {
      expect(closers).toHaveLength(1)
      for (const close of closers) await close()
    },
  } as MindContext & { close(): Promise<void> }
}

test('a model brings what it did, and what came of it, to its next episode', async () => {
  const { model, requests } = heard(() => ({ move: 'say', text: 'I keep my word' }))
  const staged = scene(chat, { minds: { one: llm(model) } })
  const brief = (): string => requests.at(-1)!.messages[0]!.content
  const first = await play(staged, 'one')
  expect(brief()).not.toContain('earlier episodes')
  await play(staged, { key: 'two', carry: first.kept })
  expect(brief()).toContain('What you bring from earlier episodes: [{"did":[{"move":"say","text":"I keep my word"}')
})
