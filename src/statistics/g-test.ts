import { chiSquareSurvival } from '../math/distributions.ts'
import { chiSquareTest } from './chi-square.ts'
import { independence, type Tested } from './tested.ts'

/**
 * The likelihood-ratio test of independence of a table of counts, G = 2 sum O ln(O / E). Effect and value are the mutual
 * information of rows and columns, G / 2n, in nats. R: `DescTools::GTest(table)`; throws as `chiSquareTest` does.
 */
export const gTest = (
  table: readonly (readonly number[])[],
): Tested & { readonly statistic: number; readonly df: number } => {
  const { expected, df, n } = chiSquareTest(table)
  const statistic = table.reduce(
    (sum, row, i) => row.reduce((all, o, j) => all + (o > 0 ? 2 * o * Math.log(o / expected[i]![j]!) : 0), sum),
    0,
  )
  const value = statistic / (2 * n)
  return {
    value,
    n,
    estimator: 'mutual information of rows and columns, in nats',
    statistic,
    df,
    p: chiSquareSurvival(statistic, df),
    test: 'likelihood-ratio (G) test of independence',
    effect: { name: 'mutual information', value },
    assumptions: [independence],
  }
}
