import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closingOf, scene } from 'suasion'
import { equilibrium, honest } from 'suasion/protocols/kuhn-poker'
import { noisy, publicGoods } from 'suasion/protocols/public-goods'
import { afterEach, expect, test } from 'vitest'
import { onShard } from '../../src/lab/cross-cast.ts'
import { mergeRuns } from '../../src/lab/merge.ts'
import { run } from '../../src/lab/run.ts'
import { lock, readEpisodes } from '../../src/lab/store.ts'
import { pokerStudy, slow } from './fixture.ts'

const folders: string[] = []
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'suasion-run-'))
  folders.push(made)
  return join(made, 'run')
}
afterEach(() => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true })
})
const texts = (path: string): string[] => readEpisodes(path).map(({ episode }) => JSON.stringify(episode))

test('a run is the same in memory and on disk, and the same again', async () => {
  const study = pokerStudy()
  const memory = await run(study)
  const path = folder()
  const disk = await run(study, { folder: path })
  expect(memory.rows).toHaveLength(20)
  expect(disk.rows).toEqual(memory.rows)
  expect(texts(path)).toEqual(memory.stored.map(({ episode }) => JSON.stringify(episode)))
  const other = await run(study, { seed: '2' })
  expect(other.rows.map((row) => row['gain'])).not.toEqual(memory.rows.map((row) => row['gain']))
})

test('what forty seats do at once is stored in columns, and read back as it was', async () => {
  const path = folder()
  const members = scene(publicGoods, { params: { players: 40, rounds: 3 }, minds: { player: noisy() } })
  const study = { ...pokerStudy(2), scene: () => members, cast: {}, instruments: [] as never }
  const memory = await run(study as never)
  await run(study as never, { folder: path })
  expect(texts(path)).toEqual(memory.stored.map(({ episode }) => JSON.stringify(episode)))
  const file = readFileSync(join(path, 'episodes-1.ndjson'), 'utf8')
  expect(file).toContain('"kind":"acts"')
  expect(file.length).toBeLessThan(JSON.stringify(memory.stored).length / 2)
})

test('a finished run is not played again: its minds are asked nothing', async () => {
  const path = folder()
  const first = slow(equilibrium())
  await run(pokerStudy(), { folder: path, cast: { first: first.mind } })
  const before = first.asked()
  expect(before).toBeGreaterThanOrEqual(20)
  const again = await run(pokerStudy(), { folder: path, cast: { first: first.mind } })
  expect(first.asked()).toBe(before)
  expect(again.flow).toMatchObject({ assigned: 20, completed: 20, valid: 20, analysed: 20 })
})

test('a stopped run goes on where it was: no finished episode again, and no stored reply asked again', async () => {
  const path = folder()
  const whole = slow(equilibrium(), 0)
  const reference = await run(pokerStudy(), { cast: { first: whole.mind } })
  const mind = slow(equilibrium(), 8)
  const stop = new AbortController()
  const cut = await run(pokerStudy(), {
    folder: path,
    cast: { first: mind.mind },
    signal: stop.signal,
    parallel: 3,
    onProgress: ({ done }) => {
      if (done >= 5) stop.abort()
    },
  })
  expect(cut.stopped).toBe('stopped by the user')
  expect(cut.flow.completed).toBeLessThan(20)
  // Replies still on their way when it stopped are asked again; they were never stored.
  await new Promise((resolve) => setTimeout(resolve, 60))
  const asked = mind.asked()
  const rest = await run(pokerStudy(), { folder: path, cast: { first: mind.mind }, parallel: 3 })
  expect(rest.stopped).toBeNull()
  expect(rest.rows.map((row) => row['gain'])).toEqual(reference.rows.map((row) => row['gain']))
  expect(mind.asked() - asked).toBeLessThanOrEqual(whole.asked() - asked + 3)
})

