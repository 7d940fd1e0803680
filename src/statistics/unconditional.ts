import type { Interval } from '../core/estimate.ts'
import { logGamma } from '../math/special.ts'
import { hypergeometric } from './fisher.ts'
import { differenceOfProportions } from './proportion.ts'
import { type Assumption, checkAlternative, independence, type Tested, type TestOptions } from './tested.ts'
import type { TwoByTwo } from './two-by-two.ts'
import { checkTable } from './two-by-two.ts'

const cells = 1e6
const gridSteps = 2000
const refined = 20

const binomialWeights = (n: number): ((share: number) => Float64Array) => {
  const logs = Float64Array.from({ length: n + 1 }, (_, k) => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1))
  return (share) =>
    logs.map((log, k) =>
      Math.exp(log + (k === 0 ? 0 : k * Math.log(share)) + (k === n ? 0 : (n - k) * Math.log1p(-share))),
    )
}

/** The largest probability of a region over the share both arms have in common, and that share. */
const supremum = (
  first: number,
  second: number,
  region: (x: number, y: number) => boolean,
): readonly [number, number] => {
  const inside = Array.from({ length: first + 1 }, (_, x) =>
    Array.from({ length: second + 1 }, (_, y) => y).filter((y) => region(x, y)),
  )
  const ofFirst = binomialWeights(first)
  const ofSecond = binomialWeights(second)
  const probability = (share: number): number => {
    const rows = ofFirst(share)
    const columns = ofSecond(share)
    let sum = 0
    for (let x = 0; x <= first; x++) {
      let row = 0
      for (const y of inside[x]!) row += columns[y]!
      sum += rows[x]! * row
    }
    return Math.min(1, sum)
  }
  const heights = Float64Array.from({ length: gridSteps + 1 }, (_, i) => probability(i / gridSteps))
  const best = Array.from(heights, (_, i) => i)
    .sort((i, j) => heights[j]! - heights[i]!)
    .slice(0, refined)
  let top: readonly [number, number] = [heights[best[0]!]!, best[0]! / gridSteps]
  const golden = (Math.sqrt(5) - 1) / 2
  for (const i of best) {
    let low = Math.max(0, i - 1) / gridSteps
    let high = Math.min(gridSteps, i + 1) / gridSteps
    let [left, right] = [high - golden * (high - low), low + golden * (high - low)]
    let [atLeft, atRight] = [probability(left), probability(right)]
    for (let step = 0; step < 30; step++) {
      if (atLeft > atRight) {
        ;[high, right, atRight] = [right, left, atLeft]
        left = high - golden * (high - low)
        atLeft = probability(left)
      } else {
        ;[low, left, atLeft] = [left, right, atRight]
        right = low + golden * (high - low)
        atRight = probability(right)
      }
    }
    if (atLeft > top[0]) top = [atLeft, left]
    if (atRight > top[0]) top = [atRight, right]
  }
  return top
}

/** An unconditional exact test: `nuisance` is the common share at which its p is reached. */
export interface UnconditionalTest extends Tested {
  readonly interval: Interval
  readonly statistic: number
  readonly nuisance: number
}

const fixedArms: Assumption = { assumes: 'the sizes of the arms fixed beforehand, not the number of events' }

const checked = (table: TwoByTwo, name: string): readonly [number, number, number, number] => {
  const counts = checkTable(table, name)
  const [a, b, c, d] = counts
  if ((a + b + 1) * (c + d + 1) > cells)
    throw new Error(`${name} of arms of ${a + b} and ${c + d} is too large to enumerate; use differenceOfProportions`)
  return counts
}

const described = (counts: readonly [number, number, number, number], test: string, options: TestOptions) => {
  const [a, b, c, d] = counts
  const { value, interval, level, n } = differenceOfProportions([a, a + b], [c, c + d], options)
  return {
    value,
    interval: interval!,
    level: level!,
    n,
    estimator: 'difference of proportions, Newcombe interval',
    test,
    effect: { name: "Cohen's h", value: 2 * (Math.asin(Math.sqrt(a / (a + b))) - Math.asin(Math.sqrt(c / (c + d)))) },
    assumptions: [independence, fixedArms],
  }
}

