import { hessianOf } from '../math/minimise.ts'
import type { LinearCriterion } from './linear-criterion.ts'
import { symmetricEigen } from './sandwich.ts'

/**
 * Satterthwaite's degrees of freedom of each coefficient of a linear mixed model, as lmerTest computes them (Kuznetsova,
 * Brockhoff and Christensen 2017): df = 2 v^2 / (g' A g), with v the coefficient's variance, g its gradient in
 * (theta, sigma) and A twice the inverse Hessian of the criterion, directions without curvature left out.
 */
export const satterthwaite = (criterion: LinearCriterion, theta: Float64Array, sigma: number): readonly number[] => {
  const size = theta.length + 1
  const { m } = criterion
  const at = Float64Array.from([...theta, sigma])
  const steps = at.map((value, k) => 2e-3 * (k === size - 1 ? value : Math.max(0.1, Math.abs(value))))
  const hessian = hessianOf(
    (point, gradient) => {
      const error = point[size - 1]!
      const value = criterion.value(point.subarray(0, size - 1), error, gradient)
      gradient[size - 1] = (2 * m) / error - (2 * criterion.state().residual) / error ** 3
      return value
    },
    at,
    steps,
  )
  const scale = at.map((_, k) => 1 / Math.sqrt(Math.max(1e-12, hessian[k * size + k]!)))
  const [values, vectors] = symmetricEigen(
    hessian.map((value, k) => value * scale[Math.floor(k / size)]! * scale[k % size]!),
    size,
  )
  criterion.value(theta, null, null)
  const { unscaled } = criterion.state()
  const p = Math.round(Math.sqrt(unscaled.length))
  const slopes = Array.from({ length: p }, (_, c) => {
    const slope = new Float64Array(size)
    slope[size - 1] = 2 * sigma * unscaled[c * p + c]!
    return slope
  })
  const moved = Float64Array.from(theta)
  for (let k = 0; k < theta.length; k++) {
    for (const [times, weight] of [
      [-2, 1 / 12],
      [-1, -2 / 3],
      [1, 2 / 3],
      [2, -1 / 12],
    ] as const) {
      moved[k] = theta[k]! + times * steps[k]!
      criterion.value(moved, null, null)
      const there = criterion.state().unscaled
      for (let c = 0; c < p; c++) slopes[c]![k]! += (sigma ** 2 * weight * there[c * p + c]!) / steps[k]!
    }
    moved[k] = theta[k]!
  }
  return slopes.map((slope, c) => {
    let spread = 0
    for (let e = 0; e < size; e++) {
      if (!(values[e]! > 1e-6)) continue
      let along = 0
      for (let k = 0; k < size; k++) along += vectors[k * size + e]! * scale[k]! * slope[k]!
      spread += (2 * along ** 2) / values[e]!
    }
    return (2 * (sigma ** 2 * unscaled[c * p + c]!) ** 2) / spread
  })
}
