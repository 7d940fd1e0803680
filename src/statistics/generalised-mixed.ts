import type { Interval } from '../core/estimate.ts'
import { quadratureFit } from './adaptive-quadrature.ts'
import { checkLevel, checkRead, criticalValue } from './check.ts'
import { binomialFamily, type ConditionalFamily, poissonFamily } from './conditional-family.ts'
import { type Design, design, type Term } from './design.ts'
import { type Coefficient, twoSided } from './fit.ts'
import { generalisedLinear } from './generalised-linear.ts'
import { laplaceFit, type PlainStart } from './laplace-fit.ts'
import { logisticMatrix } from './logistic-matrix.ts'
import type { MixedFit } from './mixed-fit.ts'
import { poisson } from './poisson.ts'
import { type RandomEffects, type RandomTerm, randomEffects } from './random-effects.ts'
import { categories, numbers, type Row } from './row.ts'

export interface GeneralisedMixedModel {
  /** Binomial: booleans, or 0 and 1; with `trials` the number of successes. Poisson: counts. */
  readonly outcome: string
  readonly family: 'binomial' | 'poisson'
  /** Binomial: a column of how many trials each row had (from 1 on). */
  readonly trials?: string
  /** Poisson: a column of how long or how much each row was watched (above 0); its logarithm is the offset. */
  readonly exposure?: string
  /** A column added to the linear predictor with coefficient 1. */
  readonly offset?: string
  /** The fixed effects, beside an intercept. */
  readonly terms: readonly Term[]
  /** False for none, as in R's `0 + x`. */
  readonly intercept?: boolean
  readonly random: readonly RandomTerm[]
  /** Of adaptive Gauss-Hermite quadrature, for one random intercept; Laplace's approximation unless said. */
  readonly points?: number
  /** Of the intervals; .95 unless said. */
  readonly level?: number
}

export interface GeneralisedMixedFit extends MixedFit {
  readonly family: 'binomial' | 'poisson'
}

/** A generalised mixed model made ready for Laplace's method; shared with its profiles. */
export interface PreparedGeneralised {
  readonly fixed: Design
  readonly effects: RandomEffects
  readonly family: ConditionalFamily
  /** The likelihood of some rows alone. */
  familyOf(rows: readonly number[]): ConditionalFamily
  readonly offset: Float64Array
  plain(): PlainStart
}

/**
 * Refuses groups within whose levels the outcome (as codes) never varies: such a level says nothing of how strong its
 * effect is, and if all are so the likelihood rises with the variance without end.
 */
export const refuseConstantLevels = ({ blocks, n }: RandomEffects, codes: ArrayLike<number>, outcome: string): void => {
  let constant = true
  for (let i = 1; i < n && constant; i++) constant = codes[i] === codes[0]
  if (constant)
    throw new Error(`${outcome} is the same in every row, so nothing can explain it; at least two values must occur`)
  for (const { group, level, levels, effects } of blocks) {
    if (!effects.includes('intercept')) continue
    if (levels.length >= n)
      throw new Error(
        `each row has its own ${group}, and a single ${outcome} says nothing of a variance by ${group}; leave it out`,
      )
    const first = new Float64Array(levels.length).fill(Number.NaN)
    let varies = false
    for (let i = 0; i < n && !varies; i++) {
      const at = level[i]!
      if (Number.isNaN(first[at])) first[at] = codes[i]!
      else varies = codes[i] !== first[at]
    }
    if (!varies)
      throw new Error(
        `${outcome} is the same in all rows of each ${group}: the variance by ${group} grows without limit; analyse one row for each ${group}`,
      )
  }
}

/** The regression without the random part, which the search starts from. */
const plainOf = ({ outcome, terms, intercept, offset }: GeneralisedMixedModel) => ({
  outcome,
  terms,
  interval: 'wald' as const,
  ...(intercept !== undefined && { intercept }),
  ...(offset !== undefined && { offset }),
})

const prepareBinomial = (
  rows: readonly Row[],
  model: GeneralisedMixedModel,
  effects: RandomEffects,
): PreparedGeneralised => {
  const { outcome, terms, trials: column } = model
  const n = rows.length
  if (model.exposure !== undefined) throw new Error('an exposure belongs to counts; use family: "poisson"')
  const trials = column === undefined ? new Float64Array(n).fill(1) : numbers(rows, column)
  const cells = column === undefined ? categories(rows, outcome) : numbers(rows, outcome)
  const strange = cells.findIndex((cell, i) =>
    column === undefined
      ? ![0, 1, false, true].includes(cell as number)
      : !(Number.isInteger(cell) && (cell as number) >= 0 && (cell as number) <= trials[i]! && trials[i]! >= 1),
  )
  if (strange >= 0)
    throw new Error(
      column === undefined
        ? `row ${strange}: ${outcome} is ${String(cells[strange])}; it must be true or false, or 1 or 0`
        : `row ${strange}: ${outcome} is ${String(cells[strange])} of ${column} ${trials[strange]}; both must be whole numbers, the first at most the second`,
    )
  const wrong = trials.findIndex((count) => !Number.isInteger(count))
  if (wrong >= 0) throw new Error(`row ${wrong}: ${column} is ${trials[wrong]}; it must be a whole number`)
  const y = Float64Array.from(cells, Number)
  const fixed = design(rows, terms, { origin: model.intercept === false })
  if (column === undefined) refuseConstantLevels(effects, y, outcome)
  return {
    fixed,
    effects,
    offset: model.offset === undefined ? new Float64Array(n) : numbers(rows, model.offset),
    family: binomialFamily(y, trials),
    familyOf: (some) =>
      binomialFamily(
        Float64Array.from(some, (i) => y[i]!),
        Float64Array.from(some, (i) => trials[i]!),
      ),
    plain() {
      const given = (success: boolean) =>
        rows.map((row, i) => ({ ...row, [outcome]: success, '(times)': success ? y[i]! : trials[i]! - y[i]! }))
      if (column === undefined && model.offset === undefined)
        try {
          const { coefficients, covariance } = logisticMatrix(fixed.matrix, fixed.names.length, y)
          return { at: coefficients, covariance }
        } catch {
          // Trouble is said better by the regression that knows the columns' names.
        }
      const plain = { ...plainOf(model), family: 'logit' } as const
      const fit =
        column === undefined
          ? generalisedLinear(rows, plain)
          : generalisedLinear([...given(true), ...given(false)], { ...plain, frequency: '(times)' })
      return { at: Float64Array.from(fit.coefficients, (one) => one.value), covariance: fit.covariance }
    },
  }
}

