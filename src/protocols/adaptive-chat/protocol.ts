import { protocol } from 'suasion'
import { chatRules } from './rules.ts'
import { DIMENSIONS, styleOf } from './style.ts'
import { words } from './words.ts'

/** A talk of a user with a chatbot whose style is measured utterance by utterance. */
export const adaptiveChat = protocol(chatRules, words, {
  recall: true,
  expressive: { say: DIMENSIONS },
  parse: ({ text }) => ({ ...styleOf(text) }),
})
