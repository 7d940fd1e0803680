import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { type Corpus, closingOf } from 'suasion'
import { craigslistBargain, csv } from 'suasion/corpora'
import { describe, expect, test } from 'vitest'
import { loadCorpus, readCorpus } from '../../src/lab/corpora.ts'
import { exportRun } from '../../src/lab/export.ts'
import { importCorpus } from '../../src/lab/import.ts'
import { measure } from '../../src/lab/measure/measured.ts'
import { openRun } from '../../src/lab/open.ts'
import { renderReport } from '../../src/lab/report.ts'
import { summarise } from '../../src/lab/summary.ts'
import { verifyRun } from '../../src/lab/verify.ts'
import { built, scratch, start, suasion, until } from './command-line.ts'
import { writeTalks } from './talks.ts'

const imported = async (folder: string, corpus: Corpus = csv, path = writeTalks(folder)) => {
  const out = join(folder, 'run')
  await importCorpus(corpus, readCorpus(corpus, path), { path, folder: out })
  return openRun(out)
}

describe('imported conversations are a run', () => {
  test('whose flow begins with the records found, and whose rows carry facts', async () => {
    const run = await imported(scratch())
    expect(run.flow).toEqual({
      assigned: 13,
      started: 12,
      completed: 12,
      valid: 12,
      analysed: 12,
      reasons: { 'a turn that is no number': 1 },
      flags: {},
    })
    expect(run.rows).toHaveLength(24)
    expect(run.rows[0]).toMatchObject({
      trial: 'talk 0',
      seat: 'speaker1',
      role: 'host',
      topic: 'ale',
      contributions: 4,
    })
    expect(run.manifest.corpus).toMatchObject({
      name: 'csv',
      data: 'csv talks',
      found: 13,
      taken: 12,
      leftOut: { 'a turn that is no number': 1 },
      missing: { 'contributions without a speaker': 1 },
    })
  })

  test('that is summed up, reported and exported as any other, and says what it cannot say', async () => {
    const folder = scratch()
    const run = await imported(folder)
    const summary = summarise(run)
    expect(summary.canSay).toMatch(/^people: says something about the people who took part/)
    expect(summary.comparisons).toEqual([])
    const words = summary.further.find(({ key }) => key === 'words')!.estimate!
    const byTrial = new Map<string, number>()
    for (const row of run.rows) byTrial.set(row.trial, (byTrial.get(row.trial) ?? 0) + (row['words'] as number) / 2)
    expect(words.value).toBeCloseTo([...byTrial.values()].reduce((sum, mean) => sum + mean, 0) / byTrial.size, 10)
    expect(words.n).toBe(12)
    expect(summary.limits).toContain('1 record left out: a turn that is no number')
    expect(summary.limits).toContain('1 record taken with something missing or odd: contributions without a speaker')
    expect(summary.provenance.rerun).toMatch(/^suasion import csv .*talks\.csv$/)
    const html = await renderReport(summary, run)
    expect(html).toContain('What was read: means over conversations')
    expect(html).toContain('13 found, 12 taken, 1 left out')
    const paths = await exportRun(run, { folder: join(folder, 'tables'), format: 'csv' })
    const book = readFileSync(paths.find((path) => path.endsWith('codebook.md'))!, 'utf8')
    expect(book).toContain('what the table calls the part of the speaker (fact of csv)')
    expect(readFileSync(paths[0]!, 'utf8').split('\n')).toHaveLength(26)
  })

  test('who left without a deal counts in every mean: nobody is chosen by how the talk ended', async () => {
    const folder = scratch()
    const path = join(folder, 'bargains.jsonl')
    const bargain = (i: number) => {
      const offer = { action: 'offer', agent: 1, data: { price: 150 } }
      const events = [{ action: 'message', agent: 0, data: 'Hello' }, offer]
      const deal = i < 3
      return JSON.stringify({
        ...{ id: `b${i}`, category: 'bike', listing: 200, title: 'A bike', roles: ['buyer', 'seller'] },
        targets: [100, 200],
        outcome: { reward: deal ? 1 : 0, offer: deal ? { price: 150 } : null },
        events: deal ? [...events, { action: 'accept', agent: 0 }] : i === 3 ? events.slice(1) : events,
      })
    }
    writeFileSync(path, [0, 1, 2, 3, 4].map(bargain).join('\n'))
    const run = await imported(folder, craigslistBargain, path)
    expect(run.flow).toMatchObject({ completed: 5, valid: 5, analysed: 5, reasons: {} })
    expect(run.flow.flags).toEqual({ 'somebody left': 2, 'somebody never spoke': 1 })
    expect(summarise(run).further.find(({ key }) => key === 'deal')!.estimate).toMatchObject({ value: 0.6, n: 5 })
    expect(measure(run, craigslistBargain.instruments)).toMatchObject({ episodes: 5, read: 5, reasons: {} })
    expect(await verifyRun(run.folder!)).toMatchObject({
      episodes: 5,
      same: 5,
      differences: [],
      manifest: [],
      fromLog: 12,
    })
    const log = join(run.folder!, 'episodes-1.ndjson')
    writeFileSync(log, readFileSync(log, 'utf8').replace('"price":150', '"price":160'))
    const [changed] = (await verifyRun(run.folder!)).differences
    expect(changed).toMatchObject({ key: 'b0', field: expect.stringContaining('payoff') })
  })

  test('a fact that is called as a column of an instrument is called a fact', async () => {
    const folder = scratch()
    const path = join(folder, 'talks.csv')
    writeFileSync(path, 'conversation,speaker,text,words\na,p,one two,7\na,q,three,8\n')
    const { rows } = await imported(folder, csv, path)
    expect(rows.map((row) => [row['words'], row['fact_words']])).toEqual([
      [2, 7],
      [1, 8],
    ])
  })

  test('no name of a speaker is in the folder', async () => {
    const folder = scratch()
    await imported(folder)
    for (const name of readdirSync(join(folder, 'run')))
      expect(readFileSync(join(folder, 'run', name), 'utf8'), name).not.toMatch(/Ann|Lee|Bob|Moss/)
  })

  test('every problem is kept with its record', async () => {
    const folder = scratch()
    await imported(folder)
    const lines = readFileSync(join(folder, 'run/problems.ndjson'), 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { record: 'talk 0', what: 'contributions without a speaker', kept: true },
      { record: 'broken', what: 'a turn that is no number', kept: false },
    ])
  })

  test('two conversations with one id are one, and the second is counted', async () => {
    const twice: Corpus = {
      ...csv,
      read: (files) => {
        const { told } = csv.read(files)
        return { told: [...told, told[0]!], problems: [] }
      },
    }
    const run = await imported(scratch(), twice)
    expect(run.manifest.corpus!.leftOut).toEqual({ 'a second conversation with this id': 1 })
    expect(run.stored).toHaveLength(12)
  })

  test('a fact that JSON cannot hold is named', async () => {
    const broken: Corpus = {
      ...csv,
      read: (files) => ({
        told: csv.read(files).told.map((each) => ({ ...each, facts: [{ x: Number.NaN }] })),
        problems: [],
      }),
    }
    const folder = scratch()
    await expect(imported(folder, broken)).rejects.toThrow(/the facts of talk 0\[0\]\.x is NaN|facts of talk 0.*NaN/)
    expect(readdirSync(folder)).toEqual(['talks.csv'])
  })
})

