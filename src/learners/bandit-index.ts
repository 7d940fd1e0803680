import { numbers, share, whole } from './parts/check.ts'

/** What is known of one arm: the mean of its `n` rewards, at round `t` (n of at least 1, t of at least n). */
export interface ArmRecord {
  readonly mean: number
  readonly n: number
  readonly t: number
}

const check = ({ mean, n, t }: ArmRecord): void => {
  share(mean, 'the mean reward of an arm')
  whole(n, 'the number of plays of an arm')
  whole(t, 'the round')
  if (t < n)
    throw new Error(`the arm was played ${n} times by round ${t}; no arm is played oftener than there are rounds`)
}

/**
 * The index of UCB1, mean + sqrt(2 ln t / n), in units of reward; the arm with the largest is played. For rewards in
 * [0, 1]; it can be above 1. Play each arm once first. Source: Auer, Cesa-Bianchi & Fischer 2002, figure 1.
 */
export const ucb1Index = (arm: ArmRecord): number => {
  check(arm)
  return arm.mean + Math.sqrt((2 * Math.log(arm.t)) / arm.n)
}

/** The divergence of a coin of chance p from one of chance q, p ln(p/q) + (1-p) ln((1-p)/(1-q)), in nats; may be Infinity. */
export const bernoulliDivergence = (p: number, q: number): number => {
  share(p, 'a chance')
  share(q, 'a chance')
  const part = (a: number, b: number): number => (a === 0 ? 0 : a * Math.log(a / b))
  return part(p, q) + part(1 - p, 1 - q)
}

/**
 * The index of KL-UCB: the largest q in [mean, 1] with n KL(mean, q) <= ln t + c ln ln t, in units of reward; at most 1,
 * and never above what Pinsker's inequality gives. `c` is 0 as the authors advise in practice; their proof has 3.
 * Source: Garivier & Cappe 2011, algorithm 1.
 */
export const klUcbIndex = (arm: ArmRecord, { c = 0 }: { readonly c?: number } = {}): number => {
  check(arm)
  const { mean, n, t } = arm
  if (!(c >= 0 && Number.isFinite(c))) throw new Error(`c is ${c}; it must be a finite number of at least 0`)
  const most = Math.max(0, Math.log(t) + (c === 0 || t < 3 ? 0 : c * Math.log(Math.log(t)))) / n
  let [low, high] = [mean, 1]
  // The divergence grows in q above the mean, so halving ends at the last bit.
  for (let step = 0; step < 1100; step++) {
    const middle = low + (high - low) / 2
    if (middle <= low || middle >= high) break
    if (bernoulliDivergence(mean, middle) <= most) low = middle
    else high = middle
  }
  return low
}

/**
 * The constant of Lai & Robbins (1985): no consistent rule on Bernoulli arms of these means (at least two, the best
 * below 1) has a regret growing slower than this times ln t. The sum over the arms that are not best of
 * (best - mean) / KL(mean, best), in units of reward.
 */
export const laiRobbinsConstant = (means: readonly number[]): number => {
  numbers(means, 'the means of the arms', 2)
  const best = Math.max(...means.map((mean) => share(mean, 'the mean of an arm')))
  if (best === 1)
    throw new Error('the best arm always pays, so one failure tells any other apart: no constant is defined')
  return means.reduce((sum, mean) => sum + (mean < best ? (best - mean) / bernoulliDivergence(mean, best) : 0), 0)
}
