import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  budget,
  type Cache,
  callKey,
  endpoint,
  type LanguageModel,
  ModelError,
  openCache,
  scripted,
} from 'suasion/models'
import { afterEach, describe, expect, test } from 'vitest'
import { ask, envelope, failure, serve } from './serve.ts'

const folders: string[] = []
const caches: Cache[] = []
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'suasion-cache-'))
  folders.push(made)
  return join(made, 'calls')
}
afterEach(() => {
  for (const cache of caches.splice(0)) cache.close()
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true })
})
const open = async (path: string, offline = false): Promise<Cache> => {
  const cache = await openCache(path, { offline })
  caches.push(cache)
  return cache
}
/** A model whose every answer is new, so that a second one shows. */
const counting = (id = 'http://a/v1#m', more: Partial<LanguageModel> = {}) => {
  let n = 0
  const model = { ...scripted(() => ({ n: ++n }), { id }), ...more }
  return { model, calls: () => n }
}
const text = (path: string): string =>
  readdirSync(path)
    .map((name) => readFileSync(join(path, name), 'utf8'))
    .join('')

describe('the same call', () => {
  test('is made once, then answered from the folder, here and by a later process, and says so', async () => {
    const path = folder()
    const { model, calls } = counting()
    const cache = await open(path)
    const first = await cache.of(model).complete(ask())
    const again = await cache.of(model).complete(ask())
    expect(first).not.toHaveProperty('reused')
    expect(again).toEqual({ ...first, milliseconds: 0, tries: 0, reused: true })
    const later = await open(path)
    expect(await later.of(model).complete(ask())).toEqual(again)
    expect(calls()).toBe(1)
    expect(cache.counts()).toEqual({ reused: 1, asked: 1 })
    expect([...later.calls()]).toMatchObject([{ model: model.id, characters: 43, completion: { text: '{"n":1}' } }])
  })

  test('is one whose address, settings and whole request are the same', async () => {
    const { model, calls } = counting()
    const cached = (await open(folder())).of(model)
    const [first] = ask().messages
    const others = [
      {},
      { seed: 8 },
      { temperature: 0.5 },
      { maxTokens: 10 },
      { name: 'offer' },
      { schema: { type: 'object' } },
      { messages: [first!] },
      { messages: [first!, { role: 'user' as const, content: 'Name your price, please!' }] },
      { messages: [first!, { role: 'assistant' as const, content: 'Name your price, please.' }] },
    ]
    for (const more of others) await cached.complete(ask(more))
    expect(calls()).toBe(others.length)
    for (const more of others) expect((await cached.complete(ask(more))).reused).toBe(true)
    const keys = [model, { ...model, id: 'http://b/v1#m' }, { ...model, settings: { reasoning_effort: 'low' } }].map(
      (each) => callKey(each, ask()),
    )
    expect(new Set(keys).size).toBe(3)
  })

  test('under way is waited for, and asked again where it failed', async () => {
    let n = 0
    const slow: LanguageModel = {
      id: 's',
      complete: async (request) => {
        n++
        await new Promise((resolve) => setTimeout(resolve, 10))
        if (n === 1) throw new ModelError('lost connection', 's', 'gone', 1)
        return counting('s').model.complete(request)
      },
    }
    const cached = (await open(folder())).of(slow)
    const all = await Promise.allSettled([1, 2, 3].map(() => cached.complete(ask())))
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
    expect(n).toBe(2)
  })

  test('costs nothing: neither a call nor a dollar of the budget', async () => {
    const purse = budget({ maxCalls: 1, prices: { m: { input: 1e6, output: 0 } } })
    const { model } = counting()
    const cached = (await open(folder())).of(purse.of(model))
    expect((await cached.complete(ask())).cost).toBeGreaterThan(0)
    for (let i = 0; i < 3; i++) expect(await cached.complete(ask())).not.toHaveProperty('cost')
    expect(purse.spent().calls).toBe(1)
    expect((await failure(cached.complete(ask({ seed: 9 })))).kind).toBe('budget')
  })
})

