import { protocol } from 'suasion'
import { resample } from './resample.ts'
import { argumentExchangeRules } from './rules.ts'
import { words } from './words.ts'

/** An argumentative exchange about a topic, with its words. */
export const argumentExchange = protocol(argumentExchangeRules, words, { resample })
