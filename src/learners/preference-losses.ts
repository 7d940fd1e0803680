import { finite, numbers, positive, sized } from './parts/check.ts'
import { minusLogSigmoid, sigmoid } from './parts/logistic.ts'

/**
 * How much likelier the policy makes each answer of a pair than the reference does: ln policy - ln reference of the
 * whole answer, summed over its tokens, in nats.
 */
export interface LogRatios {
  readonly chosen: number
  readonly rejected: number
}

/** The loss of one pair, 0 or more unless its sentence says otherwise, and its derivatives by the two log-ratios. */
export interface PairLoss {
  readonly loss: number
  readonly gradient: LogRatios
}

interface Strength {
  /** What a nat of log-ratio is worth in reward (beta), above 0. */
  readonly beta: number
}

interface Smoothed extends Strength {
  /** The share of labels taken to be flipped, from 0 to below .5. Default 0. */
  readonly smoothing?: number
}

const check = ({ chosen, rejected }: LogRatios, { beta }: Strength): number => {
  finite(chosen, 'the log-ratio of the chosen answer')
  finite(rejected, 'the log-ratio of the rejected answer')
  return positive(beta, 'beta')
}

const smoothed = (smoothing = 0): number => {
  if (smoothing >= 0 && smoothing < 0.5) return smoothing
  throw new Error(`the smoothing is ${smoothing}; it must be from 0 to below .5`)
}

/** A loss of the margin h = chosen - rejected alone, whose derivative by h is `slope`. */
const ofMargin = (loss: number, slope: number): PairLoss => ({ loss, gradient: { chosen: slope, rejected: -slope } })

/**
 * Direct preference optimisation: -ln s(beta h), h the margin of the log-ratios (Rafailov et al. 2023, equation 7). With
 * `smoothing` e it is the conservative form, -(1-e) ln s(beta h) - e ln s(-beta h) (Mitchell 2023). The weight of a
 * pair's gradient is beta s(-beta h). In nats.
 */
export const dpoLoss = (ratios: LogRatios, options: Smoothed): PairLoss => {
  const beta = check(ratios, options)
  const e = smoothed(options.smoothing)
  const x = beta * (ratios.chosen - ratios.rejected)
  return ofMargin(
    (1 - e) * minusLogSigmoid(x) + e * minusLogSigmoid(-x),
    beta * (e * sigmoid(x) - (1 - e) * sigmoid(-x)),
  )
}

/**
 * Robust DPO: [-(1-e) ln s(beta h) + e ln s(-beta h)] / (1 - 2e), whose mean over labels flipped with chance e is the
 * loss of the true labels (Chowdhury, Kini & Natarajan 2024). One pair's loss may be below 0.
 */
export const robustDpoLoss = (ratios: LogRatios, options: Smoothed): PairLoss => {
  const beta = check(ratios, options)
  const e = smoothed(options.smoothing)
  const x = beta * (ratios.chosen - ratios.rejected)
  return ofMargin(
    ((1 - e) * minusLogSigmoid(x) - e * minusLogSigmoid(-x)) / (1 - 2 * e),
    (-beta * ((1 - e) * sigmoid(-x) + e * sigmoid(x))) / (1 - 2 * e),
  )
}

/** The hinge of SLiC on the same margin: max(0, 1 - beta h) (Zhao et al. 2023). */
export const hingePreferenceLoss = (ratios: LogRatios, options: Strength): PairLoss => {
  const beta = check(ratios, options)
  const short = 1 - beta * (ratios.chosen - ratios.rejected)
  return short > 0 ? ofMargin(short, -beta) : ofMargin(0, 0)
}

/**
 * Identity preference optimisation: (h - 1 / (2 beta))^2, in squared nats (Azar et al. 2024, equation 17), on log-ratios
 * summed over tokens. Some libraries divide each by its length first: hand in such means to have that.
 */
export const ipoLoss = (ratios: LogRatios, options: Strength): PairLoss => {
  const beta = check(ratios, options)
  const short = ratios.chosen - ratios.rejected - 1 / (2 * beta)
  return ofMargin(short * short, 2 * short)
}

/**
 * Kahneman-Tversky optimisation of one answer that is `desirable` or not: weight x (1 - s(beta (d - z))), or with
 * beta (z - d), from 0 to `weight` (1 unless said). `logRatio` d is the answer's; `baseline` z (0 or more) is the batch's
 * estimate of the divergence from the reference, through which no gradient runs. `slope` is the derivative by d.
 * Source: Ethayarajh et al. 2024.
 */
export const ktoLoss = (
  answer: { readonly logRatio: number; readonly desirable: boolean },
  { beta, baseline, weight = 1 }: Strength & { readonly baseline: number; readonly weight?: number },
): { readonly loss: number; readonly slope: number } => {
  finite(answer.logRatio, 'the log-ratio of the answer')
  positive(beta, 'beta')
  positive(weight, 'the weight of the answer')
  if (!(baseline >= 0 && Number.isFinite(baseline)))
    throw new Error(`the baseline is ${baseline}; a divergence is a finite number of at least 0`)
  const sign = answer.desirable ? 1 : -1
  const kept = sigmoid(-sign * beta * (answer.logRatio - baseline))
  return { loss: weight * kept, slope: -sign * weight * beta * kept * (1 - kept) }
}

/**
 * The pair form of noise contrastive alignment: -ln s(beta d_w) - .5 ln s(-beta d_w) - .5 ln s(-beta d_l), in nats
 * (Chen et al. 2024).
 */
