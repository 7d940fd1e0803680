import { protocol } from 'suasion'
import { CARDS, leducRules, type Seat } from './rules.ts'
import { words } from './words.ts'

/** Leduc poker with its words: with Kuhn poker, the yardstick of the solvers. */
export const leducPoker = protocol(leducRules, words, {
  recall: true,
  resample: (state, seat, luck) => {
    const own = state.cards[seat as Seat]
    const hidden = CARDS.filter((card) => card !== own && card !== state.board)
    const card = luck.of('other card').pick(hidden)
    return { ...state, cards: seat === 'first' ? { first: own, second: card } : { first: card, second: own } }
  },
})
