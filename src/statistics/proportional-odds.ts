import type { Interval } from '../core/estimate.ts'
import { checkLevel, checkRead, criticalValue } from './check.ts'
import { cumulativeLogit, emptyModel, group, type OrdinalData, totals } from './cumulative-logit.ts'
import { design, type Term } from './design.ts'
import { type Coefficient, type Fit, twoSided } from './fit.ts'
import { type Maximum, maximise, profileInterval } from './likelihood.ts'
import { categories, frequencies, type Level, levelsOf, type Row } from './row.ts'

export interface OrdinalModel {
  /** The column to explain. */
  readonly outcome: string
  readonly terms: readonly Term[]
  /** The outcome's levels from low to high; needed for strings, otherwise in numeric order. Levels never seen collapse. */
  readonly levels?: readonly Level[]
  /** A column of whole numbers saying how often each row was seen. */
  readonly frequency?: string
  /** Of the intervals; .95 unless said. */
  readonly level?: number
  /** What `interval` of each coefficient is: 'profile' (as R `confint`) unless said. */
  readonly interval?: 'profile' | 'wald'
}

/** A cut point on the logit scale, named as R names it: `2|3` parts outcome 2 from 3. */
export interface CutPoint {
  readonly name: string
  readonly value: number
  readonly se: number
}

export interface ProportionalOddsFit extends Fit {
  readonly cuts: readonly CutPoint[]
  /** The outcome's levels that occur, from low to high. */
  readonly levels: readonly Level[]
  /** Log-likelihood with the cut points alone. */
  readonly nullLogLikelihood: number
  readonly iterations: number
}

interface Prepared {
  readonly data: OrdinalData
  /** The same, with an entry for every row whose frequency is above 0. */
  readonly single: OrdinalData
  readonly levels: readonly Level[]
  readonly n: number
  readonly unused: readonly Level[]
}

/** Checks rows against a model and codes them; shared with the regressions at each cut. */
export const prepare = (all: readonly Row[], model: OrdinalModel): Prepared => {
  checkRead(model, 'an ordinal model')
  const { outcome, terms } = model
  if (all.length === 0) throw new Error('there are no rows to fit')
  const weights = frequencies(all, model.frequency)
  const rows = all.filter((_, i) => weights[i]! > 0)
  const counts = weights.filter((weight) => weight > 0)
  if (rows.length === 0) throw new Error(`every ${model.frequency} is 0: there is nothing to fit`)
  const cells = categories(rows, outcome)
  const seen = levelsOf(cells)
  if (!model.levels && typeof seen[0] === 'string')
    throw new Error(`${outcome} holds words, whose order is yours to say: levels: ['low', ..., 'high']`)
  const order = model.levels ?? seen
  const stranger = seen.find((level) => !order.includes(level))
  if (stranger !== undefined)
    throw new Error(
      `${outcome} is ${JSON.stringify(stranger)} in some row, which is not among its levels ${order.join(', ')}`,
    )
  if (new Set(order).size !== order.length) throw new Error(`the levels of ${outcome} repeat: ${order.join(', ')}`)
  const levels = order.filter((level) => seen.includes(level))
  if (levels.length < 2)
    throw new Error(`${outcome} is ${String(levels[0])} in every row; at least two levels must occur`)
  const { names, matrix } = design(rows, terms, { intercept: false })
  const single: OrdinalData = {
    names,
    matrix,
    outcome: Uint16Array.from(cells, (cell) => levels.indexOf(cell)),
    counts,
    levels: levels.length,
  }
  return {
    data: group(single),
    single,
    levels,
    n: counts.reduce((a, b) => a + b, 0),
    unused: order.filter((level) => !seen.includes(level)),
  }
}

/** Fits and turns parameters to coefficients; shared with the logistic regression, which is the case of one cut. */
export const fitCumulative = (rows: readonly Row[], model: OrdinalModel) => {
  const level = checkLevel(model.level)
  const critical = criticalValue(level)
  const kind = model.interval ?? 'profile'
  const { data, levels, n, unused } = prepare(rows, model)
  const likelihood = cumulativeLogit(data)
  const maximum: Maximum = maximise(likelihood, emptyModel(data))
  const size = maximum.at.length
  const read = (k: number, name: string, estimator: string, sign: 1 | -1 = 1): Coefficient => {
    const value = sign * maximum.at[k]!
    const se = Math.sqrt(maximum.covariance[k * size + k]!)
    const wald: Interval = [value - critical * se, value + critical * se]
    const ends = kind === 'profile' ? profileInterval(likelihood, maximum, k, critical) : undefined
    const interval: Interval = ends ? (sign === 1 ? ends : [-ends[1], -ends[0]]) : wald
    const statistic = value / se
    return {
      name,
      value,
      se,
      statistic,
      p: twoSided(statistic),
      interval,
      level,
      wald,
      n,
      estimator: `${estimator}, ${kind} interval`,
    }
  }
  const sums = totals(data)
  return {
    read,
    maximum,
    levels,
    n,
    names: data.names,
    unused,
    nullLogLikelihood: sums.reduce((total, count) => total + count * Math.log(count / n), 0),
  }
}

/**
 * Proportional-odds (cumulative logit) regression: logit P(Y <= k) = cut_k - x b, so exp(b) multiplies the odds of a
 * higher outcome. Newton's method on the exact Hessian; standard errors from the observed information.
 * R: `MASS::polr(ordered(y) ~ ..., Hess = TRUE)` with `confint`, or `ordinal::clm`.
 * Throws on missing values, an outcome of one level, a column that follows from others, and separated data; names each.
 */
export const proportionalOdds = (rows: readonly Row[], model: OrdinalModel): ProportionalOddsFit => {
  const { read, maximum, levels, n, names, unused, nullLogLikelihood } = fitCumulative(rows, model)
  const cutNames = levels.slice(1).map((level, k) => `${levels[k]}|${level}`)
  const size = maximum.at.length
  return {
    coefficients: names.map((name, j) => read(cutNames.length + j, name, 'proportional-odds log odds ratio')),
    cuts: cutNames.map((name, k) => ({
      name,
      value: maximum.at[k]!,
      se: Math.sqrt(maximum.covariance[k * size + k]!),
    })),
    parameters: [...cutNames, ...names],
    covariance: maximum.covariance,
    logLikelihood: maximum.logLikelihood,
    nullLogLikelihood,
    iterations: maximum.iterations,
    free: size,
    levels,
    n,
    ...(unused.length > 0 && { note: `never seen and left out: ${model.outcome} ${unused.join(', ')}` }),
  }
}
