import { cholesky, choleskyInverse, qr, qrSolve } from '../math/linear.ts'
import { logDeterminant, solveLower, solveUpper } from '../math/sparse-cholesky.ts'
import type { Design } from './design.ts'
import { type RandomAlgebra, randomAlgebra } from './random-algebra.ts'
import type { RandomEffects } from './random-effects.ts'

/** What the profiled criterion of a linear mixed model knows at one theta. */
export interface LinearState {
  /** ln |H|, and for REML ln |X' V^-1 X| too. */
  readonly logDeterminants: number
  /** The penalised residual sum of squares. */
  readonly residual: number
  readonly coefficients: Float64Array
  /** (X' V^-1 X)^-1 with V in units of the error variance, row-major. */
  readonly unscaled: Float64Array
  /** The random effects before Lambda, in the outcome's units. */
  readonly modes: Float64Array
}

/**
 * The likelihood of a linear mixed model as a function of theta: -2 ln L with coefficients and, where `sigma` is null,
 * the error variance at their best (Bates et al. 2015, equations 36 and 42). It is smooth and even in the
 * diagonal of each block's factor, so that a search needs no bounds and a variance of 0 is an ordinary stationary point.
 */
export interface LinearCriterion {
  readonly n: number
  /** n, for REML less the coefficients. */
  readonly m: number
  readonly algebra: RandomAlgebra
  /** The criterion at theta; fills its gradient in theta. */
  value(theta: Float64Array, sigma: number | null, gradient: Float64Array | null): number
  /** What `value` computed last. */
  state(): LinearState
}

