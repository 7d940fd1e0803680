import type { Estimate } from '../core/estimate.ts'
import { normalQuantile } from '../math/distributions.ts'

/** The level of an interval, checked: above 0 and below 1. */
export const checkLevel = (level = 0.95): number => {
  if (level > 0 && level < 1) return level
  throw new Error(`the level of an interval is ${level}; it must lie between 0 and 1, as .95 does`)
}

/** The level of a test, checked: above 0 and below 1; .05 unless given. */
export const checkAlpha = (alpha = 0.05): number => {
  if (alpha > 0 && alpha < 1) return alpha
  throw new Error(`alpha is ${alpha}; it must lie between 0 and 1, as .05 does`)
}

/** The two-sided normal quantile of a level: 1.96 at .95. */
export const criticalValue = (level: number): number => normalQuantile(0.5 + level / 2)

/** Numbers fit for an estimate; throws naming the first that is not finite, and when there are fewer than `least`. */
export const checkNumbers = (values: ArrayLike<number>, what: string, least = 1): void => {
  if (values.length < least) throw new Error(`${what}: ${values.length} values, at least ${least} are needed`)
  for (let i = 0; i < values.length; i++) {
    const value: unknown = values[i]
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new Error(`${what}: value ${i} is ${String(value)}, not a finite number`)
  }
}

/** A count of `what`: a whole number, 0 or more. */
export const checkCount = (count: number, what: string): void => {
  if (!(Number.isInteger(count) && count >= 0))
    throw new Error(`${what} is ${count}; a count is a whole number, 0 or more`)
}

/**
 * A log odds ratio as an odds ratio (or a log risk ratio as a risk ratio): value and interval through exp.
 * Statistic, p and standard error stay those of the logarithm, and the estimator says so.
 */
export const exponentiate = <E extends Estimate>(estimate: E): E => ({
  ...estimate,
  value: Math.exp(estimate.value),
  ...(estimate.interval && { interval: [Math.exp(estimate.interval[0]), Math.exp(estimate.interval[1])] as const }),
  estimator: `exp of ${estimate.estimator}`,
})

/**
 * Throws where a model read from a formula has a part that `what` would pass over: a random part, an offset, or no
 * intercept. A model written by hand has no `formula` and says only what its own type has.
 */
export const checkRead = (
  model: object,
  what: string,
  takes: { readonly offset?: boolean; readonly origin?: boolean; readonly random?: boolean } = {},
): void => {
  const { formula, random, offset, intercept } = model as {
    readonly formula?: { readonly text: string }
    readonly random?: readonly { readonly text: string }[]
    readonly offset?: string
    readonly intercept?: boolean
  }
  if (!formula) return
  const part = random?.[0]
  if (part && !takes.random)
    throw new Error(`${what} fits no random part, and ${formula.text} has ${part.text}; use a mixed model`)
  if (offset !== undefined && !takes.offset)
    throw new Error(`${what} takes no offset, and ${formula.text} has one; take it from the outcome, or leave it out`)
  if (intercept === false && !takes.origin)
    throw new Error(`${what} has cut points in place of an intercept, so ${formula.text} cannot leave it out`)
}
