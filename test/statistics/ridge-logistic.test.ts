import { readFileSync } from 'node:fs'
import { luckOf } from 'suasion'
import { logistic, numeric, ridgeLogistic } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

const reference: Readonly<Record<string, readonly number[]>> = JSON.parse(
  readFileSync(new URL('./fixtures/ridge-logistic.json', import.meta.url), 'utf8'),
)
const { x1, x2, x3, y, separated } = reference as {
  x1: number[]
  x2: number[]
  x3: number[]
  y: (0 | 1)[]
  separated: (0 | 1)[]
}
const rows = x1.map((value, i) => [1, value, x2[i]!, x3[i]!])
const close = (ours: readonly number[], theirs: readonly number[]) => {
  for (const [k, value] of ours.entries()) expect(value).toBeCloseTo(theirs[k]!, 6)
}

describe('ridgeLogistic', () => {
  test('gives the coefficients that R finds by direct optimisation, also where the data are separated', () => {
    close(ridgeLogistic(rows, y).coefficients, reference['penalty1']!)
    close(ridgeLogistic(rows, y, { penalty: 5 }).coefficients, reference['penalty5']!)
    close(ridgeLogistic(rows, separated).coefficients, reference['separatedPenalty1']!)
  })
  test('comes to plain logistic regression as the penalty goes to 0, and to the base rate as it grows', () => {
    const plain = logistic(
      y.map((outcome, i) => ({ y: outcome, x1: x1[i]!, x2: x2[i]!, x3: x3[i]! })),
      { outcome: 'y', terms: ['x1', 'x2', 'x3'].map((column) => numeric(column)), interval: 'wald' },
    )
    close(
      ridgeLogistic(rows, y, { penalty: 1e-9 }).coefficients,
      plain.coefficients.map(({ value }) => value),
    )
    const flat = ridgeLogistic(rows, y, { penalty: 1e9 }).coefficients
    const share = y.filter((each) => each === 1).length / y.length
    close(flat, [Math.log(share / (1 - share)), 0, 0, 0])
  })
  test('recovers planted coefficients from many rows', () => {
    const luck = luckOf('ridge')
    const many = Array.from({ length: 20_000 }, (_, i) => [1, luck.of('a', i).pick([0, 1]), luck.of('b', i).normal()])
    const outcomes = many.map(([, a, b], i) => luck.of('y', i).uniform() < 1 / (1 + Math.exp(1 - a! - 0.5 * b!)))
    const [constant, a, b] = ridgeLogistic(many, outcomes).coefficients
    expect(constant).toBeCloseTo(-1, 1)
    expect(a).toBeCloseTo(1, 1)
    expect(b).toBeCloseTo(0.5, 1)
  })
  test.each<[string, () => unknown, RegExp]>([
    ['no penalty', () => ridgeLogistic(rows, y, { penalty: 0 }), /the penalty is 0; it must be above 0/],
    ['no intercept', () => ridgeLogistic([[2, 1]], [1]), /first column is the intercept; row 0 has 2/],
    ['ragged rows', () => ridgeLogistic([[1, 1], [1]], [1, 0]), /row 1 has 1 columns, and row 0 has 2/],
    [
      'a value that is not finite',
      () =>
        ridgeLogistic(
          [
            [1, Number.NaN],
            [1, 0],
          ],
          [1, 0],
        ),
      /row 0: value 1 is NaN/,
    ],
    [
      'an outcome that never varies',
      () =>
        ridgeLogistic(
          [
            [1, 1],
            [1, 0],
          ],
          [1, 1],
        ),
      /the outcome is 1 in all 2 rows/,
    ],
    ['nothing', () => ridgeLogistic([], []), /needs rows, and was given none/],
  ])('refuses %s', (_, call, words) => {
    expect(call).toThrow(words)
  })
})
