import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closingOf, type Episode } from 'suasion'
import { budget, endpoint, mockServer, openCache } from 'suasion/models'
import { afterEach, describe, expect, test } from 'vitest'
import { run } from '../../src/lab/run.ts'
import { llm } from '../../src/minds/llm.ts'
import { built, suasion } from './command-line.ts'
import { pokerStudy } from './fixture.ts'

const closing: (() => unknown)[] = []
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'suasion-cached-'))
  closing.push(() => rmSync(made, { recursive: true, force: true }))
  return made
}
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const serve = async (options: object = {}) => {
  const server = await mockServer({ seed: 1, ...options })
  closing.push(() => server.close())
  const model = await endpoint(`${server.url}#mock`, { wait: 1 })
  closing.push(() => model.close())
  return { server, model }
}
const open = async (path: string, offline = false) => {
  const cache = await openCache(path, { offline })
  closing.push(() => cache.close())
  return cache
}
const acts = (episodes: readonly { readonly episode: Episode }[]) =>
  episodes.map(({ episode }) => episode.flatMap((event) => (event.kind === 'act' ? [event.act] : [])))

describe('a run with a cache', () => {
  test('is the same again without one call, and says that its episodes are reused', async () => {
    const { server, model } = await serve()
    const path = folder()
    const play = async () => {
      const cached = (await open(path)).of(model)
      return run(pokerStudy(30), { cast: { first: llm(cached) } })
    }
    const first = await play()
    const calls = server.requests().count
    expect(first.spent).toMatchObject({ calls, reused: 0 })
    expect(first.flow.flags).toEqual({})
    const again = await play()
    expect(server.requests().count).toBe(calls)
    expect(again.spent).toMatchObject({ calls: 0, reused: calls, inputTokens: 0, cost: null })
    expect(again.flow).toMatchObject({ analysed: 30, flags: { 'cache reuse': 30 } })
    expect(acts(again.stored)).toEqual(acts(first.stored))
    expect(again.rows).toEqual(first.rows)
  })

  test('never shares an answer between replicates, even where they are asked the same in the same words', async () => {
    const { server, model } = await serve()
    const cache = await open(folder())
    const { stored } = await run(pokerStudy(30), { cast: { first: llm(cache.of(model)) } })
    const asked = stored
      .flatMap(({ episode }) => episode)
      .filter((event) => event.kind === 'act' && event.note !== undefined)
    expect(cache.counts()).toEqual({ reused: 0, asked: asked.length })
    const prompts = server.requests().last.map(({ body }) => JSON.stringify(body.messages))
    expect(new Set(prompts).size).toBeLessThan(prompts.length / 2)
    const other = await run(pokerStudy(30), { seed: '2', cast: { first: llm(cache.of(model)) } })
    expect(other.spent.reused).toBe(0)
  })

  test('offline, it is replayed, and stops at the first call that was not recorded', async () => {
    const { server, model } = await serve()
    const path = folder()
    await run(pokerStudy(10), { cast: { first: llm((await open(path)).of(model)) } })
    const calls = server.requests().count
    const offline = (await open(path, true)).of(model)
    const whole = await run(pokerStudy(10), { cast: { first: llm(offline) } })
    expect(whole.flow.analysed).toBe(10)
    const more = await run(pokerStudy(12), { cast: { first: llm(offline) }, parallel: 1 })
    expect(more.stopped).toMatch(
      /has no answer to the call with seed \d+ .*\(first at turn \d of kuhn-1950-test\/1\/ante=1,#1[01]\)/,
    )
    expect(more.flow.reasons).not.toHaveProperty('provider error')
    expect(more.flow).toMatchObject({ assigned: 12, completed: 10 })
    expect(server.requests().count).toBe(calls)
  })
})

test('what was said stands first in every prompt, so that a server with a prefix cache serves it again, at its price', async () => {
  const { server, model } = await serve({ remembers: true, keep: 1000 })
  const purse = budget({ prices: { mock: { input: 1, output: 0, cached: 0.1 } } })
  const { stored, spent } = await run(pokerStudy(20), { cast: { first: llm(purse.of(model)) } })
  const notes = stored.flatMap(({ episode }) =>
    episode.flatMap((event) =>
      event.kind === 'act' && event.note ? [event.note as { usage: Record<string, number> }] : [],
    ),
  )
  const cached = notes.reduce((sum, { usage }) => sum + (usage['cached'] ?? 0), 0)
  // The brief is the same in all hands, so only the first call of each kind pays for it in full.
  expect(cached / spent.inputTokens).toBeGreaterThan(0.3)
  expect(spent.cost).toBeCloseTo((spent.inputTokens - 0.9 * cached) / 1e6, 10)
  expect(stored.every(({ episode }) => closingOf(episode).flags.length === 0)).toBe(true)
  expect(server.requests().count).toBe(notes.length)
})

describe.skipIf(!built)('on the command line', () => {
  test('--cache, --offline, --stream and --prices', async () => {
    const server = await mockServer({ seed: 1 })
    closing.push(() => server.close())
    const place = folder()
    const args = (out: string, ...more: string[]) =>
      [
        'run',
        'salvi-2024',
        '--n',
        '8',
        '--cast',
        `ai=${server.url}#mock`,
        '--cache',
        'c',
        '--out',
        out,
        '--json',
        ...more,
      ] as const
    const first = await suasion(place, ...args('a', '--stream', '--price', 'mock=1,2'))
    expect([first.code, first.err]).toEqual([0, ''])
    const { spent } = JSON.parse(first.out).provenance
    expect(spent).toMatchObject({ calls: 12, reused: 0 })
    expect(spent.cost).toBeCloseTo((spent.inputTokens + 2 * spent.outputTokens) / 1e6, 9)
    const again = await suasion(place, ...args('b', '--offline'))
    expect(JSON.parse(again.out).provenance.spent).toMatchObject({ calls: 0, reused: 12, cost: null })
    expect(JSON.parse(again.out).flow.flags).toEqual({ 'cache reuse': 4 })
    expect(server.requests().count).toBe(12)
    const gone = await suasion(place, ...args('c2', '--offline', '--temperature', '0.3'))
    expect(gone.code).toBe(3)
    expect(gone.err).toMatch(/c has no answer to the call .*opponent at turn 0 of salvi-2024/)
    const nowhere = await suasion(
      place,
      'run',
      'salvi-2024',
      '--cast',
      `ai=${server.url}#mock`,
      '--cache',
      'none',
      '--offline',
    )
    expect(nowhere.code).toBe(2)
    expect(nowhere.err).toMatch(/cannot read the cache none: there is no such folder/)
  })
})
