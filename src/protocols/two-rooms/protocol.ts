import { protocol } from 'suasion'
import { twoRoomsRules } from './rules.ts'
import { claimIn, phrase } from './speech.ts'
import { CLAIMS, type Happening, met, type State, seatsOf } from './state.ts'
import { words } from './words.ts'

/** Hidden cards in two closed rooms, with free talk, cards that may be shown, and votes. */
export const twoRooms = protocol(twoRoomsRules, words, {
  expressive: { say: ['claim'] },
  parse: (act) => (act.move === 'say' ? { claim: claimIn(act.text) } : {}),

  resample: (state, seat, luck): State => {
    if (state.stage === 'over') return state
    const shown = met(state.history, seat, 'viewer')
    const hidden = seatsOf(state).filter((each) => each !== seat && !shown.includes(each))
    const deck = hidden.map((each) => state.cards[each]!)
    const drawn = luck.of('cards').draw(deck, deck.length)
    const cards = { ...state.cards, ...Object.fromEntries(hidden.map((each, i) => [each, drawn[i]!])) }
    const history = state.history.map((each, i): Happening => {
      if (each.what === 'revealed') return { ...each, card: cards[each.by]! }
      if (each.what !== 'said' || each.to.includes(seat)) return each
      const claim = luck.of('claim', i).pick(CLAIMS)
      return { ...each, claim, text: phrase(claim, luck.of('text', i)) }
    })
    return { ...state, cards, history }
  },
})
