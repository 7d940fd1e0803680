import type { Likelihood } from './likelihood.ts'

/** Grouped ordinal data: `counts[i]` observations of level `outcome[i]` (0, 1, ...) at row i of a design without intercept. */
export interface OrdinalData {
  readonly names: readonly string[]
  readonly matrix: Float64Array
  readonly outcome: Uint16Array
  readonly counts: Float64Array
  readonly levels: number
}

/** Adds up the rows that are alike in design and outcome: the same likelihood, many times cheaper for factors. */
export const group = (data: OrdinalData): OrdinalData => {
  const width = data.names.length
  const seen = new Map<string, number>()
  const kept: number[] = []
  const counts: number[] = []
  for (let i = 0; i < data.counts.length; i++) {
    const key = `${data.outcome[i]}|${data.matrix.subarray(i * width, (i + 1) * width).join()}`
    const at = seen.get(key)
    if (at !== undefined) counts[at]! += data.counts[i]!
    else {
      seen.set(key, kept.length)
      kept.push(i)
      counts.push(data.counts[i]!)
    }
  }
  const matrix = new Float64Array(kept.length * width)
  for (const [j, i] of kept.entries()) matrix.set(data.matrix.subarray(i * width, (i + 1) * width), j * width)
  return {
    ...data,
    matrix,
    outcome: Uint16Array.from(kept, (i) => data.outcome[i]!),
    counts: Float64Array.from(counts),
  }
}

/** How many observations each level has. */
export const totals = ({ outcome, counts, levels }: OrdinalData): Float64Array => {
  const sums = new Float64Array(levels)
  for (let i = 0; i < counts.length; i++) sums[outcome[i]!]! += counts[i]!
  return sums
}

/** The maximum without any term: cut points at the logits of the cumulative shares, and no effect. */
export const emptyModel = (data: OrdinalData): Float64Array => {
  const at = new Float64Array(data.levels - 1 + data.names.length)
  const sums = totals(data)
  const n = sums.reduce((a, b) => a + b, 0)
  let below = 0
  for (let k = 0; k < data.levels - 1; k++) {
    below += sums[k]!
    at[k] = Math.log(below / (n - below))
  }
  return at
}

/** What every cumulative model of ordered data shares: its parameters (cuts, then coefficients), predictor and step. */
export const cumulativeFrame = ({ names, matrix, counts, levels }: OrdinalData) => {
  const width = names.length
  const cuts = levels - 1
  const row = (i: number, b: Float64Array): number => {
    let sum = 0
    for (let j = 0; j < width; j++) sum += matrix[i * width + j]! * b[cuts + j]!
    return sum
  }
  const reach = (step: Float64Array): number => {
    let most = 0
    for (let i = 0; i < counts.length; i++) {
      const change = row(i, step)
      for (let k = 0; k < cuts; k++) most = Math.max(most, Math.abs(step[k]! - change))
    }
    return most
  }
  return {
    width,
    cuts,
    size: cuts + width,
    row,
    reach,
    names: [...Array.from({ length: cuts }, (_, k) => `cut ${k + 1}`), ...names],
  }
}

/**
 * The log-likelihood of the proportional-odds model, logit P(Y <= k) = cut_k - x b (McCullagh 1980), with its exact
 * Hessian. Parameters: the cut points, then the coefficients. P(Y = k) = F(upper) F(-lower) (1 - exp(lower - upper)),
 * which keeps its digits where two cumulative probabilities nearly agree.
 */
export const cumulativeLogit = (data: OrdinalData): Likelihood => {
  const { matrix, outcome, counts, levels } = data
  const { width, cuts, size, row, reach, names } = cumulativeFrame(data)
  const logGap = new Float64Array(levels)
  const pull = new Float64Array(levels)
  return {
    names,
    cuts,
    reach,
    evaluate(at, gradient, information) {
      for (let k = 1; k < cuts; k++) {
        const gap = at[k - 1]! - at[k]!
        if (!(gap < 0)) return Number.NEGATIVE_INFINITY
        logGap[k] = Math.log(-Math.expm1(gap))
        pull[k] = Math.exp(gap) / -Math.expm1(gap)
      }
      gradient.fill(0)
      information.fill(0)
      let total = 0
      for (let i = 0; i < counts.length; i++) {
        const level = outcome[i]!
        const count = counts[i]!
        const predictor = row(i, at)
        const top = level === cuts
        const bottom = level === 0
        let score = 0
        let weight = 0
        let upperWeight = 0
        let lowerWeight = 0
        const q = pull[level]!
        if (!top) {
          const decay = Math.exp(predictor - at[level]!)
          const miss = decay === Number.POSITIVE_INFINITY ? 1 : decay / (1 + decay)
          total -= count * (decay > 1e300 ? predictor - at[level]! : Math.log1p(decay))
          upperWeight = count * miss * (1 - miss)
          gradient[level]! += count * (miss + q)
          information[level * size + level]! += upperWeight + count * q * (1 + q)
          score -= count * miss
          weight += upperWeight
        }
        if (!bottom) {
          const below = level - 1
          const decay = Math.exp(at[below]! - predictor)
          const miss = decay === Number.POSITIVE_INFINITY ? 1 : decay / (1 + decay)
          total -= count * (decay > 1e300 ? at[below]! - predictor : Math.log1p(decay))
          lowerWeight = count * miss * (1 - miss)
          gradient[below]! -= count * (miss + q)
          information[below * size + below]! += lowerWeight + count * q * (1 + q)
          score += count * miss
          weight += lowerWeight
        }
        if (!top && !bottom) {
          total += count * logGap[level]!
          information[level * size + level - 1]! -= count * q * (1 + q)
        }
        for (let a = 0; a < width; a++) {
          const x = matrix[i * width + a]!
          if (x === 0) continue
          const line = (cuts + a) * size
          gradient[cuts + a]! += score * x
          if (!top) information[line + level]! -= upperWeight * x
          if (!bottom) information[line + level - 1]! -= lowerWeight * x
          for (let b = 0; b <= a; b++) information[line + cuts + b]! += weight * x * matrix[i * width + b]!
        }
      }
      for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) information[b * size + a] = information[a * size + b]!
      return total
    },
  }
}
