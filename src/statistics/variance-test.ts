import type { Interval } from '../core/estimate.ts'
import { fQuantile, fSurvival } from '../math/distributions.ts'
import { checkLevel, checkNumbers } from './check.ts'
import { variance } from './summary.ts'
import { independence, type Tested } from './tested.ts'

/**
 * The F test of two variances: their ratio, x over y, with its interval. R: `var.test(x, y)`. It takes normal values for
 * granted and errs without them; `leveneTest` does not. Throws where either sample does not vary.
 */
export const varianceTest = (
  x: readonly number[],
  y: readonly number[],
  options: { readonly level?: number } = {},
): Tested & { readonly interval: Interval; readonly statistic: number; readonly df: readonly [number, number] } => {
  checkNumbers(x, 'the first sample of a variance test', 2)
  checkNumbers(y, 'the second sample of a variance test', 2)
  const level = checkLevel(options.level)
  const [v, w] = [variance(x), variance(y)]
  if (v === 0 || w === 0) throw new Error(`the ${v === 0 ? 'first' : 'second'} sample of a variance test does not vary`)
  const df = [x.length - 1, y.length - 1] as const
  const value = v / w
  const above = fSurvival(value, ...df)
  return {
    value,
    interval: [value / fQuantile(0.5 + level / 2, ...df), value / fQuantile(0.5 - level / 2, ...df)],
    level,
    n: x.length + y.length,
    estimator: 'ratio of variances, F interval',
    statistic: value,
    df,
    p: 2 * Math.min(above, 1 - above),
    test: 'F test of two variances',
    effect: { name: 'ratio of variances', value },
    assumptions: [independence, { assumes: 'normal values' }],
  }
}
