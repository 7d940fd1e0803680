import { type AnyRow, type Estimate, openingOf } from '../core/index.ts'
import { Misuse } from './misuse.ts'
import type { Manifest, Run } from './record.ts'
import { armOf, armsOf, meanByUnit } from './report/arms.ts'
import { counted, withInterval } from './report/format.ts'
import { meaningOf, numeric } from './report/subjects.ts'

/** One column of two runs: the first run less the second, over the rows that met the same luck. */
export interface PairedDifference {
  readonly column: string
  readonly meaning: string | null
  readonly first: number
  readonly second: number
  /** The mean difference; its unit is the luck, so several rows of one luck do not narrow the interval. */
  readonly difference: Estimate
}

/** Two runs of one study, compared in pairs. */
export interface RunComparison {
  readonly study: string
  readonly runs: readonly [first: string, second: string]
  /** What differs between the manifests, and how. */
  readonly differs: readonly { readonly field: string; readonly first: unknown; readonly second: unknown }[]
  readonly matched: {
    readonly lucks: number
    readonly rows: number
    readonly onlyFirst: number
    readonly onlySecond: number
  }
  readonly differences: readonly PairedDifference[]
  readonly byArm: readonly {
    readonly arm: string
    readonly rows: number
    readonly differences: readonly PairedDifference[]
  }[]
}

interface Pair {
  readonly luck: string
  readonly first: AnyRow
  readonly second: AnyRow
}

const addresses = new Set(['trial', 'pair', 'item', 'replicate', 'seat'])

/** Rows by what they have in common with their partner in the other run: luck, condition, item and seat. */
const keyed = ({ rows, stored }: Run, factors: readonly string[]): Map<string, { luck: string; row: AnyRow }> => {
  const lucks = new Map(stored.map(({ key, episode }) => [key, openingOf(episode).luck]))
  const twice = new Map<string, number>()
  const found = new Map<string, { luck: string; row: AnyRow }>()
  for (const row of [...rows].sort((a, b) => (a.trial < b.trial ? -1 : a.trial > b.trial ? 1 : 0))) {
    const luck = lucks.get(row.trial)
    if (luck === undefined) throw new Error(`a row comes from the trial ${row.trial}, which the run has no episode of`)
    const same = JSON.stringify([luck, factors.map((factor) => row[factor]), row['item'], row['seat'] ?? null])
    const before = twice.get(same) ?? 0
    twice.set(same, before + 1)
    found.set(`${same}#${before}`, { luck, row })
  }
  return found
}

const differencesOf = (run: Run, pairs: readonly Pair[], skip: ReadonlySet<string>): PairedDifference[] => {
  const columns = Object.keys(pairs[0]?.first ?? {}).filter((column) => !skip.has(column))
  return columns.flatMap((column) => {
    const values = pairs.flatMap(({ luck, first, second }) => {
      const [a, b] = [numeric(first[column]), numeric(second[column])]
      return a === null || b === null ? [] : [{ luck, a, b }]
    })
    const mean = (of: (value: (typeof values)[number]) => number): Estimate | null =>
      meanByUnit(values.map((value) => [value.luck, of(value)]))
    const first = mean(({ a }) => a)
    const second = mean(({ b }) => b)
    const difference = mean(({ a, b }) => a - b)
    if (!first || !second || !difference) return []
    const estimator = difference.interval
      ? 'mean paired difference by luck, t interval'
      : 'mean paired difference by luck'
    const shared = { first: first.value, second: second.value, difference: { ...difference, estimator } }
    return [{ column, meaning: meaningOf(run, column), ...shared }]
  })
}

const compared = [
  'file',
  'suasion',
  'seed',
  'cast',
  'factors',
  'size',
  'shard',
  'set',
  'items',
  'instruments',
  'plan',
  'corpus',
] as const

const differing = (a: Manifest, b: Manifest): RunComparison['differs'] =>
  compared
    .filter((field) => JSON.stringify(a[field]) !== JSON.stringify(b[field]))
    .map((field) => ({ field, first: a[field], second: b[field] }))

