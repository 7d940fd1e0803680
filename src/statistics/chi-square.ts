import type { Interval } from '../core/estimate.ts'
import { chiSquareSurvival } from '../math/distributions.ts'
import { checkCount, checkLevel, checkNumbers } from './check.ts'
import { noncentralChiSquareInterval } from './noncentral.ts'
import { independence, type Tested } from './tested.ts'

/** A chi-square test with its expected counts in the shape of the observed ones. */
export interface ChiSquareTest<Shape> extends Tested {
  readonly interval: Interval
  readonly statistic: number
  readonly df: number
  readonly expected: Shape
  /** Standardised residuals: beyond 2 or so, a cell stands out. */
  readonly residuals: Shape
}

/** Counts of a table, rows by columns, checked; throws naming a cell that is no count and an empty row or column. */
export const checkCrossTable = (table: readonly (readonly number[])[], name: string) => {
  const columns = table[0]?.length ?? 0
  if (table.length < 2 || columns < 2)
    throw new Error(`${name} of ${table.length} rows and ${columns} columns; at least two of each are needed`)
  for (const [i, row] of table.entries()) {
    if (row.length !== columns) throw new Error(`row ${i} of ${name} has ${row.length} cells, the first ${columns}`)
    for (const [j, count] of row.entries()) checkCount(count, `cell ${i}, ${j} of ${name}`)
  }
  const rowSums = table.map((row) => row.reduce((a, b) => a + b, 0))
  const columnSums = table[0]!.map((_, j) => table.reduce((sum, row) => sum + row[j]!, 0))
  const emptyRow = rowSums.indexOf(0)
  if (emptyRow >= 0) throw new Error(`row ${emptyRow} of ${name} is empty; leave it out`)
  const emptyColumn = columnSums.indexOf(0)
  if (emptyColumn >= 0) throw new Error(`column ${emptyColumn} of ${name} is empty; leave it out`)
  return { rowSums, columnSums, n: rowSums.reduce((a, b) => a + b, 0) }
}

const fiveExpected = (expected: readonly number[]) => ({
  assumes: 'five or more expected in every cell',
  holds: expected.every((one) => one >= 5),
})

/**
 * The chi-square test of independence of a table of counts. Value and effect are Cramer's V of the uncorrected
 * statistic, with the interval of its noncentrality. Yates' correction applies to two-by-two tables unless `correct`
 * is false. R: `chisq.test(table, correct = )`; the interval, `effectsize::cramers_v(table, adjust = FALSE,
 * alternative = 'two.sided')`.
 */
export const chiSquareTest = (
  table: readonly (readonly number[])[],
  options: { readonly level?: number; readonly correct?: boolean } = {},
): ChiSquareTest<readonly (readonly number[])[]> => {
  const level = checkLevel(options.level)
  const { rowSums, columnSums, n } = checkCrossTable(table, 'a chi-square test')
  const expected = rowSums.map((row) => columnSums.map((column) => (row * column) / n))
  const cells = table.flatMap((row, i) => row.map((count, j) => [count, expected[i]![j]!] as const))
  const yates =
    (options.correct ?? true) && cells.length === 4 ? Math.min(0.5, ...cells.map(([o, e]) => Math.abs(o - e))) : 0
  const sum = (by: number): number => cells.reduce((total, [o, e]) => total + (Math.abs(o - e) - by) ** 2 / e, 0)
  const df = (rowSums.length - 1) * (columnSums.length - 1)
  const most = n * (Math.min(rowSums.length, columnSums.length) - 1)
  const statistic = sum(yates)
  const value = Math.sqrt(sum(0) / most)
  const [low, high] = noncentralChiSquareInterval(sum(0), df, level)
  return {
    value,
    interval: [Math.sqrt(low / most), Math.min(1, Math.sqrt(high / most))],
    level,
    n,
    estimator: "Cramer's V, interval by the noncentral chi-square",
    statistic,
    df,
    p: chiSquareSurvival(statistic, df),
    test: `chi-square test of independence${yates > 0 ? " with Yates' correction" : ''}`,
    effect: { name: "Cramer's V", value },
    assumptions: [independence, fiveExpected(expected.flat())],
    expected,
    residuals: table.map((row, i) =>
      row.map(
        (count, j) =>
          (count - expected[i]![j]!) / Math.sqrt(expected[i]![j]! * (1 - rowSums[i]! / n) * (1 - columnSums[j]! / n)),
      ),
    ),
  }
}

/**
 * The chi-square test that counts follow given shares, equal ones unless said. Value and effect are Cohen's w, with
 * the interval of its noncentrality. R: `chisq.test(counts, p = shares)`; throws where the shares do not sum to 1.
 */
export const goodnessOfFit = (
  counts: readonly number[],
  options: { readonly level?: number; readonly shares?: readonly number[] } = {},
): ChiSquareTest<readonly number[]> => {
  const level = checkLevel(options.level)
  if (counts.length < 2) throw new Error(`goodness of fit of ${counts.length} counts; at least two are needed`)
  for (const [i, count] of counts.entries()) checkCount(count, `count ${i} of a goodness of fit`)
  const n = counts.reduce((a, b) => a + b, 0)
  if (n === 0) throw new Error('a goodness of fit of no observations is not defined')
  const shares = options.shares ?? counts.map(() => 1 / counts.length)
  checkNumbers(shares, 'the shares of a goodness of fit')
  if (shares.length !== counts.length) throw new Error(`${counts.length} counts but ${shares.length} shares`)
  const bad = shares.findIndex((share) => share <= 0)
  if (bad >= 0) throw new Error(`share ${bad} is ${shares[bad]}; a share to fit is above 0`)
  const total = shares.reduce((a, b) => a + b, 0)
  if (Math.abs(total - 1) > 1e-8) throw new Error(`the shares sum to ${total}, not 1; divide them by their sum`)
  const expected = shares.map((share) => share * n)
  const statistic = counts.reduce((sum, count, i) => sum + (count - expected[i]!) ** 2 / expected[i]!, 0)
  const df = counts.length - 1
  const value = Math.sqrt(statistic / n)
  const [low, high] = noncentralChiSquareInterval(statistic, df, level)
  return {
    value,
    interval: [Math.sqrt(low / n), Math.sqrt(high / n)],
    level,
    n,
    estimator: "Cohen's w, interval by the noncentral chi-square",
    statistic,
    df,
    p: chiSquareSurvival(statistic, df),
    test: 'chi-square goodness of fit',
    effect: { name: "Cohen's w", value },
    assumptions: [independence, fiveExpected(expected)],
    expected,
    residuals: counts.map((count, i) => (count - expected[i]!) / Math.sqrt(expected[i]! * (1 - shares[i]!))),
  }
}
