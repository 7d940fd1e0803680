import { finite, positive } from './parts/check.ts'

/**
 * The clipped objective of one act, to be maximised: min(ratio A, clip(ratio, 1 - low, 1 + high) A), in units of the
 * advantage A. `ratio` is the act's chance under the policy over that when it was drawn. Both bounds are .2 unless said
 * (PPO: Schulman et al. 2017, equation 7); a `high` of .28 is DAPO's (Yu et al. 2025). `low` lies from 0 to 1.
 */
export const clippedObjective = (
  { ratio, advantage }: { readonly ratio: number; readonly advantage: number },
  { low = 0.2, high = 0.2 }: { readonly low?: number; readonly high?: number } = {},
): number => {
  positive(ratio, 'the ratio')
  finite(advantage, 'the advantage')
  if (!(low >= 0 && low <= 1 && high >= 0 && Number.isFinite(high)))
    throw new Error(
      `the bounds of the clip are ${low} and ${high}; the lower one is from 0 to 1, the upper one 0 or more`,
    )
  const clipped = Math.min(Math.max(ratio, 1 - low), 1 + high)
  return Math.min(ratio * advantage, clipped * advantage)
}

/**
 * Three estimates of KL(policy || reference) in nats from one act drawn from the policy, given its chance under both
 * (above 0, at most 1): k1 = ln p/q, unbiased, of either sign; k2 = k1^2 / 2, biased, never below 0; k3 = q/p - 1 -
 * ln(q/p), unbiased and never below 0. Source: Schulman 2020, "Approximating KL divergence".
 */
export const divergenceEstimates = (
  policy: number,
  reference: number,
): { readonly k1: number; readonly k2: number; readonly k3: number } => {
  for (const [p, whose] of [
    [policy, 'policy'],
    [reference, 'reference'],
  ] as const)
    if (!(p > 0 && p <= 1))
      throw new Error(`the chance of the act under the ${whose} is ${p}; it must be above 0, at most 1`)
  const k1 = Math.log(policy / reference)
  return { k1, k2: (k1 * k1) / 2, k3: Math.expm1(-k1) + k1 }
}
