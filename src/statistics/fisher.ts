import type { Interval } from '../core/estimate.ts'
import { logGamma } from '../math/special.ts'
import { checkLevel } from './check.ts'
import { brentRoot, root } from './root.ts'
import { type Assumption, checkAlternative, independence, type Tested, type TestOptions } from './tested.ts'
import { checkTable, type TwoByTwo } from './two-by-two.ts'

const logChoose = (n: number, k: number): number => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)

/**
 * Probabilities of the events in the first arm, from the fewest to the most the margins allow (R `dhyper`), and their
 * logarithms, which do not underflow: `first` and `second` are the sizes of the arms, `events` those of both together.
 */
export const hypergeometric = (
  first: number,
  second: number,
  events: number,
): { readonly least: number; readonly probabilities: Float64Array; readonly logs: Float64Array } => {
  const least = Math.max(0, events - second)
  const most = Math.min(events, first)
  const whole = logChoose(first + second, events)
  const logs = Float64Array.from(
    { length: most - least + 1 },
    (_, i) => logChoose(first, least + i) + logChoose(second, events - least - i) - whole,
  )
  return { least, probabilities: logs.map(Math.exp), logs }
}

const fixedMargins: Assumption = { assumes: 'both margins taken as fixed' }

/**
 * Fisher's exact test of a two-by-two table: the odds ratio by conditional maximum likelihood, with the interval that
 * inverts the two one-sided tests; the two-sided p sums the tables no likelier than this one. The odds ratio is 0 or
 * Infinity at an end of what the margins allow. The effect is the difference of proportions.
 * R: `fisher.test(matrix(c(a, c, b, d), 2), alternative = , conf.level = )`, whose odds ratio and interval are off in
 * the fourth digit or so where they are above 1: it stops its search early, as `tolerance: 2 ** -13` does here.
 * Throws on counts that are no counts, on an empty arm, and where the event never or always happened.
 */
export const fisherTest = (
  table: TwoByTwo,
  options: TestOptions & {
    /** How far from the root its search may stop; full precision unless said. */
    readonly tolerance?: number
  } = {},
): Tested & { readonly interval: Interval } => {
  const [a, b, c, d] = checkTable(table, "Fisher's test")
  const level = checkLevel(options.level)
  const alternative = checkAlternative(options.alternative)
  if (a + c === 0 || b + d === 0)
    throw new Error(
      `Fisher's test is not defined: the event ${a + c === 0 ? 'never happened' : 'always happened'} in both arms`,
    )
  const { least, probabilities, logs } = hypergeometric(a + b, c + d, a + c)
  const at = a - least
  const last = probabilities.length - 1
  const { tolerance } = options
  if (tolerance !== undefined && !(tolerance > 0 && tolerance < 1))
    throw new Error(`the tolerance of Fisher's test is ${tolerance}; it must lie between 0 and 1`)
  const weigh = (logOdds: number): Float64Array => {
    if (logOdds === -Infinity) return logs.map((_, i) => (i === 0 ? 1 : 0))
    const logWeights = logs.map((log, i) => log + i * logOdds)
    const top = logWeights.reduce((most, one) => Math.max(most, one), -Infinity)
    const weights = logWeights.map((one) => Math.exp(one - top))
    const sum = weights.reduce((total, one) => total + one, 0)
    return weights.map((one) => one / sum)
  }
  const sumOf = (weights: Float64Array, from: number, to: number): number => {
    let sum = 0
    for (let i = from; i <= to; i++) sum += weights[i]!
    return sum
  }
  const solve = (f: (weights: Float64Array) => number): number => {
    if (tolerance === undefined) return Math.exp(root((x) => f(weigh(x)), -200, 200))
    // f is monotone, so whether the root is above 1 follows from its signs at 1 and at the far end.
    const at1 = f(weigh(0))
    if (at1 === 0) return 1
    return at1 * f(weigh(-Infinity)) < 0
      ? brentRoot((odds) => f(weigh(Math.log(odds))), 0, 1, tolerance)
      : 1 / brentRoot((inverse) => f(weigh(-Math.log(inverse))), Number.EPSILON, 1, tolerance)
  }
  const lower = (tail: number): number => (at === 0 ? 0 : solve((weights) => sumOf(weights, at, last) - tail))
  const upper = (tail: number): number => (at === last ? Infinity : solve((weights) => sumOf(weights, 0, at) - tail))
  const value =
    at === 0
      ? 0
      : at === last
        ? Infinity
        : solve((weights) => weights.reduce((sum, weight, i) => sum + weight * (i - at), 0))
  const tail = 1 - level
  const observed = logs[at]! + 1e-7
  const p =
    alternative === 'greater'
      ? sumOf(probabilities, at, last)
      : alternative === 'less'
        ? sumOf(probabilities, 0, at)
        : probabilities.reduce((sum, one, i) => (logs[i]! <= observed ? sum + one : sum), 0)
  return {
    value,
    interval:
      alternative === 'greater'
        ? [lower(tail), Infinity]
        : alternative === 'less'
          ? [0, upper(tail)]
          : [lower(tail / 2), upper(tail / 2)],
    level,
    n: a + b + c + d,
    estimator: 'conditional odds ratio, exact interval',
    p: Math.min(1, p),
    test: `Fisher's exact test, ${alternative}`,
    effect: { name: 'difference of proportions', value: a / (a + b) - c / (c + d) },
    assumptions: [independence, fixedMargins],
    ...((at === 0 || at === last) && {
      note: `the table is the most extreme its margins allow, so the odds ratio is ${value}`,
    }),
  }
}
