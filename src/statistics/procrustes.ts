import { checkPoints } from './matrix.ts'
import { symmetricEigen } from './sandwich.ts'

/** How alike two configurations of points are once moved, scaled and turned upon one another. */
export interface Procrustes {
  /** The sum of squares left, from 0 (the same shape) to 1. */
  readonly residual: number
  /** sqrt(1 - residual). */
  readonly correlation: number
  /** What the second configuration, one point a row, is multiplied by (row vector times matrix) to lie upon the first. */
  readonly rotation: readonly (readonly number[])[]
}

/**
 * Symmetric Procrustes analysis of two configurations of the same points, one row each, in as many dimensions: both are
 * centred and scaled to unit sum of squares, and the second is turned, mirrored if need be, upon the first.
 * R: `vegan::procrustes(x, y, symmetric = TRUE)`. Throws on configurations of different shape and on points that all
 * coincide.
 */
export const procrustes = (x: readonly (readonly number[])[], y: readonly (readonly number[])[]): Procrustes => {
  const what = 'a Procrustes analysis'
  const width = checkPoints(x, `${what}, first configuration`, 2)
  const other = checkPoints(y, `${what}, second configuration`, 2)
  if (x.length !== y.length || width !== other)
    throw new Error(`${what}: ${x.length} points in ${width} dimensions and ${y.length} in ${other}; give the same`)
  const scaled = (points: readonly (readonly number[])[], which: string): readonly (readonly number[])[] => {
    const means = points[0]!.map((_, k) => points.reduce((sum, point) => sum + point[k]!, 0) / points.length)
    const centred = points.map((point) => point.map((value, k) => value - means[k]!))
    const size = Math.hypot(...centred.flat())
    if (!(size > 0)) throw new Error(`${what}: the points of the ${which} configuration all coincide`)
    return centred.map((point) => point.map((value) => value / size))
  }
  const [a, b] = [scaled(x, 'first'), scaled(y, 'second')]
  // The eigenvalues of [0 C; C' 0] are the singular values of C and their negatives, with all their digits.
  const size = 2 * width
  const block = new Float64Array(size * size)
  for (let i = 0; i < width; i++)
    for (let j = 0; j < width; j++) {
      const sum = a.reduce((total, point, k) => total + point[i]! * b[k]![j]!, 0)
      block[i * size + width + j] = block[(width + j) * size + i] = sum
    }
  const [values, vectors] = symmetricEigen(block, size)
  const order = [...values.keys()].sort((p, q) => values[q]! - values[p]!).slice(0, width)
  const correlation = Math.min(
    1,
    order.reduce((sum, k) => sum + Math.max(0, values[k]!), 0),
  )
  const rotation = Array.from({ length: width }, (_, j) =>
    Array.from({ length: width }, (_, i) =>
      order.reduce((sum, k) => sum + 2 * vectors[(width + j) * size + k]! * vectors[i * size + k]!, 0),
    ),
  )
  return { residual: 1 - correlation ** 2, correlation, rotation }
}
