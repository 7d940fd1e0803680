import type { Luck } from 'suasion'
import { lloyd, squaredDistance } from 'suasion/statistics'

/**
 * Lloyd's k-means: the cluster (from 0) of each point, with centres that begin at points far from one another, drawn as
 * in k-means++. Fewer clusters where there are fewer different points. Throws on points of different length.
 */
export const kMeans = (points: readonly (readonly number[])[], k: number, luck: Luck): readonly number[] => {
  if (!(Number.isInteger(k) && k >= 1)) throw new Error(`k must be a whole number above 0, not ${k}`)
  const width = points[0]?.length ?? 0
  if (points.some((point) => point.length !== width || !point.every(Number.isFinite)))
    throw new Error('k-means needs points of one length, all numbers finite')
  if (points.length === 0) return []
  const centres: (readonly number[])[] = [luck.of('centre', 0).pick(points)]
  while (centres.length < k) {
    const far = points.map((point) => Math.min(...centres.map((centre) => squaredDistance(point, centre))))
    if (far.every((each) => each === 0)) break
    centres.push(luck.of('centre', centres.length).weighted(points, far))
  }
  return lloyd(points, centres).clusters
}
