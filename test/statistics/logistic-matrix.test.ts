import { luckOf } from 'suasion'
import { bootstrap, bootstrapMean, logistic, logisticMatrix, numeric, SeparationError } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { stronglyConnected } from '../../src/math/components.ts'
import { type CrossProduct, fastCrossProduct, plainCrossProduct } from '../../src/math/cross-product.ts'
import { cholesky, choleskyInverse } from '../../src/math/linear.ts'
import { minimise } from '../../src/math/minimise.ts'
import { plainResampledSum, resampledSum } from '../../src/math/resample-sum.ts'
import {
  analyse,
  factorise,
  logDeterminant,
  placeOf,
  selectedInverse,
  solveLower,
  solveUpper,
} from '../../src/math/sparse-cholesky.ts'

const luck = luckOf('matrix-test')
const normals = (purpose: string, n: number): Float64Array => {
  const draw = luck.of(purpose, n)
  return Float64Array.from({ length: n }, () => draw.normal())
}

describe('the WebAssembly kernel', () => {
  test.each([1, 2, 3, 4, 5, 7, 8, 20, 33])('equals the plain loops to 1e-12 with %i columns', (columns) => {
    const n = 1303
    const x = normals('kernel', n * columns)
    const b = normals('coefficients', columns)
    const run = (kernel: CrossProduct) => {
      const square = new Float64Array(columns * columns)
      const right = new Float64Array(columns)
      const predicted: number[] = []
      for (let from = 0; from < n; from += kernel.rows) {
        const to = Math.min(n, from + kernel.rows)
        const eta = kernel.predict(from, to, b)
        for (let i = from; i < to; i++) {
          predicted.push(eta[i - from]!)
          kernel.weights[i - from] = 1 / (2 + Math.sin(i))
          kernel.v[i - from] = Math.cos(i)
        }
        kernel.add()
      }
      kernel.take(square, right)
      const again = new Float64Array(columns * columns)
      kernel.take(again, new Float64Array(columns))
      expect(again.every((value) => value === 0)).toBe(true)
      return [...square, ...right, ...predicted]
    }
    const [fast, plain] = [run(fastCrossProduct(x, columns)), run(plainCrossProduct(x, columns))]
    const scale = plain.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    for (const [k, value] of plain.entries())
      expect(Math.abs(fast[k]! - value)).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(value), 1e-3 * scale))
  })
})

describe('logistic regression on a matrix', () => {
  const n = 9000
  const [first, second] = [normals('first', n), normals('second', n)]
  const x = Float64Array.from(
    { length: 3 * n },
    (_, k) => [1, first, second].map((c) => (c === 1 ? 1 : (c as Float64Array)[Math.floor(k / 3)]!))[k % 3]!,
  )
  const draw = luck.of('outcome')
  const y = Uint8Array.from(first, (value, i) =>
    Number(draw.uniform() < 1 / (1 + Math.exp(0.5 - value + 0.3 * second[i]!))),
  )
  test('equals the regression on rows', () => {
    const rows = Array.from(first, (a, i) => ({ a, b: second[i]!, y: y[i]! }))
    const other = logistic(rows, { outcome: 'y', terms: [numeric('a'), numeric('b')], interval: 'wald' })
    for (const kernel of [fastCrossProduct, plainCrossProduct]) {
      const fit = logisticMatrix(x, 3, y, kernel)
      expect(fit.logLikelihood).toBeCloseTo(other.logLikelihood, 7)
      for (const [k, one] of other.coefficients.entries()) {
        expect(fit.coefficients[k]).toBeCloseTo(one.value, 9)
        expect(fit.se[k]).toBeCloseTo(one.se, 8)
      }
    }
  })
  test('starts on a part of many rows and ends at the same place', () => {
    const many = 13_000
    const wide = normals('wide', many)
    const out = Uint8Array.from(wide, (value) => Number(draw.uniform() < 1 / (1 + Math.exp(-value))))
    const fit = logisticMatrix(wide, 1, out)
    expect(fit.iterations).toBeLessThan(5)
    const slope = wide.reduce(
      (sum, value, i) => sum + value * (out[i]! - 1 / (1 + Math.exp(-value * fit.coefficients[0]!))),
      0,
    )
    expect(Math.abs(slope)).toBeLessThan(1e-7)
  })
  test('bad input is refused', () => {
    const bad = Float64Array.from(x)
    bad[7] = Number.NaN
    expect(() => logisticMatrix(bad, 3, y)).toThrow(/row 2, column 1 is NaN/)
    expect(() => logisticMatrix(x, 2, y)).toThrow(/27000 numbers/)
    expect(() => logisticMatrix(x, 3, new Uint8Array(n))).toThrow(/0 in every row/)
    expect(() => logisticMatrix(x, 3, new Uint8Array(n).fill(2))).toThrow(/row 0: the outcome is 2/)
    expect(() =>
      logisticMatrix(
        first,
        1,
        Uint8Array.from(first, (value) => Number(value > 0)),
      ),
    ).toThrow(SeparationError)
    const always = y.slice().fill(1, 0, 40)
    const marked = Float64Array.from({ length: 2 * n }, (_, k) => (k % 2 === 0 ? 1 : Number(Math.floor(k / 2) < 40)))
    expect(() => logisticMatrix(marked, 2, always)).toThrow(SeparationError)
    const twice = Float64Array.from({ length: 2 * n }, (_, k) => first[Math.floor(k / 2)]! * (1 + (k % 2)))
    expect(() => logisticMatrix(twice, 2, y)).toThrow(/column 1 follows from|combination of columns/)
  })
})

