import type { Interval } from '../core/estimate.ts'
import { resampler } from '../math/resample.ts'
import { checkLevel, checkNumbers } from './check.ts'
import { pearson, productMoment } from './correlation.ts'
import { cohenD, cohenDz } from './effect-size.ts'
import { mean } from './summary.ts'
import { oneSampleTest, welchTest } from './t-test.ts'
import { type Alternative, checkAlternative, type Effect, type Tested, type TestOptions } from './tested.ts'

/** What a permutation test takes beside level and alternative. */
export interface PermutationOptions extends TestOptions {
  /** Where chance comes from, needed where there are more than 200 000 arrangements. Four numbers are taken from it. */
  readonly luck?: { uniform(): number }
  /** How many arrangements to draw then; 9999 unless said. */
  readonly replicates?: number
}

/** A permutation test: `arrangements` were looked at, all there are where `exact`. */
export interface PermutationTest extends Tested {
  readonly exact: boolean
  readonly arrangements: number
  /** The standard error of p for want of arrangements; 0 where exact. */
  readonly monteCarloError: number
}

const mostArrangements = 2e5
/** One more than the largest whole number an arrangement is drawn by. */
export const drawnBelow = 4294967296

/** How data are rearranged: all arrangements, counted, one at a time, and one drawn by whole numbers below 2^32. */
export interface Arrangement {
  readonly count: number
  readonly each: (visit: (statistic: number) => void) => void
  readonly drawn: (random: Uint32Array) => number
  readonly draws: number
}

/** The p of a statistic among its arrangements, as all permutation tests here have it. */
export const permutationP = (
  observed: number,
  { count, each, drawn, draws }: Arrangement,
  alternative: Alternative,
  options: PermutationOptions,
): Pick<PermutationTest, 'p' | 'exact' | 'arrangements' | 'monteCarloError'> => {
  const exact = count <= mostArrangements
  const values: number[] = []
  const replicates = options.replicates ?? 9999
  if (exact) each((value) => values.push(value))
  else {
    if (!options.luck)
      throw new Error(
        'a permutation test of more than 200000 arrangements draws some: pass luck, as of(address) gives it',
      )
    if (!(Number.isInteger(replicates) && replicates >= 99))
      throw new Error(`${replicates} arrangements are to be drawn; a whole number from 99 on is needed`)
    const fill = resampler(options.luck)
    const random = new Uint32Array(draws)
    for (let r = 0; r < replicates; r++) {
      fill(random, drawnBelow)
      values.push(drawn(random))
    }
  }
  const centre = mean(values)
  // Sums in another order differ in their last bits; an arrangement that only so falls short counts as reached.
  const slack = 1e-12 * Math.max(Math.abs(observed), Math.abs(centre))
  const reached = values.filter((value) =>
    alternative === 'greater'
      ? value >= observed - slack
      : alternative === 'less'
        ? value <= observed + slack
        : Math.abs(value - centre) >= Math.abs(observed - centre) - slack,
  ).length
  const p = exact ? reached / values.length : (1 + reached) / (values.length + 1)
  return {
    p,
    exact,
    arrangements: values.length,
    monteCarloError: exact ? 0 : Math.sqrt((p * (1 - p)) / values.length),
  }
}

/** What a parametric neighbour says beside the test, or why it says nothing. */
const beside = <T>(compute: () => T): { readonly found: T } | { readonly why: string } => {
  try {
    return { found: compute() }
  } catch (error) {
    return { why: (error as Error).message }
  }
}

const intervalAndEffect = (
  interval: () => Interval,
  effect: () => Effect,
  fallback: Effect,
): { readonly interval?: Interval; readonly effect: Effect; readonly note?: string } => {
  const [first, second] = [beside(interval), beside(effect)]
  return {
    effect: 'found' in second ? second.found : fallback,
    ...('found' in first ? { interval: first.found } : { note: `no interval: ${first.why}` }),
  }
}

const choose = (n: number, k: number): number => {
  let count = 1
  for (let i = 1; i <= k; i++) count = (count * (n - k + i)) / i
  return Math.round(count)
}

/**
 * The permutation test of a difference of means, x less y: all splits of the pooled values where there are at most
 * 200 000, else as many drawn as `replicates` says and p = (1 + reached) / (1 + drawn). Two-sided p counts splits as far
 * from their mean as this one. The interval is Welch's, the effect Cohen's d.
 * R: `coin::oneway_test(v ~ g, distribution = 'exact')`. Throws where all values are equal.
 */
