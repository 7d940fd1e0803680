import { cholesky, choleskySolve } from '../math/linear.ts'
import { checkNumbers } from './check.ts'
import { binaryOutcomes, type Outcome } from './outcomes.ts'

export interface RidgeOptions {
  /** How strongly coefficients are drawn to 0: penalty / 2 times the sum of their squares; 1 unless said. */
  readonly penalty?: number
}

/** A penalised fit: there are no standard errors, because shrinkage makes them mean something else. */
export interface RidgeFit {
  /** The coefficients in the order of the columns. */
  readonly coefficients: readonly number[]
  readonly penalty: number
  readonly iterations: number
  readonly n: number
}

/**
 * Logistic regression with a ridge penalty, by Newton's method: the maximum of the log likelihood less penalty / 2 times
 * the sum of squared coefficients. The first column of `rows` is the intercept (all 1), which is not penalised; nothing
 * is standardised. R: `optim` of the same function, or `glmnet(x, y, 'binomial', alpha = 0, lambda = penalty / n,
 * standardize = FALSE)`. It exists where plain logistic regression does not, as under separation. Throws on rows of
 * different length, a first column that is not 1, values that are not finite, and an outcome that never varies.
 */
export const ridgeLogistic = (
  rows: readonly (readonly number[])[],
  outcomes: readonly Outcome[],
  { penalty = 1 }: RidgeOptions = {},
): RidgeFit => {
  const what = 'a ridge logistic regression'
  if (!(penalty > 0 && Number.isFinite(penalty)))
    throw new Error(`${what}: the penalty is ${penalty}; it must be above 0`)
  if (rows.length === 0) throw new Error(`${what} needs rows, and was given none`)
  const y = binaryOutcomes(outcomes, rows.length, what)
  const size = rows[0]?.length ?? 0
  rows.forEach((row, i) => {
    if (row.length !== size) throw new Error(`${what}: row ${i} has ${row.length} columns, and row 0 has ${size}`)
    if (row[0] !== 1) throw new Error(`${what}: the first column is the intercept; row ${i} has ${row[0]} there, not 1`)
    checkNumbers(row, `${what}, row ${i}`)
  })
  const events = y.reduce((sum, each) => sum + each, 0)
  if (events === 0 || events === y.length)
    throw new Error(`${what}: the outcome is ${events === 0 ? 0 : 1} in all ${y.length} rows; it must vary`)

  const b = new Float64Array(size)
  b[0] = Math.log(events / (y.length - events))
  let value = penalised(rows, y, b, penalty)
  for (let iterations = 1; iterations <= 100; iterations++) {
    const step = newtonStep(rows, y, b, penalty)
    let scale = 1
    let next = moved(b, step, scale)
    while (penalised(rows, y, next, penalty) < value - 1e-12 * Math.abs(value) && scale > 1e-6) {
      scale /= 2
      next = moved(b, step, scale)
    }
    b.set(next)
    const reached = penalised(rows, y, b, penalty)
    const largest = step.reduce((most, each) => Math.max(most, Math.abs(each * scale)), 0)
    if (largest < 1e-9) return { coefficients: [...b], penalty, iterations, n: rows.length }
    value = reached
  }
  throw new Error(`${what} did not converge in 100 steps; are the columns on very different scales?`)
}

const linear = (row: readonly number[], b: Float64Array): number => {
  let sum = 0
  for (let k = 0; k < row.length; k++) sum += row[k]! * b[k]!
  return sum
}
const moved = (b: Float64Array, step: Float64Array, scale: number): Float64Array =>
  b.map((each, k) => each + scale * step[k]!)

/** Log likelihood less the penalty. */
const penalised = (rows: readonly (readonly number[])[], y: Uint8Array, b: Float64Array, penalty: number): number => {
  let value = 0
  for (let i = 0; i < rows.length; i++) {
    const eta = linear(rows[i]!, b)
    value += y[i]! * eta - (eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta)))
  }
  for (let k = 1; k < b.length; k++) value -= (penalty / 2) * b[k]! * b[k]!
  return value
}

const newtonStep = (rows: readonly (readonly number[])[], y: Uint8Array, b: Float64Array, penalty: number) => {
  const size = b.length
  const hessian = new Float64Array(size * size)
  const gradient = new Float64Array(size)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const p = 1 / (1 + Math.exp(-linear(row, b)))
    const weight = p * (1 - p)
    for (let j = 0; j < size; j++) {
      const x = row[j]!
      if (x === 0) continue
      gradient[j]! += (y[i]! - p) * x
      for (let k = 0; k <= j; k++) hessian[j * size + k]! += weight * x * row[k]!
    }
  }
  for (let k = 1; k < size; k++) {
    gradient[k]! -= penalty * b[k]!
    hessian[k * size + k]! += penalty
  }
  if (!cholesky(hessian, size)) throw new Error('a ridge logistic regression: some columns are too large to fit')
  choleskySolve(hessian, size, gradient)
  return gradient
}
