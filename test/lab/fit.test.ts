import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { csv } from 'suasion/corpora'
import { conversation } from 'suasion/protocols/conversation'
import { kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { describe, expect, test } from 'vitest'
import { readCorpus } from '../../src/lab/corpora.ts'
import { fitMind } from '../../src/lab/fit.ts'
import { importCorpus } from '../../src/lab/import.ts'
import { mindOfFile, readMindFile, writeMindFile } from '../../src/lab/mind-file.ts'
import { openRun } from '../../src/lab/open.ts'
import type { Run } from '../../src/lab/record.ts'
import { calibrationOf, fitPage } from '../../src/lab/report/fit-page.ts'
import { fitText } from '../../src/lab/report/fit-text.ts'
import { run } from '../../src/lab/run.ts'
import { built, scratch, suasion } from './command-line.ts'
import { pokerStudy } from './fixture.ts'
import { writeTalks } from './talks.ts'

const own = resolve(import.meta.dirname, 'fixtures/length-fitter.ts')
const talks = async (conversations = 20): Promise<Run> => {
  const folder = scratch()
  const path = writeTalks(folder, conversations, 10)
  await importCorpus(csv, readCorpus(csv, path), { path, folder: join(folder, 'r') })
  return openRun(join(folder, 'r'))
}

describe('a mind fitted from a run', () => {
  test('names its data and people, and its file seats it again', async () => {
    const fitted = await fitMind(await talks(), 'talker')
    const { file, flow, warning } = fitted
    expect([flow.used, warning, file.fit.data, file.fit.people]).toEqual([20, null, 'csv talks', 40])
    const path = join(scratch(), 'a.mind.json')
    writeMindFile(path, file)
    expect(readMindFile(path)).toEqual(file)
    const mind = await mindOfFile(path, conversation)
    expect(mind).toMatchObject({ name: path, cast: 'fitted', plays: 'conversation', fit: file.fit })
    expect(mind.source).toContain(file.hash.slice(0, 12))
    const text = fitText(fitted, false)
    expect(text).toContain('csv talks: 40 people')
    expect(text).toContain('over its own last length')
    expect(text).toContain('What it must not be used for')
    expect(text).toContain('one word, again and again')
  })

  test('is another with another seed only in its draws', async () => {
    const made = await talks()
    const [a, b, c] = [await fitMind(made, 'talker'), await fitMind(made, 'talker', '2'), await fitMind(made, 'talk')]
    expect(a.file).toEqual(c.file)
    expect(b.file.parameters).toEqual(a.file.parameters)
    expect(b.file.draws).not.toEqual(a.file.draws)
    expect(b.file.hash).not.toBe(a.file.hash)
  })

  test('by a fitter of the user says so, and shows a skill below its baseline as that', async () => {
    const fitted = await fitMind(await talks(), own)
    expect(fitted.file.fitterFile).toBe(own)
    expect(fitText(fitted, false)).toContain('−0.10 over the median (no better than this baseline)')
    const path = join(scratch(), 'own.mind.json')
    writeMindFile(path, fitted.file)
    expect((await mindOfFile(path, conversation)).cast).toBe('fitted')
  })

  test('from minds and not people says so', async () => {
    const { warning, file } = await fitMind(
      {
        ...(await talks()),
        manifest: {
          ...(await talks()).manifest,
          cast: { a: [{ name: 'x', cast: 'formal', source: 's', hears: [], fit: null }] },
        },
      },
      'talker',
    )
    expect(warning).toMatch(/nobody in this run is a person \(formal\).*says nothing about people/)
    expect(file.fit.data).toBe('csv talks')
  })

  test('cannot be fitted from too little, from another protocol, or by a fitter that is none', async () => {
    await expect(fitMind(await talks(2), 'talker')).rejects.toThrow(
      /talker cannot be fitted from this run: csv talks has 2 conversations/,
    )
    const made = await talks()
    await expect(fitMind(made, 'walker')).rejects.toThrow(
      /no mind of conversation that can be fitted called walker; did you mean talker\?/,
    )
    await expect(fitMind({ ...made, stored: [] }, 'talker')).rejects.toThrow(/holds no finished episode to fit from/)
    const withdrawn = made.stored.map((each) => ({
      ...each,
      episode: each.episode.map((event) => (event.kind === 'close' ? { ...event, flags: ['withdrawn'] } : event)),
    }))
    const { corpus: _, ...played } = made.manifest
    await expect(fitMind({ ...made, manifest: played, stored: withdrawn }, 'talker')).rejects.toThrow(
      /no episode of this run is usable/,
    )
    const other = made.stored.map((each, i) => ({
      ...each,
      episode: each.episode.map((event) => (i && event.kind === 'open' ? { ...event, version: 7 } : event)),
    }))
    await expect(fitMind({ ...made, stored: other }, 'talker')).rejects.toThrow(/holds logs of conversation version 7/)
    await expect(fitMind(await run(pokerStudy(4)), 'talker')).rejects.toThrow(/no mind of kuhn-poker can be fitted/)
    const path = join(scratch(), 'none.ts')
    writeFileSync(path, 'export default { name: "x" }\n')
    await expect(fitMind(made, path)).rejects.toThrow(/has no fitter as its default export/)
    writeFileSync(path, readFileSync(own, 'utf8').replace("cast: 'fitted'", "cast: 'formal'"))
    await expect(fitMind(made, path)).rejects.toThrow(/length makes a mind of kind formal; right would be a fitted one/)
  })

  test('a file that is damaged, changed, of other rules or no mind file is refused with the reason', async () => {
    const path = join(scratch(), 'a.mind.json')
    const { file } = await fitMind(await talks(), 'talker')
    writeMindFile(path, file)
    const text = readFileSync(path, 'utf8')
    await expect(mindOfFile(path, kuhnPoker)).rejects.toThrow(
      /was fitted for conversation and cannot take part in kuhn-poker/,
    )
    await expect(mindOfFile(path, { ...conversation, version: 2 })).rejects.toThrow(
      /fitted for version 1 of conversation, and this is version 2; fit it again with: suasion fit RUN --mind talker/,
    )
    const tried = async (changed: string): Promise<void> => {
      writeFileSync(path, changed)
      await mindOfFile(path, conversation)
    }
    await expect(tried(text.slice(0, 500))).rejects.toThrow(/is damaged: it is not whole JSON/)
    await expect(tried(text.replace('"people": 40', '"people": 400'))).rejects.toThrow(/its fingerprint differs/)
    await expect(tried(text.replace('"format": 1', '"format": 9'))).rejects.toThrow(
      /has format 9; this version of suasion reads mind files of format 1/,
    )
    await expect(tried('{"a":1}')).rejects.toThrow(/is no mind file; suasion fit/)
    await expect(tried('null')).rejects.toThrow(/is no mind file/)
    await expect(mindOfFile('nowhere.mind.json', conversation)).rejects.toThrow(/there is no mind file at/)
  })

  test('its calibration is found by what its columns are, and drawn', async () => {
    expect(
      calibrationOf({
        title: 'Calibration of pledges',
        about: '',
        columns: ['tenth', 'predicted', 'happened', 'n'],
        rows: [
          [1, 0.1, 0.2, 9],
          [2, null, 0.3, 9],
        ],
      }),
    ).toMatchObject({ points: [{ x: 0.1, y: 0.2, n: 9 }] })
    expect(
      calibrationOf({ title: 'Support', about: '', columns: ['predicted', 'observed'], rows: [[1, 2]] }),
    ).toBeNull()
    const fitted = await fitMind(await talks(), 'talker')
    const page = await fitPage({ ...fitted, about: '<script>window.hurt = 1</script>' })
    expect(page).toContain('aria-label="Calibration: ')
    expect(page).not.toContain('<script>')
  })
})

describe.skipIf(!built)('suasion fit', () => {
  test('writes a mind that plays, runs and competes, and a page', async () => {
    const folder = scratch()
    writeTalks(folder, 20, 10)
    await suasion(folder, 'import', 'csv', 'talks.csv', '--out', 'r')
    const { out, code, err } = await suasion(folder, 'fit', 'r', '--mind', 'talker', '--html', 'fit.html')
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('Kept in talker.mind.json')
    const play = await suasion(folder, 'play', 'conversation', '--seat', 'speaker2=./talker.mind.json')
    expect(play.out).toContain('speaker2 (speaker): ./talker.mind.json')
    writeFileSync(
      join(folder, 'study.ts'),
      `import { factorial } from 'suasion/designs'
import { scene, study } from 'suasion'
import { participation } from 'suasion/instruments'
import { conversation, remarker } from 'suasion/protocols/conversation'
export default study({
  name: 'own-talk', title: 'A test', cite: 'none', question: 'How long?', estimand: 'none',
  design: factorial({ order: ['round'] }, { perCell: 6 }),
  cast: { guest: remarker() },
  scene: ({ order }, { guest }) => scene(conversation, { params: { order }, minds: { speaker: remarker(), speaker2: guest } }),
  instruments: [participation()], published: {}, estimates: () => ({}), limits: ['a test'],
})
`,
    )
    const made = await suasion(folder, 'run', './study.ts', '--cast', 'guest=./talker.mind.json', '--out', 's')
    expect([made.code, made.err]).toEqual([0, ''])
    expect(made.out).toContain('guest: ./talker.mind.json (fitted)')
    expect(made.out).toContain('csv talks (40 people, speakers who answer somebody else)')
    const again = await suasion(folder, 'run', './study.ts', '--cast', 'guest=./talker.mind.json', '--out', 's')
    expect(again.code).toBe(0)
    await suasion(folder, 'fit', 'r', '--mind', 'talker', '--seed', '2')
    const refitted = await suasion(folder, 'run', './study.ts', '--cast', 'guest=./talker.mind.json', '--out', 's')
    expect(refitted.err).toMatch(/another run of own-talk \(cast differ\)/)
    const read = await suasion(folder, 'read', 's', 'order=round,#0')
    expect(read.code, read.err).toBe(0)
    expect((await suasion(folder, 'fit', 'r')).err).toMatch(/needs --mind NAME/)
    expect((await suasion(folder, 'fit', 'r', '--mind', 'talker', '--out', 'x.json')).err).toMatch(/ends in .mind.json/)
    expect((await suasion(folder, 'fit', 'r', '--mind', 'talker', '--out', 'no/x.mind.json')).code).toBe(4)
  })

  test.skipIf(!existsSync('/usr/bin/chromium'))('its page opens without complaint, its calibration on it', async () => {
    const path = join(scratch(), 'fit.html')
    writeFileSync(path, await fitPage(await fitMind(await talks(), 'talker')))
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
    try {
      const page = await browser.newPage({ viewport: { width: 1000, height: 800 } })
      const complaints: string[] = []
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      await page.goto(pathToFileURL(path).href)
      expect(complaints).toEqual([])
      expect(await page.locator('svg[role=img] circle').count()).toBe(5)
      expect(await page.evaluate('document.documentElement.scrollWidth <= 1000')).toBe(true)
    } finally {
      await browser.close()
    }
  })
})
