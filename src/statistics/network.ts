/** An undirected network without weights: for each node, in order, the nodes it is tied to (ascending, none twice, not itself). */
export interface Network {
  readonly neighbours: readonly (readonly number[])[]
  readonly ties: number
}

/**
 * A network of `nodes` nodes, counted from 0, from its ties; a tie is given once, in either direction. Throws on a tie
 * to no node, to itself, and on one given twice. Graph metrics of suasion are written here, on plain arrays, because a
 * study needs few of them; for whole graph toolkits, export the ties.
 */
export const network = (nodes: number, ties: readonly (readonly [number, number])[]): Network => {
  if (!(Number.isSafeInteger(nodes) && nodes >= 1))
    throw new Error(`the number of nodes is ${nodes}; it must be a whole number of at least 1`)
  const sets = Array.from({ length: nodes }, () => new Set<number>())
  for (const [i, [a, b]] of ties.entries()) {
    for (const node of [a, b])
      if (!(Number.isInteger(node) && node >= 0 && node < nodes))
        throw new Error(`tie ${i} has the end ${node}; the nodes are 0 to ${nodes - 1}`)
    if (a === b) throw new Error(`tie ${i} ties node ${a} to itself`)
    if (sets[a]!.has(b)) throw new Error(`tie ${i}, of ${a} and ${b}, was given before`)
    sets[a]!.add(b)
    sets[b]!.add(a)
  }
  return { neighbours: sets.map((set) => [...set].sort((a, b) => a - b)), ties: ties.length }
}

const needTies = ({ ties }: Network, what: string): void => {
  if (ties === 0) throw new Error(`${what} of a network without ties is not defined`)
}

const needGroups = ({ neighbours }: Network, groups: readonly (string | number)[]): void => {
  if (groups.length !== neighbours.length)
    throw new Error(`there are ${neighbours.length} nodes, and a group for ${groups.length}`)
}

/** For each group, the share of ties within it, and the share of all ends of ties that it holds. */
const mixing = ({ neighbours, ties }: Network, groups: readonly (string | number)[]) => {
  const within = new Map<string | number, number>()
  const ends = new Map<string | number, number>()
  for (const [i, own] of neighbours.entries()) {
    ends.set(groups[i]!, (ends.get(groups[i]!) ?? 0) + own.length / (2 * ties))
    for (const j of own)
      if (groups[i] === groups[j]) within.set(groups[i]!, (within.get(groups[i]!) ?? 0) + 1 / (2 * ties))
  }
  const sum = (values: Iterable<number>): number => [...values].reduce((total, x) => total + x, 0)
  return { inside: sum(within.values()), chance: sum([...ends.values()].map((share) => share * share)) }
}

/**
 * The modularity of a division into groups (one label per node): the share of ties within groups less what it would be
 * by chance given the degrees; from -.5 to below 1, 0 at chance. Source: Newman & Girvan 2004, equation 5.
 */
export const modularity = (net: Network, groups: readonly (string | number)[]): number => {
  needGroups(net, groups)
  needTies(net, 'the modularity')
  const { inside, chance } = mixing(net, groups)
  return inside - chance
}

/**
 * How much ties keep within groups (one label per node), 1 where all do, 0 at chance: modularity over its largest
 * value. Throws where all ties have their ends in one group. Source: Newman 2003, equation 2.
 */
export const groupAssortativity = (net: Network, groups: readonly (string | number)[]): number => {
  needGroups(net, groups)
  needTies(net, 'the assortativity')
  const { inside, chance } = mixing(net, groups)
  if (1 - chance < 1e-12) throw new Error('every tie has both ends in the one group: its assortativity is not defined')
  return (inside - chance) / (1 - chance)
}

/**
 * The correlation of the degrees at the two ends of a tie, from -1 to 1. Throws where all degrees are alike.
 * Source: Newman 2002, equation 4.
 */
export const degreeAssortativity = (net: Network): number => {
  needTies(net, 'the assortativity by degree')
  const { neighbours, ties } = net
  let [product, sum, square] = [0, 0, 0]
  for (const own of neighbours)
    for (const j of own) {
      product += own.length * neighbours[j]!.length
      sum += own.length
      square += own.length ** 2
    }
  const mean = sum / (2 * ties)
  const variance = square / (2 * ties) - mean * mean
  if (variance < 1e-12) throw new Error('all ends of ties have the same degree: its correlation is not defined')
  return (product / (2 * ties) - mean * mean) / variance
}

/** By node: how many pairs of its neighbours are tied, and how many pairs there are. */
const triangles = ({ neighbours }: Network): { readonly closed: number; readonly pairs: number }[] => {
  const sets = neighbours.map((own) => new Set(own))
  return neighbours.map((own) => {
    let closed = 0
    for (const [k, a] of own.entries()) for (let l = 0; l < k; l++) if (sets[a]!.has(own[l]!)) closed++
    return { closed, pairs: (own.length * (own.length - 1)) / 2 }
  })
}

/** The share of pairs of ties with an end in common that are closed to a triangle, 0 to 1; 0 where there is no such pair. */
export const transitivity = (net: Network): number => {
  const counts = triangles(net)
  const pairs = counts.reduce((sum, one) => sum + one.pairs, 0)
  return pairs === 0 ? 0 : counts.reduce((sum, { closed }) => sum + closed, 0) / pairs
}

/** The mean over nodes of the share of pairs of its neighbours that are tied (0 for a node with fewer than two), 0 to 1. Source: Watts & Strogatz 1998. */
export const averageClustering = (net: Network): number =>
  triangles(net).reduce((sum, { closed, pairs }) => sum + (pairs === 0 ? 0 : closed / pairs), 0) / net.neighbours.length
