import { protocol } from 'suasion'
import { conversationRules } from './rules.ts'
import { words } from './words.ts'

/** Free talk of any number of speakers: what transcripts of people become that hold nothing but text. */
export const conversation = protocol(conversationRules, words)
