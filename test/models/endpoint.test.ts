import { inspect } from 'node:util'
import { type EndpointOptions, endpoint, type MockOptions, mockServer } from 'suasion/models'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ask, closedPort, envelope, failure, readBody, schema, serve } from './serve.ts'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const close of open.splice(0).reverse()) await close()
})

const quick: EndpointOptions = { wait: 5 }
const dial = async (address: string, options: EndpointOptions = {}) => {
  const model = await endpoint(address, { ...quick, ...options })
  open.push(() => model.close())
  return model
}
const pair = async (mock: MockOptions = {}, options: EndpointOptions = {}) => {
  const server = await mockServer(mock)
  open.push(() => server.close())
  return { server, model: await dial(`${server.url}#${server.model}`, options) }
}
const odd = async (listener: Parameters<typeof serve>[0], options: EndpointOptions = {}) => {
  const server = await serve(listener)
  open.push(() => server.close())
  return { server, model: await dial(server.address, options) }
}

describe('a call', () => {
  test('brings text, usage, finish, model, time and tries', async () => {
    const { server, model } = await pair()
    const completion = await model.complete(ask())
    const value = JSON.parse(completion.text)
    expect(Object.keys(value).sort()).toEqual(['price', 'text'])
    expect(value.price).toBeGreaterThanOrEqual(1)
    expect(completion).toMatchObject({ finish: 'stop', model: 'mock', tries: 1, format: 'json_schema' })
    expect(completion.usage.input).toBe(Math.round(8 * 1.3))
    expect(completion.usage.output).toBeGreaterThan(0)
    expect(completion.milliseconds).toBeGreaterThan(0)
    expect(completion).not.toHaveProperty('thought')
    expect(model.id).toBe(`${server.url}#mock`)
  })

  test('sends what OpenAI-compatible servers read, and only what was given', async () => {
    const { server, model } = await pair()
    await model.complete(ask())
    await model.complete(ask({ name: 'offer', temperature: 0.5, maxTokens: 50 }))
    const [first, second] = server.requests().last.map(({ body }) => body)
    expect(first).toEqual({
      model: 'mock',
      messages: ask().messages,
      response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
      seed: 7,
    })
    expect(second).toMatchObject({ temperature: 0.5, max_tokens: 50 })
    expect(second?.response_format?.json_schema).toMatchObject({ name: 'offer' })
  })

  test('passes extra fields and the wish not to be strict', async () => {
    const { server, model } = await pair({}, { extra: { reasoning_effort: 'low' }, strict: false })
    await model.complete(ask())
    const { body } = server.requests().last[0]!
    expect(body.reasoning_effort).toBe('low')
    expect(body.response_format?.json_schema).toMatchObject({ strict: false })
  })

  test('reads thoughts, parts, refusals, filters and cached tokens', async () => {
    const answers = [
      envelope({ message: { content: '{}', reasoning_content: 'hm' }, finish_reason: 'stop' }, { model: 'm-2' }),
      envelope({ message: { content: '<think>well</think>\n{"a":1}' }, finish_reason: 'length' }),
      envelope({
        message: {
          content: [
            { type: 'thinking', thinking: [{ type: 'text', text: 'so' }] },
            { type: 'text', text: '{' },
            { type: 'text', text: '}' },
          ],
        },
        finish_reason: 'tool_calls',
      }),
      envelope({ message: { content: null, refusal: 'No.' }, finish_reason: 'stop' }),
      envelope({ message: { content: null }, finish_reason: 'content_filter' }),
      envelope(
        { message: { content: 'é'.repeat(70_000) }, finish_reason: 'stop' },
        { usage: { prompt_tokens: 9, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 4 } } },
      ),
      envelope(
        { message: {}, finish_reason: 'constructor' },
        { usage: { prompt_tokens: -9, completion_tokens: '2', prompt_tokens_details: { cached_tokens: 4 } }, model: 3 },
      ),
    ]
    const { model } = await odd((_, response) => response.end(answers.shift()))
    expect(await model.complete(ask())).toMatchObject({ text: '{}', thought: 'hm', model: 'm-2' })
    expect(await model.complete(ask())).toMatchObject({
      text: '{"a":1}',
      thought: 'well',
      finish: 'length',
      model: 'm',
    })
    expect(await model.complete(ask())).toMatchObject({ text: '{}', thought: 'so', finish: 'unknown' })
    expect(await model.complete(ask())).toMatchObject({ text: 'No.', finish: 'refusal' })
    expect(await model.complete(ask())).toMatchObject({ text: '', finish: 'content_filter' })
    const last = await model.complete(ask())
    expect(last.text).toBe('é'.repeat(70_000))
    expect(last.usage).toEqual({ input: 9, output: 2, cached: 4 })
    expect(await model.complete(ask())).toMatchObject({
      text: '',
      finish: 'unknown',
      model: 'm',
      usage: { input: 0, output: 0, cached: 0 },
    })
  })

  test('takes a prompt stopped by status 400 as content_filter', async () => {
    const { model } = await odd((_, response) => {
      response.statusCode = 400
      response.end('{"error":{"code":"content_filter","message":"The response was filtered"}}')
    })
    expect(await model.complete(ask())).toMatchObject({ text: '', finish: 'content_filter', tries: 1 })
  })

  test('gives back what the model wrote, fit or unfit, for the caller to judge', async () => {
    const texts: Record<string, string> = {}
    for (const name of ['nonsense', 'badjson', 'invalid', 'refusal'] as const) {
      const { model } = await pair({ behaviour: { [name]: 1 } })
      const { text, finish, tries } = await model.complete(ask())
      expect(tries).toBe(1)
      texts[name] = `${finish}: ${text}`
    }
    expect(() => JSON.parse(texts.nonsense!.slice(6))).toThrow()
    expect(texts.nonsense).toMatch(/^stop: .+ .+\./)
    expect(texts.badjson).toMatch(/^length: \{"/)
    expect(() => JSON.parse(texts.badjson!.slice(8))).toThrow()
    expect(() => JSON.parse(texts.invalid!.slice(6))).not.toThrow()
    expect(texts.refusal).toMatch(/^refusal: I am sorry/)
  })

  test.each([
    [{ messages: [] }, 'no messages'],
    [{ messages: [{ role: 'robot', content: 'x' }] }, 'role "robot"; right would be system, user or assistant'],
    [{ messages: [{ role: 'user', content: 3 }] }, 'content of type number'],
    [{ schema: null }, 'the schema is null'],
    [{ seed: Number.NaN }, 'the seed is NaN'],
    [{ seed: 2 ** 60 }, 'integer below 2^53'],
    [{ name: 'salvi 2024/argue' }, 'letters, digits'],
    [{ temperature: 3 }, 'the temperature is 3; right would be a number from 0 to 2'],
    [{ maxTokens: 0 }, 'maxTokens is 0'],
  ])('refuses the request %j', async (wrong, words) => {
    const { server, model } = await pair()
    await expect(model.complete(ask(wrong as never))).rejects.toThrow(words)
    expect(server.requests().count).toBe(0)
  })
})

describe('failures that pass', () => {
  test("429 waits as long as the server's Retry-After says", async () => {
    const { server, model } = await pair({ behaviour: { '429': { first: 1, after: 1 } } })
    const completion = await model.complete(ask())
    expect(completion.tries).toBe(2)
    expect(completion.milliseconds).toBeGreaterThanOrEqual(1000)
    const [first, second] = server.requests().last
    expect(first).toMatchObject({ status: 429, behaviour: '429' })
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(999)
  })

  test('429 with an HTTP date is honoured', async () => {
    const { server, model } = await pair({ behaviour: { '429': { first: 1, after: 1, date: true } } })
    expect((await model.complete(ask())).tries).toBe(2)
    const [first, second] = server.requests().last
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(900)
  })

  test('a wait beyond the end of the call is not begun', async () => {
    const { model } = await pair({ behaviour: { '429': { rate: 1, after: 3600 } } })
    const error = await failure(model.complete(ask()))
    expect(error).toMatchObject({ name: 'ModelError', kind: 'rate limited', status: 429, tries: 1 })
    expect(error.message).toMatch(/Rate limit reached.*next try would come in 3601? s, after the end of the call/)
  })

  test('500 twice, then fine', async () => {
    const { model } = await pair({ behaviour: { '500': { first: 2 } } })
    expect((await model.complete(ask())).tries).toBe(3)
  })

  test('500 for ever ends after the given tries', async () => {
    const { server, model } = await pair({ behaviour: { '500': 1 } }, { tries: 4 })
    const error = await failure(model.complete(ask()))
    expect(error).toMatchObject({ kind: 'server error', status: 500, tries: 4, model: model.id })
    expect(error.message).toMatch(/the mock was told to fail.*right would be.*sent 4 times/)
    expect(server.requests().count).toBe(4)
  })

  test('a connection cut in mid-body is tried again', async () => {
    const { server, model } = await pair({ behaviour: { cut: { first: 2 } } })
    expect((await model.complete(ask())).tries).toBe(3)
    expect(server.requests().last.map(({ behaviour }) => behaviour)).toEqual(['cut', 'cut', null])
  })

  test('a connection always cut is an unreadable answer', async () => {
    const { model } = await pair({ behaviour: { cut: 1 } }, { tries: 2 })
    expect(await failure(model.complete(ask()))).toMatchObject({ kind: 'unreadable answer', tries: 2 })
  })

  test('a connection that ends before the answer is lost, and tried again', async () => {
    let n = 0
    const { model } = await odd((request, response) => {
      if (++n < 3) request.socket.destroy()
      else response.end(envelope({ message: { content: '{}' }, finish_reason: 'stop' }))
    })
    expect((await model.complete(ask())).tries).toBe(3)
    const { model: never } = await odd((request) => request.socket.destroy(), { tries: 2 })
    expect(await failure(never.complete(ask()))).toMatchObject({ kind: 'lost connection', tries: 2 })
  })

  test('an answer that was torn on its way, but came as a whole one, is tried again', async () => {
    const whole = envelope({ message: { content: '{}' }, finish_reason: 'stop' })
    let n = 0
    const { model } = await odd((_, response) => void response.end(++n < 3 ? whole.slice(0, 30) : whole))
    expect((await model.complete(ask())).tries).toBe(3)
  })

  test('an answer with no choice is tried again, then unreadable', async () => {
    const { model } = await pair({ behaviour: { empty: { first: 1 } } })
    expect((await model.complete(ask())).tries).toBe(2)
    const { model: never } = await pair({ behaviour: { empty: 1 } }, { tries: 2 })
    const error = await failure(never.complete(ask()))
    expect(error.kind).toBe('unreadable answer')
    expect(error.message).toContain('no choice')
  })
})

describe('failures that stay', () => {
  test('a server that hangs is a timeout', async () => {
    const { model } = await pair({ behaviour: { hang: 1 } }, { tries: 2, timeout: { headers: 150 } })
    const error = await failure(model.complete(ask()))
    expect(error).toMatchObject({ kind: 'timeout', tries: 2 })
    expect(error.message).toMatch(/no answer within 150 ms.*timeout\.headers/)
  })

  test('the whole call has an end', async () => {
    const { model } = await pair({ behaviour: { slow: { rate: 1, ms: 5000 } } }, { timeout: { call: 200 } })
    const began = performance.now()
    const error = await failure(model.complete(ask()))
    expect(error).toMatchObject({ kind: 'timeout', tries: 1 })
    expect(error.message).toContain('timeout.call')
    expect(performance.now() - began).toBeLessThan(2000)
  })

  test('a body that stops coming is a timeout', async () => {
    const { model } = await odd((_, response) => void response.write('{"choices":['), {
      tries: 1,
      timeout: { body: 150 },
    })
    const error = await failure(model.complete(ask()))
    expect(error.kind).toBe('timeout')
    expect(error.message).toContain('timeout.body')
  })

  test('a closed port names the place and what would be right', async () => {
    const port = await closedPort()
    const model = await dial(`http://127.0.0.1:${port}/v1#m`, { tries: 2 })
    const error = await failure(model.complete(ask()))
    expect(error).toMatchObject({ kind: 'refused connection', tries: 2, status: undefined })
    expect(error.message).toBe(
      `http://127.0.0.1:${port}/v1#m: nothing answers at http://127.0.0.1:${port} (ECONNREFUSED); ` +
        'right would be a running server, or the host and port of one (sent 2 times)',
    )
  })

  test('https to a server without it is a refused connection', async () => {
    const { server } = await odd(() => {})
    const model = await dial(server.address.replace('http:', 'https:'))
    const error = await failure(model.complete(ask()))
    expect(error).toMatchObject({ kind: 'refused connection', tries: 1 })
    expect(error.message).toContain('http:// for one without')
  })

  test('401 says whether a key was sent', async () => {
    vi.stubEnv('SUASION_API_KEY', '')
    const { server, model } = await pair({ key: 'sesame-1234' })
    const without = await failure(model.complete(ask()))
    expect(without).toMatchObject({ kind: 'unauthorised', status: 401, tries: 1 })
    expect(without.message).toContain('an API key in SUASION_API_KEY; none was sent')
    const wrong = await dial(`${server.url}#mock`, { key: 'wrong-5678' })
    expect((await failure(wrong.complete(ask()))).message).toContain('the one sent was refused')
    const right = await dial(`${server.url}#mock`, { key: 'sesame-1234' })
    expect((await right.complete(ask())).finish).toBe('stop')
  })

  test('404 lists the models the server has', async () => {
    const { server } = await pair({ model: 'qwen' })
    const model = await dial(`${server.url}#llama`)
    const error = await failure(model.complete(ask()))
    expect(error).toMatchObject({ kind: 'not found', status: 404, tries: 1 })
    expect(error.message).toMatch(/The model llama does not exist.*the server has qwen/)
    const astray = await dial(`${server.url.replace('/v1', '')}#qwen`)
    expect((await failure(astray.complete(ask()))).message).toContain(`most servers answer below ${server.url}`)
  })

  test.each([
    ['<html><h1>Welcome</h1></html>', 'not JSON ("Welcome")'],
    ['{"choices":[{"message":{"content":"x"', 'not JSON'],
    ['[]', 'no choices'],
    ['null', 'no choices'],
    ['{"object":"list"}', 'no choices'],
    ['{"error":{"message":"upstream is down"}}', 'upstream is down'],
  ])('the answer %s is unreadable', async (text, words) => {
    const { model } = await odd((_, response) => response.end(text), { tries: 1 })
    const error = await failure(model.complete(ask()))
    expect(error.kind).toBe('unreadable answer')
    expect(error.message).toContain(words)
  })

  test('an answer larger than allowed is not read to its end', async () => {
    const { model } = await odd(
      (_, response) => {
        const more = setInterval(() => response.write('x'.repeat(1000)), 1)
        response.on('close', () => clearInterval(more))
      },
      { answerBytes: 5000 },
    )
    const error = await failure(model.complete(ask()))
    expect(error).toMatchObject({ kind: 'unreadable answer', tries: 1 })
    expect(error.message).toContain('more than 5000 bytes')
  })

  test('other refusals, empty accounts and redirections are told once, in the words of the server', async () => {
    const answers: [number, string, Record<string, string>][] = [
      [400, '{"error":{"message":"maximum context length is 10 tokens"}}', {}],
      [413, 'Payload too large', {}],
      [422, '{"detail":[{"msg":"field required"}]}', {}],
      [429, '{"error":{"code":"insufficient_quota","message":"You exceeded your quota"}}', {}],
      [307, '', { location: 'https://example.org/v1' }],
    ]
    const { model } = await odd((request, response) => {
      request.resume()
      const [status, text, headers] = answers[0]!
      response.writeHead(status, headers).end(text)
    })
    const told: string[] = []
    while (answers.length > 0) {
      const error = await failure(model.complete(ask()))
      told.push(`${error.kind} ${error.status} ${error.tries} ${error.message.slice(model.id.length)}`)
      answers.shift()
    }
    expect(told).toEqual([
      expect.stringMatching(/^rejected request 400 1 .*maximum context length is 10 tokens/),
      expect.stringMatching(/^rejected request 413 1 .*Payload too large/),
      expect.stringMatching(/^rejected request 422 2 .*field required/),
      expect.stringMatching(/^rate limited 429 1 .*exceeded your quota/),
      expect.stringMatching(/^not found 307 1 .*https:\/\/example\.org\/v1/),
    ])
  })
})

describe('aborting', () => {
  test('ends a call under way with the reason, and the connection with it', async () => {
    const { server, model } = await pair({ behaviour: { hang: 1 } })
    const stop = new AbortController()
    setTimeout(() => stop.abort(new Error('the study was stopped')), 50)
    await expect(model.complete(ask({ signal: stop.signal }))).rejects.toThrow('the study was stopped')
    await vi.waitFor(() => expect(server.requests().last).toHaveLength(1))
    expect(server.requests().last[0]!.status).toBe(0)
  })

  test('before, in line, and while waiting to try again', async () => {
    const { server, model } = await pair({ behaviour: { '429': { rate: 1, after: 60 } } }, { concurrency: 1 })
    await expect(model.complete(ask({ signal: AbortSignal.abort() }))).rejects.toThrow(/abort/i)
    expect(server.requests().count).toBe(0)
    const [one, two] = [new AbortController(), new AbortController()]
    const waiting = failure(model.complete(ask({ signal: one.signal })))
    const inLine = failure(model.complete(ask({ signal: two.signal })))
    await vi.waitFor(() => expect(server.requests().last).toHaveLength(1))
    two.abort()
    one.abort()
    expect([(await waiting).name, (await inLine).name]).toEqual(['AbortError', 'AbortError'])
    expect(server.requests().count).toBe(1)
  })
})

describe('many calls', () => {
  test('never more at once than allowed, and none forgotten', async () => {
    const { server, model } = await pair({ delay: 5 }, { concurrency: 7 })
    const calls = Array.from({ length: 100 }, (_, seed) => model.complete(ask({ seed })))
    expect(new Set((await Promise.all(calls)).map(({ text }) => text)).size).toBeGreaterThan(90)
    expect(server.requests().count).toBe(100)
    expect(server.requests().atOnce).toBe(7)
  })

  test('a place is given on when a call fails', async () => {
    const { model } = await pair({ behaviour: { '500': 0.5 }, seed: 3 }, { concurrency: 2, tries: 1 })
    const calls = await Promise.allSettled(Array.from({ length: 60 }, (_, seed) => model.complete(ask({ seed }))))
    const fine = calls.filter(({ status }) => status === 'fulfilled').length
    expect(fine).toBeGreaterThan(10)
    expect(fine).toBeLessThan(50)
  })

  test('close waits for calls under way and refuses later ones', async () => {
    const { model } = await pair({ delay: 50 }, { concurrency: 1 })
    const [under, inLine] = [model.complete(ask()), failure(model.complete(ask()))]
    await new Promise((resolve) => setTimeout(resolve, 20))
    await model.close()
    expect((await under).finish).toBe('stop')
    expect((await inLine).message).toContain('it was closed')
    await expect(model.complete(ask())).rejects.toThrow('it was closed')
  })
})

describe('what a server cannot do', () => {
  test('json_schema: json_object with the schema in words, once found out, then remembered', async () => {
    const { server, model } = await pair({ rejects: ['json_schema'] })
    expect(model.capability().format).toBe('json_schema')
    const first = await model.complete(ask())
    expect(first).toMatchObject({ tries: 2, format: 'json_object' })
    expect(Object.keys(JSON.parse(first.text)).sort()).toEqual(['price', 'text'])
    expect(model.capability()).toEqual({ format: 'json_object', seed: true, limit: 'max_tokens', stream: 'no' })
    expect(await model.complete(ask({ seed: 8 }))).toMatchObject({ tries: 1, format: 'json_object' })
    const { body } = server.requests().last.at(-1)!
    expect(body.response_format).toEqual({ type: 'json_object' })
    expect(body.messages[0]).toEqual(ask().messages[0])
    expect(body.messages[1]!.content).toBe(
      `Name your price, please.\n\nAnswer with one JSON value that satisfies this JSON Schema, and with nothing else:\n${JSON.stringify(schema)}`,
    )
  })

  test('neither format, no seed, no max_tokens', async () => {
    const { server, model } = await pair({ rejects: ['seed', 'max_tokens', 'json_schema', 'json_object'] })
    expect(await model.complete(ask({ maxTokens: 30 }))).toMatchObject({ tries: 5, format: 'text' })
    expect(model.capability()).toEqual({
      format: 'text',
      seed: false,
      limit: 'max_completion_tokens',
      stream: 'no',
    })
    const { body } = server.requests().last.at(-1)!
    expect(body).toMatchObject({ max_completion_tokens: 30 })
    for (const field of ['seed', 'max_tokens', 'response_format']) expect(body).not.toHaveProperty(field)
    expect((await model.complete(ask({ maxTokens: 30 }))).tries).toBe(1)
  })

  test('a 400 that says nothing is tried once without the schema, and forgotten where that does not help', async () => {
    const asked: unknown[] = []
    let fine = false
    const { model } = await odd(async (request, response) => {
      const { response_format: format } = (await readBody(request)) as { response_format: { type: string } }
      asked.push(format.type)
      response.statusCode = fine && format.type === 'json_object' ? 200 : 400
      response.end(response.statusCode === 200 ? envelope({ message: { content: '{}' } }) : 'Bad Request')
    })
    expect(await failure(model.complete(ask()))).toMatchObject({ kind: 'rejected request', tries: 2, status: 400 })
    expect(model.capability().format).toBe('json_schema')
    fine = true
    expect((await model.complete(ask())).tries).toBe(2)
    expect(asked).toEqual(['json_schema', 'json_object', 'json_schema', 'json_object'])
    expect(model.capability().format).toBe('json_object')
  })

  test('one schema refused does not cost the grammar of all others', async () => {
    const { model } = await odd(async (request, response) => {
      const { response_format: format } = (await readBody(request)) as { response_format: { type: string } }
      response.statusCode = format.type === 'json_object' ? 200 : 400
      const message = "Invalid schema for response_format 'answer': 'required' must list every property"
      const wrong = JSON.stringify({ error: { message } })
      response.end(response.statusCode === 200 ? envelope({ message: { content: '{}' } }) : wrong)
    })
    expect((await model.complete(ask())).format).toBe('json_object')
    expect(model.capability().format).toBe('json_schema')
  })
})

describe('addresses', () => {
  test.each([
    ['127.0.0.1:8080/v1#m', 'not a URL'],
    ['ftp://127.0.0.1/v1#m', 'begins with ftp://; right would be http:// or https://'],
    ['', 'right would be an address like http://127.0.0.1:8080/v1#model'],
    ['http://127.0.0.1:1/v1/chat/completions#m', 'right would be http://127.0.0.1:1/v1#m'],
    ['http://:80#m', 'not a URL'],
  ])('%j is refused', async (address, words) => {
    expect((await failure(endpoint(address))).message).toContain(words)
  })

  test('without a model, the server is asked which it has', async () => {
    const { server } = await pair({ model: 'Qwen/Qwen3-8B:q4' })
    const error = await failure(endpoint(server.url))
    expect(error.message).toBe(
      `${server.url} names no model; it serves Qwen/Qwen3-8B:q4; right would be ${server.url}#Qwen/Qwen3-8B:q4`,
    )
    const model = await dial(`${server.url}/#Qwen/Qwen3-8B:q4`)
    expect(model.id).toBe(`${server.url}#Qwen/Qwen3-8B:q4`)
    expect((await model.complete(ask())).model).toBe('Qwen/Qwen3-8B:q4')
    const port = await closedPort()
    expect((await failure(endpoint(`http://127.0.0.1:${port}/v1`))).message).toContain('did not list those it has')
  })

  test('a query reaches the server and not the id', async () => {
    const urls: unknown[] = []
    const { server } = await odd((request, response) => {
      urls.push(request.url)
      response.end(envelope({ message: { content: '{}' } }))
    })
    const model = await dial(`${server.origin}/v1?api-version=2024-10#m`)
    await model.complete(ask())
    expect(urls).toEqual(['/v1/chat/completions?api-version=2024-10'])
    expect(model.id).toBe(server.address)
  })

  test.each([
    ['concurrency', { concurrency: 0 }],
    ['tries', { tries: 1.5 }],
    ['wait', { wait: Number.NaN }],
    ['timeout.call', { timeout: { call: -1 } }],
    ['timeout.headers', { timeout: { headers: 2 ** 31 } }],
    ['answerBytes', { answerBytes: Infinity }],
  ])('the option %s is checked', async (name, options) => {
    await expect(endpoint('http://127.0.0.1:1/v1#m', options)).rejects.toThrow(`the option ${name} is`)
  })

  test('options that mean nothing are refused', async () => {
    const open = (options: object) => endpoint('http://127.0.0.1:1/v1#m', options)
    await expect(open({ timeout: { header: 5 } })).rejects.toThrow(
      'there is no timeout.header; right would be connect, headers, body, call',
    )
    for (const taken of ['seed', 'stream'])
      await expect(open({ extra: { [taken]: 1 } })).rejects.toThrow(`extra holds ${taken}`)
  })
})

describe('credentials', () => {
  const secret = 'sk-very-secret-0123456789'

  test('come from the option, SUASION_API_KEY, or the address; OPENAI_API_KEY stays away from other hosts', async () => {
    const seen: unknown[] = []
    const { server } = await odd((request, response) => {
      seen.push(request.headers.authorization)
      response.end(envelope({ message: { content: '{}' } }))
    })
    vi.stubEnv('SUASION_API_KEY', '')
    vi.stubEnv('OPENAI_API_KEY', 'sk-openai-only')
    await (await dial(server.address)).complete(ask())
    await (await dial(server.address.replace('//', '//me:p%40ss@'))).complete(ask())
    vi.stubEnv('SUASION_API_KEY', 'from-environment')
    await (await dial(server.address)).complete(ask())
    await (await dial(server.address.replace('//', '//me:p%40ss@'))).complete(ask())
    await (await dial(server.address, { key: secret })).complete(ask())
    await (await dial(server.address, { key: '' })).complete(ask())
    const basic = `Basic ${Buffer.from('me:p@ss').toString('base64')}`
    expect(seen).toEqual([undefined, basic, 'Bearer from-environment', basic, `Bearer ${secret}`, undefined])
  })

  test('a key with a line break is refused without being shown', async () => {
    const error = await failure(endpoint('http://127.0.0.1:1/v1#m', { key: `${secret}\n` }))
    expect(error.message).toMatch(/the API key holds .* a line break/)
    expect(inspect(error)).not.toContain(secret)
  })

  test('never reach an error, whatever a server echoes, nor the id', async () => {
    const echo = (status: number, wrap: (key: string) => string) => (request: { headers: object }, response: never) => {
      const { authorization } = request.headers as { authorization: string }
      const key = authorization.split(' ')[1]!
      const target = response as { writeHead(n: number, h: object): { end(text: string): void } }
      target.writeHead(status, { location: `https://example.org/?key=${key}` }).end(wrap(key))
    }
    const wraps = [
      (key: string) => `Incorrect key ${key}`,
      (key: string) => JSON.stringify({ error: { message: `no ${key}`, code: key } }),
      (key: string) => encodeURIComponent(key),
      (key: string) => `${'x'.repeat(295)}${key}`,
      (key: string) => JSON.stringify({ error: { message: `${'x'.repeat(73)}${key}` } }).replace('sk', '\\u0073k'),
    ]
    const errors: unknown[] = []
    for (const status of [200, 307, 400, 401, 403, 404, 418, 422, 429, 500])
      for (const wrap of wraps) {
        const server = await serve(echo(status, wrap) as never)
        open.push(() => server.close())
        const withKey = await dial(server.address, { key: secret, tries: 1 })
        const inside = await dial(server.address.replace('//', `//user:${secret}@`), { tries: 1 })
        for (const model of [withKey, inside]) {
          errors.push(await failure(model.complete(ask())), model.id)
          errors.push(await failure(endpoint(server.address.replace('#m', ''), { key: secret })))
        }
      }
    const port = await closedPort()
    const refused = await dial(`http://user:${secret}@127.0.0.1:${port}/v1?key=${secret}#m`, { tries: 1 })
    errors.push(refused, await failure(refused.complete(ask())))
    errors.push(await failure(endpoint(`http//user:${secret}@host/v1#m`)))
    errors.push(await failure(endpoint(`ftp://user:${secret}@host/v1#m`)))
    errors.push(await failure(endpoint(`http://user:${secret}@127.0.0.1:${port}/v1/models#m`)))
    expect(errors.length).toBeGreaterThan(100)
    const encoded = Buffer.from(`user:${secret}`).toString('base64')
    for (const error of errors) {
      const all = `${String(error)} ${JSON.stringify(error)} ${inspect(error, { depth: 9, showHidden: true })}`
      expect(all).not.toContain(secret.slice(0, 6))
      expect(all).not.toContain(encoded)
    }
  })
})

describe('a model that is closed now', () => {
  test.each([
    ['a server that hangs', { behaviour: { hang: 1 } }],
    ['a long wait for the next try', { behaviour: { '429': { rate: 1, after: 300 } } }],
  ] as const)('waits for no call under way: %s', async (_, mock) => {
    const { model } = await pair(mock, { concurrency: 2 })
    const calls = [1, 2].map((seed) => failure(model.complete(ask({ seed }))))
    await new Promise((resolve) => setTimeout(resolve, 100))
    const began = performance.now()
    await model.close(true)
    for (const error of await Promise.all(calls)) expect(error.message).toMatch(/it was closed/)
    expect(performance.now() - began).toBeLessThan(1000)
  })
})
