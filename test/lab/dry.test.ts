import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AnyMind, RehearsedCall } from 'suasion'
import { mockServer, openCache } from 'suasion/models'
import { afterEach, describe, expect, test } from 'vitest'
import { readCast } from '../../src/lab/cast.ts'
import { forecastText } from '../../src/lab/forecast/text.ts'
import { type Forecast, type ForecastOptions, forecast } from '../../src/lab/forecast.ts'
import { loadStudy } from '../../src/lab/load.ts'
import { run } from '../../src/lab/run.ts'
import { readEpisodes } from '../../src/lab/store.ts'
import { built, suasion } from './command-line.ts'
import { pokerStudy, slow } from './fixture.ts'

const folders: string[] = []
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'suasion-dry-'))
  folders.push(made)
  return join(made, 'run')
}
afterEach(() => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true })
})

const salvi = 'salvi-2024-conversational-persuasion'
const contextFor = (more: object = {}) => {
  const closing: (() => unknown)[] = []
  const context = {
    input: process.stdin,
    output: process.stderr,
    shared: new Map<string, unknown>(),
    onClose: (close: () => unknown) => void closing.push(close),
    ...more,
  }
  const close = async (): Promise<void> => {
    for (const each of closing) await each()
  }
  return { context, close }
}
/** A forecast of a study whose part `ai` is the model at an address; nothing listens there. */
const foresee = async (
  address: string,
  options: ForecastOptions = {},
  name = salvi,
  part = 'ai',
): Promise<Forecast> => {
  const { study } = await loadStudy(name)
  const calls: RehearsedCall[] = []
  const rehearsal = { calls, minds: new Set<AnyMind>(), tell: (call: RehearsedCall) => void calls.push(call) }
  const read = await readCast(study, [`${part}=${address}`], contextFor().context, rehearsal)
  return forecast(study, { ...read, rehearsal, ...options })
}
const nowhere = 'http://127.0.0.1:9/v1#m'

