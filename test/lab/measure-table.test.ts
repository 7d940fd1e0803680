import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { luckOf } from 'suasion'
import { cumulativeMixed, factor, generalisedMixed, linearMixed } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { readArguments } from '../../src/lab/command.ts'
import command from '../../src/lab/commands/measure.ts'
import type { MeasuredTable } from '../../src/lab/measure/result.ts'
import { measuredTable } from '../../src/lab/measure/table.ts'
import { measuredText } from '../../src/lab/measure/text.ts'
import { built, scratch, suasion } from './command-line.ts'

const fixture = JSON.parse(readFileSync(new URL('../statistics/fixtures/regression.json', import.meta.url), 'utf8'))
const names = Object.keys(fixture.data)
const line = (i: number): string => names.map((name) => String(fixture.data[name][i])).join(',')
const csv = [names.join(','), ...Array.from({ length: 240 }, (_, i) => line(i))].join('\n')

/** A file in a folder of its own. */
const file = (text: string, name = 'data.csv'): string => {
  const path = join(scratch(), name)
  writeFileSync(path, text)
  return path
}
const measure = (path: string, ...args: string[]): Promise<MeasuredTable> =>
  measuredTable(readArguments(command, [path, ...args]))
const model = (text: string, method: string, ...more: string[]): string[] => [
  '--formula',
  text,
  '--method',
  method,
  ...more,
]
const human = ['--reference', 'opponent=human']
/** What R says, by the id of the call that made it. */
// biome-ignore lint/suspicious/noExplicitAny: the fixture has another shape for every entry
const r = (id: string): any => fixture.entries[id].output
const near = (ours: readonly number[], theirs: readonly number[], digits = 6) => {
  expect(ours.length).toBe(theirs.length)
  for (const [k, one] of theirs.entries()) expect(ours[k]).toBeCloseTo(one, digits)
}
const rowsOf = ({ coefficients }: MeasuredTable) =>
  coefficients.flatMap((one) => [one.value, one.se, one.statistic, one.p])