test('a torn last line is cut off, and its episode played again', async () => {
  const path = folder()
  await run(pokerStudy(), { folder: path })
  const before = texts(path)
  const file = join(path, 'episodes-1.ndjson')
  truncateSync(file, statSync(file).size - 30)
  expect(readEpisodes(path)).toHaveLength(19)
  const again = await run(pokerStudy(), { folder: path })
  expect(again.flow.completed).toBe(20)
  expect(texts(path)).toEqual(before)
  expect(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .every((line) => JSON.parse(line)),
  ).toBe(true)
})

test('a damaged line in the middle is named, and nothing is changed', async () => {
  const path = folder()
  await run(pokerStudy(), { folder: path })
  const file = join(path, 'episodes-1.ndjson')
  const lines = readFileSync(file, 'utf8').split('\n')
  lines[3] = lines[3]!.slice(0, 40)
  writeFileSync(file, lines.join('\n'))
  await expect(run(pokerStudy(), { folder: path })).rejects.toThrow(/damaged at line 4/)
})

test('a log of another format is refused by number', async () => {
  const path = folder()
  await run(pokerStudy(), { folder: path })
  const file = join(path, 'episodes-1.ndjson')
  writeFileSync(file, readFileSync(file, 'utf8').replace('{"format":1}', '{"format":99}'))
  await expect(run(pokerStudy(), { folder: path })).rejects.toThrow(/format 99; this version of suasion reads format 1/)
})

test('two runs in one folder: a live one is not disturbed, another study is refused, a dead lock is taken over', async () => {
  const path = folder()
  const release = lock(path)
  await expect(run(pokerStudy(), { folder: path })).rejects.toThrow(/is writing to .*--out/)
  release()
  writeFileSync(join(path, 'run.lock'), '999999999')
  await run(pokerStudy(), { folder: path })
  await expect(run(pokerStudy(), { folder: path, seed: 'other' })).rejects.toThrow(
    /another run of kuhn-1950-test \(seed differ\)/,
  )
  await expect(run({ ...pokerStudy(), name: 'else' }, { folder: path })).rejects.toThrow(
    /holds a run of kuhn-1950-test/,
  )
  expect(readdirSync(path)).not.toContain('run.lock')
})

test('shards are disjoint, complete, and merge into the whole; shards of different studies do not', async () => {
  const whole = await run(pokerStudy())
  const paths = [folder(), folder(), folder()]
  const flows = []
  for (const [i, path] of paths.entries())
    flows.push((await run(pokerStudy(), { folder: path, shard: [i + 1, 3] })).flow)
  expect(flows.reduce((sum, flow) => sum + flow.completed, 0)).toBe(20)
  const out = folder()
  expect(mergeRuns(paths, out)).toEqual({ episodes: 20, of: 20 })
  expect(mergeRuns(paths, out)).toEqual({ episodes: 20, of: 20 })
  expect(texts(out)).toEqual(whole.stored.map(({ episode }) => JSON.stringify(episode)))
  const other = folder()
  await run(pokerStudy(), { folder: other, seed: '9' })
  expect(() => mergeRuns([paths[0]!, other], folder())).toThrow(/only shards of one run/)
  await expect(run(pokerStudy(), { shard: [4, 3] })).rejects.toThrow(/--shard is I\/N/)
})

test('several minds in a part are a factor, and share the luck of their pair', async () => {
  const { rows, manifest, flow } = await run(pokerStudy(), { cast: { second: [honest(), equilibrium()] } })
  expect(manifest.factors['cast.second']).toEqual(['honest', 'equilibrium'])
  expect(flow.completed).toBe(40)
  for (const pair of new Set(rows.map((row) => row['pair'])))
    expect(
      rows
        .filter((row) => row['pair'] === pair)
        .map((row) => row['cast.second'])
        .sort(),
    ).toEqual(['equilibrium', 'honest'])
  await expect(run(pokerStudy(), { cast: { second: [honest(), honest()] } })).rejects.toThrow(/honest twice/)
})

