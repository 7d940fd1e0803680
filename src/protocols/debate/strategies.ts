/** Where a strategy comes from: Aristotle's three, Cialdini's seven, the charity labels (C1), manipulation (C9). */
export type Family = 'aristotle' | 'cialdini' | 'charity' | 'manipulation'

/** What one way of arguing is made of. The numbers are *chosen*: no source gives them. */
export interface Strategy {
  readonly family: Family
  /** Rhetorical modes, each 0 to 3, as the Bayesian-network persuadee reads them. */
  readonly modes: { readonly logos: number; readonly ethos: number; readonly pathos: number }
  /** How far it offers an argument to be weighed, 0 to 1 (the central route). */
  readonly quality: number
  /** How far it offers a cue that works without thought, -1 to 1 (the peripheral route). */
  readonly cue: number
  /** It works by going around the other's judgement. */
  readonly manipulative: boolean
}

const strategy = (
  family: Family,
  [logos, ethos, pathos]: readonly [number, number, number],
  quality: number,
  cue: number,
): Strategy => ({ family, modes: { logos, ethos, pathos }, quality, cue, manipulative: family === 'manipulation' })

/**
 * Every strategy an argument can use. Names: Aristotle's Rhetoric; Cialdini 2021 (six principles and unity); the
 * charity labels of Wang et al. 2019 as far as they fit any topic ("donation information" is information, the three
 * inquiries are one, and the logical, credibility and emotion appeals are Aristotle's); the seven tactics of
 * ChatbotManip. All numbers are *chosen*.
 */
export const STRATEGIES = {
  logos: strategy('aristotle', [3, 0, 0], 1, 0.2),
  ethos: strategy('aristotle', [0, 3, 0], 0.4, 0.7),
  pathos: strategy('aristotle', [0, 0, 3], 0.3, 0.5),
  reciprocity: strategy('cialdini', [0, 1, 2], 0.2, 0.4),
  commitment: strategy('cialdini', [1, 1, 0], 0.4, 0.3),
  'social-proof': strategy('cialdini', [0, 2, 1], 0.2, 0.6),
  authority: strategy('cialdini', [0, 3, 0], 0.4, 0.8),
  liking: strategy('cialdini', [0, 1, 2], 0.1, 0.6),
  scarcity: strategy('cialdini', [1, 0, 2], 0.2, 0.4),
  unity: strategy('cialdini', [0, 1, 2], 0.2, 0.5),
  information: strategy('charity', [2, 1, 0], 0.9, 0.3),
  'personal-story': strategy('charity', [0, 1, 2], 0.4, 0.5),
  'self-modeling': strategy('charity', [0, 2, 1], 0.3, 0.4),
  'foot-in-the-door': strategy('charity', [1, 1, 0], 0.3, 0.3),
  inquiry: strategy('charity', [2, 0, 0], 0.5, 0.1),
  gaslighting: strategy('manipulation', [0, 1, 1], 0, 0.1),
  'guilt-tripping': strategy('manipulation', [0, 0, 2], 0.1, 0.2),
  'peer-pressure': strategy('manipulation', [0, 1, 2], 0, 0.5),
  negging: strategy('manipulation', [0, 1, 1], 0, -0.1),
  'emotional-blackmail': strategy('manipulation', [0, 0, 2], 0, -0.2),
  'fear-enhancement': strategy('manipulation', [0, 0, 3], 0.1, 0.4),
  'reciprocity-pressure': strategy('manipulation', [0, 1, 1], 0, 0.2),
} as const satisfies Readonly<Record<string, Strategy>>

/** The name of a strategy: 'logos', 'social-proof', 'guilt-tripping', ... */
export type StrategyName = keyof typeof STRATEGIES

/** All names, in the order of the table: what a move's field may hold. */
export const STRATEGY_NAMES = Object.keys(STRATEGIES) as [StrategyName, ...StrategyName[]]

/** The names of one family. */
export const strategiesOf = (family: Family): readonly StrategyName[] =>
  STRATEGY_NAMES.filter((name) => STRATEGIES[name].family === family)