describe('files of a corpus', () => {
  const read = (path: string, corpus: Corpus = csv) => readCorpus(corpus, path)
  const wanted = async (name: string): Promise<Corpus> => (await loadCorpus(name)).corpus

  test('are named where they are missing, empty, packed, twice there, or of another kind', async () => {
    const folder = scratch()
    const convokit = await wanted('convokit')
    expect(() => read(join(folder, 'nowhere'))).toThrow(/there is no file or folder at/)
    expect(() => read(folder)).toThrow(/has no file of csv that holds a table .*: it is empty/)
    writeFileSync(join(folder, 'a.zip'), 'x')
    expect(() => read(join(folder, 'a.zip'))).toThrow(/is packed; unpack it/)
    expect(() => read(folder, convokit)).toThrow(/no file of convokit that holds one utterance a line .*it has a.zip/)
    writeFileSync(join(folder, 'speakers.json'), '{}')
    expect(() => read(join(folder, 'speakers.json'), convokit)).toThrow(
      /convokit needs one utterance a line too; give the folder/,
    )
    expect(() => read(join(folder, 'speakers.json'))).toThrow(/speakers.json is no file of csv/)
    writeFileSync(join(folder, 'a.csv'), '')
    expect(() => read(join(folder, 'a.csv'))).toThrow(/a.csv is empty/)
    for (const deep of ['x', 'y']) {
      mkdirSync(join(folder, deep))
      writeFileSync(join(folder, deep, 'utterances.jsonl'), '{}\n')
    }
    expect(() => read(folder, convokit)).toThrow(/two files called utterances.jsonl; give the folder/)
    writeFileSync(join(folder, 'b.csv'), 'conversation,speaker,text\n')
    expect(() => read(join(folder, 'b.csv'))).toThrow(/cannot be read as csv: b.csv has no rows/)
    writeFileSync(join(folder, 'b.csv'), 'conversation,speaker,text\na,,x\n')
    expect(() => read(join(folder, 'b.csv'))).toThrow(
      /no conversation of csv that could be taken \(nothing was said: 1\)/,
    )
  })

  test('in another encoding are refused with the byte and line', () => {
    const folder = scratch()
    const path = join(folder, 'latin.csv')
    writeFileSync(path, Buffer.from('conversation,speaker,text\na,p,\u20ac fine\na,p,caf\xe9 and more\n', 'latin1'))
    const bytes = readFileSync(path)
    const at = bytes.indexOf(0xe9)
    expect(() => read(path)).toThrow(
      new RegExp(`latin.csv is not UTF-8: byte ${at} \\(0xe9, line 3\\)|byte ${bytes.indexOf(0xac)} `),
    )
    const good = Buffer.from('conversation,speaker,text\na,p,h€llo wörld ☃\n', 'utf8')
    writeFileSync(path, Buffer.concat([good, Buffer.from([0x61, 0xff, 0x0a])]))
    expect(() => read(path)).toThrow(new RegExp(`byte ${good.length + 1} \\(0xff, line 3\\)`))
    writeFileSync(path, Buffer.from('\uFEFFconversation', 'utf16le'))
    expect(() => read(path)).toThrow(/is UTF-16, and UTF-8 is wanted/)
    writeFileSync(path, good.subarray(0, good.length - 2))
    expect(() => read(path)).toThrow(/not UTF-8/)
  })

  test('deeper in the folder are found', () => {
    const folder = scratch()
    mkdirSync(join(folder, 'data/all'), { recursive: true })
    writeTalks(join(folder, 'data/all'))
    expect(read(folder).told).toHaveLength(12)
  })

  test('beginnings of names are completed, and others are named', async () => {
    expect((await wanted('convo')).name).toBe('convokit')
    await expect(wanted('cvs')).rejects.toThrow(/no corpus called cvs; did you mean csv\?/)
    await expect(wanted('c')).rejects.toThrow(/c could be .*csv/)
  })
})

