import type { Interval } from '../core/estimate.ts'
import { poissonCdf, poissonProbability, poissonSurvival } from '../math/discrete.ts'
import { chiSquareQuantile } from '../math/distributions.ts'
import { checkCount, checkLevel } from './check.ts'
import { clopperPearson } from './clopper-pearson.ts'
import { checkAlternative, independence, type Tested, type TestOptions } from './tested.ts'

const checkExposure = (exposure: number, what: string): void => {
  if (!(exposure > 0 && Number.isFinite(exposure)))
    throw new Error(`the exposure of ${what} is ${exposure}; it must be above 0: how long or how much was watched`)
}

/** The exact two-sided p: the chance of all counts no likelier than this one, their search cut where likelihood only falls. */
const twoSidedP = (count: number, mean: number): number => {
  if (count === mean) return 1
  const limit = poissonProbability(count, mean) * (1 + 1e-7)
  if (count < mean) {
    let high = Math.ceil(mean)
    while (poissonProbability(high, mean) > limit) high++
    return Math.min(1, poissonCdf(count, mean) + poissonSurvival(high - 1, mean))
  }
  let low = Math.floor(mean)
  while (low >= 0 && poissonProbability(low, mean) > limit) low--
  return Math.min(1, poissonCdf(low, mean) + poissonSurvival(count - 1, mean))
}

/**
 * A rate, `count` over `exposure` (1 unless said), with the exact interval of Garwood (1936) and the exact test against
 * `rate`, 1 unless said. R: `poisson.test(count, exposure, r = rate, alternative = , conf.level = )`.
 */
export const poissonRate = (
  count: number,
  options: TestOptions & { readonly exposure?: number; readonly rate?: number } = {},
): Tested & { readonly interval: Interval } => {
  const { exposure = 1, rate = 1 } = options
  checkCount(count, 'the number of events')
  checkExposure(exposure, 'a rate')
  if (!(rate > 0 && Number.isFinite(rate))) throw new Error(`the rate to test against is ${rate}; it must be above 0`)
  const level = checkLevel(options.level)
  const alternative = checkAlternative(options.alternative)
  const low = (tail: number): number => (count === 0 ? 0 : chiSquareQuantile(tail, 2 * count) / 2 / exposure)
  const high = (tail: number): number => chiSquareQuantile(1 - tail, 2 * count + 2) / 2 / exposure
  const [tail, mean] = [1 - level, rate * exposure]
  return {
    value: count / exposure,
    interval:
      alternative === 'greater'
        ? [low(tail), Number.POSITIVE_INFINITY]
        : alternative === 'less'
          ? [0, high(tail)]
          : [low(tail / 2), high(tail / 2)],
    level,
    n: count,
    estimator: 'Poisson rate, exact interval',
    p:
      alternative === 'greater'
        ? poissonSurvival(count - 1, mean)
        : alternative === 'less'
          ? poissonCdf(count, mean)
          : twoSidedP(count, mean),
    test: `exact Poisson test against ${rate}, ${alternative}`,
    effect: { name: 'rate ratio', value: count / mean },
    assumptions: [independence, { assumes: 'one rate all the time, and no event that brings another' }],
  }
}

/**
 * The ratio of two rates, each `[count, exposure]`, first over second, exact given their sum (Przyborowski and Wilenski
 * 1940). R: `poisson.test(c(count1, count2), c(exposure1, exposure2))`. Throws where both counts are 0, and where the
 * second is, for the ratio has no finite value then.
 */
export const poissonRateRatio = (
  first: readonly [count: number, exposure: number],
  second: readonly [count: number, exposure: number],
  options: TestOptions = {},
): Tested & { readonly interval: Interval } => {
  for (const [[count, exposure], which] of [
    [first, 'first'],
    [second, 'second'],
  ] as const) {
    checkCount(count, `the number of events of the ${which} rate`)
    checkExposure(exposure, `the ${which} rate`)
  }
  const [[a, s], [b, t]] = [first, second]
  if (b === 0) throw new Error(`a ratio to a rate of 0 is not defined: nothing happened in the second exposure`)
  const { p, interval, level } = clopperPearson(a, a + b, { ...options, share: s / (s + t) })
  const odds = (share: number): number => ((share / (1 - share)) * t) / s
  const value = (a * t) / (b * s)
  return {
    value,
    interval: [odds(interval[0]), odds(interval[1])],
    level: level!,
    n: a + b,
    estimator: 'ratio of Poisson rates, exact interval',
    p,
    test: `exact comparison of Poisson rates, ${checkAlternative(options.alternative)}`,
    effect: { name: 'rate ratio', value },
    assumptions: [independence, { assumes: 'one rate all the time in each, and no event that brings another' }],
  }
}
