import type { MovesOf, Words } from 'suasion'
import type { kuhnRules, View } from './rules.ts'

const done = { pass: 'passed', bet: 'bet' } as const

export const words: Words<View, MovesOf<typeof kuhnRules>> = {
  about: `Two players put one coin each in the pot and get one card of jack, queen and king. In turn they pass or bet one
    coin. After a bet the other player folds by passing, and loses the ante, or calls by betting. Otherwise the higher
    card takes the pot.`,
  brief: ({ seat, card }) => `You act ${seat}. Your card is the ${card}.`,
  lines: ({ bets }) => bets.map((bet, i) => ({ by: i % 2 === 0 ? 'first' : 'second', text: `(${done[bet]})` })),
  now: ({ bets }) => (bets.at(-1) === 'bet' ? 'There is a bet to answer.' : 'There is no bet yet.'),
  ask: {
    pass: ({ bets }) => (bets.at(-1) === 'bet' ? 'Pass to fold.' : 'Pass to wait.'),
    bet: ({ bets }) => (bets.at(-1) === 'bet' ? 'Bet to call.' : 'Bet to raise.'),
  },
}
