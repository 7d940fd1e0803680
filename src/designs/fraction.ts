/** A fraction of a factorial of two-level factors. */
export interface Fraction {
  /** Each generated factor with the factors whose product it is. */
  readonly generators: Readonly<Record<string, readonly string[]>>
  /** The products that are constant over the fraction, as sets of factors: what is aliased follows from them. */
  readonly words: readonly (readonly string[])[]
  /** The length of the shortest word: III, IV and V mean what they mean in any textbook. */
  readonly resolution: number
  /** Cells of the fraction, and of the whole. */
  readonly cells: number
  readonly of: number
}

const weight = (mask: number): number => {
  let count = 0
  for (let rest = mask; rest; rest &= rest - 1) count++
  return count
}

/** All products of some words. */
const span = (words: readonly number[]): readonly number[] => {
  const all: number[] = []
  for (const word of words) all.push(word, ...all.map((other) => other ^ word))
  return all
}

const MOST = 200_000

/** Generators (as masks over the base factors) for `k` factors on `m` base factors, with no word shorter than asked. */
const search = (k: number, m: number, resolution: number): readonly number[] | null => {
  const candidates = Array.from({ length: 2 ** m }, (_, mask) => mask)
    .filter((mask) => weight(mask) >= resolution - 1)
    .sort((a, b) => weight(b) - weight(a) || a - b)
  let tried = 0
  const extend = (chosen: readonly number[], group: readonly number[], from: number): readonly number[] | null => {
    if (chosen.length === k - m) return chosen
    for (let i = from; i < candidates.length && tried < MOST; i++) {
      tried++
      const word = candidates[i]! | (1 << (m + chosen.length))
      const more = group.map((other) => other ^ word)
      if (more.some((each) => weight(each) < resolution)) continue
      const found = extend([...chosen, candidates[i]!], [...group, word, ...more], i + 1)
      if (found) return found
    }
    return null
  }
  return extend([], [], 0)
}

const roman: Readonly<Record<string, number>> = { III: 3, IV: 4, V: 5 }

/** A resolution as it is written: III, IV, V, VI, ... */
export const inRoman = (resolution: number): string =>
  ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'][resolution] ?? String(resolution)

/**
 * The fraction that some generators make, or the smallest with a resolution. Throws where a generator names what is no
 * base factor, two effects of one factor would be the same, and where no proper fraction has the resolution.
 */
export const fractionOf = (
  names: readonly string[],
  how: { readonly generators?: Readonly<Record<string, readonly string[]>>; readonly resolution?: 'III' | 'IV' | 'V' },
): Fraction => {
  const k = names.length
  if (k < 3 || k > 15)
    throw new Error(`fractionalFactorial: a fraction is of 3 to 15 factors, not ${k}; a full factorial takes fewer`)
  if ((how.generators === undefined) === (how.resolution === undefined))
    throw new Error('fractionalFactorial: give generators, as in { e: ["a", "b"] }, or a resolution III, IV or V')
  const generators = how.generators ?? generatorsFor(names, how.resolution!)
  const made = Object.keys(generators)
  const base = names.filter((name) => !made.includes(name))
  const bit = (name: string): number => 1 << names.indexOf(name)
  const words = Object.entries(generators).map(([name, product]) => {
    const wrong = !names.includes(name) ? name : product.find((each) => !base.includes(each))
    if (wrong !== undefined)
      throw new Error(
        `fractionalFactorial: ${name} = ${product.join(' x ')} names ${wrong}; a generated factor is one of ${names.join(', ')}, and a product of the others: ${base.join(', ')}`,
      )
    if (product.length === 0 || new Set(product).size < product.length)
      throw new Error(`fractionalFactorial: ${name} is the product of different factors, each named once`)
    return product.reduce((mask, each) => mask | bit(each), bit(name))
  })
  if (words.length === 0) throw new Error('fractionalFactorial: no factor is generated; use factorial for all cells')
  const group = span(words)
  const resolution = Math.min(...group.map(weight))
  if (resolution < 3) {
    const short = group.find((mask) => weight(mask) < 3)!
    const same = names.filter((_, i) => short & (1 << i))
    throw new Error(`fractionalFactorial: ${same.join(' and ')} would be the same; choose other generators`)
  }
  const letters = (mask: number): string[] => names.filter((_, i) => mask & (1 << i))
  return {
    generators,
    words: group.map(letters).sort((a, b) => a.length - b.length),
    resolution,
    cells: 2 ** base.length,
    of: 2 ** k,
  }
}

const generatorsFor = (names: readonly string[], asked: string): Record<string, string[]> => {
  const resolution = roman[asked]
  if (!resolution) throw new Error(`fractionalFactorial: a resolution is III, IV or V, not ${String(asked)}`)
  const k = names.length
  for (let m = 2; m < k; m++) {
    if (2 ** m <= k && resolution > 2) continue
    const found = search(k, m, resolution)
    if (found)
      return Object.fromEntries(found.map((mask, i) => [names[m + i]!, names.filter((_, j) => mask & (1 << j))]))
  }
  throw new Error(
    `fractionalFactorial: no fraction of ${k} factors has resolution ${asked}: the most is ${inRoman(k)}, with half of the cells; use factorial for all`,
  )
}

/** Which effects of up to `order` factors cannot be told apart: sets of effects, each a product of factors. */
export const aliasesOf = (names: readonly string[], { words }: Fraction, order = 2): readonly (readonly string[])[] => {
  const bit = (word: readonly string[]): number => word.reduce((mask, each) => mask | (1 << names.indexOf(each)), 0)
  const group = words.map(bit)
  const effects = Array.from({ length: 2 ** names.length - 1 }, (_, i) => i + 1)
    .filter((mask) => weight(mask) <= order)
    .sort((a, b) => weight(a) - weight(b) || a - b)
  const met = new Set<number>()
  const sets: string[][] = []
  for (const effect of effects) {
    if (met.has(effect)) continue
    const same = [effect, ...group.map((word) => effect ^ word)].filter((mask) => weight(mask) <= order)
    for (const each of same) met.add(each)
    if (same.length > 1) sets.push(same.map((mask) => names.filter((_, i) => mask & (1 << i)).join(' x ')))
  }
  return sets
}
