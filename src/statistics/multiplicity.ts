import { chiSquareSurvival, normalQuantile, normalSurvival } from '../math/distributions.ts'

const checkP = (p: readonly number[]): void => {
  const bad = p.findIndex((value) => !(value >= 0 && value <= 1))
  if (bad >= 0) throw new Error(`p value ${bad} is ${p[bad]}; it must lie in [0, 1]`)
}

const ascending = (p: readonly number[]): number[] => p.map((_, i) => i).sort((a, b) => p[a]! - p[b]!)

/** Holm's adjusted p values, in the order given: for a family of confirmatory contrasts (R `p.adjust(p, 'holm')`). */
export const holm = (p: readonly number[]): number[] => {
  checkP(p)
  const adjusted = new Array<number>(p.length)
  let most = 0
  for (const [rank, i] of ascending(p).entries()) {
    most = Math.max(most, (p.length - rank) * p[i]!)
    adjusted[i] = Math.min(1, most)
  }
  return adjusted
}

/** Benjamini and Hochberg's adjusted p values, in the order given: for a screen (R `p.adjust(p, 'BH')`). */
export const benjaminiHochberg = (p: readonly number[]): number[] => {
  checkP(p)
  const adjusted = new Array<number>(p.length)
  let least = 1
  for (const [rank, i] of [...ascending(p).entries()].reverse()) {
    least = Math.min(least, (p.length / (rank + 1)) * p[i]!)
    adjusted[i] = least
  }
  return adjusted
}

/** Bonferroni's adjusted p values, in the order given (R `p.adjust(p, 'bonferroni')`). */
export const bonferroni = (p: readonly number[]): number[] => {
  checkP(p)
  return p.map((one) => Math.min(1, one * p.length))
}

/** Hochberg's step-up p values, for independent or positively dependent tests (R `p.adjust(p, 'hochberg')`). */
export const hochberg = (p: readonly number[]): number[] => {
  checkP(p)
  const adjusted = new Array<number>(p.length)
  let least = 1
  for (const [rank, i] of [...ascending(p).entries()].reverse()) {
    least = Math.min(least, (p.length - rank) * p[i]!)
    adjusted[i] = least
  }
  return adjusted
}

/** Hommel's p values, as strong as Hochberg's or stronger (R `p.adjust(p, 'hommel')`, after Wright 1992). */
export const hommel = (p: readonly number[]): number[] => {
  checkP(p)
  const order = ascending(p)
  const sorted = order.map((i) => p[i]!)
  const n = p.length
  const start = Math.min(...sorted.map((one, k) => (n * one) / (k + 1)))
  let q = sorted.map(() => start)
  const found = [...q]
  for (let m = n - 1; m >= 2; m--) {
    const low = sorted.slice(0, n - m + 1)
    const high = sorted.slice(n - m + 1)
    const least = Math.min(...high.map((one, k) => (m * one) / (k + 2)))
    q = [...low.map((one) => Math.min(m * one, least)), ...high.map(() => 0)]
    for (let k = n - m + 1; k < n; k++) q[k] = q[n - m]!
    for (let k = 0; k < n; k++) found[k] = Math.max(found[k]!, q[k]!)
  }
  const adjusted = new Array<number>(n)
  for (const [k, i] of order.entries()) adjusted[i] = Math.min(1, Math.max(found[k]!, sorted[k]!))
  return adjusted
}

/** Benjamini and Yekutieli's p values: a screen of tests that depend in any way (R `p.adjust(p, 'BY')`). */
export const benjaminiYekutieli = (p: readonly number[]): number[] => {
  const harmonic = p.reduce((sum, _, k) => sum + 1 / (k + 1), 0)
  checkP(p)
  const adjusted = new Array<number>(p.length)
  let least = 1
  for (const [rank, i] of [...ascending(p).entries()].reverse()) {
    least = Math.min(least, ((harmonic * p.length) / (rank + 1)) * p[i]!)
    adjusted[i] = least
  }
  return adjusted
}

/**
 * One p value from several independent tests of the same claim: Fisher's product, Stouffer's sum of one-sided z, and
 * Simes' smallest. R: `pchisq(-2 * sum(log(p)), 2 * k, lower.tail = FALSE)` and the like.
 */
export const combineP = (
  p: readonly number[],
): { readonly fisher: number; readonly stouffer: number; readonly simes: number } => {
  checkP(p)
  if (p.length === 0) throw new Error('there is no p value to combine')
  const k = p.length
  const sum = p.reduce((total, one) => total + Math.log(one), 0)
  return {
    fisher: sum === Number.NEGATIVE_INFINITY ? 0 : chiSquareSurvival(-2 * sum, 2 * k),
    stouffer: normalSurvival(p.reduce((total, one) => total - normalQuantile(one), 0) / Math.sqrt(k)),
    simes: Math.min(1, ...ascending(p).map((i, rank) => (p[i]! * k) / (rank + 1))),
  }
}
