import { checkMixed, softmax } from 'suasion/solvers'
import { numbers, positive, sized, whole } from './parts/check.ts'
import { sigmoid } from './parts/logistic.ts'

/** A policy over a finite set of answers, as probabilities. */
export type AnswerPolicy = readonly number[]

/**
 * The exact gradient of E[reward] by the logits of a softmax policy: policy x (reward - E[reward]), one number per
 * answer, in units of reward. It is what REINFORCE estimates (Williams 1992).
 */
export const rewardGradient = (policy: AnswerPolicy, rewards: readonly number[]): readonly number[] => {
  checkMixed(policy, policy.length, 'the policy')
  sized(rewards, policy.length, 'the rewards')
  const mean = policy.reduce((sum, p, a) => sum + p * rewards[a]!, 0)
  return policy.map((p, a) => p * (rewards[a]! - mean))
}

/**
 * The exact gradient, by the logits, of the mean log-likelihood of answers drawn from `target`: target - policy. With
 * the law of the best of n as target, it is supervised training on the best of n.
 */
export const imitationGradient = (policy: AnswerPolicy, target: AnswerPolicy): readonly number[] => {
  checkMixed(policy, policy.length, 'the policy')
  checkMixed(target, policy.length, 'the target policy')
  return target.map((q, a) => q - policy[a]!)
}

/** What the pairs of a population are drawn from, how they are labelled, and what the policy is held to. */
export interface PairPopulation {
  /** Both answers of a pair are drawn from this distribution, independently. */
  readonly source: AnswerPolicy
  readonly reference: AnswerPolicy
  /** Of each answer. */
  readonly rewards: readonly number[]
  readonly beta: number
  /** 'certain' (default): the larger reward wins, and a tie is no pair; 'bradley-terry': it wins with chance s(difference). */
  readonly labels?: 'certain' | 'bradley-terry'
}

/**
 * The exact gradient, by the logits of a softmax policy and to be ascended, of minus the DPO loss over a whole
 * population of pairs: the sum over pairs of chance x beta s(-beta h) (e_chosen - e_rejected). One number per answer;
 * every policy involved must give every answer a chance above 0 that the source can draw. With `source` the policy itself it is
 * on-policy DPO (no gradient runs through the drawing). Sources: Rafailov et al. 2023; Tajwar et al. 2024.
 */
export const preferenceGradient = (
  policy: AnswerPolicy,
  { source, reference, rewards, beta, labels = 'certain' }: PairPopulation,
): readonly number[] => {
  checkMixed(policy, policy.length, 'the policy')
  checkMixed(source, policy.length, 'the source of pairs')
  checkMixed(reference, policy.length, 'the reference policy')
  sized(rewards, policy.length, 'the rewards')
  positive(beta, 'beta')
  if (labels !== 'certain' && labels !== 'bradley-terry')
    throw new Error(`pairs are labelled certain or bradley-terry, not ${String(labels)}`)
  const missing = policy.findIndex((p, a) => source[a]! > 0 && !(p > 0 && reference[a]! > 0))
  if (missing >= 0)
    throw new Error(
      `answer ${missing} can be drawn, and has chance 0 under the policy or the reference: its log-ratio is infinite`,
    )
  const ratios = policy.map((p, a) => (source[a]! > 0 ? Math.log(p / reference[a]!) : 0))
  // s(x - y) is exp(x) / (exp(x) + exp(y)): one exponential for each answer in place of one for each pair.
  const most = Math.max(...ratios)
  const odds = ratios.map((ratio) => Math.exp(beta * (ratio - most)))
  const gradient = policy.map(() => 0)
  const wins = labels === 'certain' ? (d: number) => (d > 0 ? 1 : 0) : sigmoid
  for (let a = 1; a < policy.length; a++)
    for (let b = 0; b < a; b++) {
      const difference = rewards[a]! - rewards[b]!
      const chance = 2 * source[a]! * source[b]!
      if (chance === 0 || (labels === 'certain' && difference === 0)) continue
      const won = wins(difference)
      // A pair won with this chance pulls by s(-x) forwards, and by s(x) backwards where it is lost: together won - s(x).
      const sum = odds[a]! + odds[b]!
      const predicted = sum > 1e-290 ? odds[a]! / sum : sigmoid(beta * (ratios[a]! - ratios[b]!))
      const pull = chance * beta * (won - predicted)
      gradient[a]! += pull
      gradient[b]! -= pull
    }
  return gradient
}

/**
 * The softmax policy after `steps` exact steps of size `rate` along the gradient given for the policy of each moment,
 * from the logits handed in. Nothing is drawn: this is what a learner with endless data would do.
 */
export const ascend = (
  start: readonly number[],
  gradient: (policy: AnswerPolicy) => readonly number[],
  { rate, steps }: { readonly rate: number; readonly steps: number },
): { readonly logits: readonly number[]; readonly policy: AnswerPolicy } => {
  numbers(start, 'the logits')
  positive(rate, 'the step size')
  whole(steps, 'the number of steps', 0)
  let logits = start
  for (let step = 0; step < steps; step++) {
    const slopes = sized(gradient(softmax(logits, 1)), start.length, 'the gradient')
    logits = logits.map((x, a) => x + rate * slopes[a]!)
  }
  return { logits, policy: softmax(logits, 1) }
}
