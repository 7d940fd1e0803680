import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { formula, generalisedMixed, linearMixed, modelFrame } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { readArguments } from '../../src/lab/command.ts'
import command from '../../src/lab/commands/measure.ts'
import { measuredTable } from '../../src/lab/measure/table.ts'
import { scratch } from './command-line.ts'

interface Entry {
  readonly method: string
  readonly formula: string
  readonly args: readonly string[]
  readonly call: string
  readonly coef: Readonly<Record<string, readonly [value: number, se: number]>>
  readonly logLik: number
  readonly anova?: readonly (readonly number[])[]
  readonly deviance?: readonly (readonly number[])[]
  readonly means?: readonly (readonly number[])[]
  readonly pairs?: readonly (readonly number[])[]
}
const { data, entries } = JSON.parse(
  readFileSync(new URL('../statistics/fixtures/formulas.json', import.meta.url), 'utf8'),
) as { data: Record<string, (string | number | boolean)[]>; entries: Entry[] }
const names = Object.keys(data)
const rows = data.y!.map((_, i) => Object.fromEntries(names.map((name) => [name, data[name]![i]!])))

// R orders the parts of a product by where a column first stands in the formula.
const ordered = (name: string): string => name.split(':').sort().join(':')

test.each(entries)('$call', async ({ method, formula, args, coef, logLik, anova, deviance, means, pairs }) => {
  const path = join(scratch(), 'data.csv')
  writeFileSync(path, [names.join(), ...rows.map((row) => names.map((name) => row[name]).join())].join('\n'))
  const found = await measuredTable(readArguments(command, [path, '--formula', formula, '--method', method, ...args]))
  // lme4 finds its standard errors by differences of a search that stops early.
  const digits = method === 'glmm' ? 4 : 6
  const theirs = Object.fromEntries(Object.entries(coef).map(([name, one]) => [ordered(name), one]))
  expect(found.coefficients.map(({ name }) => ordered(name)).sort()).toEqual(Object.keys(theirs).sort())
  for (const { name, value, se } of found.coefficients) {
    expect(value, name).toBeCloseTo(theirs[ordered(name)]![0], digits)
    expect(se, name).toBeCloseTo(theirs[ordered(name)]![1], digits)
  }
  const { 'log-likelihood': height, 'REML criterion': criterion } = found.about
  expect(height ?? -criterion! / 2).toBeCloseTo(logLik, 6)
  for (const [k, line] of (anova ?? []).entries()) {
    const { df, sumOfSquares, statistic, p } = found.anova!.terms[k]!
    for (const [at, one] of [df, sumOfSquares!, statistic, p].entries()) expect(one).toBeCloseTo(line[at]!, 8)
  }
  for (const [k, line] of (deviance ?? []).entries()) {
    const { df, statistic, p } = found.anova!.terms[k]!
    for (const [at, one] of [df, statistic, p].entries()) expect(one).toBeCloseTo(line[at]!, 5)
  }
  const [over] = found.means
  for (const [theirs, ours] of [
    [means, over?.means],
    [pairs, over?.contrasts],
  ] as const)
    for (const [k, line] of (theirs ?? []).entries()) {
      const { value, se, df, p, interval } = ours![k]!
      for (const [at, one] of [value, se, df!, p, ...interval].entries()) expect(one / line[at]!).toBeCloseTo(1, 4)
    }
})

test('a frame handed to a mixed model is fitted as its formula says, or refused', () => {
  const frame = modelFrame(rows, formula('y ~ 0 + x + (1 | s)'))
  expect(linearMixed(frame.rows, frame).parameters).toEqual(['x'])
  const shifted = modelFrame(rows, formula('y ~ x + offset(e) + (1 | s)'))
  expect(() => linearMixed(shifted.rows, shifted)).toThrow('a linear mixed model takes no offset')
  const counts = modelFrame(rows, formula('c ~ 0 + x + offset(e) + (1 | s)'))
  const model = { ...counts, family: 'poisson' } as const
  expect(generalisedMixed(counts.rows, model).parameters).toEqual(['x'])
  expect(() => generalisedMixed(counts.rows, { ...model, exposure: 'e' })).toThrow(
    'the offset is the logarithm of e or e',
  )
})

