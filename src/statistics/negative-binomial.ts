import { negativeBinomialFamily } from './family.ts'
import {
  fitGeneralised,
  type GeneralisedData,
  type GeneralisedLinearFit,
  type GeneralisedLinearModel,
  generalisedData,
  predictors,
  startOf,
} from './generalised-linear.ts'
import type { Row } from './row.ts'

export type NegativeBinomialModel = Omit<GeneralisedLinearModel, 'family'>

export interface NegativeBinomialFit extends GeneralisedLinearFit {
  /** The variance of a count is mean + mean^2 / theta: the smaller theta, the more it exceeds a Poisson count's. */
  readonly theta: number
  readonly thetaSe: number
}

/** How often a count exceeds k, for k = 0, 1, ...: digamma differences of whole counts are sums over these. */
const exceedances = ({ y, counts }: GeneralisedData): Float64Array => {
  const most = y.reduce((a, b) => Math.max(a, b), 0)
  const at = new Float64Array(most + 1)
  for (let i = 0; i < y.length; i++) at[y[i]!]! += counts[i]!
  const above = new Float64Array(most)
  let sum = 0
  for (let k = most - 1; k >= 0; k--) above[k] = sum += at[k + 1]!
  return above
}

/** Score and observed information of theta at fixed means. */
const ofTheta = (data: GeneralisedData, above: Float64Array, means: Float64Array, theta: number) => {
  let [score, information] = [0, 0]
  for (let k = 0; k < above.length; k++) {
    score += above[k]! / (theta + k)
    information += above[k]! / (theta + k) ** 2
  }
  for (let i = 0; i < means.length; i++) {
    const [y, mean, count] = [data.y[i]!, means[i]!, data.counts[i]!]
    const total = mean + theta
    // ln(theta / total) + 1 - (y + theta) / total, without the cancellation of a theta far above the means.
    score += count * (Math.log1p(-mean / total) + (mean - y) / total)
    information += count * (-1 / theta + 2 / total - (y + theta) / total ** 2)
  }
  return { score, information }
}

/** The theta of greatest likelihood at fixed means: the root of its score, on the logarithm, where it is nearly straight. */
const bestTheta = (data: GeneralisedData, above: Float64Array, means: Float64Array, from: number): number => {
  const score = (log: number): number => ofTheta(data, above, means, Math.exp(log)).score
  let [low, high] = [Math.log(from), Math.log(from)]
  while (score(low) < 0 && low > -40) low -= 1
  while (score(high) > 0 && high < 20) high += 1
  if (high >= 20)
    throw new Error(
      'the counts vary no more than Poisson counts do, so theta has no finite estimate; fit a Poisson regression',
    )
  for (let round = 0; round < 200 && high - low > 1e-14 * Math.max(1, Math.abs(low)); round++) {
    const middle = (low + high) / 2
    if (score(middle) > 0) low = middle
    else high = middle
  }
  return Math.exp((low + high) / 2)
}

/**
 * Negative binomial regression: counts with ln E(Y) = offset + x b and variance mean + mean^2 / theta, theta by maximum
 * likelihood, alternately with b, as R has it; standard errors of b as though theta were known.
 * R: `MASS::glm.nb(y ~ ...)` with `confint`, `$theta` and `$SE.theta`. Throws as a Poisson regression does, and where
 * the counts vary no more than Poisson counts do.
 */
export const negativeBinomial = (rows: readonly Row[], model: NegativeBinomialModel): NegativeBinomialFit => {
  const data = generalisedData(rows, model, false)
  const largest = data.y.reduce((a, b) => Math.max(a, b), 0)
  if (largest > 1e7)
    throw new Error(`${model.outcome} reaches ${largest}; counts above 10 million are too many, rescale`)
  const above = exceedances(data)
  let theta = 1
  let start = startOf(data, negativeBinomialFamily(theta))
  for (let round = 0; round < 200; round++) {
    const { maximum } = fitGeneralised(data, negativeBinomialFamily(theta), { interval: 'wald', start })
    start = maximum.at
    const means = predictors(data, start).map(Math.exp)
    const next = bestTheta(data, above, means, theta)
    const change = Math.abs(next - theta)
    theta = next
    if (change > 1e-11 * theta) continue
    const { maximum: _, ...fit } = fitGeneralised(data, negativeBinomialFamily(theta), { ...model, start })
    const { information } = ofTheta(data, above, means, theta)
    if (!(information > 0)) break
    return { ...fit, free: fit.free + 1, theta, thetaSe: information ** -0.5 }
  }
  throw new Error('theta did not settle in 200 rounds; the counts may vary no more than Poisson counts do')
}
