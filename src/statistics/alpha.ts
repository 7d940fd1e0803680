import type { Estimate, Interval } from '../core/estimate.ts'
import { fQuantile } from '../math/distributions.ts'
import { checkLevel, checkNumbers } from './check.ts'
import { variance } from './summary.ts'

/**
 * Cronbach's alpha of a scale with Feldt's interval (1965). `answers` has one row for each respondent and one column
 * for each item, reversed items already turned. R: `psych::alpha(answers)` (raw_alpha) with `psych::alpha.ci`.
 * Throws on fewer than two items or respondents, on rows of unequal length, and where all totals are equal.
 */
export const cronbachAlpha = (
  answers: readonly (readonly number[])[],
  options: { readonly level?: number } = {},
): Estimate & { readonly interval: Interval; readonly items: number } => {
  const level = checkLevel(options.level)
  const n = answers.length
  const items = answers[0]?.length ?? 0
  if (n < 2 || items < 2)
    throw new Error(`alpha of ${n} respondents and ${items} items; at least two of each are needed`)
  for (const [i, row] of answers.entries()) {
    if (row.length !== items) throw new Error(`respondent ${i} answered ${row.length} items, the first ${items}`)
    checkNumbers(row, `the answers of respondent ${i}`)
  }
  const ofItems = Array.from({ length: items }, (_, j) => variance(answers.map((row) => row[j]!)))
  const ofTotal = variance(answers.map((row) => row.reduce((a, b) => a + b, 0)))
  if (ofTotal === 0) throw new Error('every respondent has the same total, so alpha is not defined')
  const value = (items / (items - 1)) * (1 - ofItems.reduce((a, b) => a + b, 0) / ofTotal)
  const bound = (p: number) => 1 - (1 - value) * fQuantile(p, n - 1, (n - 1) * (items - 1))
  return {
    value,
    interval: [bound(0.5 + level / 2), bound(0.5 - level / 2)],
    level,
    n,
    items,
    estimator: "Cronbach's alpha, Feldt interval",
  }
}
