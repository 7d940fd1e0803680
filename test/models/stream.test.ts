import { type EndpointOptions, endpoint, type MockOptions, mockServer, streamReader } from 'suasion/models'
import { afterEach, describe, expect, test } from 'vitest'
import { ask, failure, readBody, serve } from './serve.ts'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})
const pair = async (mock: MockOptions = {}, options: EndpointOptions = {}) => {
  const server = await mockServer(mock)
  open.push(() => server.close())
  const model = await endpoint(`${server.url}#mock`, { wait: 5, stream: true, ...options })
  open.push(() => model.close())
  return { server, model }
}
/** A server that streams these parts of a body and ends. */
const streaming = async (parts: readonly (string | Buffer)[], options: EndpointOptions = {}) => {
  const server = await serve(async (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
    for (const part of parts) {
      response.write(part)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    response.end()
  })
  open.push(() => server.close())
  const model = await endpoint(server.address, { wait: 1, tries: 2, stream: true, ...options })
  open.push(() => model.close())
  return model
}
const event = (delta: object, more: object = {}): string =>
  `data: ${JSON.stringify({ model: 'm-1', choices: [{ delta, ...more }] })}\n\n`

describe('a streamed answer', () => {
  test('is the answer that the same server gives whole, with the time to its first token', async () => {
    const { server, model } = await pair({ seed: 4 })
    const whole = await endpoint(`${server.url}#mock`)
    open.push(() => whole.close())
    const told = await model.complete(ask())
    const { server: other, model: again } = await pair({ seed: 4 }, { stream: false })
    const plain = await again.complete(ask())
    expect(Object.keys(JSON.parse(told.text))).toEqual(Object.keys(JSON.parse(plain.text)))
    expect(told).toMatchObject({ finish: 'stop', model: 'mock', tries: 1 })
    expect(told.usage.input).toBe(plain.usage.input)
    expect(told.usage.output).toBeGreaterThan(0)
    expect(told.firstToken).toBeGreaterThan(0)
    expect(told.firstToken).toBeLessThanOrEqual(told.milliseconds)
    expect(told).not.toHaveProperty('stopped')
    expect(plain).not.toHaveProperty('firstToken')
    expect(server.requests().last[0]!.body).toMatchObject({ stream: true, stream_options: { include_usage: true } })
    expect(other.requests().last[0]!.body).not.toHaveProperty('stream')
  })

  test('keeps its connection for the next call', async () => {
    const sockets = new Set<unknown>()
    const server = await serve((request, response) => {
      sockets.add(request.socket)
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.end(`${event({ content: '{}' })}${event({}, { finish_reason: 'stop' })}data: [DONE]\n\n`)
    })
    open.push(() => server.close())
    const model = await endpoint(server.address, { stream: true, concurrency: 1 })
    open.push(() => model.close())
    for (let seed = 0; seed < 5; seed++) await model.complete(ask({ seed }))
    expect(sockets.size).toBe(1)
  })

  test('letters that are cut between two parts, every line ending, thoughts and comments are read', async () => {
    const bytes = Buffer.from(
      `: hello\r\n\r\n${event({ reasoning_content: 'well' })}event: x\nid: 3\n${event({ content: '{"a":"é' })}`.replaceAll(
        '\n\n',
        '\r\n\r\n',
      ) +
        `${event({ content: '€"}' })}data:${JSON.stringify({ choices: [{ delta: {}, finish_reason: 'length' }] })}\n\n`,
    )
    const model = await streaming(Array.from({ length: bytes.length }, (_, i) => bytes.subarray(i, i + 1)))
    expect(await model.complete(ask())).toMatchObject({
      text: '{"a":"é€"}',
      thought: 'well',
      finish: 'length',
      model: 'm-1',
      tries: 1,
    })
  })

  test('its tokens are counted by its parts where the server does not count', async () => {
    const model = await streaming([event({ content: '{"a"' }), event({ content: ':1}' }), 'data: [DONE]\n\n'])
    expect((await model.complete(ask())).usage).toEqual({ input: 0, output: 2 })
  })

  test('refusals and filters are answers', async () => {
    const { model } = await pair({ behaviour: { refusal: 1 } })
    expect(await model.complete(ask())).toMatchObject({ finish: 'refusal', text: expect.stringContaining('sorry') })
    const { model: other } = await pair({ behaviour: { filter: 1 } })
    expect(await other.complete(ask())).toMatchObject({ finish: 'content_filter', text: '' })
  })

  test('a server that does not stream is understood; one that refuses to, or to count, is asked otherwise', async () => {
    const bodies: Record<string, unknown>[] = []
    const server = await serve(async (request, response) => {
      const body = await readBody(request)
      bodies.push(body)
      const complain = (message: string): unknown => response.writeHead(400).end(JSON.stringify({ error: { message } }))
      if (body.stream_options) return complain('Unrecognized request argument: stream_options')
      if (body.stream) return complain('streaming is not supported')
      return response.end('{"choices":[{"message":{"content":"{}"}}]}')
    })
    open.push(() => server.close())
    const model = await endpoint(server.address, { stream: true })
    open.push(() => model.close())
    expect((await model.complete(ask())).text).toBe('{}')
    expect(model.capability().stream).toBe('no')
    expect(bodies).toHaveLength(3)
    await model.complete(ask())
    expect(bodies).toHaveLength(4)
  })
})

describe('an answer is not read on', () => {
  test('when its JSON is complete and the model talks on', async () => {
    const { model } = await pair({ behaviour: { babble: 1 } })
    const completion = await model.complete(ask())
    expect(completion).toMatchObject({ finish: 'stop', stopped: 'complete', tries: 1 })
    expect(Object.keys(JSON.parse(completion.text))).toEqual(['price', 'text'])
    expect(completion.usage.input).toBe(0)
    expect(completion.milliseconds).toBeLessThan(900)
  })

  test('when it can no longer become JSON', async () => {
    const { model } = await pair({ behaviour: { nonsense: 1 } })
    const completion = await model.complete(ask())
    expect(completion).toMatchObject({ finish: 'stop', stopped: 'invalid' })
    expect(completion.text.length).toBeLessThan(40)
  })
})

describe('a stream that goes wrong', () => {
  test.each([
    ['stall', 'timeout', 'no further part of the answer within 120 ms'],
    ['hang', 'timeout', 'no answer within 120 ms'],
    ['cut', 'unreadable answer', 'cut off'],
    ['junk', 'unreadable answer', 'a stream with a line that is not JSON ("<junk>")'],
    ['reset', 'lost connection', 'the connection was lost'],
    ['page', 'unreadable answer', 'not JSON ("Welcome Please log in")'],
  ] as const)('%s is a %s', async (name, kind, words) => {
    const { model } = await pair({ behaviour: { [name]: 1 } }, { tries: 2, timeout: { headers: 120, body: 120 } })
    const error = await failure(model.complete(ask()))
    expect(error.kind).toBe(kind)
    expect(error.message).toContain(words)
    expect(error.tries).toBe(name === 'page' ? 1 : 2)
  })

  test('and is tried again where that may help', async () => {
    for (const name of ['stall', 'cut', 'junk', 'reset'] as const) {
      const { model } = await pair({ behaviour: { [name]: { first: 1 } } }, { timeout: { body: 120 } })
      expect(await model.complete(ask())).toMatchObject({ tries: 2, finish: 'stop' })
    }
  })

  test('an error in mid-stream, and an end without an end, are told', async () => {
    const broken = await streaming([event({ content: '{' }), 'data: {"error":{"message":"out of memory"}}\n\n'])
    expect((await failure(broken.complete(ask()))).message).toContain('an error in mid-stream ("out of memory")')
    const ended = await streaming([event({ content: '{"a":' })])
    expect((await failure(ended.complete(ask()))).message).toContain('a stream that was cut off before its end')
    const long = await streaming([event({ content: '{"a":"' }), event({ content: 'x'.repeat(9000) })], {
      answerBytes: 5000,
    })
    expect((await failure(long.complete(ask()))).message).toContain('more than 5000 bytes')
  })

  test('a slow drip is an answer, unless the whole call ends first', async () => {
    const drip = { drip: { rate: 1, ms: 30 } }
    const { model } = await pair({ behaviour: drip }, { timeout: { body: 200 } })
    expect((await model.complete(ask())).tries).toBe(1)
    const { model: late } = await pair({ behaviour: drip }, { timeout: { call: 100 } })
    expect(await failure(late.complete(ask()))).toMatchObject({ kind: 'timeout' })
  })
})

test('a line of millions of letters is read once, not again with every part of it', () => {
  const { take, read } = streamReader(String, () => 0)
  const part = 'x'.repeat(4096)
  take('data: {"choices":[{"delta":{"content":"{\\"a\\":\\"')
  const began = performance.now()
  for (let i = 0; i < 2000; i++) expect(take(part)).toBeNull()
  expect(performance.now() - began).toBeLessThan(3000)
  take('\\"}"},"finish_reason":"stop"}]}\r')
  expect(take('\ndata: [DONE]\n')).toBe('done')
  expect(read()).toMatchObject({ finish: 'stop', text: `{"a":"${part.repeat(2000)}"}` })
})
