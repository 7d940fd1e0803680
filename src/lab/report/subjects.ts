import { type AnyRow, closingOf, type Estimate } from '../../core/index.ts'
import type { Run } from '../record.ts'
import { armOf, armsOf, meanByUnit } from './arms.ts'

/** One measured seat, before and after. */
export interface Subject {
  readonly arm: string
  readonly trial: string
  readonly seat: string | null
  readonly pair: string
  readonly pre: number
  readonly post: number
}

/** Everyone who was measured before and after, by arm. */
export interface Subjects {
  /** What the two numbers are, from the codebook of the instrument. */
  readonly about: string
  readonly arms: readonly {
    readonly arm: string
    readonly n: number
    readonly pre: Estimate
    readonly post: Estimate
    readonly change: Estimate
  }[]
  readonly points: readonly Subject[]
}

/** The meaning of a column, from whichever instrument reads it. */
export const meaningOf = ({ study, manifest }: Pick<Run, 'study' | 'manifest'>, column: string): string | null => {
  const instruments: readonly { readonly columns: Readonly<Record<string, string>> }[] = study.instruments
  const facts = manifest.corpus?.facts[column.replace(/^fact_/, '')]
  return instruments.map(({ columns }) => columns[column]).find((meaning) => meaning !== undefined) ?? facts ?? null
}

/** A cell as a number: booleans count 1 and 0; null where it is neither. */
export const numeric = (cell: AnyRow[string] | undefined): number | null =>
  typeof cell === 'number' ? cell : typeof cell === 'boolean' ? Number(cell) : null

/** The subjects of a run, from the columns `pre` and `post`; null where its instruments read no such columns. */
export const subjectsOf = (run: Run): Subjects | null => {
  const { rows, manifest } = run
  const arm = armOf(manifest, rows)
  const points = rows.flatMap((row): Subject[] => {
    const pre = numeric(row['pre'])
    const post = numeric(row['post'])
    if (pre === null || post === null) return []
    const seat = typeof row['seat'] === 'string' ? row['seat'] : null
    return [{ arm: arm(row), trial: row.trial, seat, pair: String(row['pair']), pre, post }]
  })
  if (points.length === 0) return null
  const arms = armsOf(manifest, rows).flatMap((name) => {
    const own = points.filter((point) => point.arm === name)
    const mean = (of: (point: Subject) => number): Estimate | null =>
      meanByUnit(own.map((point) => [point.pair, of(point)]))
    const pre = mean((point) => point.pre)
    const post = mean((point) => point.post)
    const change = mean((point) => point.post - point.pre)
    return pre && post && change ? [{ arm: name, n: own.length, pre, post, change }] : []
  })
  return { about: meaningOf(run, 'post') ?? 'before and after', arms, points }
}

/** What every seat got, by arm: the picture of a run in which nobody is asked before and after. */
export interface Payoffs {
  readonly arms: readonly { readonly arm: string; readonly n: number; readonly mean: Estimate }[]
  readonly points: readonly {
    readonly arm: string
    readonly trial: string
    readonly seat: string
    readonly payoff: number
  }[]
}

/** The payoffs of the analysed episodes of a run, seat by seat; null where its protocol has none. */
export const payoffsOf = ({ rows, stored, manifest }: Run): Payoffs | null => {
  const arm = armOf(manifest, rows)
  const analysed = new Map(rows.map((row) => [row.trial, arm(row)]))
  const points = stored.flatMap(({ key, trial, episode }) => {
    const name = analysed.get(key)
    const { payoff } = closingOf(episode)
    if (name === undefined || !payoff) return []
    return Object.entries(payoff).map(([seat, value]) => ({
      arm: name,
      trial: key,
      seat,
      pair: trial.pair,
      payoff: value,
    }))
  })
  if (points.length === 0) return null
  const arms = armsOf(manifest, rows).flatMap((name) => {
    const own = points.filter((point) => point.arm === name)
    const mean = meanByUnit(own.map(({ pair, payoff }) => [pair, payoff]))
    return mean ? [{ arm: name, n: own.length, mean }] : []
  })
  return { arms, points: points.map(({ arm, trial, seat, payoff }) => ({ arm, trial, seat, payoff })) }
}