/**
 * Compares two runs of one study in pairs that met the same luck (same pair, condition, item and seat): every numeric
 * column, the first run less the second. Throws on runs of different studies or with different factors, and where no two
 * rows share their luck.
 */
export const compareRuns = (a: Run, b: Run): RunComparison => {
  const [first, second] = [a.manifest, b.manifest]
  if (first.study !== second.study)
    throw new Misuse(`only runs of one study can be compared: these are of ${first.study} and of ${second.study}`)
  const factors = Object.keys(first.factors)
  const alone = [
    ...factors.filter((factor) => !(factor in second.factors)),
    ...Object.keys(second.factors).filter((factor) => !(factor in first.factors)),
  ]
  if (alone.length)
    throw new Misuse(
      `only runs with the same factors can be compared in pairs: ${alone.join(', ')} is in one of these only`,
    )
  const ours = keyed(a, factors)
  const theirs = keyed(b, factors)
  const pairs = [...ours].flatMap(([key, { luck, row }]): Pair[] => {
    const partner = theirs.get(key)
    return partner ? [{ luck, first: row, second: partner.row }] : []
  })
  if (pairs.length === 0) {
    const seeds =
      first.seed === second.seed
        ? ''
        : `; their seeds are ${first.seed} and ${second.seed}, so run one again with the other's --seed`
    throw new Misuse(`no two rows of these runs of ${first.study} met the same luck${seeds}`)
  }
  const rows = pairs.map((pair) => pair.first)
  const arm = armOf(first, rows)
  const skip = new Set([...addresses, ...factors])
  const arms = armsOf(first, rows)
  return {
    study: first.study,
    runs: [a.folder ?? 'first', b.folder ?? 'second'],
    differs: differing(first, second),
    matched: {
      lucks: new Set(pairs.map(({ luck }) => luck)).size,
      rows: pairs.length,
      onlyFirst: ours.size - pairs.length,
      onlySecond: theirs.size - pairs.length,
    },
    differences: differencesOf(a, pairs, skip),
    byArm:
      arms.length < 2
        ? []
        : arms.map((name) => {
            const own = pairs.filter((pair) => arm(pair.first) === name)
            return { arm: name, rows: own.length, differences: differencesOf(a, own, skip) }
          }),
  }
}

const inShort = (value: unknown): string => {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** A comparison as text for a terminal, in aligned columns. */
export const renderComparison = ({ study, runs, differs, matched, differences, byArm }: RunComparison): string => {
  const { lucks, rows, onlyFirst, onlySecond } = matched
  const lines = [
    `${study}: ${runs[0]} less ${runs[1]}`,
    `${counted(rows, 'row')} in pairs that share their luck (${counted(lucks, 'luck')}); without a partner: ${onlyFirst} of the first, ${onlySecond} of the second`,
    '',
    differs.length ? 'What differs:' : 'Nothing differs in their manifests.',
    ...differs.map(({ field, first, second }) => `  ${field}: ${inShort(first)} | ${inShort(second)}`),
  ]
  const table = (title: string, found: readonly PairedDifference[]): void => {
    const cells = found.map(({ column, first, second, difference }) => [
      column,
      withInterval(first),
      withInterval(second),
      withInterval(difference.value, difference.interval),
      `${difference.n}${difference.note ? ` (${difference.note})` : ''}`,
    ])
    const head = ['column', 'first', 'second', 'first less second', 'pairs']
    const widths = head.map((text, i) => Math.max(text.length, ...cells.map((row) => row[i]!.length)))
    lines.push('', title)
    for (const row of [head, ...cells])
      lines.push(
        `  ${row
          .map((cell, i) => cell.padEnd(widths[i]!))
          .join('  ')
          .trimEnd()}`,
      )
  }
  table('All arms', differences)
  for (const { arm, rows: own, differences: found } of byArm) table(`${arm} (${counted(own, 'row')})`, found)
  return `${lines.join('\n')}\n`
}
