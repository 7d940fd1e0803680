import { firstDependentColumn, qr, qrSolve } from '../math/linear.ts'
import { actionPayoffs, assess, type Equilibrium, type MatrixGame, matrixGame, sizeOf } from './matrix-game.ts'

/** A logit equilibrium on the path from uniform play. */
export interface QuantalResponse extends Equilibrium {
  readonly lambda: number
  /** The largest distance of a probability from its logit response. */
  readonly residual: number
  /** Steps along the path. */
  readonly steps: number
}

/**
 * The logit quantal response equilibrium at precision `lambda` (0 or more, in units of 1 / payoff) on the principal
 * branch (McKelvey & Palfrey 1995), which begins in uniform play at 0. It is traced by arc length with a predictor and
 * a corrector in log-probabilities (Turocy 2005), so turning points are passed; where the path meets `lambda` more than
 * once, the first is given. As lambda grows the branch ends in a Nash equilibrium: the logit solution of the game.
 * Throws where the path is lost.
 */
export const quantalResponse = (
  game: MatrixGame,
  { lambda, most = 20_000 }: { readonly lambda: number; readonly most?: number },
): QuantalResponse => {
  matrixGame(...game.payoffs)
  if (!(lambda >= 0 && Number.isFinite(lambda)))
    throw new Error(`lambda is a finite number of at least 0, not ${lambda}`)
  const [m, n] = sizeOf(game)
  const size = m + n
  let point: Float64Array = Float64Array.from({ length: size + 1 }, (_, k) =>
    k < m ? -Math.log(m) : k < size ? -Math.log(n) : 0,
  )
  let tangent: Float64Array = new Float64Array(size + 1)
  tangent[size] = 1
  let step = Math.min(0.1, lambda || 0.1)
  let steps = 0
  // Of these axes the last is lambda's: pinned to the target, the corrector ends just there.
  const pinned = new Float64Array(size + 1)
  pinned[size] = 1
  while (point[size]! < lambda) {
    if (++steps > most) throw new Error(`the path is at lambda ${point[size]} after ${most} steps; ${lambda} was asked`)
    const direction = tangentAt(game, point, tangent)
    const predicted = point.map((x, k) => x + step * direction[k]!)
    const arrived = predicted[size]! >= lambda
    if (arrived) {
      const share = (lambda - point[size]!) / (step * direction[size]!)
      for (let k = 0; k <= size; k++) predicted[k] = point[k]! + share * step * direction[k]!
      predicted[size] = lambda
    }
    const corrected = correct(game, predicted, arrived ? pinned : direction)
    const moved = corrected && Math.hypot(...corrected.map((x, k) => x - predicted[k]!))
    if (!corrected || moved! > 0.5 * Math.max(step, 1e-3)) {
      step /= 2
      if (step < 1e-12) throw new Error(`the path of quantal responses is lost at lambda ${point[size]}`)
      continue
    }
    point = corrected
    tangent = direction
    if (arrived) point[size] = lambda
    if (moved! < 0.05 * step) step = Math.min(step * 1.6, 0.1 * (1 + point[size]!))
  }
  const own = point.map((x) => Math.exp(x))
  const strategies = [[...own.slice(0, m)], [...own.slice(m, size)]] as const
  const responses = ([0, 1] as const).map((player) =>
    softmax(actionPayoffs(game, player, strategies[1 - player]!), lambda),
  )
  const residual = Math.max(
    ...responses.flatMap((all, player) => all.map((p, i) => Math.abs(p - strategies[player]![i]!))),
  )
  return { ...assess(game, strategies), lambda, residual, steps }
}

/** Logit choice: probabilities proportional to exp(lambda x payoff), without overflow. */
export const softmax = (payoffs: readonly number[], lambda: number): number[] => {
  const most = Math.max(...payoffs)
  const weights = payoffs.map((payoff) => Math.exp(lambda * (payoff - most)))
  const sum = weights.reduce((total, w) => total + w, 0)
  return weights.map((w) => w / sum)
}

/** The conditions at a point (log-probabilities, lambda), and their derivatives with one row left for the direction. */
const conditions = ({ payoffs: [first, second] }: MatrixGame, point: Float64Array) => {
  const [m, n] = [first.length, first[0]!.length]
  const width = m + n + 1
  const lambda = point[m + n]!
  const p = point.map((x) => Math.exp(x))
  const value = new Float64Array(width)
  const slope = new Float64Array(width * width)
  for (const [from, own, other, start, pay] of [
    [0, m, n, m, (i: number, j: number) => first[i]![j]!],
    [m, n, m, 0, (j: number, i: number) => second[i]![j]!],
  ] as const) {
    for (let i = 0; i < own; i++) {
      const row = from + i
      if (i === 0) {
        value[row] = -1
        for (let k = 0; k < own; k++) {
          value[row]! += p[from + k]!
          slope[row * width + from + k] = p[from + k]!
        }
        continue
      }
      let better = 0
      for (let j = 0; j < other; j++) {
        const gain = (pay(i, j) - pay(0, j)) * p[start + j]!
        better += gain
        slope[row * width + start + j] = -lambda * gain
      }
      value[row] = point[row]! - point[from]! - lambda * better
      slope[row * width + row] = 1
      slope[row * width + from] = -1
      slope[row * width + width - 1] = -better
    }
  }
  return { value, slope, width }
}

const solved = (slope: Float64Array, width: number, right: Float64Array): Float64Array | null => {
  const factored = qr(slope, width, width)
  return firstDependentColumn(slope, width, width, 1e-14, factored) >= 0 ? null : qrSolve(factored, right)
}

/** The unit tangent of the path, going on in the direction it came from. */
const tangentAt = (game: MatrixGame, point: Float64Array, before: Float64Array): Float64Array => {
  const { slope, width } = conditions(game, point)
  slope.set(before, (width - 1) * width)
  const right = new Float64Array(width)
  right[width - 1] = 1
  const along = solved(slope, width, right)
  if (!along) throw new Error(`the path of quantal responses forks at lambda ${point[width - 1]}`)
  const length = Math.hypot(...along)
  return along.map((x) => x / length)
}

/** Newton's steps back to the path, across the direction given; null where they do not settle. */
const correct = (game: MatrixGame, from: Float64Array, across: Float64Array): Float64Array | null => {
  let point = from
  for (let k = 0; k < 12; k++) {
    const { value, slope, width } = conditions(game, point)
    slope.set(across, (width - 1) * width)
    const step = solved(
      slope,
      width,
      value.map((x) => -x),
    )
    if (!step?.every(Number.isFinite)) return null
    point = point.map((x, i) => x + step[i]!)
    if (Math.hypot(...step) < 1e-12 * (1 + Math.hypot(...point))) return point
  }
  return null
}
