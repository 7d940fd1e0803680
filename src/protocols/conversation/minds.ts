import { type MovesOf, policy, type Seen } from 'suasion'
import { conversation } from './protocol.ts'
import type { View } from './rules.ts'

type Asked = Seen<View, MovesOf<typeof conversation>>

const own = ({ view }: Asked): number => view.said.filter(({ by }) => by === view.seat).length

const remarks = [
  'I have been thinking about the garden again.',
  'The train was late this morning, and nobody minded.',
  'There is a new baker at the corner, and the bread is good.',
  'My neighbour has learnt to play the cello.',
  'I read that the river was once much wider.',
  'It will rain before the evening, I am sure of it.',
] as const

/** Makes remarks that answer nobody, so many in all, and is then silent. `remarks` is at least 1; chosen. */
export const remarker = ({ remarks: most = 3 }: { readonly remarks?: number } = {}) => {
  if (!(Number.isInteger(most) && most >= 1)) throw new Error(`remarker: remarks is a whole number from 1, not ${most}`)
  return policy(
    conversation,
    ['speaker'],
    'remarker',
    {
      say: (seen) => {
        const order = seen.luck.of('order').draw(remarks, remarks.length)
        return { text: order[own(seen) % order.length]!.slice(0, seen.view.longest) }
      },
      silent: () => ({}),
    },
    { source: 'chosen', hears: [], choose: (seen) => (own(seen) < most ? 'say' : 'silent') },
  )
}

/** The last words of what was said, without its closing marks. */
const tail = (text: string): string =>
  text
    .trim()
    .split(/\s+/)
    .slice(-4)
    .join(' ')
    .replace(/[\p{P}\p{S}]+$/u, '')

/**
 * Takes up the last words of whoever spoke last, and is silent where that was itself or nobody: talk that only answers.
 * The lexical repetition of Pickering and Garrod 2004, "Toward a mechanistic psychology of dialogue"; four words, chosen.
 */
export const echo = () =>
  policy(
    conversation,
    ['speaker'],
    'echo',
    {
      say: ({ view }) => ({ text: `You say "${tail(view.said.at(-1)!.text)}". Go on.`.slice(0, view.longest) }),
      silent: () => ({}),
    },
    {
      source: 'repetition after Pickering and Garrod 2004; its length chosen',
      hears: ['move', 'text'],
      choose: ({ view }) => {
        const last = view.said.at(-1)
        return last && last.by !== view.seat ? 'say' : 'silent'
      },
    },
  )
