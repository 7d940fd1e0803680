import { checkMixed } from 'suasion/solvers'
import { finite, numbers, place, positive, share, sized } from './parts/check.ts'
import { logSumExp } from './parts/logistic.ts'

/**
 * The values of one state's actions after `action` brought `reward` and led to a state worth `next` (0 where it ends):
 * Q[a] += rate (reward + discount next - Q[a]). With `next` the largest value there it is Q-learning (Watkins 1989);
 * with the value of the action taken there, SARSA; with 0, a bandit. Values are in units of reward.
 */
export const valueUpdate = (
  values: readonly number[],
  step: { readonly action: number; readonly reward: number; readonly next?: number },
  { rate, discount = 1 }: { readonly rate: number; readonly discount?: number },
): readonly number[] => {
  numbers(values, 'the values of the actions')
  place(step.action, values.length, 'the action')
  share(rate, 'the learning rate')
  share(discount, 'the discount')
  const target = finite(step.reward, 'the reward') + discount * finite(step.next ?? 0, 'the value of what follows')
  return values.map((value, a) => (a === step.action ? value + rate * (target - value) : value))
}

/**
 * The expectile of a sample: the m that minimises sum |tau - 1(x < m)| (x - m)^2, exactly, in the sample's units. At
 * tau .5 it is the mean; as tau grows to 1 it nears the largest value. `tau` lies between 0 and 1.
 * Implicit Q-learning learns this of the actions' values (Kostrikov, Nair & Levine 2022, equation 5).
 */
export const expectile = (values: readonly number[], tau: number): number => {
  numbers(values, 'the sample of an expectile')
  if (!(tau > 0 && tau < 1)) throw new Error(`tau is ${tau}; it must lie between 0 and 1`)
  const sorted = values.toSorted((a, b) => a - b)
  const all = sorted.reduce((sum, x) => sum + x, 0)
  let below = 0
  // Between two neighbours the condition is linear, so one of these answers lies in its own gap.
  for (let k = 0; k < sorted.length; k++) {
    const m = (tau * (all - below) + (1 - tau) * below) / (tau * (sorted.length - k) + (1 - tau) * k)
    if (m <= sorted[k]!) return m
    below += sorted[k]!
  }
  return sorted.at(-1)!
}

/**
 * The penalty of conservative Q-learning for one state, logsumexp(Q) - Q[action]: 0 or more, in units of reward; it
 * presses down actions that the data do not hold. Source: Kumar, Zhou, Tucker & Levine 2020, CQL(H), equation 4.
 */
export const conservativePenalty = (values: readonly number[], action: number): number => {
  numbers(values, 'the values of the actions')
  return logSumExp(values) - values[place(action, values.length, 'the action')]!
}

/**
 * The policy of implicit language Q-learning: probabilities in proportion to behaviour x exp(sharpness (Q - V)). V is
 * the same for all actions of a state, so it cancels and is not asked for. `behaviour` is a distribution over the
 * actions, `sharpness` (beta) above 0, in 1 / units of reward. Source: Snell et al. 2023.
 */
export const advantageWeightedPolicy = (
  behaviour: readonly number[],
  values: readonly number[],
  { sharpness }: { readonly sharpness: number },
): readonly number[] => {
  checkMixed(behaviour, behaviour.length, 'the behaviour policy')
  sized(values, behaviour.length, 'the values of the actions')
  positive(sharpness, 'the sharpness')
  const logs = values.map((value, a) => Math.log(behaviour[a]!) + sharpness * value)
  const total = logSumExp(logs)
  return logs.map((log) => Math.exp(log - total))
}
