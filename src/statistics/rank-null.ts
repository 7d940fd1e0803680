/** Cumulative probabilities of counts, from 0 on. */
const cumulate = (counts: Float64Array): Float64Array => {
  const total = counts.reduce((sum, count) => sum + count, 0)
  let sum = 0
  return counts.map((count) => {
    sum += count
    return Math.min(1, sum / total)
  })
}

/** P(U <= u) for u = 0, 1, ... m n of Mann and Whitney's U of m and n untied values (R `pwilcox`). */
export const mannWhitneyNull = (m: number, n: number): Float64Array => {
  const sizes = Array.from({ length: m + 1 }, (_, k) => new Float64Array(k * n + 1).fill(1, 0, 1))
  for (let others = 1; others <= n; others++)
    for (let k = 1; k <= m; k++) {
      const [fewer, counts] = [sizes[k - 1]!, sizes[k]!]
      for (let u = others; u <= k * others; u++) counts[u]! += fewer[u - others]!
    }
  return cumulate(sizes[m]!)
}

/** P(V <= v) for v = 0, 1, ... n (n + 1) / 2 of Wilcoxon's signed-rank V of n untied values (R `psignrank`). */
export const signedRankNull = (n: number): Float64Array => {
  const counts = new Float64Array((n * (n + 1)) / 2 + 1)
  counts[0] = 1
  for (let rank = 1; rank <= n; rank++) for (let v = counts.length - 1; v >= rank; v--) counts[v]! += counts[v - rank]!
  return cumulate(counts)
}

/** P(T <= t) for t = 0, 1, ... n (n - 1) / 2 of the concordant pairs of n untied pairs of values (R `pkendall`). */
export const kendallNull = (n: number): Float64Array => {
  let probabilities = Float64Array.of(1)
  for (let k = 2; k <= n; k++) {
    const next = new Float64Array(probabilities.length + k - 1)
    for (const [t, p] of probabilities.entries()) for (let more = 0; more < k; more++) next[t + more]! += p / k
    probabilities = next
  }
  return cumulate(probabilities)
}

/** The smallest value whose cumulative probability reaches p, with R's slack for rounding (R `qwilcox`, `qsignrank`). */
export const nullQuantile = (cumulative: Float64Array, p: number): number => {
  const at = cumulative.findIndex((below) => below >= p * (1 - 1e-13))
  return at < 0 ? cumulative.length - 1 : at
}

/** The p of a statistic whose null distribution, symmetric about its middle, is known exactly. */
export const exactP = (
  cumulative: Float64Array,
  statistic: number,
  alternative: 'two-sided' | 'greater' | 'less',
): number => {
  const below = cumulative[statistic]!
  const mirrored = cumulative[cumulative.length - 1 - statistic]!
  if (alternative === 'less') return below
  if (alternative === 'greater') return mirrored
  return Math.min(1, 2 * Math.min(below, mirrored))
}
