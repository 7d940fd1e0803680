import { policy } from 'suasion'
import { pairedVerdict } from './protocol.ts'
import type { Side } from './rules.ts'

/** Words in a text, as a judge who leans to length counts them. */
export const wordsIn = (text: string): number => text.trim().split(/\s+/).filter(Boolean).length

export interface Leaning {
  /** What each kind of text is worth, by its label, on the log odds; 0 where a label is not named. */
  readonly worth?: Readonly<Record<string, number>>
  /** Added to the log odds of whichever is shown first. */
  readonly place?: number
  /** Added for each hundred words that one is longer. */
  readonly length?: number
  /** Davidson's nu: how often equals tie, over how often one of them wins half of the rest; 0 unless said. */
  readonly ties?: number
}

/**
 * A judge who chooses by Bradley and Terry's model, with leanings of known size to the place and to length: so that
 * what a card finds can be held against what was planted. All sizes are chosen. Throws on a size that is not a number.
 */
export const leaning = ({ worth = {}, place = 0.4, length = 0, ties = 0 }: Leaning = {}) => {
  for (const [name, size] of Object.entries({ place, length, ties, ...worth }))
    if (!Number.isFinite(size)) throw new Error(`a leaning judge: ${name} is ${size}; it is a finite number`)
  if (ties < 0) throw new Error(`a leaning judge: ties is ${ties}; it is 0 or more`)
  const lead = (first: Side, second: Side): number =>
    (worth[first.label] ?? 0) -
    (worth[second.label] ?? 0) +
    place +
    (length * (wordsIn(first.text) - wordsIn(second.text))) / 100
  return policy(
    pairedVerdict,
    ['judge'],
    'leaning judge',
    {
      choose: ({ view: { first, second, ties: allowed }, luck }) => {
        const ahead = lead(first, second)
        const heights = [Math.exp(ahead / 2), Math.exp(-ahead / 2), allowed ? ties : 0]
        return { verdict: luck.of('verdict').weighted(['first', 'second', 'tie'] as const, heights) }
      },
    },
    { source: 'Bradley and Terry 1952, ties after Davidson 1970; sizes chosen', hears: [] },
  )
}
