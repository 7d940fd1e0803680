/** The words of a text, with numbers and amounts of money as one word each, and marks that carry meaning. */
export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/\$\s?\d[\d.,]*|\d[\d.,]*\s?(?:dollars?|cents?|bucks?|¢)/g, ' #money ')
    .replace(/\d[\d.,]*/g, ' #number ')
    .replace(/[’`]/g, "'")
    .match(/#?[\p{L}]+(?:'[\p{L}]+)?|[?!]|\p{Extended_Pictographic}/gu) ?? []

/**
 * What a linear parser sees of an utterance, each feature once: its words and pairs of neighbouring words, how it
 * begins and ends, how long it is, and the words of what was said before it (marked, so that they count by themselves).
 */
export const featuresOf = (text: string, before: string): readonly string[] => {
  const words = wordsOf(text)
  const found = new Set<string>()
  for (const [i, word] of words.entries()) {
    found.add(word)
    if (i > 0) found.add(`${words[i - 1]} ${word}`)
  }
  if (words.length > 0) {
    found.add(`^${words[0]}`)
    found.add(`${words.at(-1)}$`)
  }
  found.add(`length ${words.length < 4 ? words.length : words.length < 8 ? '4-7' : words.length < 16 ? '8-15' : '16+'}`)
  for (const word of wordsOf(before)) found.add(`<${word}`)
  return [...found]
}
