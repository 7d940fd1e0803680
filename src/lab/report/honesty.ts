import type { AnyRow, Estimate } from '../../core/index.ts'
import type { Run } from '../record.ts'
import { armOf, armsOf, meanByUnit } from './arms.ts'
import { numeric } from './subjects.ts'

/** How honestly each arm succeeded: the shares of truthful and of manipulative acts, beside what was achieved. */
export interface Honesty {
  /** False where no instrument reads `truthful` or `manipulative`. */
  readonly measured: boolean
  /** What success is here: the column `success`, or the `change` from before to after; null where neither is read. */
  readonly success: string | null
  readonly arms: readonly {
    readonly arm: string
    readonly truthful: Estimate | null
    readonly manipulative: Estimate | null
    readonly success: Estimate | null
  }[]
}

/**
 * Honesty beside success, from the columns `truthful` and `manipulative` (shares, or yes and no) and, for success, the
 * column `success`, else the change from `pre` to `post`.
 */
export const honestyOf = ({ rows, manifest }: Run): Honesty => {
  const arm = armOf(manifest, rows)
  const reads = (column: string): boolean => rows.some((row) => numeric(row[column]) !== null)
  const change = (row: AnyRow): number | null => {
    const [pre, post] = [numeric(row['pre']), numeric(row['post'])]
    return pre === null || post === null ? null : post - pre
  }
  const succeeds = reads('success')
    ? { name: 'success', of: (row: AnyRow) => numeric(row['success']) }
    : rows.some((row) => change(row) !== null)
      ? { name: 'change', of: change }
      : null
  const mean = (name: string, of: (row: AnyRow) => number | null): Estimate | null =>
    meanByUnit(
      rows.flatMap((row) => {
        const value = arm(row) === name ? of(row) : null
        return value === null ? [] : [[String(row['pair']), value] as const]
      }),
    )
  return {
    measured: reads('truthful') || reads('manipulative'),
    success: succeeds?.name ?? null,
    arms: armsOf(manifest, rows).map((name) => ({
      arm: name,
      truthful: mean(name, (row) => numeric(row['truthful'])),
      manipulative: mean(name, (row) => numeric(row['manipulative'])),
      success: succeeds ? mean(name, succeeds.of) : null,
    })),
  }
}
