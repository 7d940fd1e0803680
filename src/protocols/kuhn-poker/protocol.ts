import { protocol } from 'suasion'
import { kuhnRules } from './rules.ts'
import { words } from './words.ts'

/** Kuhn poker with its words: the yardstick of the solvers. */
export const kuhnPoker = protocol(kuhnRules, words, {
  recall: true,
  resample: (state, seat, luck) => {
    const own = state.cards[seat as 'first']
    const other = luck.of('other card').pick((['jack', 'queen', 'king'] as const).filter((card) => card !== own))
    return { ...state, cards: seat === 'first' ? { first: own, second: other } : { first: other, second: own } }
  },
})
