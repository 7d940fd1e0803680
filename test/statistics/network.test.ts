import fc from 'fast-check'
import {
  averageClustering,
  betweenness,
  degreeAssortativity,
  eigenvectorCentrality,
  groupAssortativity,
  modularity,
  moralGraph,
  network,
  pageRank,
  pathLengths,
  transitivity,
  wisdomEdge,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

const star = network(
  5,
  [1, 2, 3, 4].map((leaf) => [0, leaf] as const),
)
const path = network(4, [
  [0, 1],
  [1, 2],
  [2, 3],
])
const complete = network(4, [
  [0, 1],
  [0, 2],
  [0, 3],
  [1, 2],
  [1, 3],
  [2, 3],
])
const twoTriangles = network(6, [
  [0, 1],
  [1, 2],
  [0, 2],
  [3, 4],
  [4, 5],
  [3, 5],
])

describe('networks', () => {
  test('have the metrics that can be counted by hand', () => {
    expect(betweenness(star)).toEqual([1, 0, 0, 0, 0])
    expect(pathLengths(star)).toEqual({ mean: 1.6, diameter: 2 })
    expect(degreeAssortativity(star)).toBeCloseTo(-1, 12)
    expect([transitivity(star), averageClustering(star)]).toEqual([0, 0])
    expect([transitivity(complete), averageClustering(complete)]).toEqual([1, 1])
    expect(eigenvectorCentrality(star)[0]).toBeCloseTo(Math.SQRT1_2, 10)
    expect(eigenvectorCentrality(star)[3]).toBeCloseTo(Math.SQRT1_2 / 2, 10)
    expect(betweenness(path)).toEqual([0, 2 / 3, 2 / 3, 0])
    expect(pathLengths(path).diameter).toBe(3)
    // A square has two shortest ways across: each corner carries half of one pair of three.
    const square = network(4, [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 0],
    ])
    for (const share of betweenness(square)) expect(share).toBeCloseTo(1 / 6, 12)
  })

  test('that fall in two are as modular as two groups can be', () => {
    const groups = ['a', 'a', 'a', 'b', 'b', 'b']
    expect(modularity(twoTriangles, groups)).toBeCloseTo(0.5, 12)
    expect(groupAssortativity(twoTriangles, groups)).toBeCloseTo(1, 12)
    expect(modularity(twoTriangles, [1, 1, 1, 1, 1, 1])).toBeCloseTo(0, 12)
    expect(() => pathLengths(twoTriangles)).toThrow('no path leads from node 0 to node 3')
    expect(() => groupAssortativity(twoTriangles, [1, 1, 1, 1, 1, 1])).toThrow('both ends in the one group')
    expect(() => degreeAssortativity(twoTriangles)).toThrow('the same degree')
  })

  test('refuse ties that are none', () => {
    expect(() => network(0, [])).toThrow('number of nodes is 0')
    expect(() => network(2, [[0, 2]])).toThrow('tie 0 has the end 2')
    expect(() => network(2, [[1, 1]])).toThrow('ties node 1 to itself')
    const twice = [
      [0, 1],
      [1, 0],
    ] as const
    expect(() => network(2, twice)).toThrow('given before')
    expect(() => modularity(star, [1])).toThrow('5 nodes, and a group for 1')
    const empty = network(3, [])
    expect(() => modularity(empty, [1, 1, 2])).toThrow('without ties')
    expect(() => eigenvectorCentrality(empty)).toThrow('without ties')
    expect(() => betweenness(network(2, [[0, 1]]))).toThrow('2 nodes')
    expect(() => pathLengths(network(1, []))).toThrow('has one')
    expect(transitivity(empty)).toBe(0)
  })
})

