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

/** Checks rows against a cumulative-link mixed model and codes them; shared with its profiles. */
export const prepareCumulative = (rows: readonly Row[], model: Omit<CumulativeMixedModel, 'points'>) => {
  const { random, ...ordinal } = model
  const effects = randomEffects(rows, random)
  const regression = proportionalOdds(rows, { ...ordinal, interval: 'wald' })
  const { levels } = regression
  const codes = Uint16Array.from(categories(rows, model.outcome), (cell) => levels.indexOf(cell))
  refuseConstantLevels(effects, codes, model.outcome)
  return {
    regression,
    effects,
    fixed: design(rows, model.terms, { intercept: false }),
    offset: new Float64Array(rows.length),
    family: cumulativeFamily(codes, levels.length),
    familyOf: (some: readonly number[]) =>
      cumulativeFamily(
        Uint16Array.from(some, (i) => codes[i]!),
        levels.length,
      ),
    plain: () => ({
      at: Float64Array.from([...regression.cuts, ...regression.coefficients].map((one) => one.value)),
      covariance: regression.covariance,
    }),
  }
}

/**
 * Cumulative-link (proportional-odds) mixed model, logit P(Y <= k) = cut_k - x b - z u, with normal random intercepts and
 * slopes, crossed or nested, by Laplace's approximation; exp(b) multiplies the odds of a higher outcome at given u.
 * Coefficients are tested by z; intervals are Wald's. `parameters` and `covariance` open with the cut points.
 * R: `ordinal::clmm(ordered(y) ~ x + (1 | g), nAGQ = points)`. Trouble is said, and input refused, as by `generalisedMixed`.
 */
export const cumulativeMixed = (rows: readonly Row[], model: CumulativeMixedModel): CumulativeMixedFit => {
  const level = checkLevel(model.level)
  const { points, ...rest } = model
  const { regression, effects, fixed, offset, family, familyOf, plain } = prepareCumulative(rows, rest)
  const laplace = laplaceFit(family, fixed, offset, effects, plain())
  const fit = points === undefined ? laplace : quadratureFit(familyOf, fixed, offset, effects, laplace, points)
  const size = family.cuts + fixed.names.length
  const count = regression.cuts.length
  const errors = Float64Array.from({ length: size }, (_, k) => Math.sqrt(fit.covariance[k * (size + 1)]!))
  const estimator = `mixed proportional-odds log odds ratio, ${points === undefined ? 'Laplace' : `quadrature at ${points} points`}, Wald interval`
  return {
    coefficients: waldCoefficients(fixed.names, fit.at.subarray(count, size), errors.subarray(count), {
      level,
      n: rows.length,
      estimator,
    }),
    cuts: regression.cuts.map(({ name }, k) => ({ name, value: fit.at[k]!, se: errors[k]! })),
    parameters: regression.parameters,
    covariance: fit.covariance,
    levels: regression.levels,
    ...fit.shared,
    ...((regression.note ?? fit.shared.note) && {
      note: [regression.note, fit.shared.note].filter(Boolean).join('. '),
    }),
  }
}
