import { checkDistances } from './matrix.ts'

/**
 * Density clusters of things by their distances (Ester, Kriegel, Sander and Xu 1996): a thing with `least` things within
 * `radius`, itself counted, is a core; cores within reach of one another share a cluster, and others join the first core
 * found near. Gives the cluster of each from 0 on, null for noise. Python: `sklearn.cluster.DBSCAN(eps = radius,
 * min_samples = least, metric = 'precomputed')`, where noise is -1. Throws where the matrix is none of distances.
 */
export const dbscan = (
  distances: readonly (readonly number[])[],
  { radius, least }: { readonly radius: number; readonly least: number },
): readonly (number | null)[] => {
  checkDistances(distances, 'DBSCAN', 1)
  if (!(radius > 0 && Number.isFinite(radius))) throw new Error(`the radius of DBSCAN is ${radius}; it must be above 0`)
  if (!(Number.isInteger(least) && least >= 1))
    throw new Error(`DBSCAN asks for ${least} things in a core's reach; a whole number from 1 on is needed`)
  const near = distances.map((row) => [...row.keys()].filter((j) => row[j]! <= radius))
  const clusters = new Array<number | null>(distances.length).fill(null)
  let count = 0
  for (const start of distances.keys()) {
    if (clusters[start] !== null || near[start]!.length < least) continue
    const open = [start]
    clusters[start] = count
    for (let i = open.pop(); i !== undefined; i = open.pop()) {
      if (near[i]!.length < least) continue
      for (const j of near[i]!) {
        if (clusters[j] !== null) continue
        clusters[j] = count
        open.push(j)
      }
    }
    count++
  }
  return clusters
}
