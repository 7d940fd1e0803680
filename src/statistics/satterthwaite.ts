import { FOURTH_ORDER } from '../math/minimise.ts'
import type { LinearCriterion } from './linear-criterion.ts'
import { quadratic, symmetricEigen } from './sandwich.ts'

/**
 * Satterthwaite's degrees of freedom of a weighted sum of the coefficients of a linear mixed model, as lmerTest computes
 * them (Kuznetsova, Brockhoff and Christensen 2017): df = 2 v^2 / (g' A g), with v the sum's variance, g its gradient in
 * (theta, sigma) and A twice the inverse Hessian of the criterion, directions without curvature left out.
 */
export const satterthwaite = (
  criterion: LinearCriterion,
  theta: Float64Array,
  sigma: number,
): ((weights: readonly number[]) => number) => {
  const count = theta.length
  const size = count + 1
  const { m } = criterion
  criterion.value(theta, null, null)
  const { residual } = criterion.state()
  const unscaled = Float64Array.from(criterion.state().unscaled)
  const p = Math.round(Math.sqrt(unscaled.length))
  const hessian = new Float64Array(size * size)
  hessian[size * size - 1] = (-2 * m) / sigma ** 2 + (6 * residual) / sigma ** 4
  // How the covariance of the coefficients moves with each parameter.
  const slopes = Array.from({ length: size }, () => new Float64Array(p * p))
  for (let c = 0; c < p * p; c++) slopes[count]![c] = 2 * sigma * unscaled[c]!
  const moved = Float64Array.from(theta)
  const gradient = new Float64Array(count)
  for (let k = 0; k < count; k++) {
    const step = 2e-3 * Math.max(0.1, Math.abs(theta[k]!))
    for (const [times, weight] of FOURTH_ORDER) {
      moved[k] = theta[k]! + times * step
      criterion.value(moved, sigma, gradient)
      const there = criterion.state()
      for (let a = 0; a < count; a++) hessian[a * size + k]! += (weight * gradient[a]!) / step
      hessian[count * size + k]! -= (2 * weight * there.residual) / sigma ** 3 / step
      for (let c = 0; c < p * p; c++) slopes[k]![c]! += (sigma ** 2 * weight * there.unscaled[c]!) / step
    }
    moved[k] = theta[k]!
    hessian[k * size + count] = hessian[count * size + k]!
  }
  for (let a = 0; a < count; a++)
    for (let b = 0; b < a; b++)
      hessian[a * size + b] = hessian[b * size + a] = (hessian[a * size + b]! + hessian[b * size + a]!) / 2
  const scale = Float64Array.from({ length: size }, (_, k) => 1 / Math.sqrt(Math.max(1e-12, hessian[k * size + k]!)))
  const [values, vectors] = symmetricEigen(
    hessian.map((value, k) => value * scale[Math.floor(k / size)]! * scale[k % size]!),
    size,
  )
  return (weights) => {
    const slope = slopes.map((one) => quadratic(one, weights))
    let spread = 0
    for (let e = 0; e < size; e++) {
      if (!(values[e]! > 1e-6)) continue
      let along = 0
      for (let k = 0; k < size; k++) along += vectors[k * size + e]! * scale[k]! * slope[k]!
      spread += (2 * along ** 2) / values[e]!
    }
    return (2 * (sigma ** 2 * quadratic(unscaled, weights)) ** 2) / spread
  }
}
