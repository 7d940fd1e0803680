import { tokensOf } from './n-grams.ts'

/** What the longest common subsequence of two texts says. */
export interface RougeL {
  /** The length of that subsequence, in tokens. */
  readonly common: number
  /** Of the text's tokens, and of the reference's, the share in it. */
  readonly precision: number
  readonly recall: number
  /** The harmonic mean of both; 0 where nothing is common. */
  readonly f1: number
}

/**
 * ROUGE-L of a text against one reference (Lin 2004), tokens parted by white space, as they stand.
 * Python: `rouge_score.rouge_scorer.RougeScorer(['rougeL'])`, which also lower-cases. Throws on an empty text.
 */
export const rougeL = (text: string, reference: string): RougeL => {
  const [tokens, others] = tokensOf([text, reference], 'ROUGE-L') as [readonly string[], readonly string[]]
  let row = new Uint32Array(others.length + 1)
  for (const token of tokens) {
    const next = new Uint32Array(others.length + 1)
    for (const [j, other] of others.entries())
      next[j + 1] = token === other ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!)
    row = next
  }
  const common = row[others.length]!
  return {
    common,
    precision: common / tokens.length,
    recall: common / others.length,
    f1: (2 * common) / (tokens.length + others.length),
  }
}
