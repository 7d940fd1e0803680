import { protocol } from 'suasion'
import { casinoStrategies } from 'suasion/parsers'
import { parse } from './reader.ts'
import { resample } from './resample.ts'
import { multiIssueRules } from './rules.ts'
import { plain, words } from './words.ts'

const expressive = ['strategies'] as const

/** Negotiation over several issues with hidden priorities, with its words and a plain wording without a camping trip. */
export const multiIssue = protocol(multiIssueRules, words, {
  recall: true,
  resample,
  parse,
  parsers: [casinoStrategies.card],
  wordings: { plain },
  expressive: { propose: expressive, accept: expressive, reject: expressive, walkAway: expressive, say: expressive },
})
