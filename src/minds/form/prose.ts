import type { Luck } from 'suasion'

/** Things people say whatever the matter is: in favour, against, a question, a concession, a promise. */
const sentences = [
  'I see what you mean, and I would still decide otherwise.',
  'Most people I know would agree with this.',
  'Let us look at what it costs before we decide.',
  'My neighbour tried it last year and was glad of it.',
  'I am not sure that this is fair to everyone.',
  'You have a point there.',
  'The figures I have read say something else.',
  'What would change your mind?',
  'I promise to keep my side of it.',
  'We could meet in the middle.',
  'That seems a lot to ask.',
  'Think of those who come after us.',
  'I have nothing to hide in this matter.',
  'An expert told me the opposite.',
  'If we wait, it will only get harder.',
  'I would rather be careful.',
  'It worked well the last time.',
  'Why should I believe that?',
  'Thank you for saying so openly.',
  'I could live with that.',
]
const words = ['Yes', 'No', 'Fine', 'Why', 'Well', 'Ok']
/** What a text of a person may also be: more than one line, quotes, other scripts, signs outside the basic plane. */
const odd = [
  '"No", she said:\n\'never\'.',
  '{"move":"none"}',
  'ça va, 同意します, да',
  '👩‍🔬 ok 👍',
  '<b>&amp;</b> $1 %s \\n',
]

/** A plausible text of `min` to `max` characters; one to three sentences where there is room. */
export const prose = (luck: Luck, min: number, max: number): string => {
  if (max < 16) return sized(luck.pick(words), min, max, luck)
  return sized(luck.draw(sentences, 1 + Math.floor(luck.uniform() * 3)).join(' '), min, max, luck)
}

/** A text at the edge of what is allowed: the shortest, the longest, or one of unusual signs. */
export const extremeProse = (luck: Luck, min: number, max: number): string => {
  const kind = luck.pick(['shortest', 'longest', 'odd'])
  if (kind === 'odd') return sized(luck.pick(odd), min, max, luck)
  const length = kind === 'shortest' ? min : max
  return sized('', length, length, luck)
}

const sized = (text: string, min: number, max: number, luck: Luck): string => {
  let long = text
  while (long.length < min) long += (long && ' ') + luck.pick(sentences)
  if (long.length <= max) return long
  const cut = long.slice(0, max)
  const word = cut.slice(0, Math.max(cut.lastIndexOf(' '), 0))
  return word.length >= Math.max(min, max / 2) ? word : cut.replace(/[\uD800-\uDBFF]$/, '.')
}