describe('a forecast', () => {
  test('of formal minds asks nobody, and says how long they take', async () => {
    const { study } = await loadStudy(salvi)
    const found = await forecast(study, { n: 400, episodes: 12 })
    expect(found).toMatchObject({ episodes: 400, done: 0, rehearsed: 12, asks: { value: 0 }, models: [], cost: null })
    expect(found.seconds!.value).toBeCloseTo(400 / found.rate, 6)
    expect(forecastText(found)).toMatch(/none of models or people: all minds are formal[\s\S]*episodes a second/)
  })

  test('counts the calls that the run then makes, and their tokens, with nothing sent', async () => {
    const server = await mockServer({ seed: 3 })
    const address = `${server.url}#mock`
    const guess = await foresee(address, { n: 40, prices: { mock: { input: 1, output: 2 } } })
    expect(server.requests().count).toBe(0)
    expect(guess.models).toHaveLength(1)
    const [model] = guess.models
    expect(model).toMatchObject({ model: address, measuredIn: 0, tokensPerCharacter: 0.25, secondsPerCall: null })
    expect(guess.seconds).toBeNull()
    const path = folder()
    const { context, close } = contextFor({ cache: `${path}-cache` })
    const { study } = await loadStudy(salvi)
    const { spent } = await run(study, { folder: path, n: 40, ...(await readCast(study, [`ai=${address}`], context)) })
    await close()
    // Half of the trials meet the model, three times each: its stand-in plays as long as it does.
    expect(spent.calls).toBe(60)
    expect(model!.calls).toEqual({ value: 60, interval: [60, 60] })
    // With what those calls used, the same forecast of twice as many is right about the other half.
    const cache = await openCache(`${path}-cache`, { offline: true })
    const measured = await foresee(address, { n: 80, stored: readEpisodes(path), cache, seed: '1' })
    cache.close()
    expect(measured).toMatchObject({ episodes: 40, done: 40 })
    const [again] = measured.models
    expect(again!.measuredIn).toBe(60)
    // What the stand-in says is longer or shorter than what the model says, and it comes again in every later prompt.
    expect(Math.abs(again!.inputTokens.value / spent.inputTokens - 1)).toBeLessThan(0.25)
    expect(Math.abs(again!.outputTokens.value / spent.outputTokens - 1)).toBeLessThan(0.1)
    expect(again!.secondsPerCall).toBeGreaterThan(0)
    expect(measured.seconds!.value).toBeGreaterThan(0)
    // The run's folder alone has counted the same, and has no times.
    const alone = await foresee(address, { n: 80, stored: readEpisodes(path) })
    expect(alone.models[0]).toMatchObject({ measuredIn: 60, secondsPerCall: null })
    expect(alone.models[0]!.tokensPerCharacter).toBeCloseTo(again!.tokensPerCharacter, 2)
    await server.close()
  })

  test('its intervals hold what comes: poker hands of different lengths', async () => {
    const study = pokerStudy(400)
    const asked = slow(study.cast.first, 0)
    const model: AnyMind = { ...asked.mind, cast: 'language-model' }
    let inside = 0
    const guesses: number[] = []
    for (let seed = 0; seed < 12; seed++) {
      const until = asked.asked()
      const guess = await forecast(study, { cast: { first: model }, seed: String(seed), episodes: 60 })
      expect(asked.asked()).toBe(until)
      const before = asked.asked()
      await run(study, { cast: { first: model }, seed: String(seed) })
      const came = asked.asked() - before
      const [low, high] = guess.asks.interval!
      if (low <= came && came <= high) inside++
      guesses.push(guess.asks.value / came)
    }
    expect(inside).toBeGreaterThanOrEqual(10)
    expect(Math.abs(guesses.reduce((sum, each) => sum + each, 0) / 12 - 1)).toBeLessThan(0.1)
  })

  test('never asks a mind that is no formal one, and stands in by chance where the study has none', async () => {
    const study = pokerStudy(20)
    let asked = 0
    const program: AnyMind = {
      ...study.cast.first,
      name: 'program',
      cast: 'language-model',
      decide: () => {
        asked++
        throw new Error('it was asked')
      },
    }
    const found = await forecast(study, { cast: { first: program } })
    const alone = await forecast({ ...study, cast: { ...study.cast, first: program } } as never, {})
    expect(asked).toBe(0)
    for (const { asks, models, cost, secondsPerSecondOfCall } of [found, alone]) {
      expect(asks.value).toBeGreaterThanOrEqual(20)
      expect([models, cost]).toEqual([[], null])
      expect(secondsPerSecondOfCall!.value).toBeGreaterThan(0)
    }
  })

  test('prices: over all models where each has one; else it names those that have none', async () => {
    const priced = await foresee(nowhere, { n: 40, prices: { m: { input: 2, output: 10 } } })
    const [model] = priced.models
    const { inputTokens, outputTokens } = model!
    expect(priced.cost!.value).toBeCloseTo((inputTokens.value * 2 + outputTokens.value * 10) / 1e6, 10)
    expect(priced.unpriced).toEqual([])
    const free = await foresee(nowhere, { n: 40 })
    expect(free.cost).toBeNull()
    expect(free.unpriced).toEqual([nowhere])
    expect(forecastText(free)).toMatch(/no price is known: name it with --price m=IN,OUT or --prices FILE\.json/)
  })

  test('more episodes at once wait less, and a shard is a share', async () => {
    const [one, eight] = [
      await foresee(nowhere, { n: 80, parallel: 1 }),
      await foresee(nowhere, { n: 80, parallel: 8 }),
    ]
    const seconds = (found: Forecast): number => found.secondsPerSecondOfCall!.value
    expect(seconds(one)).toBeCloseTo(8 * seconds(eight), 6)
    const shards = [await foresee(nowhere, { n: 80, shard: [1, 2] }), await foresee(nowhere, { n: 80, shard: [2, 2] })]
    expect(shards[0]!.episodes + shards[1]!.episodes).toBe(80)
    expect(shards[0]!.episodes).toBeGreaterThan(20)
  })

  test('a design that hands on what minds keep is rehearsed as far as it goes', async () => {
    const found = await foresee(nowhere, { n: 60, episodes: 6 }, 'vallinder-2024', 'player')
    expect(found.episodes).toBe(60)
    expect(found.asks.value).toBeGreaterThan(60)
  })
})

describe.skipIf(!built)('suasion run --dry', () => {
  test('says what a run would take, and leaves nothing behind', async () => {
    const place = join(folder(), '..')
    const dry = ['run', salvi, '--n', '40', '--dry', '--cast', `ai=${nowhere}`]
    const { code, out, err } = await suasion(place, ...dry, '--price', 'm=1,2')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/Nothing was sent and nothing was spent/)
    expect(out).toMatch(/60 calls, \d+ \[\d+, \d+\] tokens in, \d+.* tokens out/)
    expect(out).toMatch(/Price\s+\$0\.0\d+/)
    const json = await suasion(place, ...dry, '--json')
    expect(JSON.parse(json.out)).toMatchObject({ episodes: 40, cost: null, unpriced: [nowhere] })
    expect(readdirSync(place)).toEqual([])
    const person = await suasion(place, 'run', salvi, '--n', '8', '--dry', '--cast', 'human=human')
    expect(person.out).toMatch(/Asks\s+\d+/)
    expect(person.out).not.toMatch(/invited/)
  })

  test.each([
    [['--price', 'm=1'], /--price takes MODEL=IN,OUT or MODEL=IN,OUT,CACHED/],
    [['--price', 'm=1,2,3,4'], /--price takes/],
    [['--price', 'm=1,-2'], /--price takes/],
    [['--price', '=1,2'], /--price takes/],
    [['--prices', 'none.json'], /there is no price table at/],
    [['--offline'], /--offline answers from a cache: name its folder with --cache FOLDER/],
  ])('%j is told in words', async (args, words) => {
    const { code, err } = await suasion(join(folder(), '..'), 'run', salvi, '--dry', ...args)
    expect(code).toBe(2)
    expect(err).toMatch(words)
  })
})
