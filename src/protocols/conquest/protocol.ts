import { protocol } from 'suasion'
import { resample } from './resample.ts'
import { conquestRules } from './rules.ts'
import { missionIn } from './speech.ts'
import { words } from './words.ts'

/** Conquest with its words: four commanders with secret missions, who may talk in private and need not keep a deal. */
export const conquest = protocol(conquestRules, words, {
  resample,
  expressive: { say: ['claim'] },
  parse: (act) => (act.move === 'say' ? { claim: missionIn(act.text) } : {}),
})
