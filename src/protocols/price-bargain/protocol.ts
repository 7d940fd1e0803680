import { protocol } from 'suasion'
import { resample } from './resample.ts'
import { priceBargainRules } from './rules.ts'
import { plain, words } from './words.ts'

/** Bargaining over one price, with its words and a plain wording without a market. */
export const priceBargain = protocol(priceBargainRules, words, { recall: true, resample, wordings: { plain } })
