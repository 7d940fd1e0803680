import { normalCdf, normalDensity } from './distributions.ts'
import { logGamma } from './special.ts'

/** Nodes and weights of Gauss and Legendre on [-1, 1], by Newton's method on the polynomial's roots. */
const gaussLegendre = (count: number): readonly (readonly [node: number, weight: number])[] =>
  Array.from({ length: count }, (_, k) => {
    let x = Math.cos((Math.PI * (k + 0.75)) / (count + 0.5))
    for (let round = 0; ; round++) {
      let [below, here] = [1, x]
      for (let n = 2; n <= count; n++) [below, here] = [here, ((2 * n - 1) * x * here - (n - 1) * below) / n]
      const slope = (count * (x * here - below)) / (x * x - 1)
      const step = here / slope
      x -= step
      if (Math.abs(step) < 1e-15 || round > 50) return [x, 2 / ((1 - x * x) * slope * slope)] as const
    }
  })

const rule = gaussLegendre(16)

const integral = (f: (x: number) => number, low: number, high: number, panels: number): number => {
  const half = (high - low) / panels / 2
  let sum = 0
  for (let panel = 0; panel < panels; panel++) {
    const centre = low + (2 * panel + 1) * half
    for (const [node, weight] of rule) sum += weight * f(centre + half * node)
  }
  return sum * half
}

/** Where the largest of the values lies: nodes with their weight times density, and the chance of a value below. */
const largest = Array.from({ length: 10 }, (_, panel) =>
  rule.map(([node, weight]) => {
    const z = -9 + 1.8 * (panel + 0.5) + 0.9 * node
    return { z, weight: 0.9 * weight * normalDensity(z), below: normalCdf(z) }
  }),
).flat()

/** P(range of k standard normal values > w). */
const rangeSurvival = (w: number, k: number): number => {
  if (w <= 0) return 1
  let inside = 0
  for (const { z, weight, below } of largest) inside += weight * (below - normalCdf(z - w)) ** (k - 1)
  return Math.max(0, 1 - k * inside)
}

/**
 * P(Q > q) for the studentised range of `k` means with `df` > 0 degrees of freedom, Infinity allowed
 * (R `ptukey(q, k, df, lower.tail = FALSE)`), to about 1e-9.
 */
export const studentisedRangeSurvival = (q: number, k: number, df: number): number => {
  if (!(k >= 2 && df > 0) || Number.isNaN(q)) return Number.NaN
  if (q <= 0) return 1
  if (df === Number.POSITIVE_INFINITY) return rangeSurvival(q, k)
  const scale = (df / 2) * Math.log(df / 2) - logGamma(df / 2) + Math.LN2
  const density = (s: number): number => Math.exp(scale + (df - 1) * Math.log(s) - (df * s * s) / 2)
  const reach = 9 / Math.sqrt(2 * df)
  return integral((s) => density(s) * rangeSurvival(q * s, k), Math.max(1e-12, 1 - reach), 1 + reach, df < 5 ? 16 : 6)
}

/** The q that the studentised range exceeds with probability `p` (R `qtukey(p, k, df, lower.tail = FALSE)`). */
export const studentisedRangeQuantile = (p: number, k: number, df: number): number => {
  if (!(p > 0 && p < 1)) return Number.NaN
  let [low, high] = [0, 4]
  while (studentisedRangeSurvival(high, k, df) > p) {
    low = high
    high *= 2
    if (high > 1e4) return Number.NaN
  }
  let [atLow, atHigh] = [studentisedRangeSurvival(low, k, df) - p, studentisedRangeSurvival(high, k, df) - p]
  // The method of false position, with Illinois' halving of the end that stays.
  for (let round = 0; round < 200 && high - low > 1e-10 * high; round++) {
    const middle = round % 8 === 7 ? (low + high) / 2 : high - (atHigh * (high - low)) / (atHigh - atLow)
    const at = studentisedRangeSurvival(middle, k, df) - p
    if (Math.abs(at) < 1e-13) return middle
    if (at > 0) {
      low = middle
      atLow = at
      atHigh /= 2
    } else {
      high = middle
      atHigh = at
      atLow /= 2
    }
  }
  return (low + high) / 2
}
