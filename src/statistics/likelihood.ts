import { cholesky, choleskyInverse, choleskySolve } from '../math/linear.ts'

/** A concave log-likelihood, as Newton's method sees it. */
export interface Likelihood {
  /** The parameters' names, in order. */
  readonly names: readonly string[]
  /** What to do about a separation, where a penalised fit is no way out. */
  readonly advice?: string
  /** How many of the first are cut points, which are never the cause of a separation. */
  readonly cuts: number
  /** The log-likelihood at a point (-Infinity outside its domain); fills its gradient and, row-major, minus its Hessian. */
  evaluate(at: Float64Array, gradient: Float64Array, information: Float64Array): number
  /** The largest change a step makes to any linear predictor: the size of a step whatever the columns' units. */
  reach(step: Float64Array): number
}

/** Thrown where some outcome is perfectly predicted, so that the likelihood is highest at infinity. */
export class SeparationError extends Error {
  constructor(what: string, advice = 'merge levels, drop the term, or use a penalised fit (firth)') {
    super(`the outcome is separated by ${what}: no finite estimate exists; ${advice}`)
    this.name = 'SeparationError'
  }
}

/** Where a log-likelihood is highest. */
export interface Maximum {
  readonly at: Float64Array
  readonly logLikelihood: number
  /** The inverse of the information, row-major. */
  readonly covariance: Float64Array
  readonly iterations: number
}

interface Workspace {
  readonly gradient: Float64Array
  readonly information: Float64Array
  readonly factor: Float64Array
  readonly step: Float64Array
}

const workspace = (size: number): Workspace => ({
  gradient: new Float64Array(size),
  information: new Float64Array(size * size),
  factor: new Float64Array(size * size),
  step: new Float64Array(size),
})

/** Factors the information with row and column `fixed` replaced by the identity's, so that its parameter stays. */
const factorise = ({ information, factor }: Workspace, size: number, fixed: number, ridge = 0): boolean => {
  factor.set(information)
  for (let k = 0; k < size; k++) factor[k * size + k]! += ridge
  if (fixed >= 0) {
    for (let k = 0; k < size; k++) factor[fixed * size + k] = factor[k * size + fixed] = 0
    factor[fixed * size + fixed] = 1
  }
  return cholesky(factor, size)
}

/** As `factorise`, with as much of a ridge as a flat likelihood needs. */
const factoriseFlat = (work: Workspace, size: number, fixed: number): void => {
  let largest = 1e-200
  for (let k = 0; k < size; k++) largest = Math.max(largest, work.information[k * size + k]!)
  for (let share = 1e-10; !factorise(work, size, fixed, share * largest); share *= 100);
}

const divergent = (likelihood: Likelihood, step: Float64Array): string => {
  const single = new Float64Array(step.length)
  const reaches = Array.from(step, (value, k) => likelihood.reach(single.fill(0).fill(value, k, k + 1)))
  const most = Math.max(...reaches.slice(likelihood.cuts))
  return likelihood.names.filter((_, k) => k >= likelihood.cuts && reaches[k]! >= most / 20).join(', ')
}

/** What is said where the likelihood has no curvature at its maximum, and so no standard errors. */
export const flat = ({ names, cuts }: Pick<Likelihood, 'names' | 'cuts'>): string =>
  `no standard errors exist: at the maximum the likelihood is flat in ${names.slice(cuts).join(', ')}; rescale the columns, merge levels or leave a term out`

/** Newton's method from `at`, which it moves, with one parameter fixed or none (-1); null where `at` is outside the domain. */
const climb = (likelihood: Likelihood, at: Float64Array, work: Workspace, fixed: number, precision: number) => {
  const size = at.length
  const { gradient, information, step } = work
  const next = new Float64Array(size)
  let height = likelihood.evaluate(at, gradient, information)
  if (height === Number.NEGATIVE_INFINITY) return null
  for (let iteration = 1; iteration <= 300; iteration++) {
    const solvable = factorise(work, size, fixed)
    if (!solvable && fixed < 0) throw new SeparationError(divergent(likelihood, step), likelihood.advice)
    if (!solvable) factoriseFlat(work, size, fixed)
    step.set(gradient)
    if (fixed >= 0) step[fixed] = 0
    choleskySolve(work.factor, size, step)
    let gain = 0
    for (let k = 0; k < size; k++) gain += k === fixed ? 0 : gradient[k]! * step[k]!
    const reach = likelihood.reach(step)
    if (fixed < 0 && gain < 1e-7 && reach > 0.3)
      throw new SeparationError(divergent(likelihood, step), likelihood.advice)
    // At a distant fixed value the others may hardly matter: what counts there is the height, not the place.
    if (gain < (fixed < 0 ? 1e-15 : 1e-11)) return { height, iterations: iteration }
    // Far from the maximum the likelihood is nearly flat and Newton's step absurdly long.
    let share = fixed < 0 ? 1 : Math.min(1, 10 / reach)
    let reached = Number.NEGATIVE_INFINITY
    for (; share > 1e-14; share /= 2) {
      for (let k = 0; k < size; k++) next[k] = at[k]! + share * step[k]!
      reached = likelihood.evaluate(next, gradient, information)
      if (reached >= height - 1e-11 * (1 + Math.abs(height))) break
    }
    if (!(share > 1e-14)) break
    at.set(next)
    height = reached
    if (share === 1 && reach < precision) return { height, iterations: iteration }
  }
  throw new Error('the log-likelihood did not converge in 300 Newton steps')
}

