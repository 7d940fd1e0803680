import { tokensOf } from './n-grams.ts'

/**
 * The BM25 score of each document for a query (Robertson and Zaragoza 2009), tokens parted by white space, as they
 * stand; a token's rarity is ln(1 + (N - df + .5) / (df + .5)), as in Lucene. `k1` (1.2 unless said) bounds what
 * repetition adds, `b` (.75 unless said) how far long documents are held back. Throws on no documents and on empty ones.
 */
export const bm25 = (
  query: string,
  documents: readonly string[],
  { k1 = 1.2, b = 0.75 }: { readonly k1?: number; readonly b?: number } = {},
): readonly number[] => {
  if (documents.length === 0) throw new Error('BM25 of no documents is not defined')
  if (!(k1 >= 0 && Number.isFinite(k1))) throw new Error(`k1 of BM25 is ${k1}; it must be 0 or more`)
  if (!(b >= 0 && b <= 1)) throw new Error(`b of BM25 is ${b}; it must lie in [0, 1]`)
  const [wanted] = tokensOf([query], 'BM25, query') as [readonly string[]]
  const all = tokensOf(documents, 'BM25')
  const average = all.reduce((sum, tokens) => sum + tokens.length, 0) / all.length
  const having = wanted.map((token) => all.filter((tokens) => tokens.includes(token)).length)
  return all.map((tokens) =>
    wanted.reduce((score, token, k) => {
      const count = tokens.filter((one) => one === token).length
      if (count === 0) return score
      const rarity = Math.log1p((all.length - having[k]! + 0.5) / (having[k]! + 0.5))
      return score + (rarity * count * (k1 + 1)) / (count + k1 * (1 - b + (b * tokens.length) / average))
    }, 0),
  )
}
