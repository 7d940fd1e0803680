import { finite, numbers, share, sized } from './parts/check.ts'

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length

/** What the rewards of a group are divided by: their sample sd (n - 1), their population sd (n), or nothing. */
export type GroupScale = 'sample' | 'population' | 'none'

/**
 * The advantage of each answer in a group of answers to one prompt: (reward - mean) / (sd + epsilon). 'sample' (default)
 * with `epsilon` 1e-4 is GRPO as commonly run (Shao et al. 2024); 'none' is Dr. GRPO, in units of reward (Liu et al. 2025).
 * Two rewards at least; a group whose rewards are all the same has advantages 0. `epsilon` is above 0.
 */
export const groupAdvantages = (
  rewards: readonly number[],
  { scale = 'sample', epsilon = 1e-4 }: { readonly scale?: GroupScale; readonly epsilon?: number } = {},
): readonly number[] => {
  numbers(rewards, 'the rewards of a group', 2)
  if (!(epsilon > 0 && Number.isFinite(epsilon)))
    throw new Error(`epsilon is ${epsilon}; it must be finite and above 0`)
  if (scale !== 'sample' && scale !== 'population' && scale !== 'none')
    throw new Error(`the scales of a group are sample, population and none, not ${String(scale)}`)
  const centre = mean(rewards)
  const centred = rewards.map((r) => r - centre)
  if (scale === 'none') return centred
  const squares = centred.reduce((sum, x) => sum + x * x, 0)
  const sd = Math.sqrt(squares / (rewards.length - (scale === 'sample' ? 1 : 0)))
  return centred.map((x) => x / (sd + epsilon))
}

/**
 * The advantage of each answer over the mean of the others (RLOO), in units of reward: its baseline does not hold the
 * answer's own reward, so the gradient stays unbiased. Two rewards at least. Source: Kool, van Hoof & Welling 2019.
 */
export const leaveOneOutAdvantages = (rewards: readonly number[]): readonly number[] => {
  const sum = numbers(rewards, 'the rewards of a group', 2).reduce((total, r) => total + r, 0)
  return rewards.map((r) => r - (sum - r) / (rewards.length - 1))
}

/** By step: the advantage, the return (advantage + value) and the temporal-difference error, in units of reward. */
export interface GeneralisedAdvantages {
  readonly advantages: readonly number[]
  readonly returns: readonly number[]
  readonly errors: readonly number[]
}

/**
 * Generalised advantage estimation over one episode (Schulman et al. 2016, equation 16): error_t = r_t + discount V_{t+1}
 * - V_t, advantage_t = error_t + discount lambda advantage_{t+1}. `values` has one number per reward; `last` is the value
 * of the state after the last reward: 0 (default) where the episode ended, its estimate where it was cut off.
 * `discount` and `lambda` lie from 0 to 1.
 */
export const generalisedAdvantages = (
  episode: { readonly rewards: readonly number[]; readonly values: readonly number[]; readonly last?: number },
  { discount, lambda }: { readonly discount: number; readonly lambda: number },
): GeneralisedAdvantages => {
  const { rewards, values, last = 0 } = episode
  numbers(rewards, 'the rewards of an episode')
  sized(values, rewards.length, 'the values of its states')
  finite(last, 'the value of the last state')
  share(discount, 'the discount')
  share(lambda, 'lambda')
  const errors = rewards.map((r, t) => r + discount * (values[t + 1] ?? last) - values[t]!)
  const advantages = errors.slice()
  for (let t = errors.length - 2; t >= 0; t--) advantages[t]! += discount * lambda * advantages[t + 1]!
  return { advantages, returns: advantages.map((a, t) => a + values[t]!), errors }
}
