import { type Fit, policy } from 'suasion'
import { type Line, logWords, wordsIn } from './lengths.ts'
import { conversation } from './protocol.ts'

/** What was learnt of the length of replies. */
export interface Parameters extends Line {
  /** The least and the greatest that was heard, as log(1 + words). */
  readonly heard: readonly [number, number]
}

/** How many words a length on the scale of log(1 + words) is. */
export const words = (log: number): number => Math.max(0, Math.expm1(log))

const placeholder = (count: number, longest: number): string =>
  Array.from({ length: Math.max(1, count) }, () => 'word')
    .join(' ')
    .slice(0, longest)
    .trim()

/** A speaker who answers as long as people did; its words are placeholders. */
export const talker = (
  { heard }: Pick<Parameters, 'heard'>,
  draws: readonly (readonly [level: number, slope: number, spread: number])[],
  card: Fit,
) =>
  policy(
    conversation,
    ['speaker'],
    'talker',
    {
      say: ({ view, luck }) => {
        const [level, slope, spread] = luck.of('draw').pick(draws)
        const last = view.said.at(-1)
        const length = last ? logWords(wordsIn(last.text)) : heard[0]
        const at = Math.min(heard[1], Math.max(heard[0], length))
        const log = level + slope * at + spread * luck.of('length', view.said.length).normal()
        return { text: placeholder(Math.round(words(log)), view.longest) }
      },
      silent: () => ({}),
    },
    {
      source: `length of replies fitted on ${card.data}; its words are placeholders`,
      cast: 'fitted',
      fit: card,
      hears: ['text'],
      choose: ({ view }) => (view.said.at(-1)?.by === view.seat ? 'silent' : 'say'),
      flags: ({ view }) => {
        const last = view.said.at(-1)
        const length = last && logWords(wordsIn(last.text))
        return length === undefined || (length >= heard[0] && length <= heard[1]) ? [] : ['out of support']
      },
    },
  )