test('misuse is told before anything is written', async () => {
  const path = folder()
  await expect(run(pokerStudy(), { folder: path, cast: { frist: honest() } })).rejects.toThrow(/did you mean first\?/)
  await expect(run(pokerStudy(), { folder: path, set: { anti: 2 } })).rejects.toThrow(
    /kuhn-poker has no parameter called anti/,
  )
  await expect(run(pokerStudy(), { folder: path, n: 0 })).rejects.toThrow(/--n is a number of episodes/)
  await expect(run(pokerStudy(), { folder: path, n: Number.NaN })).rejects.toThrow(/not NaN/)
  expect(() => readdirSync(path)).toThrow()
})

test('a mind whose world fails costs its episode and no other, and is asked again by the next run', async () => {
  const path = folder()
  let calls = 0
  const flaky = {
    ...equilibrium(),
    name: 'flaky',
    decide: async (seen: never, kept: never) => {
      if (++calls === 8)
        throw Object.assign(new Error('the line went dead'), { name: 'ModelError', kind: 'lost connection' })
      return equilibrium().decide(seen, kept)
    },
  }
  const first = await run(pokerStudy(), { folder: path, cast: { first: flaky }, parallel: 1 })
  expect(first.flow).toMatchObject({ completed: 20, valid: 19, reasons: { 'provider error': 1 } })
  const second = await run(pokerStudy(), { folder: path, cast: { first: flaky } })
  expect(second.flow).toMatchObject({ completed: 20, valid: 20 })
})

test('an endpoint that never answers stops the run with its reason', async () => {
  const dead = {
    ...equilibrium(),
    name: 'dead',
    decide: async () => {
      throw Object.assign(new Error('refused at 127.0.0.1:9'), { name: 'ModelError', kind: 'refused connection' })
    },
  }
  const { stopped, flow } = await run(pokerStudy(200), { cast: { first: dead }, parallel: 1 })
  expect(stopped).toMatch(/no call was ever answered: provider error: dead: refused at 127/)
  expect(flow.completed).toBeLessThan(10)
})

test('a budget stops the run and keeps what is finished', async () => {
  let left = 12
  const paid = {
    ...equilibrium(),
    name: 'paid',
    decide: async (seen: never, kept: never) => {
      if (left-- <= 0)
        throw Object.assign(new Error('12 of 12 calls are used up'), { name: 'ModelError', kind: 'budget' })
      return equilibrium().decide(seen, kept)
    },
  }
  const { stopped, stored } = await run(pokerStudy(), { cast: { first: paid }, parallel: 1 })
  expect(stopped).toMatch(/12 of 12 calls/)
  expect(stored.length).toBeGreaterThan(4)
  expect(stored.every(({ episode }) => !closingOf(episode).flags.includes('provider error'))).toBe(true)
})

test('a bad act is asked again with the problem, and counted', async () => {
  const clumsy = {
    ...honest(),
    name: 'clumsy',
    decide: (seen: { problem: string | null }, kept: never) =>
      seen.problem ? honest().decide(seen as never, kept) : { act: 'I pass!' },
  }
  const { flow, spent } = await run(pokerStudy(4), { cast: { second: clumsy as never } })
  expect(flow.flags).toEqual({ 'invalid act': 4 })
  expect(flow.analysed).toBe(4)
  expect(spent.faults).toBe(4)
})

test('appended junk that is no whole line is ignored by readers', async () => {
  const path = folder()
  await run(pokerStudy(3), { folder: path })
  appendFileSync(join(path, 'episodes-1.ndjson'), '{"key":"half')
  expect(readEpisodes(path)).toHaveLength(3)
})

test('what stands before the first slash of a pair stays together on one shard, as a lineage must', () => {
  const on = (pair: string) => [1, 2, 3].filter((shard) => onShard({ condition: {}, replicate: 0, pair }, [shard, 3]))
  for (let lineage = 0; lineage < 30; lineage++) {
    const home = on(`${lineage}/1/0`)
    expect(home).toHaveLength(1)
    for (const later of ['2/0', '3/0', '3/1']) expect(on(`${lineage}/${later}`)).toEqual(home)
  }
  expect(new Set(Array.from({ length: 30 }, (_, i) => on(String(i))[0])).size).toBe(3)
})
