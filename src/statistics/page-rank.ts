/** A directed edge from one node to another; `weight` above 0, 1 unless said. */
export interface RankedEdge {
  readonly from: string
  readonly to: string
  readonly weight?: number
}

export interface PageRankOptions {
  /** The share of a node's rank that it hands on, from 0 to below 1. Default .85. */
  readonly damping?: number
  /**
   * What becomes of the rank of a node that has no edge out: 'shared' (default) goes to all alike and ranks sum to 1, as
   * Brin & Page 1998 and networkx have it; 'lost' vanishes and they sum to less, as in the public moral graph code.
   */
  readonly dangling?: 'shared' | 'lost'
  /** Stop after so many passes; without it, when no rank moves by more than 1e-14. */
  readonly passes?: number
}

/**
 * The PageRank of every node, in the order of `nodes`: (1 - damping) / n + damping x the ranks of those that point to it,
 * each split in proportion to the weights of its edges. Two edges between the same nodes count together. Throws on an
 * edge to no node, and where the ranks do not settle in 1,000,000 passes. Source: Brin & Page 1998.
 */
export const pageRank = (
  nodes: readonly string[],
  edges: readonly RankedEdge[],
  { damping = 0.85, dangling = 'shared', passes }: PageRankOptions = {},
): Readonly<Record<string, number>> => {
  if (!(damping >= 0 && damping < 1)) throw new Error(`the damping is ${damping}; it must be from 0 to below 1`)
  if (dangling !== 'shared' && dangling !== 'lost')
    throw new Error(`dangling rank is shared or lost, not ${String(dangling)}`)
  if (passes !== undefined && !(Number.isSafeInteger(passes) && passes >= 1))
    throw new Error(`the number of passes is ${passes}; it must be a whole number of at least 1`)
  const n = nodes.length
  const place = new Map(nodes.map((node, i) => [node, i]))
  if (n === 0) throw new Error('there is no node to rank')
  if (place.size < n)
    throw new Error(`${nodes.find((node, i) => nodes.indexOf(node) < i)} stands twice among the nodes`)
  const out = new Float64Array(n)
  const links = edges.map(({ from, to, weight = 1 }) => {
    const [i, j] = [place.get(from), place.get(to)]
    if (i === undefined || j === undefined)
      throw new Error(`the edge from ${from} to ${to} leads between no two of the nodes ${nodes.join(', ')}`)
    if (!(weight > 0 && Number.isFinite(weight)))
      throw new Error(`the edge from ${from} to ${to} has weight ${weight}; it must be a finite number above 0`)
    out[i]! += weight
    return [i, j, weight] as const
  })
  let ranks = new Float64Array(n).fill(1 / n)
  const most = passes ?? 1_000_000
  for (let pass = 0; pass < most; pass++) {
    const idle = dangling === 'shared' ? ranks.reduce((sum, rank, i) => sum + (out[i] === 0 ? rank : 0), 0) : 0
    const next = new Float64Array(n).fill((1 - damping + damping * idle) / n)
    for (const [i, j, weight] of links) next[j]! += (damping * ranks[i]! * weight) / out[i]!
    const moved = next.reduce((sum, rank, i) => Math.max(sum, Math.abs(rank - ranks[i]!)), 0)
    ranks = next
    if (passes === undefined && moved <= 1e-14) break
    if (passes === undefined && pass === most - 1)
      throw new Error(`the ranks still move after ${most} passes at damping ${damping}; say how many passes to make`)
  }
  return Object.fromEntries(nodes.map((node, i) => [node, ranks[i]!]))
}
