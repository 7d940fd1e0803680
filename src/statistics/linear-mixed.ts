import type { Interval } from '../core/estimate.ts'
import { tQuantile, tSurvival } from '../math/distributions.ts'
import { type Descent, minimise } from '../math/minimise.ts'
import { checkLevel, checkRead } from './check.ts'
import { design, type Term } from './design.ts'
import type { Coefficient } from './fit.ts'
import type { Combinable } from './linear-contrast.ts'
import { type LinearCriterion, linearCriterion } from './linear-criterion.ts'
import {
  fewLevels,
  type MixedFit,
  positive,
  singularities,
  troubleOf,
  unscaledTheta,
  varyingEffects,
} from './mixed-fit.ts'
import { thetaStart } from './random-algebra.ts'
import { type RandomEffects, type RandomTerm, randomEffects } from './random-effects.ts'
import { checkScale, numbers, type Row } from './row.ts'
import { quadratic } from './sandwich.ts'
import { satterthwaite } from './satterthwaite.ts'

export interface LinearMixedModel {
  /** A column of numbers. */
  readonly outcome: string
  /** The fixed effects, beside an intercept. */
  readonly terms: readonly Term[]
  /** False for none, as in R's `0 + x`. */
  readonly intercept?: boolean
  readonly random: readonly RandomTerm[]
  /** 'REML' unless said; likelihood-ratio tests of fixed effects need 'ML'. */
  readonly method?: 'REML' | 'ML'
  /** Of the intervals; .95 unless said. */
  readonly level?: number
}

/** A coefficient tested by t with Satterthwaite's degrees of freedom. */
export interface LinearMixedCoefficient extends Coefficient {
  readonly df: number
}

export interface LinearMixedFit extends MixedFit {
  readonly coefficients: readonly LinearMixedCoefficient[]
  readonly method: 'REML' | 'ML'
  /** -2 ln L, or the REML criterion (R `deviance` and `REMLcrit`). */
  readonly criterion: number
  /** The standard deviation of the error. */
  readonly sigma: number
  /** A weighted sum of the coefficients, in their order, with Satterthwaite's degrees of freedom (R `lmerTest::contest1D`). */
  readonly linear: NonNullable<Combinable['linear']>
}

/** Rows of a linear mixed model made ready; shared with its profiles and bootstraps. */
export const prepareLinear = (rows: readonly Row[], model: LinearMixedModel) => {
  const method = model.method ?? 'REML'
  if (method !== 'REML' && method !== 'ML') throw new Error(`the method is ${method}; it must be REML or ML`)
  const effects = randomEffects(rows, model.random)
  checkRead(model, 'a linear mixed model', { origin: true, random: true })
  const fixed = design(rows, model.terms, { origin: model.intercept === false })
  const y = numbers(rows, model.outcome)
  checkScale(model.outcome, y)
  const n = rows.length
  const width = fixed.names.length
  if (n <= width)
    throw new Error(
      `${n} rows cannot carry ${width} coefficients and variances; more rows than coefficients are needed`,
    )
  if (y.every((value) => value === y[0])) throw new Error(`${model.outcome} is ${y[0]} in every row: nothing varies`)
  for (const { group, levels, width: each } of effects.blocks)
    if (levels.length * each >= n)
      throw new Error(
        `${group} has ${levels.length} levels with ${each} effects each but there are ${n} rows, so they cannot be told from the error; repeat measurements within ${group}, or leave its random term out`,
      )
  return { method, effects, fixed, y } as const
}

/**
 * The lowest point of a linear criterion. A search that ends where a variance is 0 is started again beside it, since
 * such a point is stationary even where it is no minimum.
 */
export const descend = (criterion: LinearCriterion, effects: RandomEffects, start = thetaStart(effects)): Descent => {
  const f = (at: Float64Array, gradient: Float64Array) => criterion.value(at, null, gradient)
  let best = minimise(f, start)
  if (singularities(effects, best.at).length > 0) {
    const beside = best.at.map((value, k) => value + 0.1 * thetaStart(effects)[k]!)
    const again = minimise(f, beside)
    if (again.value < best.value - 1e-9) best = again
  }
  return best
}

