import type { Interval } from '../core/estimate.ts'
import type { Fit } from './fit.ts'
import type { RandomBlock, RandomEffects } from './random-effects.ts'
import type { Level } from './row.ts'

/** How the effects of one random term vary over the levels of its group. */
export interface VaryingEffects {
  /** The group's column, or its columns joined by ':'. */
  readonly group: string
  /** `intercept`, and slopes by the name of their column. */
  readonly effects: readonly string[]
  readonly sds: readonly number[]
  /** Of the effects, row-major; NaN nowhere: 0 where a standard deviation is 0. */
  readonly correlations: readonly (readonly number[])[]
  readonly levels: number
  /** The effects of each level at their conditional mode (R `ranef`), in the order of `effects`. */
  readonly modes: ReadonlyMap<Level, readonly number[]>
}

/** What every mixed model here gives back. */
export interface MixedFit extends Fit {
  /** In the order the random terms were given. */
  readonly random: readonly VaryingEffects[]
  /** The Cholesky factors' free entries in lme4's order; linear models give them in units of `sigma`. */
  readonly theta: Float64Array
  /** True where a variance is 0 or effects are perfectly correlated (R `isSingular`): `note` says which. */
  readonly singular: boolean
  /** False where the search stopped before the gradient vanished; `note` then says so. */
  readonly converged: boolean
  /** What a Newton step from the end would still lower -2 ln L by. */
  readonly drop: number
  /** The largest slope of -2 ln L left at the end. */
  readonly gradient: number
  readonly iterations: number
}

/** The lower triangle of a block's factor, row-major. */
export const factorOf = ({ width, entries, theta: first }: RandomBlock, theta: Float64Array): Float64Array => {
  const factor = new Float64Array(width * width)
  for (const [k, [a, b]] of entries.entries()) factor[a * width + b] = theta[first + k]!
  return factor
}

/** Turns the signs of theta, and of modes with it, so that no diagonal is negative: the same model. */
export const positive = ({ blocks }: RandomEffects, theta: Float64Array, modes: Float64Array): void => {
  for (const { entries, theta: first, width, offset, levels } of blocks)
    for (const [k, [a, b]] of entries.entries()) {
      if (a !== b || !(theta[first + k]! < 0)) continue
      for (const [other, [, column]] of entries.entries())
        if (column === b) theta[first + other] = -theta[first + other]!
      for (let l = 0; l < levels.length; l++) modes[offset + l * width + b] = -modes[offset + l * width + b]!
    }
}

/** Theta for columns as they were given, lme4's; inside, they are scaled. */
export const unscaledTheta = ({ blocks }: RandomEffects, theta: Float64Array): Float64Array => {
  const out = Float64Array.from(theta)
  for (const { entries, theta: first, scales } of blocks)
    for (const [k, [a]] of entries.entries()) out[first + k]! /= scales[a]!
  return out
}

/** The varying effects at theta and the modes, in units of `scale`. */
export const varyingEffects = (
  effects: RandomEffects,
  theta: Float64Array,
  modes: Float64Array,
  scale: number,
): readonly VaryingEffects[] =>
  effects.blocks.map((block) => {
    const { group, effects: names, levels, width, offset, scales } = block
    const factor = factorOf(block, theta)
    const row = (a: number) => Array.from(factor.subarray(a * width, (a + 1) * width))
    const norms = names.map((_, a) => Math.hypot(...row(a)))
    const dot = (a: number, b: number) => row(a).reduce((sum, value, k) => sum + value * factor[b * width + k]!, 0)
    const correlation = (a: number, b: number): number =>
      a === b ? 1 : norms[a]! * norms[b]! === 0 ? 0 : dot(a, b) / (norms[a]! * norms[b]!)
    return {
      group,
      effects: names,
      sds: norms.map((norm, a) => (norm * scale) / scales[a]!),
      correlations: names.map((_, a) => names.map((__, b) => correlation(a, b))),
      levels: levels.length,
      modes: new Map(
        levels.map((level, l) => [
          level,
          names.map(
            (_, a) =>
              row(a).reduce((sum, value, b) => sum + scale * value * modes[offset + l * width + b]!, 0) / scales[a]!,
          ),
        ]),
      ),
    }
  })

/** Which terms are at the edge of what a covariance may be (a diagonal of the factor below 1e-4, as lme4's `isSingular`). */
export const singularities = ({ blocks }: RandomEffects, theta: Float64Array): readonly string[] =>
  blocks.flatMap((block) => {
    const { entries, theta: first, effects, group, width } = block
    const factor = factorOf(block, theta)
    return entries.flatMap(([a, b], k) => {
      if (a !== b || Math.abs(theta[first + k]!) >= 1e-4) return []
      const size = Math.hypot(...factor.subarray(a * width, (a + 1) * width))
      return size < 1e-4
        ? [`${effects[a]} does not vary by ${group} beyond chance (its variance is 0)`]
        : [`${effects[a]} by ${group} follows exactly from ${effects.slice(0, a).join(', ')}`]
    })
  })

/** The sentence about a fit's trouble, if it has any. */
export const troubleOf = (
  singular: readonly string[],
  converged: boolean,
  gradient: number,
  few: readonly string[],
) => {
  const said = [
    ...(singular.length > 0 ? [`singular fit: ${singular.join('; ')}; a simpler random term says the same`] : []),
    ...(converged ? [] : [`not converged: a slope of ${gradient.toPrecision(3)} is left; rescale columns or simplify`]),
    ...few,
  ]
  return said.length > 0 ? { note: said.join('. ') } : {}
}

/** Groups too few to estimate a variance from (under five levels). */
export const fewLevels = ({ blocks }: RandomEffects): readonly string[] =>
  blocks
    .filter(({ levels }) => levels.length < 5)
    .map(
      ({ group, levels }) =>
        `${group} has ${levels.length} levels only: its variance is hardly known; a fixed effect with cluster-robust (CR2) errors is safer`,
    )

/** A profile or bootstrap interval of one standard deviation of a mixed model; `effect` is 'residual' for the error's. */
export interface DeviationInterval {
  readonly group: string
  readonly effect: string
  readonly value: number
  readonly interval: Interval
  readonly level: number
}
