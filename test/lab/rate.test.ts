import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { luckOf } from 'suasion'
import { bradleyTerryRegression } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { readArguments } from '../../src/lab/command.ts'
import command from '../../src/lab/commands/rate.ts'
import { readTable } from '../../src/lab/measure/read-table.ts'
import { ratedTable } from '../../src/lab/rate/rate.ts'
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
  ])('case %#', async (path, args, message) => {
    await expect(rate(path(), ...args)).rejects.toThrow(message)
  })
})
