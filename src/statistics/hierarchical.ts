import { checkDistances } from './matrix.ts'

/** How far two clusters are: by their nearest things, their farthest, the mean of all pairs, or the growth of variance. */
export type Linkage = 'single' | 'complete' | 'average' | 'ward'

/** One step: two clusters become one. Things are clusters 0 to n - 1, and the cluster made by step s is n + s. */
export interface Merge {
  readonly joined: readonly [number, number]
  readonly height: number
  /** Of the cluster made. */
  readonly size: number
}

/**
 * Agglomerative clustering of a square matrix of distances, the nearest two clusters joined at each step (the first of
 * equals). 'ward' is Ward's criterion on distances (Murtagh and Legendre 2014). R: `hclust(as.dist(distances), method)`,
 * with 'ward.D2' for 'ward'. Throws where the matrix is none of distances.
 */
export const hierarchical = (
  distances: readonly (readonly number[])[],
  { linkage = 'average' }: { readonly linkage?: Linkage } = {},
): readonly Merge[] => {
  checkDistances(distances, 'a hierarchical clustering')
  if (!['single', 'complete', 'average', 'ward'].includes(linkage))
    throw new Error(`${String(linkage)} is no linkage; it is single, complete, average or ward`)
  const ward = linkage === 'ward'
  const away = distances.map((row) => row.map((d) => (ward ? d * d : d)))
  const name = distances.map((_, i) => i)
  const size = distances.map(() => 1)
  const alive = new Set(name)
  const merges: Merge[] = []
  while (alive.size > 1) {
    let [first, second, least] = [-1, -1, Number.POSITIVE_INFINITY]
    for (const i of alive)
      for (const j of alive) if (i < j && away[i]![j]! < least) [first, second, least] = [i, j, away[i]![j]!]
    const [a, b] = [size[first]!, size[second]!]
    for (const k of alive) {
      if (k === first || k === second) continue
      const [one, other] = [away[first]![k]!, away[second]![k]!]
      const c = size[k]!
      const joined = {
        single: Math.min(one, other),
        complete: Math.max(one, other),
        average: (a * one + b * other) / (a + b),
        ward: ((a + c) * one + (b + c) * other - c * least) / (a + b + c),
      }[linkage]
      away[first]![k] = away[k]![first] = joined
    }
    merges.push({ joined: [name[first]!, name[second]!], height: ward ? Math.sqrt(least) : least, size: a + b })
    size[first] = a + b
    name[first] = distances.length + merges.length - 1
    alive.delete(second)
  }
  return merges
}

/** The cluster of each thing, from 0 on in order of first appearance, when a tree is cut into k (R `cutree(tree, k)`). */
export const cutTree = (merges: readonly Merge[], k: number): readonly number[] => {
  const n = merges.length + 1
  if (!(Number.isInteger(k) && k >= 1 && k <= n)) throw new Error(`a tree of ${n} things cut into ${k}; from 1 to ${n}`)
  const parent = Array.from({ length: n + merges.length }, (_, i) => i)
  for (const [step, { joined }] of merges.slice(0, n - k).entries()) for (const one of joined) parent[one] = n + step
  const top = (i: number): number => (parent[i] === i ? i : top(parent[i]!))
  const tops = Array.from({ length: n }, (_, i) => top(i))
  const order = [...new Set(tops)]
  return tops.map((one) => order.indexOf(one))
}
