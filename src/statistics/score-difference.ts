import type { Estimate, Interval } from '../core/estimate.ts'
import { checkLevel, criticalValue } from './check.ts'
import { proportion } from './proportion.ts'
import { root } from './root.ts'

/**
 * The difference of two independent proportions, the first less the second, with the score interval of Miettinen and
 * Nurminen (1985): all differences that their test, with its variance under the difference, does not reject.
 * R: `PropCIs::diffscoreci` with the factor N / (N - 1), or `ratesci::scoreci(skew = FALSE)`.
 */
export const scoreDifference = (
  first: readonly [events: number, n: number],
  second: readonly [events: number, n: number],
  options: { readonly level?: number } = {},
): Estimate & { readonly interval: Interval } => {
  const level = checkLevel(options.level)
  const [a, b] = [proportion(first[0], first[1]), proportion(second[0], second[1])]
  const [p, q, m, n] = [a.value, b.value, a.n, b.n]
  const value = p - q
  const theta = n / m
  const size = m + n
  const score = (delta: number): number => {
    // The closed form of the shares that are likeliest given their difference.
    const A = 1 + theta
    const B = -(1 + theta + p + theta * q + delta * (theta + 2))
    const C = delta ** 2 + delta * (2 * p + theta + 1) + p + theta * q
    const D = -p * delta * (1 + delta)
    const v = B ** 3 / (3 * A) ** 3 - (B * C) / (6 * A ** 2) + D / (2 * A)
    const u = (v < 0 ? -1 : 1) * Math.sqrt(Math.max(0, B ** 2 / (3 * A) ** 2 - C / (3 * A)))
    const w = (Math.PI + Math.acos(u === 0 ? 0 : Math.min(1, Math.max(-1, v / u ** 3)))) / 3
    const one = Math.min(1, Math.max(0, 2 * u * Math.cos(w) - B / (3 * A)))
    const other = Math.min(1, Math.max(0, one - delta))
    const variance = (((one * (1 - one)) / m + (other * (1 - other)) / n) * size) / (size - 1)
    const gap = value - delta
    return variance > 0 ? gap / Math.sqrt(variance) : gap === 0 ? 0 : Math.sign(gap) * Number.POSITIVE_INFINITY
  }
  const z = criticalValue(level)
  const end = (side: -1 | 1): number => {
    const edge = side * (1 - 1e-12)
    if (side * value >= 1 || Math.abs(score(edge)) <= z) return side
    return side < 0 ? root((delta) => score(delta) - z, edge, value) : root((delta) => score(delta) + z, value, edge)
  }
  return {
    value,
    interval: [end(-1), end(1)],
    level,
    n: size,
    estimator: 'difference of proportions, Miettinen-Nurminen interval',
  }
}
