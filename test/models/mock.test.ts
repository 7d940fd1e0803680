import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endpoint, type MockOptions, mockServer } from 'suasion/models'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ask, failure } from './serve.ts'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

const start = async (mock: MockOptions = {}) => {
  const server = await mockServer(mock)
  open.push(() => server.close())
  const model = await endpoint(`${server.url}#${server.model}`, { wait: 2, tries: 1 })
  open.push(() => model.close())
  const text = async (more: object = {}) => (await model.complete(ask(more))).text
  const post = (body: unknown, path = '/chat/completions') =>
    fetch(server.url + path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })
  return { server, model, text, post }
}
/** What a mock's JSON can hold. */
interface Sent {
  choices: { message: { content: string } }[]
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number }
  data: unknown[]
  error: { message: string }
}
const json = async (response: Response | Promise<Response>) => (await (await response).json()) as Sent
const body = { model: 'mock', messages: [{ role: 'user', content: 'Say something nice.' }] }

describe('what it says', () => {
  test('depends on seed, request and its count alone, not on the order of requests', async () => {
    const [one, two, other] = [await start({ seed: 5 }), await start({ seed: 5 }), await start({ seed: 6 })]
    const seeds = [1, 2, 3, 1]
    const forward: string[] = []
    for (const seed of seeds) forward.push(await one.text({ seed }))
    const backward: string[] = []
    for (const seed of seeds.toReversed()) backward.push(await two.text({ seed }))
    expect([...backward].sort()).toEqual([...forward].sort())
    expect(backward.toReversed().slice(1, 3)).toEqual(forward.slice(1, 3))
    expect(new Set(forward).size).toBe(4)
    expect(await other.text({ seed: 1 })).not.toBe(forward[0])
  })

  test('a list in order, texts as they are and objects as JSON, then an error', async () => {
    const { text, model } = await start({ script: ['not JSON at all', { price: 3, text: 'x' }] })
    expect(await text()).toBe('not JSON at all')
    expect(await text()).toBe('{"price":3,"text":"x"}')
    const error = await failure(model.complete(ask()))
    expect(error.kind).toBe('rejected request')
    expect(error.message).toContain('no answer to request 3; right would be a longer script or a function')
  })

  test('a scripted answer waits where the server failed instead', async () => {
    const server = await mockServer({ script: ['one', 'two'], behaviour: { cut: { first: 1 }, '500': { first: 1 } } })
    const model = await endpoint(`${server.url}#mock`, { wait: 2 })
    open.push(server.close, model.close)
    expect(await model.complete(ask())).toMatchObject({ text: 'one', tries: 3 })
    expect(await model.complete(ask())).toMatchObject({ text: 'two', tries: 1 })
  })

  test('what a function makes of the request', async () => {
    const { text } = await start({ script: ({ messages, seed }, n) => ({ n, seed, heard: messages.length }) })
    expect(await text()).toBe('{"n":1,"seed":7,"heard":2}')
    expect(await text({ seed: 8 })).toBe('{"n":2,"seed":8,"heard":2}')
  })

  test('a JSON-lines file, whose mistakes are named by line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mock-'))
    open.push(() => rm(folder, { recursive: true }))
    const path = join(folder, 'script.jsonl')
    await writeFile(path, '"hello"\n\n{"a":1}\n')
    const { text } = await start({ script: path })
    expect([await text(), await text()]).toEqual(['hello', '{"a":1}'])
    await writeFile(path, '"hello"\n{"a":\n')
    await expect(mockServer({ script: path })).rejects.toThrow(/line 2, is not JSON; right would be/)
    await writeFile(path, '17\n')
    await expect(mockServer({ script: path })).rejects.toThrow(/line 1, is 17; right would be/)
    await expect(mockServer({ script: join(folder, 'none.jsonl') })).rejects.toThrow('ENOENT')
  })

  test('prose where no schema is asked for, an object where any JSON is', async () => {
    const { post } = await start()
    const plain = await json(post(body))
    expect(plain.choices[0]!.message.content).toMatch(/^[A-Z].* .*\.$/)
    expect(plain.usage).toMatchObject({ prompt_tokens: 4 })
    expect(plain.usage.total_tokens).toBe(4 + plain.usage.completion_tokens)
    const object = await json(post({ ...body, response_format: { type: 'json_object' } }))
    expect(JSON.parse(object.choices[0]!.message.content)).toEqual({})
  })
})