describe('the lines of R that are printed', () => {
  const awkward = (cells: readonly string[] = []): string => {
    const path = join(scratch(), 'data.csv')
    const lines = rows.map((row, i) =>
      [
        row.y,
        row.h,
        row.t,
        row.x,
        `"${['lo, 1', 'mid', 'hi'][Math.min(2, Math.max(0, Math.floor(Number(row.y))))]}"`,
        cells[i] ?? row.e,
      ].join(),
    )
    writeFileSync(path, ['y,the group,t,x,said,e', ...lines].join('\n'))
    return path
  }
  const of = (path: string, ...args: string[]) => measuredTable(readArguments(command, [path, ...args]))

  test('name columns with other characters, drop incomplete rows, and ask for means and terms too', async () => {
    const path = awkward(['', '.', 'NA'])
    const { r, n } = await of(
      path,
      ...['--formula', 'y ~ `the group` * t + e', '--method', 'ols', '--reference', 'the group=w', '--anova', '2'],
      ...['--emm', 'the group', '--contrasts', '1,0,-1', '--contrasts', 'control=u'],
    )
    expect(n).toBe(117)
    expect(r).toEqual([
      `d <- read.csv(${JSON.stringify(path)}, na.strings = c("", "NA", "NaN", "null", "NULL", "."), strip.white = TRUE, check.names = FALSE)`,
      'd <- d[complete.cases(d[c("y", "the group", "t", "e")]), ]',
      'd[["the group"]] <- factor(d[["the group"]], levels = c("w", "u", "v"))',
      'd$t <- factor(toupper(d$t) == "TRUE", levels = c(FALSE, TRUE))',
      'm <- lm(y ~ `the group` * t + e, d); summary(m); confint(m)',
      'car::Anova(m, type = 2)',
      'e <- emmeans::emmeans(m, ~ `the group`); summary(e, infer = TRUE)',
      'summary(emmeans::contrast(e, list(c(-1, 1, 0)), adjust = "holm"), infer = TRUE)',
      'summary(emmeans::contrast(e, "trt.vs.ctrl", ref = 2, adjust = "holm"), infer = TRUE)',
    ])
  })

  test('write the outcome as each call wants it, however the formula is spaced', async () => {
    const path = awkward()
    const levels = ['--levels', '"lo, 1",mid,hi']
    const clm = await of(
      path,
      '--formula',
      'said~x + t',
      '--method',
      'clm',
      '--interval',
      'wald',
      '--anova',
      '2',
      ...levels,
    )
    expect(clm.r.slice(-2)).toEqual([
      'm <- ordinal::clm(ordered(said) ~ x + t, data = d); summary(m); confint(m)',
      'car::Anova(MASS::polr(ordered(said) ~ x + t, d, Hess = TRUE), type = 2)',
    ])
    expect(clm.cuts!.map(({ name }) => name)).toEqual(['lo, 1|mid', 'mid|hi'])
    const free = ['--method', 'ppo', '--free', '`the group`', '--interval', 'wald', ...levels]
    const { r } = await of(path, '--formula', 'said ~ x + `the group`', ...free)
    expect(r.at(-1)).toContain('ordinal::clm(ordered(said) ~ x, nominal = ~ `the group`, data = d)')
    const truth = await of(path, '--formula', 't ~ x', '--method', 'glm', '--interval', 'wald')
    expect(truth.r.slice(1, -1)).toEqual(['d$t <- toupper(d$t) == "TRUE"'])
  })

  const installed = spawnSync('Rscript', ['--version']).status === 0
  test.skipIf(!installed)('give the same coefficients where R is installed', async () => {
    for (const args of [
      ['--formula', 'y ~ `the group` / x + t', '--method', 'ols', '--reference', 'the group=v'],
      ['--formula', 't ~ `the group` + I(x^2) + offset(log(e))', '--method', 'glm', '--coding', 'effects'],
    ]) {
      const { r, coefficients } = await of(awkward(['', '.']), ...args)
      const program = `${r.join('\n').replace('summary(m); confint(m)', 'cat(coef(m))')}`
      const { stdout } = spawnSync('Rscript', ['-e', program], { encoding: 'utf8' })
      const theirs = stdout.trim().split(/\s+/).map(Number)
      const up = (a: number, b: number): number => a - b
      expect(coefficients.map(({ value }) => value).sort(up)).toEqual(
        theirs.sort(up).map((one) => expect.closeTo(one, 4)),
      )
    }
  })
})