export const permutationTest = (
  x: readonly number[],
  y: readonly number[],
  options: PermutationOptions = {},
): PermutationTest => {
  checkNumbers(x, 'the first sample of a permutation test')
  checkNumbers(y, 'the second sample of a permutation test')
  const level = checkLevel(options.level)
  const alternative = checkAlternative(options.alternative)
  const pooled = [...x, ...y]
  if (pooled.every((value) => value === pooled[0]))
    throw new Error(`a permutation test is not defined: every value is ${pooled[0]}`)
  const [m, n] = [x.length, y.length]
  const total = pooled.reduce((a, b) => a + b, 0)
  const difference = (sum: number): number => sum / m - (total - sum) / n
  const value = mean(x) - mean(y)
  const order = pooled.slice()
  const arrangement: Arrangement = {
    count: choose(m + n, m),
    each: (visit) => {
      const take = (from: number, left: number, sum: number): void => {
        if (left === 0) visit(difference(sum))
        else for (let i = from; i <= m + n - left; i++) take(i + 1, left - 1, sum + pooled[i]!)
      }
      take(0, m, 0)
    },
    draws: m,
    drawn: (random) => {
      let sum = 0
      for (let i = 0; i < m; i++) {
        const other = i + Math.floor((random[i]! / drawnBelow) * (m + n - i))
        const one = order[other]!
        order[other] = order[i]!
        order[i] = one
        sum += one
      }
      return difference(sum)
    },
  }
  return {
    value,
    level,
    n: m + n,
    estimator: 'difference of means, Welch interval',
    test: `permutation test of two samples, ${alternative}`,
    assumptions: [{ assumes: 'exchangeable observations: all belong to either sample by chance alone' }],
    ...intervalAndEffect(
      () => welchTest(x, y, { level }).interval,
      () => ({ name: "Cohen's d", value: cohenD(x, y).value }),
      { name: 'difference of means', value },
    ),
    ...permutationP(value, arrangement, alternative, options),
  }
}

/**
 * The permutation test of paired differences by turning their signs: all 2^n where they are at most 200 000, else drawn.
 * The value is their mean, the interval t, the effect Cohen's d_z; n counts pairs.
 * R: the mean of `abs(S %*% d) >= abs(sum(d))` over `S <- as.matrix(expand.grid(rep(list(c(-1, 1)), n)))`.
 */
export const signFlipTest = (differences: readonly number[], options: PermutationOptions = {}): PermutationTest => {
  checkNumbers(differences, 'the differences of a sign-flip test')
  const level = checkLevel(options.level)
  const alternative = checkAlternative(options.alternative)
  const n = differences.length
  if (differences.every((one) => one === 0))
    throw new Error('a sign-flip test is not defined: every difference is zero')
  const value = mean(differences)
  const arrangement: Arrangement = {
    count: 2 ** n,
    each: (visit) => {
      const turn = (i: number, sum: number): void => {
        if (i === n) visit(sum / n)
        else {
          turn(i + 1, sum + differences[i]!)
          turn(i + 1, sum - differences[i]!)
        }
      }
      turn(0, 0)
    },
    draws: n,
    drawn: (random) =>
      differences.reduce((sum, one, i) => (random[i]! < drawnBelow / 2 ? sum + one : sum - one), 0) / n,
  }
  return {
    value,
    level,
    n,
    estimator: 'mean difference, t interval',
    test: `permutation test of pairs by their signs, ${alternative}`,
    assumptions: [{ assumes: 'differences symmetric about zero where there is no effect' }],
    ...intervalAndEffect(
      () => oneSampleTest(differences, { level }).interval,
      () => ({ name: "Cohen's d_z", value: cohenDz(differences).value }),
      { name: 'mean difference', value },
    ),
    ...permutationP(value, arrangement, alternative, options),
  }
}

/**
 * The permutation test of a Pearson correlation by reordering y: all n! orders where they are at most 200 000 (eight
 * pairs), else drawn. The interval is Fisher's z. R: `cor(x, y[i])` over the rows i of `gtools::permutations(n, n)`.
 */
export const permutedCorrelation = (
  x: readonly number[],
  y: readonly number[],
  options: PermutationOptions = {},
): PermutationTest => {
  const { value, interval, note, level, n, effect } = pearson(x, y, { level: checkLevel(options.level) })
  const alternative = checkAlternative(options.alternative)
  let count = 1
  for (let k = 2; k <= n; k++) count *= k
  const order = y.slice()
  const swap = (i: number, j: number): void => {
    const one = order[i]!
    order[i] = order[j]!
    order[j] = one
  }
  const arrangement: Arrangement = {
    count,
    each: (visit) => {
      const place = (i: number): void => {
        if (i === n) visit(productMoment(x, order))
        else
          for (let j = i; j < n; j++) {
            swap(i, j)
            place(i + 1)
            swap(i, j)
          }
      }
      place(0)
    },
    draws: n,
    drawn: (random) => {
      for (let i = 0; i < n; i++) swap(i, i + Math.floor((random[i]! / drawnBelow) * (n - i)))
      return productMoment(x, order)
    },
  }
  return {
    value,
    ...(interval && { interval }),
    ...(note !== undefined && { note }),
    level: level!,
    n,
    estimator: 'Pearson correlation, Fisher z interval',
    test: `permutation test of a correlation, ${alternative}`,
    effect,
    assumptions: [{ assumes: 'exchangeable observations: any y may stand beside any x' }],
    ...permutationP(value, arrangement, alternative, options),
  }
}
