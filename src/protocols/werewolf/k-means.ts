import type { Luck } from 'suasion'

const distance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, each, i) => sum + (each - b[i]!) ** 2, 0)

/**
 * Lloyd's k-means: the cluster (from 0) of each point, with centres that begin at points far from one another, drawn as
 * in k-means++. Fewer clusters where there are fewer different points. Throws on points of different length.
 */
export const kMeans = (points: readonly (readonly number[])[], k: number, luck: Luck): number[] => {
  if (!(Number.isInteger(k) && k >= 1)) throw new Error(`k must be a whole number above 0, not ${k}`)
  const width = points[0]?.length ?? 0
  if (points.some((point) => point.length !== width || !point.every(Number.isFinite)))
    throw new Error('k-means needs points of one length, all numbers finite')
  if (points.length === 0) return []
  let centres: (readonly number[])[] = [luck.of('centre', 0).pick(points)]
  while (centres.length < k) {
    const far = points.map((point) => Math.min(...centres.map((centre) => distance(point, centre))))
    if (far.every((each) => each === 0)) break
    centres.push(luck.of('centre', centres.length).weighted(points, far))
  }
  let own: number[] = []
  for (let round = 0; round < 100; round++) {
    const next = points.map((point) => {
      const away = centres.map((centre) => distance(point, centre))
      return away.indexOf(Math.min(...away))
    })
    if (next.every((each, i) => each === own[i])) break
    own = next
    centres = centres.map((centre, c) => {
      const members = points.filter((_, i) => own[i] === c)
      return members.length === 0
        ? centre
        : centre.map((_, d) => members.reduce((sum, point) => sum + point[d]!, 0) / members.length)
    })
  }
  return own
}
