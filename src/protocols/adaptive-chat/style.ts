/** The dimensions of a style, in the order of the released vectors. */
export const DIMENSIONS = [
  'informality',
  'sentiment',
  'sentenceLength',
  'readingEase',
  'social',
  'cognitive',
  'affect',
  'functionWords',
] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** A style as it is measured: informality 0 to 2, sentiment -1 to 1, words a sentence, Flesch reading ease, and four shares. */
export type Style = Readonly<Record<Dimension, number>>

/** The same on standard scales of the bot that never adapts: 8 numbers, in the order of the dimensions. */
export type Standard = readonly number[]

// Mean and scale of the static bot, from the released vectors: Brandt 2025, tj-brandt/synchrony-stability.
const MEAN = [0.00316526594, 0.810332351, 14.5867458, 67.3574857, 0, 0, 0, 0.332604634]
const SCALE = [0.0114617847, 0.223859911, 3.30289635, 13.6347512, 1, 1, 1, 0.0591330413]

/** A measured style on the standard scales of the static bot. */
export const standardised = (style: Style): Standard =>
  DIMENSIONS.map((name, i) => (style[name] - MEAN[i]!) / SCALE[i]!)

/** The style that standard scales stand for. */
export const measured = (standard: Standard): Style =>
  Object.fromEntries(DIMENSIONS.map((name, i) => [name, MEAN[i]! + SCALE[i]! * standard[i]!])) as Style

/** The bot's own persona: the static bot, which is 0 on its own scales. */
export const PERSONA: Standard = DIMENSIONS.map(() => 0)

/** The length of a vector. */
export const norm = (x: Standard): number => Math.hypot(...x)

/** The cosine of two styles, -1 to 1. A style without direction, such as the persona's, is 1 to itself and 0 to others. */
export const cosine = (x: Standard, y: Standard): number => {
  const lengths = norm(x) * norm(y)
  if (lengths > 0) return x.reduce((sum, each, i) => sum + each * y[i]!, 0) / lengths
  return x.every((each, i) => each === y[i]) ? 1 : 0
}

const FUNCTION_WORDS = new Set(
  'a about after all also am an and any are as at be because been before but by can could did do does each for from had has have he her here him his how i if in into is it its just like may me might more most must my no nor not of off on one only or other our out over own same she should so some such than that the their them then there these they this those to too under until up very was we were what when where which while who whom why will with would you your'.split(
    ' ',
  ),
)
const INFORMAL = new Set(['i', 'you', 'u', 'im', "i'm", "you're", 'youre'])

const syllables = (word: string): number => Math.max(1, (word.match(/[aeiouy]+/g) ?? []).length)

/**
 * The style of a text by the released vectoriser: marks of ! and ? a sentence plus the share of words that address or
 * mean the speaker; words a sentence; Flesch's 206.835 - 1.015 words a sentence - 84.6 syllables a word (groups of
 * vowels); the share of function words. Sentiment and the three lexicon shares are 0 in it, as released.
 */
export const styleOf = (text: string): Style => {
  const words = text.toLowerCase().match(/[a-z']+/g) ?? []
  const sentences = Math.max(1, text.split(/[.!?]+/).filter((part) => /[a-z]/i.test(part)).length)
  const marks = (text.match(/[!?]/g) ?? []).length
  const share = (of: ReadonlySet<string>): number =>
    words.length ? words.filter((word) => of.has(word)).length / words.length : 0
  const length = words.length / sentences
  const beats = words.reduce((sum, word) => sum + syllables(word), 0)
  return {
    informality: Math.min(2, marks / sentences) + share(INFORMAL),
    sentiment: 0,
    sentenceLength: length,
    readingEase: words.length ? 206.835 - 1.015 * length - (84.6 * beats) / words.length : 0,
    social: 0,
    cognitive: 0,
    affect: 0,
    functionWords: share(FUNCTION_WORDS),
  }
}