describe('sparse Cholesky', () => {
  test('factor, solutions, determinant and selected inverse are those of the dense matrix', () => {
    const size = 14
    const draw = luck.of('sparse')
    const dense = new Float64Array(size * size)
    const keys: number[] = []
    for (let j = 0; j < size; j++)
      for (let i = j + 1; i < size; i++)
        if (draw.uniform() < 0.2) {
          keys.push(j * size + i)
          dense[i * size + j] = dense[j * size + i] = draw.normal()
        }
    for (let k = 0; k < size; k++) dense[k * size + k] = 8
    const pattern = analyse(size, Float64Array.from(keys))
    const values = new Float64Array(pattern.row.length)
    for (let k = 0; k < size; k++) values[pattern.start[k]!] = 8
    for (const key of keys) {
      const [j, i] = [Math.floor(key / size), key % size]
      values[placeOf(pattern, i, j)] = dense[i * size + j]!
    }
    expect(factorise(pattern, values, new Float64Array(size))).toBe(true)
    const factor = Float64Array.from(dense)
    expect(cholesky(factor, size)).toBe(true)
    const inverse = choleskyInverse(factor, size)
    let log = 0
    for (let k = 0; k < size; k++) log += 2 * Math.log(factor[k * size + k]!)
    expect(logDeterminant(pattern, values)).toBeCloseTo(log, 10)
    const b = Float64Array.from({ length: size }, (_, k) => k + 1)
    const solved = Float64Array.from(b)
    solveLower(pattern, values, solved)
    solveUpper(pattern, values, solved)
    for (let i = 0; i < size; i++) {
      let sum = 0
      for (let j = 0; j < size; j++) sum += dense[i * size + j]! * solved[j]!
      expect(sum).toBeCloseTo(b[i]!, 9)
    }
    const selected = new Float64Array(values.length)
    selectedInverse(pattern, values, selected, new Float64Array(2 * size))
    for (let j = 0; j < size; j++)
      for (let p = pattern.start[j]!; p < pattern.start[j + 1]!; p++)
        expect(selected[p]).toBeCloseTo(inverse[pattern.row[p]! * size + j]!, 12)
    values[0] = -1
    expect(factorise(pattern, values, new Float64Array(size))).toBe(false)
  })
})

test('BFGS finds the bottom of a curved valley, and says when it may not go on', () => {
  const valley = (at: Float64Array, gradient: Float64Array): number => {
    const [x, y] = [at[0]!, at[1]!]
    gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x)
    gradient[1] = 200 * (y - x * x)
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2
  }
  const end = minimise(valley, Float64Array.from([-1.2, 1]))
  expect(end.converged).toBe(true)
  expect(end.at[0]).toBeCloseTo(1, 5)
  expect(minimise(valley, Float64Array.from([-1.2, 1]), { iterations: 3 }).converged).toBe(false)
  expect(() => minimise(() => Number.NaN, new Float64Array(1))).toThrow(/cannot start/)
})

test('strongly connected groups of a small graph', () => {
  expect(stronglyConnected(6, [0, 1, 2, 2, 3, 4, 3], [1, 2, 0, 3, 4, 3, 5])).toEqual([[0, 1, 2], [3, 4], [5]])
  expect(stronglyConnected(2, [], [])).toEqual([[0], [1]])
})

test('the kernel of resampled sums draws what the plain loop draws, in every place and at the ends', () => {
  for (const n of [1, 2, 3, 4, 5, 7, 64, 1001]) {
    const values = Float64Array.from({ length: n }, (_, i) => 2 ** (i % 50) + i / 7)
    const fast = resampledSum(luck.of('sum', n), values)
    const plain = plainResampledSum(luck.of('sum', n), values)
    for (let r = 0; r < 20; r++) expect(fast()).toBe(plain())
  }
  const drawn = new Float64Array(10)
  const once = Array.from({ length: 10 }, (_, i) => {
    const one = Float64Array.from({ length: 10 }, (_, k) => Number(k === i))
    const sum = resampledSum(luck.of('even'), one)
    for (let r = 0; r < 10_000; r++) drawn[i]! += sum()
    return drawn[i]!
  })
  // The same draws counted ten times, a value at a time: all are counted, and each as often as chance allows (5 sd).
  expect(once.reduce((a, b) => a + b, 0)).toBe(100_000)
  for (const n of once) expect(Math.abs(n - 10_000)).toBeLessThan(5 * Math.sqrt(9000))
})

test('the fast bootstrap of a mean agrees with the general one and refuses what it refuses', () => {
  const values = normals('bootstrap', 401)
  const mean = (sample: Float64Array) => sample.reduce((sum, one) => sum + one, 0) / sample.length
  const fast = bootstrapMean(values, { luck: luck.of('fast'), replicates: 4000 })
  const slow = bootstrap(values, mean, { luck: luck.of('slow'), replicates: 4000 })
  expect(fast.value).toBeCloseTo(slow.value, 12)
  expect(fast.se! / slow.se!).toBeGreaterThan(0.94)
  expect(fast.se! / slow.se!).toBeLessThan(1.06)
  expect(Math.abs(fast.interval[0] - slow.interval[0])).toBeLessThan(0.15 * slow.se!)
  expect(bootstrapMean(values, { luck: luck.of('fast'), replicates: 4000 }).replicates).toEqual(fast.replicates)
  expect(() => bootstrapMean([1], { luck: luck.of('one') })).toThrow(/at least 2/)
  expect(() => bootstrapMean([1, Number.NaN], { luck: luck.of('nan') })).toThrow(/not a finite number/)
  expect(() => bootstrapMean([1, 2], { luck: luck.of('few'), replicates: 5 })).toThrow(/5 bootstrap replicates/)
})
