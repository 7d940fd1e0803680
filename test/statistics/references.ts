import { existsSync, readFileSync } from 'node:fs'
import type { Row } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

// biome-ignore lint/suspicious/noExplicitAny: the reference file has another shape for every entry
export type Loose = any

export interface Reference {
  readonly id: string
  readonly data: Loose
  readonly output: Loose
  readonly tol: number
}

/** What of each entry is computed here: the parts of its output that have a function. */
export type Computed = Readonly<Record<string, (data: Loose, output: Loose) => Loose>>

const file = new URL('../../../shared/reference/stat-reference.json', import.meta.url)

/** Whether the folder ../shared with the reference values is there. */
export const present = existsSync(file)

/** The values of R, scipy and scikit-learn; none where ../shared is absent. */
export const references: readonly Reference[] = present ? JSON.parse(readFileSync(file, 'utf8')).references : []

export const reference = (id: string): Reference => {
  const entry = references.find((one) => one.id === id)
  if (!entry) throw new Error(`the reference file has no entry ${id}`)
  return entry
}

/** Columns as rows. */
export const rowsOf = (data: Record<string, readonly unknown[]>): Row[] =>
  Object.values(data)[0]!.map((_, i) => Object.fromEntries(Object.keys(data).map((key) => [key, data[key]![i]])))

/** Rows of k events and n - k others, as 0 and 1 with a frequency. */
export const binomialRows = (data: Record<string, readonly number[]>): Row[] =>
  rowsOf(data).flatMap((row) => [
    { ...row, y: 1, w: row['k'] },
    { ...row, y: 0, w: (row['n'] as number) - (row['k'] as number) },
  ])

/** Compares every part of `ours`; `path` names what differs. */
export const compare = (ours: Loose, theirs: Loose, tolerance: number, path: string): void => {
  if (typeof ours === 'object' && ours !== null) {
    for (const key of Object.keys(ours)) compare(ours[key], theirs?.[key], tolerance, `${path}.${key}`)
    if (Array.isArray(ours)) expect(ours.length, `${path}.length`).toBe(theirs.length)
  } else if (typeof ours === 'number' && typeof theirs === 'number') {
    expect(
      Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs)),
      `${path}: ${ours}, the reference says ${theirs}`,
    ).toBeLessThanOrEqual(tolerance)
  } else expect(ours, path).toBe(theirs)
}

/** One test for each entry that is computed, within its tolerance. */
export const testReferences = (title: string, computed: Computed): void => {
  describe.skipIf(!present)(`${title} (skipped where ../shared is absent)`, () => {
    for (const [id, compute] of Object.entries(computed))
      test(id, () => {
        const { data, output, tol } = reference(id)
        compare(compute(data, output), output, tol, id)
      })
  })
}
