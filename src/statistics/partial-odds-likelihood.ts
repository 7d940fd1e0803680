import type { OrdinalData } from './cumulative-logit.ts'
import type { Likelihood } from './likelihood.ts'

/** The parameters of a partial proportional-odds model in order, and which of them make up the predictor of each cut. */
export interface PartialLayout {
  readonly names: readonly string[]
  readonly cuts: number
  /** The parameter of column j at cut k. */
  at(column: number, cut: number): number
}

/** Cut points first, then one parameter for a shared column and one for each cut for a free one, in the design's order. */
export const partialLayout = (
  { names, levels }: Pick<OrdinalData, 'names' | 'levels'>,
  free: ReadonlySet<number>,
  cutNames: readonly string[],
): PartialLayout => {
  const cuts = levels - 1
  const first: number[] = []
  const all = [...cutNames]
  for (const [j, name] of names.entries()) {
    first.push(all.length)
    if (free.has(j)) all.push(...cutNames.map((cut) => `${name} at ${cut}`))
    else all.push(name)
  }
  return { names: all, cuts, at: (column, cut) => first[column]! + (free.has(column) ? cut : 0) }
}

/**
 * The log-likelihood of the partial proportional-odds model, logit P(Y <= k) = cut_k - x b - z g_k (Peterson and
 * Harrell 1990), with its exact Hessian. It is concave where the two cumulative chances around every observation are in
 * order, and -Infinity elsewhere.
 */
export const partialOdds = (data: OrdinalData, layout: PartialLayout): Likelihood => {
  const { matrix, outcome, counts } = data
  const width = data.names.length
  const { cuts } = layout
  const size = layout.names.length
  const predictor = (at: Float64Array, i: number, cut: number): number => {
    let eta = at[cut]!
    for (let j = 0; j < width; j++) eta -= matrix[i * width + j]! * at[layout.at(j, cut)]!
    return eta
  }
  // The derivative of a cut's predictor: 1 for its cut point, -x for each column's parameter there.
  const places = (cut: number): Uint32Array =>
    Uint32Array.from({ length: width + 1 }, (_, k) => (k === 0 ? cut : layout.at(k - 1, cut)))
  const placed = Array.from({ length: cuts }, (_, cut) => places(cut))
  const part = (i: number, k: number): number => (k === 0 ? 1 : -matrix[i * width + k - 1]!)
  return {
    names: layout.names,
    cuts,
    reach(step) {
      let most = 0
      for (let i = 0; i < counts.length; i++)
        for (let cut = 0; cut < cuts; cut++) most = Math.max(most, Math.abs(predictor(step, i, cut)))
      return most
    },
    evaluate(at, gradient, information) {
      gradient.fill(0)
      information.fill(0)
      let total = 0
      const cross = (i: number, one: Uint32Array, other: Uint32Array, weight: number): void => {
        for (let a = 0; a <= width; a++) {
          const x = weight * part(i, a)
          if (x === 0) continue
          for (let b = 0; b <= width; b++) information[one[a]! * size + other[b]!]! += x * part(i, b)
        }
      }
      for (let i = 0; i < counts.length; i++) {
        const level = outcome[i]!
        const count = counts[i]!
        const [top, bottom] = [level === cuts, level === 0]
        const upper = top ? Number.POSITIVE_INFINITY : predictor(at, i, level)
        const lower = bottom ? Number.NEGATIVE_INFINITY : predictor(at, i, level - 1)
        const gap = lower - upper
        if (!(gap < 0)) return Number.NEGATIVE_INFINITY
        const inner = !top && !bottom
        const q = inner ? Math.exp(gap) / -Math.expm1(gap) : 0
        if (inner) total += count * Math.log(-Math.expm1(gap))
        if (!top) {
          const miss = 1 / (1 + Math.exp(upper))
          total -= count * (upper > 0 ? Math.log1p(Math.exp(-upper)) : Math.log1p(Math.exp(upper)) - upper)
          for (let a = 0; a <= width; a++) gradient[placed[level]![a]!]! += count * (miss + q) * part(i, a)
          cross(i, placed[level]!, placed[level]!, count * (miss * (1 - miss) + q * (1 + q)))
        }
        if (!bottom) {
          const below = placed[level - 1]!
          const share = 1 / (1 + Math.exp(-lower))
          total -= count * (lower < 0 ? Math.log1p(Math.exp(lower)) : Math.log1p(Math.exp(-lower)) + lower)
          for (let a = 0; a <= width; a++) gradient[below[a]!]! -= count * (share + q) * part(i, a)
          cross(i, below, below, count * (share * (1 - share) + q * (1 + q)))
          if (inner) {
            cross(i, placed[level]!, below, -count * q * (1 + q))
            cross(i, below, placed[level]!, -count * q * (1 + q))
          }
        }
      }
      return Number.isFinite(total) ? total : Number.NEGATIVE_INFINITY
    },
  }
}
