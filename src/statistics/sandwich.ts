import type { Interval } from '../core/estimate.ts'
import { tQuantile, tSurvival } from '../math/distributions.ts'
import { checkLevel } from './check.ts'
import type { Coefficient } from './fit.ts'
import { categories, type Row } from './row.ts'

/** CR0 plain; CR1 times m / (m - 1), CR1S also (N - 1) / (N - p), with m clusters; CR2 bias-reduced; CR3 jackknife. */
export type ClusterCorrection = 'CR0' | 'CR1' | 'CR1S' | 'CR2' | 'CR3'

/** A coefficient tested by t with Satterthwaite's degrees of freedom. */
export interface ClusterRobustCoefficient extends Coefficient {
  readonly df: number
}

export interface ClusterRobustFit {
  readonly coefficients: readonly ClusterRobustCoefficient[]
  readonly parameters: readonly string[]
  /** Row-major in the order of `parameters`. */
  readonly covariance: Float64Array
  readonly n: number
  readonly clusters: number
  readonly correction: ClusterCorrection
  /** A weighted sum of coefficients with its robust error and Satterthwaite df (R `clubSandwich::linear_contrast`). */
  readonly linear: (weights: readonly number[]) => { readonly value: number; readonly se: number; readonly df: number }
}

/** The eigenvalues, and vectors as columns, of a small symmetric row-major matrix by Jacobi's rotations. */
export const symmetricEigen = (
  matrix: Float64Array,
  size: number,
): readonly [values: Float64Array, vectors: Float64Array] => {
  const a = Float64Array.from(matrix)
  const vectors = Float64Array.from(a, (_, k) => (k % (size + 1) === 0 ? 1 : 0))
  const scale = a.reduce((sum, value) => sum + value * value, 0)
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0
    for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) off += a[i * size + j]! ** 2
    if (off <= 1e-32 * scale) break
    for (let i = 0; i < size; i++)
      for (let j = 0; j < i; j++) {
        const corner = a[i * size + j]!
        if (corner === 0) continue
        const angle = Math.atan2(2 * corner, a[j * size + j]! - a[i * size + i]!) / 2
        const [c, s] = [Math.cos(angle), Math.sin(angle)]
        const turn = (array: Float64Array, p: number, q: number) => {
          const [x, y] = [array[p]!, array[q]!]
          array[p] = c * x + s * y
          array[q] = c * y - s * x
        }
        for (let k = 0; k < size; k++) turn(a, k * size + j, k * size + i)
        for (let k = 0; k < size; k++) turn(a, j * size + k, i * size + k)
        for (let k = 0; k < size; k++) turn(vectors, k * size + j, k * size + i)
      }
  }
  return [Float64Array.from({ length: size }, (_, k) => a[k * size + k]!), vectors]
}

/** The product of two row-major size x size matrices. */
export const times = (left: Float64Array, right: Float64Array, size: number): Float64Array => {
  const product = new Float64Array(size * size)
  for (let a = 0; a < size; a++)
    for (let k = 0; k < size; k++) {
      const factor = left[a * size + k]!
      for (let b = 0; b < size; b++) product[a * size + b]! += factor * right[k * size + b]!
    }
  return product
}

/** The transpose of a row-major size x size matrix. */
export const transposed = (square: Float64Array, size: number): Float64Array =>
  square.map((_, k) => square[(k % size) * size + Math.floor(k / size)]!)

/** w' A w of a row-major square matrix. */
export const quadratic = (square: Float64Array, weights: readonly number[]): number =>
  weights.reduce(
    (sum, weight, a) =>
      weight === 0
        ? sum
        : sum + weight * weights.reduce((inner, other, b) => inner + square[a * weights.length + b]! * other, 0),
    0,
  )

