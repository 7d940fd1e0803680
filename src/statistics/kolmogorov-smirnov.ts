import { checkNumbers } from './check.ts'
import { times } from './sandwich.ts'
import { independence, type Tested } from './tested.ts'

interface Options {
  /** The exact distribution or the asymptotic one; unless said, exact below 10,000 pairs (of two) or 100 values (of one). */
  readonly exact?: boolean
}

/** P(K > x) of Kolmogorov's limit. */
const limit = (x: number): number => {
  if (x < 1e-8) return 1
  if (x < 1) {
    let sum = 0
    for (let k = 1; k < 40; k += 2) sum += Math.exp((-(k * k) * Math.PI ** 2) / (8 * x * x))
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum
  }
  let sum = 0
  for (let k = 1; k < 40; k++) sum += (k % 2 ? 1 : -1) * Math.exp(-2 * k * k * x * x)
  return Math.max(0, Math.min(1, 2 * sum))
}

/**
 * P(D >= d) given the pooled order, over all ways to say which values are the first sample's: the share of lattice paths
 * that leave the band (Schroeer and Trenkler 1995, who also treat ties: a path may leave only between different values).
 */
const exactTwo = (d: number, m: number, n: number, parts: readonly boolean[]): number => {
  const outside = (i: number, j: number): boolean =>
    parts[i + j - 1]! && Math.abs(i / m - j / n) >= d - 1e-9 / Math.max(m, n)
  // stays[j] is the share of paths to (i, j) inside the band; dividing at each step keeps it a probability.
  const stays = new Float64Array(n + 1)
  for (let i = 0; i <= m; i++)
    for (let j = 0; j <= n; j++) {
      if (i + j === 0) stays[j] = 1
      else {
        const fromLeft = i > 0 ? (i / (i + j)) * stays[j]! : 0
        const fromBelow = j > 0 ? (j / (i + j)) * stays[j - 1]! : 0
        stays[j] = outside(i, j) ? 0 : fromLeft + fromBelow
      }
    }
  return Math.max(0, 1 - stays[n]!)
}

/** P(D < d) of n values from the distribution itself (Marsaglia, Tsang and Wang 2003). */
const exactOne = (d: number, n: number): number => {
  const k = Math.floor(n * d) + 1
  const size = 2 * k - 1
  const h = k - n * d
  const matrix = new Float64Array(size * size)
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) if (i - j + 1 >= 0) matrix[i * size + j] = 1
  for (let i = 0; i < size; i++) {
    matrix[i * size]! -= h ** (i + 1)
    matrix[(size - 1) * size + i]! -= h ** (size - i)
  }
  matrix[(size - 1) * size]! += 2 * h - 1 > 0 ? (2 * h - 1) ** size : 0
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      let factorial = 1
      for (let g = 2; g <= i - j + 1; g++) factorial *= g
      matrix[i * size + j]! /= factorial
    }
  // The power n, with the exponent of ten kept apart so that nothing overflows.
  let result: Float64Array = Float64Array.from(matrix, (_, at) => (at % (size + 1) === 0 ? 1 : 0))
  let power: Float64Array = matrix
  let [tens, ofPower] = [0, 0]
  const middle = (k - 1) * size + k - 1
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) {
      result = times(result, power, size)
      tens += ofPower
    }
    power = times(power, power, size)
    ofPower *= 2
    for (const array of [power, result])
      if (array[middle]! > 1e140) {
        for (let at = 0; at < array.length; at++) array[at]! *= 1e-140
        if (array === power) ofPower += 140
        else tens += 140
      }
  }
  let value = result[middle]!
  for (let i = 1; i <= n; i++) {
    value = (value * i) / n
    if (value < 1e-140) {
      value *= 1e140
      tens -= 140
    }
  }
  return value * 10 ** tens
}

const tested = (value: number, n: number, p: number, test: string): Tested & { readonly statistic: number } => ({
  value,
  n,
  estimator: 'largest distance of two distribution functions',
  statistic: value,
  p: Math.max(0, Math.min(1, p)),
  test,
  effect: { name: 'D', value },
  assumptions: [independence],
})

/**
 * The two-sample test of Kolmogorov and Smirnov that both come from one distribution: D is the largest distance of the
 * empirical distribution functions. Exact, ties included. R: `ks.test(x, y, exact = )`.
 */
export const kolmogorovSmirnovTest = (
  x: readonly number[],
  y: readonly number[],
  options: Options = {},
): Tested & { readonly statistic: number } => {
  checkNumbers(x, 'the first sample of a Kolmogorov-Smirnov test')
  checkNumbers(y, 'the second sample of a Kolmogorov-Smirnov test')
  const [m, n] = [x.length, y.length]
  const pooled = [...x.map((value) => [value, 1] as const), ...y.map((value) => [value, 0] as const)].sort(
    (a, b) => a[0] - b[0],
  )
  const parts = pooled.map(([value], i) => i === m + n - 1 || value < pooled[i + 1]![0])
  let [ofX, ofY, d] = [0, 0, 0]
  for (const [i, [, first]] of pooled.entries()) {
    if (first) ofX++
    else ofY++
    if (parts[i]) d = Math.max(d, Math.abs(ofX / m - ofY / n))
  }
  const exact = options.exact ?? m * n < 10_000
  const p = exact ? exactTwo(d, m, n, parts) : limit(d * Math.sqrt((m / (m + n)) * n))
  return tested(d, m + n, p, `two-sample Kolmogorov-Smirnov test, ${exact ? 'exact' : 'asymptotic'}`)
}

/**
 * The test of Kolmogorov and Smirnov that values come from a continuous distribution, given whole by its distribution
 * function `cdf`. R: `ks.test(x, cdf, exact = )`. Throws on ties, which a continuous distribution does not have, and
 * where `cdf` leaves [0, 1].
 */
export const distributionTest = (
  x: readonly number[],
  cdf: (value: number) => number,
  options: Options = {},
): Tested & { readonly statistic: number } => {
  const what = 'a Kolmogorov-Smirnov test'
  checkNumbers(x, `the sample of ${what}`)
  const sorted = [...x].sort((a, b) => a - b)
  const n = sorted.length
  let d = 0
  for (const [i, value] of sorted.entries()) {
    if (value === sorted[i - 1]) throw new Error(`${what}: ${value} occurs twice; against counts, use goodnessOfFit`)
    const share = cdf(value)
    if (!(share >= 0 && share <= 1)) throw new Error(`${what}: the distribution function is ${share} at ${value}`)
    d = Math.max(d, share - i / n, (i + 1) / n - share)
  }
  const exact = options.exact ?? n < 100
  const p = exact ? 1 - exactOne(d, n) : limit(Math.sqrt(n) * d)
  return tested(d, n, p, `one-sample Kolmogorov-Smirnov test, ${exact ? 'exact' : 'asymptotic'}`)
}
