import { cholesky, choleskyInverse } from '../math/linear.ts'
import { hessianOf, minimise } from '../math/minimise.ts'
import type { ConditionalFamily } from './conditional-family.ts'
import type { Design } from './design.ts'
import { laplaceDeviance } from './laplace.ts'
import { fewLevels, positive, singularities, troubleOf, unscaledTheta, varyingEffects } from './mixed-fit.ts'
import { thetaStart } from './random-algebra.ts'
import type { RandomEffects } from './random-effects.ts'

/** The plain regression a search starts from: cut points and coefficients, and their covariance, row-major. */
export interface PlainStart {
  readonly at: Float64Array
  readonly covariance: Float64Array
}

/** The inverse of a symmetric matrix after scaling its diagonal to 1; null where it is not positive definite. */
const inverseOf = (matrix: Float64Array, size: number): Float64Array | null => {
  const scale = Float64Array.from({ length: size }, (_, k) => 1 / Math.sqrt(matrix[k * size + k]!))
  const factor = matrix.map((value, k) => value * scale[Math.floor(k / size)]! * scale[k % size]!)
  if (!cholesky(factor, size)) return null
  return choleskyInverse(factor, size).map((value, k) => value * scale[Math.floor(k / size)]! * scale[k % size]!)
}

/**
 * The lowest point of Laplace's deviance, by BFGS from the plain regression with standard deviations of 1, then a Newton
 * step on the Hessian that the standard errors come from (as lme4: the inverse of half the Hessian over all parameters).
 */
export const laplaceFit = (
  family: ConditionalFamily,
  design: Design,
  offset: Float64Array,
  effects: RandomEffects,
  plain: PlainStart,
) => {
  const fixed = plain.at.length
  const deviance = laplaceDeviance(family, design, offset, effects)
  const { size } = deviance
  const f = (at: Float64Array, gradient: Float64Array) => deviance.value(at, gradient)
  const inverse = new Float64Array(size * size)
  for (let a = 0; a < fixed; a++)
    for (let b = 0; b < fixed; b++) inverse[a * size + b] = plain.covariance[a * fixed + b]! / 2
  for (const { entries, theta, levels } of effects.blocks)
    for (const k of entries.keys()) inverse[(fixed + theta + k) * (size + 1)] = 1 / (4 * levels.length)
  const from = Float64Array.from([...plain.at, ...thetaStart(effects)])
  let end = minimise(f, from, { inverse, precision: 1e-10 })
  const stuck = singularities(effects, end.at.subarray(fixed))
  if (stuck.length > 0) {
    const beside = Float64Array.from([...end.at.subarray(0, fixed), ...thetaStart(effects, 0.1)])
    for (let k = fixed; k < size; k++) if (Math.abs(end.at[k]!) > 0.1) beside[k] = end.at[k]!
    const again = minimise(f, beside, { inverse, precision: 1e-10 })
    if (again.value < end.value - 1e-9) end = again
  }
  const wide = effects.blocks.find(({ entries, theta }) =>
    entries.some(([a, b], k) => a === b && Math.abs(end.at[fixed + theta + k]!) > 20),
  )
  if (wide)
    throw new Error(
      `the variance by ${wide.group} grows without limit: the outcome hardly varies within its levels; leave the random term out or merge levels`,
    )
  let at = end.at
  const steps = at.map((_, k) =>
    k < fixed ? 1e-2 * Math.sqrt(plain.covariance[k * (fixed + 1)]!) : 2e-3 * Math.max(0.1, Math.abs(at[k]!)),
  )
  const hessian = hessianOf(f, at, steps, false)
  const covariance = inverseOf(hessian, size)
  let { value, gradient, drop } = end
  if (covariance) {
    const moved = Float64Array.from(at)
    for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) moved[a]! -= covariance[a * size + b]! * gradient[b]!
    const slope = new Float64Array(size)
    const reached = deviance.value(moved, slope)
    if (reached <= value + 1e-10 * (1 + Math.abs(value))) {
      at = moved
      value = reached
      gradient = slope
    }
    drop = 0
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) drop += (covariance[a * size + b]! * gradient[a]! * gradient[b]!) / 2
  }
  deviance.value(at, null)
  const modes = deviance.modes()
  const theta = at.slice(fixed)
  positive(effects, theta, modes)
  const singular = singularities(effects, theta)
  const block = new Float64Array(fixed * fixed)
  // Where a variance is at its edge the Hessian may not be one of a minimum: then the coefficients' own block is used.
  const own = new Float64Array(fixed * fixed)
  for (let a = 0; a < fixed; a++) for (let b = 0; b < fixed; b++) own[a * fixed + b] = hessian[a * size + b]!
  const alone = covariance ? null : inverseOf(own, fixed)
  for (let a = 0; a < fixed; a++)
    for (let b = 0; b < fixed; b++)
      block[a * fixed + b] = 2 * (covariance ? covariance[a * size + b]! : alone ? alone[a * fixed + b]! : Number.NaN)
  if (!block.every(Number.isFinite))
    throw new Error(
      'the likelihood is flat in some coefficient at its end, so that no standard errors exist; leave a term out',
    )
  const steepest = gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0)
  const converged = drop < 1e-5
  return {
    at,
    covariance: block,
    /** The inverse of the whole Hessian at the end, theta included; null where it is not one of a minimum. */
    inverse: covariance,
    deviance,
    shared: {
      logLikelihood: -value / 2,
      free: size,
      n: design.rows,
      random: varyingEffects(effects, theta, modes, 1),
      theta: unscaledTheta(effects, theta),
      singular: singular.length > 0,
      converged,
      drop,
      gradient: steepest,
      iterations: end.iterations,
      ...troubleOf(singular, converged, steepest, fewLevels(effects)),
    },
  }
}
