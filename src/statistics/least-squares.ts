import { fSurvival, tQuantile, tSurvival } from '../math/distributions.ts'
import { qr, qrInverse, qrSolve } from '../math/linear.ts'
import { checkLevel, checkRead } from './check.ts'
import { design, type Term } from './design.ts'
import type { Fit } from './fit.ts'
import { checkScale, numbers, type Row } from './row.ts'

export interface LinearModel {
  /** A column of numbers. */
  readonly outcome: string
  readonly terms: readonly Term[]
  /** False for a model through the origin (R `y ~ 0 + ...`). */
  readonly intercept?: boolean
  /** Of the intervals; .95 unless said. */
  readonly level?: number
}

export interface LeastSquaresFit extends Fit {
  /** Residual degrees of freedom, rows less coefficients. */
  readonly df: number
  /** Residual standard error. */
  readonly sigma: number
  /** Outcome less what was fitted, row by row. */
  readonly residuals: Float64Array
  readonly rSquared: number
  readonly adjustedRSquared: number
  /** The F test of all terms together; left out where there are no terms. */
  readonly f?: { readonly statistic: number; readonly df: readonly [number, number]; readonly p: number }
}

/**
 * Ordinary least squares by Householder's QR, with t tests and intervals that assume equal variances.
 * R: `lm(y ~ ...)` with `summary`, `confint` and `logLik`. Throws on missing values, a column that follows from others,
 * no more rows than coefficients, and an outcome that the terms fit without remainder.
 */
export const leastSquares = (rows: readonly Row[], model: LinearModel): LeastSquaresFit => {
  checkRead(model, 'least squares', { origin: true })
  const level = checkLevel(model.level)
  const { names, matrix } = design(rows, model.terms, { origin: model.intercept === false })
  const y = numbers(rows, model.outcome)
  checkScale(model.outcome, y)
  const n = rows.length
  const width = names.length
  const df = n - width
  if (df < 1)
    throw new Error(`${n} rows cannot carry ${width} coefficients and a variance; at least ${width + 1} are needed`)
  const decomposition = qr(matrix, n, width)
  const b = qrSolve(decomposition, y)
  const inverse = qrInverse(decomposition)
  const through = model.intercept === false ? 0 : 1
  const mean = (through * y.reduce((a, value) => a + value, 0)) / n
  const residuals = new Float64Array(n)
  let rest = 0
  let total = 0
  for (let i = 0; i < n; i++) {
    let fitted = 0
    for (let j = 0; j < width; j++) fitted += matrix[i * width + j]! * b[j]!
    residuals[i] = y[i]! - fitted
    rest += (y[i]! - fitted) ** 2
    total += (y[i]! - mean) ** 2
  }
  const size = y.reduce((a, value) => a + value * value, 0)
  if (y.every((value) => value === y[0]))
    throw new Error(`${model.outcome} is ${y[0]} in every row, so there is nothing to explain`)
  if (rest <= 1e-24 * size)
    throw new Error(`${model.outcome} is fitted without remainder, so nothing measures its error`)
  const variance = rest / df
  const critical = tQuantile(0.5 + level / 2, df)
  const rSquared = 1 - rest / total
  const tested = width - through
  const fStatistic = (total - rest) / tested / variance
  return {
    coefficients: names.map((name, j) => {
      const value = b[j]!
      const se = Math.sqrt(variance * inverse[j * width + j]!)
      const statistic = value / se
      const wald = [value - critical * se, value + critical * se] as const
      const p = 2 * tSurvival(Math.abs(statistic), df)
      return {
        name,
        value,
        se,
        statistic,
        p,
        interval: wald,
        wald,
        level,
        n,
        estimator: 'least-squares coefficient, t interval',
      }
    }),
    parameters: names,
    covariance: inverse.map((value) => value * variance),
    logLikelihood: -0.5 * n * (Math.log((2 * Math.PI * rest) / n) + 1),
    free: width + 1,
    n,
    df,
    sigma: Math.sqrt(variance),
    residuals,
    rSquared,
    adjustedRSquared: 1 - ((1 - rSquared) * (n - through)) / df,
    ...(tested > 0 && {
      f: { statistic: fStatistic, df: [tested, df] as const, p: fSurvival(fStatistic, tested, df) },
    }),
  }
}
