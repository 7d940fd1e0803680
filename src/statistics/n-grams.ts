/** The words of a text, parted by white space as they stand: neither lower-cased nor freed of punctuation. */
export const whitespaceTokens = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean)

/** How often each run of n tokens occurs, by its tokens joined with blanks. */
export const nGramCounts = (tokens: readonly string[], n: number): ReadonlyMap<string, number> => {
  if (!(Number.isInteger(n) && n >= 1)) throw new Error(`runs of ${n} tokens; a whole number from 1 on is needed`)
  const counts = new Map<string, number>()
  for (let i = 0; i + n <= tokens.length; i++) {
    const gram = tokens.slice(i, i + n).join(' ')
    counts.set(gram, (counts.get(gram) ?? 0) + 1)
  }
  return counts
}

/** Texts checked to be strings with a token each, as tokens. */
export const tokensOf = (texts: readonly string[], what: string): readonly (readonly string[])[] =>
  texts.map((text, i) => {
    if (typeof text !== 'string') throw new Error(`${what}: text ${i} is ${String(text)}, not a string`)
    const tokens = whitespaceTokens(text)
    if (tokens.length === 0) throw new Error(`${what}: text ${i} is empty; leave it out`)
    return tokens
  })

/** The share of all runs of n tokens, over all texts, that are different: low where texts repeat (Li et al. 2016). */
export const distinctShare = (texts: readonly string[], n: number): number => {
  const what = `distinct-${n}`
  const pooled = new Set<string>()
  let all = 0
  for (const tokens of tokensOf(texts, what))
    for (const [gram, count] of nGramCounts(tokens, n)) {
      pooled.add(gram)
      all += count
    }
  if (all === 0) throw new Error(`${what}: no text has ${n} tokens`)
  return pooled.size / all
}
