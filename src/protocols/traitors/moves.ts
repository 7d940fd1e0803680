import { z } from 'zod'
import { CLAIMS } from './state.ts'

const text = z.string().min(1).max(600)

/** What a player can do: by day speak and vote, by night confer and murder, or wait and suspect. */
export const moves = {
  speak: z.object({
    claim: z.enum(CLAIMS).describe('what you say you are, truly or not; none if you say nothing of it'),
    accuse: z.string().describe('whom you accuse of being a traitor, or nobody'),
    text,
  }),
  vote: z.object({ who: z.string().describe('whom to banish') }),
  confer: z.object({ who: z.string().describe('whom you propose to murder'), text }),
  murder: z.object({ who: z.string().describe('whom to murder') }),
  wait: z.object({}),
  suspect: z.object({ who: z.string().describe('whom you privately suspect most') }),
}
