import { tSurvival } from '../math/distributions.ts'
import { firstDependentColumn, qr, qrSolve } from '../math/linear.ts'
import { checkLevel, checkNumbers } from './check.ts'
import { type Correlation, fisherInterval, productMoment } from './correlation.ts'
import { independence } from './tested.ts'

/**
 * The correlation of two columns after a linear regression of each on the columns of `given`, with Fisher's z interval
 * and its t test on n - 2 - (columns given) degrees of freedom. R: `cor(residuals(lm(x ~ z)), residuals(lm(y ~ z)))`, or
 * `ppcor::pcor.test(x, y, z)`. Throws on columns of unequal length, too few rows, a column that follows from those
 * before it, and a column of which the given ones leave nothing.
 */
export const partialCorrelation = (
  x: readonly number[],
  y: readonly number[],
  given: readonly (readonly number[])[],
  options: { readonly level?: number } = {},
): Correlation & { readonly df: number } => {
  const what = 'a partial correlation'
  const level = checkLevel(options.level)
  const n = x.length
  const df = n - 2 - given.length
  for (const [column, name] of [
    [x, 'the first column'],
    [y, 'the second column'],
    ...given.map((column, k) => [column, `given column ${k}`] as const),
  ] as const) {
    checkNumbers(column, `${name} of ${what}`, 3)
    if (column.length !== n) throw new Error(`${name} of ${what} has ${column.length} values, and the first has ${n}`)
  }
  if (df < 1) throw new Error(`${n} rows cannot carry ${what} given ${given.length} columns; more rows are needed`)
  const width = given.length + 1
  const matrix = new Float64Array(n * width)
  for (let i = 0; i < n; i++) {
    matrix[i * width] = 1
    for (const [k, column] of given.entries()) matrix[i * width + k + 1] = column[i]!
  }
  const decomposed = qr(matrix, n, width)
  const dependent = firstDependentColumn(matrix, n, width, 1e-7, decomposed)
  if (dependent > 0)
    throw new Error(
      `given column ${dependent - 1} of ${what} is constant or follows from those before it; leave it out`,
    )
  const left = (column: readonly number[], name: string): Float64Array => {
    const y = Float64Array.from(column)
    const b = qrSolve(decomposed, y)
    const rest = y.map((value, i) => value - b.reduce((sum, each, k) => sum + each * matrix[i * width + k]!, 0))
    const square = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0)
    if (!(square(rest) > 1e-20 * square(y)))
      throw new Error(`${what} is not defined: the given columns leave nothing of the ${name} one`)
    return rest
  }
  const value = productMoment(left(x, 'first'), left(y, 'second'))
  const statistic = value / Math.sqrt((1 - value * value) / df)
  return {
    ...fisherInterval(value, df > 1 ? 1 / (df - 1) : 0, level),
    n,
    estimator: 'partial correlation, Fisher z interval',
    statistic,
    df,
    p: Number.isFinite(statistic) ? 2 * tSurvival(Math.abs(statistic), df) : 0,
    test: 't test of a partial correlation',
    effect: { name: 'partial r', value },
    assumptions: [independence, { assumes: 'straight lines, and normal values about them' }],
  }
}
