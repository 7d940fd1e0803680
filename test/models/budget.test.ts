import { type BudgetOptions, budget, type LanguageModel, ModelError, scripted } from 'suasion/models'
import { describe, expect, test } from 'vitest'
import { ask, failure } from './serve.ts'

/** A model that answers with a given number of tokens, when told to. */
const paid = (id: string, usage: { input: number; output: number; cached?: number }, wait = Promise.resolve()) => {
  let calls = 0
  const model: LanguageModel = {
    id,
    async complete() {
      calls++
      await wait
      return { text: '{}', usage, finish: 'stop', model: id, milliseconds: 1, tries: 1 }
    },
  }
  return { model, calls: () => calls }
}
const id = 'http://127.0.0.1:1/v1#m'

describe('budget', () => {
  test('counts calls, tokens and dollars over several models', async () => {
    const purse = budget({ prices: { m: { input: 2, output: 10 }, [`${id}-2`]: { input: 1, output: 1, cached: 0.5 } } })
    const one = purse.of(paid(id, { input: 1000, output: 100 }).model)
    const two = purse.of(paid(`${id}-2`, { input: 1000, output: 10, cached: 400 }).model)
    expect(purse.spent()).toEqual({ calls: 0, input: 0, output: 0, cost: 0 })
    await one.complete(ask())
    await one.complete(ask())
    await two.complete(ask())
    const { cost, ...rest } = purse.spent()
    expect(rest).toEqual({ calls: 3, input: 3000, output: 210 })
    expect(cost).toBeCloseTo(2 * (0.002 + 0.001) + 0.0006 + 0.0002 + 0.00001, 12)
    expect(one.id).toBe(id)
  })

  test('stops before the call after the last, whoever asks', async () => {
    const { model, calls } = paid(id, { input: 1, output: 1 })
    const purse = budget({ maxCalls: 3 })
    const [one, two] = [purse.of(model), purse.of(model)]
    const all = await Promise.allSettled([1, 2, 3, 4, 5].map((seed) => (seed % 2 ? one : two).complete(ask({ seed }))))
    expect(all.map(({ status }) => status === 'fulfilled')).toEqual([true, true, true, false, false])
    expect(calls()).toBe(3)
    const error = await failure(one.complete(ask()))
    expect(error).toBeInstanceOf(ModelError)
    expect(error).toMatchObject({ kind: 'budget', model: id, tries: 0 })
    expect(error.message).toContain('number 4 of at most 3; right would be a larger maxCalls')
    expect((await failure(budget({ maxCalls: 0 }).of(model).complete(ask()))).kind).toBe('budget')
  })

  test('stops before a call that would cost too much', async () => {
    const { model, calls } = paid(id, { input: 100, output: 1000 })
    const purse = budget({ maxCost: 0.035, prices: { m: { input: 0, output: 10 } } })
    const one = purse.of(model)
    for (let i = 0; i < 3; i++) await one.complete(ask({ maxTokens: 1000 }))
    const error = await failure(one.complete(ask({ maxTokens: 1000 })))
    expect(error.kind).toBe('budget')
    expect(error.message).toMatch(/\$0\.03000 spent.*next call may cost \$0\.01000.*limit is \$0\.035/)
    expect(calls()).toBe(3)
    await one.complete(ask({ maxTokens: 400 }))
    expect(purse.spent().cost).toBeCloseTo(0.04)
  })

  test('sets money aside for calls under way, and gives it back', async () => {
    let release = () => {}
    const wait = new Promise<void>((resolve) => {
      release = resolve
    })
    const { model, calls } = paid(id, { input: 10, output: 10 }, wait)
    const purse = budget({ maxCost: 0.025, prices: { m: { input: 0, output: 10 } } })
    const one = purse.of(model)
    const under = [one.complete(ask({ maxTokens: 1000 })), one.complete(ask({ maxTokens: 1000 }))]
    expect((await failure(one.complete(ask({ maxTokens: 1000 })))).message).toContain('set aside for calls under way')
    expect(calls()).toBe(2)
    release()
    await Promise.all(under)
    await one.complete(ask({ maxTokens: 1000 }))
    expect(calls()).toBe(3)
  })

  test('without maxTokens, expects the longest answer so far', async () => {
    const one = budget({ maxCost: 0.1, prices: { m: { input: 0, output: 10 } } }).of(
      paid(id, { input: 1, output: 4000 }).model,
    )
    await one.complete(ask())
    await one.complete(ask())
    expect((await failure(one.complete(ask()))).message).toContain('may cost $0.04000')
  })

  test('a server that counts no tokens does not make calls free', async () => {
    const { model, calls } = paid(id, { input: 0, output: 0 })
    const purse = budget({ maxCost: 0.025, prices: { m: { input: 0, output: 10 } } })
    const one = purse.of(model)
    for (let i = 0; i < 2; i++) await one.complete(ask({ maxTokens: 1000 }))
    expect(purse.spent().cost).toBeCloseTo(0.02)
    expect((await failure(one.complete(ask({ maxTokens: 1000 })))).kind).toBe('budget')
    expect(calls()).toBe(2)
  })

  test('a long prompt counts before it is sent', async () => {
    const { model, calls } = paid(id, { input: 1, output: 1 })
    const one = budget({ maxCost: 0.01, prices: { m: { input: 10, output: 0 } } }).of(model)
    const messages = [{ role: 'user' as const, content: 'word '.repeat(2000) }]
    expect((await failure(one.complete(ask({ messages })))).kind).toBe('budget')
    await one.complete(ask())
    expect(calls()).toBe(1)
  })

  test('a failed call counts as a call, frees what was set aside, and keeps its error', async () => {
    const purse = budget({ maxCost: 0.015, prices: { broken: { input: 0, output: 10 } } })
    const one = purse.of(scripted(() => Promise.reject(new ModelError('timeout', 'broken', 'x', 1)), { id: 'broken' }))
    for (let i = 0; i < 3; i++) expect((await failure(one.complete(ask({ maxTokens: 1000 })))).kind).toBe('timeout')
    expect(purse.spent()).toEqual({ calls: 3, input: 0, output: 0, cost: 0 })
  })

  test('without a price the cost is unknown, and with a limit that is misuse', async () => {
    const { model } = paid(id, { input: 1, output: 1 })
    const purse = budget({ maxCalls: 9 })
    await purse.of(model).complete(ask())
    expect(purse.spent().cost).toBeNull()
    expect(() => budget({ maxCost: 1, prices: { other: { input: 1, output: 1 } } }).of(model)).toThrow(
      /no price of m \(http:.*#m\); right would be .* prices: \{ 'm': \{ input: 0\.5, output: 1\.5 \} \}/,
    )
    expect(() => budget({ maxCost: 1 }).of({ ...model, id: 'x#constructor' })).toThrow('no price of constructor')
  })

  test.each<[BudgetOptions, string]>([
    [{ maxCalls: -1 }, 'maxCalls is -1'],
    [{ maxCost: Number.NaN }, 'maxCost is NaN'],
    [{ maxCost: Infinity }, 'maxCost is Infinity'],
    [{ prices: { m: { input: 1 } as never } }, 'the price of output of m is undefined'],
    [{ prices: { m: { input: 1, output: 1, cached: -2 } } }, 'the price of cached of m is -2'],
  ])('%j is refused', (options, words) => {
    expect(() => budget(options)).toThrow(words)
  })
})

describe('scripted', () => {
  test('answers from a list, in order, then says it has no more', async () => {
    const model = scripted(['as it is', { price: 2 }])
    expect(await model.complete(ask())).toEqual({
      text: 'as it is',
      usage: { input: 10, output: 4 },
      finish: 'stop',
      model: 'scripted',
      milliseconds: 0,
      tries: 1,
    })
    expect((await model.complete(ask())).text).toBe('{"price":2}')
    await expect(model.complete(ask())).rejects.toThrow('scripted: the script has no answer to request 3')
  })

  test('answers as a function of the request', async () => {
    const model = scripted(async ({ seed }, n) => ({ seed, n }), { id: 'echo' })
    expect((await model.complete(ask({ seed: 4 }))).text).toBe('{"seed":4,"n":1}')
    expect((await model.complete(ask({ seed: 5 }))).text).toBe('{"seed":5,"n":2}')
    expect(model.id).toBe('echo')
  })

  test('refuses what an endpoint refuses, and obeys the signal', async () => {
    const model = scripted(['x'])
    await expect(model.complete(ask({ seed: 0.5 }))).rejects.toThrow('scripted: the seed is 0.5')
    await expect(model.complete(ask({ signal: AbortSignal.abort(new Error('enough')) }))).rejects.toThrow('enough')
    expect((await model.complete(ask())).text).toBe('x')
  })
})
