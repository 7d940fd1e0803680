import { nGramCounts, tokensOf } from './n-grams.ts'

/** A BLEU score with what it is made of. */
export interface Bleu {
  /** From 0 to 1. */
  readonly value: number
  /** Of runs of 1, 2, ... tokens, the share that the references have, smoothed. */
  readonly precisions: readonly number[]
  /** 1, or less for a text shorter than the reference nearest in length. */
  readonly brevity: number
}

/**
 * BLEU of one text against one or more references (Papineni et al. 2002), tokens parted by white space, runs of up to
 * `order` tokens (4 unless said) with equal weight. A count of no matches is taken as .1 (Chen and Cherry 2014, method 1).
 * Python: `nltk.translate.bleu_score.sentence_bleu(references, tokens, smoothing_function = SmoothingFunction().method1)`.
 * Throws on an empty text and on no references.
 */
export const bleu = (
  text: string,
  references: readonly string[],
  { order = 4 }: { readonly order?: number } = {},
): Bleu => {
  if (references.length === 0) throw new Error('BLEU without references is not defined')
  if (!(Number.isInteger(order) && order >= 1)) throw new Error(`BLEU-${order}; a whole number from 1 on is needed`)
  const [tokens] = tokensOf([text], 'BLEU') as [readonly string[]]
  const others = tokensOf(references, 'BLEU, references')
  const precisions = Array.from({ length: order }, (_, k) => {
    const own = nGramCounts(tokens, k + 1)
    const theirs = others.map((one) => nGramCounts(one, k + 1))
    let [matched, all] = [0, 0]
    for (const [gram, count] of own) {
      all += count
      matched += Math.min(count, Math.max(...theirs.map((counts) => counts.get(gram) ?? 0)))
    }
    return (matched || 0.1) / Math.max(1, all)
  })
  const nearest = others
    .map((one) => one.length)
    .reduce((a, b) => {
      const closer = Math.abs(b - tokens.length) - Math.abs(a - tokens.length)
      return closer < 0 || (closer === 0 && b < a) ? b : a
    })
  const brevity = tokens.length >= nearest ? 1 : Math.exp(1 - nearest / tokens.length)
  const value = brevity * Math.exp(precisions.reduce((sum, p) => sum + Math.log(p), 0) / order)
  return { value, precisions, brevity }
}

/** BLEU of each text against all the others: high where texts resemble one another (Zhu et al. 2018). Two texts at least. */
export const selfBleu = (texts: readonly string[], options: { readonly order?: number } = {}): readonly number[] => {
  if (texts.length < 2) throw new Error(`self-BLEU of ${texts.length} texts; at least two are needed`)
  return texts.map(
    (text, i) =>
      bleu(
        text,
        texts.filter((_, j) => j !== i),
        options,
      ).value,
  )
}
