/** Documents as vectors of weighted words. */
export interface TfIdf {
  /** The words, in code-unit order: what the columns are. */
  readonly vocabulary: readonly string[]
  /** One row of length 1 for each document. */
  readonly matrix: readonly (readonly number[])[]
}

/**
 * TF-IDF vectors: words of two letters or digits or more, lower-cased; each count times ln((1 + N) / (1 + df)) + 1, and
 * each document scaled to length 1, so that a dot product is a cosine.
 * Python: `sklearn.feature_extraction.text.TfidfVectorizer()`. Throws on no documents and on one without such a word.
 */
export const tfIdf = (documents: readonly string[]): TfIdf => {
  if (documents.length === 0) throw new Error('TF-IDF of no documents is not defined')
  const words = documents.map((text, i) => {
    if (typeof text !== 'string') throw new Error(`TF-IDF: document ${i} is ${String(text)}, not a string`)
    const found = text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu)
    if (!found) throw new Error(`TF-IDF: document ${i} has no word of two letters or more; leave it out`)
    return found
  })
  const having = new Map<string, number>()
  for (const list of words) for (const word of new Set(list)) having.set(word, (having.get(word) ?? 0) + 1)
  const vocabulary = [...having.keys()].sort()
  const place = new Map(vocabulary.map((word, k) => [word, k]))
  const matrix = words.map((list) => {
    const row = new Array<number>(vocabulary.length).fill(0)
    for (const word of list) row[place.get(word)!]!++
    for (const [k, word] of vocabulary.entries())
      if (row[k]! > 0) row[k]! *= Math.log((1 + documents.length) / (1 + having.get(word)!)) + 1
    const length = Math.hypot(...row)
    return row.map((weight) => weight / length)
  })
  return { vocabulary, matrix }
}
