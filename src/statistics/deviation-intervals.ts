import { chiSquareQuantile } from '../math/distributions.ts'
import { minimise } from '../math/minimise.ts'
import { percentileInterval } from './bootstrap.ts'
import { checkLevel } from './check.ts'
import { type LinearCriterion, linearCriterion } from './linear-criterion.ts'
import { descend, type LinearMixedModel, prepareLinear } from './linear-mixed.ts'
import { type DeviationInterval, factorOf } from './mixed-fit.ts'
import type { RandomBlock } from './random-effects.ts'
import { brentRoot } from './root.ts'
import type { Row } from './row.ts'

export interface DeviationOptions {
  /** .95 unless said. */
  readonly level?: number
}
export interface BootstrapDeviationOptions extends DeviationOptions {
  /** Where chance comes from: the same luck gives the same intervals. */
  readonly luck: { normal(): number }
  /** How many data sets are simulated and fitted; 500 unless said. */
  readonly replicates?: number
}

/** The places in theta of the factor's row of one effect: its standard deviation is their norm (times the error's). */
export const rowOf = ({ entries, theta }: RandomBlock, effect: number): readonly number[] =>
  entries.flatMap(([a], k) => (a === effect ? [theta + k] : []))

/** The ends where twice the drop in log-likelihood from `best`, at `value`, reaches `threshold`; 0 is the least. */
export const profileEnds = (
  deviance: (value: number) => number,
  value: number,
  best: number,
  threshold: number,
): readonly [number, number] => {
  const excess = (at: number): number => {
    const above = Math.max(0, deviance(at) - best)
    return Math.sqrt(above) - Math.sqrt(threshold)
  }
  const start = value > 0 ? value : 1e-3
  let high = Math.max(1.2 * start, 1e-3)
  let inside = value
  for (let count = 0; excess(high) < 0; count++) {
    if (count > 60) throw new Error('the profile of a standard deviation has no upper end: the data do not bound it')
    inside = high
    high *= 1.5
  }
  const tolerance = 1e-6 * high
  const upper = brentRoot(excess, inside, high, tolerance)
  const lower = value <= 0 || excess(0) <= 0 ? 0 : brentRoot(excess, 0, value, tolerance)
  return [lower, upper]
}

/** The least deviance of a linear mixed model with one effect's standard deviation held at `value`. */
const held = (criterion: LinearCriterion, places: readonly number[], start: Float64Array, sigma: number) => {
  const { m } = criterion
  return (value: number): number => {
    const from = Float64Array.from(start)
    if (value === 0) {
      for (const k of places) from[k] = 0
      const f = (at: Float64Array, gradient: Float64Array) => {
        const height = criterion.value(at, null, gradient)
        for (const k of places) gradient[k] = 0
        return height
      }
      return minimise(f, from, { precision: 1e-9 }).value
    }
    const norm = Math.hypot(...places.map((k) => start[k]!))
    if (norm > 1e-6) for (const k of places) from[k]! *= value / sigma / norm
    else from[places[places.length - 1]!] = value / sigma
    const f = (at: Float64Array, gradient: Float64Array) => {
      const size = Math.hypot(...places.map((k) => at[k]!))
      if (!(size > 1e-12)) return Number.POSITIVE_INFINITY
      const error = value / size
      const height = criterion.value(at, error, gradient)
      if (height === Number.POSITIVE_INFINITY) return height
      const slope = (2 * m) / error - (2 * criterion.state().residual) / error ** 3
      for (const k of places) gradient[k]! -= (slope * error * at[k]!) / size ** 2
      return height
    }
    return minimise(f, from, { precision: 1e-9 }).value
  }
}

/**
 * Profile-likelihood intervals of the standard deviations of a linear mixed model, the error's last (`residual`), by
 * maximum likelihood whatever the model's method is. R: `confint(lmer(...), oldNames = FALSE)`, its rows of standard
 * deviations, without its spline. A lower end of 0 says that the effect may not vary at all.
 */
