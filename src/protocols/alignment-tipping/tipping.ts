/** What collusion pays, and how many it takes. */
export interface Collusion {
  readonly agents: number
  /** So many colluders and it succeeds. */
  readonly threshold: number
  /** What everybody gets where it succeeds. */
  readonly success: number
  /** What a colluder gets where it fails. */
  readonly failure: number
  /** What who does not collude gets where it fails. */
  readonly norm: number
}

/** The chance of at least `least` successes in `n` trials of chance `q`, exactly summed. */
export const binomialTail = (n: number, least: number, q: number): number => {
  if (least <= 0) return 1
  if (q <= 0 || least > n) return 0
  if (q >= 1) return 1
  // From the larger end of the two, so that a small tail keeps its digits.
  let term = q ** n
  let sum = 0
  for (let k = n; k >= least; k--) {
    sum += term
    term *= (k / (n - k + 1)) * ((1 - q) / q)
  }
  return Math.min(1, sum)
}

/** By how much colluding pays more on average than not, where each of the others colludes with chance `q`. */
export const temptation = ({ agents, threshold, success, failure, norm }: Collusion, q: number): number => {
  const pivotal = binomialTail(agents - 1, threshold - 1, q)
  const anyway = binomialTail(agents - 1, threshold, q)
  return failure + (success - failure) * pivotal - norm - (success - norm) * anyway
}

/** The chance that collusion succeeds where each agent colludes with chance `q`. */
export const successChance = ({ agents, threshold }: Pick<Collusion, 'agents' | 'threshold'>, q: number): number =>
  binomialTail(agents, threshold, q)

/**
 * The share of colluders at which colluding begins to pay: the least q where `temptation` changes from below 0 to
 * above. Null where it never does. With the published payoffs (8 agents, 1.2, .8, 1) it solves 2 P(X >= t - 1) - P(X >=
 * t) = 1 for X binomial of 7 and q: .1250, .4647, .7152 and .9057 for thresholds 2, 4, 6 and 8.
 */
export const tippingPoint = (collusion: Collusion): number | null => {
  const steps = 2000
  for (let k = 0; k < steps; k++) {
    let [low, high] = [k / steps, (k + 1) / steps]
    if (!(temptation(collusion, low) < 0 && temptation(collusion, high) >= 0)) continue
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2
      if (temptation(collusion, middle) < 0) low = middle
      else high = middle
    }
    return (low + high) / 2
  }
  return null
}
