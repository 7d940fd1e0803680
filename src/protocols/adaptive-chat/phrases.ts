import type { Luck } from 'suasion'
import type { Style } from './style.ts'

const SMALL = ['the', 'and', 'of', 'to', 'in', 'that', 'it', 'is', 'was', 'for', 'on', 'with', 'as', 'at', 'by', 'from']
const SHORT = [
  'day',
  'walk',
  'food',
  'rain',
  'work',
  'home',
  'book',
  'game',
  'long',
  'good',
  'cold',
  'new',
  'warm',
  'sleep',
]
const LONG = [
  'evening',
  'yesterday',
  'holiday',
  'family',
  'conversation',
  'interesting',
  'remember',
  'together',
  'wonderful',
]
const SELF = ['I', 'you']

/** A text with about this style: sentence length, function words, syllables and marks; sentiment cannot be written so. */
export const phrase = (style: Style, luck: Luck): string => {
  const length = Math.max(1, Math.min(40, Math.round(style.sentenceLength)))
  const syllablesWanted = (206.835 - 1.015 * length - style.readingEase) / 84.6
  const longShare = Math.max(0, Math.min(1, (syllablesWanted - 1.05) / 2.1))
  const selfShare = Math.max(0, Math.min(0.4, style.informality % 1))
  const marked = Math.floor(style.informality)
  const sentence = (k: number): string => {
    const own = luck.of('sentence', k)
    const words = Array.from({ length }, (_, i) => {
      const draw = own.of(i)
      if (draw.of('function').uniform() < style.functionWords)
        return draw.of('self').uniform() * style.functionWords < selfShare ? draw.pick(SELF) : draw.pick(SMALL)
      return draw.of('long').uniform() < longShare ? draw.pick(LONG) : draw.pick(SHORT)
    })
    const text = words.join(' ')
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}${marked > 0 ? '!'.repeat(marked) : '.'}`
  }
  return [0, 1].map(sentence).join(' ')
}
