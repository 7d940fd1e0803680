/** A smooth function: its value at a point, +Infinity outside its domain; fills its gradient where one is handed in. */
export type Smooth = (at: Float64Array, gradient: Float64Array) => number

/** Where a search ended; `drop` is the decrease a Newton step would still bring, by the curvature the search has seen. */
export interface Descent {
  readonly at: Float64Array
  readonly value: number
  readonly gradient: Float64Array
  readonly drop: number
  readonly iterations: number
  readonly converged: boolean
}

/**
 * Minimises a smooth function by the quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno with backtracking.
 * `inverse` is a first guess of the inverse Hessian, row-major; without one the first step has length `reach` at most.
 * It has converged where a step would lower the value by less than `precision` (1e-12 unless said, in the value's units).
 */
export const minimise = (
  f: Smooth,
  start: Float64Array,
  options: {
    readonly inverse?: Float64Array
    readonly reach?: number
    readonly precision?: number
    readonly iterations?: number
  } = {},
): Descent => {
  const size = start.length
  const { reach = 0.5, precision = 1e-12, iterations: most = 300 } = options
  let at = Float64Array.from(start)
  let gradient = new Float64Array(size)
  let value = f(at, gradient)
  if (!Number.isFinite(value)) throw new Error(`a search cannot start where the function is ${value}`)
  const inverse = new Float64Array(size * size)
  let fresh = !options.inverse
  const reset = (): void => {
    inverse.fill(0)
    let square = 0
    for (const slope of gradient) square += slope * slope
    const scale = square > 0 ? Math.min(1, reach / Math.sqrt(square)) : 1
    for (let k = 0; k < size; k++) inverse[k * size + k] = scale
    fresh = true
  }
  if (options.inverse) inverse.set(options.inverse)
  else reset()
  const step = new Float64Array(size)
  const change = new Float64Array(size)
  const turned = new Float64Array(size)
  let drop = Number.POSITIVE_INFINITY
  let stale = false
  for (let iteration = 0; iteration <= most; iteration++) {
    let slope = 0
    for (let a = 0; a < size; a++) {
      let sum = 0
      for (let b = 0; b < size; b++) sum -= inverse[a * size + b]! * gradient[b]!
      step[a] = sum
      slope += sum * gradient[a]!
    }
    drop = -slope / 2
    if (drop < precision && !fresh) return { at, value, gradient, drop, iterations: iteration, converged: true }
    if (slope === 0) return { at, value, gradient, drop: 0, iterations: iteration, converged: true }
    // Rounding hides a decrease far below the value itself; there the gradient alone is believed.
    const noise = 1e-13 * (1 + Math.abs(value))
    const next = new Float64Array(size)
    const nextGradient = new Float64Array(size)
    let share = 1
    let reached = Number.POSITIVE_INFINITY
    for (; share > 1e-10; share /= 2) {
      for (let k = 0; k < size; k++) next[k] = at[k]! + share * step[k]!
      reached = f(next, nextGradient)
      if (reached <= value + 1e-4 * share * slope + noise) break
    }
    if (!(share > 1e-10)) {
      if (stale || drop < 1e3 * precision)
        return { at, value, gradient, drop, iterations: iteration, converged: drop < 1e3 * precision }
      reset()
      stale = true
      continue
    }
    stale = false
    let along = 0
    let square = 0
    for (let k = 0; k < size; k++) {
      step[k] = share * step[k]!
      change[k] = nextGradient[k]! - gradient[k]!
      along += step[k]! * change[k]!
      square += change[k]! ** 2
    }
    if (along > 1e-14 * Math.sqrt(square) && along > 0) {
      if (fresh) for (let k = 0; k < size; k++) inverse[k * size + k] = along / square
      let curved = 0
      for (let a = 0; a < size; a++) {
        let sum = 0
        for (let b = 0; b < size; b++) sum += inverse[a * size + b]! * change[b]!
        turned[a] = sum
        curved += sum * change[a]!
      }
      const grow = (1 + curved / along) / along
      for (let a = 0; a < size; a++)
        for (let b = 0; b < size; b++)
          inverse[a * size + b]! += grow * step[a]! * step[b]! - (turned[a]! * step[b]! + step[a]! * turned[b]!) / along
      fresh = false
    }
    at = next
    gradient = nextGradient
    value = reached
  }
  return { at, value, gradient, drop, iterations: most, converged: false }
}

/** Central differences of fourth order: the slope is the sum of weights times values at so many steps, over the step. */
export const FOURTH_ORDER: readonly (readonly [times: number, weight: number])[] = [
  [-2, 1 / 12],
  [-1, -2 / 3],
  [1, 2 / 3],
  [2, -1 / 12],
]
const SECOND_ORDER: typeof FOURTH_ORDER = [
  [-1, -1 / 2],
  [1, 1 / 2],
]

/**
 * The Hessian of a function from central differences of its gradient, symmetric and row-major; `fourth` order unless
 * told that second order is enough.
 */
export const hessianOf = (f: Smooth, at: Float64Array, steps: Float64Array, fourth = true): Float64Array => {
  const size = at.length
  const hessian = new Float64Array(size * size)
  const moved = Float64Array.from(at)
  const gradient = new Float64Array(size)
  const points = fourth ? FOURTH_ORDER : SECOND_ORDER
  for (let k = 0; k < size; k++) {
    for (const [times, weight] of points) {
      moved[k] = at[k]! + times * steps[k]!
      f(moved, gradient)
      for (let a = 0; a < size; a++) hessian[a * size + k]! += (weight * gradient[a]!) / steps[k]!
    }
    moved[k] = at[k]!
  }
  for (let a = 0; a < size; a++)
    for (let b = 0; b < a; b++) {
      const mean = (hessian[a * size + b]! + hessian[b * size + a]!) / 2
      hessian[a * size + b] = hessian[b * size + a] = mean
    }
  return hessian
}