describe('PageRank', () => {
  const nodes = ['a', 'b', 'c', 'd']
  const pairs = fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(3)), { selector: ([i, j]) => `${i} ${j}`, maxLength: 12 })

  test('sums to 1 and reproduces itself where dangling rank is shared', () => {
    fc.assert(
      fc.property(pairs, (ends) => {
        const edges = ends.map(([i, j]) => ({ from: nodes[i]!, to: nodes[j]! }))
        const ranks = pageRank(nodes, edges)
        expect(nodes.reduce((total, node) => total + ranks[node]!, 0)).toBeCloseTo(1, 12)
        const out = (node: string) => edges.filter(({ from }) => from === node).length
        const idle = nodes.reduce((total, node) => total + (out(node) === 0 ? ranks[node]! : 0), 0)
        for (const node of nodes) {
          const handed = edges.reduce((total, { from, to }) => total + (to === node ? ranks[from]! / out(from) : 0), 0)
          expect(ranks[node]).toBeCloseTo(0.15 / 4 + 0.85 * (idle / 4 + handed), 12)
        }
      }),
    )
  })

  test('is even without edges, sums to less than 1 where dangling rank is lost, and adds up edges', () => {
    expect(pageRank(nodes, [])).toEqual({ a: 0.25, b: 0.25, c: 0.25, d: 0.25 })
    const lost = pageRank(nodes, [{ from: 'a', to: 'b' }], { dangling: 'lost' })
    expect(Object.values(lost).reduce((a, b) => a + b)).toBeLessThan(0.2)
    const doubled = pageRank(nodes, [
      { from: 'a', to: 'b', weight: 2 },
      { from: 'a', to: 'c' },
    ])
    const twice = pageRank(
      nodes,
      ['b', 'b', 'c'].map((to) => ({ from: 'a', to })),
    )
    for (const node of nodes) expect(doubled[node]).toBeCloseTo(twice[node]!, 14)
  })

  test('refuses what is no graph', () => {
    expect(() => pageRank([], [])).toThrow('no node')
    expect(() => pageRank(['a', 'a'], [])).toThrow('a stands twice')
    expect(() => pageRank(['a'], [{ from: 'a', to: 'z' }])).toThrow('from a to z')
    expect(() => pageRank(['a'], [{ from: 'a', to: 'a', weight: 0 }])).toThrow('has weight 0')
    expect(() => pageRank(['a'], [], { damping: 1 })).toThrow('the damping is 1')
    expect(() => pageRank(['a'], [], { passes: 0 })).toThrow('passes is 0')
    expect(() => pageRank(['a'], [], { dangling: 'gone' as 'lost' })).toThrow('shared or lost')
  })
})

describe('the moral graph', () => {
  const move = (from: string, to: string, wiser: number, notWiser = 0, lessWise = 0) => ({
    from,
    to,
    wiser,
    notWiser,
    unsure: 0,
    lessWise,
    impressions: wiser + notWiser,
  })

  test('keeps the moves that enough people call wiser, and ranks the wisest value first', () => {
    const graph = moralGraph([
      move('obedience', 'care', 6),
      move('care', 'growth', 5, 1),
      move('obedience', 'growth', 4),
      move('growth', 'obedience', 1),
      move('growth', 'shame', 3, 9),
    ])
    expect(graph.edges.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'obedience care',
      'care growth',
      'obedience growth',
    ])
    const order = Object.entries(graph.ranks!).sort(([, a], [, b]) => b - a)
    expect(order.map(([name]) => name)).toEqual(['growth', 'care', 'obedience'])
    expect(moralGraph([move('a', 'b', 1)])).toEqual({ edges: [], ranks: null })
  })

  test('counts marks the other way against a move, and says nothing where there are none', () => {
    expect(wisdomEdge(move('a', 'b', 3, 0, 3)).likelihood).toBe(0)
    expect(wisdomEdge(move('a', 'b', 0))).toEqual({ likelihood: 0, entropy: 0, codedEntropy: 0 })
    expect(wisdomEdge({ wiser: 1, notWiser: 1, unsure: 1, lessWise: 1, impressions: 0 }).entropy).toBe(2)
    expect(() => wisdomEdge(move('a', 'b', -1))).toThrow('the count of wiser is -1')
  })
})