const preparePoisson = (
  rows: readonly Row[],
  model: GeneralisedMixedModel,
  effects: RandomEffects,
): PreparedGeneralised => {
  const { outcome, exposure, terms } = model
  if (model.trials !== undefined) throw new Error('trials belong to a binomial outcome; use family: "binomial"')
  if (exposure !== undefined && model.offset !== undefined)
    throw new Error(`the offset is the logarithm of ${exposure} or ${model.offset}; give one of them`)
  const counts = numbers(rows, outcome)
  const plain =
    exposure === undefined
      ? generalisedLinear(rows, { ...plainOf(model), family: 'poisson' })
      : poisson(rows, { ...plainOf(model), exposure })
  const shift = exposure === undefined ? model.offset : exposure
  const added = shift === undefined ? new Float64Array(rows.length) : numbers(rows, shift)
  return {
    fixed: design(rows, terms, { origin: model.intercept === false }),
    effects,
    offset: exposure === undefined ? added : added.map(Math.log),
    family: poissonFamily(counts),
    familyOf: (some) => poissonFamily(Float64Array.from(some, (i) => counts[i]!)),
    plain: () => ({
      at: Float64Array.from(plain.coefficients, (one) => one.value),
      covariance: plain.covariance,
    }),
  }
}

/** Checks rows against a generalised mixed model and codes them. */
export const prepareGeneralised = (rows: readonly Row[], model: GeneralisedMixedModel): PreparedGeneralised => {
  const { family: kind } = model
  if (kind !== 'binomial' && kind !== 'poisson')
    throw new Error(`the family is ${String(kind)}; it must be binomial or poisson`)
  checkRead(model, 'a generalised mixed model', { origin: true, offset: true, random: true })
  const effects = randomEffects(rows, model.random)
  const prepared = (kind === 'binomial' ? prepareBinomial : preparePoisson)(rows, model, effects)
  const { length } = prepared.fixed.names
  if (rows.length < length) throw new Error(`${rows.length} rows cannot carry ${length} coefficients; leave terms out`)
  return prepared
}

/** Normal tests and Wald intervals of coefficients from their values and covariance, row-major. */
export const waldCoefficients = (
  names: readonly string[],
  values: ArrayLike<number>,
  errors: ArrayLike<number>,
  options: { readonly level: number; readonly n: number; readonly estimator: string },
): readonly Coefficient[] =>
  names.map((name, k) => {
    const { level, n, estimator } = options
    const value = values[k]!
    const se = errors[k]!
    const reach = criticalValue(level) * se
    const interval: Interval = [value - reach, value + reach]
    return {
      name,
      value,
      se,
      statistic: value / se,
      p: twoSided(value / se),
      interval,
      wald: interval,
      level,
      n,
      estimator,
    }
  })

/**
 * Generalised linear mixed model, binomial by the logit or Poisson by the logarithm, with normal random effects, crossed
 * or nested, by Laplace's approximation. Coefficients are tested by z; intervals are Wald's.
 * R: `lme4::glmer(y ~ x + (1 + x | g), family = binomial)` (nAGQ = `points`, 1 unless said); `logLikelihood` keeps all
 * constants, as there where nAGQ is 1 (above, lme4 leaves those of the binomial out).
 * A singular fit or one that did not converge says so in `singular`, `converged` and `note`. Throws on missing values, an
 * outcome that never varies, data separated by the fixed effects, levels within which the outcome never varies, and
 * groups and slopes as `linearMixed` does; names each.
 */
export const generalisedMixed = (rows: readonly Row[], model: GeneralisedMixedModel): GeneralisedMixedFit => {
  const level = checkLevel(model.level)
  const { family: kind, points } = model
  const { fixed, family, familyOf, offset, effects, plain } = prepareGeneralised(rows, model)
  const laplace = laplaceFit(family, fixed, offset, effects, plain())
  const { at, covariance, shared } =
    points === undefined ? laplace : quadratureFit(familyOf, fixed, offset, effects, laplace, points)
  const p = fixed.names.length
  const errors = Float64Array.from({ length: p }, (_, k) => Math.sqrt(covariance[k * (p + 1)]!))
  const estimator = `mixed ${kind === 'binomial' ? 'logistic log odds' : 'Poisson log rate'}, ${points === undefined ? 'Laplace' : `quadrature at ${points} points`}, Wald interval`
  return {
    coefficients: waldCoefficients(fixed.names, at, errors, { level, n: rows.length, estimator }),
    parameters: fixed.names,
    covariance,
    family: kind,
    ...shared,
  }
}
