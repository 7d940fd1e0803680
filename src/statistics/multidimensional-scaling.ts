import { checkDistances } from './matrix.ts'
import { symmetricEigen } from './sandwich.ts'

/** Points whose distances are near those given. */
export interface Scaling {
  /** One row for each object, one column for each dimension, centred; the largest entry of a column is positive. */
  readonly points: readonly (readonly number[])[]
  /** Of the doubly centred squared distances, from the largest on; below 0 where the distances are not Euclidean. */
  readonly eigenvalues: readonly number[]
  /** The share of the eigenvalues that the dimensions hold: of their absolute values, and of those above 0. */
  readonly fit: readonly [absolute: number, positive: number]
}

/**
 * Classical multidimensional scaling (Torgerson 1952) of a square matrix of distances into so many dimensions, 2 unless
 * said. R: `cmdscale(distances, k = dimensions, eig = TRUE)`, whose signs are arbitrary. Throws where the matrix is none
 * of distances, and where fewer eigenvalues than dimensions are above 0.
 */
export const multidimensionalScaling = (
  distances: readonly (readonly number[])[],
  { dimensions = 2 }: { readonly dimensions?: number } = {},
): Scaling => {
  const what = 'a multidimensional scaling'
  checkDistances(distances, what)
  const size = distances.length
  if (!(Number.isInteger(dimensions) && dimensions >= 1 && dimensions < size))
    throw new Error(`${what} of ${size} objects into ${dimensions} dimensions; a whole number from 1 to ${size - 1}`)
  const means = distances.map((row) => row.reduce((sum, d) => sum + d * d, 0) / size)
  const grand = means.reduce((a, b) => a + b, 0) / size
  const centred = Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size]
    return -(distances[i]![j]! ** 2 - means[i]! - means[j]! + grand) / 2
  })
  const [values, vectors] = symmetricEigen(centred, size)
  const order = [...values.keys()].sort((a, b) => values[b]! - values[a]!)
  const eigenvalues = order.map((k) => values[k]!)
  const largest = Math.max(...eigenvalues.map(Math.abs))
  const held = eigenvalues.slice(0, dimensions)
  if (!(held[dimensions - 1]! > 1e-10 * largest))
    throw new Error(`${what}: the distances fill fewer than ${dimensions} dimensions; ask for fewer`)
  const columns = order.slice(0, dimensions).map((k, c) => {
    const column = distances.map((_, i) => vectors[i * size + k]! * Math.sqrt(held[c]!))
    const most = column.reduce((a, b) => (Math.abs(b) > Math.abs(a) + 1e-12 ? b : a), 0)
    return column.map((value) => (most < 0 ? -value : value))
  })
  const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0)
  return {
    points: distances.map((_, i) => columns.map((column) => column[i]!)),
    eigenvalues,
    fit: [sum(held) / sum(eigenvalues.map(Math.abs)), sum(held) / sum(eigenvalues.map((one) => Math.max(0, one)))],
  }
}
