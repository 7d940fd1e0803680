import { protocol } from 'suasion'
import { driftRules, resample } from './rules.ts'
import { words } from './words.ts'

/** The tool-use testbed of alignment tipping with its words: does an agent unlearn the tool that does not pay? */
export const alignmentDrift = protocol(driftRules, words, { resample, recall: true })
