import { entropy, mutualInformation } from './information.ts'
import type { Level } from './row.ts'

/** How alike two partitions of the same things are; all measures ignore what the clusters are called. */
export interface ClusterAgreement {
  /** The share of pairs that both put together or both put apart. */
  readonly rand: number
  /** The same less what chance gives, 1 at most (Hubert and Arabie 1985); null where both partitions are trivial alike. */
  readonly adjustedRand: number | null
  /** In nats. */
  readonly mutualInformation: number
  /** Over the mean of both entropies, arithmetic or geometric; null where that is 0. */
  readonly normalised: { readonly arithmetic: number | null; readonly geometric: number | null }
  /** In nats; 0 where the partitions are the same. */
  readonly variationOfInformation: number
  /** The share of things in the commonest second cluster of their first one. */
  readonly purity: number
  readonly n: number
}

/**
 * Compares two partitions, given as the cluster of each thing. Python: `sklearn.metrics.rand_score`,
 * `adjusted_rand_score`, `mutual_info_score` and `normalized_mutual_info_score`; R: `mclust::adjustedRandIndex(a, b)`.
 * Throws on fewer than two things and on lists of unequal length.
 */
export const clusterAgreement = (a: readonly Level[], b: readonly Level[]): ClusterAgreement => {
  const n = a.length
  if (b.length !== n) throw new Error(`two partitions: of ${n} things and of ${b.length}; give one cluster for each`)
  if (n < 2) throw new Error(`two partitions of ${n} things; at least two are needed`)
  const [first, second] = [[...new Set(a)], [...new Set(b)]]
  const table = first.map(() => new Array<number>(second.length).fill(0))
  const placeA = new Map(first.map((level, k) => [level, k]))
  const placeB = new Map(second.map((level, k) => [level, k]))
  for (const [i, cluster] of a.entries()) table[placeA.get(cluster)!]![placeB.get(b[i]!)!]!++
  const sum = (values: readonly number[]): number => values.reduce((x, y) => x + y, 0)
  const pairs = (counts: readonly number[]): number => sum(counts.map((count) => (count * (count - 1)) / 2))
  const [rows, columns] = [table.map(sum), second.map((_, j) => sum(table.map((row) => row[j]!)))]
  const [together, inA, inB, all] = [pairs(table.flat()), pairs(rows), pairs(columns), (n * (n - 1)) / 2]
  const expected = (inA * inB) / all
  const most = (inA + inB) / 2
  const shared = mutualInformation(table.map((row) => row.map((count) => count / n)))
  const [ofA, ofB] = [rows, columns].map((counts) => entropy(counts.map((count) => count / n))) as [number, number]
  const over = (scale: number): number | null => (scale > 0 ? shared / scale : null)
  return {
    rand: (all + 2 * together - inA - inB) / all,
    adjustedRand: most === expected ? null : (together - expected) / (most - expected),
    mutualInformation: shared,
    normalised: { arithmetic: over((ofA + ofB) / 2), geometric: over(Math.sqrt(ofA * ofB)) },
    variationOfInformation: Math.max(0, ofA + ofB - 2 * shared),
    purity: sum(table.map((row) => Math.max(...row))) / n,
    n,
  }
}
