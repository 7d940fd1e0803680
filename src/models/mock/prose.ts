const openings = [
  'I think',
  'To me,',
  'As I see it,',
  'Honestly,',
  'For now,',
  'On the whole,',
  'If you ask me,',
  'Still,',
]
const people = [
  'we',
  'you and I',
  'both of us',
  'most people here',
  'my neighbours',
  'the others',
  'my friends',
  'they',
]
const acts = [
  'could share',
  'should keep',
  'might need',
  'would trade',
  'ought to count',
  'may prefer',
  'can give up',
  'want',
]
const things = ['the water', 'two of the books', 'a fair price', 'the firewood', 'some more time', 'the last offer']
const reasons = [
  'because the nights are cold',
  'since it costs us little',
  'although I am not certain',
  'as we agreed before',
  'so that nobody loses out',
  'and see how it goes',
  'unless you know better',
  'before the week is over',
]

const pick = (list: readonly string[], uniform: () => number): string => list[Math.floor(uniform() * list.length)]!

/** Draws one sentence of everyday talk. */
export const sentence = (uniform: () => number): string =>
  `${[openings, people, acts, things, reasons].map((list) => pick(list, uniform)).join(' ')}.`

/** Draws one noun in lower case. */
export const noun = (uniform: () => number): string => pick(things, uniform).split(' ').at(-1)!

/** Roughly the tokens of a text: its words times 1.3 (*chosen*: about what English costs). */
export const tokens = (text: string): number => Math.round((text.match(/\S+/g)?.length ?? 0) * 1.3)
