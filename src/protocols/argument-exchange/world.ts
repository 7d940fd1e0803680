import type { Luck } from 'suasion'

/** The argument that is argued about. */
export const TOPIC = 'e'

/** One argument bearing on another; what is said is that it does. */
export interface Link {
  readonly from: string
  readonly to: string
  readonly attack: boolean
}

/** A link by its name, as in 'a3>e'. */
export const nameOf = ({ from, to }: Link): string => `${from}>${to}`

/** Every argument in some links, the topic first. */
export const argumentsIn = (links: readonly Link[]): readonly string[] => [
  ...new Set([TOPIC, ...links.flatMap(({ from, to }) => [to, from])]),
]

/**
 * A universal bipolar graph around the topic: layer by layer each argument gets `degree` others that bear on it until
 * there are `size`; below the first layer every second one, by chance, also bears on another. Half of the links, by
 * lot, are attacks. Links lead from newer to older arguments, so there is no cycle. Source: the released model of Rago,
 * Li & Toni 2023.
 */
export const dealWorld = (size: number, degree: number, luck: Luck): readonly Link[] => {
  const pairs: (readonly [from: string, to: string])[] = []
  const all = [TOPIC]
  const open = [TOPIC]
  let layer = 1
  const grow = (parent: string): void => {
    const name = `a${all.length}`
    pairs.push([name, parent])
    const others = all.filter((each) => each !== parent)
    if (layer > 1 && luck.of('second', name).pick([true, false]))
      pairs.push([name, luck.of('parent', name).pick(others)])
    all.push(name)
    open.push(name)
  }
  let full = 1 + degree
  let last = degree
  while (all.length < size) {
    const parent = open.shift()!
    for (let i = 0; i < degree && all.length < size; i++) grow(parent)
    if (all.length < full) continue
    layer++
    last *= degree
    full += last
  }
  const attacks = new Set(luck.of('attacks').draw([...pairs.keys()], Math.floor(pairs.length / 2)))
  return pairs.map(([from, to], i) => ({ from, to, attack: attacks.has(i) }))
}

/**
 * The links somebody holds at first: grown at random from the topic until they bring in `size` arguments, itself among
 * them.
 */
export const dealLinks = (world: readonly Link[], size: number, luck: Luck): readonly Link[] => {
  const held: Link[] = []
  const known = new Set([TOPIC])
  const open = world.filter(({ to }) => to === TOPIC)
  for (let i = 0; open.length > 0 && known.size < size; i++) {
    const link = luck.of('link', i).pick(open)
    open.splice(open.indexOf(link), 1)
    held.push(link)
    if (known.has(link.from)) continue
    known.add(link.from)
    open.push(...world.filter(({ to }) => to === link.from))
  }
  return held
}
