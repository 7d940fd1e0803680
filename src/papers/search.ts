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
  /** How many systems there are. */
  readonly count: number
}

const SMALL =
  'a about an and any are as at be by can could did do does for from get gets give given gives has have he her his how i if in into is it its make makes me more most my no not of on one or other others our over paper papers she should so some study than that the their them then there these they this those to under up use used uses using was we were what when where which while who whom whose why will with without would you your'.split(
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
    count: systems.length,
  }
}

/** A system that a search found: its number, how well it fits, and what it was found by. */
export interface Found {
  readonly at: number
  readonly score: number
  readonly by: readonly string[]
}

/**
 * What an index holds on a query, the best first: by word, by words of the same root, by the beginning of a word of four
 * letters or more, and by the ideas a word stands for, which count a third. A system that only some of the words lead to
 * counts by their share, rare words more. Self-contained, because pages carry its text.
 */
export function ranked(index: SearchIndex, query: string): Found[] {
  const endings =
    /(ations?|ative|ates?|ated|ating|ings?|ers?|ors?|ives?|ies|ied|ements?|ments?|ness|ances?|ities|ity|ed|es|s|e|y)$/
  // A root keeps four letters, so that short words stay apart.
  const root = (word: string): string => {
    const rest = word.replace(endings, '')
    return rest.length > 3 ? rest.replace(/([bdgmnprt])\1$/, '$1') : word.length > 3 ? word.replace(/s$/, '') : word
  }
  const words = query.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  const asked = [...new Set(words)].filter((word) => word.length > 1 && !index.small.includes(word))
  const same = (known: object): Map<string, string[]> => {
    const groups = new Map<string, string[]>()
    for (const word of Object.keys(known)) groups.set(root(word), [...(groups.get(root(word)) ?? []), word])
    return groups
  }
  const like = (known: object, groups: Map<string, string[]>, word: string): (readonly [string, number])[] => {
    const kin = groups.get(root(word)) ?? []
    if (kin.length > 0) return kin.map((each) => [each, each === word ? 1 : 0.8] as const)
    const begun = word.length > 3 ? Object.keys(known).filter((each) => each.startsWith(word)) : []
    return begun.map((each) => [each, 0.7] as const)
  }
  const found = new Map<number, { score: number; by: string[]; met: number }>()
  const [wordGroups, ideaGroups] = [same(index.words), same(index.ideas)]
  let all = 0
  for (const word of asked) {
    const here = new Map<number, { score: number; by: string[] }>()
    const add = (at: number, score: number, by: string): void => {
      const each = here.get(at) ?? { score: 0, by: [] }
      each.score += score
      if (!each.by.includes(by)) each.by.push(by)
      here.set(at, each)
    }
    for (const [each, share] of like(index.words, wordGroups, word))
      for (const [at, weight] of index.words[each]!) add(at, share * weight, each)
    const ideas = like(index.ideas, ideaGroups, word).flatMap(([each]) => index.ideas[each]!)
    for (const idea of new Set(ideas)) {
      const { name, systems } = index.about[idea]!
      for (const [at, weight] of systems) add(at, weight / 3, name)
    }
    // How rare it is to speak of this word, or of its ideas; a word that nobody speaks of counts as the rarest.
    const rarity = Math.log(1 + index.count / (1 + here.size))
    all += rarity
    for (const [at, { score, by }] of here) {
      const each = found.get(at) ?? { score: 0, by: [], met: 0 }
      found.set(at, { score: each.score + score, by: [...new Set([...each.by, ...by])], met: each.met + rarity })
    }
  }
  return [...found]
    .map(([at, { score, by, met }]) => ({ at, score: (score * met) / all, by }))
    .sort((a, b) => b.score - a.score || a.at - b.at)
}