describe.skipIf(!built)('suasion import', () => {
  test('prints the flow and what to do next, and every command reads what it made', async () => {
    const folder = scratch()
    writeTalks(folder)
    const { out, code } = await suasion(folder, 'import', 'csv', 'talks.csv', '--out', 'r')
    expect(code).toBe(0)
    expect(out).toContain('13 found, 12 taken, 1 left out')
    expect(out).toMatch(/taken, with something missing or odd:\n\s+contributions without a speaker: 1/)
    const next = out
      .slice(out.indexOf('Next'))
      .split('\n')
      .filter((line) => line.startsWith('  suasion '))
      .map((line) => line.trim().split(' ').slice(1))
    expect(next.length).toBeGreaterThanOrEqual(4)
    for (const args of [
      ...next,
      ['read', 'r'],
      ['read', 'r', 'talk 3'],
      ['compare', 'r', 'r'],
      ['ls', 'corpora'],
      ['show', 'conversation'],
    ]) {
      const result = await suasion(folder, ...args)
      expect(result.code, `${args.join(' ')}: ${result.err}`).toBe(0)
    }
    expect((await suasion(folder, 'read', 'r', 'talk 3')).out).toContain('[0] speaker1 is told')
    const again = await suasion(folder, 'import', 'csv', 'talks.csv', '--out', 'r/')
    expect(again.out).toContain('Held already in r')
    appendFileSync(join(folder, 'talks.csv'), 'new,p,hello,1,host,tea,0\n')
    const other = await suasion(folder, 'import', 'csv', 'talks.csv', '--out', 'r')
    expect([other.code, other.err]).toEqual([
      2,
      expect.stringMatching(/r holds other conversations of csv; give this import another folder/),
    ])
  })

  test('as JSON it names every problem; a corpus of the user is read from its file', async () => {
    const folder = scratch()
    writeTalks(folder)
    const { out } = await suasion(folder, 'import', 'csv', '.', '--json')
    expect(JSON.parse(out)).toMatchObject({ found: 13, taken: 12, problems: [{ kept: true }, { kept: false }] })
    writeFileSync(
      join(folder, 'mine.ts'),
      "import { craigslistBargain, csv } from 'suasion/corpora'\nexport default { ...csv, name: 'mine', licence: 'ours' }\n",
    )
    const own = await suasion(folder, 'import', './mine.ts', 'talks.csv', '--out', 'own')
    expect(own.err).toBe('')
    expect((await suasion(folder, 'measure', 'own')).code).toBe(0)
  })

  test.each([
    [['import', 'csv'], /needs corpus path/],
    [['import', 'nothing', '.'], /no corpus called nothing/],
    [['import', 'csv', 'nowhere'], /there is no file or folder at/],
    [['import', 'csv', '.', '--out', 'full'], /full is not empty/],
    [['import', 'csv', '.', '--out', 'talks.csv'], /talks.csv is a file/],
    [['import', './talks.ts', '.'], /there is no file/],
  ])('%j says what would be right', async (args, message) => {
    const folder = scratch()
    writeTalks(folder)
    mkdirSync(join(folder, 'full'))
    writeFileSync(join(folder, 'full/x'), 'x')
    const { code, err } = await suasion(folder, ...args)
    expect(err).toMatch(message)
    expect(code).toBe(2)
    expect(err).not.toMatch(/\n\s+at /)
  })

  test('killed with -9 it leaves nothing that reads as a run, and the same command makes it whole', async () => {
    const folder = scratch()
    const rows = Array.from(
      { length: 12_000 },
      (_, i) => `talk ${i >> 3},${i % 2 ? 'a' : 'b'},some words are said here: ${i}`,
    )
    writeFileSync(join(folder, 'talks.csv'), `conversation,speaker,text\n${rows.join('\n')}\n`)
    const whole = await suasion(folder, 'import', 'csv', 'talks.csv', '--out', 'whole')
    expect(whole.code).toBe(0)
    let met = 0
    for (const bytes of [1, 500_000]) {
      const { child, done } = start(folder, ['import', 'csv', 'talks.csv', '--out', 'r'])
      const file = join(folder, 'r.part/episodes-1.ndjson')
      await until('it to write', () => (existsSync(file) && statSync(file).size >= bytes) || child.exitCode !== null)
      child.kill('SIGKILL')
      await done
      if (existsSync(join(folder, 'r'))) break
      met++
      const { code, err } = await suasion(folder, 'report', 'r.part')
      expect([code, err]).toEqual([2, expect.stringMatching(/is no run: it has no manifest/)])
    }
    expect(met).toBeGreaterThan(0)
    expect((await suasion(folder, 'import', 'csv', 'talks.csv', '--out', 'r')).code).toBe(0)
    expect(readdirSync(folder).sort()).toEqual(['r', 'talks.csv', 'whole'])
    expect(readFileSync(join(folder, 'r/episodes-1.ndjson'))).toEqual(
      readFileSync(join(folder, 'whole/episodes-1.ndjson')),
    )
  })

  const tmpfs = spawnSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs -o size=300k tmpfs "$d" && echo "$d"'], {
    encoding: 'utf8',
  })
  const mounted = tmpfs.status === 0 ? tmpfs.stdout.trim() : null
  test.skipIf(!mounted)('on a full disk it says so and keeps nothing', async () => {
    const folder = scratch()
    writeTalks(folder, 400, 12, false)
    try {
      const { code, err } = await suasion(folder, 'import', 'csv', 'talks.csv', '--out', join(mounted!, 'r'))
      expect(err).toMatch(/the disk is full\. Nothing of this import is kept/)
      expect(code).toBe(4)
      expect(readdirSync(mounted!)).toEqual([])
    } finally {
      spawnSync('umount', [mounted!])
    }
  })
})

