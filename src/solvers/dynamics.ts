import {
  checkMatrix,
  checkMixed,
  type Matrix,
  type MatrixGame,
  type Mixed,
  matrixGame,
  type Profile,
  sizeOf,
} from './matrix-game.ts'

export interface DynamicsOptions {
  /** How long, in the time of the differential equation. */
  readonly duration: number
  /** The largest error of one step in any share; 1e-9 unless said. */
  readonly tolerance?: number
  /** At most so many steps, 1,000,000 unless said. */
  readonly most?: number
  /** Times at which the shares are kept, beside the end. */
  readonly at?: readonly number[]
}

/** Where a dynamic led. */
export interface Trajectory {
  readonly end: Mixed
  readonly times: readonly number[]
  readonly shares: readonly Mixed[]
  readonly steps: number
  /** The length of the velocity at the end: 0 at a rest point. */
  readonly speed: number
}

/** What each action pays in a population that plays it in these shares. */
const fitness = (matrix: Matrix, shares: Float64Array): number[] =>
  matrix.map((row) => row.reduce((sum, x, j) => sum + x * shares[j]!, 0))

const square = (matrix: Matrix): Matrix => {
  checkMatrix(matrix)
  if (matrix.length !== matrix[0]!.length)
    throw new Error(`one population plays a square matrix, not ${matrix.length} x ${matrix[0]!.length}`)
  return matrix
}

const growth = (shares: Float64Array, values: readonly number[], into: Float64Array, from = 0): void => {
  let mean = 0
  for (const [i, value] of values.entries()) mean += shares[from + i]! * value
  for (const [i, value] of values.entries()) into[from + i] = shares[from + i]! * (value - mean)
}

/**
 * The replicator dynamic of one population (Taylor & Jonker 1978): a share grows at the rate by which its payoff
 * exceeds the mean. `matrix[i][j]` is what i gets against j; `start` has a share for each action.
 */
export const replicator = (matrix: Matrix, start: Mixed, options: DynamicsOptions): Trajectory => {
  square(matrix)
  checkMixed(start, matrix.length, 'the start')
  return integrate((shares, into) => growth(shares, fitness(matrix, shares), into), [start], options)
}

/**
 * The replicator dynamic of two populations, one for each player of a game (Taylor 1979); shares of the first come
 * first.
 */
export const replicatorPair = (game: MatrixGame, start: Profile, options: DynamicsOptions): Trajectory => {
  const { payoffs } = matrixGame(...game.payoffs)
  const [m, n] = sizeOf(game)
  checkMixed(start[0], m, 'the start of the first population')
  checkMixed(start[1], n, 'the start of the second population')
  const columns = payoffs[1][0]!.map((_, j) => payoffs[1].map((row) => row[j]!))
  const field = (shares: Float64Array, into: Float64Array): void => {
    growth(shares, fitness(payoffs[0], shares.subarray(m)), into)
    growth(shares, fitness(columns, shares.subarray(0, m)), into, m)
  }
  return integrate(field, start, options)
}

/**
 * Imitation by pairwise comparison (Traulsen, Nowak & Pacheco 2006; Sandholm 2010, chapter 5): pairs meet at rate 1,
 * and i takes over j's action with the Fermi probability 1 / (1 + exp(-intensity x (payoff of j - payoff of i))), in a
 * large population.
 */
export const pairwiseImitation = (
  matrix: Matrix,
  start: Mixed,
  { intensity, ...options }: DynamicsOptions & { readonly intensity: number },
): Trajectory => {
  square(matrix)
  checkMixed(start, matrix.length, 'the start')
  if (!(intensity >= 0 && Number.isFinite(intensity)))
    throw new Error(`the intensity of selection is a finite number of at least 0, not ${intensity}`)
  const field = (shares: Float64Array, into: Float64Array): void => {
    const values = fitness(matrix, shares)
    for (let i = 0; i < shares.length; i++) {
      let net = 0
      for (let j = 0; j < shares.length; j++) net += shares[j]! * Math.tanh((intensity * (values[i]! - values[j]!)) / 2)
      into[i] = shares[i]! * net
    }
  }
  return integrate(field, [start], options)
}

// Dormand & Prince 1980: seven stages, the fifth order kept and the fourth for the error.
const STAGES = [
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
] as const
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40] as const

/**
 * Follows a field over shares that each sum to 1 within their population, with the step chosen by the error of each.
 */
const integrate = (
  field: (shares: Float64Array, into: Float64Array) => void,
  populations: readonly Mixed[],
  { duration, tolerance = 1e-9, most = 1_000_000, at = [] }: DynamicsOptions,
): Trajectory => {
  if (!(duration >= 0 && Number.isFinite(duration))) throw new Error(`the duration is at least 0, not ${duration}`)
  if (!(tolerance >= 1e-14 && tolerance <= 0.1)) throw new Error(`the tolerance is from 1e-14 to 0.1, not ${tolerance}`)
  const stops = [...at, duration]
  if (!stops.every((time, i) => time >= (stops[i - 1] ?? 0) && time <= duration))
    throw new Error(`the times to keep rise from 0 to ${duration}; they are ${at.join(', ')}`)
  let shares = Float64Array.from(populations.flat())
  const size = shares.length
  const slopes = Array.from({ length: 7 }, () => new Float64Array(size))
  const tidy = (values: Float64Array): void => {
    let from = 0
    for (const { length } of populations) {
      let sum = 0
      for (let i = from; i < from + length; i++) sum += values[i] = Math.max(0, values[i]!)
      for (let i = from; i < from + length; i++) values[i]! /= sum
      from += length
    }
  }
  const kept: Mixed[] = []
  let [time, step, steps] = [0, Math.min(0.01, duration || 1), 0]
  for (const stop of stops) {
    while (time < stop) {
      if (++steps > most) throw new Error(`the dynamic is at time ${time} of ${duration} after ${most} steps`)
      const h = Math.min(step, stop - time)
      field(shares, slopes[0]!)
      let next = shares
      for (const [s, weights] of STAGES.entries()) {
        next = shares.map((x, i) => x + h * weights.reduce((sum, w, k) => sum + w * slopes[k]![i]!, 0))
        field(next, slopes[s + 1]!)
      }
      let error = 0
      for (let i = 0; i < size; i++)
        error = Math.max(error, Math.abs(h * ERROR.reduce((sum, w, k) => sum + w * slopes[k]![i]!, 0)))
      if (!Number.isFinite(error)) throw new Error(`the dynamic has no finite velocity at time ${time}`)
      if (error <= tolerance || h < 1e-14) {
        tidy(next)
        shares = next
        time = h === stop - time ? stop : time + h
      }
      step = h * Math.min(5, Math.max(0.2, 0.9 * (tolerance / Math.max(error, 1e-300)) ** 0.2))
    }
    kept.push([...shares])
  }
  field(shares, slopes[0]!)
  return { end: kept.at(-1)!, times: stops, shares: kept, steps, speed: Math.hypot(...slopes[0]!) }
}