describe('offline', () => {
  test('answers what was recorded, and names the call that was not', async () => {
    const path = folder()
    const { model, calls } = counting()
    await (await open(path)).of(model).complete(ask())
    const replayed = (await open(path, true)).of(model)
    expect((await replayed.complete(ask())).text).toBe('{"n":1}')
    const error = await failure(replayed.complete(ask({ seed: 8 })))
    expect(error).toMatchObject({ kind: 'not recorded', model: model.id, tries: 0 })
    expect(error.message).toMatch(
      /no answer to the call with seed 8 whose last message begins "Name your price, please\."; right would be/,
    )
    expect(calls()).toBe(1)
  })

  test('a folder that is not there, or a file, is named', async () => {
    const path = folder()
    await expect(openCache(path, { offline: true })).rejects.toThrow(
      /cannot read the cache .*no such folder; right would be/,
    )
    writeFileSync(path, 'x')
    await expect(openCache(path)).rejects.toThrow(/that is a file/)
  })
})

describe('a folder that was damaged', () => {
  test('a torn last line, junk and lines that are no answers are as if never written', async () => {
    const path = folder()
    const { model, calls } = counting()
    const first = await open(path)
    for (let seed = 0; seed < 4; seed++) await first.of(model).complete(ask({ seed }))
    first.close()
    caches.splice(0)
    const [name] = readdirSync(path)
    const file = join(path, name!)
    truncateSync(file, readFileSync(file).length - 20)
    const key = (seed: number): string => callKey(model, ask({ seed }))
    writeFileSync(
      join(path, 'calls-0-junk.ndjson'),
      `{"key":"${key(0)}","completion":{"text":3}}\nnonsense\n{"key":"${key(1)}","comp\n\n`,
    )
    appendFileSync(join(path, 'notes.txt'), 'not ours')
    const later = (await open(path)).of(model)
    for (let seed = 0; seed < 4; seed++) await later.complete(ask({ seed }))
    // What the junk names first is asked again once, and so is the torn one; from then on all four are known.
    expect(calls()).toBeLessThanOrEqual(7)
    const after = calls()
    for (let seed = 0; seed < 4; seed++) expect((await later.complete(ask({ seed }))).reused).toBe(true)
    expect(calls()).toBe(after)
  })

  test('a line longer than any block is read', async () => {
    const path = folder()
    const long = scripted(() => 'é'.repeat(900_000), { id: 'long' })
    await (await open(path)).of(long).complete(ask())
    expect((await (await open(path)).of(long).complete(ask())).text).toHaveLength(900_000)
  })
})

test('processes that use one folder at once lose nothing and see what the others wrote', async () => {
  const path = folder()
  const one = await open(path)
  const { model, calls } = counting()
  const two = await open(path)
  for (let seed = 0; seed < 20; seed++) await one.of(model).complete(ask({ seed }))
  await new Promise((resolve) => setTimeout(resolve, 1050))
  for (let seed = 0; seed < 20; seed++) expect((await two.of(model).complete(ask({ seed }))).reused).toBe(true)
  expect(calls()).toBe(20)
  expect(readdirSync(path)).toHaveLength(1)
  await two.of(model).complete(ask({ seed: 99 }))
  expect(readdirSync(path)).toHaveLength(2)
})

test('no key ever reaches the folder, whatever a server echoes', async () => {
  const secret = 'sk-very-secret-0123456789'
  const server = await serve((request, response) =>
    response.end(envelope({ message: { content: `your key is ${request.headers.authorization}`, reasoning: secret } })),
  )
  const path = folder()
  const cache = await open(path)
  for (const address of [server.address, server.address.replace('//', `//me:${secret}@`)]) {
    const model = await endpoint(address, address === server.address ? { key: secret } : {})
    const { text: said, thought } = await cache.of(model).complete(ask())
    expect(said).toContain('your key is')
    expect(`${said} ${thought}`).not.toContain(secret)
    await model.close()
  }
  expect(text(path)).toContain('your key is')
  expect(text(path)).not.toContain(secret)
  expect(text(path)).not.toContain(Buffer.from(`me:${secret}`).toString('base64'))
  await server.close()
})
