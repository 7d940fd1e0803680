import { chiSquareSurvival } from '../math/distributions.ts'
import { checkCount } from './check.ts'
import { clopperPearson } from './clopper-pearson.ts'
import type { Tested } from './tested.ts'

/** McNemar's test: the chi-square with and without correction, and the exact p, which `p` is. */
export interface McNemarTest extends Tested {
  readonly statistic: number
  readonly corrected: { readonly statistic: number; readonly p: number }
  readonly uncorrected: { readonly statistic: number; readonly p: number }
}

/**
 * Did as many turn from yes to no as from no to yes? McNemar's test (1947) of paired answers: rows before, columns after.
 * The value is the share of those who turned that turned as the upper right cell did, with the Clopper-Pearson interval.
 * R: `mcnemar.test(table)`, with `correct = FALSE`, and `binom.test(b, b + c)` for `p`. Throws where nobody turned.
 */
export const mcnemarTest = (
  [[kept, up], [down, stayed]]: readonly [readonly [number, number], readonly [number, number]],
  options: { readonly level?: number } = {},
): McNemarTest => {
  for (const count of [kept, up, down, stayed]) checkCount(count, 'a cell of the paired table')
  const turned = up + down
  if (turned === 0) throw new Error("McNemar's test is not defined: nobody answered otherwise after than before")
  const of = (difference: number) => {
    const statistic = difference ** 2 / turned
    return { statistic, p: chiSquareSurvival(statistic, 1) }
  }
  const exact = clopperPearson(up, turned, { ...options })
  const corrected = of(Math.max(0, Math.abs(up - down) - 1))
  return {
    value: exact.value,
    ...(exact.interval && { interval: exact.interval }),
    ...(exact.level !== undefined && { level: exact.level }),
    n: kept + up + down + stayed,
    estimator: 'share of those who turned, Clopper-Pearson interval',
    statistic: corrected.statistic,
    corrected,
    uncorrected: of(up - down),
    p: exact.p,
    test: "McNemar's test, exact",
    effect: { name: 'change of the share of no', value: (up - down) / (kept + up + down + stayed) },
    assumptions: [{ assumes: 'independent pairs' }],
  }
}
