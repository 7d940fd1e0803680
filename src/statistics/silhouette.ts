import { checkDistances } from './matrix.ts'
import type { Level } from './row.ts'

/**
 * How much nearer each thing is to its own cluster than to the next, from -1 to 1, and their mean (Rousseeuw 1987); 0
 * for a cluster of one. R: `cluster::silhouette(clusters, as.dist(distances))`. Throws where the matrix is none of
 * distances, and on fewer than two clusters.
 */
export const silhouette = (
  distances: readonly (readonly number[])[],
  clusters: readonly Level[],
): { readonly each: readonly number[]; readonly mean: number } => {
  checkDistances(distances, 'a silhouette')
  if (clusters.length !== distances.length)
    throw new Error(`a silhouette: ${clusters.length} clusters for ${distances.length} things; give one for each`)
  const names = [...new Set(clusters)]
  if (names.length < 2) throw new Error('a silhouette of one cluster is not defined; at least two are needed')
  const each = distances.map((row, i) => {
    const means = names.map((name) => {
      const others = row.filter((_, j) => j !== i && clusters[j] === name)
      return others.length === 0 ? null : others.reduce((a, b) => a + b, 0) / others.length
    })
    const own = means[names.indexOf(clusters[i]!)]
    if (own === null || own === undefined) return 0
    const next = Math.min(...means.flatMap((mean, k) => (names[k] === clusters[i] || mean === null ? [] : mean)))
    return own === next ? 0 : (next - own) / Math.max(own, next)
  })
  return { each, mean: each.reduce((a, b) => a + b, 0) / each.length }
}
