import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnyStudy, Told } from 'suasion'
import { csv } from 'suasion/corpora'
import { describe, expect, test } from 'vitest'
import { checkStudy } from '../../src/lab/check.ts'
import { readCorpus } from '../../src/lab/corpora.ts'
import { importCorpus } from '../../src/lab/import.ts'
import { ledger, renderLedger, untestedLedger } from '../../src/lab/ledger.ts'
import { heldLedgers, pathLedger } from '../../src/lab/ledger-data.ts'
import { openRun } from '../../src/lab/open.ts'
import { nextOf } from '../../src/lab/report/next.ts'
import { run } from '../../src/lab/run.ts'
import { built, scratch, suasion } from './command-line.ts'
import { pokerStudy } from './fixture.ts'
import { writeTalks } from './talks.ts'

const turns = (told: readonly Told[]) => ({
  value: told.reduce((sum, { episode }) => sum + episode.length - 2, 0) / told.length,
  n: told.length,
  estimator: 'mean',
})
const published = {
  value: 8,
  claim: 'data' as const,
  source: 'a test, Table 1',
  origin: 'published' as const,
  population: 'talkers',
  scale: 'difference' as const,
  margin: 0.01,
  data: 'talks',
}
/** A study whose second number is recomputed from released conversations. */
const study = (value = 8): AnyStudy => ({
  ...pokerStudy(),
  published: { ...pokerStudy().published, 'turns of a talk': { ...published, value } },
  corpus: {
    name: 'talks',
    about: 'talks in a table',
    corpus: csv,
    estimates: (told) => ({ 'turns of a talk': turns(told) }),
  },
})
const folder = (): string => {
  const made = scratch()
  writeTalks(made)
  return made
}

describe("a study's numbers from released conversations", () => {
  test('are recomputed from their folder, with what was left out said beside them', () => {
    const path = folder()
    const entry = pathLedger(study(), path)
    expect(entry.command).toBe(`suasion ledger kuhn-1950-test --data ${path}`)
    expect(entry.comparisons).toHaveLength(1)
    expect(entry.comparisons[0]).toMatchObject({
      key: 'turns of a talk',
      verdict: 'recomputed',
      ours: { value: 8, n: 12 },
    })
    const document = ledger([entry])
    expect(document.notes).toEqual([
      'kuhn-1950-test: 12 of 13 conversations taken. left out: a turn that is no number: 1. taken with something missing: contributions without a speaker: 1',
    ])
    expect(renderLedger(document, { colour: false })).toContain('What was read\n  kuhn-1950-test: 12 of 13')
    expect(pathLedger(study(9), path).comparisons[0]).toMatchObject({ verdict: 'not recomputed' })
  })

  test('are the same from an imported run, and change with the conversations', async () => {
    const path = folder()
    await importCorpus(csv, readCorpus(csv, path), { path, folder: join(path, 'r') })
    const [entry] = await heldLedgers([await openRun(join(path, 'r'))], [study()])
    expect(entry!.comparisons).toEqual(pathLedger(study(), join(path, 'talks.csv')).comparisons)
    expect(entry!.command).toBe(`suasion ledger kuhn-1950-test --run ${join(path, 'r')}`)
    await expect(heldLedgers([await openRun(join(path, 'r'))], [pokerStudy()])).rejects.toThrow(
      /conversations of csv, and kuhn-1950-test is not computed from them/,
    )
    const other = scratch()
    writeTalks(other, 5, 4, false)
    expect(pathLedger(study(), other).comparisons[0]!.ours).toMatchObject({ value: 4, n: 5 })
  })

  test('say which command would compute them, where they were not given', async () => {
    expect(untestedLedger(study()).comparisons[1]).toMatchObject({
      verdict: 'data not available',
      why: 'talks was not given: talks in a table',
    })
    const made = await run(study() as never)
    expect(nextOf(made, []).map(({ command }) => command)).toContain('suasion ledger kuhn-1950-test --data FOLDER')
    const plain = pokerStudy()
    expect(() => pathLedger(plain, folder())).toThrow(/cannot read data file|reads no data/)
  })

  test('an estimate that the paper does not publish is refused', () => {
    const odd = {
      ...study(),
      corpus: { ...study().corpus!, estimates: (told: readonly Told[]) => ({ other: turns(told) }) },
    }
    expect(() => pathLedger(odd as AnyStudy, folder())).toThrow(/talks estimates other, and kuhn-1950-test publishes/)
  })

  test('the kit does not ask rows for what conversations alone can give', async () => {
    const found = await checkStudy(study(), { n: 20 })
    expect(found.filter(({ problem }) => /turns of a talk/.test(problem))).toEqual([])
  })
})

describe.skipIf(!built)('suasion ledger', () => {
  test('takes a folder of conversations, and an imported run', async () => {
    const path = folder()
    mkdirSync(join(path, 'data'))
    writeTalks(join(path, 'data'))
    writeFileSync(
      join(path, 'study.ts'),
      `import { scene, study } from 'suasion'
import { csv } from 'suasion/corpora'
import { factorial } from 'suasion/designs'
import { conversation, remarker } from 'suasion/protocols/conversation'
export default study({
  name: 'own-talks', title: 'A test', cite: 'none', question: 'How long?', estimand: 'none',
  design: factorial({ order: ['round'] }, { perCell: 2 }), cast: { all: remarker() },
  scene: ({ order }, { all }) => scene(conversation, { params: { order }, minds: { speaker: all } }),
  instruments: [], estimates: () => ({ turns: null }), limits: ['a test'],
  published: { turns: ${JSON.stringify(published)} },
  corpus: { name: 'talks', about: 'talks in a table', corpus: csv, estimates: (told) => ({ turns: {
    value: told.reduce((sum, { episode }) => sum + episode.length - 2, 0) / told.length, n: told.length, estimator: 'mean' } }) },
})
`,
    )
    const { out, err, code } = await suasion(path, 'ledger', './study.ts', '--data', 'data')
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('recomputed from data: 1 (1 agree')
    expect(out).toContain('12 of 13 conversations taken')
    await suasion(path, 'import', 'csv', 'data', '--out', 'r')
    const held = await suasion(path, 'ledger', './study.ts', '--run', 'r')
    expect(held.out).toContain('recomputed from data: 1 (1 agree')
    expect((await suasion(path, 'ledger', '--run', 'r')).err).toMatch(/no study of the catalogue is computed from them/)
    expect((await suasion(path, 'show', './study.ts')).out).toContain('suasion ledger own-talks --data FOLDER')
    expect((await suasion(path, 'ledger', './study.ts', '--data', 'nowhere')).err).toMatch(
      /there is no file or folder at/,
    )
  })
})
