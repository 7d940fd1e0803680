import { protocol } from 'suasion'
import { resample } from './resample.ts'
import { werewolfRules } from './rules.ts'
import { claimIn, stanceIn } from './speech.ts'
import { words } from './words.ts'

/** Werewolf with its words: hidden roles, secret acts by night, talk and votes by day. */
export const werewolf = protocol(werewolfRules, words, {
  expressive: { say: ['claim', 'stance', 'target'] },
  parse: (act, { seat, living, werewolves, stage }) => {
    if (act.move !== 'say') return {}
    const named = living.filter((each) => each !== seat && !(stage === 'den' && werewolves.includes(each)))
    const { stance, target } = stanceIn(act.text, named)
    return { claim: claimIn(act.text), stance, target: target ?? 'nobody' }
  },
  resample,
})
