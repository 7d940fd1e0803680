import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AnyMind, questionSchema } from 'suasion'
import { mockServer } from 'suasion/models'
import { afterEach, describe, expect, test } from 'vitest'
import { readCast } from '../../src/lab/cast.ts'
import { loadStudy } from '../../src/lab/load.ts'
import { run } from '../../src/lab/run.ts'
import { readEpisodes } from '../../src/lab/store.ts'
import { loggedAnswers } from '../../src/lab/verify/answers.ts'
import { firstDifference } from '../../src/lab/verify/difference.ts'
import { verifyRun } from '../../src/lab/verify.ts'
import { bin, built, suasion } from './command-line.ts'

const folders: string[] = []
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'suasion-verify-'))
  folders.push(made)
  return join(made, 'run')
}
afterEach(() => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true })
})

const salvi = 'salvi-2024-conversational-persuasion'
const formal = async (n = 24, more: object = {}): Promise<string> => {
  const path = folder()
  const { study } = await loadStudy(salvi)
  await run(study, { folder: path, n, ...more })
  return path
}
const modelled = async (behaviour: object, n = 8): Promise<string> => {
  const server = await mockServer({ behaviour, seed: 2 })
  const path = folder()
  const closing: (() => unknown)[] = []
  const context = {
    input: process.stdin,
    output: process.stderr,
    shared: new Map<string, unknown>(),
    onClose: (close: () => unknown) => void closing.push(close),
  }
  const { study } = await loadStudy(salvi)
  const read = await readCast(study, [`ai=${server.url}#mock`], context)
  await run(study, { folder: path, n, ...read })
  for (const close of closing) await close()
  await server.close()
  return path
}
const change = (path: string, file: string, from: string | RegExp, to: string): void => {
  const text = readFileSync(join(path, file), 'utf8')
  const changed = text.replace(from, to)
  expect(changed).not.toBe(text)
  writeFileSync(join(path, file), changed)
}

describe('a run that nobody touched', () => {
  test('of formal minds is the same again: every decision is made again', async () => {
    const path = await formal()
    const found = await verifyRun(path)
    expect(found).toMatchObject({ study: salvi, episodes: 24, same: 24, differences: [], manifest: [], fromLog: 0 })
    expect(found.recomputed).toBeGreaterThan(24 * 6)
    expect(found.hash).toMatch(/^[0-9a-f]{64}$/)
    expect((await verifyRun(await formal())).hash).toBe(found.hash)
    expect((await verifyRun(await formal(24, { seed: '2' }))).hash).not.toBe(found.hash)
  })

  test('with other parameters, a shard, and a factor of minds is the same again', async () => {
    const { study } = await loadStudy(salvi)
    const context = { input: process.stdin, output: process.stderr, shared: new Map(), onClose: () => undefined }
    const two = await readCast(study, ['ai=advocate,manipulator'], context)
    const path = await formal(24, { ...two, seed: 's', shard: [1, 2] })
    expect(await verifyRun(path)).toMatchObject({ differences: [], manifest: [] })
  })

  test('of models is the same again with no server: their replies, faults and absences come from the run', async () => {
    for (const behaviour of [{}, { nonsense: 0.2, invalid: 0.2, refusal: 0.1, blank: 0.1 }]) {
      const path = await modelled(behaviour)
      const found = await verifyRun(path)
      expect(found).toMatchObject({ episodes: 8, same: 8, differences: [], manifest: [] })
      expect(found.fromLog).toBeGreaterThanOrEqual(12)
      expect(found.recomputed).toBeGreaterThan(20)
      // The log alone tells the same: bad answers themselves stand only among the stored replies.
      rmSync(join(path, 'replies-1.ndjson'))
      expect((await verifyRun(path)).differences).toEqual([])
    }
  })

  test('in which the world failed is the same again', async () => {
    const path = await modelled({ page: 0.3 })
    expect(readEpisodes(path).some(({ episode }) => JSON.stringify(episode).includes('provider error'))).toBe(true)
    expect(await verifyRun(path)).toMatchObject({ differences: [] })
  })

  test('that people left or took back is the same again', async () => {
    const { study } = await loadStudy(salvi)
    const person: AnyMind = { ...(study.cast['human'] as AnyMind), name: 'a person', cast: 'people', atOnce: 1 }
    const human: AnyMind = {
      ...person,
      decide: async (seen, kept) => {
        if (seen.luck.of('leaves').uniform() < 0.3)
          throw Object.assign(new Error('the person left'), { absent: 'left' })
        return person.decide(seen, kept)
      },
    }
    const path = folder()
    let n = 0
    await run(study, { folder: path, n: 12, cast: { human }, debrief: async () => ++n % 3 !== 0 })
    const found = await verifyRun(path, { cast: { human } })
    expect(found).toMatchObject({ episodes: 12, same: 12, differences: [] })
    expect(found.withdrawn).toBe(4)
    // Without the program's own mind, whoever sits there now is somebody else.
    const [other] = (await verifyRun(path)).differences
    expect(other).toMatchObject({ turn: null, field: expect.stringMatching(/^seats\..*\.mind$/), stored: 'a person' })
  })
})

