import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { luckOf } from 'suasion'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readArguments } from '../../src/lab/command.ts'
import measure from '../../src/lab/commands/measure.ts'
import rate from '../../src/lab/commands/rate.ts'
import { measuredPage } from '../../src/lab/measure/page.ts'
import { readTable } from '../../src/lab/measure/read-table.ts'
import { measuredTable } from '../../src/lab/measure/table.ts'
import { allPapers, chosen } from '../../src/lab/papers/feed.ts'
import { papersPage } from '../../src/lab/papers/page.ts'
import { renderPowerPage } from '../../src/lab/power/page.ts'
import { powerOf } from '../../src/lab/power/power.ts'
import { ratingPage } from '../../src/lab/rate/page.ts'
import { ratedTable } from '../../src/lab/rate/rate.ts'
import { renderReport } from '../../src/lab/report.ts'
import { run } from '../../src/lab/run.ts'
import { summarise } from '../../src/lab/summary.ts'
import preference from '../../studies/breum-2024-argument-preference.ts'
import { coinStudy } from './coin-study.ts'
import { toldRun } from './told-study.ts'

const browserPath = '/usr/bin/chromium'

/** What is wrong with a page, found in the browser itself: text on text, text cut off, faint text, headings out of order, what has no name. */
const audit = `(() => {
  const numbers = (text) => (text.match(/[\\d.]+(?:e-?\\d+)?/g) ?? []).map(Number)
  const colour = (text) => {
    const [r = 0, g = 0, b = 0, a = 1] = numbers(text.replace('color(srgb', ''))
    return text.startsWith('color(') ? [r * 255, g * 255, b * 255, a] : [r, g, b, text === 'transparent' ? 0 : a]
  }
  const over = (front, back) => [0, 1, 2].map((k) => front[k] * front[3] + back[k] * (1 - front[3])).concat(1)
  const light = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const ground = (element) => {
    const chain = []
    for (let e = element; e; e = e.parentElement) chain.unshift(colour(getComputedStyle(e).backgroundColor))
    return chain.reduce((back, front) => over(front, back), [255, 255, 255, 1])
  }
  const wrong = []
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
    if (!own || !element.getClientRects().length || element.disabled || /^(SCRIPT|STYLE|OPTION|NOSCRIPT|title|style)$/.test(element.tagName)) continue
    const svg = element.ownerSVGElement
    const style = getComputedStyle(element)
    const back = ground(svg ? svg.parentElement : element)
    const [dark, bright] = [light(over(colour(svg ? style.fill : style.color), back)), light(back)].sort((a, b) => a - b)
    const contrast = (bright + 0.05) / (dark + 0.05)
    if (contrast < 4.5) wrong.push('faint, ' + contrast.toFixed(1) + ': ' + element.textContent.trim().slice(0, 40))
  }
  const levels = [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((each) => Number(each.tagName[1]))
  if (levels.filter((level) => level === 1).length !== 1 || levels[0] !== 1) wrong.push('one h1 comes first, not ' + levels.join(' '))
  levels.forEach((level, i) => i > 0 && level > levels[i - 1] + 1 && wrong.push('a heading of level ' + level + ' after one of ' + levels[i - 1]))
  if (document.querySelector('th:not([scope])')) wrong.push('a th has no scope')
  for (const input of document.querySelectorAll('input, select, button'))
    if (!(input.labels?.length || input.ariaLabel || input.textContent.trim())) wrong.push('no label: ' + input.outerHTML.slice(0, 60))
  if (!document.documentElement.lang || !document.title) wrong.push('no lang or title')
  for (const svg of document.querySelectorAll('svg')) {
    if (!svg.getClientRects().length) continue
    if (!svg.getAttribute('aria-label')) wrong.push('a picture has no name')
    const texts = [...svg.querySelectorAll('text')].filter((text) => text.textContent.trim() && !text.querySelector('tspan'))
    const boxes = texts.map((text) => text.getBoundingClientRect())
    const edge = svg.getBoundingClientRect()
    texts.forEach((text, i) => {
      const a = boxes[i]
      if (a.left < edge.left - 3 || a.right > edge.right + 3 || a.bottom > edge.bottom + 3) wrong.push('cut off: ' + text.textContent.slice(0, 40))
      for (let j = i + 1; j < texts.length; j++) {
        const b = boxes[j]
        if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
          wrong.push('text on text: ' + text.textContent.slice(0, 30) + ' / ' + texts[j].textContent.slice(0, 30))
      }
      const shape = text.getScreenCTM()
      const size = parseFloat(getComputedStyle(text).fontSize) * Math.sqrt(Math.abs(shape.a * shape.d - shape.b * shape.c))
      if (size < 7.5) wrong.push('small, ' + size.toFixed(1) + ' px: ' + text.textContent.slice(0, 30))
    })
  }
  if (document.documentElement.scrollWidth > innerWidth) wrong.push('wider than the window by ' + (document.documentElement.scrollWidth - innerWidth))
  // A script may name what it reads as missing.
  for (const code of document.querySelectorAll('pre')) code.style.display = 'none'
  const odd = /.{0,20}(undefined|NaN|\\[object Object\\]|\\d\\.\\d{7}).{0,9}/s.exec(document.body.innerText)
  if (odd) wrong.push('says ' + odd[0])
  return [...new Set(wrong)].slice(0, 12)
})()`

