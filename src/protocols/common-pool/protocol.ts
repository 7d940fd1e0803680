import { protocol } from 'suasion'
import { resample } from './resample.ts'
import { commonPoolRules } from './rules.ts'
import { words } from './words.ts'

/** The common pool with its words: a stock that many harvest, with monitoring, fines, norms and others to learn from. */
export const commonPool = protocol(commonPoolRules, words, { resample })
