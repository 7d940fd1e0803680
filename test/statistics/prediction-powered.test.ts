import { readFileSync } from 'node:fs'
import { luckOf } from 'suasion'
import {
  leastSquares,
  numeric,
  predictionPowered,
  predictionPoweredDifference,
  predictionPoweredMean,
  type Row,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

const fixture = JSON.parse(readFileSync(new URL('fixtures/prediction-powered.json', import.meta.url), 'utf8'))
const rowsOf = (data: Record<string, readonly unknown[]>): Row[] =>
  Object.values(data)[0]!.map((_, i) => Object.fromEntries(Object.keys(data).map((key) => [key, data[key]![i]])))
const [labelled, unlabelled] = [rowsOf(fixture.labelled), rowsOf(fixture.unlabelled)]
const columns = { outcome: 'human', prediction: 'judge' }
const near = (ours: readonly number[], theirs: readonly number[]) => {
  for (const [k, value] of theirs.entries()) expect(ours[k]).toBeCloseTo(value, 9)
}

describe(`equal ${fixture.call}`, () => {
  test('mean and difference', () => {
    const mean = predictionPoweredMean(labelled, unlabelled, columns)
    near([mean.lambda, mean.value, mean.se], fixture.mean)
    const difference = predictionPoweredDifference(labelled, unlabelled, { ...columns, arm: 'arm', arms: [0, 1] })
    near([difference.value, difference.se], fixture.difference)
    expect(difference.name).toBe('1 - 0')
  })
  for (const [family, outcome, prediction] of [
    ['linear', 'human', 'judge'],
    ['logistic', 'yes', 'judged'],
  ] as const)
    test(`${family} coefficients`, () => {
      const terms = [numeric('x'), numeric('arm')]
      const fit = predictionPowered(labelled, unlabelled, { family, outcome, prediction, terms })
      const { lambda, coef, se } = fixture[family]
      near([fit.lambda, ...fit.coefficients.flatMap((one) => [one.value])], [lambda, ...coef])
      near(
        fit.coefficients.map((one) => one.se),
        se,
      )
    })
})

describe('what must hold of it', () => {
  test('a judge that says nothing costs nothing: lambda near 0 and the labelled rows alone', () => {
    const draw = luckOf('useless').of('judge')
    const deaf = (rows: readonly Row[]) => rows.map((row) => ({ ...row, judge: draw.normal() }))
    const fit = predictionPowered(deaf(labelled), deaf(unlabelled), {
      ...columns,
      family: 'linear',
      terms: [numeric('x')],
    })
    const plain = leastSquares(labelled, { outcome: 'human', terms: [numeric('x')] })
    expect(fit.lambda).toBeLessThan(0.25)
    expect(Math.abs(fit.coefficients[1]!.value - plain.coefficients[1]!.value)).toBeLessThan(plain.coefficients[1]!.se)
    expect(fit.coefficients[1]!.se).toBeLessThan(1.15 * plain.coefficients[1]!.se)
  })
  test('95% intervals hold the planted mean 95 times in 100, with a biased judge, and are shorter than without him', () => {
    let held = 0
    let shorter = 0
    const runs = 300
    for (let r = 0; r < runs; r++) {
      const draw = luckOf('ppi').of('run', r)
      const make = (n: number) =>
        Array.from({ length: n }, () => {
          const human = draw.normal(2)
          return { human, judge: 0.7 * human + 1 + draw.normal(0, 0.4) }
        })
      const [few, many] = [make(50), make(500)]
      const { interval, se } = predictionPoweredMean(few, many, columns)
      held += Number(interval[0] <= 2 && 2 <= interval[1])
      const mean = few.reduce((sum, row) => sum + row.human, 0) / 50
      const plain = Math.sqrt(few.reduce((sum, row) => sum + (row.human - mean) ** 2, 0) / 49 / 50)
      shorter += Number(se < plain)
    }
    expect(Math.abs(held / runs - 0.95)).toBeLessThan(3.5 * Math.sqrt((0.95 * 0.05) / runs))
    expect(shorter / runs).toBeGreaterThan(0.95)
  })
})

test('bad input is refused by name', () => {
  const model = { ...columns, family: 'linear', terms: [numeric('x')] } as const
  expect(() => predictionPowered(labelled, [], model)).toThrow(/no unlabelled rows/)
  expect(() => predictionPowered(labelled.slice(0, 5), unlabelled, model)).toThrow(/5 labelled rows/)
  expect(() => predictionPowered(labelled, [{ x: 1 }, ...unlabelled], model)).toThrow(/row 0: judge is undefined/)
  expect(() => predictionPowered(labelled, unlabelled, { ...model, outcome: 'h' })).toThrow(/row 0: h is undefined/)
  expect(() => predictionPowered(labelled, unlabelled, { ...model, family: 'logistic' })).toThrow(/between 0 and 1/)
  const arms = { ...columns, arm: 'arm', arms: [0, 2] } as const
  expect(() => predictionPoweredDifference(labelled, unlabelled, arms)).toThrow(/arm 2 has 0 labelled rows/)
})
