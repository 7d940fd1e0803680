import { cronbachAlpha } from './alpha.ts'
import { pearson } from './correlation.ts'
import { standardDeviation } from './summary.ts'

/** What a scale's answers say beside Cronbach's alpha. */
export interface Reliability {
  readonly alpha: number
  /** Alpha of standardised items, from the mean of their correlations. */
  readonly standardisedAlpha: number
  /** For each item, its correlation with the sum of the others. */
  readonly itemRest: readonly number[]
  /** The correlation of the halves (items 0, 2, ... and 1, 3, ...), stepped up by Spearman and Brown. */
  readonly splitHalf: number
  /** The standard error of measurement of a total. */
  readonly standardError: number
}

/**
 * Item analysis of a scale: one row for each respondent, one column for each item, reversed items already turned.
 * R: `psych::alpha(answers)` (std.alpha, r.drop). Throws as `cronbachAlpha` does, and on a constant item.
 */
export const reliability = (answers: readonly (readonly number[])[]): Reliability => {
  const alpha = cronbachAlpha(answers).value
  const items = answers[0]!.map((_, j) => answers.map((row) => row[j]!))
  const constant = items.findIndex((values) => values.every((value) => value === values[0]))
  if (constant >= 0) throw new Error(`every respondent gave item ${constant} the same answer; leave it out`)
  const sumOf = (keep: (j: number) => boolean): readonly number[] =>
    answers.map((row) => row.reduce((sum, value, j) => (keep(j) ? sum + value : sum), 0))
  const pairs = items.flatMap((one, a) => items.slice(0, a).map((other) => pearson(one, other).value))
  const mean = pairs.reduce((a, b) => a + b, 0) / pairs.length
  const half = pearson(
    sumOf((j) => j % 2 === 0),
    sumOf((j) => j % 2 === 1),
  ).value
  return {
    alpha,
    standardisedAlpha: (items.length * mean) / (1 + (items.length - 1) * mean),
    itemRest: items.map(
      (values, item) =>
        pearson(
          values,
          sumOf((j) => j !== item),
        ).value,
    ),
    splitHalf: (2 * half) / (1 + half),
    standardError: standardDeviation(sumOf(() => true)) * Math.sqrt(1 - alpha),
  }
}
