import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { luckOf } from 'suasion'
import { bradleyTerryRegression } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { readArguments } from '../../src/lab/command.ts'
import command from '../../src/lab/commands/rate.ts'
import { readTable } from '../../src/lab/measure/read-table.ts'
import { writeRating } from '../../src/lab/rate/files.ts'
import { ratingPage } from '../../src/lab/rate/page.ts'
import { ratedTable } from '../../src/lab/rate/rate.ts'
import { scoreOf } from '../../src/lab/rate/result.ts'
import { ratedText } from '../../src/lab/rate/text.ts'
import { scratch } from './command-line.ts'

const STRENGTHS: Readonly<Record<string, number>> = { ada: 0.8, bo: 0, cy: -0.8 }
/** A judge who leans to the place and to length by known odds, over every pair in both orders. */
const verdicts = (items: number, lean: number, perWord: number): string[] => {
  const luck = luckOf('rate')
  return Array.from({ length: items }, (_, item) =>
    [
      ['ada', 'bo'],
      ['bo', 'ada'],
      ['bo', 'cy'],
      ['cy', 'bo'],
      ['ada', 'cy'],
      ['cy', 'ada'],
    ].map(([first, second]) => {
      const own = luck.of(`${item} ${first} ${second}`)
      const [one, other] = [50, 50].map((least, k) => least + Math.floor(own.of(`length ${k}`).uniform() * 350))
      const lead = STRENGTHS[first!]! - STRENGTHS[second!]! + lean + perWord * (one! - other!)
      const choice = own.of('choice').uniform() < 1 / (1 + Math.exp(-lead)) ? 'first' : 'second'
      return [first, second, choice, `i${item}`, `j${item % 9}`, one, other].join(',')
    }),
  ).flat()
}
const file = (lines: readonly string[], head = 'first,second,choice,item,judge,firstLength,secondLength'): string => {
  const path = join(scratch(), 'judged.csv')
  writeFileSync(path, [head, ...lines].join('\n'))
  return path
}
const rate = async (path: string, ...args: string[]) =>
  ratedTable(await readTable(path), readArguments(command, [path, ...args]))

