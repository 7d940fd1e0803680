import { chiSquareQuantile } from '../math/distributions.ts'
import { minimise } from '../math/minimise.ts'
import { checkLevel } from './check.ts'
import { type CumulativeMixedModel, prepareCumulative } from './cumulative-mixed.ts'
import { type DeviationOptions, profileEnds, rowOf } from './deviation-intervals.ts'
import { type GeneralisedMixedModel, type PreparedGeneralised, prepareGeneralised } from './generalised-mixed.ts'
import { laplaceFit } from './laplace-fit.ts'
import type { DeviationInterval } from './mixed-fit.ts'
import type { Row } from './row.ts'

const profiled = (
  { fixed, family, offset, effects, plain }: Omit<PreparedGeneralised, 'familyOf'>,
  options: DeviationOptions,
): readonly DeviationInterval[] => {
  const level = checkLevel(options.level)
  const fit = laplaceFit(family, fixed, offset, effects, plain())
  const { deviance, inverse } = fit
  const best = deviance.value(fit.at, null)
  const first = family.cuts + fixed.names.length
  const threshold = chiSquareQuantile(level, 1)
  return effects.blocks.flatMap((block) =>
    block.effects.map((effect, a): DeviationInterval => {
      const places = rowOf(block, a).map((k) => first + k)
      const norm = Math.hypot(...places.map((k) => fit.at[k]!))
      const held = (value: number): number => {
        // The row of the factor keeps its length, so what is searched is its direction, and all other parameters.
        const f = (at: Float64Array, gradient: Float64Array): number => {
          const size = Math.hypot(...places.map((k) => at[k]!))
          const moved = Float64Array.from(at)
          for (const k of places) moved[k] = size > 0 ? (at[k]! * value) / size : 0
          const height = deviance.value(moved, gradient)
          if (height === Number.POSITIVE_INFINITY) return height
          const along = places.reduce((sum, k) => sum + (gradient[k]! * at[k]!) / size, 0)
          for (const k of places)
            gradient[k] = value > 0 ? (value / size) * (gradient[k]! - (along * at[k]!) / size) : 0
          return height
        }
        const from = Float64Array.from(fit.at)
        if (!(norm > 1e-6)) from[places[places.length - 1]!] = 1
        return minimise(f, from, { precision: 1e-8, ...(inverse && { inverse }) }).value
      }
      const near = norm > 1e-4 ? norm : 0
      const scale = block.scales[a]!
      const [low, high] = profileEnds(held, near, best, threshold)
      return { group: block.group, effect, value: near / scale, interval: [low / scale, high / scale], level }
    }),
  )
}

/**
 * Profile-likelihood intervals of the standard deviations of a generalised mixed model, by Laplace's approximation.
 * R: `confint(glmer(...), parm = "theta_", oldNames = FALSE)`, its rows of standard deviations, without its spline.
 * A lower end of 0 says that the effect may not vary at all. Throws as `generalisedMixed` does.
 */
export const profileGeneralisedDeviations = (
  rows: readonly Row[],
  model: GeneralisedMixedModel,
  options: DeviationOptions = {},
): readonly DeviationInterval[] => profiled(prepareGeneralised(rows, model), options)

/**
 * Profile-likelihood intervals of the standard deviations of a cumulative-link mixed model, by Laplace's approximation.
 * R: `confint(profile(ordinal::clmm2(ordered(y) ~ x, random = g)))`, its row `stDev`, without its spline; several random
 * terms are profiled in the same way. A lower end of 0 says that the effect may not vary. Throws as `cumulativeMixed` does.
 */
export const profileCumulativeDeviations = (
  rows: readonly Row[],
  model: Omit<CumulativeMixedModel, 'points'>,
  options: DeviationOptions = {},
): readonly DeviationInterval[] => profiled(prepareCumulative(rows, model), options)
