import { protocol } from 'suasion'
import { resample } from './resample.ts'
import { donorGameRules } from './rules.ts'
import { words } from './words.ts'

/** The donor game with its words: reputation, punishment and promises among players who meet in passing. */
export const donorGame = protocol(donorGameRules, words, { resample })
