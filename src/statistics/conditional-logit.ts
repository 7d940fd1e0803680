import type { Interval } from '../core/estimate.ts'
import { checkLevel, criticalValue } from './check.ts'
import { type Coefficient, type Fit, twoSided } from './fit.ts'
import { type Likelihood, maximise } from './likelihood.ts'

/** What there was to choose from, each alternative with its features, and how often each was chosen. */
export interface ChoiceSet {
  /** By alternative and feature. */
  readonly alternatives: readonly (readonly number[])[]
  /** By alternative: 0 or more, not all 0. */
  readonly counts: readonly number[]
}

const check = (sets: readonly ChoiceSet[], features: readonly string[]): void => {
  if (sets.length === 0) throw new Error('a conditional logit needs at least one choice')
  sets.forEach(({ alternatives, counts }, s) => {
    if (alternatives.length !== counts.length)
      throw new Error(`choice ${s}: ${alternatives.length} alternatives, and ${counts.length} counts`)
    if (counts.some((count) => !(count >= 0 && Number.isFinite(count))) || !counts.some((count) => count > 0))
      throw new Error(`choice ${s}: counts must be 0 or more and not all 0, not ${counts.join(', ')}`)
    for (const row of alternatives) {
      if (row.length !== features.length)
        throw new Error(`choice ${s}: an alternative has ${row.length} features; they are ${features.join(', ')}`)
      const odd = row.findIndex((value) => !Number.isFinite(value))
      if (odd >= 0) throw new Error(`choice ${s}: ${features[odd]} is ${row[odd]}, not a finite number`)
    }
  })
}

/**
 * McFadden's conditional logit: P(alternative) in proportion to exp(features x b) within each choice, so b says what a
 * feature is worth to those who choose; Newton's method, Wald intervals. R: `survival::clogit(chosen ~ ... +
 * strata(choice))` with one row for each alternative of each single choice. Throws on counts and features that are no
 * numbers and where choices are separated.
 */
export const conditionalLogit = (
  sets: readonly ChoiceSet[],
  { features, level: given }: { readonly features: readonly string[]; readonly level?: number },
): Fit => {
  const level = checkLevel(given)
  const critical = criticalValue(level)
  const size = features.length
  if (size === 0) throw new Error('a conditional logit needs at least one feature')
  check(sets, features)
  const n = sets.reduce((sum, { counts }) => sum + counts.reduce((all, count) => all + count, 0), 0)
  const predictor = (row: readonly number[], at: Float64Array): number =>
    row.reduce((sum, value, k) => sum + value * at[k]!, 0)
  const likelihood: Likelihood = {
    names: features,
    cuts: 0,
    evaluate: (at, gradient, information) => {
      let total = 0
      gradient.fill(0)
      information.fill(0)
      for (const { alternatives, counts } of sets) {
        const predictors = alternatives.map((row) => predictor(row, at))
        const top = Math.max(...predictors)
        const weights = predictors.map((each) => Math.exp(each - top))
        const mass = weights.reduce((sum, weight) => sum + weight, 0)
        const chosen = counts.reduce((sum, count) => sum + count, 0)
        const mean = new Float64Array(size)
        alternatives.forEach((row, i) => {
          for (let a = 0; a < size; a++) mean[a]! += (weights[i]! / mass) * row[a]!
        })
        alternatives.forEach((row, i) => {
          const p = weights[i]! / mass
          total += counts[i]! * (predictors[i]! - top - Math.log(mass))
          for (let a = 0; a < size; a++) {
            const from = row[a]! - mean[a]!
            gradient[a]! += counts[i]! * from
            for (let b = 0; b < size; b++) information[a * size + b]! += chosen * p * from * (row[b]! - mean[b]!)
          }
        })
      }
      return total
    },
    reach: (step) =>
      sets.reduce((most, { alternatives }) => {
        const predictors = alternatives.map((row) => predictor(row, step))
        return Math.max(most, Math.max(...predictors) - Math.min(...predictors))
      }, 0),
  }
  const { at, covariance, logLikelihood } = maximise(likelihood, new Float64Array(size))
  return {
    coefficients: features.map((name, k): Coefficient => {
      const value = at[k]!
      const se = Math.sqrt(covariance[k * size + k]!)
      const wald: Interval = [value - critical * se, value + critical * se]
      const statistic = value / se
      const p = twoSided(statistic)
      return {
        name,
        value,
        se,
        statistic,
        p,
        interval: wald,
        level,
        wald,
        n,
        estimator: 'conditional logit, Wald interval',
      }
    }),
    parameters: features,
    covariance,
    logLikelihood,
    free: size,
    n,
  }
}
