import type { Example, Luck } from 'suasion'
import { featuresOf } from './features.ts'
import type { LinearWeights } from './linear.ts'

export interface TrainOptions {
  /** Passes over the examples. */
  readonly passes?: number
  /** How strongly weights are drawn to 0. */
  readonly ridge?: number
  /** How far a weight may move in its first step. */
  readonly rate?: number
  /** A feature must stand in so many utterances. */
  readonly least?: number
  /** A label must be borne by so many utterances; rarer ones are not learnt. */
  readonly leastOfLabel?: number
}

/** The labels that enough utterances bear to be learnt, in order. */
export const learnable = (examples: readonly Example[], least = 5): string[] => {
  const counts = new Map<string, number>()
  for (const { labels } of examples) for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count >= least)
    .map(([label]) => label)
    .sort()
}

/**
 * A logistic regression for each label on the features of utterances, by stochastic gradient descent with steps that
 * shrink per weight (AdaGrad; Duchi, Hazan & Singer 2011) and a ridge. Examples come in an order drawn from luck. Throws
 * on no examples, and on fewer than two labels.
 */
export const trainLinear = (
  examples: readonly Example[],
  luck: Luck,
  { passes = 8, ridge = 0.01, rate = 0.2, least = 3, leastOfLabel = 5 }: TrainOptions = {},
): LinearWeights => {
  const labels = learnable(examples, leastOfLabel)
  if (labels.length < 2)
    throw new Error(
      `a parser needs two labels or more that ${leastOfLabel} utterances bear; these have ${labels.join(', ') || 'none'}`,
    )
  const seen = new Map<string, number>()
  const featured = examples.map(({ text, before }) => featuresOf(text, before))
  for (const features of featured) for (const feature of features) seen.set(feature, (seen.get(feature) ?? 0) + 1)
  const names = [...seen]
    .filter(([, times]) => times >= least)
    .map(([name]) => name)
    .sort()
  const at = new Map(names.map((name, i) => [name, i]))
  const places = featured.map((features) => Int32Array.from(features.flatMap((feature) => at.get(feature) ?? [])))
  const truth = examples.map((each) => Uint8Array.from(labels, (label) => Number(each.labels.includes(label))))
  const k = labels.length
  const weights = new Float64Array(names.length * k)
  const steps = new Float64Array(names.length * k).fill(1e-2)
  const bias = Float64Array.from(labels, (_, j) => {
    const share = (truth.reduce((sum, own) => sum + own[j]!, 0) + 0.5) / (examples.length + 1)
    return Math.log(share / (1 - share))
  })
  const error = new Float64Array(k)
  const order = examples.map((_, i) => i)
  for (let pass = 0; pass < passes; pass++)
    for (const i of luck.of('order', pass).draw(order, order.length)) {
      const own = places[i]!
      for (let j = 0; j < k; j++) {
        let score = bias[j]!
        for (const place of own) score += weights[place * k + j]!
        error[j] = 1 / (1 + Math.exp(-score)) - truth[i]![j]!
        bias[j]! -= 0.01 * error[j]!
      }
      for (const place of own)
        for (let j = 0; j < k; j++) {
          const index = place * k + j
          const slope = error[j]! + ridge * weights[index]!
          steps[index]! += slope * slope
          weights[index]! -= (rate * slope) / Math.sqrt(steps[index]!)
        }
    }
  return {
    labels,
    bias: [...bias],
    weights: new Map(names.map((name, i) => [name, weights.slice(i * k, (i + 1) * k)])),
  }
}

/** The features that matter most, with weights below `least` on every label left out, and all words, so that unknown ones are noticed. */
export const pruned = ({ labels, bias, weights }: LinearWeights, least: number): LinearWeights => ({
  labels,
  bias,
  weights: new Map(
    [...weights]
      .map(
        ([feature, own]) => [feature, Float64Array.from(own, (each) => (Math.abs(each) < least ? 0 : each))] as const,
      )
      .filter(([feature, own]) => own.some((each) => each !== 0) || /^\p{L}[\p{L}']*$/u.test(feature)),
  ),
})
