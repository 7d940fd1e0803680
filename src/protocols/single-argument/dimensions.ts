/** The ways of appealing that are told apart, ten social dimensions and none. Source: Breum et al. 2024, arXiv:2312.15523. */
export const DIMENSIONS = [
  'knowledge',
  'power',
  'status',
  'trust',
  'support',
  'romance',
  'similarity',
  'identity',
  'fun',
  'conflict',
  'baseline',
] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** What each dimension is, as it is told to whoever argues. */
export const MEANINGS: Readonly<Record<Dimension, string>> = {
  knowledge: 'facts, logic and what is known',
  power: 'authority, command and confidence',
  status: 'admiration and respect for the other',
  trust: 'honesty, loyalty and being somebody to rely on',
  support: 'care, sympathy and companionship',
  romance: 'affection and intimacy',
  similarity: 'what both have in common',
  identity: 'the group that both belong to',
  fun: 'humour and play',
  conflict: 'anger and disagreement',
  baseline: 'no particular way',
}

/** The dimensions that go around the other's judgement of the claim (chosen): intimacy, anger, and being told what to do. */
export const MANIPULATIVE: readonly Dimension[] = ['power', 'romance', 'conflict']

/** How hard the sceptic is to move. */
export const DIFFICULTIES = ['easy', 'default', 'hard'] as const
export type Difficulty = (typeof DIFFICULTIES)[number]

const CUES: Readonly<Record<Exclude<Dimension, 'baseline'>, RegExp>> = {
  knowledge: /\b(evidence|data|research|studies|study|scientific|scientists|facts?|percent|temperature|report)\b/gi,
  power: /\b(must|demand|order|insist|authority|obey|no choice|act now|listen to me)\b/gi,
  status: /\b(respect|admire|intelligent|impressive|brilliant|wise|your (insight|intellect|achievements?))\b/gi,
  trust: /\b(trust|honest|honestly|rely|reliable|loyal|promise|sincere|believe me)\b/gi,
  support: /\b(care|caring|understand how|here for you|support|help you|together with you|comfort|worried for)\b/gi,
  romance: /\b(love|darling|dear|sweetheart|heart|beautiful|passion|cherish)\b/gi,
  similarity: /\b(like you|same as you|in common|we both|just as you|share your|alike)\b/gi,
  identity:
    /\b(as (americans?|citizens?|parents?|humans?|a community)|our (community|people|nation|group|generation|country))\b/gi,
  fun: /\b(joke|funny|laugh|haha|silly|imagine a|kidding|hilarious)\b/gi,
  conflict: /\b(wrong|stupid|ignorant|ridiculous|nonsense|blind|shame|foolish|selfish|denial)\b/gi,
}

/** The dimension that a text shows most signs of by keywords (chosen), and baseline where it shows none. */
export const dimensionOf = (text: string): Dimension => {
  const counts = Object.entries(CUES).map(([name, cue]) => [name as Dimension, (text.match(cue) ?? []).length] as const)
  const [best, count] = counts.reduce((most, each) => (each[1] > most[1] ? each : most))
  return count > 0 ? best : 'baseline'
}
