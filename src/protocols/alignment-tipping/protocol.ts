import { protocol } from 'suasion'
import { tippingRules } from './rules.ts'
import { words } from './words.ts'

/** The coordination game of alignment tipping with its words: when does breaking a rule together begin to pay? */
export const alignmentTipping = protocol(tippingRules, words, { recall: true })
