import type { Interval } from '../core/estimate.ts'
import { chiSquareSurvival } from '../math/distributions.ts'
import { checkLevel, criticalValue } from './check.ts'
import { independence, type Tested } from './tested.ts'
import type { TwoByTwo } from './two-by-two.ts'
import { checkTable } from './two-by-two.ts'

/**
 * The Cochran-Mantel-Haenszel test over strata (topics, models) of two-by-two tables, with the common odds ratio of
 * Mantel and Haenszel, the interval of Robins, Breslow and Greenland (1986), and Woolf's test of its homogeneity as an
 * assumption. The continuity correction applies unless `correct` is false; `se` is that of the log odds ratio.
 * R: `mantelhaen.test(array, correct = , conf.level = )`; homogeneity, `vcd::woolf_test`.
 * Throws on a stratum with an empty arm, and where the common odds ratio is zero, infinite or not defined.
 */
export const cochranMantelHaenszel = (
  strata: readonly TwoByTwo[],
  options: { readonly level?: number; readonly correct?: boolean } = {},
): Tested & { readonly interval: Interval; readonly statistic: number; readonly se: number } => {
  if (strata.length < 2)
    throw new Error(`a Cochran-Mantel-Haenszel test of ${strata.length} strata; at least two are needed`)
  const level = checkLevel(options.level)
  const tables = strata.map((table, i) => checkTable(table, `stratum ${i} of a Cochran-Mantel-Haenszel test`))
  const sum = (f: (a: number, b: number, c: number, d: number, n: number) => number): number =>
    tables.reduce((total, [a, b, c, d]) => total + f(a, b, c, d, a + b + c + d), 0)
  const onDiagonal = sum((a, _b, _c, d, n) => (a * d) / n)
  const offDiagonal = sum((_a, b, c, _d, n) => (b * c) / n)
  if (onDiagonal === 0 || offDiagonal === 0)
    throw new Error(
      `the common odds ratio is ${onDiagonal > 0 ? 'infinite' : offDiagonal > 0 ? 'zero' : 'not defined'}: ` +
        'in no stratum do both arms have what it takes; pool strata',
    )
  const value = onDiagonal / offDiagonal
  const se = Math.sqrt(
    sum((a, _b, _c, d, n) => ((a + d) * a * d) / n ** 2) / (2 * onDiagonal ** 2) +
      sum((a, b, c, d, n) => ((a + d) * b * c + (b + c) * a * d) / n ** 2) / (2 * onDiagonal * offDiagonal) +
      sum((_a, b, c, _d, n) => ((b + c) * b * c) / n ** 2) / (2 * offDiagonal ** 2),
  )
  const delta = Math.abs(sum((a, b, c, _d, n) => a - ((a + b) * (a + c)) / n))
  const yates = (options.correct ?? true) && delta >= 0.5 ? 0.5 : 0
  const variance = sum((a, b, c, d, n) => ((a + b) * (c + d) * (a + c) * (b + d)) / (n ** 2 * (n - 1)))
  const statistic = (delta - yates) ** 2 / variance
  const half = tables.some((cells) => cells.includes(0)) ? 0.5 : 0
  const logs = tables.map((cells) => {
    const [a, b, c, d] = cells.map((cell) => cell + half) as [number, number, number, number]
    return { log: Math.log((a * d) / (b * c)), weight: 1 / (1 / a + 1 / b + 1 / c + 1 / d) }
  })
  const centre =
    logs.reduce((total, { log, weight }) => total + log * weight, 0) /
    logs.reduce((total, one) => total + one.weight, 0)
  const spread = logs.reduce((total, { log, weight }) => total + weight * (log - centre) ** 2, 0)
  const reach = criticalValue(level) * se
  return {
    value,
    interval: [value * Math.exp(-reach), value * Math.exp(reach)],
    level,
    n: sum((_a, _b, _c, _d, n) => n),
    se,
    estimator: 'common odds ratio (Mantel-Haenszel), interval of Robins, Breslow and Greenland',
    statistic,
    p: chiSquareSurvival(statistic, 1),
    test: `Cochran-Mantel-Haenszel test${yates > 0 ? ' with continuity correction' : ''}`,
    effect: { name: 'common odds ratio', value },
    assumptions: [
      independence,
      {
        assumes: "one odds ratio in all strata (holds: Woolf's test at .05 does not reject)",
        holds: chiSquareSurvival(spread, tables.length - 1) >= 0.05,
      },
    ],
  }
}
