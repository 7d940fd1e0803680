import { protocol } from 'suasion'
import { dealProfile } from './profile.ts'
import { read } from './reader.ts'
import { debateRules } from './rules.ts'
import { plain, words } from './words.ts'

/** A debate with its words: two debaters, or a persuader before a listener. */
export const debate = protocol(debateRules, words, {
  wordings: { plain },
  expressive: { argue: ['strategy', 'claim', 'strength', 'truthful'] },
  parse: read,
  resample: (state, seat, luck) => {
    const { places } = state.setting
    const own = places[seat]!
    if (own.shown) return state
    const theirs = { ...places[own.other]!, profile: dealProfile(luck.of('profile', own.other)) }
    return { ...state, setting: { ...state.setting, places: { ...places, [own.other]: theirs } } }
  },
})
