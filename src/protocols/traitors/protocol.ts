import { protocol } from 'suasion'
import { resample } from './resample.ts'
import { traitorsRules } from './rules.ts'
import { accusedIn, claimIn } from './speech.ts'
import { words } from './words.ts'

/** The Traitors with its words: open votes by day against a hidden bloc that murders by night. */
export const traitors = protocol(traitorsRules, words, {
  expressive: { speak: ['claim', 'accuse'] },
  parse: (act, { seat, living }) => {
    if (act.move !== 'speak') return {}
    const others = living.filter((each) => each !== seat)
    return { claim: claimIn(act.text), accuse: accusedIn(act.text, others) ?? 'nobody' }
  },
  resample,
})
