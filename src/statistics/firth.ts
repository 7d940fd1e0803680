import { chiSquareSurvival } from '../math/distributions.ts'
import { cholesky, choleskyInverse } from '../math/linear.ts'
import { checkLevel, criticalValue } from './check.ts'
import type { Coefficient, Fit } from './fit.ts'
import { type GeneralisedData, type GeneralisedLinearModel, generalisedData, predictors } from './generalised-linear.ts'
import { brentRoot } from './root.ts'
import type { Row } from './row.ts'

export type FirthModel = Omit<GeneralisedLinearModel, 'family' | 'interval'>

/** Where a penalised likelihood stands: its height, and the inverse information (of all parameters). */
interface Place {
  readonly at: Float64Array
  readonly height: number
  readonly covariance: Float64Array
}

const logit = (eta: number): number => (eta >= 0 ? -Math.log1p(Math.exp(-eta)) : eta - Math.log1p(Math.exp(eta)))

/** Height, modified score and factored information at a point. */
const look = (data: GeneralisedData, at: Float64Array) => {
  const { matrix, names } = data.design
  const size = names.length
  const etas = predictors(data, at)
  const p = etas.map((eta) => 1 / (1 + Math.exp(-eta)))
  const factor = new Float64Array(size * size)
  let height = 0
  for (let i = 0; i < etas.length; i++) {
    const count = data.counts[i]!
    const weight = count * p[i]! * (1 - p[i]!)
    height += count * (data.y[i] ? logit(etas[i]!) : logit(-etas[i]!))
    for (let a = 0; a < size; a++)
      for (let b = 0; b <= a; b++) factor[a * size + b]! += weight * matrix[i * size + a]! * matrix[i * size + b]!
  }
  if (!cholesky(factor, size)) return null
  // Half the logarithm of the determinant is the sum of the factor's logarithms.
  for (let a = 0; a < size; a++) height += Math.log(factor[a * size + a]!)
  const covariance = choleskyInverse(factor, size)
  const score = new Float64Array(size)
  for (let i = 0; i < etas.length; i++) {
    let leverage = 0
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++)
        leverage += matrix[i * size + a]! * covariance[a * size + b]! * matrix[i * size + b]!
    const hat = p[i]! * (1 - p[i]!) * leverage
    const pull = data.counts[i]! * (data.y[i]! - p[i]! + hat * (0.5 - p[i]!))
    for (let a = 0; a < size; a++) score[a]! += pull * matrix[i * size + a]!
  }
  return { height, score, covariance }
}

/** The highest point, with one parameter held fixed or none (-1). */
const climb = (data: GeneralisedData, start: Float64Array, fixed: number): Place => {
  const size = start.length
  const at = Float64Array.from(start)
  for (let round = 0; round < 2000; round++) {
    const here = look(data, at)
    if (!here) throw new Error('the information matrix is singular; leave a term out')
    const step = stepOf(here.covariance, here.score, size, fixed)
    const longest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const gain = step.reduce((sum, value, k) => sum + value * here.score[k]!, 0)
    if (gain < (fixed < 0 ? 1e-20 : 1e-11)) return { at, height: here.height, covariance: here.covariance }
    let share = Math.min(1, 2 / longest)
    for (let half = 0; half < 40; half++, share /= 2) {
      const next = look(
        data,
        at.map((value, k) => value + share * step[k]!),
      )
      if (next && next.height >= here.height - 1e-12 * Math.abs(here.height)) break
    }
    for (let k = 0; k < size; k++) at[k]! += share * step[k]!
  }
  throw new Error('the penalised likelihood did not settle in 2000 rounds')
}

const stepOf = (covariance: Float64Array, score: Float64Array, size: number, fixed: number): Float64Array => {
  const all = Array.from({ length: size }, (_, k) => k)
  if (fixed < 0)
    return Float64Array.from(all, (a) => all.reduce((sum, b) => sum + covariance[a * size + b]! * score[b]!, 0))
  // The information of the others is the inverse of the covariance without the fixed row, after Schur.
  const own = covariance[fixed * size + fixed]!
  return Float64Array.from(all, (a) =>
    a === fixed
      ? 0
      : all.reduce(
          (sum, b) =>
            b === fixed
              ? sum
              : sum +
                (covariance[a * size + b]! - (covariance[a * size + fixed]! * covariance[fixed * size + b]!) / own) *
                  score[b]!,
          0,
        ),
  )
}

/**
 * Logistic regression with Firth's penalty (1993), half the logarithm of the information's determinant: estimates are
 * finite where outcomes are separated, and less biased in small samples. Tests and intervals by the penalised profile
 * likelihood (Heinze and Schemper 2002). `logLikelihood` is the penalised one. R: `logistf::logistf(y ~ ...)`.
 * Throws as `generalisedLinear` does, but for separation.
 */
export const firth = (rows: readonly Row[], model: FirthModel): Fit => {
  const level = checkLevel(model.level)
  const critical = criticalValue(level)
  const data = generalisedData(rows, model, true)
  const { names } = data.design
  const size = names.length
  const best = climb(data, new Float64Array(size), -1)
  const n = data.counts.reduce((a, b) => a + b, 0)
  const error = (k: number): number => Math.sqrt(best.covariance[k * size + k]!)
  const drop = (k: number, value: number, start: Float64Array): number => {
    const from = Float64Array.from(start)
    from[k] = value
    return 2 * (best.height - climb(data, from, k).height)
  }
  const end = (k: number, side: -1 | 1): number => {
    const centre = best.at[k]!
    let far = critical * error(k)
    while (drop(k, centre + side * far, best.at) < critical ** 2) {
      far *= 1.6
      if (far > 1e3 * error(k)) throw new Error(`the profile of ${names[k]} has no end; rescale the column`)
    }
    return (
      centre + side * brentRoot((x) => drop(k, centre + side * x, best.at) - critical ** 2, 0, far, 1e-9 * error(k))
    )
  }
  return {
    coefficients: names.map((name, k): Coefficient => {
      const value = best.at[k]!
      const se = error(k)
      const statistic = Math.max(0, drop(k, 0, best.at))
      return {
        name,
        value,
        se,
        statistic: Math.sign(value) * Math.sqrt(statistic),
        p: chiSquareSurvival(statistic, 1),
        interval: [end(k, -1), end(k, 1)],
        wald: [value - critical * se, value + critical * se],
        level,
        n,
        estimator: "logistic log odds ratio with Firth's penalty, penalised profile interval",
      }
    }),
    parameters: names,
    covariance: best.covariance,
    logLikelihood: best.height,
    free: size,
    n,
  }
}
