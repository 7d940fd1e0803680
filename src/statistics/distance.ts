import { checkPoints } from './matrix.ts'

const pairwise = (
  points: readonly (readonly number[])[],
  distance: (a: readonly number[], b: readonly number[]) => number,
): readonly (readonly number[])[] => {
  const matrix = points.map(() => new Array<number>(points.length).fill(0))
  for (const [i, point] of points.entries())
    for (let j = 0; j < i; j++) matrix[i]![j] = matrix[j]![i] = distance(point, points[j]!)
  return matrix
}

/** The Euclidean distances of points from one another, as a square matrix (R `as.matrix(dist(points))`). */
export const euclideanDistances = (points: readonly (readonly number[])[]): readonly (readonly number[])[] => {
  checkPoints(points, 'Euclidean distances')
  return pairwise(points, (a, b) => Math.hypot(...a.map((value, k) => value - b[k]!)))
}

/** The cosine of the angle of two vectors of one length; throws where one of them is 0. */
export const cosineSimilarity = (a: readonly number[], b: readonly number[]): number => {
  checkPoints([a, b], 'a cosine similarity')
  let [aa, bb, ab] = [0, 0, 0]
  for (const [k, value] of a.entries()) {
    aa += value * value
    bb += b[k]! ** 2
    ab += value * b[k]!
  }
  if (aa === 0 || bb === 0) throw new Error('a cosine similarity with a vector of nothing but 0 is not defined')
  return Math.max(-1, Math.min(1, ab / Math.sqrt(aa) / Math.sqrt(bb)))
}

/** 1 less the cosine similarity of each pair, as a square matrix (scikit-learn `cosine_distances`). */
export const cosineDistances = (vectors: readonly (readonly number[])[]): readonly (readonly number[])[] => {
  checkPoints(vectors, 'cosine distances')
  return pairwise(vectors, (a, b) => 1 - cosineSimilarity(a, b))
}
