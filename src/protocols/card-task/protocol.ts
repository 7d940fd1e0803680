import { protocol } from 'suasion'
import { cardTaskRules, resample } from './rules.ts'
import { words } from './words.ts'

/** The Columbia Card Task, cold, with its words. */
export const cardTask = protocol(cardTaskRules, words, { recall: true, resample })