/** The criterion of an outcome, a design and random effects; `free` coefficients are those of the design. */
export const linearCriterion = (
  { matrix, rows: n, names }: Design,
  y: Float64Array,
  effects: RandomEffects,
  restricted: boolean,
): LinearCriterion => {
  const p = names.length
  const algebra = randomAlgebra(effects)
  const { pattern, width, size, at, thetas } = effects
  const decomposition = qr(matrix, n, p)
  const plain = qrSolve(decomposition, y)
  const { packed, diagonal } = decomposition
  // With orthonormal columns and the plain fit taken away nothing large cancels in the sums of squares.
  const q = new Float64Array(n * p)
  const left = new Float64Array(n)
  let total = 0
  for (let i = 0; i < n; i++) {
    let fitted = 0
    for (let k = 0; k < p; k++) {
      let sum = matrix[i * p + k]!
      fitted += sum * plain[k]!
      for (let j = 0; j < k; j++) sum -= q[i * p + j]! * packed[j * p + k]!
      q[i * p + k] = sum / diagonal[k]!
    }
    left[i] = y[i]! - fitted
    total += left[i]! ** 2
  }
  const logColumns = diagonal.reduce((sum, value) => sum + Math.log(Math.abs(value)), 0)
  const m = restricted ? n - p : n
  const through = Array.from({ length: p + 1 }, () => new Float64Array(size))
  const column = new Float64Array(n)
  const modes = new Float64Array(size)
  const turned = new Float64Array(size * p)
  const numbers = new Float64Array(n * width)
  const inner = new Float64Array(p * p)
  const gamma = new Float64Array(p)
  let inverse: Float64Array = new Float64Array(p * p)
  let residual = 0
  let logDeterminants = 0
  const slopes = (scale: number, out: Float64Array): void => {
    const remains = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      let sum = left[i]!
      for (let k = 0; k < p; k++) sum -= q[i * p + k]! * gamma[k]!
      remains[i] = sum
    }
    const negative = modes.map((value) => -value)
    algebra.addTo(remains, negative)
    const { spread } = algebra.invert()
    for (let i = 0, k = 0; i < n; i++)
      for (let a = 0; a < width; a++, k++) numbers[k] = 2 * (spread[k]! - scale * remains[i]! * modes[at[k]!]!)
    if (restricted) {
      const outer = new Float64Array(n * p)
      for (let k = 0; k < p; k++) {
        solveUpper(pattern, algebra.factor, through[k]!)
        column.fill(0)
        algebra.addTo(column, through[k]!)
        for (let i = 0; i < n; i++) outer[i * p + k] = q[i * p + k]! - column[i]!
      }
      for (let e = 0; e < size; e++)
        for (let k = 0; k < p; k++) {
          let sum = 0
          for (let j = 0; j < p; j++) sum += through[j]![e]! * inverse[j * p + k]!
          turned[e * p + k] = sum
        }
      for (let i = 0, s = 0; i < n; i++)
        for (let a = 0; a < width; a++, s++) {
          let sum = 0
          for (let k = 0; k < p; k++) sum += outer[i * p + k]! * turned[at[s]! * p + k]!
          numbers[s]! -= 2 * sum
        }
    }
    algebra.slopes(numbers, out)
  }
  return {
    n,
    m,
    algebra,
    value(theta, sigma, gradient) {
      for (let k = 0; k < thetas; k++) if (!(Math.abs(theta[k]!) < 1e8)) return Number.POSITIVE_INFINITY
      algebra.load(theta)
      if (!algebra.factorise(null)) return Number.POSITIVE_INFINITY
      for (let k = 0; k < p; k++) {
        for (let i = 0; i < n; i++) column[i] = q[i * p + k]!
        algebra.gather(column, through[k]!)
        solveLower(pattern, algebra.factor, through[k]!)
      }
      algebra.gather(left, through[p]!)
      solveLower(pattern, algebra.factor, through[p]!)
      const dot = (a: Float64Array, b: Float64Array): number => {
        let sum = 0
        for (let e = 0; e < size; e++) sum += a[e]! * b[e]!
        return sum
      }
      for (let a = 0; a < p; a++)
        for (let b = 0; b <= a; b++) inner[a * p + b] = Number(a === b) - dot(through[a]!, through[b]!)
      if (!cholesky(inner, p)) return Number.POSITIVE_INFINITY
      inverse = choleskyInverse(inner, p)
      const pull = Float64Array.from({ length: p }, (_, k) => -dot(through[k]!, through[p]!))
      residual = total - dot(through[p]!, through[p]!)
      for (let a = 0; a < p; a++) {
        let sum = 0
        for (let b = 0; b < p; b++) sum += inverse[a * p + b]! * pull[b]!
        gamma[a] = sum
        residual -= sum * pull[a]!
      }
      if (!(residual > 1e-14 * total)) return Number.POSITIVE_INFINITY
      modes.set(through[p]!)
      for (let k = 0; k < p; k++) for (let e = 0; e < size; e++) modes[e]! -= through[k]![e]! * gamma[k]!
      solveUpper(pattern, algebra.factor, modes)
      logDeterminants = logDeterminant(pattern, algebra.factor)
      if (restricted) {
        logDeterminants += 2 * logColumns
        for (let k = 0; k < p; k++) logDeterminants += 2 * Math.log(inner[k * p + k]!)
      }
      const variance = sigma === null ? residual / m : sigma ** 2
      if (gradient) slopes(1 / variance, gradient)
      return logDeterminants + m * Math.log(2 * Math.PI * variance) + residual / variance
    },
    state() {
      const back = new Float64Array(p * p)
      for (let c = 0; c < p; c++) {
        back[c * p + c] = 1 / diagonal[c]!
        for (let a = c - 1; a >= 0; a--) {
          let sum = 0
          for (let j = a + 1; j <= c; j++) sum -= packed[a * p + j]! * back[j * p + c]!
          back[a * p + c] = sum / diagonal[a]!
        }
      }
      const unscaled = new Float64Array(p * p)
      for (let a = 0; a < p; a++)
        for (let b = 0; b < p; b++)
          for (let j = a; j < p; j++)
            for (let k = b; k < p; k++)
              unscaled[a * p + b]! += back[a * p + j]! * inverse[j * p + k]! * back[b * p + k]!
      const coefficients = plain.map((value, a) => {
        let sum = value
        for (let j = a; j < p; j++) sum += back[a * p + j]! * gamma[j]!
        return sum
      })
      return { logDeterminants, residual, coefficients, unscaled, modes: modes.slice() }
    },
  }
}
