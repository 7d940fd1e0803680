import type { Interval } from '../core/estimate.ts'
import { normalSurvival, tSurvival } from '../math/distributions.ts'
import { checkLevel, checkNumbers, criticalValue } from './check.ts'
import { twoSided } from './fit.ts'
import { ranks, tieCorrection, tieSizes } from './rank.ts'
import { exactP, kendallNull } from './rank-null.ts'
import { mean } from './summary.ts'
import { independence, type Tested } from './tested.ts'

interface Options {
  /** Of the interval; .95 unless said. */
  readonly level?: number
}

/** A correlation; `statistic` is what R prints: t of Pearson, S of Spearman, T (exact) or z of Kendall. */
export interface Correlation extends Tested {
  readonly statistic: number
}

const checked = (x: readonly number[], y: readonly number[], name: string, least: number): void => {
  checkNumbers(x, `the first column of ${name}`, least)
  checkNumbers(y, `the second column of ${name}`, least)
  if (x.length !== y.length)
    throw new Error(`${name} needs as many of one as of the other, not ${x.length} and ${y.length}`)
  for (const [column, which] of [
    [x, 'first'],
    [y, 'second'],
  ] as const)
    if (column.every((value) => value === column[0]))
      throw new Error(`${name} is not defined: every value of the ${which} column is ${column[0]}`)
}

/** The product-moment coefficient alone, of columns that vary. */
export const productMoment = (x: ArrayLike<number>, y: ArrayLike<number>): number => {
  const [centreX, centreY] = [mean(x), mean(y)]
  let [xx, yy, xy] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i]! - centreX, y[i]! - centreY]
    xx += a * a
    yy += b * b
    xy += a * b
  }
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy)))
}

/** A correlation and its interval through Fisher's z, whose variance is given; without an interval where one does not exist, and `note` says why. */
export const fisherInterval = (
  value: number,
  variance: number,
  level: number,
): { value: number; level: number; interval?: Interval; note?: string } => {
  if (Math.abs(value) > 1 - 1e-12) return { value, level, note: 'a perfect correlation has no interval by Fisher z' }
  if (!(variance > 0 && Number.isFinite(variance))) return { value, level, note: 'too few pairs for an interval' }
  const reach = criticalValue(level) * Math.sqrt(variance)
  return { value, level, interval: [Math.tanh(Math.atanh(value) - reach), Math.tanh(Math.atanh(value) + reach)] }
}

/** Pearson's correlation with Fisher's z interval and its t test (R `cor.test(x, y)`); throws where a column is constant. */
export const pearson = (
  x: readonly number[],
  y: readonly number[],
  options: Options = {},
): Correlation & { readonly df: number } => {
  checked(x, y, 'a Pearson correlation', 3)
  const n = x.length
  const value = productMoment(x, y)
  const statistic = value / Math.sqrt((1 - value * value) / (n - 2))
  return {
    ...fisherInterval(value, n > 3 ? 1 / (n - 3) : 0, checkLevel(options.level)),
    n,
    estimator: 'Pearson correlation, Fisher z interval',
    statistic,
    df: n - 2,
    p: Number.isFinite(statistic) ? 2 * tSurvival(Math.abs(statistic), n - 2) : 0,
    test: 't test of a correlation',
    effect: { name: 'r', value },
    assumptions: [independence, { assumes: 'a straight line, and normal values about it' }],
  }
}

/** The upper tail P(S >= s) of Spearman's S by its Edgeworth series (Best and Roberts 1975, AS 89), for n above 9. */
const spearmanSeries = (s: number, n: number): number => {
  const b = 1 / n
  const x = ((6 * (s - 1) * b) / (n * n - 1) - 1) * Math.sqrt(n - 1)
  const y = x * x
  const inner = 0.0072 - 0.0831 * b + y * b * (0.0131 - 0.00046 * y)
  const u =
    x *
    b *
    (0.2274 +
      b * (0.2531 + 0.1745 * b) +
      y * (-0.0758 + b * (0.1033 + 0.3932 * b) - y * b * (0.0879 + 0.0151 * b - y * inner)))
  return u / Math.exp(y / 2) + normalSurvival(x)
}

