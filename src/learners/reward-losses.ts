import { finite, positive, share } from './parts/check.ts'
import { minusLogSigmoid, sigmoid } from './parts/logistic.ts'

/** How a labelled pair is weighed: what is left out is 0, 1 and 1, the plain Bradley-Terry loss. */
export interface RewardPairOptions {
  /** By how much the chosen reward must be the larger one (Touvron et al. 2023, equation 2). */
  readonly margin?: number
  /** How much the pair counts: 1, 2, 3 for slightly, clearly, much better (Wang et al. 2024, HelpSteer2-Preference). */
  readonly scale?: number
  /** The chance that the chosen answer is the better one, from 0 to 1 (Wang et al. 2024, "Secrets of RLHF" II). */
  readonly label?: number
}

/**
 * The loss of a reward model on one labelled pair, in nats: scale x [-p ln s(d - margin) - (1-p) ln s(margin - d)], d
 * the chosen reward less the rejected one and p the label. `slope` is its derivative by d. With the defaults it is the
 * Bradley-Terry loss -ln s(d) (Bradley & Terry 1952).
 */
export const rewardPairLoss = (
  rewards: { readonly chosen: number; readonly rejected: number },
  { margin = 0, scale = 1, label = 1 }: RewardPairOptions = {},
): { readonly loss: number; readonly slope: number } => {
  finite(margin, 'the margin')
  positive(scale, 'the scale')
  share(label, 'the label')
  const d = finite(rewards.chosen, 'the chosen reward') - finite(rewards.rejected, 'the rejected reward') - margin
  return {
    loss: scale * (label * minusLogSigmoid(d) + (1 - label) * minusLogSigmoid(-d)),
    slope: scale * (sigmoid(d) - label),
  }
}
