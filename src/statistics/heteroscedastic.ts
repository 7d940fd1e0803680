import { tQuantile, tSurvival } from '../math/distributions.ts'
import { qr, qrInverse } from '../math/linear.ts'
import { checkLevel } from './check.ts'
import { design } from './design.ts'
import type { Coefficient } from './fit.ts'
import { type LeastSquaresFit, type LinearModel, leastSquares } from './least-squares.ts'
import type { Row } from './row.ts'

/** Squared residuals as they are; times n / (n - p); over 1 - leverage; over its square. */
export type HeteroscedasticCorrection = 'HC0' | 'HC1' | 'HC2' | 'HC3'

const leveraged = (rows: readonly Row[], model: LinearModel) => {
  const { names, matrix } = design(rows, model.terms, { origin: model.intercept === false })
  const width = names.length
  const inverse = qrInverse(qr(matrix, rows.length, width))
  const leverage = Float64Array.from(rows, (_, i) => {
    let sum = 0
    for (let a = 0; a < width; a++)
      for (let b = 0; b < width; b++) sum += matrix[i * width + a]! * inverse[a * width + b]! * matrix[i * width + b]!
    return sum
  })
  return { matrix, width, inverse, leverage }
}

/**
 * Least squares with standard errors that hold where the variance differs from row to row (White 1980; MacKinnon and
 * White 1985), 'HC3' unless said; t tests on the residual degrees of freedom. For rows that belong together see
 * `clusterRobust`. R: `lmtest::coeftest(lm(y ~ ...), sandwich::vcovHC(fit, type = correction))`. Throws as
 * `leastSquares` does, and where a row is fitted whatever it holds (leverage 1) but for HC0 and HC1.
 */
export const heteroscedasticRobust = (
  rows: readonly Row[],
  { correction = 'HC3', ...model }: LinearModel & { readonly correction?: HeteroscedasticCorrection },
): LeastSquaresFit & { readonly correction: HeteroscedasticCorrection } => {
  const level = checkLevel(model.level)
  if (!['HC0', 'HC1', 'HC2', 'HC3'].includes(correction))
    throw new Error(`${String(correction)} is no correction; it is HC0, HC1, HC2 or HC3`)
  const fit = leastSquares(rows, model)
  const { matrix, width, inverse, leverage } = leveraged(rows, model)
  const alone = leverage.findIndex((one) => 1 - one < 1e-10)
  if (alone >= 0 && (correction === 'HC2' || correction === 'HC3'))
    throw new Error(`row ${alone} is fitted whatever its outcome, so ${correction} is not defined; use HC1`)
  const power = { HC0: 0, HC1: 0, HC2: 1, HC3: 2 }[correction]
  const scale = correction === 'HC1' ? fit.n / fit.df : 1
  const covariance = new Float64Array(width * width)
  const pulled = new Float64Array(width)
  for (const [i, residual] of fit.residuals.entries()) {
    for (let a = 0; a < width; a++) {
      pulled[a] = 0
      for (let b = 0; b < width; b++) pulled[a]! += inverse[a * width + b]! * matrix[i * width + b]!
    }
    const weight = (scale * residual ** 2) / (1 - leverage[i]!) ** power
    for (let a = 0; a < width; a++)
      for (let b = 0; b < width; b++) covariance[a * width + b]! += weight * pulled[a]! * pulled[b]!
  }
  const reach = tQuantile(0.5 + level / 2, fit.df)
  const coefficients = fit.coefficients.map((one, j): Coefficient => {
    const se = Math.sqrt(covariance[j * (width + 1)]!)
    const statistic = one.value / se
    const wald = [one.value - reach * se, one.value + reach * se] as const
    const p = 2 * tSurvival(Math.abs(statistic), fit.df)
    return {
      ...one,
      se,
      statistic,
      p,
      interval: wald,
      wald,
      estimator: `least-squares coefficient, ${correction} t interval`,
    }
  })
  return { ...fit, coefficients, covariance, correction }
}

/** How much each row weighs in a fit. */
export interface Influence {
  /** How far the fitted value follows the row's own outcome, from 0 to 1 (R `hatvalues`). */
  readonly leverage: Float64Array
  /** How far all fitted values move without the row (R `cooks.distance`); NaN never: infinite at leverage 1. */
  readonly cook: Float64Array
}

/** Leverage and Cook's distance of each row of a least-squares fit. Throws as `leastSquares` does. */
export const influence = (rows: readonly Row[], model: LinearModel): Influence => {
  const { residuals, sigma } = leastSquares(rows, model)
  const { width, leverage } = leveraged(rows, model)
  const cook = residuals.map((residual, i) => {
    const left = 1 - leverage[i]!
    return left < 1e-10 ? Number.POSITIVE_INFINITY : ((residual / sigma / left) ** 2 * leverage[i]!) / width
  })
  return { leverage, cook }
}
