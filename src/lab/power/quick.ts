import { type AnyRow, type Estimate, luckOf } from '../../core/index.ts'
import { normalQuantile, normalSurvival } from '../../math/distributions.ts'
import { coefficient, factor, proportionalOdds } from '../../statistics/index.ts'
import type { Placed } from './rows.ts'

/** An estimate of simulated rows on the scale it is judged on: value, standard error, and its test. */
export interface Read {
  readonly value: number
  readonly se: number
  readonly p: number
}

const armOf = (row: AnyRow, names: readonly string[]): string => names.map((name) => String(row[name])).join('/')

/**
 * The log odds ratio of the treated arm under proportional odds given the answer before, from the table of answers: what
 * a study's own pre-adjusted estimate is, without its profile intervals, and so much sooner. Null where it has none.
 */
export const quickOdds = (rows: readonly AnyRow[], { outcome, measure, treated, control }: Placed): Read | null => {
  const { before } = measure
  const names = Object.keys(treated)
  const counts = new Map<string, Cell>()
  for (const row of rows) {
    const cell = { before: before ? (row[before] as number) : 0, arm: armOf(row, names), post: row[outcome] as number }
    const key = `${cell.before}|${cell.arm}|${cell.post}`
    const known = counts.get(key)
    if (known) known.n++
    else counts.set(key, { ...cell, n: 1 })
  }
  const table = informative([...counts.values()])
  const reference = armOf(control as AnyRow, names)
  const terms = [
    ...(new Set(table.map((cell) => cell.before)).size > 1 ? [factor('before')] : []),
    factor('arm', { reference }),
  ]
  try {
    const fit = proportionalOdds(table, { outcome: 'post', terms, frequency: 'n', interval: 'wald' })
    const { value, se, p } = coefficient(fit, `arm=${armOf(treated as AnyRow, names)}`)
    return { value, se: se!, p: p! }
  } catch {
    // Separated or empty: the study's own estimate says what can be said.
    return null
  }
}

type Cell = {
  readonly before: number
  readonly arm: string
  readonly post: number
  n: number
}

/** Without answers before after which everybody gives the lowest answer, or the highest: they say nothing of the arms. */
const informative = (table: readonly Cell[]): readonly Cell[] => {
  const posts = table.map(({ post }) => post)
  const ends = [Math.min(...posts), Math.max(...posts)]
  const mute = new Set(
    [...new Set(table.map(({ before }) => before))].filter((before) =>
      ends.some((end) => table.every((cell) => cell.before !== before || cell.post === end)),
    ),
  )
  const left = table.filter(({ before }) => !mute.has(before))
  return left.length === 0 || left.length === table.length ? table : informative(left)
}

/** Whether two readings of one table are the same number and the same test. */
export const sameRead = (a: Read, b: Read): boolean =>
  Math.abs(a.value - b.value) < 1e-5 * Math.max(1, Math.abs(b.value)) && Math.abs(a.p - b.p) < 1e-5

/** The luck a study's estimates are given in a power analysis. */
export const estimateLuck = luckOf('power').of('estimates')

/** An estimate as it is judged; null where it is none, or has neither an error nor a test. */
export const readOf = (estimate: Estimate | null | undefined, scale: 'difference' | 'ratio'): Read | null => {
  if (!estimate || !Number.isFinite(estimate.value) || (scale === 'ratio' && !(estimate.value > 0))) return null
  const log = scale === 'ratio' ? Math.log : (x: number) => x
  const value = log(estimate.value)
  const { interval, level = 0.95 } = estimate
  // The interval knows of few degrees of freedom, which a standard error does not say.
  const se = interval ? (log(interval[1]) - log(interval[0])) / (2 * normalQuantile(0.5 + level / 2)) : estimate.se
  if (se === undefined || !(se > 0 && Number.isFinite(se))) return null
  return { value, se, p: estimate.p ?? 2 * normalSurvival(Math.abs(value / se)) }
}
