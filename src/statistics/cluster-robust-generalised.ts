import { type Family, families } from './family.ts'
import {
  fitGeneralised,
  type GeneralisedLinearModel,
  generalisedData,
  predictors,
  startOf,
} from './generalised-linear.ts'
import type { Row } from './row.ts'
import { type ClusterRobustFit, type ClusterShare, clustersOf, sandwich, symmetricEigen } from './sandwich.ts'

export interface ClusterRobustGeneralisedModel extends Omit<GeneralisedLinearModel, 'frequency' | 'interval'> {
  /** The column saying which independent unit (dialogue, person, debate) a row belongs to. */
  readonly cluster: string
  /** CR2 unless said. */
  readonly correction?: 'CR0' | 'CR1' | 'CR2'
}

/**
 * A generalised linear model with errors that may be correlated within clusters, linearised at the maximum (its columns
 * are the slopes of the means, its weights the inverse variances): CR2 and Satterthwaite as in `clusterRobust`.
 * R: `clubSandwich::coef_test(glm(y ~ ..., family), vcov = "CR2", cluster, test = "Satterthwaite")`.
 * CR2 takes time cubic in the rows of the largest cluster: seconds for some hundreds.
 * Throws as `generalisedLinear` does, and as `clusterRobust` does for clusters.
 */
export const clusterRobustGeneralised = (
  rows: readonly Row[],
  model: ClusterRobustGeneralisedModel,
): ClusterRobustFit => {
  const { cluster, correction = 'CR2', ...plain } = model
  if (!['CR0', 'CR1', 'CR2'].includes(correction))
    throw new Error(`${String(correction)} is no correction of a generalised linear model; it is CR0, CR1 or CR2`)
  const family: Family = families[plain.family]
  const groups = clustersOf(rows, cluster)
  const data = generalisedData(rows, plain, family.name === 'binomial')
  const fit = fitGeneralised(data, family, { ...plain, interval: 'wald', start: startOf(data, family) })
  const { names, matrix } = data.design
  const width = names.length
  const bread = fit.covariance
  const etas = predictors(data, fit.maximum.at)
  const means = etas.map(family.mean)
  const shareOf = (group: readonly number[]): ClusterShare => {
    const size = group.length
    const slopes = Float64Array.from(group, (i) => family.slope(etas[i]!))
    const weights = Float64Array.from(group, (i) => 1 / family.variance(means[i]!))
    const x = (r: number, a: number) => slopes[r]! * matrix[group[r]! * width + a]!
    // X M, whose rows give both the block of the hat matrix and, weighted, the influence on each coefficient.
    const reached = new Float64Array(size * width)
    for (let r = 0; r < size; r++)
      for (let c = 0; c < width; c++)
        for (let a = 0; a < width; a++) reached[r * width + c]! += x(r, a) * bread[a * width + c]!
    const stretch =
      correction === 'CR2' ? biasReduction(size, weights, x, reached, width) : (vector: Float64Array) => vector
    const residuals = stretch(Float64Array.from(group, (i) => data.y[i]! - means[i]!))
    const score = new Float64Array(width)
    const inward = new Float64Array(width * width)
    const own = new Float64Array(width * width)
    for (let r = 0; r < size; r++) for (let a = 0; a < width; a++) score[a]! += x(r, a) * weights[r]! * residuals[r]!
    const stretched = names.map((_, c) =>
      stretch(Float64Array.from({ length: size }, (_, r) => weights[r]! * reached[r * width + c]!)),
    )
    for (const [c, q] of stretched.entries()) {
      for (let r = 0; r < size; r++) for (let a = 0; a < width; a++) inward[a * width + c]! += x(r, a) * q[r]!
      for (const [d, other] of stretched.entries())
        for (let r = 0; r < size; r++) own[c * width + d]! += (q[r]! * other[r]!) / weights[r]!
    }
    return { score, inward, own }
  }
  const count = groups.length
  return sandwich(fit.coefficients, bread, groups.map(shareOf), {
    factor: correction === 'CR1' ? count / (count - 1) : 1,
    level: model.level,
    cluster,
    correction,
    estimator: `${family.r} coefficient`,
  })
}

/** v -> A v with A = D (D (V - X M X') D)^(-1/2) D, V = 1 / weights on the diagonal and D its root. */
const biasReduction = (
  size: number,
  weights: Float64Array,
  x: (r: number, a: number) => number,
  reached: Float64Array,
  width: number,
): ((vector: Float64Array) => Float64Array) => {
  const root = weights.map((weight) => weight ** -0.5)
  const inner = new Float64Array(size * size)
  for (let r = 0; r < size; r++)
    for (let s = 0; s < size; s++) {
      let hat = 0
      for (let a = 0; a < width; a++) hat += reached[r * width + a]! * x(s, a)
      inner[r * size + s] = root[r]! * root[s]! * ((r === s ? 1 / weights[r]! : 0) - hat)
    }
  const [values, vectors] = symmetricEigen(inner, size)
  const largest = values.reduce((most, value) => Math.max(most, value), 0)
  return (vector) => {
    const result = new Float64Array(size)
    for (let k = 0; k < size; k++) {
      // A direction the cluster fits by itself has no residual to correct.
      if (!(values[k]! > 1e-10 * largest)) continue
      let along = 0
      for (let r = 0; r < size; r++) along += vectors[r * size + k]! * root[r]! * vector[r]!
      along /= Math.sqrt(values[k]!)
      for (let r = 0; r < size; r++) result[r]! += vectors[r * size + k]! * root[r]! * along
    }
    return result
  }
}
