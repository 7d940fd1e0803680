import { checkMixed } from 'suasion/solvers'
import { positive, sized, whole } from './parts/check.ts'
import { logSumExp } from './parts/logistic.ts'

/**
 * The policy over a finite set of answers that maximises E[reward] - beta KL(policy || reference), and what it reaches,
 * in units of reward: reference exp(reward / beta) / Z, and beta ln Z. `reference` is a distribution, `rewards` has one
 * number per answer, `beta` is above 0. Where pairs are labelled by Bradley-Terry at temperature 1, DPO with this beta
 * has it as its minimiser (Rafailov et al. 2023, equation 4).
 */
export const regularisedOptimum = (
  reference: readonly number[],
  rewards: readonly number[],
  { beta }: { readonly beta: number },
): { readonly policy: readonly number[]; readonly value: number } => {
  checkMixed(reference, reference.length, 'the reference policy')
  sized(rewards, reference.length, 'the rewards')
  positive(beta, 'beta')
  const logs = rewards.map((r, a) => Math.log(reference[a]!) + r / beta)
  const total = logSumExp(logs)
  return { policy: logs.map((log) => Math.exp(log - total)), value: beta * total }
}

/**
 * The law of the best of `n` independent draws from `reference` (a distribution over answers), exactly: the chance of
 * each answer to be the one kept. Answers of equal reward share theirs in proportion to the reference, which is what a
 * random choice among the best draws gives. At n 1 it is the reference.
 */
export const bestOfLaw = (reference: readonly number[], rewards: readonly number[], n: number): readonly number[] => {
  checkMixed(reference, reference.length, 'the reference policy')
  sized(rewards, reference.length, 'the rewards')
  whole(n, 'the number of draws')
  const order = rewards.map((_, a) => a).sort((a, b) => rewards[a]! - rewards[b]!)
  const law = rewards.map(() => 0)
  let below = 0
  for (let k = 0; k < order.length; ) {
    let end = k
    let mass = 0
    while (end < order.length && rewards[order[end]!] === rewards[order[k]!]) mass += reference[order[end++]!]!
    const upTo = end === order.length ? 1 : Math.min(1, below + mass)
    const kept = upTo ** n - below ** n
    for (; k < end; k++) if (mass > 0) law[order[k]!] = (kept * reference[order[k]!]!) / mass
    below = upTo
  }
  return law
}
