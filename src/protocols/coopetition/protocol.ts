import { protocol } from 'suasion'
import { resample } from './resample.ts'
import { coopetitionRules } from './rules.ts'
import { plainly, words } from './words.ts'

/** Strategic coopetition with its words: a market of partners, or `plain` without a story. */
export const coopetition = protocol(coopetitionRules, words, { resample, wordings: { plain: plainly } })
