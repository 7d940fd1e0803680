import { protocol } from 'suasion'
import { resample } from './resample.ts'
import { publicGoodsRules } from './rules.ts'
import { words } from './words.ts'

/** The public goods game with its words: cooperation of many, with or without punishment. */
export const publicGoods = protocol(publicGoodsRules, words, { resample })
