import type { MovesOf, Words } from 'suasion'
import { type Difficulty, MEANINGS } from './dimensions.ts'
import type { singleArgumentRules, View } from './rules.ts'

const PERSONAS: Readonly<Record<Difficulty, string>> = {
  easy: 'You are not entirely sure about it.',
  default: 'You are a sceptic.',
  hard: 'You are very sceptical, and difficult to convince.',
}

export const words: Words<View, MovesOf<typeof singleArgumentRules>> = {
  about: `Somebody denies a claim. Another argues for it once, in one of ten social ways or in none, and gets one reply.
    Then whoever denied it is asked aside whether it is convinced now. Or two argue for it at once, for a judge of the two.`,
  brief: ({ seat, claim, dimension, difficulty }) =>
    seat !== 'sceptic'
      ? `You want to convince somebody that this is so: ${claim}. Argue by ${MEANINGS[dimension!]}.`
      : `You talk about this claim: ${claim}. ${PERSONAS[difficulty!]}`,
  lines: ({ denial, said }) => [{ by: 'sceptic', text: denial }, ...said.map(({ by, text }) => ({ by, text }))],
  now: ({ said }) => (said.length > 1 ? 'It is over.' : ''),
  ask: {
    argue: () => 'Argue for the claim, in one message.',
    reply: () => 'Reply to the argument, in one message.',
  },
}
