import type { Interval } from '../core/estimate.ts'
import { binomialProbability } from '../math/discrete.ts'
import { fQuantile } from '../math/distributions.ts'
import { checkCount, checkLevel } from './check.ts'
import { checkAlternative, independence, type Tested, type TestOptions } from './tested.ts'

/**
 * A proportion, `events` of `n`, with the exact interval of Clopper and Pearson (1934) and the exact binomial test
 * against `share`, .5 unless said; the two-sided p sums the outcomes no likelier than this one. The effect is Cohen's h
 * against that share. R: `binom.test(events, n, p = share, alternative = , conf.level = )`.
 */
export const clopperPearson = (
  events: number,
  n: number,
  options: TestOptions & { readonly share?: number } = {},
): Tested & { readonly interval: Interval } => {
  checkCount(events, 'the number of events')
  checkCount(n, 'the number of trials')
  if (n === 0) throw new Error('a proportion of no trials is not defined')
  if (events > n) throw new Error(`${events} events cannot happen in ${n} trials`)
  const level = checkLevel(options.level)
  const alternative = checkAlternative(options.alternative)
  const share = options.share ?? 0.5
  if (!(share > 0 && share < 1)) throw new Error(`the share to test against is ${share}; it must lie between 0 and 1`)
  // A beta quantile as an F quantile: the two are one distribution.
  const low = (tail: number): number =>
    events === 0 ? 0 : 1 / (1 + (n - events + 1) / (events * fQuantile(tail, 2 * events, 2 * (n - events + 1))))
  const high = (tail: number): number =>
    events === n ? 1 : 1 / (1 + (n - events) / ((events + 1) * fQuantile(1 - tail, 2 * (events + 1), 2 * (n - events))))
  const tail = 1 - level
  const likelihood = (k: number): number => binomialProbability(k, n, share)
  const most = likelihood(events) * (1 + 1e-7)
  let p = 0
  for (let k = 0; k <= n; k++) {
    const counted =
      alternative === 'greater' ? k >= events : alternative === 'less' ? k <= events : likelihood(k) <= most
    if (counted) p += likelihood(k)
  }
  return {
    value: events / n,
    interval:
      alternative === 'greater'
        ? [low(tail), 1]
        : alternative === 'less'
          ? [0, high(tail)]
          : [low(tail / 2), high(tail / 2)],
    level,
    n,
    estimator: 'proportion, Clopper-Pearson interval',
    p: Math.min(1, p),
    test: `exact binomial test against ${share}, ${alternative}`,
    effect: { name: "Cohen's h", value: 2 * (Math.asin(Math.sqrt(events / n)) - Math.asin(Math.sqrt(share))) },
    assumptions: [independence, { assumes: 'one probability in all trials' }],
  }
}