describe.skipIf(!existsSync('/usr/bin/chromium'))('the report of imported conversations in a browser', () => {
  test('fits its first screen, draws how long they are, and complains of nothing', async () => {
    const folder = scratch()
    const run = await imported(folder, csv, writeTalks(folder, 60, 9))
    const path = join(folder, 'report.html')
    writeFileSync(path, await renderReport(summarise(run), run))
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 860 } })
      const complaints: string[] = []
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(String(error)))
      await page.goto(pathToFileURL(path).href)
      expect(complaints).toEqual([])
      for (const part of ['title', 'question', 'flow', 'means', 'records', 'lengths', 'limits']) {
        const box = await page.locator(`[data-part=${part}]`).boundingBox()
        expect(box!.y + box!.height, part).toBeLessThanOrEqual(861)
      }
      expect(await page.locator('[data-part=lengths] svg[role=img]').getAttribute('aria-label')).toMatch(
        /60 conversations of 9 acts|60 conversations/,
      )
      expect(await page.locator('[data-part=flow]').innerText()).toMatch(/61\s*found/)
      await page.selectOption('#episode', { index: 1 })
      expect(await page.locator('#page').innerText()).toContain('speaker1')
    } finally {
      await browser.close()
    }
  })
})

test('every log ends as a played one does', async () => {
  const { stored } = await imported(scratch())
  expect(stored.every(({ episode }) => closingOf(episode).flags.length === 0)).toBe(true)
})
