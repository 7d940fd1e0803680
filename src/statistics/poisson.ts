import type { Interval } from '../core/estimate.ts'
import { logGamma } from '../math/special.ts'
import { checkLevel, criticalValue } from './check.ts'
import { design, type Term } from './design.ts'
import { type Coefficient, type Fit, twoSided } from './fit.ts'
import { type Likelihood, maximise, profileInterval } from './likelihood.ts'
import { numbers, type Row } from './row.ts'

export interface PoissonModel {
  /** A column of counts. */
  readonly outcome: string
  readonly terms: readonly Term[]
  /** A column of how long or how much each row was watched (above 0): its logarithm is the offset. */
  readonly exposure?: string
  /** Of the intervals; .95 unless said. */
  readonly level?: number
  /** What `interval` of each coefficient is: 'profile' (as R `confint`) unless said. */
  readonly interval?: 'profile' | 'wald'
}

export interface PoissonFit extends Fit {
  /** Twice the distance to the log-likelihood of a model with a parameter for each row. */
  readonly deviance: number
  /** Rows less coefficients; a deviance far above it says the counts vary more than Poisson counts do. */
  readonly df: number
  readonly iterations: number
}

/**
 * Poisson regression: ln E(Y) = ln exposure + intercept + x b, so exp(b) multiplies the rate; Newton's method.
 * R: `glm(y ~ ... + offset(log(exposure)), family = poisson)` with `confint` and `deviance`.
 * Throws on missing values, an outcome that is no count or always 0, a column that follows from others, and a level
 * whose counts are all 0 (its rate has no finite logarithm); names each.
 */
export const poisson = (rows: readonly Row[], model: PoissonModel): PoissonFit => {
  const level = checkLevel(model.level)
  const critical = criticalValue(level)
  const kind = model.interval ?? 'profile'
  const { outcome, exposure } = model
  const { names, matrix } = design(rows, model.terms)
  const y = numbers(rows, outcome)
  const strange = y.findIndex((count) => !(Number.isInteger(count) && count >= 0))
  if (strange >= 0) throw new Error(`row ${strange}: ${outcome} is ${y[strange]}; a count is a whole number, 0 or more`)
  const offset = new Float64Array(rows.length)
  if (exposure !== undefined)
    for (const [i, time] of numbers(rows, exposure).entries()) {
      if (!(time > 0)) throw new Error(`row ${i}: ${exposure} is ${time}; an exposure must be above 0`)
      offset[i] = Math.log(time)
    }
  const sum = y.reduce((a, b) => a + b, 0)
  if (sum === 0) throw new Error(`${outcome} is 0 in every row, so its rate has no finite logarithm`)
  const n = rows.length
  const size = names.length
  const constant = y.reduce((total, count) => total + logGamma(count + 1), 0)
  const linear = (at: Float64Array, i: number): number => {
    let total = 0
    for (let a = 0; a < size; a++) total += matrix[i * size + a]! * at[a]!
    return total
  }
  const likelihood: Likelihood = {
    names,
    cuts: 0,
    evaluate: (at, gradient, information) => {
      let total = -constant
      gradient.fill(0)
      information.fill(0)
      for (let i = 0; i < n; i++) {
        const predictor = offset[i]! + linear(at, i)
        const rate = Math.exp(predictor)
        if (rate === Number.POSITIVE_INFINITY) return Number.NEGATIVE_INFINITY
        total += y[i]! * predictor - rate
        for (let a = 0; a < size; a++) {
          const x = matrix[i * size + a]!
          gradient[a]! += (y[i]! - rate) * x
          for (let b = 0; b <= a; b++) information[a * size + b]! += rate * x * matrix[i * size + b]!
        }
      }
      for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) information[b * size + a] = information[a * size + b]!
      return total
    },
    reach: (step) => {
      let most = 0
      for (let i = 0; i < n; i++) most = Math.max(most, Math.abs(linear(step, i)))
      return most
    },
  }
  const start = new Float64Array(size)
  start[0] = Math.log(sum) - Math.log(offset.reduce((total, one) => total + Math.exp(one), 0))
  const maximum = maximise(likelihood, start)
  let deviance = 0
  for (let i = 0; i < n; i++) {
    const rate = Math.exp(offset[i]! + linear(maximum.at, i))
    deviance += 2 * ((y[i]! > 0 ? y[i]! * Math.log(y[i]! / rate) : 0) - (y[i]! - rate))
  }
  return {
    coefficients: names.map((name, k): Coefficient => {
      const value = maximum.at[k]!
      const se = Math.sqrt(maximum.covariance[k * size + k]!)
      const wald: Interval = [value - critical * se, value + critical * se]
      const statistic = value / se
      return {
        name,
        value,
        se,
        statistic,
        p: twoSided(statistic),
        interval: kind === 'profile' ? profileInterval(likelihood, maximum, k, critical) : wald,
        level,
        wald,
        n,
        estimator: `Poisson log rate${k === 0 ? '' : ' ratio'}, ${kind} interval`,
      }
    }),
    parameters: names,
    covariance: maximum.covariance,
    logLikelihood: maximum.logLikelihood,
    deviance,
    df: n - size,
    iterations: maximum.iterations,
    free: size,
    n,
  }
}
