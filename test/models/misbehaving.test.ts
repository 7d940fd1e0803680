import { type EndpointOptions, endpoint, type MockOptions, mockServer } from 'suasion/models'
import { describe, expect, test } from 'vitest'
import { run } from '../../src/lab/run.ts'
import { llm } from '../../src/minds/llm.ts'
import { pokerStudy } from '../lab/fixture.ts'

const quick: EndpointOptions = {
  wait: 1,
  tries: 3,
  concurrency: 8,
  timeout: { headers: 150, body: 150, call: 3000 },
}

/** Twenty hands of poker whose first player is a model behind a mock server. */
const playAgainst = async (mock: MockOptions, options: EndpointOptions = {}) => {
  const server = await mockServer({ seed: 5, ...mock })
  const model = await endpoint(`${server.url}#mock`, { ...quick, ...options })
  try {
    const ended = await run(pokerStudy(20), { cast: { first: llm(model) }, parallel: 8 })
    return { ...ended, requests: server.requests() }
  } finally {
    await server.close()
    await model.close()
  }
}

/** Every episode is somewhere: each step of the flow is the one before it less the reasons between them. */
const addsUp = ({ flow }: Awaited<ReturnType<typeof run>>): void => {
  const { assigned, started, completed, valid, analysed, reasons } = flow
  const of = (reason: string): number => reasons[reason] ?? 0
  const between = ['not yet started', 'started, not finished', 'no instrument could read it']
  const flagged = Object.entries(reasons).reduce((sum, [reason, n]) => sum + (between.includes(reason) ? 0 : n), 0)
  expect(assigned).toBe(20)
  expect(started).toBe(assigned - of('not yet started'))
  expect(completed).toBe(started - of('started, not finished'))
  expect(valid).toBe(completed - flagged)
  expect(analysed).toBe(valid - of('no instrument could read it'))
}

describe.each([false, true])('streamed: %s. A server that now and then', (stream) => {
  test.each([
    ['429', { rate: 0.3, after: 0 }],
    ['500', 0.3],
    ['slow', { rate: 0.3, ms: 30 }],
    ['hang', 0.1],
    ['cut', 0.3],
    ['empty', 0.3],
    ['reset', 0.3],
    ['stall', 0.1],
    ['drip', { rate: 0.3, ms: 5 }],
    ['babble', 0.3],
    ['503', 0.3],
    ['fence', 1],
    ['uncounted', 1],
    ['thinks', 1],
    ['plain', 1],
  ] as const)('shows %s costs tries, and no episode', async (name, how) => {
    const ended = await playAgainst({ behaviour: { [name]: how } }, { stream, tries: 12 })
    addsUp(ended)
    // What talks on after its JSON is heard only to the end of it where it is streamed; else it is asked again.
    const asked = name === 'babble' && !stream
    if (asked) expect(ended.flow.flags).toHaveProperty('invalid act')
    else expect(ended.flow.flags).toEqual({})
    expect(ended.stopped).toBeNull()
    expect(ended.flow.completed).toBe(20)
    if (!asked) expect(ended.flow.analysed).toBe(20)
  })

  test.each([
    ['nonsense', 'invalid act'],
    ['badjson', 'truncated'],
    ['invalid', 'invalid act'],
    ['blank', 'invalid act'],
    ['refusal', 'refusal'],
    ['filter', 'content filter'],
  ] as const)('shows %s makes faults that are data: flagged %s', async (name, flag) => {
    const ended = await playAgainst({ behaviour: { [name]: 0.3 } }, { stream })
    addsUp(ended)
    expect(ended.stopped).toBeNull()
    expect(ended.spent.faults).toBeGreaterThan(0)
    expect(Object.keys(ended.flow.flags)).toContain(flag)
    expect(ended.flow.flags).not.toHaveProperty('provider error')
    expect(ended.flow.completed).toBe(20)
    if (flag !== 'invalid act') expect(ended.flow.reasons[flag]).toBeGreaterThan(0)
  })
})