/**
 * Linear mixed model y = X b + Z u + e with normal random effects, crossed or nested, by REML or maximum likelihood:
 * lme4's profiled criterion with a sparse Cholesky factor (Bates, Maechler, Bolker and Walker 2015), searched by BFGS with
 * its exact gradient. Coefficients are tested by t with Satterthwaite's degrees of freedom as lmerTest does; `interval`
 * is their t interval. `|` of a factor's slopes correlates all of its columns as lme4 does; `correlated: false`
 * parts all columns, also those of one factor (lme4's `||` would not).
 * R: `lmerTest::lmer(y ~ x + (1 + x | g) + (1 | h), REML = TRUE)`; `modes` are `ranef`.
 * A singular fit or one that did not converge says so in `singular`, `converged` and `note`. Throws on missing values,
 * a constant outcome, a group that is missing, has one level or as many as rows, a slope its group does not let vary,
 * and columns that follow from others; names each.
 */
export const linearMixed = (rows: readonly Row[], model: LinearMixedModel): LinearMixedFit => {
  const level = checkLevel(model.level)
  const { method, effects, fixed, y } = prepareLinear(rows, model)
  const criterion = linearCriterion(fixed, y, effects, method === 'REML')
  const end = descend(criterion, effects)
  const theta = Float64Array.from(end.at)
  criterion.value(theta, null, null)
  const { residual } = criterion.state()
  const sigma = Math.sqrt(residual / criterion.m)
  if (!(residual > 1e-20 * y.reduce((sum, value) => sum + value * value, 0)))
    throw new Error(`${model.outcome} is fitted without remainder, so nothing measures its error`)
  const boundless = effects.blocks.find(({ entries, theta: first }) =>
    entries.some((_, k) => Math.abs(theta[first + k]!) > 1e4),
  )
  if (boundless)
    throw new Error(
      `the effects of ${boundless.group} explain ${model.outcome} without remainder, so the error's variance is 0; more rows for each ${boundless.group} are needed, or fewer random effects`,
    )
  const degrees = satterthwaite(criterion, theta, sigma)
  const value = criterion.value(theta, null, null)
  const { coefficients, unscaled, modes } = criterion.state()
  positive(effects, theta, modes)
  const singular = singularities(effects, theta)
  const p = fixed.names.length
  const n = rows.length
  const gradient = end.gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0)
  const covariance = unscaled.map((one) => one * sigma ** 2)
  const values = Array.from(fixed.names, (_, k) => coefficients[k]!)
  const df = fixed.names.map((_, k) => degrees(fixed.names.map((__, j) => Number(j === k))))
  const lost = df.findIndex((one) => !(one > 0.01))
  if (lost >= 0)
    throw new Error(
      `${fixed.names[lost]} takes up all that varies by ${effects.blocks.map(({ group }) => group).join(' or ')}, so nothing is left to measure its error: leave it out, or the random part`,
    )
  return {
    coefficients: fixed.names.map((name, k) => {
      const estimate = coefficients[k]!
      const se = Math.sqrt(covariance[k * p + k]!)
      const statistic = estimate / se
      const reach = tQuantile(0.5 + level / 2, df[k]!) * se
      const interval: Interval = [estimate - reach, estimate + reach]
      return {
        name,
        value: estimate,
        se,
        statistic,
        df: df[k]!,
        p: 2 * tSurvival(Math.abs(statistic), df[k]!),
        interval,
        wald: interval,
        level,
        n,
        estimator: `linear mixed model by ${method}, Satterthwaite t interval`,
      }
    }),
    parameters: fixed.names,
    covariance,
    linear: (weights) => ({
      value: values.reduce((sum, one, k) => sum + one * weights[k]!, 0),
      se: Math.sqrt(Math.max(0, quadratic(covariance, weights))),
      df: degrees(weights),
    }),
    logLikelihood: -value / 2,
    criterion: value,
    method,
    sigma,
    free: p + effects.thetas + 1,
    n,
    random: varyingEffects(
      effects,
      theta,
      modes.map((mode) => mode / sigma),
      sigma,
    ),
    theta: unscaledTheta(effects, theta),
    singular: singular.length > 0,
    converged: end.converged,
    drop: end.drop,
    gradient,
    iterations: end.iterations,
    ...(method === 'REML' && { restricted: true as const }),
    ...troubleOf(singular, end.converged, gradient, fewLevels(effects)),
  }
}
