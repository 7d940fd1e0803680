import { factorise, selectedInverse } from '../math/sparse-cholesky.ts'
import type { RandomEffects } from './random-effects.ts'

/**
 * The arithmetic of random effects u that are independent standard normal: U = Z Lambda(theta) with the block-wise
 * Cholesky factor Lambda of lme4 (Bates et al. 2015, Fitting linear mixed-effects models using lme4, section 2), and
 * H = U' W U + I. Everything is computed in place, in buffers that are used again.
 */
export interface RandomAlgebra {
  readonly effects: RandomEffects
  /** U by rows, `width` numbers each. */
  readonly u: Float64Array
  /** The factor of H, in the pattern. */
  readonly factor: Float64Array
  load(theta: Float64Array): void
  /** Factors H with the weights of the rows, 1 where there are none; false where rounding leaves it not positive. */
  factorise(weights: Float64Array | null): boolean
  /** out += U v. */
  addTo(out: Float64Array, v: Float64Array): void
  /** out = U' r. */
  gather(r: Float64Array, out: Float64Array): void
  /** Fills the entries of the inverse of H that rows need; then `spread` is H^-1 U_i' at the effects of each row. */
  invert(): { readonly spread: Float64Array; readonly leverage: Float64Array }
  /** The sums over rows of z_a times a number of each row and effect, one for each entry of theta. */
  slopes(numbers: Float64Array, out: Float64Array): void
}

/** The arithmetic of the random effects of a model. */
export const randomAlgebra = (effects: RandomEffects): RandomAlgebra => {
  const { n, blocks, width, size, z, at, pattern, pairs } = effects
  const u = new Float64Array(n * width)
  const factor = new Float64Array(pattern.row.length)
  const inverse = new Float64Array(pattern.row.length)
  const work = new Float64Array(2 * size)
  const spread = new Float64Array(n * width)
  const leverage = new Float64Array(n)
  return {
    effects,
    u,
    factor,
    load(theta) {
      u.fill(0)
      for (const { column, entries, theta: first } of blocks)
        for (const [k, [a, b]] of entries.entries()) {
          const value = theta[first + k]!
          for (let i = 0, p = column; i < n; i++, p += width) u[p + b]! += z[p + a]! * value
        }
    },
    factorise(weights) {
      factor.fill(0)
      for (let j = 0; j < size; j++) factor[pattern.start[j]!] = 1
      if (width === 1) for (let i = 0; i < n; i++) factor[pairs[i]!]! += (weights ? weights[i]! : 1) * u[i]! * u[i]!
      else
        for (let i = 0, p = 0; i < n; i++) {
          const weight = weights ? weights[i]! : 1
          for (let a = i * width; a < (i + 1) * width; a++) {
            const value = weight * u[a]!
            for (let b = i * width; b <= a; b++, p++) factor[pairs[p]!]! += value * u[b]!
          }
        }
      return factorise(pattern, factor, work)
    },
    addTo(out, v) {
      for (let i = 0, p = 0; i < n; i++) {
        let sum = 0
        for (let k = 0; k < width; k++, p++) sum += u[p]! * v[at[p]!]!
        out[i]! += sum
      }
    },
    gather(r, out) {
      out.fill(0)
      for (let i = 0, p = 0; i < n; i++) for (let k = 0; k < width; k++, p++) out[at[p]!]! += u[p]! * r[i]!
    },
    invert() {
      selectedInverse(pattern, factor, inverse, work)
      spread.fill(0)
      for (let i = 0, p = 0; i < n; i++) {
        const from = i * width
        let total = 0
        for (let a = 0; a < width; a++)
          for (let b = 0; b <= a; b++, p++) {
            const entry = inverse[pairs[p]!]!
            spread[from + a]! += entry * u[from + b]!
            if (a !== b) spread[from + b]! += entry * u[from + a]!
          }
        for (let a = 0; a < width; a++) total += spread[from + a]! * u[from + a]!
        leverage[i] = total
      }
      return { spread, leverage }
    },
    slopes(numbers, out) {
      for (const { column, entries, theta: first } of blocks)
        for (const [k, [a, b]] of entries.entries()) {
          let sum = 0
          for (let i = 0, p = column; i < n; i++, p += width) sum += z[p + a]! * numbers[p + b]!
          out[first + k] = sum
        }
    },
  }
}

/** The start lme4 takes: standard deviations of 1 (in units of the error's where there is one), no correlation. */
export const thetaStart = ({ blocks, thetas }: RandomEffects, size = 1): Float64Array => {
  const theta = new Float64Array(thetas)
  for (const { entries, theta: first } of blocks)
    for (const [k, [a, b]] of entries.entries()) if (a === b) theta[first + k] = size
  return theta
}
