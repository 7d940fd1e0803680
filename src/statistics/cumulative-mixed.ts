import { quadratureFit } from './adaptive-quadrature.ts'
import { checkLevel } from './check.ts'
import { cumulativeFamily } from './conditional-family.ts'
import { design } from './design.ts'
import { refuseConstantLevels, waldCoefficients } from './generalised-mixed.ts'
import { laplaceFit } from './laplace-fit.ts'
import type { MixedFit } from './mixed-fit.ts'
import { type CutPoint, type OrdinalModel, proportionalOdds } from './proportional-odds.ts'
import { type RandomTerm, randomEffects } from './random-effects.ts'
import { categories, type Level, type Row } from './row.ts'

export interface CumulativeMixedModel extends Omit<OrdinalModel, 'frequency' | 'interval'> {
  readonly random: readonly RandomTerm[]
  /** Of adaptive Gauss-Hermite quadrature, for one random intercept; Laplace's approximation unless said. */
  readonly points?: number
}

export interface CumulativeMixedFit extends MixedFit {
  readonly cuts: readonly CutPoint[]
  /** The outcome's levels that occur, from low to high. */
  readonly levels: readonly Level[]
}

/**
 * Cumulative-link (proportional-odds) mixed model, logit P(Y <= k) = cut_k - x b - z u, with normal random intercepts and
 * slopes, crossed or nested, by Laplace's approximation; exp(b) multiplies the odds of a higher outcome at given u.
 * Coefficients are tested by z; intervals are Wald's. `parameters` and `covariance` open with the cut points.
 * R: `ordinal::clmm(ordered(y) ~ x + (1 | g), nAGQ = points)`. Trouble is said, and input refused, as by `generalisedMixed`.
 */
export const cumulativeMixed = (rows: readonly Row[], model: CumulativeMixedModel): CumulativeMixedFit => {
  const level = checkLevel(model.level)
  const { random, points, ...ordinal } = model
  const effects = randomEffects(rows, random)
  const plain = proportionalOdds(rows, { ...ordinal, interval: 'wald' })
  const { levels } = plain
  const codes = Uint16Array.from(categories(rows, model.outcome), (cell) => levels.indexOf(cell))
  refuseConstantLevels(effects, codes, model.outcome)
  const fixed = design(rows, model.terms, { intercept: false })
  const at = Float64Array.from([...plain.cuts, ...plain.coefficients].map((one) => one.value))
  const offset = new Float64Array(rows.length)
  const familyOf = (some: readonly number[]) =>
    cumulativeFamily(
      Uint16Array.from(some, (i) => codes[i]!),
      levels.length,
    )
  const laplace = laplaceFit(cumulativeFamily(codes, levels.length), fixed, offset, effects, {
    at,
    covariance: plain.covariance,
  })
  const fit = points === undefined ? laplace : quadratureFit(familyOf, fixed, offset, effects, laplace, points)
  const size = at.length
  const count = plain.cuts.length
  const errors = Float64Array.from({ length: size }, (_, k) => Math.sqrt(fit.covariance[k * (size + 1)]!))
  const estimator = `mixed proportional-odds log odds ratio, ${points === undefined ? 'Laplace' : `quadrature at ${points} points`}, Wald interval`
  return {
    coefficients: waldCoefficients(fixed.names, fit.at.subarray(count), errors.subarray(count), {
      level,
      n: rows.length,
      estimator,
    }),
    cuts: plain.cuts.map(({ name }, k) => ({ name, value: fit.at[k]!, se: errors[k]! })),
    parameters: plain.parameters,
    covariance: fit.covariance,
    levels,
    ...fit.shared,
    ...((plain.note ?? fit.shared.note) && { note: [plain.note, fit.shared.note].filter(Boolean).join('. ') }),
  }
}
