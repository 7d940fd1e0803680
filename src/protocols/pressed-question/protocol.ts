import { protocol } from 'suasion'
import { pressedRules, resample } from './rules.ts'
import { words } from './words.ts'

/** A question of knowledge under pressure to answer it wrongly, with its words. */
export const pressedQuestion = protocol(pressedRules, words, { recall: true, resample })
