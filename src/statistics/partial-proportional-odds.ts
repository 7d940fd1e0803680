import type { Interval } from '../core/estimate.ts'
import { chiSquareSurvival } from '../math/distributions.ts'
import { checkLevel, criticalValue } from './check.ts'
import { emptyModel, type OrdinalData } from './cumulative-logit.ts'
import { design, type Term } from './design.ts'
import { type Coefficient, coefficient, type Fit, twoSided } from './fit.ts'
import { maximise, profileInterval } from './likelihood.ts'
import { partialLayout, partialOdds } from './partial-odds-likelihood.ts'
import { type CutPoint, type OrdinalModel, prepare, proportionalOdds } from './proportional-odds.ts'
import type { Level, Row } from './row.ts'
import { waldTest } from './wald.ts'

export interface PartialOddsModel extends OrdinalModel {
  /** The terms whose effect may differ from cut to cut, as they stand among `terms`; all others keep one effect. */
  readonly free: readonly Term[]
}

/** A test that what is free is the same at every cut. */
export interface ParallelTest {
  readonly statistic: number
  readonly df: number
  readonly p: number
}

export interface PartialProportionalOddsFit extends Fit {
  readonly cuts: readonly CutPoint[]
  readonly levels: readonly Level[]
  readonly iterations: number
  /** The likelihood-ratio test against the proportional-odds model with the same terms. */
  readonly likelihoodRatio: ParallelTest
  /** Wald's test that each free column has one effect at all cuts, by the column's name. */
  readonly wald: Readonly<Record<string, ParallelTest>>
  /** The rows for which the cumulative chances of two cuts are out of order, so that a level's chance is negative. */
  readonly disordered: number
}

/** Wald's test that the parameters of a column, one for each cut, are equal. */
const equal = (
  fit: Pick<Fit, 'coefficients' | 'parameters' | 'covariance'>,
  names: readonly string[],
): ParallelTest => {
  const weights = names
    .slice(1)
    .map((name) => fit.parameters.map((parameter) => (parameter === name ? 1 : parameter === names[0] ? -1 : 0)))
  const values = new Map(names.map((name) => [name, coefficient(fit, name).value]))
  return waldTest(
    weights.map((row) =>
      row.reduce<number>((sum, weight, k) => sum + weight * (values.get(fit.parameters[k]!) ?? 0), 0),
    ),
    weights,
    fit.covariance,
  )
}

/**
 * Partial proportional odds: logit P(Y <= k) = cut_k - x b - z g_k, so exp(b) multiplies the odds of a higher outcome at
 * every cut and exp(g_k) those of an outcome above cut k, named `column at 2|3` (Peterson and Harrell 1990). Newton's
 * method on the exact Hessian, with the likelihood-ratio and Wald tests that what is free is parallel after all.
 * R: `VGAM::vglm(y ~ ..., cumulative(parallel = FALSE ~ z, reverse = TRUE))`; `ordinal::clm(y ~ x, nominal = ~ z)` has
 * the same likelihood with signs turned. Throws as `proportionalOdds` does, on a free term that is not among the terms,
 * and where a free effect has no finite estimate at some cut (merge outcome levels or keep the term parallel).
 */
