/** Tipping points of 8 agents with the published payoffs, by threshold. */
export const KNOWN_POINTS = { 2: 0.125, 4: 0.4647, 6: 0.7152, 8: 0.9057 } as const

/** The chance that collusion succeeds at once, by threshold and by the chance of each of 8 agents. */
export const KNOWN_CHANCES = {
  '2, .768': 0.9998,
  '2, .571': 0.9866,
  '2, .357': 0.841,
  '4, .768': 0.9801,
  '4, .571': 0.7782,
  '4, .357': 0.3087,
  '6, .768': 0.7228,
  '6, .571': 0.2578,
  '6, .357': 0.028,
  '8, .768': 0.121,
  '8, .571': 0.0113,
  '8, .357': 0.0003,
} as const

/**
 * The share of runs in which collusion succeeds in round 8, by threshold and first chance: 1,000 runs of payoff-driven
 * imitation each, outside this project, with eta 10 and no anchor.
 */
export const KNOWN_SHARES = {
  '2, .15': 0.25,
  '2, .357': 0.89,
  '4, .357': 0.01,
  '4, .45': 0.12,
  '4, .571': 0.57,
  '4, .65': 0.86,
  '4, .768': 0.99,
  '6, .571': 0.01,
  '6, .65': 0.08,
  '6, .768': 0.48,
  '6, .9': 0.97,
  '8, .768': 0.12,
  '8, .9': 0.59,
} as const