describe('a user’s table gives the numbers of R', () => {
  const path = (): string => file(csv)
  test('ols, glm, poisson, nb', async () => {
    near(
      rowsOf(await measure(path(), ...model('y ~ pre + opponent * personalised', 'ols', ...human))),
      r('ols').coef.flat(),
    )
    const won = 'won ~ pre + opponent * personalised'
    for (const family of ['logit', 'probit', 'cloglog'])
      near(
        rowsOf(await measure(path(), ...model(won, 'glm', '--family', family, ...human))),
        r(`glm-${family}`).coef.flat(),
      )
    near(
      rowsOf(await measure(path(), ...model('count ~ x + opponent', 'poisson', ...human))),
      r('glm-poisson').coef.flat(),
    )
    const nb = await measure(path(), ...model('count ~ x + opponent * personalised', 'nb', ...human))
    near(rowsOf(nb), r('nb').coef.flat(), 5)
    expect(nb.about['theta']).toBeCloseTo(r('nb').theta, 5)
  })

  test('clm, ppo, and errors by cluster', async () => {
    const text = 'post ~ pre + opponent * personalised'
    const clm = await measure(path(), ...model(text, 'clm', ...human))
    near(
      [...clm.cuts!, ...clm.coefficients].flatMap((one) => [one.value, one.se]),
      r('clm').coef.flatMap((one: number[]) => one.slice(0, 2)),
      5,
    )
    expect(clm.tests[0]).toMatchObject({ name: 'parallel odds, Brant, all', df: 12 })
    const ppo = await measure(
      path(),
      ...model('post ~ pre + opponent + personalised', 'ppo', '--free', 'opponent', ...human),
    )
    near([...ppo.cuts!.map((cut) => -cut.value), ...ppo.coefficients.map((one) => one.value)], r('ppo').coef, 5)
    const robust = await measure(
      path(),
      ...model('y ~ pre + opponent * personalised', 'ols', '--cluster', 'debate', ...human),
    )
    near(
      robust.coefficients.flatMap((one) => [one.se, one.df!, one.p]),
      r('cr2-ols').table.flat(),
    )
    const ordinal = await measure(path(), ...model(text, 'clm', '--cluster', 'debate', '--correction', 'CR0', ...human))
    near(
      [...ordinal.cuts!, ...ordinal.coefficients].map((one) => one.se),
      r('clm-cluster').se,
      5,
    )
  })

  test('means, contrasts, analysis of variance, effects coding', async () => {
    const of = model('y ~ pre + opponent * personalised', 'ols', ...human)
    const { means } = await measure(path(), ...of, '--emm', 'opponent,personalised', '--contrasts', 'pairwise')
    expect(means[0]!.means.map((one) => one.value).sort()).toEqual(
      r('emm-ols')
        .table.map((row: number[]) => expect.closeTo(row[0]!, 6))
        .sort((a: { sample: number }, b: { sample: number }) => a.sample - b.sample),
    )
    const pairs = means[0]!.contrasts
    expect(pairs.map((one) => one.adjust)).toEqual(Array(6).fill('tukey'))
    const theirs = r('emm-ols-pairs-tukey')
      .table.map((row: number[]) => Math.abs(row[0]!))
      .sort()
    near(pairs.map((one) => Math.abs(one.value)).sort(), theirs)
    const anova = await measure(
      path(),
      ...model('y ~ pre + topic * opponent + personalised', 'ols', '--coding', 'effects', '--anova', '3'),
    )
    near(
      anova.anova!.terms.map((one) => one.statistic),
      r('anova-3')
        .table.slice(0, -1)
        .map((row: number[]) => row[2]),
    )
    const effects = await measure(
      path(),
      ...model('y ~ topic + opponent * personalised', 'ols', '--coding', 'effects', '--reference', 'opponent=ai'),
    )
    near(rowsOf(effects), r('ols-effects').coef.flat())
    const adjusted = await measure(path(), ...of, '--adjust', 'holm')
    expect(adjusted.coefficients[0]!.adjusted).toBeUndefined()
    expect(adjusted.coefficients[1]!.adjusted).toBeCloseTo(4 * adjusted.coefficients[1]!.p, 12)
  })

  test('from TSV and Parquet too, with words in order and a computed column', async () => {
    const tabs = file(csv.replaceAll(',', '\t'), 'data.tsv')
    const of = model('y ~ log(x) + I(pre^2)', 'ols')
    const first = await measure(file(csv), ...of)
    expect((await measure(tabs, ...of)).coefficients).toEqual(first.coefficients)
    const parquet = join(scratch(), 'data.parquet')
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    await connection.run(`COPY (SELECT * FROM read_csv('${file(csv)}')) TO '${parquet}' (FORMAT parquet)`)
    connection.closeSync()
    expect((await measure(parquet, ...of)).coefficients).toEqual(first.coefficients)
    const words = csv
      .split('\n')
      .map((text, i) =>
        i === 0
          ? text
          : text.replace(
              /^(\d+,\w+,\w+,\w+,\d),([^,]+),(\d)/,
              (_, a, x, post) => `${a},${x},${'abcde'[Number(post) - 1]}`,
            ),
      )
    const ordered = await measure(file(words.join('\n')), ...model('post ~ pre', 'clm', '--levels', 'a,b,c,d,e'))
    near(
      [ordered.coefficients[0]!.value],
      [(await measure(file(csv), ...model('post ~ pre', 'clm'))).coefficients[0]!.value],
      9,
    )
  })

  test('prints text, JSON without a number that is none, a page, and lines of R', async () => {
    const result = await measure(file(csv), ...model('won ~ pre + opponent', 'glm', '--emm', 'opponent', ...human))
    const text = measuredText(result)
    expect(text.replace(/na\.strings = c\(.*?\)/, '')).not.toMatch(/undefined|NaN|\[object/)
    expect(text).toContain('odds ratio')
    expect(result.r.join('\n')).toContain('d$opponent <- factor(d$opponent, levels = c("human", "ai"))')
    expect(JSON.parse(JSON.stringify(result))).toEqual(
      JSON.parse(
        JSON.stringify(result, (_, value) =>
          typeof value === 'number' && !Number.isFinite(value) ? 'not finite' : value,
        ),
      ),
    )
  })
})

describe('bad tables', () => {
  const wrong = async (text: string, args: readonly string[], why: string): Promise<void> => {
    await expect(measure(file(text), ...args), why).rejects.toThrow(why)
  }
  const ols = (text: string, ...more: string[]): string[] => model(text, 'ols', ...more)
  test('files that are no table', async () => {
    await expect(measure('/nowhere/data.csv', ...ols('y ~ x'))).rejects.toThrow('there is no file /nowhere/data.csv')
    await wrong('', ols('y ~ x'), 'is empty; its first line names the columns')
    await wrong('y,x\n', ols('y ~ x'), 'no rows')
    await wrong('y,x\n1,2\n3\n', ols('y ~ x'), 'on line 3')
    await wrong('y,y\n1,2\n', ols('y ~ x'), 'two columns called y')
    await expect(measure(file('not parquet', 'data.parquet'), ...ols('y ~ x'))).rejects.toThrow(
      'is not a Parquet table',
    )
  })

  test('cells, named by their line', async () => {
    await wrong('y,x\n1,2\n2,4\n3,n/a\n4,3\n', ols('y ~ x'), 'line 4, column x: "n/a" is no number')
    await wrong('y,x\n1,1e999\n2,2\n3,3\n', ols('y ~ x'), 'line 2, column x: "1e999" is no number')
    await wrong('y,x\n1,1e308\n2,2\n3,3\n4,9\n', ols('y ~ x'), 'x reaches 1e+308, too far from 1')
    await wrong('y,x\n1,2\n2,0\n3,3\n4,9\n', ols('y ~ log(x)'), 'line 3: log(x) is -Infinity, as x is 0')
    await wrong('y,x\n1,2\n2,\n3,3\n4,9\n', ols('y ~ x', '--missing', 'refuse'), 'line 3, column x is empty')
    await wrong('y,x\n,2\n,3\n', ols('y ~ x'), 'y is empty in every one')
    await wrong('y,g\n1,a\n1,a\n0,b\n', model('g ~ y', 'glm'), 'holds the words a, b; say which of two is the success')
    await wrong('y,g\n0,a\n2,a\n1,b\n', model('y ~ g', 'glm'), 'line 3: y is 2; it must be true or false, or 1 or 0')
    const { leftOut, n } = await measure(file('y,x\n1,2\n2,\n3,3\n4,9\n5,5\n'), ...ols('y ~ x'))
    expect([n, leftOut.rows]).toEqual([4, 1])
    expect(leftOut.why[0]).toMatch(/x is empty in 1 \(first: .*line 3\)/)
  })

  test('columns and levels', async () => {
    await wrong(csv, ols('y ~ opponnent'), 'did you mean opponent?')
    await wrong(csv, ols('y ~ pre', '--cluster', 'nobody'), 'has no column nobody, which --cluster names')
    await wrong(csv, ols('y ~ opponent', '--reference', 'opponent=robot'), 'opponent has no level robot')
    await wrong('y,x,c\n1,2,5\n2,4,5\n3,1,5\n4,3,5\n', ols('y ~ c'), 'c is 5 in every row')
    await wrong('y,x,c\n1,2,5\n2,4,5\n3,1,5\n4,3,5\n', ols('c ~ x'), 'c is 5 in every row')
    await wrong('y,x,c\n1,2,5\n2,4,5\n3,1,5\n4,3,5\n', ols('y ~ factor(c)'), 'c has one level only')
    await wrong(
      'y,x,c\n1,2,5\n2,4,5\n3,1,5\n4,3,5\n',
      ols('y ~ x', '--cluster', 'c'),
      'c is 5 in every row; robust errors need two clusters',
    )
    await wrong('y,x\n1,2\n2,4\n3,1\n', ols('y ~ x + I(2 * x)'), 'I(2 * x) follows from intercept, x')
    await wrong(
      'y,a,b\n1,p,u\n2,p,u\n3,q,u\n4,q,v\n5,q,v\n7,q,u\n',
      ols('y ~ a * b'),
      'no row has a p and b v; merge levels',
    )
    await wrong('y,x\n0,1\n0,2\n0,3\n1,4\n1,5\n', model('y ~ x', 'glm'), 'separated by')
    await wrong(csv, ols('y ~ opponent + pre', '--emm', 'pre'), 'pre is no factor of')
  })

  test('options that do not go together', async () => {
    await wrong(csv, ['--formula', 'y ~ x'], 'suasion measure needs --method: ols (')
    await wrong(csv, ['--method', 'ols'], 'needs --formula')
    await wrong(csv, model('y ~ x', 'olss'), 'there is no method called olss')
    await wrong(csv, ols('y ~ x + (1 | topic)'), 'fits no random part (1 | topic)')
    await wrong(csv, model('post ~ 0 + pre', 'clm'), 'cut points in place of an intercept')
    await wrong(csv, ols('y ~ x + offset(pre)'), 'takes no offset')
    await wrong(csv, model('post ~ pre', 'ppo'), 'needs --free TERM')
    await wrong(csv, model('post ~ pre', 'clm', '--free', 'pre'), '--method ppo frees some')
    await wrong(csv, model('post ~ pre', 'ppo', '--free', 'x'), 'no term of the formula; its terms are pre')
    await wrong(csv, model('count ~ x', 'nb', '--cluster', 'debate'), 'no errors by cluster here')
    await wrong(csv, ols('y ~ x', '--correction', 'CR1'), 'name its column with --cluster')
    await wrong(csv, ols('y ~ x', '--interval', 'profile'), 'takes no --interval')
    await wrong(csv, ols('y ~ x', '--family', 'probit'), 'takes no --family')
    await wrong(csv, ols('y ~ x', '--level', '95'), 'must lie between 0 and 1')
    await wrong(csv, ols('y ~ opponent', '--contrasts', 'pairwise'), 'say over which factors with --emm')
    await wrong(csv, ols('y ~ opponent', '--emm', 'opponent', '--contrasts', '1,2,3'), 'there are 2 means')
    await wrong(csv, ols('y ~ opponent * personalised', '--anova', '3'), 'use effects coding')
    await wrong(csv, model('post ~ pre', 'ppo', '--free', 'pre', '--anova', '2'), 'has no --anova')
    await wrong(csv, ols('y ~ pre', '--adjust', 'tukey'), 'all pairs of means')
    await wrong(csv, ols('y ~ pre', '--levels', '1,2'), 'takes numbers')
  })
})

describe.skipIf(!built)('suasion measure', () => {
  test('prints, writes a page and JSON, and gives misuse without a stack', async () => {
    const folder = scratch()
    writeFileSync(join(folder, 'data.csv'), csv)
    const of = [
      'measure',
      'data.csv',
      '--formula',
      'post ~ pre + opponent * personalised',
      '--method',
      'clm',
      '--cluster',
      'debate',
    ]
    const { code, out } = await suasion(
      folder,
      ...of,
      '--html',
      'post.html',
      '--emm',
      'opponent',
      '--contrasts',
      'pairwise',
    )
    expect(code).toBe(0)
    expect(out).toContain('CR1 over 60 clusters')
    const page = readFileSync(join(folder, 'post.html'), 'utf8')
    expect(existsSync(join(folder, 'post.html'))).toBe(true)
    expect(page).toContain('<svg')
    expect(page.replaceAll('NaN&quot;', '')).not.toMatch(/NaN|undefined|<script/)
    const json = await suasion(folder, ...of, '--json')
    expect(JSON.parse(json.out)).toMatchObject({ n: 240, method: 'clm', statistic: 't' })
    const bad = await suasion(folder, 'measure', 'data.csv', '--formula', 'post ~ pre +', '--method', 'clm')
    expect([bad.code, bad.out]).toEqual([2, ''])
    expect(bad.err).toBe('suasion: the formula post ~ pre + cannot be read at its end: a column is wanted here\n')
  })
})

describe('mixed models on a table', () => {
  const luck = luckOf('mixed table')
  const rows = Array.from({ length: 240 }, (_, i) => {
    const topic = i % 12
    const arm = luck.of('arm', i).pick(['ai', 'human'])
    const noise = luck.of('error', i).normal()
    const score = (arm === 'ai' ? 0.5 : 0) + luck.of('topic', topic).normal() + noise
    const post = Math.max(1, Math.min(5, Math.round(score + 3)))
    return { topic: `t${topic}`, arm, score, won: score > 0 ? 1 : 0, post }
  })
  const path = (): string =>
    file(['topic,arm,score,won,post', ...rows.map((row) => Object.values(row).join(','))].join('\n'))
  const [terms, random] = [[factor('arm')], [{ group: 'topic' }]]

  test('give what their functions give, which equal R, with R’s call beside them', async () => {
    const told = (method: string, outcome: string) =>
      measure(path(), ...model(`${outcome} ~ arm + (1 | topic)`, method))
    const same = (
      found: MeasuredTable,
      { coefficients }: { readonly coefficients: readonly { readonly value: number }[] },
    ) =>
      near(
        found.coefficients.map(({ value }) => value),
        coefficients.map(({ value }) => value),
        9,
      )
    const linear = await told('lmm', 'score')
    same(linear, linearMixed(rows, { outcome: 'score', terms, random }))
    expect(measuredText(linear)).toContain('lmerTest::lmer(score ~ arm + (1 | topic), d)')
    expect(linear.about['sd of intercept over topic']).toBeGreaterThan(0.3)
    same(await told('glmm', 'won'), generalisedMixed(rows, { outcome: 'won', terms, random, family: 'binomial' }))
    same(await told('clmm', 'post'), cumulativeMixed(rows, { outcome: 'post', terms, random }))
  })

  test('want a random part, a group with levels, and a column that is there', async () => {
    const refused = (text: string) => measure(path(), ...model(text, 'lmm'))
    await expect(refused('score ~ arm')).rejects.toThrow('needs a random part in the formula, as (1 | topic)')
    await expect(refused('score ~ arm + (1 | nobody)')).rejects.toThrow('has no column nobody')
    await expect(refused('score ~ 1 + (1 | arm)')).resolves.toMatchObject({ method: 'lmm' })
  })
})
