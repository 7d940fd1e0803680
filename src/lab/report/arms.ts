import type { AnyRow, Estimate } from '../../core/index.ts'
import { oneSampleTest } from '../../statistics/t-test.ts'
import type { Manifest } from '../record.ts'

/** More arms than this are not told apart in a picture. */
const most = 8

/**
 * Names the arm of each row: the levels of the factors that vary, in the design's order. Where that makes more than
 * eight arms, only as many of the first factors count as keep within eight.
 */
export const armOf = ({ factors }: Pick<Manifest, 'factors'>, rows: readonly AnyRow[]): ((row: AnyRow) => string) => {
  const varying = Object.keys(factors).filter((factor) => new Set(rows.map((row) => row[factor])).size > 1)
  const name = (row: AnyRow, of: readonly string[]): string =>
    of
      .map((factor) => {
        const level = row[factor]
        if (typeof level === 'boolean') return level ? factor : `not ${factor}`
        return typeof level === 'string' ? level : `${factor} ${String(level)}`
      })
      .join(' · ') || 'all'
  let used = varying
  while (used.length > 1 && new Set(rows.map((row) => name(row, used))).size > most) used = used.slice(0, -1)
  return (row) => name(row, used)
}

/** The arms there are, in the order of the design's levels. */
export const armsOf = (manifest: Pick<Manifest, 'factors'>, rows: readonly AnyRow[]): string[] => {
  const name = armOf(manifest, rows)
  const factors = Object.entries(manifest.factors)
  const rank = (row: AnyRow): string =>
    factors.map(([factor, levels]) => String(levels.indexOf(row[factor] as never)).padStart(4, '0')).join()
  const first = new Map<string, string>()
  for (const row of rows) {
    const at = rank(row)
    const known = first.get(name(row))
    if (known === undefined || at < known) first.set(name(row), at)
  }
  return [...first].sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([arm]) => arm)
}

/**
 * The mean of the means of independent units (pairs, episodes) with its t interval, so that several rows of one unit
 * do not narrow it. No interval where fewer than two units stand behind it, or they do not vary. Null for no values.
 */
export const meanByUnit = (values: readonly (readonly [unit: string, value: number])[]): Estimate | null => {
  if (values.length === 0) return null
  const units = new Map<string, { sum: number; n: number }>()
  for (const [unit, value] of values) {
    const sofar = units.get(unit) ?? { sum: 0, n: 0 }
    units.set(unit, { sum: sofar.sum + value, n: sofar.n + 1 })
  }
  const means = [...units.values()].map(({ sum, n }) => sum / n)
  const n = means.length
  const value = means.reduce((sum, mean) => sum + mean, 0) / n
  if (n < 2) return { value, n, estimator: 'mean', note: 'one independent unit only: no interval' }
  if (means.every((mean) => Math.abs(mean - value) <= 1e-12 * Math.max(1, Math.abs(value))))
    return { value, n, estimator: 'mean', note: 'the values do not vary: no interval' }
  const { interval, se } = oneSampleTest(means)
  return { value, interval, se, n, estimator: 'mean of independent units, t interval' }
}