/** The row numbers of each cluster; throws on a missing cluster and where there is one only. */
export const clustersOf = (rows: readonly Row[], cluster: string): readonly (readonly number[])[] => {
  const members = new Map<unknown, number[]>()
  for (const [i, id] of categories(rows, cluster).entries()) {
    const found = members.get(id)
    if (found) found.push(i)
    else members.set(id, [i])
  }
  if (members.size < 2)
    throw new Error(`${cluster} is ${String(rows[0]![cluster])} in every row; robust errors need two clusters or more`)
  return [...members.values()]
}

/**
 * What a cluster gives to the sandwich, in the notation of Pustejovsky and Tipton (2018): X weights, A corrects the
 * residuals e, M is the bread, V the working covariance of the errors and W its inverse.
 */
export interface ClusterShare {
  /** X' W A e. */
  readonly score: Float64Array
  /** X' A W X M, row-major. */
  readonly inward: Float64Array
  /** M X' W A V A W X M, row-major. */
  readonly own: Float64Array
}

/** Robust covariance, t tests and Satterthwaite intervals of coefficients from the shares of their clusters. */
export const sandwich = (
  plain: readonly Coefficient[],
  bread: Float64Array,
  shares: readonly ClusterShare[],
  options: {
    readonly factor: number
    readonly level?: number | undefined
    readonly cluster: string
    readonly correction: ClusterCorrection
    readonly estimator: string
  },
): ClusterRobustFit => {
  const { factor, cluster, correction, estimator } = options
  const level = checkLevel(options.level)
  const width = plain.length
  const count = shares.length
  const meat = new Float64Array(width * width)
  for (const { score } of shares)
    for (let a = 0; a < width; a++) for (let b = 0; b < width; b++) meat[a * width + b]! += score[a]! * score[b]!
  const covariance = times(times(bread, meat, width), bread, width).map((value) => value * factor)
  const shared = shares.map(({ inward }) => times(times(transposed(inward, width), bread, width), inward, width))
  const linear = (weights: readonly number[]): Pick<ClusterRobustCoefficient, 'value' | 'se' | 'df'> => {
    const form = (square: Float64Array): number => quadratic(square, weights)
    // The sum over all pairs of clusters follows from one small matrix, the sum of u u' with u = X' A W X M c.
    const pairs = new Float64Array(width * width)
    let expected = 0
    let spread = 0
    for (const [g, { inward, own }] of shares.entries()) {
      const [mine, through] = [form(own), form(shared[g]!)]
      expected += mine - through
      spread += mine ** 2 - 2 * mine * through
      const u = weights.map((_, a) => weights.reduce((sum, weight, c) => sum + inward[a * width + c]! * weight, 0))
      for (let a = 0; a < width; a++) for (let b = 0; b < width; b++) pairs[a * width + b]! += u[a]! * u[b]!
    }
    const turned = times(pairs, bread, width)
    const squared = times(turned, turned, width)
    for (let a = 0; a < width; a++) spread += squared[a * width + a]!
    return {
      value: plain.reduce((sum, one, c) => sum + weights[c]! * one.value, 0),
      se: Math.sqrt(Math.max(0, form(covariance))),
      df: expected ** 2 / spread,
    }
  }
  const coefficients = plain.map((one, c): ClusterRobustCoefficient => {
    const { name, value, n } = one
    const { se, df } = linear(plain.map((_, k) => (k === c ? 1 : 0)))
    if (!(se > 1e-10 * one.se && df > 0))
      throw new Error(`${name} has no error left between the ${count} clusters of ${cluster}; more are needed`)
    const reach = tQuantile(0.5 + level / 2, df) * se
    const interval: Interval = [value - reach, value + reach]
    const statistic = value / se
    return {
      name,
      value,
      se,
      statistic,
      df,
      p: 2 * tSurvival(Math.abs(statistic), df),
      interval,
      wald: interval,
      level,
      n,
      estimator: `${estimator}, ${correction} over ${count} clusters, Satterthwaite t interval`,
    }
  })
  return {
    coefficients,
    parameters: plain.map((one) => one.name),
    covariance,
    n: plain[0]!.n,
    clusters: count,
    correction,
    linear,
  }
}
