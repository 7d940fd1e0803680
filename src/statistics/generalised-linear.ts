import type { Interval } from '../core/estimate.ts'
import { cholesky, choleskyInverse } from '../math/linear.ts'
import { checkLevel, checkRead, criticalValue } from './check.ts'
import { type Design, design, type Term } from './design.ts'
import { type Family, type FamilyName, families } from './family.ts'
import { type Coefficient, type Fit, twoSided } from './fit.ts'
import { flat, type Likelihood, type Maximum, maximise, profileInterval } from './likelihood.ts'
import { frequencies, numbers, type Row, shownCell } from './row.ts'

export interface GeneralisedLinearModel {
  /** A column of 0 and 1 or booleans for `logit`, `probit` and `cloglog`; of counts for `poisson`. */
  readonly outcome: string
  readonly terms: readonly Term[]
  readonly family: FamilyName
  /** False for a model through the origin (R `y ~ 0 + ...`). */
  readonly intercept?: boolean
  /** A column of whole numbers saying how often each row was seen. */
  readonly frequency?: string
  /** A column added to the linear predictor as it is (R `offset(x)`). */
  readonly offset?: string
  /** Of the intervals; .95 unless said. */
  readonly level?: number
  /** What `interval` of each coefficient is: 'profile' (as R `confint`) unless said. */
  readonly interval?: 'profile' | 'wald'
}

export interface GeneralisedLinearFit extends Fit {
  readonly deviance: number
  /** Observations less coefficients. */
  readonly df: number
  /** The sum of squared Pearson residuals; far above `df` it says the outcomes vary more than the family allows. */
  readonly pearson: number
  readonly iterations: number
}

/** The numbers of a generalised linear model: a design, outcomes, how often, and what is added to the predictor. */
export interface GeneralisedData {
  readonly design: Design
  readonly y: Float64Array
  readonly counts: Float64Array
  readonly offset: Float64Array
}

/** Reads the rows of a generalised linear model; throws naming the row and column that cannot be used. */
export const generalisedData = (
  all: readonly Row[],
  model: Omit<GeneralisedLinearModel, 'family'>,
  binary: boolean,
): GeneralisedData => {
  checkRead(model, 'a generalised linear model', { offset: true, origin: true })
  const { outcome } = model
  const weights = frequencies(all, model.frequency)
  const rows = all.filter((_, i) => weights[i]! > 0)
  if (all.length > 0 && rows.length === 0) throw new Error(`every ${model.frequency} is 0: there is nothing to fit`)
  const built = design(rows, model.terms, { origin: model.intercept === false })
  const truths = rows.map((row) => (typeof row[outcome] === 'boolean' ? { [outcome]: Number(row[outcome]) } : row))
  const y = numbers(truths, outcome)
  const strange = y.findIndex((value) => (binary ? value !== 0 && value !== 1 : !Number.isInteger(value) || value < 0))
  if (strange >= 0)
    throw new Error(
      `row ${strange}: ${outcome} is ${shownCell(rows[strange]![outcome])}; ${binary ? 'it must be true or false, or 1 or 0' : 'a count is a whole number, 0 or more'}`,
    )
  if (binary && y.every((value) => value === y[0]))
    throw new Error(`${outcome} is ${y[0]} in every row; both outcomes must occur`)
  if (!binary && y.every((value) => value === 0))
    throw new Error(`${outcome} is 0 in every row, so its rate has no finite logarithm`)
  const offset = model.offset === undefined ? new Float64Array(rows.length) : numbers(rows, model.offset)
  const far = offset.findIndex((value) => Math.abs(value) > FARTHEST)
  if (far >= 0)
    throw new Error(
      `row ${far}: the offset ${model.offset} is ${offset[far]}, and it adds to a logarithm or logit, where ${FARTHEST} is beyond any outcome; take its logarithm, or rescale it`,
    )
  return {
    design: built,
    y,
    counts: weights.filter((weight) => weight > 0),
    offset,
  }
}

/** The largest offset that leaves a chance or rate its meaning. */
const FARTHEST = 300

const predictor = ({ design: { matrix, names }, offset }: GeneralisedData, at: Float64Array, i: number): number => {
  const width = names.length
  let total = offset[i]!
  for (let a = 0; a < width; a++) total += matrix[i * width + a]! * at[a]!
  return total
}

/** The linear predictor of every row at a point. */
export const predictors = (data: GeneralisedData, at: Float64Array): Float64Array =>
  Float64Array.from(data.y, (_, i) => predictor(data, at, i))

