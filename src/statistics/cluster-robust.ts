import { cholesky } from '../math/linear.ts'
import { design } from './design.ts'
import { type LinearModel, leastSquares } from './least-squares.ts'
import { numbers, type Row } from './row.ts'
import {
  type ClusterCorrection,
  type ClusterRobustFit,
  type ClusterShare,
  clustersOf,
  sandwich,
  symmetricEigen,
  times,
  transposed,
} from './sandwich.ts'

export interface ClusterRobustModel extends LinearModel {
  /** The column saying which independent unit (dialogue, person, debate) a row belongs to. */
  readonly cluster: string
  /** CR2 unless said. */
  readonly correction?: ClusterCorrection
}

/**
 * How a cluster's residuals are stretched, as a function of an eigenvalue of its block of the hat matrix. Where that
 * is 1 the cluster fits itself and its residuals are 0, so the generalised inverse leaves them so.
 */
const stretches: Readonly<Record<ClusterCorrection, (leverage: number) => number>> = {
  CR0: () => 1,
  CR1: () => 1,
  CR1S: () => 1,
  CR2: (leverage) => (1 - leverage > 1e-10 ? (1 - leverage) ** -0.5 : 0),
  CR3: (leverage) => (1 - leverage > 1e-10 ? 1 / (1 - leverage) : 0),
}

/**
 * Least squares with errors that may be correlated within clusters: t tests and intervals by the bias-reduced
 * linearisation of Bell and McCaffrey (2002) with Satterthwaite's degrees of freedom, good from few clusters on
 * (Pustejovsky and Tipton 2018). R: `clubSandwich::coef_test(lm(y ~ ...), vcov = "CR2", cluster,
 * test = "Satterthwaite")`. Throws as `leastSquares` does, on a cluster that is missing, on fewer than two clusters,
 * and where a coefficient's clusters leave it no error.
 */
export const clusterRobust = (rows: readonly Row[], model: ClusterRobustModel): ClusterRobustFit => {
  const { cluster, correction = 'CR2', ...linear } = model
  if (!Object.hasOwn(stretches, correction))
    throw new Error(`${String(correction)} is no correction; it is one of ${Object.keys(stretches).join(', ')}`)
  const stretch = stretches[correction]
  const fit = leastSquares(rows, linear)
  const { names, matrix } = design(rows, model.terms, { origin: model.intercept === false })
  const y = numbers(rows, model.outcome)
  const n = rows.length
  const width = names.length
  const groups = clustersOf(rows, cluster)
  const count = groups.length
  const bread = fit.covariance.map((value) => value / fit.sigma ** 2)
  const root = Float64Array.from(bread)
  if (!cholesky(root, width)) throw new Error('the columns are too close to dependent for robust errors; drop one')
  for (let a = 0; a < width; a++) root.fill(0, a * width + a + 1, (a + 1) * width)
  const across = transposed(root, width)
  const product = (...squares: readonly Float64Array[]) => squares.reduce((left, right) => times(left, right, width))
  const residual = (i: number): number =>
    fit.coefficients.reduce((rest, { value }, a) => rest - matrix[i * width + a]! * value, y[i]!)
  const shareOf = (group: readonly number[]): ClusterShare => {
    const cross = new Float64Array(width * width)
    const score = new Float64Array(width)
    for (const i of group) {
      const e = residual(i)
      for (let a = 0; a < width; a++) {
        score[a]! += matrix[i * width + a]! * e
        for (let b = 0; b < width; b++) cross[a * width + b]! += matrix[i * width + a]! * matrix[i * width + b]!
      }
    }
    // The block of the hat matrix is B B' with B = X L, M = L L'; its eigenvalues are those of the small B'B.
    const [leverages, vectors] = symmetricEigen(product(across, cross, root), width)
    // A = I + B G B', so X'A e, X'A X and X'A A X need no matrix as large as the cluster.
    const slope = (power: 1 | 2): Float64Array => {
      const spectrum = new Float64Array(width * width)
      for (const [k, leverage] of leverages.entries())
        if (leverage > 1e-12) spectrum[k * width + k] = (stretch(leverage) ** power - 1) / leverage
      return product(root, vectors, spectrum, transposed(vectors, width), across)
    }
    const change = product(cross, slope(1))
    const twice = product(cross, slope(2), cross).map((value, k) => value + cross[k]!)
    const own = product(bread, twice, bread)
    return {
      score: score.map((value, a) => score.reduce((sum, one, k) => sum + change[a * width + k]! * one, value)),
      inward: product(
        product(change, cross).map((value, k) => value + cross[k]!),
        bread,
      ),
      own,
    }
  }
  const small = {
    CR0: 1,
    CR1: count / (count - 1),
    CR1S: (count * (n - 1)) / ((count - 1) * (n - width)),
    CR2: 1,
    CR3: 1,
  }
  return sandwich(fit.coefficients, bread, groups.map(shareOf), {
    factor: small[correction],
    level: model.level,
    cluster,
    correction,
    estimator: 'least-squares coefficient',
  })
}
