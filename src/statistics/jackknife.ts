/** What leaving out one item at a time says of a statistic. */
export interface Jackknife {
  readonly value: number
  /** How far the statistic is off on average: (n - 1) times the mean of the leave-one-out values less it. */
  readonly bias: number
  readonly se: number
  readonly leaveOneOut: readonly number[]
}

/**
 * The jackknife of a statistic of independent items (Quenouille 1956; Tukey 1958), bias and standard error. R:
 * `bootstrap::jackknife(x, statistic)`. It does not suit medians and other statistics that jump. Throws on fewer than two
 * items, and where the statistic is not finite.
 */
export const jackknife = <T>(items: readonly T[], statistic: (sample: readonly T[]) => number): Jackknife => {
  const n = items.length
  if (n < 2) throw new Error(`a jackknife of ${n} items; at least two are needed`)
  const of = (sample: readonly T[], which: string): number => {
    const value = statistic(sample)
    if (Number.isFinite(value)) return value
    throw new Error(`the statistic of a jackknife is ${value} ${which}; it must be finite`)
  }
  const value = of(items, 'of all items')
  const leaveOneOut = items.map((_, i) =>
    of(
      items.filter((__, k) => k !== i),
      `without item ${i}`,
    ),
  )
  const centre = leaveOneOut.reduce((a, b) => a + b, 0) / n
  const squares = leaveOneOut.reduce((sum, one) => sum + (one - centre) ** 2, 0)
  return { value, bias: (n - 1) * (centre - value), se: Math.sqrt(((n - 1) / n) * squares), leaveOneOut }
}
