import type { Estimate, Row } from 'suasion'
import { oneSampleTest, share } from 'suasion/statistics'

/** The mean with its t interval: a plain mean where all are the same, null without any. */
export const meanOf = (values: readonly number[]): Estimate | null => {
  if (values.length === 0) return null
  if (new Set(values).size === 1) return { value: values[0]!, n: values.length, estimator: 'the same in all' }
  return { ...oneSampleTest(values), estimator: 'mean, t interval' }
}

/** The mean of a column over the rows that hold a number there. */
export const meanIn = (rows: readonly Row[], column: string): Estimate | null =>
  meanOf(rows.flatMap(({ [column]: value }) => (typeof value === 'number' ? [value] : [])))

/** The share of true in a column, over the rows that hold true or false there; null without any. */
export const shareIn = (rows: readonly Row[], column: string): Estimate | null => {
  const values = rows.flatMap(({ [column]: value }) => (typeof value === 'boolean' ? [value] : []))
  return values.length > 0 ? share(values) : null
}
