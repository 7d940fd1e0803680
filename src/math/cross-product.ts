import { crossProductModule } from './cross-product-kernel.ts'
import { startModule } from './wasm.ts'

/**
 * Sums over blocks of rows of a row-major matrix X: `predict` writes X b for rows `from` to `to` into its result (used
 * again by the next call), `add` adds X' W X (lower triangle, row-major) and X' v for the same rows, whose weights and v
 * stand where `predict` put its rows.
 */
export interface CrossProduct {
  /** The most rows of one call. */
  readonly rows: number
  readonly weights: Float64Array
  readonly v: Float64Array
  predict(from: number, to: number, b: Float64Array): Float64Array
  add(): void
  /** Writes the sums so far to `square` and `right`, and starts again from 0. */
  take(square: Float64Array, right: Float64Array): void
}

/** The sums by plain loops: what the fast kernel is checked against. */
export const plainCrossProduct = (x: Float64Array, columns: number): CrossProduct => {
  const rows = 512
  const weights = new Float64Array(rows)
  const v = new Float64Array(rows)
  const eta = new Float64Array(rows)
  const sums = new Float64Array(columns * columns)
  const sides = new Float64Array(columns)
  let [first, count] = [0, 0]
  return {
    rows,
    weights,
    v,
    predict(from, to, b) {
      first = from
      count = to - from
      for (let i = 0, at = from * columns; i < count; i++) {
        let sum = 0
        for (let k = 0; k < columns; k++, at++) sum += x[at]! * b[k]!
        eta[i] = sum
      }
      return eta
    },
    add() {
      for (let i = 0; i < count; i++) {
        const at = (first + i) * columns
        for (let a = 0; a < columns; a++) {
          const weighted = weights[i]! * x[at + a]!
          sides[a]! += v[i]! * x[at + a]!
          for (let b = 0; b <= a; b++) sums[a * columns + b]! += weighted * x[at + b]!
        }
      }
    },
    take(square, right) {
      square.set(sums)
      right.set(sides)
      sums.fill(0)
      sides.fill(0)
    },
  }
}

/**
 * The same sums by a WebAssembly kernel of 4 x 4 tiles held in registers, some three times as fast; blocks of rows are
 * copied to its memory. It adds in another order than the plain loops, so that sums agree to rounding (1e-12).
 */
export const fastCrossProduct = (x: Float64Array, columns: number): CrossProduct => {
  const rows = Math.max(16, Math.min(512, Math.floor(16384 / columns)))
  const strips = Math.ceil(columns / 4)
  const tiles: [a: number, b: number][] = []
  for (let a = 0; a < strips; a++) for (let b = 0; b <= a; b++) tiles.push([a, b])
  // Columns are read by fours: what is read beyond a row or the last row is never used, but must be there.
  const slack = 8
  let top = 0
  const reserve = (numbers: number): number => {
    const at = top
    top += 8 * (numbers + (numbers % 2))
    return at
  }
  const [atX, atS] = [reserve(rows * columns + slack), reserve(rows * columns + slack)]
  const [atW, atV, atEta, atB] = [reserve(rows), reserve(rows), reserve(rows), reserve(columns + slack)]
  const [atTiles, atStrips] = [reserve(16 * tiles.length), reserve(4 * strips)]
  const { buffer, run } = startModule(crossProductModule(), top)
  const { tile, strip, scale, predict } = run
  const view = (at: number, length: number) => new Float64Array(buffer, at, length)
  const block = view(atX, rows * columns)
  const [weights, v, eta, beta] = [view(atW, rows), view(atV, rows), view(atEta, rows), view(atB, columns)]
  const [sums, sides] = [view(atTiles, 16 * tiles.length), view(atStrips, 4 * strips)]
  const stride = 8 * columns
  const pairs = Math.ceil(columns / 2)
  let count = 0
  return {
    rows,
    weights,
    v,
    predict(from, to, b) {
      count = to - from
      block.set(x.subarray(from * columns, to * columns))
      beta.set(b)
      predict!(atX, atB, atEta, count, pairs, stride)
      return eta
    },
    add() {
      scale!(atX, atW, atS, count, pairs, stride)
      for (const [k, [a, b]] of tiles.entries())
        tile!(atS + 32 * a, atX + 32 * b, count, stride, stride, atTiles + 128 * k)
      for (let a = 0; a < strips; a++) strip!(atV, atX + 32 * a, count, stride, atStrips + 32 * a)
    },
    take(square, right) {
      for (const [k, [a, b]] of tiles.entries())
        for (let i = 0; i < 4; i++)
          for (let j = 0; j < 4; j++) {
            const [row, column] = [4 * a + i, 4 * b + j]
            if (row < columns && column <= row) square[row * columns + column] = sums[16 * k + 4 * i + j]!
          }
      right.set(sides.subarray(0, columns))
      sums.fill(0)
      sides.fill(0)
    },
  }
}
