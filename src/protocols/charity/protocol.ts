import { protocol } from 'suasion'
import { persuadeeActs, persuaderActs } from 'suasion/parsers'
import { read } from './reader.ts'
import { resample } from './resample.ts'
import { charityRules } from './rules.ts'
import { plain, words } from './words.ts'

const expressive = ['acts', 'tactic', 'truthful'] as const

/** A charity's persuader and a persuadee, with their words. */
export const charity = protocol(charityRules, words, {
  wordings: { plain },
  recall: true,
  expressive: { say: expressive, pledge: expressive, decline: expressive },
  parse: read,
  parsers: [persuaderActs.card, persuadeeActs.card],
  resample,
})
