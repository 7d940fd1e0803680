import { concepts } from './concepts.ts'
import type { System } from './systems.ts'

/** A search index as plain data, so that a page can carry it: for each word, the systems and how much it says of each. */
export interface SearchIndex {
  /** word -> [number of the system, weight], for words that stand in the texts. */
  readonly words: Readonly<Record<string, readonly (readonly [number, number])[]>>
  /** word -> the ideas it stands for, by number. */
  readonly ideas: Readonly<Record<string, readonly number[]>>
  /** For each idea, its name, and the systems that speak of it. */
  readonly about: readonly { readonly name: string; readonly systems: readonly (readonly [number, number])[] }[]
  /** Words that say nothing of a system. */
  readonly small: readonly string[]
}

const SMALL =
  'a an and are as at be by for from has have how in into is it its no not of on or over that the their them they this to under up was what when where which who whom why with without would'.split(
    ' ',
  )
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 && !SMALL.includes(word))

/** How much more a word counts in the title than in the mechanism, and there than among the figures (chosen). */
const FIELDS: readonly (readonly [keyof System, number])[] = [
  ['title', 3],
  ['mechanism', 2],
  ['id', 2],
  ['family', 1],
  ['kind', 1],
  ['figures', 1],
]

/**
 * Indexes systems by word (BM25 over weighted fields, k1 = 1.2, b = .75; Robertson & Zaragoza 2009) and by idea: the
 * groups of `concepts`, each weighed by how rare it is.
 */
export const indexOf = (systems: readonly System[]): SearchIndex => {
  const counts = systems.map((system) => {
    const count = new Map<string, number>()
    for (const [field, weight] of FIELDS)
      for (const word of wordsOf(system[field])) count.set(word, (count.get(word) ?? 0) + weight)
    return count
  })
  const lengths = counts.map((count) => [...count.values()].reduce((sum, each) => sum + each, 0))
  const average = lengths.reduce((sum, each) => sum + each, 0) / systems.length
  const rarity = (holders: number): number => Math.log(1 + (systems.length - holders + 0.5) / (holders + 0.5))
  const round = (x: number): number => Math.round(x * 1000) / 1000
  const weighed = (holds: readonly (readonly [number, number])[]): (readonly [number, number])[] => {
    const rare = rarity(holds.length)
    return holds.map(([at, count]) => {
      const long = 1.2 * (0.25 + (0.75 * lengths[at]!) / average)
      return [at, round((rare * count * 2.2) / (count + long))] as const
    })
  }
  const holders = new Map<string, [number, number][]>()
  counts.forEach((count, at) => {
    for (const [word, times] of count) holders.set(word, [...(holders.get(word) ?? []), [at, times]])
  })
  const ideas: Record<string, number[]> = {}
  concepts.forEach((group, idea) => {
    for (const word of new Set(group.flatMap(wordsOf))) ideas[word] = [...(ideas[word] ?? []), idea]
  })
  const about = concepts.map((group) => {
    const members = new Set(group.flatMap(wordsOf))
    const holds = counts.flatMap((count, at): [number, number][] => {
      const times = [...members].reduce((sum, word) => sum + (count.get(word) ?? 0), 0)
      return times > 0 ? [[at, times]] : []
    })
    return { name: group[0]!, systems: weighed(holds) }
  })
  return {
    words: Object.fromEntries([...holders].map(([word, holds]) => [word, weighed(holds)])),
    ideas,
    about,
    small: SMALL,
  }
}

/** A system that a search found: its number, how well it fits, and what it was found by. */
export interface Found {
  readonly at: number
  readonly score: number
  readonly by: readonly string[]
}

/**
 * What an index holds on a query, the best first: by word, by the beginning of a word of four letters or more, and by
 * the ideas a word stands for, which count a third. A system that only some of the words lead to counts by their share.
 * Self-contained, because pages carry its text.
 */
export function ranked(index: SearchIndex, query: string): Found[] {
  const found = new Map<number, { score: number; by: string[]; asked: Set<string> }>()
  const add = (at: number, score: number, by: string, word: string): void => {
    const each = found.get(at) ?? { score: 0, by: [], asked: new Set() }
    each.score += score
    each.asked.add(word)
    if (!each.by.includes(by)) each.by.push(by)
    found.set(at, each)
  }
  const words = query.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  const asked = [...new Set(words)].filter((word) => word.length > 1 && !index.small.includes(word))
  // A word that is not known stands for those it begins, and for those that begin it but for an ending.
  const starting = (known: object, word: string): string[] =>
    Object.hasOwn(known, word)
      ? [word]
      : Object.keys(known).filter(
          (each) =>
            (word.length > 3 && each.startsWith(word)) ||
            (each.length > 3 && word.length - each.length < 4 && word.startsWith(each)),
        )
  for (const word of asked) {
    for (const each of starting(index.words, word))
      for (const [at, weight] of index.words[each]!) add(at, each === word ? weight : 0.7 * weight, each, word)
    for (const idea of new Set(starting(index.ideas, word).flatMap((each) => index.ideas[each]!))) {
      const { name, systems } = index.about[idea]!
      for (const [at, weight] of systems) add(at, weight / 3, name, word)
    }
  }
  return [...found]
    .map(([at, { score, by, asked: met }]) => ({ at, score: (score * met.size) / asked.length, by }))
    .sort((a, b) => b.score - a.score || a.at - b.at)
}