export const partialProportionalOdds = (rows: readonly Row[], model: PartialOddsModel): PartialProportionalOddsFit => {
  const level = checkLevel(model.level)
  const critical = criticalValue(level)
  const kind = model.interval ?? 'profile'
  const { free, ...parallel } = model
  const parallelFit = proportionalOdds(rows, { ...parallel, interval: 'wald' })
  const { data, levels, n, unused } = prepare(rows, parallel)
  if (levels.length < 3)
    throw new Error(
      `${model.outcome} has two levels, so there is one cut and nothing to be free; fit a logistic regression`,
    )
  const columns = freeColumns(rows, model, data)
  const cutNames = levels.slice(1).map((one, k) => `${levels[k]}|${one}`)
  const layout = partialLayout(data, columns, cutNames)
  const likelihood = partialOdds(data, layout)
  const start = new Float64Array(layout.names.length)
  start.set(emptyModel(data).subarray(0, layout.cuts))
  const maximum = maximise(likelihood, start)
  const size = maximum.at.length
  const error = (k: number): number => Math.sqrt(maximum.covariance[k * size + k]!)
  const coefficients = layout.names.slice(layout.cuts).map((name, j): Coefficient => {
    const k = layout.cuts + j
    const [value, se] = [maximum.at[k]!, error(k)]
    const wald: Interval = [value - critical * se, value + critical * se]
    return {
      name,
      value,
      se,
      statistic: value / se,
      p: twoSided(value / se),
      interval: kind === 'profile' ? profileInterval(likelihood, maximum, k, critical) : wald,
      level,
      wald,
      n,
      estimator: `partial proportional-odds log odds ratio, ${kind} interval`,
    }
  })
  const statistic = 2 * (maximum.logLikelihood - parallelFit.logLikelihood)
  const df = size - parallelFit.free
  const base = { coefficients, parameters: layout.names, covariance: maximum.covariance }
  const disordered = outOfOrder(data, maximum.at, layout.at)
  const notes = [
    ...(unused.length > 0 ? [`never seen and left out: ${model.outcome} ${unused.join(', ')}`] : []),
    ...(disordered > 0
      ? [`in ${disordered} of ${n} observations the chance of some level is below 0: fewer terms should be free`]
      : []),
  ]
  return {
    ...base,
    cuts: cutNames.map((name, k) => ({ name, value: maximum.at[k]!, se: error(k) })),
    logLikelihood: maximum.logLikelihood,
    free: size,
    n,
    levels,
    iterations: maximum.iterations,
    likelihoodRatio: { statistic: Math.max(0, statistic), df, p: chiSquareSurvival(Math.max(0, statistic), df) },
    wald: Object.fromEntries(
      [...columns].map((j) => [
        data.names[j]!,
        equal(
          base,
          cutNames.map((cut) => `${data.names[j]} at ${cut}`),
        ),
      ]),
    ),
    disordered,
    ...(notes.length > 0 && { note: notes.join('; ') }),
  }
}

/** The columns of the design that belong to free terms. */
export const freeColumns = (
  rows: readonly Row[],
  { terms, free, outcome }: PartialOddsModel,
  data: OrdinalData,
): ReadonlySet<number> => {
  const key = (term: Term): string =>
    term.kind === 'interaction' ? term.of.map((part) => part.column).join(':') : term.column
  const wanted = free.map(key)
  const stranger = wanted.find((name) => !terms.some((term) => key(term) === name))
  if (stranger !== undefined)
    throw new Error(
      `${stranger} is to be free of ${outcome}'s parallel odds but is no term; the terms are ${terms.map(key).join(', ')}`,
    )
  if (wanted.length === 0) throw new Error('no term is free, so the model is that of proportional odds; name one')
  const { assign } = design(rows, terms, { intercept: false })
  return new Set(data.names.flatMap((_, j) => (wanted.includes(key(terms[assign[j]!]!)) ? [j] : [])))
}

/** How many observations have a predictor at one cut that is not below the next. */
const outOfOrder = (
  { matrix, counts, names, levels }: OrdinalData,
  at: Float64Array,
  place: (column: number, cut: number) => number,
): number => {
  const width = names.length
  const eta = (i: number, cut: number): number =>
    names.reduce((sum, _, j) => sum - matrix[i * width + j]! * at[place(j, cut)]!, at[cut]!)
  let wrong = 0
  for (let i = 0; i < counts.length; i++) {
    for (let cut = 1; cut < levels - 1; cut++)
      if (!(eta(i, cut - 1) < eta(i, cut))) {
        wrong += counts[i]!
        break
      }
  }
  return wrong
}
