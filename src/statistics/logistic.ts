import type { Term } from './design.ts'
import type { Fit } from './fit.ts'
import { SeparationError } from './likelihood.ts'
import { fitCumulative, type OrdinalModel, prepare } from './proportional-odds.ts'
import { categories, type Level, type Row } from './row.ts'

export interface LogisticModel {
  /** A column of booleans, or of 0 and 1. */
  readonly outcome: string
  readonly terms: readonly Term[]
  /** A column of whole numbers saying how often each row was seen. */
  readonly frequency?: string
  /** Of the intervals; .95 unless said. */
  readonly level?: number
  /** What `interval` of each coefficient is: 'profile' (as R `confint`) unless said. */
  readonly interval?: 'profile' | 'wald'
}

export interface LogisticFit extends Fit {
  readonly nullLogLikelihood: number
  readonly iterations: number
}

/**
 * Logistic regression: logit P(Y = 1) = intercept + x b, by Newton's method with step-halving (for the logit the same
 * as iteratively reweighted least squares). R: `glm(y ~ ..., family = binomial)` with `confint`; -2 logLikelihood is
 * the deviance of ungrouped rows. Throws on missing values, an outcome that never varies, a column that follows from
 * others, and separated data; names each.
 */
export const logistic = (rows: readonly Row[], model: LogisticModel): LogisticFit => {
  const strange = categories(rows, model.outcome).findIndex((cell) => ![0, 1, false, true].includes(cell as number))
  if (strange >= 0)
    throw new Error(
      `row ${strange}: ${model.outcome} is ${String(rows[strange]![model.outcome])}; it must be true or false, or 1 or 0`,
    )
  const { read, maximum, n, names, nullLogLikelihood } = fitCumulative(rows, model)
  const size = maximum.at.length
  const covariance = maximum.covariance.map((value, k) => (k > 0 && (k < size || k % size === 0) ? -value : value))
  return {
    coefficients: [
      read(0, 'intercept', 'logistic log odds', -1),
      ...names.map((name, j) => read(j + 1, name, 'logistic log odds ratio')),
    ],
    parameters: ['intercept', ...names],
    covariance,
    logLikelihood: maximum.logLikelihood,
    nullLogLikelihood,
    iterations: maximum.iterations,
    free: size,
    n,
  }
}

/** The logistic regression of `outcome > at`, or why it has none. */
export type CutFit =
  | { readonly at: Level; readonly fit: LogisticFit }
  | { readonly at: Level; readonly fit: null; readonly why: string }

/**
 * The logistic regressions of outcome > k, one for each cut k, under the terms of a proportional-odds model: where the
 * model's assumption holds, each coefficient is the same at every cut up to noise.
 * R: `lapply(cuts, function(k) glm(y > k ~ ..., binomial))`. A cut whose data are separated says so in `why`.
 */
export const logitAtEachCut = (rows: readonly Row[], model: OrdinalModel): readonly CutFit[] => {
  const { levels } = prepare(rows, model)
  const above = `${model.outcome} above the cut`
  return levels.slice(0, -1).map((at, k) => {
    const high = levels.slice(k + 1)
    const marked = rows.map((row) => ({ ...row, [above]: high.includes(row[model.outcome] as Level) }))
    const { levels: _, ...rest } = model
    try {
      return { at, fit: logistic(marked, { ...rest, outcome: above }) }
    } catch (error) {
      if (error instanceof SeparationError) return { at, fit: null, why: error.message }
      throw error
    }
  })
}