describe('what was changed is named', () => {
  test('a word of an act, with its episode, turn, seat and field', async () => {
    const path = await formal()
    change(path, 'episodes-1.ndjson', /"text":"/, '"text":"Well, ')
    const { same, differences } = await verifyRun(path)
    expect(same).toBe(23)
    expect(differences).toHaveLength(1)
    expect(differences[0]).toMatchObject({ turn: 0, field: 'act.text', stored: expect.stringMatching(/^Well, /) })
    expect(differences[0]!.key).toMatch(/^opponent=.*#\d+$/)
  })

  test.each([
    ['a payoff', /"payoff":null/, '"payoff":{"participant":1}', 'payoff'],
    ['a flag', /"flags":\[\]\}\]/, '"flags":["refusal"]}]', 'flags.0'],
    ['an answer to a probe', /"answer":(\d)/, '"answer":9', 'answer'],
    ['the luck', /"luck":"/, '"luck":"x', 'luck'],
    ['a parameter', /"form":"\w+"/, '"form":"other"', 'params.form'],
    ['the condition', /"personalised":(true|false)/, '"personalised":"maybe"', 'key'],
  ] as const)('%s', async (_, from, to, field) => {
    const path = await formal()
    change(path, 'episodes-1.ndjson', from, to)
    expect((await verifyRun(path)).differences.map((found) => found.field)).toEqual([field])
  })

  test('what a model said, in its replies or in the log', async () => {
    const path = await modelled({})
    change(path, 'replies-1.ndjson', /"text":"/, '"text":"Well, ')
    const [found] = (await verifyRun(path)).differences
    // The parser reads the text, and what it finds there stands before the text.
    expect(found).toMatchObject({ turn: 0, seat: 'opponent', field: expect.stringMatching(/^act\./) })
    const other = await modelled({})
    change(other, 'episodes-1.ndjson', /"words":"/, '"words":"0')
    expect((await verifyRun(other)).differences.map(({ field }) => field)).toEqual(['words'])
  })

  test('a reply that is gone', async () => {
    const path = await modelled({})
    rmSync(join(path, 'replies-1.ndjson'))
    const text = readFileSync(join(path, 'episodes-1.ndjson'), 'utf8')
    const gone = text.replace(/\{"kind":"act","turn":\d,"seat":"opponent"(?:(?!\{"kind").)*"words":"\w+"\},/, '')
    expect(gone.length).toBeLessThan(text.length)
    writeFileSync(join(path, 'episodes-1.ndjson'), gone)
    expect((await verifyRun(path)).differences).toHaveLength(1)
  })

  test('the plan of analysis and the items of the manifest', async () => {
    const path = await formal(4)
    change(path, 'manifest.json', /"plan": \{\s+"hash": "\w{4}/, '"plan": { "hash": "0000')
    change(path, 'manifest.json', /"items": \{([^}]*)"hash": "\w{4}/, '"items": {$1"hash": "0000')
    const { manifest, same } = await verifyRun(path)
    expect(manifest.map(({ field }) => field)).toEqual(['items.hash', 'plan.hash'])
    expect(same).toBe(4)
  })

  test('an episode that the design never assigned', async () => {
    const path = await formal(8)
    change(path, 'episodes-1.ndjson', /"pair":"(\d)"/, '"pair":"77"')
    expect((await verifyRun(path)).differences.map(({ field }) => field)).toEqual(['trial.pair'])
  })
})

test('the first difference of two values is the first in their own order', () => {
  expect(firstDifference({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toBeNull()
  expect(firstDifference({ a: [1, { b: 2 }], c: 1 }, { a: [1, { b: 3 }], c: 2 })).toEqual({
    path: 'a.1.b',
    stored: 2,
    again: 3,
  })
  expect(firstDifference({ a: 1 }, { a: 1, d: { e: 2 } }, 'x')).toEqual({ path: 'x.d', stored: null, again: { e: 2 } })
  expect(firstDifference([1], [1, 2])).toEqual({ path: '1', stored: null, again: 2 })
  expect(firstDifference([1], { 0: 1 })).toMatchObject({ path: '' })
})

test('the replies of a log come in the order of the asks, with the absences that faults made passed over', () => {
  const question = questionSchema.parse({ kind: 'likert', id: 'q', text: 'How much?' })
  const seen = (question_: unknown = null) => ({ seat: 'a', question: question_, words: () => ({}) }) as never
  const fault = (tries: number) => ({ kind: 'fault', turn: 0, seat: 'a', tries, problem: 'no', note: 1 }) as const
  const logged = loggedAnswers([
    fault(1),
    fault(2),
    { kind: 'absent', turn: 0, seat: 'a', why: 'invalid' },
    { kind: 'act', turn: 0, seat: 'b', act: { move: 'x' } },
    { kind: 'probe', when: '0', turn: 1, seat: 'a', question: 'q', answer: 3 },
    { kind: 'absent', turn: 1, seat: 'a', why: 'late', reason: 'gone' },
  ])
  expect(logged.next(seen(), undefined)).toEqual({ act: '', note: 1 })
  expect(logged.next(seen(), { act: 'stored' })).toEqual({ act: 'stored' })
  expect(logged.next(seen(question), undefined)).toEqual({ act: { move: 'rate', value: 3 } })
  expect(logged.next(seen(), undefined)).toEqual({ absent: 'late', reason: 'gone' })
  expect(logged.next(seen(), undefined)).toBeNull()
  expect(logged.lost.size).toBe(1)
})

describe.skipIf(!built)('suasion verify', () => {
  test('ends with 0 where all is the same, 1 where not, 2 where there is no run', async () => {
    const path = await formal(8)
    // The command is built, and its plan is hashed from built code.
    const place = join(path, '..')
    const again = await suasion(place, 'run', salvi, '--n', '8', '--out', 'r')
    expect(again.code).toBe(0)
    const fine = await suasion(place, 'verify', 'r')
    expect(fine.out).toMatch(/8 of 8 are the same, event by event[\s\S]*the same plan of analysis[\s\S]*Time\s+\d/)
    expect(fine.code).toBe(0)
    change(join(place, 'r'), 'episodes-1.ndjson', /"text":"/, '"text":"Well, ')
    const differs = await suasion(place, 'verify', 'r')
    expect(differs.code).toBe(1)
    expect(differs.out).toMatch(/first at opponent=.*#\d+, turn 0, seat \w+, act\.text: stored is "Well, /)
    const json = await suasion(place, 'verify', 'r', '--json')
    expect(JSON.parse(json.out).differences).toHaveLength(1)
    expect((await suasion(place, 'verify', 'nowhere')).code).toBe(2)
    expect(bin).toMatch(/bin\.js$/)
  })
})
