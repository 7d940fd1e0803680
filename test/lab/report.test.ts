import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Run } from '../../src/lab/record.ts'
import { transcriptsOf } from '../../src/lab/report/transcripts.ts'
import { renderReport } from '../../src/lab/report.ts'
import { run } from '../../src/lab/run.ts'
import { summarise } from '../../src/lab/summary.ts'
import { pokerStudy } from './fixture.ts'
import { toldRun } from './told-study.ts'

const hostile = '</script><script>window.hurt = 1</script><img src=x onerror="window.hurt = 2"> & \u2028 ]]> <!--'
const browserPath = '/usr/bin/chromium'
/** The page without its scripts, where the words of code would be taken for words of the page. */
const shown = (html: string): string => html.replace(/<script[^>]*>.*?<\/script>/gs, '')
const report = async (made: Run, options = {}): Promise<string> => renderReport(summarise(made), made, options)

describe('a transcript', () => {
  test('is what each seat saw, derived again from the acts', async () => {
    const made = await toldRun()
    const { episodes, of, about } = transcriptsOf(made)
    expect([episodes.length, of]).toEqual([60, 60])
    expect(about).toEqual({ telling: 'One tells, the other answers.' })
    const [first] = episodes
    const opening = made.stored[0]!.episode[0]!
    expect(first!.seats['ben']!.mind).toBe(opening.kind === 'open' ? opening.seats['ben']!.mind : '')
    expect(first!.seats['ben']!.brief).toMatch(/^You stand at \d of 7\.$/)
    expect(first!.seats['ada']!.brief).toBe('Persuade Ben.')
    expect(first!.seats['ada']!.lines.map(({ text }) => text)).toEqual([
      'Think again & again.',
      'I heard 1.',
      'Think again & again.',
      'I heard 3.',
    ])
    expect(first!.steps.map(({ kind, seat, heard }) => [kind, seat, heard])).toEqual([
      ['probe', 'ben', 0],
      ['act', 'ada', 0],
      ['act', 'ben', 1],
      ['act', 'ada', 2],
      ['act', 'ben', 3],
      ['probe', 'ben', 4],
    ])
    expect(first!.steps[2]).toMatchObject({ now: '1 things were said.', ask: 'Answer it.' })
  })

  test('keeps a hidden hand hidden: no seat is shown what it was not shown then', async () => {
    const { episodes } = transcriptsOf(await run(pokerStudy(8)))
    for (const { seats } of episodes) {
      const cards = Object.values(seats).map(({ brief }) => /card is the (\w+)/.exec(brief)![1])
      expect(new Set(cards).size).toBe(2)
    }
  })

  test('is chosen: the first, those with flags, the extreme, others by luck, and always the same', async () => {
    const made = await toldRun({ perCell: 50 })
    const stored = made.stored.map((each, i) =>
      i === 7
        ? {
            ...each,
            episode: each.episode.map((event) =>
              event.kind === 'close' ? { ...event, flags: ['out of support'] } : event,
            ),
          }
        : each,
    )
    const { episodes } = transcriptsOf({ ...made, stored }, 12)
    expect(episodes.map(({ chosen }) => chosen)).toEqual([
      'the first',
      'flagged: out of support',
      ...Array(2).fill('among the largest changes'),
      ...Array(8).fill('by luck'),
    ])
    expect(transcriptsOf({ ...made, stored }, 12)).toEqual(transcriptsOf({ ...made, stored }, 12))
    expect(transcriptsOf(made, 0).episodes).toEqual([])
    expect(transcriptsOf(made, 40, 5000).episodes.length).toBeLessThan(10)
    expect(() => transcriptsOf(made, -1)).toThrow('at least 0')
    expect(() => transcriptsOf(made, 1.5)).toThrow('number of episodes')
  })

  test('of another version says why it cannot be told again', async () => {
    const made = await toldRun({ perCell: 1 })
    const stored = made.stored.map((each) => ({
      ...each,
      episode: each.episode.map((event) => (event.kind === 'open' ? { ...event, version: 9 } : event)),
    }))
    const { episodes } = transcriptsOf({ ...made, stored })
    expect(episodes[0]!.problem).toContain('telling version 9, and this is telling version 1')
  })
})