/** The log-likelihood of a family on data, as Newton's method sees it. */
export const generalisedLikelihood = (data: GeneralisedData, family: Family): Likelihood => {
  const { design: built, y, counts, offset } = data
  const { names, matrix } = built
  const size = names.length
  return {
    names,
    cuts: 0,
    ...(family.name !== 'binomial' && { advice: 'some level has counts of 0 alone: merge levels or drop the term' }),
    evaluate: (at, gradient, information) => {
      gradient.fill(0)
      information.fill(0)
      let total = 0
      for (let i = 0; i < y.length; i++) {
        const eta = predictor(data, at, i)
        const height = family.logLikelihood(y[i]!, eta)
        if (!Number.isFinite(height)) return Number.NEGATIVE_INFINITY
        total += counts[i]! * height
        const [slope, curve] = family.score(y[i]!, eta)
        for (let a = 0; a < size; a++) {
          const x = counts[i]! * matrix[i * size + a]!
          if (x === 0) continue
          gradient[a]! += slope * x
          for (let b = 0; b <= a; b++) information[a * size + b]! += curve * x * matrix[i * size + b]!
        }
      }
      for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) information[b * size + a] = information[a * size + b]!
      return total
    },
    reach: (step) => {
      let most = 0
      for (let i = 0; i < y.length; i++) most = Math.max(most, Math.abs(predictor(data, step, i) - offset[i]!))
      return most
    },
  }
}

/** The inverse of the expected information, which R's `summary.glm` uses; equal to the observed for canonical links. */
const expectedCovariance = (data: GeneralisedData, family: Family, etas: Float64Array): Float64Array => {
  const { matrix, names } = data.design
  const size = names.length
  const information = new Float64Array(size * size)
  for (let i = 0; i < etas.length; i++) {
    const eta = etas[i]!
    const weight = (data.counts[i]! * family.slope(eta) ** 2) / family.variance(family.mean(eta))
    for (let a = 0; a < size; a++)
      for (let b = 0; b <= a; b++) information[a * size + b]! += weight * matrix[i * size + a]! * matrix[i * size + b]!
  }
  if (!cholesky(information, size)) throw new Error(flat({ names, cuts: 0 }))
  return choleskyInverse(information, size)
}

/** Fits a family to data from a start and reads off what every generalised linear model reports. */
export const fitGeneralised = (
  data: GeneralisedData,
  family: Family,
  options: { level?: number | undefined; interval?: 'profile' | 'wald' | undefined; start?: Float64Array },
): GeneralisedLinearFit & { readonly maximum: Maximum } => {
  const level = checkLevel(options.level)
  const critical = criticalValue(level)
  const kind = options.interval ?? 'profile'
  const { names } = data.design
  const likelihood = generalisedLikelihood(data, family)
  const maximum = maximise(likelihood, options.start ?? new Float64Array(names.length))
  const etas = predictors(data, maximum.at)
  const covariance = expectedCovariance(data, family, etas)
  const size = names.length
  const n = data.counts.reduce((a, b) => a + b, 0)
  const sum = (of: (y: number, eta: number) => number): number =>
    data.y.reduce((total, y, i) => total + data.counts[i]! * of(y, etas[i]!), 0)
  return {
    maximum,
    coefficients: names.map((name, k): Coefficient => {
      const value = maximum.at[k]!
      const se = Math.sqrt(covariance[k * size + k]!)
      const wald: Interval = [value - critical * se, value + critical * se]
      const interval = kind === 'profile' ? profileInterval(likelihood, maximum, k, critical) : wald
      return {
        name,
        value,
        se,
        statistic: value / se,
        p: twoSided(value / se),
        interval,
        level,
        wald,
        n,
        estimator: `${family.r} coefficient, ${kind} interval`,
      }
    }),
    parameters: names,
    covariance,
    logLikelihood: maximum.logLikelihood,
    free: size,
    n,
    df: n - size,
    deviance: sum((y, eta) => 2 * (family.saturated(y) - family.logLikelihood(y, eta))),
    pearson: sum((y, eta) => (y - family.mean(eta)) ** 2 / family.variance(family.mean(eta))),
    iterations: maximum.iterations,
  }
}

/**
 * A generalised linear model of 0 and 1 (logit, probit, complementary log-log) or of counts (Poisson), by Newton's
 * method; standard errors from the expected information, as R has them.
 * R: `glm(y ~ ..., family = binomial('probit'))` and the like, with `confint`, `deviance`.
 * Throws on missing values, an outcome of another kind or that never varies, a column that follows from others, and
 * separated data; names each.
 */
export const generalisedLinear = (rows: readonly Row[], model: GeneralisedLinearModel): GeneralisedLinearFit => {
  if (!Object.hasOwn(families, model.family))
    throw new Error(`${String(model.family)} is no family; it is one of ${Object.keys(families).join(', ')}`)
  const family: Family = families[model.family]
  const data = generalisedData(rows, model, family.name === 'binomial')
  const { maximum: _, ...fit } = fitGeneralised(data, family, { ...model, start: startOf(data, family) })
  return fit
}

/** No effect at all, at the mean rate; from 0 a count of millions would be many steps away. */
export const startOf = ({ design: { names }, y, counts, offset }: GeneralisedData, family: Family): Float64Array => {
  const start = new Float64Array(names.length)
  if (family.name === 'binomial' || names[0] !== 'intercept') return start
  let [events, exposure] = [0, 0]
  for (let i = 0; i < y.length; i++) {
    events += counts[i]! * y[i]!
    exposure += counts[i]! * Math.exp(offset[i]!)
  }
  start[0] = Math.log(events / exposure)
  return start
}
