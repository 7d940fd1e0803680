import type { Act } from 'suasion'
import { BOOSTS, CUES, GROUNDS, HEDGES } from './cues.ts'
import type { moves } from './rules.ts'
import { STRATEGY_NAMES, type StrategyName } from './strategies.ts'
import { CLAIMS, type Claim, type View } from './view.ts'

const pattern = (cues: string): RegExp => {
  const bodies = cues.split(' | ').map((cue) => cue.replace('*', '\\p{L}*'))
  return new RegExp(`(?<![\\p{L}'])(?:${bodies.join('|')})(?![\\p{L}'])`, 'gu')
}

const strategyCues = STRATEGY_NAMES.map((name) => [name, pattern(CUES[name])] as const)
const [hedges, boosts, grounds] = [pattern(HEDGES), pattern(BOOSTS), pattern(GROUNDS)]

const count = (text: string, cues: RegExp): number => text.match(cues)?.length ?? 0

/** The strategy with most cues in a text; the first of the table where they tie, and 'logos' where there are none. */
export const readStrategy = (text: string): StrategyName => {
  let best: StrategyName = 'logos'
  let most = 0
  for (const [name, cues] of strategyCues) {
    const found = count(text, cues)
    if (found > most) [best, most] = [name, found]
  }
  return best
}

/** Words of four letters and more: what a reason is about, without what holds it together. */
const content = (text: string): Set<string> => new Set(text.match(/\p{L}{4,}/gu) ?? [])

/**
 * The reason a text is about: the one of whose words the text has the largest share, if that is at least half
 * (*chosen*); else the proposition.
 */
export const readClaim = (text: string, premises: readonly string[]): Claim => {
  const said = content(text)
  let best: Claim = 'proposition'
  let most = 0.5
  premises.forEach((premise, i) => {
    const words = [...content(premise.toLowerCase())]
    const share = words.filter((word) => said.has(word)).length / Math.max(1, words.length)
    if (share > most || (share === most && best === 'proposition')) [best, most] = [CLAIMS[i]!, share]
  })
  return best
}

/**
 * How strong a text sounds, 0 to 1, by *chosen* weights: .3 for saying anything, up to .2 for length (at 60 words),
 * .1 for each ground given and each number (to .3), .1 for each boost (to .2), less .15 for each hedge; 0 for nothing.
 */
export const readStrength = (text: string): number => {
  const words = text.match(/\p{L}+/gu)?.length ?? 0
  if (words === 0) return 0
  const numbers = text.match(/\d+(?:[.,]\d+)*/g)?.length ?? 0
  const support = Math.min(0.3, 0.1 * (count(text, grounds) + numbers)) + Math.min(0.2, 0.1 * count(text, boosts))
  const strength = 0.3 + 0.2 * Math.min(1, words / 60) + support - 0.15 * count(text, hedges)
  return Math.min(1, Math.max(0, strength))
}

/**
 * Reads strategy, claim and strength out of an argument's words alone, with open lists (cues.ts). Whether it was
 * truthful cannot be read, and is null. What the text quotes of the item is not taken for a cue of the speaker's.
 */
export const read = (
  act: Act<typeof moves>,
  { premises, proposition }: Pick<View, 'premises' | 'proposition'>,
): { strategy: StrategyName; claim: Claim; strength: number; truthful: null } => {
  const text = act.text.toLowerCase().replaceAll('’', "'")
  let own = text
  for (const given of [proposition, ...premises]) {
    const quote = given
      .toLowerCase()
      .trim()
      .replace(/[.\s]+$/, '')
    // A very short one is no quotation where it occurs.
    if (quote.length > 10) own = own.replaceAll(quote, ' ')
  }
  return { strategy: readStrategy(own), claim: readClaim(text, premises), strength: readStrength(own), truthful: null }
}
