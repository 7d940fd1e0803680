import type { Parsed, Parser, ParserCard } from 'suasion'
import { featuresOf, wordsOf } from './features.ts'

/** A linear parser as data: a bias for each label, and for each feature its weight on each label, in the labels' order. */
export interface LinearWeights {
  readonly labels: readonly string[]
  readonly bias: readonly number[]
  readonly weights: ReadonlyMap<string, ArrayLike<number>>
}

/** Below this share of known words a text is not read (chosen). */
const LEAST_KNOWN = 0.5

/** The log odds of each label. */
export const scoresOf = ({ labels, bias, weights }: LinearWeights, text: string, before: string): number[] => {
  const scores = [...bias]
  for (const feature of featuresOf(text, before)) {
    const own = weights.get(feature)
    if (own) for (let k = 0; k < labels.length; k++) scores[k]! += own[k]!
  }
  return scores
}

const chance = (score: number): number => 1 / (1 + Math.exp(-score))

/** The labels that scores stand for: every one with even odds or better, or else the likeliest; the likeliest first. */
export const labelsOf = (labels: readonly string[], scores: readonly number[]): string[] => {
  const order = labels.map((_, k) => k).sort((a, b) => scores[b]! - scores[a]!)
  return order.filter((k, i) => i === 0 || scores[k]! >= 0).map((k) => labels[k]!)
}

/**
 * A transparent parser: a logistic regression for each label on words and pairs of words. A text too few of whose
 * words it ever met, or without words, is not read: it has no labels, and a doubt that says why. `written` is what
 * `writeWeights` wrote; it is read when the first text is.
 */
export const linearParser = (name: string, about: string, card: ParserCard, written: string): Parser => {
  let known: LinearWeights | null = null
  return {
    name,
    about,
    labels: Object.keys(card.labels),
    card,
    parse: (text, before = ''): Parsed => {
      known ??= readWeights(written)
      const { weights, labels } = known
      const words = wordsOf(text).filter((word) => /^\p{L}/u.test(word))
      const scores = scoresOf(known, text, before)
      const chances = Object.fromEntries(labels.map((label, k) => [label, chance(scores[k]!)]))
      const met = words.filter((word) => weights.has(word)).length
      const doubt =
        words.length === 0
          ? 'there are no words in it'
          : met / words.length < LEAST_KNOWN
            ? `${met} of its ${words.length} words are known to ${name}, which was trained on ${card.language}`
            : null
      return { labels: doubt ? [] : labelsOf(labels, scores), scores: chances, doubt }
    },
  }
}

/** Weights as comma-separated text: the labels, their biases, then a line for each feature with its weights in hundredths. */
export const writeWeights = ({ labels, bias, weights }: LinearWeights): string => {
  const rounded = (x: number): string => (Math.round(x * 100) ? String(Math.round(x * 100)) : '')
  const lines = [...weights].map(([feature, own]) =>
    [feature, ...Array.from(own, rounded)].join(',').replace(/,+$/, ''),
  )
  return [labels.join(','), bias.map((each) => Math.round(each * 100)).join(','), ...lines, ''].join('\n')
}

/** Weights from their text; throws, naming the line, where it is cut off or damaged. */
export const readWeights = (text: string): LinearWeights => {
  const [first = '', second = '', ...rest] = text.split('\n')
  const labels = first.split(',')
  const bias = second.split(',').map((each) => Number(each) / 100)
  if (labels.length < 2 || bias.length !== labels.length || bias.some((each) => !Number.isFinite(each)))
    throw new Error('these are no weights of a parser: the first line names its labels, the second their biases')
  if (rest.at(-1) !== '') throw new Error(`the weights of a parser are cut off after line ${rest.length + 2}`)
  const weights = new Map<string, Float32Array>()
  for (const [i, line] of rest.slice(0, -1).entries()) {
    const [feature, ...numbers] = line.split(',')
    const own = new Float32Array(labels.length)
    for (const [k, each] of numbers.entries()) own[k] = each === '' ? 0 : Number(each) / 100
    if (!feature || numbers.length > labels.length || own.some((each) => !Number.isFinite(each)))
      throw new Error(`the weights of a parser are damaged at line ${i + 3}`)
    weights.set(feature, own)
  }
  return { labels, bias, weights }
}
