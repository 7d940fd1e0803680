/** A relation from one argument to another, by their names. */
export type Relation = readonly [from: string, to: string]

/** A quantitative bipolar argumentation framework: base scores by argument, who attacks whom, and who supports whom. */
export interface BipolarGraph {
  /** Base score of each argument, from 0 to 1. */
  readonly arguments: Readonly<Record<string, number>>
  readonly attacks: readonly Relation[]
  readonly supports: readonly Relation[]
}

/** A bipolar graph with arguments as numbers, checked once and evaluated often. */
export interface CompiledGraph {
  readonly names: readonly string[]
  readonly base: readonly number[]
  /** By argument: the places of those that attack and that support it. */
  readonly attackers: readonly (readonly number[])[]
  readonly supporters: readonly (readonly number[])[]
  /** Every argument after all that bear on it; null where the graph has a cycle. */
  readonly order: readonly number[] | null
}

/**
 * Checks a bipolar graph and numbers its arguments. Throws, by name, on an empty graph, a base score that is no number
 * from 0 to 1, a relation with an argument that is not in the graph, a relation stated twice, and one argument that
 * both attacks and supports another.
 */
export const compileGraph = ({ arguments: scores, attacks, supports }: BipolarGraph): CompiledGraph => {
  const names = Object.keys(scores)
  if (names.length === 0) throw new Error('an argumentation graph needs at least one argument, and this one has none')
  for (const name of names) {
    const score = scores[name]!
    if (!(typeof score === 'number' && score >= 0 && score <= 1))
      throw new Error(`the base score of ${name} must be a number from 0 to 1, not ${String(score)}`)
  }
  const places = new Map(names.map((name, i) => [name, i]))
  const seen = new Map<number, string>()
  const gather = (relations: readonly Relation[], kind: string): number[][] => {
    const into: number[][] = names.map(() => [])
    for (const [from, to] of relations) {
      const source = places.get(from)
      const target = places.get(to)
      if (source === undefined || target === undefined) {
        const unknown = source === undefined ? from : to
        throw new Error(`${from} ${kind} ${to}, and there is no argument called ${unknown}; there are ${listed(names)}`)
      }
      const key = source * names.length + target
      const before = seen.get(key)
      if (before === kind) throw new Error(`it is stated twice that ${from} ${kind} ${to}`)
      if (before) throw new Error(`${from} cannot both attack and support ${to}`)
      seen.set(key, kind)
      into[target]!.push(source)
    }
    return into
  }
  const attackers = gather(attacks, 'attacks')
  const supporters = gather(supports, 'supports')
  return {
    names,
    base: names.map((name) => scores[name]!),
    attackers,
    supporters,
    order: sorted(attackers, supporters),
  }
}

const listed = (names: readonly string[]): string =>
  names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ')

/** A topological order, or null where there is none. */
const sorted = (attackers: readonly (readonly number[])[], supporters: readonly (readonly number[])[]) => {
  const open = attackers.map((some, i) => some.length + supporters[i]!.length)
  const follow: number[][] = attackers.map(() => [])
  for (const into of [attackers, supporters])
    into.forEach((some, target) => {
      for (const source of some) follow[source]!.push(target)
    })
  const order = open.flatMap((count, i) => (count === 0 ? i : []))
  for (let at = 0; at < order.length; at++)
    for (const target of follow[order[at]!]!) if (--open[target]! === 0) order.push(target)
  return order.length === open.length ? order : null
}
