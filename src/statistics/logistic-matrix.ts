import { type CrossProduct, fastCrossProduct } from '../math/cross-product.ts'
import { cholesky, choleskyInverse, choleskySolve } from '../math/linear.ts'
import { SeparationError } from './likelihood.ts'

/** What a logistic regression on a matrix gives back, in the order of its columns. */
export interface MatrixLogisticFit {
  readonly coefficients: Float64Array
  readonly se: Float64Array
  /** Row-major. */
  readonly covariance: Float64Array
  readonly logLikelihood: number
  readonly n: number
  /** Newton steps on all rows. */
  readonly iterations: number
}

/** One pass over rows `0, every, 2 every, ...` blocks: the log-likelihood at b, its gradient and information. */
const pass = (
  sums: CrossProduct,
  y: ArrayLike<number>,
  b: Float64Array,
  every: number,
  information: Float64Array,
  gradient: Float64Array,
): number => {
  const { rows, weights, v } = sums
  const n = y.length
  let height = 0
  for (let from = 0; from < n; from += rows * every) {
    const to = Math.min(n, from + rows)
    const eta = sums.predict(from, to, b)
    // Each factor lies between 1 and 2, so the product of a block cannot overflow, and one logarithm serves them all.
    let product = 1
    for (let i = 0; i < to - from; i++) {
      const x = eta[i]!
      const seen = y[from + i]!
      const small = Math.exp(-Math.abs(x))
      const share = 1 / (1 + small)
      const p = x >= 0 ? share : small * share
      weights[i] = small * share * share
      v[i] = seen - p
      product *= 1 + small
      height += seen * x - (x > 0 ? x : 0)
    }
    height -= Math.log(product)
    sums.add()
  }
  sums.take(information, gradient)
  return height
}

/**
 * Logistic regression on a row-major matrix of numbers, for tables too large for rows of objects: no intercept is added
 * (give a column of ones), and `y` holds 0 and 1. Newton's method, from an estimate on a sixteenth of the rows where
 * there are many. R: `glm.fit(X, y, family = binomial())`. `kernel` makes the sums, the fast ones unless said.
 * Throws on sizes that do not fit, numbers that are not finite, an outcome that never varies, columns that follow from
 * others (by their number, from 0), and separated data.
 */
export const logisticMatrix = (
  x: Float64Array,
  columns: number,
  y: ArrayLike<number>,
  kernel: (x: Float64Array, columns: number) => CrossProduct = fastCrossProduct,
): MatrixLogisticFit => {
  const n = y.length
  if (!(Number.isInteger(columns) && columns >= 1))
    throw new Error(`${columns} columns; a whole number from 1 on is needed`)
  if (x.length !== n * columns)
    throw new Error(
      `the matrix holds ${x.length} numbers, but ${n} outcomes and ${columns} columns need ${n * columns}`,
    )
  if (n <= columns) throw new Error(`${n} rows cannot carry ${columns} coefficients; more rows are needed`)
  let ones = 0
  for (let i = 0; i < n; i++) {
    if (y[i] !== 0 && y[i] !== 1) throw new Error(`row ${i}: the outcome is ${y[i]}; it must be 0 or 1`)
    ones += y[i]!
  }
  if (ones === 0 || ones === n) throw new Error(`the outcome is ${y[0]} in every row; both 0 and 1 must occur`)
  const sums = kernel(x, columns)
  const gradient = new Float64Array(columns)
  const information = new Float64Array(columns * columns)
  const step = new Float64Array(columns)
  const refuse = (height: number): void => {
    if (!Number.isNaN(height) && gradient.every(Number.isFinite) && information.every(Number.isFinite)) return
    const bad = x.findIndex((value) => !Number.isFinite(value))
    if (bad >= 0)
      throw new Error(`row ${Math.floor(bad / columns)}, column ${bad % columns} is ${x[bad]}, not a finite number`)
    throw new Error('the numbers of some column are too far from 1 to compute with; rescale it')
  }
  const factor = (): Float64Array => {
    const scaled = Float64Array.from({ length: columns }, (_, k) => 1 / Math.sqrt(information[k * columns + k]!))
    for (let a = 0; a < columns; a++)
      for (let b = 0; b <= a; b++) information[a * columns + b]! *= scaled[a]! * scaled[b]!
    if (!cholesky(information, columns)) throw new SeparationError('a combination of columns')
    const dependent = Array.from({ length: columns }, (_, k) => information[k * columns + k]!).findIndex(
      (d) => d < 1e-7,
    )
    if (dependent >= 0 || scaled.some((one) => !Number.isFinite(one)))
      throw new Error(`column ${Math.max(0, dependent)} follows from those before it (or is 0); leave it out`)
    return scaled
  }
  /** The largest change the step makes to a linear predictor: far from 0 although nothing is gained, only if separated. */
  const reach = (): number => {
    let most = 0
    for (let from = 0; from < n; from += sums.rows) {
      const moved = sums.predict(from, Math.min(n, from + sums.rows), step)
      for (let i = 0; i < Math.min(sums.rows, n - from); i++) most = Math.max(most, Math.abs(moved[i]!))
    }
    return most
  }
  const climb = (at: Float64Array, every: number, most: number, precision: number) => {
    let last = Number.NEGATIVE_INFINITY
    const from = at.slice()
    for (let iteration = 1; iteration <= most; iteration++) {
      let height = pass(sums, y, at, every, information, gradient)
      refuse(height)
      for (let halved = 0; height < last - 1e-9 * (1 + Math.abs(last)); halved++) {
        if (halved > 30)
          throw new Error('the log-likelihood cannot be raised any more by Newton steps; rescale the columns')
        for (let k = 0; k < columns; k++) at[k] = (at[k]! + from[k]!) / 2
        height = pass(sums, y, at, every, information, gradient)
      }
      last = height
      if (iteration === 1 && every === 1) checkColumns()
      const scaled = factor()
      for (let k = 0; k < columns; k++) step[k] = gradient[k]! * scaled[k]!
      choleskySolve(information, columns, step)
      let decrement = 0
      for (let k = 0; k < columns; k++) {
        step[k]! *= scaled[k]!
        decrement += step[k]! * gradient[k]!
      }
      from.set(at)
      for (let k = 0; k < columns; k++) at[k]! += step[k]!
      if (decrement < precision && every === 1 && reach() > 0.3) throw new SeparationError('a combination of columns')
      if (decrement < precision) return { height: height + decrement / 2, scaled, iterations: iteration }
      if (height > -1e-6) throw new SeparationError('a combination of columns')
    }
    return null
  }
  const checkColumns = (): void => {
    for (let k = 0; k < columns; k++)
      if (!(information[k * columns + k]! > 0)) throw new Error(`column ${k} is 0 in every row; leave it out`)
  }
  const b = new Float64Array(columns)
  if (n > 4000 * columns) {
    const start = new Float64Array(columns)
    try {
      if (climb(start, 16, 12, 1)) b.set(start)
    } catch {
      // The part says nothing of the whole: a column may be constant or the outcome separated in it alone.
    }
  }
  const top = climb(b, 1, 60, 1e-9)
  if (!top) throw new SeparationError('a combination of columns')
  const covariance = choleskyInverse(information, columns).map(
    (value, k) => value * top.scaled[Math.floor(k / columns)]! * top.scaled[k % columns]!,
  )
  return {
    coefficients: b,
    se: Float64Array.from({ length: columns }, (_, k) => Math.sqrt(covariance[k * (columns + 1)]!)),
    covariance,
    logLikelihood: top.height,
    n,
    iterations: top.iterations,
  }
}