describe('as a server', () => {
  const events = async (response: Response) =>
    (await response.text())
      .split('\n\n')
      .filter(Boolean)
      .map((line) => line.replace(/^data: /, ''))

  test('streams the same words, a finish, usage and an end', async () => {
    const script = () => 'one  two\nthree '
    const { post } = await start({ script })
    const response = await post({ ...body, stream: true, stream_options: { include_usage: true } })
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const lines = await events(response)
    expect(lines.at(-1)).toBe('[DONE]')
    const chunks = lines.slice(0, -1).map((line) => JSON.parse(line))
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('one  two\nthree ')
    expect(chunks.at(-2).choices[0].finish_reason).toBe('stop')
    expect(chunks.at(-1).usage).toEqual({ prompt_tokens: 4, completion_tokens: 4, total_tokens: 8 })
    expect(new Set(chunks.map(({ object }) => object))).toEqual(new Set(['chat.completion.chunk']))
  })

  test('streams refusals, and cuts streams', async () => {
    const refusing = await start({ behaviour: { refusal: 1 } })
    const lines = await events(await refusing.post({ ...body, stream: true }))
    expect(lines.join('\n')).toContain('"delta":{"refusal":"I am sorry')
    const cutting = await start({ behaviour: { cut: 1 } })
    await expect((await cutting.post({ ...body, stream: true })).text()).rejects.toThrow()
  })

  test('lists its model and says what it does not know', async () => {
    const { server, post } = await start({ model: 'm-1' })
    const models = await json(fetch(`${server.url}/models`))
    expect(models.data).toEqual([expect.objectContaining({ id: 'm-1', object: 'model' })])
    const asked = async (sent: unknown, path?: string) => {
      const response = await post(sent, path)
      return `${response.status} ${(await json(response)).error.message}`
    }
    expect(await asked(body)).toBe('404 The model mock does not exist; this server has m-1')
    expect(await asked(body, '/embeddings')).toMatch(/^404 no POST \/v1\/embeddings; there is POST/)
    for (const wrong of ['{"model":', 'null', '[]', { model: 'm-1' }, { model: 'm-1', messages: [] }])
      expect(await asked(wrong)).toBe('400 not JSON with a model and messages')
    expect(await asked({ model: 'm-1', messages: [{ role: 'user', content: 7 }] })).toMatch(/^400/)
    const format = { type: 'json_schema', json_schema: { schema: { patternProperties: {} } } }
    expect(await asked({ ...body, model: 'm-1', response_format: format })).toMatch(/^400 .*keyword patternProperties/)
  })

  test('reads contents in parts', async () => {
    const { server, post } = await start()
    const content = [
      { type: 'text', text: 'one ' },
      { type: 'text', text: 'two' },
    ]
    expect((await post({ model: 'mock', messages: [{ role: 'user', content }] })).status).toBe(200)
    await vi.waitFor(() => expect(server.requests().last).toHaveLength(1))
    expect(server.requests().last[0]!.body.messages[0]!.content).toBe('one two')
  })

  test('remembers the last requests only, and counts all', async () => {
    const { server, text } = await start({ keep: 3 })
    for (let seed = 0; seed < 10; seed++) await text({ seed })
    await vi.waitFor(() => expect(server.requests().last.at(-1)?.n).toBe(10))
    const { count, last } = server.requests()
    expect(count).toBe(10)
    expect(last.map(({ body, n }) => [body.seed, n])).toEqual([
      [7, 8],
      [8, 9],
      [9, 10],
    ])
  })

  test('waits as told', async () => {
    const { server, model } = await start({ delay: 60, behaviour: { slow: { first: 1, ms: 90 } } })
    expect((await model.complete(ask())).milliseconds).toBeGreaterThanOrEqual(149)
    expect((await model.complete(ask())).milliseconds).toBeGreaterThanOrEqual(59)
    await vi.waitFor(() => expect(server.requests().last).toHaveLength(2))
    expect(server.requests().last.map(({ behaviour }) => behaviour)).toEqual(['slow', null])
  })

  test('closes with requests open, and says when its port is taken', async () => {
    const server = await mockServer({ behaviour: { hang: 1 } })
    const hanging = fetch(`${server.url}/chat/completions`, { method: 'POST', body: JSON.stringify(body) })
    const ended = expect(hanging).rejects.toThrow()
    await vi.waitFor(() => expect(server.requests().count).toBe(1))
    const port = Number(new URL(server.url).port)
    await expect(mockServer({ port })).rejects.toThrow(/EADDRINUSE\); right would be a free port, or 0/)
    await server.close()
    await ended
  })
})

describe('misbehaviour', () => {
  test('has the rates it was given', async () => {
    const { server, model } = await start({
      behaviour: { '429': { rate: 0.3, after: 0 }, '500': 0.2, nonsense: 0.1 },
      keep: 1000,
    })
    await Promise.allSettled(Array.from({ length: 600 }, (_, seed) => model.complete(ask({ seed }))))
    await vi.waitFor(() => expect(server.requests().last).toHaveLength(600))
    const share = (name: string | null) =>
      server.requests().last.filter(({ behaviour }) => behaviour === name).length / 600
    // Four standard errors of a share of 600.
    expect(Math.abs(share('429') - 0.3)).toBeLessThan(0.075)
    expect(Math.abs(share('500') - 0.2)).toBeLessThan(0.066)
    expect(Math.abs(share('nonsense') - 0.1)).toBeLessThan(0.05)
    expect(Math.abs(share(null) - 0.4)).toBeLessThan(0.08)
  })

  test('for the first requests, one kind after the other, then never', async () => {
    const { server, text } = await start({ behaviour: { nonsense: { first: 1 }, badjson: { first: 2 } } })
    for (let seed = 0; seed < 5; seed++) await text({ seed })
    await vi.waitFor(() => expect(server.requests().last).toHaveLength(5))
    const shown = server.requests().last.map(({ behaviour }) => behaviour)
    expect(shown).toEqual(['nonsense', 'badjson', 'badjson', null, null])
  })

  test.each([
    [{ behaviour: { sleepy: 1 } }, 'no behaviour sleepy; right would be one of 429, 500, slow'],
    [{ behaviour: { '429': 1.5 } }, 'rate of 429 is 1.5'],
    [{ behaviour: { '429': 0.7, '500': 0.7 } }, 'rates sum to 1.4'],
    [{ behaviour: { slow: { first: -1 } } }, 'first of slow is -1'],
    [{ behaviour: { slow: { rate: 1, ms: Number.NaN } } }, 'wait of slow is NaN'],
    [{ delay: -1 }, 'delay is -1; right would be an integer from 0 to 2147483647'],
    [{ seed: 0.5 }, 'seed is 0.5; right would be an integer'],
  ])('%j is refused', async (options, words) => {
    await expect(mockServer(options as never)).rejects.toThrow(words)
  })
})
