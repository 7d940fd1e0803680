import { talkMoves } from 'suasion'
import { z } from 'zod'
import { CLAIMS, STANCES } from './state.ts'

const who = z.string()

/** What a player can do: speak in the village by day and in the den by night, and one act of its role each night. */
export const moves = {
  say: talkMoves.say.extend({
    claim: z.enum(CLAIMS).describe('what you say you are, truly or not; none if you say nothing of it'),
    stance: z.enum(STANCES).describe('accuse or defend your target, or stay vague'),
    target: z.string().describe('whom you speak of, or nobody'),
  }),
  silent: talkMoves.silent,
  kill: z.object({ who: who.describe('whom the werewolves should kill') }),
  check: z.object({ who: who.describe('whose nature to see') }),
  save: z.object({ who: who.describe('whom to protect this night') }),
  dream: z.object({ who: who.describe('whom you privately suspect most') }),
  predict: z.object({ hostile: z.array(z.string()).describe('who you think plays the roles you are asked for') }),
  vote: z.object({ who: who.describe('whom to banish') }),
}
