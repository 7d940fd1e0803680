import { protocol } from 'suasion'
import { matrixGameRules } from './rules.ts'
import type { Both, State } from './state.ts'
import { plain, words } from './words.ts'

/** Games of two players in normal form with their words: dilemmas, coordination and conflict, with or without talk. */
export const matrixGame = protocol(matrixGameRules, words, {
  recall: true,
  wordings: { plain },

  // Where hands tremble, what the other meant to do is drawn again, given what happened.
  resample: (state, seat, luck): State => {
    const { noise, actions } = state.table
    if (noise === 0) return state
    const other = seat === 'first' ? 1 : 0
    const chose = state.chose.map((chosen, round): Both<string> => {
      const did = state.history[round]!.did[other]
      const slip = noise / (actions[other].length - 1)
      const weights = actions[other].map((action) => (action === did ? 1 - noise : slip))
      const meant = luck.of('meant', round).weighted(actions[other], weights)
      return other === 1 ? [chosen[0], meant] : [meant, chosen[1]]
    })
    return { ...state, chose }
  },
})