/** P(S >= s) over all orders of up to nine. */
const spearmanExact = (s: number, n: number): number => {
  let [reached, all] = [0, 0]
  const place = (i: number, used: number, sum: number): void => {
    if (i === n) {
      all++
      if (sum >= s) reached++
      return
    }
    for (let k = 0; k < n; k++) if (!(used & (1 << k))) place(i + 1, used | (1 << k), sum + (i - k) ** 2)
  }
  place(0, 0, 0)
  return reached / all
}

/**
 * Spearman's rank correlation. p as in R: exact to nine pairs, Edgeworth series to 1290 without ties, else t. The
 * interval is Bonett and Wright's (2000) through Fisher's z, which R does not print; it needs four pairs.
 * R: `cor.test(x, y, method = 'spearman')`. Throws where a column is constant.
 */
export const spearman = (x: readonly number[], y: readonly number[], options: Options = {}): Correlation => {
  checked(x, y, 'a Spearman correlation', 3)
  const n = x.length
  const value = productMoment(ranks(x), ranks(y))
  const tied = tieCorrection(x) + tieCorrection(y) > 0
  const most = (n ** 3 - n) / 6
  const statistic = most * (1 - value)
  const exact = !tied && n <= 9
  const series = !tied && n > 9 && n < 1290
  const tail = (): number => {
    if (!exact && !series) {
      const t = Math.abs(value) / Math.sqrt((1 - value * value) / (n - 2))
      return Number.isFinite(t) ? tSurvival(t, n - 2) : 0
    }
    const upper = exact ? spearmanExact : spearmanSeries
    const s = Math.round(statistic)
    return s > most ? upper(s, n) : 1 - upper(s + 2, n)
  }
  return {
    ...fisherInterval(value, n > 3 ? (1 + value ** 2 / 2) / (n - 3) : 0, checkLevel(options.level)),
    n,
    estimator: 'Spearman correlation, Bonett-Wright interval',
    statistic,
    p: Math.min(1, 2 * Math.max(0, tail())),
    test: `Spearman test, ${exact ? 'exact' : series ? 'Edgeworth series' : 't approximation'}`,
    effect: { name: 'rho', value },
    assumptions: [independence, { assumes: 'no ties', holds: !tied }],
  }
}

/**
 * Kendall's tau-b. p as in R: exact below 50 pairs without ties, else normal with ties corrected. The interval is
 * Fieller, Hartley and Pearson's (1957) through Fisher's z, which R does not print; it needs five pairs.
 * R: `cor.test(x, y, method = 'kendall')`. Throws where a column is constant.
 */
export const kendall = (x: readonly number[], y: readonly number[], options: Options = {}): Correlation => {
  checked(x, y, 'a Kendall correlation', 2)
  const n = x.length
  let difference = 0
  for (let i = 1; i < n; i++)
    for (let j = 0; j < i; j++) difference += Math.sign(x[i]! - x[j]!) * Math.sign(y[i]! - y[j]!)
  const pairs = (n * (n - 1)) / 2
  const [ofX, ofY] = [tieSizes(x), tieSizes(y)]
  const sum = (sizes: readonly number[], f: (size: number) => number): number => sizes.reduce((a, t) => a + f(t), 0)
  const two = (t: number): number => t * (t - 1)
  const three = (t: number): number => two(t) * (t - 2)
  const five = (t: number): number => two(t) * (2 * t + 5)
  const [tiedX, tiedY] = [sum(ofX, two) / 2, sum(ofY, two) / 2]
  const tied = tiedX + tiedY > 0
  const value = difference / Math.sqrt((pairs - tiedX) * (pairs - tiedY))
  const exact = !tied && n < 50
  const spread =
    (five(n) - sum(ofX, five) - sum(ofY, five)) / 18 +
    (sum(ofX, two) * sum(ofY, two)) / (2 * two(n)) +
    (n > 2 ? (sum(ofX, three) * sum(ofY, three)) / (9 * three(n)) : 0)
  const statistic = exact ? (pairs + difference) / 2 : difference / Math.sqrt(spread)
  return {
    ...fisherInterval(value, n > 4 ? 0.437 / (n - 4) : 0, checkLevel(options.level)),
    n,
    estimator: 'Kendall tau-b, Fieller interval',
    statistic,
    p: exact ? exactP(kendallNull(n), statistic, 'two-sided') : twoSided(statistic),
    test: `Kendall test, ${exact ? 'exact' : 'normal'}`,
    effect: { name: 'tau', value },
    assumptions: [independence, { assumes: 'no ties', holds: !tied }],
  }
}