describe('a server that always', () => {
  test.each([
    ['429', { rate: 1, after: 0 }, /rate limited|429 \("Rate limit reached"\); right would be fewer calls at once/],
    ['500', 1, /500 \("the mock was told to fail"\); right would be a server in working order/],
    ['hang', 1, /no answer within 150 ms; right would be a less busy server or a longer timeout\.headers/],
    ['stall', 1, /no further part of the answer within 150 ms/],
    ['cut', 1, /an answer that was cut off/],
    ['empty', 1, /an answer with no choice in it; right would be the address of an OpenAI-compatible chat server/],
    ['junk', 1, /an answer that is not JSON/],
    ['page', 1, /an answer that is not JSON \("Welcome Please log in"\)/],
    ['reset', 1, /the connection was lost before the answer began/],
    ['503', 1, /503 \("the mock was told to be busy"\); right would be a server in working order/],
    ['huge', 1, /an answer of more than 8388608 bytes; right would be a smaller maxTokens or a larger answerBytes/],
  ] as const)('shows %s ends the run in one clear message', async (name, how, words) => {
    const ended = await playAgainst({ behaviour: { [name]: how } }, { tries: 2 })
    addsUp(ended)
    expect(ended.stopped).toMatch(/^no call was ever answered: provider error: http/)
    expect(ended.stopped).toMatch(words)
    expect(ended.flow.valid).toBe(0)
  })

  test.each([
    ['nonsense', 'invalid act'],
    ['invalid', 'invalid act'],
    ['blank', 'invalid act'],
    ['refusal', 'refusal'],
    ['filter', 'content filter'],
  ] as const)('answers with %s leaves no episode to analyse, and every one is counted', async (name, flag) => {
    const ended = await playAgainst({ behaviour: { [name]: 1 } })
    addsUp(ended)
    expect(ended.flow).toMatchObject({ completed: 20, valid: 0, analysed: 0 })
    expect(ended.flow.flags[flag]).toBe(20)
    expect(ended.flow.reasons).toEqual({ [flag === 'invalid act' ? 'absent' : flag]: 20 })
    expect(ended.requests.count).toBe(60)
  })
})

describe('a storm of 429', () => {
  test.each([
    false,
    true,
  ])('is sat out as Retry-After asks (a date: %s), and all calls at once are fewer', async (date) => {
    const server = await mockServer({ behaviour: { '429': { first: 12, after: 1, date } }, delay: 5 })
    const model = await endpoint(`${server.url}#mock`, { ...quick, wait: 20, tries: 5, concurrency: 12 })
    const began = performance.now()
    const request = (seed: number) => ({
      messages: [{ role: 'user' as const, content: 'x' }],
      schema: { type: 'object' },
      seed,
    })
    const calls = Array.from({ length: 40 }, (_, seed) => model.complete(request(seed)))
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(model.room()).toBeLessThan(12)
    expect(server.requests().count).toBe(12)
    const tries = (await Promise.all(calls)).map((each) => each.tries)
    // A date has whole seconds, so it may come up to a second after the wait that it stands for.
    expect(performance.now() - began).toBeGreaterThan(900)
    expect(tries.filter((n) => n === 2)).toHaveLength(12)
    expect(tries.filter((n) => n === 1)).toHaveLength(28)
    for (let seed = 100; seed < 160; seed++) await model.complete(request(seed))
    expect(model.room()).toBe(12)
    await model.close()
    await server.close()
  })

  test('that outlasts a call is named by that call, and not taken for a server that says nothing', async () => {
    const timeout = { headers: 400, body: 400, call: 400 }
    const ended = await playAgainst({ behaviour: { '429': { rate: 1, after: 0 } } }, { timeout, tries: 50, wait: 150 })
    addsUp(ended)
    expect(ended.stopped).toMatch(/429 \("Rate limit reached"\); right would be fewer calls at once/)
    expect(ended.stopped).toMatch(/(no other answer within 400 ms \(sent|after the end of the call)/)
  })

  test('a Retry-After beyond the end of the call fails that call with the time it names', async () => {
    const ended = await playAgainst({ behaviour: { '429': { rate: 1, after: 3600 } } })
    addsUp(ended)
    expect(ended.stopped).toMatch(/the next try would come in 360\d s, after the end of the call/)
  })
})
