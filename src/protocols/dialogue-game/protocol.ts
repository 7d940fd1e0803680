import { protocol } from 'suasion'
import { resample } from './resample.ts'
import { dialogueGameRules } from './rules.ts'
import { words } from './words.ts'

/** A persuasion dialogue with commitment stores, with its words. */
export const dialogueGame = protocol(dialogueGameRules, words, { resample })