export const profileDeviations = (
  rows: readonly Row[],
  model: LinearMixedModel,
  options: DeviationOptions = {},
): readonly DeviationInterval[] => {
  const level = checkLevel(options.level)
  const { effects, fixed, y } = prepareLinear(rows, model)
  const criterion = linearCriterion(fixed, y, effects, false)
  const best = descend(criterion, effects)
  criterion.value(best.at, null, null)
  const sigma = Math.sqrt(criterion.state().residual / criterion.m)
  const threshold = chiSquareQuantile(level, 1)
  const found = effects.blocks.flatMap((block) =>
    block.effects.map((effect, a): DeviationInterval => {
      const places = rowOf(block, a)
      const value = sigma * Math.hypot(...places.map((k) => best.at[k]!))
      const near = value > 1e-4 * sigma ? value : 0
      const [low, high] = profileEnds(held(criterion, places, best.at, sigma), near, best.value, threshold)
      const scale = block.scales[a]!
      return { group: block.group, effect, value: near / scale, interval: [low / scale, high / scale], level }
    }),
  )
  const ofError = (value: number): number =>
    value === 0
      ? Number.POSITIVE_INFINITY
      : minimise((at, gradient) => criterion.value(at, value, gradient), best.at, { precision: 1e-9 }).value
  const ends = profileEnds((value) => Math.min(1e300, ofError(value)), sigma, best.value, threshold)
  return [...found, { group: 'residual', effect: 'residual', value: sigma, interval: ends, level }]
}

/**
 * Percentile intervals of the standard deviations of a linear mixed model, the error's last, from fits to data simulated
 * from it (parametric bootstrap). R: `confint(lmer(...), method = "boot", boot.type = "perc")`.
 * `value` is the estimate by the model's method.
 */
export const bootstrapDeviations = (
  rows: readonly Row[],
  model: LinearMixedModel,
  options: BootstrapDeviationOptions,
): readonly DeviationInterval[] => {
  const level = checkLevel(options.level)
  const replicates = options.replicates ?? 500
  if (!(Number.isInteger(replicates) && replicates >= 100))
    throw new Error(`${replicates} bootstrap replicates; a whole number from 100 on is needed`)
  const { luck } = options
  const { effects, fixed, y, method } = prepareLinear(rows, model)
  const { blocks, n, size, width, z, at } = effects
  const fitted = (outcome: Float64Array, start?: Float64Array) => {
    const criterion = linearCriterion(fixed, outcome, effects, method === 'REML')
    const theta = descend(criterion, effects, start).at
    criterion.value(theta, null, null)
    const { residual, coefficients } = criterion.state()
    const sigma = Math.sqrt(residual / criterion.m)
    const sds = blocks.flatMap((block) =>
      block.effects.map((_, a) => (sigma * Math.hypot(...rowOf(block, a).map((k) => theta[k]!))) / block.scales[a]!),
    )
    return { theta, sigma, coefficients, sds: [...sds, sigma] }
  }
  const top = fitted(y)
  const drawn = top.sds.map(() => new Float64Array(replicates))
  const b = new Float64Array(size)
  for (let r = 0; r < replicates; r++) {
    for (const block of blocks) {
      const factor = factorOf(block, top.theta)
      for (let l = 0; l < block.levels.length; l++) {
        const u = block.effects.map(() => top.sigma * luck.normal())
        for (let a = 0; a < block.width; a++)
          b[block.offset + l * block.width + a] = u.reduce((sum, one, k) => sum + factor[a * block.width + k]! * one, 0)
      }
    }
    const outcome = Float64Array.from({ length: n }, (_, i) => {
      let sum = top.sigma * luck.normal()
      for (let k = 0; k < fixed.names.length; k++)
        sum += fixed.matrix[i * fixed.names.length + k]! * top.coefficients[k]!
      for (let k = i * width; k < (i + 1) * width; k++) sum += z[k]! * b[at[k]!]!
      return sum
    })
    for (const [k, sd] of fitted(outcome, top.theta).sds.entries()) drawn[k]![r] = sd
  }
  const named = [
    ...blocks.flatMap(({ group, effects: names }) => names.map((effect) => ({ group, effect }))),
    { group: 'residual', effect: 'residual' },
  ]
  return named.map((name, k) => ({
    ...name,
    value: top.sds[k]!,
    interval: percentileInterval(drawn[k]!, level),
    level,
  }))
}