const reportOf = async (): Promise<string> => {
  // Eight arms with long names: what stood side by side must still be told apart.
  const made = await toldRun({ perCell: 40 })
  const factors = {
    opponent: ['human', 'language model'],
    personalised: [false, true],
    mind: ['manipulator (lying 0.5)', 'advocate'],
  }
  const rows = made.rows.map((row, i) => ({
    ...row,
    opponent: factors.opponent[i % 2]!,
    personalised: i % 4 < 2,
    mind: factors.mind[Number(i % 8 < 4)]!,
  }))
  const crossed = { ...made, rows, manifest: { ...made.manifest, factors } }
  return renderReport(summarise(crossed), crossed)
}

const judgedFile = (folder: string): string => {
  const path = join(folder, 'judged.csv')
  const luck = luckOf('pages')
  const names = ['a writer whose name is long, and goes on', 'ben', 'cat', 'dora', 'eve']
  const lines = Array.from({ length: 600 }, (_, i) => {
    const own = luck.of(i)
    const [first, second] = own.of('pair').draw(names, 2) as [string, string]
    const lead = 0.5 + 0.4 * (names.indexOf(second) - names.indexOf(first))
    const choice =
      own.of('tie').uniform() < 0.1
        ? 'tie'
        : own.of('choice').uniform() < 1 / (1 + Math.exp(-lead))
          ? 'first'
          : 'second'
    return [`"${first}"`, `"${second}"`, choice, `i${i % 60}`, `j${i % 7}`, 50 + (i % 37), 50 + (i % 23)].join(',')
  })
  writeFileSync(path, ['first,second,choice,item,judge,firstLength,secondLength', ...lines].join('\n'))
  return path
}

const measuredFile = (folder: string): string => {
  const path = join(folder, 'table.csv')
  const luck = luckOf('table')
  const lines = Array.from({ length: 200 }, (_, i) => {
    const arm = ['a very long name of an arm of the design', 'plain', 'none'][i % 3]!
    return [luck.of(i).normal().toFixed(4), luck.of('x', i).normal().toFixed(4), arm].join(',')
  })
  writeFileSync(path, ['y,x,arm', ...lines].join('\n'))
  return path
}

describe.skipIf(!existsSync(browserPath))('every page in Chromium (skipped where /usr/bin/chromium is absent)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'))
  let browser: Awaited<ReturnType<typeof chromium.launch>>
  const pages: Record<string, () => Promise<string>> = {
    'a report with many arms': reportOf,
    'a report with a judge and many contests': async () => {
      const judged = await run(preference, { n: 360 })
      return renderReport(summarise(judged), judged)
    },
    'a rating': async () =>
      ratingPage(
        ratedTable(await readTable(judgedFile(folder)), readArguments(rate, ['judged.csv', '--side', '--judge'])),
      ),
    'a measured table': async () =>
      measuredPage(
        await measuredTable(
          readArguments(measure, [
            measuredFile(folder),
            '--formula',
            'y ~ x * arm',
            '--method',
            'ols',
            '--emm',
            'arm',
            '--contrasts',
            'pairwise',
          ]),
        ),
      ),
    'a power analysis': async () =>
      renderPowerPage(await powerOf(coinStudy(), { n: [40, 80], sesoi: 0.3, sims: 20, itemSd: 0 })),
    'the papers': async () => {
      const papers = await allPapers()
      return papersPage(chosen(papers, {}), papers)
    },
  }
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: browserPath,
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    })
    for (const [name, make] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), await make())
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true })
  })
  for (const name of Object.keys(pages))
    for (const [width, colorScheme] of [
      [1280, 'light'],
      [390, 'dark'],
    ] as const)
      test(`${name}, ${width} pixels wide and ${colorScheme}, can be read by everybody and asks for nothing`, async () => {
        const page = await browser.newPage({ viewport: { width, height: 844 }, colorScheme })
        const errors: string[] = []
        const asked: string[] = []
        page.on('pageerror', (error) => errors.push(error.message))
        page.on('console', (message) => errors.push(message.text()))
        page.on('request', (request) => asked.push(request.url()))
        await page.goto(pathToFileURL(join(folder, `${name}.html`)).href)
        expect(await page.evaluate(audit)).toEqual([])
        expect([errors, asked.length]).toEqual([[], 1])
        await page.close()
      })

  test('a transcript is told in words, for one seat and for all, without the errors of code', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 844 } })
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(pathToFileURL(join(folder, 'a report with many arms.html')).href)
    for (const seat of ['ben', '*']) {
      await page.selectOption('#seat', seat)
      const said = (await page.locator('#page').textContent())!
      expect(said).toMatch(/move (?:say|answer)/)
      expect(said).toMatch(seat === '*' ? /payoff: ada 4; ben −4/ : /payoff: −4/)
      expect(said).not.toMatch(/[{}]|":|\d\.\d{4}/)
    }
    // What a seat hears stands once, as a line; where nobody's lines are shown, with the act.
    expect(await page.locator('.act .line').count()).toBe(4)
    expect(errors).toEqual([])
    await page.close()
  })

  test('a control that has the focus of the keyboard shows it', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
    await page.goto(pathToFileURL(join(folder, 'a report with many arms.html')).href)
    for (const id of ['#on', '#episode', '#seat', '#page']) {
      await page.locator(id).focus()
      await page.keyboard.press('Shift')
      const outline = await page.evaluate(`getComputedStyle(document.querySelector('${id}')).outlineStyle`)
      expect([id, outline]).not.toEqual([id, 'none'])
    }
    await page.close()
  })
})
