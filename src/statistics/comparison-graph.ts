import { stronglyConnected } from '../math/components.ts'

/** Who was placed above whom: the places of two players among their names. A tie is one edge each way. */
export type Edge = readonly [above: number, below: number]

/** Thrown where comparisons determine no finite strengths; `groups` says which players cannot be placed on one scale. */
export class UnratedError extends Error {
  override readonly name = 'UnratedError'
  constructor(
    message: string,
    readonly groups: readonly (readonly string[])[],
  ) {
    super(message)
  }
}

const mutual = (size: number, edges: readonly Edge[]): readonly (readonly number[])[] => {
  const above = new Int32Array(edges.length)
  const below = new Int32Array(edges.length)
  for (let k = 0; k < edges.length; k++) {
    above[k] = edges[k]![0]
    below[k] = edges[k]![1]
  }
  return stronglyConnected(size, above, below)
}

/**
 * Throws `UnratedError`, naming the players, where comparisons place them on no common scale of finite strengths: some
 * never met, or a group was never placed below, or never above, anybody outside it. `of` is the word for what was seen.
 */
export const refuseUnplaced = (names: readonly string[], edges: readonly Edge[], of = 'comparisons'): void => {
  const groups = mutual(names.length, edges)
  if (groups.length === 1) return
  const named = (group: readonly number[]): string[] => group.map((i) => names[i]!)
  const met = mutual(
    names.length,
    edges.flatMap(([a, b]): Edge[] => [
      [a, b],
      [b, a],
    ]),
  )
  if (met.length > 1)
    throw new UnratedError(
      `no common scale: no ${of}, direct or through others, connect ${met.map((group) => named(group).join(', ')).join(' with ')}`,
      met.map(named),
    )
  const groupOf = new Map(groups.flatMap((group, k) => group.map((i) => [i, k] as const)))
  const leaves = (end: 0 | 1): number =>
    groups.findIndex((_, k) => edges.every((edge) => groupOf.get(edge[end]) !== k || groupOf.get(edge[1 - end]!) === k))
  const [top, bottom] = [groups[leaves(1)]!, groups[leaves(0)]!]
  const said =
    top.length <= bottom.length
      ? `nobody else ever came above or beside ${named(top).join(', ')}`
      : `${named(bottom).join(', ')} never came above or beside anybody else`
  throw new UnratedError(`no finite strengths: ${said}; more ${of} are needed`, groups.map(named))
}
