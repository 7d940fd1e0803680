import { cholesky, choleskyInverse } from '../math/linear.ts'
import { FOURTH_ORDER, hessianOf, minimise } from '../math/minimise.ts'
import type { ConditionalFamily } from './conditional-family.ts'
import type { Design } from './design.ts'
import { fewLevels, positive, singularities, troubleOf, varyingEffects } from './mixed-fit.ts'
import type { RandomEffects } from './random-effects.ts'
import { symmetricEigen } from './sandwich.ts'

/** Places and weights of Gauss-Hermite quadrature, for integrals of exp(-x^2) f(x) (Golub and Welsch 1969). */
export const gaussHermite = (points: number): readonly (readonly [at: number, weight: number])[] => {
  if (!(Number.isInteger(points) && points >= 1 && points <= 100))
    throw new Error(`quadrature at ${points} points; a whole number from 1 to 100 is needed`)
  const matrix = new Float64Array(points * points)
  for (let k = 1; k < points; k++) matrix[k * points + k - 1] = matrix[(k - 1) * points + k] = Math.sqrt(k / 2)
  const [values] = symmetricEigen(matrix, points)
  return Array.from(values, (at) => {
    // The weight from the orthonormal polynomials there keeps its digits where an eigenvector's entry would be all noise.
    let [before, here, sum] = [0, Math.PI ** -0.25, 0]
    for (let k = 1; k <= points; k++) {
      sum += here * here
      ;[before, here] = [here, at * Math.sqrt(2 / k) * here - Math.sqrt((k - 1) / k) * before]
    }
    return [at, 1 / sum] as const
  })
}

/** The rows of each level, with the likelihood of those rows alone. */
interface Cluster {
  readonly rows: readonly number[]
  readonly family: ConditionalFamily
}

/**
 * -2 ln L of a model with one random intercept, integrated at each level by adaptive Gauss-Hermite quadrature (Liu and
 * Pierce 1994): parameters are cut points, coefficients and the standard deviation.
 */
const quadratureDeviance = (
  clusters: readonly Cluster[],
  { matrix, names }: Design,
  offset: Float64Array,
  cuts: number,
  points: number,
) => {
  const width = names.length
  const nodes = gaussHermite(points)
  const mode = new Float64Array(clusters.length)
  const spaces = clusters.map(({ rows }) => Array.from({ length: 5 }, () => new Float64Array(rows.length)))
  const value = (at: Float64Array): number => {
    const own = at.subarray(0, cuts)
    const sd = at[cuts + width]!
    let total = 0
    for (const [g, { rows, family }] of clusters.entries()) {
      const [base, eta, score, weight, turn] = spaces[g] as [
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
        Float64Array,
      ]
      for (const [k, i] of rows.entries()) {
        let sum = offset[i]!
        for (let j = 0; j < width; j++) sum += matrix[i * width + j]! * at[cuts + j]!
        base[k] = sum
      }
      const height = (u: number): number => {
        for (let k = 0; k < rows.length; k++) eta[k] = base[k]! + sd * u
        return family.rows(eta, own, score, weight, turn) - (u * u) / 2
      }
      let u = mode[g]!
      let here = height(u)
      if (here === Number.NEGATIVE_INFINITY) here = height((u = 0))
      if (here === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY
      let curve = 1
      for (let step = 0; step < 100; step++) {
        let slope = -u
        curve = 1
        for (let k = 0; k < rows.length; k++) {
          slope += sd * score[k]!
          curve += sd * sd * weight[k]!
        }
        let move = slope / curve
        let next = height(u + move)
        while (!(next >= here - 1e-12 * (1 + Math.abs(here))) && Math.abs(move) > 1e-14) next = height(u + (move /= 2))
        u += move
        here = next
        if (Math.abs(move) < 1e-10) break
      }
      mode[g] = u
      const spread = Math.sqrt(2 / curve)
      let sum = 0
      for (const [x, w] of nodes) sum += w * Math.exp(x * x + height(u + spread * x) - here)
      total += here + Math.log((spread * sum) / Math.sqrt(2 * Math.PI))
    }
    return -2 * total
  }
  return { value, mode }
}

/**
 * A model with one random intercept by adaptive quadrature at `points` points, from where Laplace's fit ended; gives
 * what `laplaceFit` gives. Throws on any other random part, whose integrals are of more dimensions.
 */
export const quadratureFit = (
  familyOf: (rows: readonly number[]) => ConditionalFamily,
  design: Design,
  offset: Float64Array,
  effects: RandomEffects,
  start: { readonly at: Float64Array; readonly inverse: Float64Array | null },
  points: number,
) => {
  const [block] = effects.blocks
  if (effects.blocks.length !== 1 || block!.effects.join() !== 'intercept')
    throw new Error(
      `adaptive quadrature takes one random intercept, and this model has ${effects.blocks
        .map((one) => `${one.effects.join(' and ')} by ${one.group}`)
        .join(', ')}; leave \`points\` out for Laplace's approximation`,
    )
  const rows = block!.levels.map((): number[] => [])
  for (const [i, level] of block!.level.entries()) rows[level]!.push(i)
  const clusters = rows.map((own) => ({ rows: own, family: familyOf(own) }))
  const size = start.at.length
  const fixed = size - 1
  const { value, mode } = quadratureDeviance(clusters, design, offset, fixed - design.names.length, points)
  const f = (at: Float64Array, gradient: Float64Array): number => {
    const height = value(at)
    if (height === Number.POSITIVE_INFINITY) return height
    const moved = Float64Array.from(at)
    for (let k = 0; k < size; k++) {
      const step = 1e-3 * Math.max(0.1, Math.abs(at[k]!))
      gradient[k] = 0
      for (const [times, weight] of FOURTH_ORDER) {
        moved[k] = at[k]! + times * step
        gradient[k]! += (weight * value(moved)) / step
      }
      moved[k] = at[k]!
    }
    return height
  }
  const end = minimise(f, start.at, { precision: 1e-9, ...(start.inverse && { inverse: start.inverse }) })
  const { at } = end
  const steps = at.map((one) => 5e-3 * Math.max(0.1, Math.abs(one)))
  const factor = hessianOf(f, at, steps, false)
  if (!cholesky(factor, size))
    throw new Error('the likelihood is flat at its end, so that no standard errors exist; leave a term out')
  const inverse = choleskyInverse(factor, size)
  const covariance = new Float64Array(fixed * fixed)
  for (let a = 0; a < fixed; a++) for (let b = 0; b < fixed; b++) covariance[a * fixed + b] = 2 * inverse[a * size + b]!
  value(at)
  const theta = at.slice(fixed)
  const modes = mode.slice()
  positive(effects, theta, modes)
  const singular = singularities(effects, theta)
  const steepest = end.gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0)
  return {
    at,
    covariance,
    shared: {
      logLikelihood: -end.value / 2,
      free: size,
      n: design.rows,
      random: varyingEffects(effects, theta, modes, 1),
      theta,
      singular: singular.length > 0,
      converged: end.converged,
      drop: end.drop,
      gradient: steepest,
      iterations: end.iterations,
      ...troubleOf(singular, end.converged, steepest, fewLevels(effects)),
    },
  }
}
