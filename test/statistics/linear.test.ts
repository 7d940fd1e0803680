import { expect, test } from 'vitest'
import {
  cholesky,
  choleskyInverse,
  choleskySolve,
  firstDependentColumn,
  qr,
  qrInverse,
  qrSolve,
} from '../../src/math/linear.ts'
import { resampler } from '../../src/math/resample.ts'

const close = (ours: ArrayLike<number>, theirs: readonly number[]) => {
  expect(ours.length).toBe(theirs.length)
  for (const [i, value] of theirs.entries()) expect(ours[i]).toBeCloseTo(value, 12)
}

test('Cholesky factors, solves and inverts; it refuses what is not positive definite', () => {
  const factor = Float64Array.of(4, 99, 99, 2, 5, 99, 2, 3, 6)
  expect(cholesky(factor, 3)).toBe(true)
  close([factor[0]!, factor[3]!, factor[4]!, factor[6]!, factor[7]!, factor[8]!], [2, 1, 2, 1, 1, 2])
  const b = Float64Array.of(8, 10, 11)
  choleskySolve(factor, 3, b)
  close(b, [1, 1, 1])
  const inverse = choleskyInverse(factor, 3)
  const product = [0, 1, 2].map((j) => 4 * inverse[j]! + 2 * inverse[3 + j]! + 2 * inverse[6 + j]!)
  close(product, [1, 0, 0])
  expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBe(false)
  expect(cholesky(Float64Array.of(1, 1, 1, 1), 2)).toBe(false)
  expect(cholesky(Float64Array.of(Number.NaN), 1)).toBe(false)
})

test('QR solves least squares, also where the normal equations have lost every digit', () => {
  const matrix = Float64Array.of(1, 1, 1e-9, 0, 0, 1e-9)
  const decomposition = qr(matrix, 3, 2)
  const solution = qrSolve(decomposition, Float64Array.of(2, 1e-9, 1e-9))
  expect(solution[0]).toBeCloseTo(1, 6)
  expect(solution[1]).toBeCloseTo(1, 6)
  close(qrInverse(qr(Float64Array.of(1, 0, 1, 1, 1, 2), 3, 2)), [5 / 6, -1 / 2, -1 / 2, 1 / 2])
})

test('the first dependent column is found', () => {
  expect(firstDependentColumn(Float64Array.of(1, 0, 1, 1, 1, 2), 3, 2)).toBe(-1)
  expect(firstDependentColumn(Float64Array.of(1, 2, 3, 1, 5, 6, 1, 7, 8), 3, 3)).toBe(2)
  expect(firstDependentColumn(Float64Array.of(1, 0, 1, 0), 2, 2)).toBe(1)
  expect(firstDependentColumn(Float64Array.of(1, 2, 3), 1, 3)).toBe(1)
})

test('index draws are uniform, in range and decided by the source', () => {
  let seed = 7
  const source = { uniform: () => (seed = (seed * 16807) % 2147483647) / 2147483647 }
  const fill = resampler(source)
  const indices = new Uint32Array(60_000)
  fill(indices, 6)
  const counts = new Array<number>(6).fill(0)
  for (const index of indices) counts[index]! += 1
  expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(20.5)
  const again = new Uint32Array(10)
  const first = new Uint32Array(10)
  seed = 7
  resampler(source)(first, 1e6)
  seed = 7
  resampler(source)(again, 1e6)
  expect(again).toEqual(first)
  resampler(source)(again, 1e6)
  expect(again).not.toEqual(first)
})