describe('a report', () => {
  test('is one page that fetches nothing and shows hostile text as text', async () => {
    const html = await report(await toldRun({ text: hostile }))
    expect(html).toContain('<meta charset="utf-8">')
    expect(html).toContain('&lt;b&gt;A study of nobody&lt;/b&gt;')
    expect(html).not.toContain('<script>window.hurt')
    expect(html).not.toContain('<img')
    expect(html.match(/<script/g)).toHaveLength(2)
    expect(html.match(/<\/script>/g)).toHaveLength(2)
    expect(html).not.toMatch(/(?:src|href)="(?!#)/)
    expect(html).not.toMatch(/url\(|@import/)
    const data = /id="transcripts">(.*?)<\/script>/s.exec(html)![1]!
    expect(JSON.parse(data).episodes[0].seats.ada.lines[0].text).toBe(hostile)
    expect(shown(html)).not.toMatch(/undefined|NaN|\[object Object\]/)
  })

  test('gives every picture a name and every column a scope', async () => {
    const html = await report(await toldRun())
    const pictures = html.match(/<svg[^>]*>/g)!
    expect(pictures.length).toBeGreaterThanOrEqual(2)
    for (const picture of pictures) expect(picture).toMatch(/role="img".*aria-label="|aria-label=".*role="img"/)
    expect(html.match(/<svg[^>]*><title>/g)).toHaveLength(pictures.length)
    expect(html).toMatch(/aria-label="Every subject before and after, by arm: none, 20 subjects, mean/)
    expect(html.match(/<th(?![^>]*scope)/g)?.filter((found) => found !== '<thead') ?? []).toEqual(
      html.match(/<thead/g)!.map(() => '<th'),
    )
  })

  test('of 900 episodes stays small', async () => {
    const made = await toldRun({ perCell: 300, text: hostile.repeat(8) })
    const html = await report(made)
    expect(html.length).toBeLessThan(3_000_000)
    expect(html).toContain('Transcripts: 60 of 900 episodes')
    expect(html.match(/<circle/g)!.length).toBeGreaterThanOrEqual(1800)
  })

  test('of a game shows what every seat got', async () => {
    const html = await report(await run(pokerStudy(30)))
    expect(html).toContain('aria-label="What every seat got, by arm: all, 60 seats, mean 0')
    expect(html.match(/<circle/g)!.length).toBeGreaterThanOrEqual(60)
    expect(html).toContain('Neither was measured')
    expect(shown(html)).not.toMatch(/undefined|NaN/)
  })

  test('draws what it can of awkward estimates', async () => {
    const made = await toldRun({ perCell: 2 })
    const summary = summarise(made)
    const [first, , odds] = summary.comparisons
    const comparisons = [
      { ...first!, ours: { value: 1e6, interval: [-1e6, Number.POSITIVE_INFINITY] as const, n: 2, estimator: 'mean' } },
      { ...odds!, ours: { value: 0, interval: [0, 0] as const, n: 2, estimator: 'odds ratio' } },
      { ...odds!, key: 'bare', ours: null, theirs: { ...odds!.theirs, value: 3, interval: undefined as never } },
    ]
    const html = await renderReport({ ...summary, comparisons, further: [{ key: 'none', estimate: null }] }, made)
    expect(/NaN|="Infinity|undefined/.exec(shown(html))).toBeNull()
    const nothing = await renderReport(
      { ...summary, comparisons: [], subjects: null, limits: [], next: [] },
      { ...made, stored: [], rows: [] },
    )
    expect(nothing).toContain('This study has no published numbers.')
    expect(nothing).toContain('Transcripts: 0 of 0 episodes')
  })
})

describe.skipIf(!existsSync(browserPath))('a report in a browser (skipped where /usr/bin/chromium is absent)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'))
  let browser: Awaited<ReturnType<typeof chromium.launch>>
  beforeAll(async () => {
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run']
    browser = await chromium.launch({ executablePath: browserPath, args })
    const long = 'What was left out of this study is said here at some length, as an author would who knows it well.'
    const made = await toldRun({ perCell: 60, text: hostile })
    const study = { ...made.study, limits: Array(9).fill(long) }
    const flow = {
      ...made.flow,
      reasons: { refusal: 12, 'provider error': 3, 'ended early: ben left': 4 },
      flags: { 'out of support': 31 },
    }
    const full = { ...made, study, flow }
    const summary = summarise(full)
    const many = [...summary.comparisons, ...summary.comparisons.map((each) => ({ ...each, key: `${each.key} again` }))]
    const factors = { opponent: ['human', 'ai'], personalised: [false, true] }
    const rows = made.rows.map((row, i) => ({
      ...row,
      opponent: row['appeal'] === 'none' ? 'human' : 'ai',
      personalised: i % 2 === 0,
    }))
    const crossed = { ...made, rows, manifest: { ...made.manifest, factors } }
    const wordy = many.map((each) => ({
      ...each,
      key: `personalised AI against human (re-analysis), ${each.key}`,
      note: 'this listener cannot hear it',
    }))
    writeFileSync(
      join(folder, 'wordy.html'),
      await renderReport({ ...summarise(crossed), comparisons: wordy }, crossed),
    )
    writeFileSync(join(folder, 'plain.html'), await report(made))
    writeFileSync(
      join(folder, 'full.html'),
      await renderReport({ ...summary, comparisons: many, question: `${summary.question} ${long}` }, full),
    )
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true })
  })
  const open = async (name: string, width: number, height: number) => {
    const page = await browser.newPage({ viewport: { width, height } })
    const errors: string[] = []
    const asked: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => errors.push(message.text()))
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(pathToFileURL(join(folder, name)).href)
    return { page, errors, asked }
  }

  for (const name of ['plain.html', 'full.html', 'wordy.html'])
    for (const [width, height] of [
      [1440, 900],
      [1280, 800],
    ] as const)
      test(`${name} shows everything at once at ${width} x ${height}`, async () => {
        const { page, errors, asked } = await open(name, width, height)
        for (const part of [
          'title',
          'cast',
          'question',
          'flow',
          'comparison',
          'dots',
          'intervals',
          'honesty',
          'limits',
          'next',
        ]) {
          const box = (await page.locator(`[data-part=${part}]`).boundingBox())!
          expect(box.y, part).toBeGreaterThanOrEqual(0)
          expect(box.x + box.width, part).toBeLessThanOrEqual(width)
          expect(box.y + box.height, part).toBeLessThanOrEqual(height)
        }
        const cut = await page.evaluate(`[...document.querySelectorAll('.card')].flatMap((card) => {
          const edge = card.getBoundingClientRect()
          return [...card.querySelectorAll('*')].filter((inner) => !inner.closest('svg') || inner.tagName === 'svg')
            .filter((inner) => inner.getBoundingClientRect().bottom > edge.bottom + 1 || inner.getBoundingClientRect().right > edge.right + 1)
            .map((inner) => card.dataset.part + ': ' + inner.tagName + ' ' + inner.textContent.slice(0, 40))
        })`)
        expect(cut).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
        expect(errors).toEqual([])
        expect(asked).toHaveLength(1)
        await page.close()
      })

  test('pages through episodes and seats, and nothing that was said acts', async () => {
    const { page, errors } = await open('full.html', 1280, 800)
    const said = page.locator('#page')
    expect(await page.locator('#episode option').count()).toBe(60)
    expect(await said.textContent()).toContain(hostile)
    expect(await said.textContent()).toContain('Persuade Ben.')
    await page.selectOption('#seat', 'ben')
    expect(await said.textContent()).toContain('You stand at')
    expect(await said.textContent()).toContain('is asked aside')
    const one = await said.textContent()
    await page.click('#on')
    expect(await said.textContent()).not.toBe(one)
    expect(await page.inputValue('#seat')).toBe('ben')
    await page.click('#back')
    expect(await said.textContent()).toBe(one)
    expect(await page.isDisabled('#back')).toBe(true)
    await page.selectOption('#seat', '*')
    expect(await said.locator('.act').count()).toBe(6)
    expect(await page.evaluate('window.hurt')).toBeUndefined()
    expect(errors).toEqual([])
    await page.close()
  })

  test('fits a narrow window', async () => {
    const { page } = await open('full.html', 420, 800)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(420)
    await page.close()
  })
})
