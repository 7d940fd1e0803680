/** What the planner wants and pays, and what it takes to move a Bayesian. */
export interface Steering {
  readonly planner: 'altruistic' | 'biased'
  /** The precision that costs nothing, 1/2 to 1. */
  readonly baseline: number
  readonly cost: 'linear' | 'quadratic'
  readonly slope: number
  /** What a wrong choice costs the planner that minds it. */
  readonly stake: number
  /** What a payoff one agent later is worth. */
  readonly discount: number
}

/** Beliefs and precisions nearer than this are the same: the edges of the informative zone belong to it. */
const NEAR = 1e-12

/** Whether an agent with this public belief in G follows a signal of this precision. */
export const follows = (belief: number, precision: number, margin = 0): boolean =>
  belief >= 1 - precision - margin - NEAR && belief <= precision + margin + NEAR

/** What a Bayesian agent does: its signal where it is worth following, else what the others made likely. */
export const bayesChoice = (belief: number, precision: number, signal: boolean, margin = 0): boolean =>
  follows(belief, precision, margin) ? signal : belief > precision

/** The chance that the signal says G. */
export const signalChance = (belief: number, precision: number): number =>
  belief * precision + (1 - belief) * (1 - precision)

/** The public belief in G after a choice: it moves only where a Bayesian would have followed the signal. */
export const updated = (belief: number, precision: number, choseG: boolean): number => {
  if (!follows(belief, precision)) return belief
  const [good, bad] = choseG
    ? [belief * precision, (1 - belief) * (1 - precision)]
    : [belief * (1 - precision), (1 - belief) * precision]
  return good + bad > 0 ? good / (good + bad) : belief
}

/** What a precision costs: of the distance from the baseline, which an altruistic planner only pays upwards. */
export const precisionCost = ({ planner, baseline, cost, slope }: Steering, precision: number): number => {
  const distance = planner === 'altruistic' ? Math.max(0, precision - baseline) : Math.abs(precision - baseline)
  return slope * (cost === 'linear' ? distance : distance ** 2)
}

/** The least precision the planner may choose: only a biased one may go below the baseline. */
export const leastPrecision = ({ planner, baseline }: Steering): number => (planner === 'altruistic' ? baseline : 0.5)

/** What the planner gets on average from one Bayesian agent at a belief, for a precision. */
export const expectedReward = (steering: Steering, belief: number, precision: number): number => {
  const follow = follows(belief, precision)
  const chooseG = follow ? signalChance(belief, precision) : belief > precision ? 1 : 0
  const wrong = follow ? 1 - precision : belief > precision ? 1 - belief : belief
  const minded = steering.planner === 'altruistic' ? wrong : 1 - chooseG
  return -precisionCost(steering, precision) - steering.stake * minded
}

/**
 * Closed forms of Arghal et al. 2025 and of the linear cost, where they hold; null elsewhere.
 * `full`: the belief from which an altruistic planner with a linear cost pays for certainty, (1 - discount) cost(1) /
 * stake, where that is below 1 - baseline.
 * `myopicFull`: the same for one who does not look ahead, cost(1) / stake where cost(1) is below stake (1 - baseline),
 * and else 1/2.
 * `obfuscate`: the belief from which a biased, myopic planner with a linear cost hides the signal: max(1/2, p (k - 1) /
 * (k + 1 - 2 p)) for k = slope / stake, and the baseline p.
 */
export const closedForms = (steering: Steering) => {
  const { planner, baseline, cost, slope, stake, discount } = steering
  const certainty = precisionCost(steering, 1)
  const altruistic = planner === 'altruistic'
  const full = ((1 - discount) * certainty) / stake
  const k = slope / stake
  return {
    full: altruistic && cost === 'linear' && full < 1 - baseline ? full : null,
    myopicFull: altruistic ? (certainty < stake * (1 - baseline) ? certainty / stake : 0.5) : null,
    obfuscate: !altruistic && cost === 'linear' ? Math.max(0.5, (baseline * (k - 1)) / (k + 1 - 2 * baseline)) : null,
  }
}
