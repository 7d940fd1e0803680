import { checkNumbers } from './check.ts'

/** The arithmetic mean of one value or more. */
export const mean = (values: ArrayLike<number>): number => {
  // The sum of a Float64Array is finite only where all its values are, so a bootstrap need not look at each.
  if (!(values instanceof Float64Array)) checkNumbers(values, 'a mean')
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  if (values.length === 0 || !Number.isFinite(sum)) checkNumbers(values, 'a mean')
  return sum / values.length
}

/** The sample variance, divided by n - 1, of two values or more (R `var`). */
export const variance = (values: ArrayLike<number>): number => {
  checkNumbers(values, 'a variance', 2)
  const centre = mean(values)
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += (values[i]! - centre) ** 2
  return sum / (values.length - 1)
}

/** The sample standard deviation, divided by n - 1, of two values or more (R `sd`). */
export const standardDeviation = (values: ArrayLike<number>): number => Math.sqrt(variance(values))

/** Type-7 quantile of values that are sorted already. */
export const sortedQuantile = (sorted: ArrayLike<number>, p: number): number => {
  const at = (sorted.length - 1) * p
  const low = sorted[Math.floor(at)]!
  const part = at - Math.floor(at)
  return part === 0 ? low : low + part * (sorted[Math.floor(at) + 1]! - low)
}

/** The nine definitions of a quantile by Hyndman and Fan (1996), as R numbers them. */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

/** Where type 4 to 9 interpolate: the value of rank n p + m, m = a + p b. */
const interpolated: Readonly<Record<number, readonly [a: number, b: number]>> = {
  4: [0, 0],
  5: [0.5, 0],
  6: [0, 1],
  8: [1 / 3, 1 / 3],
  9: [3 / 8, 1 / 4],
}

/** The quantile of values, in any order, at p in [0, 1]; by linear interpolation (type 7) unless said (R `quantile(x, p, type = )`). */
export const quantile = (values: ArrayLike<number>, p: number, type: QuantileType = 7): number => {
  checkNumbers(values, 'a quantile')
  if (!(p >= 0 && p <= 1)) throw new Error(`a quantile is asked for at ${p}; it must lie in [0, 1]`)
  const sorted = Float64Array.from(values).sort()
  if (type === 7) return sortedQuantile(sorted, p)
  if (!(Number.isInteger(type) && type >= 1 && type <= 9))
    throw new Error(`a quantile of type ${String(type)}; the types are 1 to 9`)
  const n = sorted.length
  const at = (rank: number): number => sorted[Math.max(1, Math.min(n, rank)) - 1]!
  const [a, b] = interpolated[type] ?? [type === 3 ? -0.5 : 0, 0]
  // A rank that only rounding keeps from a whole number counts as whole, as in R.
  const rank = n * p + a + p * b
  const below = Math.floor(rank + 4 * Number.EPSILON * Math.max(1, rank))
  const part = Math.abs(rank - below) < 4 * Number.EPSILON * Math.max(1, rank) ? 0 : rank - below
  if (type === 1) return at(part > 0 ? below + 1 : below)
  if (type === 2) return part > 0 ? at(below + 1) : (at(below) + at(below + 1)) / 2
  if (type === 3) return at(part > 0 || below % 2 !== 0 ? below + 1 : below)
  return part === 0 ? at(below) : at(below) + part * (at(below + 1) - at(below))
}

export interface Summary {
  readonly n: number
  readonly mean: number
  /** NaN-free: left out where there is one value only. */
  readonly sd?: number
  readonly min: number
  readonly quartiles: readonly [lower: number, median: number, upper: number]
  readonly max: number
}

/** Mean, spread and type-7 quartiles of one value or more (R `summary` and `sd`). */
export const summarise = (values: ArrayLike<number>): Summary => {
  checkNumbers(values, 'a summary')
  const sorted = Float64Array.from(values).sort()
  return {
    n: sorted.length,
    mean: mean(values),
    ...(sorted.length > 1 && { sd: standardDeviation(values) }),
    min: sorted[0]!,
    quartiles: [sortedQuantile(sorted, 0.25), sortedQuantile(sorted, 0.5), sortedQuantile(sorted, 0.75)],
    max: sorted[sorted.length - 1]!,
  }
}
