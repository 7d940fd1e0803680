import type { Relation } from './argumentation-graph.ts'

/** An abstract argumentation framework (Dung 1995): arguments by name, and who attacks whom. */
export interface AttackGraph {
  readonly arguments: readonly string[]
  readonly attacks: readonly Relation[]
}

/** In: accepted. Out: defeated by one that is in. Undecided: neither. */
export type ArgumentLabel = 'in' | 'out' | 'undecided'

/** Who attacks each argument, as places; throws on a name twice and on an attack by or on an unknown argument. */
const attackersOf = ({ arguments: names, attacks }: AttackGraph): number[][] => {
  const places = new Map(names.map((name, i) => [name, i]))
  if (places.size < names.length)
    throw new Error(`${names.find((name, i) => names.indexOf(name) < i)} stands twice among the arguments`)
  const into: number[][] = names.map(() => [])
  for (const [from, to] of attacks) {
    const unknown = [from, to].find((name) => !places.has(name))
    if (unknown !== undefined)
      throw new Error(
        `${from} attacks ${to}, and there is no argument called ${unknown}; there are ${names.join(', ')}`,
      )
    into[places.get(to)!]!.push(places.get(from)!)
  }
  return into
}

/**
 * The grounded labelling: an argument is in once all its attackers are out, and out once one of them is in; what this
 * never reaches is undecided. Every framework has exactly one, also an empty one and one with cycles.
 */
export const groundedLabelling = (graph: AttackGraph): Readonly<Record<string, ArgumentLabel>> => {
  const attackers = attackersOf(graph)
  const labels: ArgumentLabel[] = attackers.map(() => 'undecided')
  for (let changed = true; changed; ) {
    changed = false
    labels.forEach((label, i) => {
      if (label !== 'undecided') return
      const next = attackers[i]!.some((a) => labels[a] === 'in')
        ? 'out'
        : attackers[i]!.every((a) => labels[a] === 'out')
          ? 'in'
          : label
      if (next === label) return
      labels[i] = next
      changed = true
    })
  }
  return Object.fromEntries(graph.arguments.map((name, i) => [name, labels[i]!]))
}

/** The grounded extension: what the most cautious judge accepts. */
export const groundedExtension = (graph: AttackGraph): readonly string[] => {
  const labels = groundedLabelling(graph)
  return graph.arguments.filter((name) => labels[name] === 'in')
}

/** The most arguments whose sets are listed. */
const MOST = 20

/** Every conflict-free set that defends itself, as bits. */
const admissibleSets = (graph: AttackGraph): { readonly sets: number[]; readonly attackers: number[] } => {
  const n = graph.arguments.length
  if (n > MOST) throw new Error(`preferred and stable extensions are listed for up to ${MOST} arguments, not for ${n}`)
  const into = attackersOf(graph)
  const attackers = into.map((some) => some.reduce((bits, a) => bits | (1 << a), 0))
  const attacked = into.map(() => 0)
  into.forEach((some, target) => {
    for (const source of some) attacked[source]! |= 1 << target
  })
  const sets: number[] = []
  for (let set = 0; set < 2 ** n; set++) {
    let hit = 0
    let threats = 0
    for (let i = 0; i < n; i++)
      if (set & (1 << i)) {
        hit |= attacked[i]!
        threats |= attackers[i]!
      }
    if ((hit & set) === 0 && (threats & ~hit) === 0) sets.push(set)
  }
  return { sets, attackers }
}

const named = ({ arguments: names }: AttackGraph, set: number): readonly string[] =>
  names.filter((_, i) => set & (1 << i))

/** The preferred extensions: the largest sets without conflict that defend themselves; at most 20 arguments. */
export const preferredExtensions = (graph: AttackGraph): readonly (readonly string[])[] => {
  const { sets } = admissibleSets(graph)
  const size = (set: number): number => named(graph, set).length
  const bySize = sets.map((set) => [size(set), set] as const).sort(([a], [b]) => b - a)
  // The largest come first, so that whatever is inside one that was kept is passed over.
  const largest: number[] = []
  for (const [, set] of bySize) if (!largest.some((other) => (other & set) === set)) largest.push(set)
  return largest.sort((a, b) => a - b).map((set) => named(graph, set))
}

/**
 * The stable extensions: sets without conflict that attack all outside them; there may be none. At most 20 arguments.
 */
export const stableExtensions = (graph: AttackGraph): readonly (readonly string[])[] => {
  const { sets, attackers } = admissibleSets(graph)
  return sets.filter((set) => attackers.every((by, i) => set & (1 << i) || by & set)).map((set) => named(graph, set))
}