export const ncaLoss = (ratios: LogRatios, options: Strength): PairLoss => {
  const beta = check(ratios, options)
  const [w, l] = [beta * ratios.chosen, beta * ratios.rejected]
  return {
    loss: minusLogSigmoid(w) + (minusLogSigmoid(-w) + minusLogSigmoid(-l)) / 2,
    gradient: { chosen: beta * (sigmoid(w) / 2 - sigmoid(-w)), rejected: (beta * sigmoid(l)) / 2 },
  }
}

/**
 * Binary classifier optimisation: -ln s(beta d_w - shift) - ln s(shift - beta d_l), in nats. `shift` (0 unless said) is
 * the running mean of the rewards beta d, through which no gradient runs. Source: Jung, Han, Nam & On 2024.
 */
export const bcoLoss = (ratios: LogRatios, options: Strength & { readonly shift?: number }): PairLoss => {
  const beta = check(ratios, options)
  const shift = finite(options.shift ?? 0, 'the shift')
  const [w, l] = [beta * ratios.chosen - shift, beta * ratios.rejected - shift]
  return {
    loss: minusLogSigmoid(w) + minusLogSigmoid(-l),
    gradient: { chosen: -beta * sigmoid(-w), rejected: beta * sigmoid(l) },
  }
}

/**
 * The pair form of self-play preference optimisation with certain labels: (d_w - 1/(2 beta))^2 + (d_l + 1/(2 beta))^2,
 * in squared nats (Wu et al. 2024, equation 4.7, whose eta is 1/beta).
 */
export const sppoLoss = (ratios: LogRatios, options: Strength): PairLoss => {
  const half = 1 / (2 * check(ratios, options))
  const [w, l] = [ratios.chosen - half, ratios.rejected + half]
  return { loss: w * w + l * l, gradient: { chosen: 2 * w, rejected: 2 * l } }
}

/**
 * Efficient exact optimisation on a pair: the divergence of softmax(beta d) from labels softened to (1-e, e), with
 * `smoothing` e above 0 and below .5, in nats; 0 where the policy's odds equal the label's. Source: Ji et al. 2024,
 * equation 16.
 */
export const exoLoss = (ratios: LogRatios, options: Strength & { readonly smoothing: number }): PairLoss => {
  const beta = check(ratios, options)
  const e = smoothed(options.smoothing)
  if (e === 0) throw new Error('the smoothing is 0: the divergence from a certain label is infinite; try .001')
  const x = beta * (ratios.chosen - ratios.rejected)
  const p = sigmoid(x)
  return ofMargin(
    p * (-minusLogSigmoid(x) - Math.log(1 - e)) + (1 - p) * (-minusLogSigmoid(-x) - Math.log(e)),
    beta * p * (1 - p) * (x - Math.log((1 - e) / e)),
  )
}

/** Which way anchored preference optimisation moves the chosen answer: 'zero' lifts it, 'down' lowers it. */
export type Anchor = 'zero' | 'down'

/**
 * Anchored preference optimisation, from 0 to 2: 'zero' is (1 - s(beta d_w)) + s(beta d_l), for chosen answers better
 * than the policy's own; 'down' is s(beta d_w) + 1 - s(beta h), for worse ones. Source: D'Oosterlinck et al. 2024, equations 7 and 8.
 */
export const apoLoss = (ratios: LogRatios, options: Strength & { readonly anchor: Anchor }): PairLoss => {
  const beta = check(ratios, options)
  if (options.anchor !== 'zero' && options.anchor !== 'down')
    throw new Error(`the anchors are zero and down, not ${String(options.anchor)}`)
  const w = sigmoid(beta * ratios.chosen)
  if (options.anchor === 'zero') {
    const l = sigmoid(beta * ratios.rejected)
    return { loss: 1 - w + l, gradient: { chosen: -beta * w * (1 - w), rejected: beta * l * (1 - l) } }
  }
  const h = sigmoid(beta * (ratios.chosen - ratios.rejected))
  return {
    loss: w + 1 - h,
    gradient: { chosen: beta * (w * (1 - w) - h * (1 - h)), rejected: beta * h * (1 - h) },
  }
}

/** By how much the chosen answer beats the rejected one in the fitted reward of each other objective. */
export type OtherMargins = readonly number[]

/**
 * Multi-objective DPO: -ln s((beta h - others . margins) / own), in nats. `weights` lie on the simplex, `objective` says
 * which (from 0) the pair was labelled by, and `margins` has one number for each other objective, in the order of the
 * weights. Its minimiser over all objectives is the optimum of the weighted reward. Source: Zhou et al. 2024.
 */
export const modpoLoss = (
  ratios: LogRatios,
  options: Strength & {
    readonly weights: readonly number[]
    readonly objective: number
    readonly margins: OtherMargins
  },
): PairLoss => {
  const beta = check(ratios, options)
  const { weights, objective, margins } = options
  numbers(weights, 'the weights of the objectives')
  const own = weights[objective]
  if (own === undefined) throw new Error(`the objective is ${objective}; there are ${weights.length}, counted from 0`)
  if (weights.some((w) => w < 0) || Math.abs(weights.reduce((a, b) => a + b, 0) - 1) > 1e-9)
    throw new Error(`the weights of the objectives are ${weights.join(', ')}; they must be 0 or more and sum to 1`)
  positive(own, 'the weight of the objective the pair was labelled by')
  sized(margins, weights.length - 1, 'the margins in the other objectives')
  const others = weights.toSpliced(objective, 1)
  const x = (beta * (ratios.chosen - ratios.rejected) - others.reduce((sum, w, k) => sum + w * margins[k]!, 0)) / own
  return ofMargin(minusLogSigmoid(x), (-beta * sigmoid(-x)) / own)
}
