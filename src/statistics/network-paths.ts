import type { Network } from './network.ts'

/** A search in breadth from one node: the nodes in the order they were met, how far each is (-1: not reached), and how many shortest ways there are. */
const searched = ({ neighbours }: Network, from: number) => {
  const far = new Int32Array(neighbours.length).fill(-1)
  const ways = new Float64Array(neighbours.length)
  const order = [from]
  far[from] = 0
  ways[from] = 1
  for (const node of order)
    for (const next of neighbours[node]!) {
      if (far[next]! < 0) {
        far[next] = far[node]! + 1
        order.push(next)
      }
      if (far[next] === far[node]! + 1) ways[next]! += ways[node]!
    }
  return { far, ways, order }
}

/**
 * The mean length of the shortest paths between all pairs of nodes, and the longest of them (the diameter), in ties.
 * Throws where the network has fewer than two nodes, or does not hang together.
 */
export const pathLengths = (net: Network): { readonly mean: number; readonly diameter: number } => {
  const n = net.neighbours.length
  if (n < 2) throw new Error('paths lead between two nodes at least; the network has one')
  let [sum, diameter] = [0, 0]
  for (let from = 0; from < n; from++) {
    const { far, order } = searched(net, from)
    if (order.length < n)
      throw new Error(`no path leads from node ${from} to node ${far.indexOf(-1)}: the network does not hang together`)
    for (const distance of far) {
      sum += distance
      diameter = Math.max(diameter, distance)
    }
  }
  return { mean: sum / (n * (n - 1)), diameter }
}

/**
 * By node: the share of shortest paths between two others that go through it, summed over the pairs and divided by their
 * number, from 0 to 1. Pairs without a path add nothing. Three nodes at least. Source: Freeman 1977, by the algorithm of
 * Brandes 2001.
 */
export const betweenness = (net: Network): readonly number[] => {
  const n = net.neighbours.length
  if (n < 3) throw new Error(`a node lies between two others; the network has ${n} nodes`)
  const through = new Float64Array(n)
  for (let from = 0; from < n; from++) {
    const { far, ways, order } = searched(net, from)
    const owed = new Float64Array(n)
    for (const node of order.toReversed()) {
      for (const before of net.neighbours[node]!)
        if (far[before] === far[node]! - 1) owed[before]! += (ways[before]! / ways[node]!) * (1 + owed[node]!)
      if (node !== from) through[node]! += owed[node]!
    }
  }
  return Array.from(through, (x) => x / ((n - 1) * (n - 2)))
}

/**
 * By node: its entry in the leading eigenvector of the ties, of length 1 and none below 0: who is tied to the well tied.
 * By power iteration on the ties plus the identity, which has the same vectors and does not swing. Throws where the
 * vector is not settled after 1,000,000 passes, and where there are no ties. Source: Bonacich 1972.
 */
export const eigenvectorCentrality = (net: Network): readonly number[] => {
  if (net.ties === 0) throw new Error('the eigenvector centrality of a network without ties is not defined')
  const n = net.neighbours.length
  let vector = new Float64Array(n).fill(1 / Math.sqrt(n))
  for (let pass = 0; pass < 1_000_000; pass++) {
    const next = vector.map((x, i) => net.neighbours[i]!.reduce((sum, j) => sum + vector[j]!, x))
    const length = Math.sqrt(next.reduce((sum, x) => sum + x * x, 0))
    let moved = 0
    for (let i = 0; i < n; i++) {
      next[i]! /= length
      moved = Math.max(moved, Math.abs(next[i]! - vector[i]!))
    }
    vector = next
    if (moved < 1e-14) return [...vector]
  }
  throw new Error('the eigenvector centrality is not settled after a million passes')
}
