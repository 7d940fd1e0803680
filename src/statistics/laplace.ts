import { logDeterminant, solveLower, solveUpper } from '../math/sparse-cholesky.ts'
import type { ConditionalFamily } from './conditional-family.ts'
import type { Design } from './design.ts'
import { randomAlgebra } from './random-algebra.ts'
import type { RandomEffects } from './random-effects.ts'

/** Laplace's approximation to -2 ln L of a generalised mixed model, as a function of (cut points, coefficients, theta). */
export interface LaplaceDeviance {
  readonly size: number
  /** The deviance, +Infinity outside the domain; fills its exact gradient where one is asked for. */
  value(at: Float64Array, gradient: Float64Array | null): number
  /** The random effects before Lambda, at their mode for the point asked for last. */
  modes(): Float64Array
}

/**
 * The deviance 2 h(u) + ln |H| at the mode u of h = -ln p(y | u) + u'u / 2 and H its curvature there (Bates et al.
 * 2015; lme4 with nAGQ = 1). The mode is found by Newton's method from the last one. The gradient follows the mode, by
 * the implicit function theorem, and needs of H^-1 only the entries that rows touch.
 */
export const laplaceDeviance = (
  family: ConditionalFamily,
  { matrix, names, rows: n }: Design,
  offset: Float64Array,
  effects: RandomEffects,
): LaplaceDeviance => {
  const p = names.length
  const { cuts } = family
  const algebra = randomAlgebra(effects)
  const { pattern, width, size: q, at: places, thetas } = effects
  const eta = new Float64Array(n)
  const base = new Float64Array(n)
  const score = new Float64Array(n)
  const weight = new Float64Array(n)
  const turn = new Float64Array(n)
  const pull = new Float64Array(n)
  const numbers = new Float64Array(n * width)
  const slopes = new Float64Array(thetas)
  const mode = new Float64Array(q)
  const last = new Float64Array(q)
  const step = new Float64Array(q)
  const back = new Float64Array(q)

  /** Moves `mode` to the mode, leaving rows and factor at it; the penalised deviance there. */
  const climb = (at: Float64Array): number => {
    let height = Number.POSITIVE_INFINITY
    let share = 1
    for (let count = 0; count < 200; count++) {
      eta.set(base)
      algebra.addTo(eta, mode)
      let penalty = 0
      for (let e = 0; e < q; e++) penalty += mode[e]! ** 2
      const reached = penalty - 2 * family.rows(eta, at, score, weight, turn)
      if (Number.isNaN(reached)) return Number.POSITIVE_INFINITY
      if (!(reached <= height + 1e-12 * (1 + Math.abs(height))) || reached === Number.POSITIVE_INFINITY) {
        if (height === Number.POSITIVE_INFINITY) {
          if (penalty === 0) return Number.POSITIVE_INFINITY
          mode.fill(0)
          continue
        }
        share /= 2
        if (share < 1e-8) return Number.POSITIVE_INFINITY
        for (let e = 0; e < q; e++) mode[e] = last[e]! + share * step[e]!
        continue
      }
      height = reached
      if (!algebra.factorise(weight)) return Number.POSITIVE_INFINITY
      algebra.gather(score, step)
      let decrement = 0
      for (let e = 0; e < q; e++) step[e]! -= mode[e]!
      solveLower(pattern, algebra.factor, step)
      for (let e = 0; e < q; e++) decrement += step[e]! ** 2
      if (decrement < 1e-14) return height
      solveUpper(pattern, algebra.factor, step)
      last.set(mode)
      share = 1
      for (let e = 0; e < q; e++) mode[e]! += step[e]!
    }
    return Number.POSITIVE_INFINITY
  }

  const fill = (at: Float64Array, gradient: Float64Array): void => {
    const { spread, leverage } = algebra.invert()
    for (let i = 0; i < n; i++) pull[i] = turn[i]! * leverage[i]!
    algebra.gather(pull, back)
    solveLower(pattern, algebra.factor, back)
    solveUpper(pattern, algebra.factor, back)
    const bent = new Float64Array(n)
    algebra.addTo(bent, back)
    gradient.fill(0)
    for (let i = 0, k = 0; i < n; i++) {
      const along = -2 * score[i]! + pull[i]! - weight[i]! * bent[i]!
      for (let j = 0; j < p; j++) gradient[cuts + j]! += matrix[i * p + j]! * along
      for (let a = 0; a < width; a++, k++) {
        const e = places[k]!
        numbers[k] = 2 * weight[i]! * spread[k]! + mode[e]! * along + score[i]! * back[e]!
      }
    }
    family.cutSlopes(eta, at, leverage, bent, gradient)
    algebra.slopes(numbers, slopes)
    gradient.set(slopes, cuts + p)
  }

  return {
    size: cuts + p + thetas,
    value(at, gradient) {
      for (const [k, value] of at.entries())
        if (!(Math.abs(value) < (k < cuts + p ? 1e200 : 1e6))) return Number.POSITIVE_INFINITY
      algebra.load(at.subarray(cuts + p))
      for (let i = 0; i < n; i++) {
        let sum = offset[i]!
        for (let j = 0; j < p; j++) sum += matrix[i * p + j]! * at[cuts + j]!
        base[i] = sum
      }
      const height = climb(at)
      if (height === Number.POSITIVE_INFINITY) {
        mode.fill(0)
        return height
      }
      if (gradient) fill(at, gradient)
      return height + logDeterminant(pattern, algebra.factor)
    },
    modes: () => mode.slice(),
  }
}
