import { compareRuns, type PairedDifference } from '../compare.ts'
import { castFactor } from '../cross-cast.ts'
import type { Run } from '../record.ts'
import type { Comparison } from './verdict.ts'

/** A run in which several minds played one part: each one's estimates, and their differences in pairs. */
export interface ByCast {
  readonly levels: readonly { readonly minds: string; readonly comparisons: readonly Comparison[] }[]
  /** The first mind less each other, over trials that met the same luck. */
  readonly paired: readonly {
    readonly first: string
    readonly second: string
    readonly pairs: number
    readonly differences: readonly PairedDifference[]
  }[]
}

/** The part of a run that one combination of minds played, as a run of its own; the run itself where the cast is no factor. */
export const runsByCast = (run: Run): readonly (readonly [minds: string, run: Run])[] => {
  const { manifest, rows, stored } = run
  const parts = Object.keys(manifest.cast).filter((part) => manifest.cast[part]!.length > 1)
  if (parts.length === 0) return []
  const combinations = parts.reduce<Record<string, string>[]>(
    (all, part) => all.flatMap((each) => manifest.cast[part]!.map(({ name }) => ({ ...each, [part]: name }))),
    [{}],
  )
  return combinations.map((combination) => {
    const plays = (condition: Readonly<Record<string, unknown>>): boolean =>
      parts.every((part) => condition[castFactor(part)] === combination[part])
    const factors = Object.entries(manifest.factors).filter(([factor]) => !parts.map(castFactor).includes(factor))
    const cast = Object.entries(manifest.cast).map(([part, minds]) => [
      part,
      part in combination ? minds.filter(({ name }) => name === combination[part]) : minds,
    ])
    const own = {
      ...run,
      manifest: { ...manifest, factors: Object.fromEntries(factors), cast: Object.fromEntries(cast) },
      rows: rows.filter(plays),
      stored: stored.filter(({ trial }) => plays(trial.condition)),
    }
    return [Object.values(combination).join(' with '), own] as const
  })
}

/** What each mind of a cast that is a factor achieved, and how they differ in pairs; null where the cast is no factor. */
export const byCastOf = (run: Run, compare: (run: Run) => readonly Comparison[]): ByCast | null => {
  const runs = runsByCast(run).filter(([, own]) => own.rows.length > 0)
  const [first, ...others] = runs
  if (!first) return null
  return {
    levels: runs.map(([minds, own]) => ({ minds, comparisons: compare(own) })),
    paired: others.map(([second, own]) => {
      const { matched, differences } = compareRuns(first[1], own)
      return { first: first[0], second, pairs: matched.lucks, differences }
    }),
  }
}
