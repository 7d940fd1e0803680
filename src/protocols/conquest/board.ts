/** The four regions, in the order in which they meet, and the armies each adds to a turn of whoever holds it whole. */
export const REGIONS = ['NW', 'NE', 'SE', 'SW'] as const
export type Region = (typeof REGIONS)[number]
export const BONUS: Readonly<Record<Region, number>> = { NW: 2, NE: 1, SE: 1, SW: 2 }

/** The two secret missions: to hold both of these regions. */
export const MISSIONS = { 'NW-SE': ['NW', 'SE'], 'NE-SW': ['NE', 'SW'] } as const
export type Mission = keyof typeof MISSIONS

/** A map: territories by number, the region of each, and which of them touch. */
export interface Board {
  readonly names: readonly string[]
  readonly regions: readonly Region[]
  readonly neighbours: readonly (readonly number[])[]
}

/** What a map is made from. */
export interface Shape {
  /** Territories in a region. */
  readonly size: number
  /** Chokepoints between two regions that meet. */
  readonly links: number
  /** A map of one's own, as 'NW1-NE1'; empty for the family. */
  readonly borders: readonly string[]
}

const boards = new Map<string, Board>()

/**
 * The map of a shape. The paper's is not available, so this family is chosen: every region is a clique of `size`
 * territories, and the regions meet in a ring NW, NE, SE, SW, each with the next by `links` chokepoints: the last
 * territory of one with the first of the next, then the last but one with the second. Throws on borders that name no
 * territory, or leave one out of reach.
 */
export const boardOf = ({ size, links, borders }: Shape): Board => {
  const key = [size, links, ...borders].join(' ')
  const known = boards.get(key)
  if (known) return known
  if (links > size) throw new Error(`conquest: ${links} links need regions of at least that size, not ${size}`)
  const names = REGIONS.flatMap((region) => Array.from({ length: size }, (_, k) => `${region}${k + 1}`))
  const pairs = borders.length ? borders.map((border) => pairOf(border, names)) : familyOf(size, links)
  const neighbours = names.map((_, at) =>
    [...new Set(pairs.flatMap(([a, b]) => (a === at ? [b] : b === at ? [a] : [])))].sort((a, b) => a - b),
  )
  const reached = new Set([0])
  for (const at of reached) for (const next of neighbours[at]!) reached.add(next)
  const lone = names.find((_, at) => !reached.has(at))
  if (lone !== undefined)
    throw new Error(`conquest: the borders leave ${lone} out of reach of ${names[0]}; right would be a connected map`)
  const regions = names.map((_, at) => REGIONS[Math.floor(at / size)]!)
  const board: Board = { names, regions, neighbours }
  boards.set(key, board)
  return board
}

const pairOf = (border: string, names: readonly string[]): readonly [number, number] => {
  const ends = border.split('-').map((name) => names.indexOf(name))
  const [a = -1, b = -1] = ends
  if (ends.length === 2 && a >= 0 && b >= 0 && a !== b) return [a, b]
  throw new Error(`conquest: borders join two territories such as ${names[0]}-${names[1]}, not ${border}`)
}

const familyOf = (size: number, links: number): (readonly [number, number])[] =>
  REGIONS.flatMap((_, region) => {
    const from = region * size
    const next = ((region + 1) % REGIONS.length) * size
    const inside = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size - 1 - i }, (_, j) => [from + i, from + i + j + 1] as const),
    ).flat()
    return [...inside, ...Array.from({ length: links }, (_, k) => [from + size - 1 - k, next + k] as const)]
  })
