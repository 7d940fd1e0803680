import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { formula, generalisedMixed, linearMixed, modelFrame } from 'suasion/statistics'
import { expect, test } from 'vitest'
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
}
const { data, entries } = JSON.parse(
  readFileSync(new URL('../statistics/fixtures/formulas.json', import.meta.url), 'utf8'),
) as { data: Record<string, (string | number | boolean)[]>; entries: Entry[] }
const names = Object.keys(data)
const rows = data.y!.map((_, i) => Object.fromEntries(names.map((name) => [name, data[name]![i]!])))

// R orders the parts of a product by where a column first stands in the formula.
const ordered = (name: string): string => name.split(':').sort().join(':')

test.each(entries)('$call', async ({ method, formula, args, coef, logLik, anova }) => {
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
