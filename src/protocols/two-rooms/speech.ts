import type { Luck } from 'suasion'
import type { Claim } from './state.ts'

/** What formal minds say, by the card they say they hold. */
export const phrases: Readonly<Record<Claim, readonly [string, ...string[]]>> = {
  none: [
    'I would rather not say what I hold.',
    'Let us hear from the others first.',
    'I keep my card to myself for now.',
  ],
  envoy: ['I am the envoy. Keep me away from the spy.', 'My card is the envoy, and I need your help.'],
  blue: ['I am blue.', 'My card is blue, nothing special.', 'I hold a blue card.'],
  spy: ['I am the spy. Bring me to the envoy.', 'My card is the spy, and I need your help.'],
  red: ['I am red.', 'My card is red, nothing special.', 'I hold a red card.'],
}

/** A sentence that makes this claim, drawn from the phrase bank. */
export const phrase = (claim: Claim, luck: Luck): string => luck.pick(phrases[claim])

// "If I am the spy" and "you think I am the spy" claim nothing, and "I have red shoes" names no card.
const claims = [
  /(?<!\b(?:if|that|think|thinks|say|says|said|whether|when|was)\s+)\bI(?: am|['’]m)\s+(?:(?:really|just|only|actually|on)\s+)*(?:(?:the|a)\s+)?(?:(?:plain|simple|ordinary|true)\s+)?(envoy|blue|spy|red)\b/i,
  /\bmy card(?: is|['’]s)\s+(?:(?:really|just|only|actually)\s+)*(?:(?:the|a)\s+)?(envoy|blue|spy|red)\b/i,
  /\bI(?: hold| have|['’]ve got)\s+(?:the\s+|a\s+)?(?:(envoy|spy)\b|(blue|red)\s+card\b)/i,
]

/** The first card somebody says is theirs, in the first person and not denied; 'none' where they name none. */
export const claimIn = (text: string): Claim => {
  const found = claims.flatMap((claim) => {
    const match = claim.exec(text)
    return match ? [{ at: match.index, card: (match[1] ?? match[2])!.toLowerCase() as Claim }] : []
  })
  return found.sort((a, b) => a.at - b.at)[0]?.card ?? 'none'
}
