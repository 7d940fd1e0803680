import type { Term } from './design.ts'
import { type GeneralisedLinearFit, generalisedLinear } from './generalised-linear.ts'
import { numbers, type Row } from './row.ts'

export interface PoissonModel {
  /** A column of counts. */
  readonly outcome: string
  readonly terms: readonly Term[]
  /** False for none, as in R's `0 + x`. */
  readonly intercept?: boolean
  /** A column of how long or how much each row was watched (above 0): its logarithm is the offset. */
  readonly exposure?: string
  /** Of the intervals; .95 unless said. */
  readonly level?: number
  /** What `interval` of each coefficient is: 'profile' (as R `confint`) unless said. */
  readonly interval?: 'profile' | 'wald'
}

export type PoissonFit = GeneralisedLinearFit

/**
 * Poisson regression: ln E(Y) = ln exposure + intercept + x b, so exp(b) multiplies the rate; Newton's method.
 * R: `glm(y ~ ... + offset(log(exposure)), family = poisson)` with `confint` and `deviance`.
 * Throws on missing values, an outcome that is no count or always 0, a column that follows from others, and a level
 * whose counts are all 0 (its rate has no finite logarithm); names each.
 */
export const poisson = (rows: readonly Row[], model: PoissonModel): PoissonFit => {
  const { exposure, ...rest } = model
  if (exposure === undefined) return named(generalisedLinear(rows, { ...rest, family: 'poisson' }))
  const times = numbers(rows, exposure)
  const strange = times.findIndex((time) => !(time > 0))
  if (strange >= 0) throw new Error(`row ${strange}: ${exposure} is ${times[strange]}; an exposure must be above 0`)
  const offset = `log(${exposure})`
  const watched = rows.map((row, i) => ({ ...row, [offset]: Math.log(times[i]!) }))
  return named(generalisedLinear(watched, { ...rest, family: 'poisson', offset }))
}

const named = (fit: PoissonFit): PoissonFit => ({
  ...fit,
  coefficients: fit.coefficients.map((one) => ({
    ...one,
    estimator: one.estimator.replace(
      'poisson() coefficient',
      `Poisson log rate${one.name === 'intercept' ? '' : ' ratio'}`,
    ),
  })),
})