test('an offset without its logarithm, and cells parted by other signs, are named', async () => {
  const path = join(scratch(), 'data.csv')
  writeFileSync(path, ['y,x,big', ...rows.map((row, i) => `${i % 2},${row.x},${1e6 + i}`)].join('\n'))
  for (const family of ['logit', 'probit', 'cloglog', 'poisson'])
    await expect(
      measuredTable(
        readArguments(command, [path, '--formula', 'y ~ x + offset(big)', '--method', 'glm', '--family', family]),
      ),
    ).rejects.toThrow('data.csv line 2: the offset big is 1000000, and it adds to a logarithm or logit')
  writeFileSync(path, 'y;x\n1;2\n3;4\n')
  await expect(measuredTable(readArguments(command, [path, '--formula', 'y ~ x', '--method', 'ols']))).rejects.toThrow(
    'has one column, y;x: its cells seem to be parted by ;',
  )
})

test('a group that is a fixed effect too, counts of 0 alone, and a column called constructor', async () => {
  const path = join(scratch(), 'data.csv')
  const of = (text: string, method: string, ...more: string[]) =>
    measuredTable(readArguments(command, [path, '--formula', text, '--method', method, ...more]))
  writeFileSync(path, 'y,x,c\n1,1,0\n2,1,0\n3,2,4\n4,2,1\n5,3,2\n6.5,3,3')
  await expect(of('y ~ factor(x) + (1 | x)', 'lmm')).rejects.toThrow('takes up all that varies by x')
  await expect(of('c ~ factor(x)', 'poisson')).rejects.toThrow('some level has counts of 0 alone')
  writeFileSync(path, ['constructor,toString,y', ...rows.map((row) => [row.h, row.x, row.y].join())].join('\n'))
  const { means, coefficients } = await of('y ~ constructor + toString', 'ols', '--emm', 'constructor')
  expect(coefficients.map(({ name }) => name)).toEqual(['intercept', 'constructor=v', 'constructor=w', 'toString'])
  expect(Object.keys(means[0]!.held)).toEqual(['toString'])
})

test('half of many rows missing, lines within quotes, and UTF-16', async () => {
  const path = join(scratch(), 'data.csv')
  const of = () => measuredTable(readArguments(command, [path, '--formula', 'y ~ x', '--method', 'ols']))
  const lines = Array.from({ length: 40_000 }, (_, i) => `${i % 2 ? '' : (i % 7) + (i % 3)},${i % 11}`)
  writeFileSync(path, ['y,x', ...lines].join('\n'))
  const began = performance.now()
  const { n, leftOut } = await of()
  expect(n).toBe(20_000)
  expect(leftOut.why).toEqual([`y is empty in 20000 (first: ${path} line 3)`])
  // Counting what is missing once took time by the square of how much is.
  expect(performance.now() - began).toBeLessThan(4000)
  writeFileSync(path, 'y,x,g\r\n1,2,"a\r\nb"\r\n2,3,c\r\n3,x5,"a\r\nb"\r\n4,6,c\r\n')
  await expect(of()).rejects.toThrow('line 6, column x: "x5"')
  writeFileSync(path, Buffer.from('\ufeffy,x\n1,2\n', 'utf16le'))
  await expect(of()).rejects.toThrow('is written in UTF-16; save it as UTF-8')
})