describe('strengths from a table of comparisons', () => {
  test('are those of the regression, whatever the order of the rows, with the place and clusters of judges', async () => {
    const lines = verdicts(150, 0.5, 0)
    const rows = lines.map((line) => {
      const [first, second, choice, , judge] = line.split(',')
      return {
        first: first!,
        second: second!,
        wins: +(choice === 'first'),
        losses: +(choice !== 'first'),
        judge: judge!,
      }
    })
    const { abilities, coefficients } = bradleyTerryRegression(rows, { side: true, cluster: 'judge' })
    const rated = await rate(file(lines), '--side', '--cluster', 'judge')
    expect(rated.abilities).toEqual(abilities)
    expect(rated.coefficients).toEqual(coefficients)
    expect(rated.clusters).toBe(9)
    const backwards = await rate(file([...lines].reverse()), '--side')
    for (const { name, value } of backwards.abilities)
      expect(value).toBeCloseTo(abilities.find((each) => each.name === name)!.value, 8)
    expect(ratedText(rated)).toMatch(/1\. ada +0\.\d+ \[.*\n2\. bo .*\n3\. cy/)
  })

  test('a covariate and a reference are taken, and a name chosen is a verdict', async () => {
    const lines = verdicts(100, 0, 0).map((line) => {
      const [first, second, choice, ...more] = line.split(',')
      return [first, second, choice === 'first' ? first : second, ...more].join(',')
    })
    const rated = await rate(file(lines), '--covariate', 'firstLength', '--reference', 'cy', '--model', 'thurstone')
    expect(rated.abilities.find(({ name }) => name === 'cy')!.value).toBe(0)
    expect(rated.coefficients.map(({ name }) => name)).toEqual(['firstLength'])
  })
})

test('the card of a judge finds the leanings that were planted, and says what the table cannot show', async () => {
  const rated = await rate(file(verdicts(400, 0.6, 0.003)), '--judge')
  const { estimates, missing } = rated.judge!
  const within = (name: string, truth: number) => {
    const [low, high] = estimates[name]!.interval!
    expect(low).toBeLessThan(truth)
    expect(high).toBeGreaterThan(truth)
  }
  within('odds ratio of being shown first', Math.exp(0.6))
  within('odds ratio of being longer', Math.exp(0.3))
  expect(estimates['odds ratio of the own family']).toBeNull()
  expect(ratedText(rated)).toContain(`not measured: own; ${missing['own']}`)
})

describe('what is wrong is named', () => {
  const good = verdicts(3, 0, 0)
  test.each([
    [() => file(['a,b,maybe,i1,j1,5,6']), [], /line 2: choice is "maybe"/],
    [() => file(['1,2'], 'a,b'), [], /has no column first; it has a, b/],
    [() => file(good), ['--model', 'elo'], /no model called elo/],
    [() => file(good), ['--covariate', 'lenght'], /no column called lenght/],
    [() => file(good), ['--covariate', 'judge'], /judge/],
    [() => file(good), ['--level', '2'], /level/],
    [() => file(good), ['--reference', 'nobody'], /nobody/],
    [() => file(['ada,bo,first,i1,j1,5,6']), [], /no finite strengths/],
    [() => file(good), ['--judge', '--length-step', '0'], /lengthStep/],
    [() => file([]), [], /no rows|no comparisons|empty/],
    [() => file(['ada,bo,tie,i1,j1,5,6', 'bo,ada,tie,i1,j1,5,6']), [], /all comparisons are ties/],
    [() => file(['ada,ada,first,i1,j1,5,6']), [], /line 2: .*compared with itself/],
    [() => file(['ada,bo,first,i1,j1,-5,6']), ['--judge'], /line 2|length/],
  ])('case %#', async (path, args, message) => {
    await expect(rate(path(), ...args)).rejects.toThrow(message)
  })
})

/** Verdicts with ties, families and human labels, by the same planted strengths. */
const rich = (items: number): string =>
  file(
    verdicts(items, 0.5, 0.002).map((line, i) => {
      const [first, second, choice, item, judge, one, other] = line.split(',')
      const luck = luckOf('rich').of(i)
      const verdict = luck.of('tie').uniform() < 0.15 ? 'tie' : choice
      const human = luck.of('human').uniform() < 0.7 ? choice : 'tie'
      const [own, left, right] = [
        judge!.at(-1)! < '5' ? 'A' : 'B',
        first === 'bo' ? 'B' : 'A',
        second === 'bo' ? 'B' : 'A',
      ]
      return [first, second, verdict, item, judge, one, other, own, left, right, human].join(',')
    }),
    'first,second,choice,item,judge,firstLength,secondLength,judgeFamily,firstFamily,secondFamily,human',
  )

describe('what a rating says beside its strengths', () => {
  test('expected scores are those of the strengths, with room for their errors, and turn round', async () => {
    const rated = await rate(file(verdicts(150, 0.5, 0)), '--side')
    const by = (name: string) => rated.abilities.find((each) => each.name === name)!.value
    const score = scoreOf(rated.scores, 'ada', 'cy')
    expect(score.score.value).toBeCloseTo(1 / (1 + Math.exp(by('cy') - by('ada'))), 10)
    const turned = scoreOf(rated.scores, 'cy', 'ada')
    expect(turned.score.value).toBeCloseTo(1 - score.score.value, 12)
    expect(turned.score.interval).toEqual([1 - score.score.interval![1], 1 - score.score.interval![0]])
    // The truth behind the verdicts stands in the interval, and the interval is no wider than a share of all its games has.
    const truth = 1 / (1 + Math.exp(-1.6))
    expect(score.score.interval![0]).toBeLessThan(truth)
    expect(score.score.interval![1]).toBeGreaterThan(truth)
    expect(score.score.interval![1] - score.score.interval![0]).toBeLessThan(0.12)
    expect(rated.fitness.pairs).toHaveLength(3)
    expect(rated.fitness.deviance!.df).toBe(3)
  })

  test('warnings name what is shared, what is near, who hardly met, and a place that was left out', async () => {
    const few = verdicts(40, 0.8, 0).concat('dee,bo,first,i1,j1,5,6', 'bo,dee,first,i2,j1,5,6')
    const { warnings } = await rate(file(few), '--judge')
    const all = warnings.join('\n')
    expect(all).toMatch(/share judges and items and are taken for independent/)
    expect(all).toMatch(/Compared fewer than 10 times.*dee \(2\)/)
    expect(all).toMatch(/2 pairs of 6 never met/)
    expect(all).toMatch(/leans to the one shown first .* --side does/)
    const clean = await rate(
      file(
        verdicts(150, 0.8, 0).map((line) => line.split(',').slice(0, 3).join(',')),
        'first,second,choice',
      ),
      '--side',
    )
    expect(clean.warnings).toEqual([])
  })

  test('the methods sentence says what was fitted', async () => {
    const { methods } = await rate(rich(60), '--side', '--cluster', 'judge', '--model', 'rao-kupper', '--level', '.9')
    expect(methods).toContain(
      'an advantage of the one shown first and ties after Rao and Kupper (1967), from 360 comparisons',
    )
    expect(methods).toContain(
      '90% intervals with errors clustered by judge (CR1, 9 clusters, t with 8 degrees of freedom)',
    )
  })
})

const rscript = spawnSync('Rscript', ['-e', 'library(survival); library(ordinal); library(sandwich)']).status === 0
describe.skipIf(!rscript)('the R that is printed (skipped without R, survival, ordinal and sandwich)', () => {
  test.each([
    ['--side --cluster judge'],
    ['--covariate firstLength --reference bo'],
    ['--model rao-kupper --side'],
    ['--model rao-kupper --cluster item'],
    ['--model thurstone --side --cluster judge'],
  ])('gives the same strengths and errors: %s', async (args) => {
    const path = rich(60)
    const rated = await rate(path, ...args.split(' '))
    const { stdout } = spawnSync('Rscript', ['-e', rated.r.join('\n')], { cwd: dirname(path), encoding: 'utf8' })
    // The errors of Thurstone's model are from another information there, as its script says.
    const near = args.includes('thurstone') ? 0.005 : 2e-5
    for (const { name, value, se, interval } of rated.abilities) {
      const found = new RegExp(`^${name} +(.*)$`, 'm').exec(stdout)![1]!.trim().split(/ +/).map(Number)
      expect(Math.abs(found[0]! - value)).toBeLessThan(2e-5)
      expect(Math.abs(found[1]! - se)).toBeLessThan(near)
      expect(Math.abs(found[3]! - interval[1])).toBeLessThan(3 * near)
    }
  })
})

describe('the page of a rating', () => {
  test('holds ladder, matrix, fit, the card of the judge, warnings, methods and R, and fetches nothing', async () => {
    const html = await ratingPage(await rate(rich(60), '--side', '--judge', '--covariate', 'firstLength'))
    for (const part of [
      'Ladder',
      'Who is expected to win',
      'How well it fits',
      'How far the judge can be trusted',
      'Methods',
      'The same in R',
    ])
      expect(html).toContain(`>${part}</h`)
    for (const what of ['being shown first', 'being longer by 100', 'the own family', 'kappa with people'])
      expect(html).toContain(what)
    expect(html).not.toMatch(/NaN|undefined|\[object Object\]|(?:src|href)="(?!#)|url\(/)
    expect(html.match(/<svg/g)).toHaveLength(
      html.match(/<svg[^>]*role="img"[^>]*aria-label="|<svg[^>]*aria-label="[^>]*role="img"/g)!.length,
    )
    expect(html.match(/<th(?![^>]*scope|ead)/g)).toBeNull()
  })

  test('says what of the judge could not be tested, and shows hostile names as text', async () => {
    const lines = verdicts(60, 0.3, 0).map((line) => line.split(',').slice(0, 3).join(',').replaceAll('ada', '<b>&ada'))
    const html = await ratingPage(await rate(file(lines, 'first,second,choice'), '--judge'))
    expect(html).toContain('What could not be tested')
    expect(html).toContain(
      'verdicts that change with the order: no two texts of one item were shown to a judge in both orders',
    )
    expect(html).toContain('agreement with people: no judgement has a human label')
    expect(html).toContain('&lt;b&gt;&amp;ada')
    expect(html).not.toContain('<b>')
  })

  test('stands in a folder with its pictures and tables, whose numbers are those of the rating', async () => {
    const path = rich(60)
    const rated = await rate(path, '--side', '--judge')
    const folder = join(dirname(path), 'rated')
    const files = await writeRating(rated, folder, 'svg')
    expect(files.map((each) => basename(each))).toEqual([
      'rating.html',
      ...['ladder', 'expected-scores', 'effects', 'judge-leanings', 'judge-place'].map((name) => `${name}.svg`),
      ...['strengths', 'expected-scores', 'coefficients', 'pairs', 'judge'].map((name) => `${name}.csv`),
    ])
    const table = await readTable(join(folder, 'strengths.csv'))
    for (const row of table.rows)
      expect(Number(row['strength'])).toBeCloseTo(rated.abilities.find(({ name }) => name === row['name'])!.value, 12)
    for (const each of files.filter((one) => one.endsWith('.svg')))
      expect(readFileSync(each, 'utf8')).not.toMatch(/var\(--|NaN|undefined/)
    await expect(writeRating(rated, join(files[0]!, 'below'), 'svg')).rejects.toThrow(
      /cannot make the folder .*below: a file stands/,
    )
  })
})

const browserPath = '/usr/bin/chromium'
describe.skipIf(!existsSync(browserPath))('the page of a rating in Chromium (skipped where it is absent)', () => {
  test.each([1280, 390])('is no wider than %d pixels, and its picture and matrix can be seen', async (width) => {
    const folder = scratch()
    const long = verdicts(30, 0.3, 0).map((line) =>
      line.replaceAll('ada', 'a-name-with-no-place-to-break-it-that-goes-on-and-on'),
    )
    writeFileSync(join(folder, 'page.html'), await ratingPage(await rate(file(long), '--side', '--judge')))
    const browser = await chromium.launch({
      executablePath: browserPath,
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
    })
    try {
      const page = await browser.newPage({ viewport: { width, height: 800 } })
      const errors: string[] = []
      page.on('console', (message) => errors.push(message.text()))
      await page.goto(pathToFileURL(join(folder, 'page.html')).href)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      expect(await page.locator('svg:visible').count()).toBeGreaterThanOrEqual(3)
      expect(await page.locator('.matrix td').count()).toBe(9)
      expect(errors).toEqual([])
    } finally {
      await browser.close()
    }
  })
})
