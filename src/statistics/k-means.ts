import { checkPoints } from './matrix.ts'

/** A partition of points about centres. */
export interface KMeans {
  /** For each point, its cluster from 0 on. */
  readonly clusters: readonly number[]
  readonly centres: readonly (readonly number[])[]
  /** For each cluster, the squared distances of its points from its centre, summed. */
  readonly within: readonly number[]
  readonly total: number
  readonly converged: boolean
}

/** The squared Euclidean distance of two points of one length. */
export const squaredDistance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, each, i) => sum + (each - b[i]!) ** 2, 0)

/**
 * Lloyd's k-means from given centres: points go to the nearest centre (the first of equals), centres to the mean of
 * their points, until nothing changes or after `rounds`, 100 unless said. A centre that loses all points stays.
 * R: `kmeans(points, centres, algorithm = 'Lloyd', iter.max = rounds)`. Throws on no points or centres, and on points or
 * centres of different length.
 */
export const lloyd = (
  points: readonly (readonly number[])[],
  start: readonly (readonly number[])[],
  { rounds = 100 }: { readonly rounds?: number } = {},
): KMeans => {
  const width = checkPoints(points, 'k-means')
  const other = checkPoints(start, 'k-means, centres')
  if (other !== width) throw new Error(`k-means: points have ${width} numbers and centres ${other}; they must be alike`)
  if (!(Number.isInteger(rounds) && rounds >= 1))
    throw new Error(`${rounds} rounds; a whole number from 1 on is needed`)
  let centres = start
  let clusters: readonly number[] = []
  let converged = false
  for (let round = 0; round < rounds && !converged; round++) {
    const next = points.map((point) => {
      const away = centres.map((centre) => squaredDistance(point, centre))
      return away.indexOf(Math.min(...away))
    })
    converged = next.every((each, i) => each === clusters[i])
    if (converged) break
    clusters = next
    centres = centres.map((centre, c) => {
      const members = points.filter((_, i) => clusters[i] === c)
      return members.length === 0
        ? centre
        : centre.map((_, d) => members.reduce((sum, point) => sum + point[d]!, 0) / members.length)
    })
  }
  const within = centres.map((centre, c) =>
    points.reduce((sum, point, i) => (clusters[i] === c ? sum + squaredDistance(point, centre) : sum), 0),
  )
  return { clusters, centres, within, total: within.reduce((a, b) => a + b, 0), converged }
}
