import { checkPoints } from './matrix.ts'
import { symmetricEigen } from './sandwich.ts'
import { mean, variance } from './summary.ts'

/** Principal components, from the one that says most to the one that says least. */
export interface PrincipalComponents {
  /** The variance of each component. */
  readonly variances: readonly number[]
  /** The share of each in all variance. */
  readonly shares: readonly number[]
  /** For each component, its weight of each column: length 1, the largest weight positive. */
  readonly loadings: readonly (readonly number[])[]
  /** For each row, its value on each component. */
  readonly scores: readonly (readonly number[])[]
}

/**
 * Principal components of columns that are centred and, unless `scale` is false, divided by their standard deviations,
 * so that the components are those of the correlation matrix. R: `prcomp(rows, scale. = scale)`, whose signs are
 * arbitrary. Throws on fewer than two rows or columns and, when scaling, on a constant column.
 */
export const principalComponents = (
  rows: readonly (readonly number[])[],
  { scale = true }: { readonly scale?: boolean } = {},
): PrincipalComponents => {
  const what = 'principal components'
  const width = checkPoints(rows, what, 2)
  if (width < 2) throw new Error(`${what} of ${width} columns; at least two are needed`)
  const columns = Array.from({ length: width }, (_, j) => {
    const values = rows.map((row) => row[j]!)
    const centre = mean(values)
    const spread = variance(values)
    if (scale && !(spread > 1e-24 * centre ** 2))
      throw new Error(`column ${j} is constant and cannot be scaled; leave it out, or use scale: false`)
    return values.map((value) => (value - centre) / (scale ? Math.sqrt(spread) : 1))
  })
  const cross = new Float64Array(width * width)
  for (let a = 0; a < width; a++)
    for (let b = 0; b < width; b++)
      cross[a * width + b] = columns[a]!.reduce((sum, value, i) => sum + value * columns[b]![i]!, 0) / (rows.length - 1)
  const [values, vectors] = symmetricEigen(cross, width)
  const order = [...values.keys()].sort((a, b) => values[b]! - values[a]!)
  const loadings = order.map((k) => {
    const vector = columns.map((_, j) => vectors[j * width + k]!)
    const largest = vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) + 1e-12 ? value : most), 0)
    return vector.map((value) => (largest < 0 ? -value : value))
  })
  const variances = order.map((k) => Math.max(0, values[k]!))
  const total = variances.reduce((a, b) => a + b, 0)
  if (!(total > 0)) throw new Error(`${what}: no column varies`)
  return {
    variances,
    shares: variances.map((value) => value / total),
    loadings,
    scores: rows.map((_, i) => loadings.map((vector) => vector.reduce((sum, w, j) => sum + w * columns[j]![i]!, 0))),
  }
}
