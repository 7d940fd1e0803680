import type { Estimate, Interval } from '../core/estimate.ts'
import { checkLevel, criticalValue } from './check.ts'
import { families } from './family.ts'
import { twoSided } from './fit.ts'
import { type GeneralisedLinearModel, generalisedData, generalisedLinear, predictors } from './generalised-linear.ts'
import { numbers, type Row } from './row.ts'

/**
 * The average marginal effect of a column of numbers in a generalised linear model: how much the mean outcome changes
 * for each unit of the column, averaged over the rows, interactions included; error by the delta method.
 * R: `margins::margins(glm(...), variables = column)`. Throws as `generalisedLinear` does, and where no term has the column.
 */
export const averageMarginalEffect = (
  rows: readonly Row[],
  model: GeneralisedLinearModel,
  column: string,
): Estimate & { readonly interval: Interval; readonly se: number; readonly statistic: number; readonly p: number } => {
  const level = checkLevel(model.level)
  const { coefficients, covariance } = generalisedLinear(rows, { ...model, interval: 'wald' })
  const binary = model.family !== 'poisson'
  numbers(rows, column)
  const shifted = (by: number) =>
    generalisedData(
      rows.map((row) => ({ ...row, [column]: (row[column] as number) + by })),
      model,
      binary,
    ).design.matrix
  const data = generalisedData(rows, model, binary)
  const { design, counts } = data
  const etas = predictors(
    data,
    Float64Array.from(coefficients, (one) => one.value),
  )
  const [up, down] = [shifted(1), shifted(-1)]
  // Terms are straight lines in each column, so this difference is the derivative.
  const change = up.map((value, k) => (value - down[k]!) / 2)
  if (change.every((value) => value === 0))
    throw new Error(`no term of the model has ${column}, so it has no effect in it`)
  const width = coefficients.length
  const { slope } = families[model.family]
  const gradient = new Float64Array(width)
  let [value, n] = [0, 0]
  for (const [i, count] of counts.entries()) {
    const eta = etas[i]!
    let along = 0
    for (const [j, one] of coefficients.entries()) along += change[i * width + j]! * one.value
    const bend = (slope(eta + 1e-5) - slope(eta - 1e-5)) / 2e-5
    value += count * slope(eta) * along
    for (let j = 0; j < width; j++)
      gradient[j]! += count * (bend * along * design.matrix[i * width + j]! + slope(eta) * change[i * width + j]!)
    n += count
  }
  value /= n
  let variance = 0
  for (let a = 0; a < width; a++)
    for (let b = 0; b < width; b++) variance += (gradient[a]! * gradient[b]! * covariance[a * width + b]!) / n ** 2
  const se = Math.sqrt(variance)
  const reach = criticalValue(level) * se
  return {
    value,
    interval: [value - reach, value + reach],
    level,
    n,
    se,
    statistic: value / se,
    p: twoSided(value / se),
    estimator: `average marginal effect of ${column}, delta-method interval`,
  }
}
