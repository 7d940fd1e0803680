import { solveLinear } from './linear-program.ts'

/** A point of a function of one number: the argument and the value. */
export type Point = readonly [x: number, value: number]

/** The least concave function above some points. */
export interface ConcaveClosure {
  /** Its corners, from left to right. */
  readonly corners: readonly Point[]
  /** Its value; throws outside the points. */
  at(x: number): number
  /** The one or two corners that x lies between, with weights that sum to 1 and average to x. */
  split(x: number): readonly { readonly x: number; readonly value: number; readonly weight: number }[]
}

/**
 * The concave closure of finitely many points on a line: their upper hull, exactly. Of a function that is piecewise
 * linear it is the whole closure where the points hold every break, with the larger value at a jump.
 * Throws without points, and on numbers that are not finite.
 */
export const concaveClosure = (points: readonly Point[]): ConcaveClosure => {
  if (points.length === 0) throw new Error('a concave closure needs a point at least')
  const strange = points.find((point) => !point.every(Number.isFinite))
  if (strange) throw new Error(`a concave closure is of finite points, and one is (${strange})`)
  const sorted = [...points].sort(([a, v], [b, w]) => a - b || w - v)
  const corners: Point[] = []
  for (const [x, value] of sorted) {
    if (corners.at(-1)?.[0] === x) continue
    while (corners.length > 1) {
      const [[x0, v0], [x1, v1]] = [corners.at(-2)!, corners.at(-1)!]
      if ((v1 - v0) * (x - x0) > (value - v0) * (x1 - x0)) break
      corners.pop()
    }
    corners.push([x, value])
  }
  const split: ConcaveClosure['split'] = (x) => {
    const [low, high] = [corners[0]![0], corners.at(-1)![0]]
    if (!(x >= low && x <= high))
      throw new Error(`this concave closure reaches from ${low} to ${high}, and not to ${x}`)
    const right = corners.findIndex(([corner]) => corner >= x)
    const [x1, v1] = corners[right]!
    if (x1 === x) return [{ x, value: v1, weight: 1 }]
    const [x0, v0] = corners[right - 1]!
    const weight = (x - x0) / (x1 - x0)
    return [
      { x: x0, value: v0, weight: 1 - weight },
      { x: x1, value: v1, weight },
    ]
  }
  return { corners, split, at: (x) => split(x).reduce((sum, { value, weight }) => sum + weight * value, 0) }
}

/** One posterior of a split of the prior. */
export interface Part {
  readonly posterior: readonly number[]
  readonly weight: number
  readonly value: number
}

/** So many points of a grid are taken. */
const MOST_POINTS = 50_000

/**
 * The concave closure of a function on the simplex of `prior.length` states, at the prior, by a linear program over the
 * grid of beliefs with denominators `steps`, and the prior: the best way to split the prior into those. It is never
 * above the true closure and rises to it as the grid gets finer. Throws where the grid has more than 50,000 points.
 */
export const concaveClosureOnSimplex = async (
  value: (belief: readonly number[]) => number,
  prior: readonly number[],
  { steps }: { readonly steps: number },
): Promise<{ readonly value: number; readonly parts: readonly Part[] }> => {
  const sum = prior.reduce((total, p) => total + p, 0)
  if (!(prior.length > 0 && prior.every((p) => p >= 0) && Math.abs(sum - 1) < 1e-9))
    throw new Error(`the prior is no distribution: ${prior.join(', ')}`)
  if (!(Number.isInteger(steps) && steps >= 1)) throw new Error(`steps is a whole number of at least 1, not ${steps}`)
  let count = 1
  for (let k = 1; k < prior.length; k++) count = (count * (steps + k)) / k
  if (count > MOST_POINTS)
    throw new Error(
      `a grid of ${steps} steps over ${prior.length} states has ${Math.round(count)} points, and ${MOST_POINTS} is the most`,
    )
  const beliefs = [[...prior], ...compositions(steps, prior.length).map((parts) => parts.map((k) => k / steps))]
  const values = beliefs.map(value)
  const { value: best, x } = await solveLinear('the concave closure', {
    maximise: values,
    rows: prior.map((p, state) => ({ coefficients: beliefs.map((belief) => belief[state]!), min: p, max: p })),
  })
  const parts = x.flatMap((weight, i) => (weight > 1e-9 ? [{ posterior: beliefs[i]!, weight, value: values[i]! }] : []))
  return { value: best, parts }
}

const compositions = (total: number, parts: number): number[][] =>
  parts === 1
    ? [[total]]
    : Array.from({ length: total + 1 }, (_, k) => compositions(total - k, parts - 1).map((rest) => [k, ...rest])).flat()
