import type { MovesOf, Words } from 'suasion'
import type { chatRules, View } from './rules.ts'

export const words: Words<View, MovesOf<typeof chatRules>> = {
  about: `A user and a chatbot talk in turn, the user first. How each of them writes is measured: how formal it is, how
    long its sentences are, how easy it reads, and how many of its words are function words.`,
  brief: ({ seat, turns }) =>
    seat === 'user'
      ? `You talk with a chatbot about your day, as you would write to somebody you know. You write ${turns} times.`
      : `You are a friendly chatbot. You answer a user ${turns} times; keep to yourself, and be easy to talk to.`,
  lines: ({ said }) => said.map(({ by, text }) => ({ by, text })),
  now: ({ seat, said, turns }) => {
    const own = said.filter(({ by }) => by === seat).length
    return own >= turns ? 'The conversation is over.' : `This is message ${own + 1} of your ${turns}.`
  },
  ask: { say: () => 'Write your next message.' },
}
