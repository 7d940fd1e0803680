import { protocol } from 'suasion'
import { effective } from './belief.ts'
import { persuasionRules } from './rules.ts'
import { words } from './words.ts'

/** Bayesian persuasion with its words: how much can be won by choosing what another is told. */
export const bayesianPersuasion = protocol(persuasionRules, words, {
  recall: true,
  resample: (state, seat, luck) => {
    const { game } = state
    if (seat === 'sender' && !game.commitment) return state
    const { scheme, favourable, prior, kept } = game
    const sent = scheme ? effective(scheme, kept) : { ifGood: 1, ifBad: 1 }
    const weigh = (p: number, chance: number): number => p * (favourable === false && scheme ? 1 - chance : chance)
    const weights = [weigh(prior, sent.ifGood), weigh(1 - prior, sent.ifBad)]
    const good = luck.of('state').weighted([true, false], weights.some((w) => w > 0) ? weights : [prior, 1 - prior])
    return { ...state, good }
  },
})