/**
 * Maximises a concave log-likelihood by Newton's method with step-halving on the exact Hessian.
 * Throws, naming the coefficients, where the data are separated and the maximum lies at infinity.
 */
export const maximise = (likelihood: Likelihood, start: Float64Array): Maximum => {
  const size = likelihood.names.length
  const work = workspace(size)
  const at = Float64Array.from(start)
  const top = climb(likelihood, at, work, -1, 1e-6)
  if (!top)
    throw new Error(
      'the numbers are too large to start from: rescale the columns, or the offset, so that few are beyond 100',
    )
  if (!factorise(work, size, -1)) throw new Error(flat(likelihood))
  return { at, logLikelihood: top.height, covariance: choleskyInverse(work.factor, size), iterations: top.iterations }
}

/**
 * The profile-likelihood interval of one parameter (R `confint` after `profile`, without its spline):
 * where the likelihood-ratio statistic, all others re-estimated, equals `critical` squared.
 * Newton's method on the signed root, which is nearly straight; each point starts on the tangent of the last.
 */
export const profileInterval = (
  likelihood: Likelihood,
  maximum: Maximum,
  index: number,
  critical: number,
): readonly [low: number, high: number] => {
  const size = likelihood.names.length
  const work = workspace(size)
  const centre = maximum.at[index]!
  const error = Math.sqrt(maximum.covariance[index * size + index]!)
  const alone = Float64Array.from({ length: size }, (_, k) => (k === index ? 1 : 0))
  const width = likelihood.reach(alone)
  const end = (side: -1 | 1): number => {
    const at = Float64Array.from(maximum.at)
    let tangent = Float64Array.from({ length: size }, (_, k) => maximum.covariance[k * size + index]! / error ** 2)
    let near = 0
    let far = Number.POSITIVE_INFINITY
    let distance = 0
    let aim = critical * error
    for (let round = 0; round < 300; round++) {
      // No start so far from the last maximum that Newton's method would have to find its way over a plain.
      const most = (5 + (distance * width) / 10) / likelihood.reach(tangent)
      const moved = Math.max(-most, Math.min(most, aim - distance))
      distance += moved
      const ahead = at.map((value, k) => value + side * moved * tangent[k]!)
      at[index] = ahead[index] = centre + side * distance
      const top = climb(likelihood, ahead, work, index, 1e-4)
      // The tangent may cross two cut points; the last cut points never do.
      if (top) at.set(ahead)
      const height = (top ?? climb(likelihood, at, work, index, 1e-4))!.height
      const root = Math.sqrt(Math.max(0, 2 * (maximum.logLikelihood - height)))
      if (root < critical) near = distance
      else far = distance
      const slope = -side * work.gradient[index]!
      const change = ((critical - root) * root) / slope
      if (Math.abs(change) < 1e-8 * error) return at[index]! + side * change
      const next = distance + change
      aim = next > near && next < far ? next : far === Number.POSITIVE_INFINITY ? 2 * distance : (near + far) / 2
      if (!factorise(work, size, index)) factoriseFlat(work, size, index)
      tangent = Float64Array.from({ length: size }, (_, k) => (k === index ? 0 : -work.information[k * size + index]!))
      choleskySolve(work.factor, size, tangent)
      tangent[index] = 1
      if (!(likelihood.reach(tangent) < 20 * width)) tangent.set(alone)
    }
    throw new Error(`the profile of ${likelihood.names[index]} did not reach its interval in 300 rounds`)
  }
  return [end(-1), end(1)]
}
