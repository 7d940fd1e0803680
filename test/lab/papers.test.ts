import { existsSync, readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { loadStudy, studyNames } from '../../src/lab/load.ts'
import { allPapers, chosen } from '../../src/lab/papers/feed.ts'
import { papersPage } from '../../src/lab/papers/page.ts'
import { indexOf, ranked, systems } from '../../src/papers/index.ts'
import { built, scratch, suasion } from './command-line.ts'

const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync)
const known = new URL('../../../shared/spec/systems.jsonl', import.meta.url)
const titles = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id)

describe('the feed of papers', () => {
  test.skipIf(!existsSync(known))('holds every system of the field, and says each in words of its own', () => {
    const theirs = readFileSync(known, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly id: string; readonly title: string; readonly what: string })
    expect(titles(systems.rows).sort()).toEqual(titles(theirs).sort())
    for (const { id, title, what } of theirs) {
      const own = systems.of(id)
      expect(own.title).toBe(title)
      // No run of eight words of the source stands in ours.
      const words = what.split(/\s+/)
      const copied = words.some(
        (_, i) => i + 8 <= words.length && own.mechanism.includes(words.slice(i, i + 8).join(' ')),
      )
      expect([id, copied]).toEqual([id, false])
    }
  })

  test('knows which studies make a system run, and every study that names one is found', async () => {
    const papers = await allPapers()
    const beside = papers.slice(systems.rows.length)
    expect(titles(papers.slice(0, systems.rows.length))).toEqual(titles(systems.rows))
    // A study of a paper that the list doesn't name is found as well, once.
    expect(titles(beside)).toContain('wang-2019-persuasion-for-good')
    for (const { id, date, runs } of beside) {
      expect((await loadStudy(id)).study.systems ?? []).toEqual([])
      expect(runs.map(({ study }) => study)).toEqual([id])
      expect(date).toMatch(/^\d{4}$/)
    }
    const named = await Promise.all(
      studyNames.map(async (name) => ((await loadStudy(name)).study.systems ?? []).map((id: string) => [id, name])),
    )
    for (const [id, name] of named.flat() as [string, string][]) {
      const paper = papers.find((each) => each.id === id)!
      expect(paper.runs.map(({ study }) => study)).toContain(name)
    }
    const herd = papers.find(({ id }) => id === 'steering-the-herd')!
    expect(herd.runs[0]).toMatchObject({ command: 'suasion run arghal-2025-steering-the-herd' })
    expect(herd.runs[0]!.numbers).toBeGreaterThan(0)
  })

  test('finds by word, by the beginning of a word, and by idea', async () => {
    const papers = await allPapers()
    const first = (words: string) => titles(chosen(papers, { words })).slice(0, 5)
    expect(first('werewolf')).toEqual(expect.arrayContaining(['lspo', 'beyond-survival-werewolf']))
    expect(first('werew')).toContain('lspo')
    expect(first('persuasion for good')[0]).toBe('wang-2019-persuasion-for-good')
    // No system's text says "liars" or "haggling".
    expect(first('liars')).toContain('machine-bullshit')
    expect(first('haggling')).toContain('c2c')
    expect(chosen(papers, { words: 'liars' })[0]!.by).toContain('deception')
    // Words of a question that say nothing of a system do not count, and those of one root find each other.
    expect(first('how do people split resources with hidden preferences')[0]).toBe('chawla-2021-casino')
    expect(first('how to make an agent resist manipulation')).toContain('pbt')
    expect(first('cooperating and evolving')).toContain('donor-game-evolution')
    expect(chosen(papers, { words: 'zzzzqqq' })).toEqual([])
    expect(chosen(papers, { words: 'the of and' })).toEqual([])
  })

  test('filters by family and by what runs here', async () => {
    const papers = await allPapers()
    const games = chosen(papers, { family: 'game', running: true })
    expect(games.length).toBeGreaterThan(4)
    expect(games.every(({ family, runs }) => family === 'game' && runs.length > 0)).toBe(true)
    const missing = chosen(papers, { running: false })
    expect(missing.length + chosen(papers, { running: true }).length).toBe(papers.length)
    expect(() => chosen(papers, { family: 'gaem' })).toThrow(
      '--family is dialogue, elicitation, game, network, probe or other',
    )
  })

  test('an index ranks a system with all words above those with one', () => {
    const of = (id: string, mechanism: string) =>
      ({ id, date: '2024-01', family: 'other', kind: 'theory', title: id, mechanism, figures: '' }) as const
    const index = indexOf([of('a', 'zebra zebra zebra'), of('b', 'zebra okapi'), of('c', 'giraffe')])
    expect(ranked(index, 'zebra okapi').map(({ at }) => at)).toEqual([1, 0])
    expect(ranked(index, 'constructor')).toEqual([])
  })
})

describe.skipIf(!built)('suasion papers', () => {
  test('prints, filters, and refuses what it does not know', async () => {
    const cwd = scratch()
    const found = await suasion(cwd, 'papers', 'steering', 'the', 'herd', '--most', '1')
    expect(found).toMatchObject({ code: 0 })
    expect(found.out).toContain('suasion run arghal-2025-steering-the-herd')
    const json = JSON.parse((await suasion(cwd, 'papers', '--running', '--json')).out)
    expect(json.every((each: { runs: unknown[] }) => each.runs.length > 0)).toBe(true)
    expect((await suasion(cwd, 'papers', '--family', 'games')).err).toContain('not games')
    expect((await suasion(cwd, 'papers', '--running', '--missing')).code).not.toBe(0)
    expect((await suasion(cwd, 'papers', '--html', 'no/such/folder/x.html')).err).toContain('cannot write')
  })
})

describe.skipIf(!browser)('the page of papers in Chromium', () => {
  test('searches by idea, filters, and says when there is nothing', async () => {
    const papers = await allPapers()
    const opened = await chromium.launch({
      executablePath: browser!,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    })
    try {
      const page = await opened.newPage()
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      await page.setContent(papersPage(chosen(papers, {}), papers))
      const shown = () => page.locator('.paper:visible h2').allInnerTexts()
      expect(await shown()).toHaveLength(papers.length)
      await page.fill('#words', 'liars')
      expect((await shown()).slice(0, 6).join()).toContain('Machine Bullshit')
      expect(await shown()).toHaveLength(chosen(papers, { words: 'liars' }).length)
      await page.click('.chips[data-key=running] button[value=yes]')
      expect(await shown()).toHaveLength(chosen(papers, { words: 'liars', running: true }).length)
      await page.fill('#words', 'zzzzqqq')
      expect(await page.locator('#nothing').isVisible()).toBe(true)
      expect(errors).toEqual([])
    } finally {
      await opened.close()
    }
  })
})
