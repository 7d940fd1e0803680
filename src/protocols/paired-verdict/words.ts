import type { MovesOf, Words } from 'suasion'
import type { pairedVerdictRules, View } from './rules.ts'

export const words: Words<View, MovesOf<typeof pairedVerdictRules>> = {
  about: `A judge reads two texts and says which is better, or, where that is allowed, that neither is. Two seats may be
    shown the same two in opposite orders; neither knows of the other.`,
  brief: ({ question, first, second }) =>
    `You judge two texts.\n\nFirst text:\n${first.text}\n\nSecond text:\n${second.text}\n\n${question}`,
  lines: () => [],
  now: ({ given }) => (given === null ? '' : `Your verdict: ${given}.`),
  ask: {
    choose: ({ ties }) => `Choose the first or the second${ties ? ', or call it a tie' : ''}.`,
  },
}