/**
 * Barnard's unconditional exact test (1945) of two proportions with z as its statistic, its variance pooled unless
 * `pooled` is false; p is the supremum over the common share, by a grid of 2000 steps and golden section about its best 20. Value and interval (always
 * two-sided) are those of `differenceOfProportions`. R: `Exact::exact.test(table, method = 'z-pooled')` or 'z-unpooled'; where
 * `scipy.stats.barnard_exact` stops at a local maximum, p here is the larger.
 */
export const barnardTest = (
  table: TwoByTwo,
  { pooled = true, ...options }: TestOptions & { readonly pooled?: boolean } = {},
): UnconditionalTest => {
  const counts = checked(table, "Barnard's test")
  const alternative = checkAlternative(options.alternative)
  const [a, b, c, d] = counts
  const [m, n] = [a + b, c + d]
  const z = (x: number, y: number): number => {
    const share = (x + y) / (m + n)
    const [p, q] = [x / m, y / n]
    const variance = pooled ? share * (1 - share) * (1 / m + 1 / n) : (p * (1 - p)) / m + (q * (1 - q)) / n
    // Without pooling the variance is 0 where all events are in one arm: such tables are the most extreme.
    return x * n === y * m ? 0 : (p - q) / Math.sqrt(variance)
  }
  const observed = z(a, c)
  const slack = Number.isFinite(observed) ? 1e-10 * Math.abs(observed) : 0
  const region = {
    'two-sided': (x: number, y: number) => Math.abs(z(x, y)) >= Math.abs(observed) - slack,
    greater: (x: number, y: number) => z(x, y) >= observed - slack,
    less: (x: number, y: number) => z(x, y) <= observed + slack,
  }[alternative]
  const [p, nuisance] = supremum(m, n, region)
  return { ...described(counts, `Barnard's exact test, ${alternative}`, options), statistic: observed, p, nuisance }
}

/**
 * Boschloo's unconditional exact test (1970) of two proportions: the one-sided p of Fisher's test is its statistic, so
 * it never has less power. The two-sided p is twice the smaller one-sided p, at most 1. Value and interval (always
 * two-sided) are those of `differenceOfProportions`.
 * R: `Exact::exact.test(table, method = 'boschloo', alternative = )`, one-sided; `scipy.stats.boschloo_exact`.
 */
export const boschlooTest = (table: TwoByTwo, options: TestOptions = {}): UnconditionalTest => {
  const counts = checked(table, "Boschloo's test")
  const alternative = checkAlternative(options.alternative)
  const [a, b, c, d] = counts
  const [m, n] = [a + b, c + d]
  const oneSided = (side: 'greater' | 'less'): readonly [p: number, nuisance: number, statistic: number] => {
    const fisher = Array.from({ length: m + 1 }, () => new Float64Array(n + 1))
    for (let events = 0; events <= m + n; events++) {
      const { least, probabilities } = hypergeometric(m, n, events)
      const order = Array.from(probabilities, (_, i) => i)
      if (side === 'greater') order.reverse()
      let sum = 0
      for (const i of order) {
        sum += probabilities[i]!
        fisher[least + i]![events - least - i] = sum
      }
    }
    const statistic = fisher[a]![c]!
    return [...supremum(m, n, (x, y) => fisher[x]![y]! <= statistic * (1 + 1e-10)), statistic]
  }
  const title = `Boschloo's exact test, ${alternative}`
  if (alternative !== 'two-sided') {
    const [p, nuisance, statistic] = oneSided(alternative)
    return { ...described(counts, title, options), statistic, p, nuisance }
  }
  const [greater, less] = [oneSided('greater'), oneSided('less')]
  const [p, nuisance, statistic] = greater[0] < less[0] ? greater : less
  return { ...described(counts, title, options), statistic, p: Math.min(1, 2 * p), nuisance }
}
