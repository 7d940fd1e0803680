import { UnratedError } from './bradley-terry.ts'

/** Who was placed above whom: the places of two players among their names. A tie is one edge each way. */
export type Edge = readonly [above: number, below: number]

/** Everyone who can be reached from `start` over lists of neighbours, `start` first. */
const reach = (start: number, neighbours: readonly (readonly number[])[], seen: Uint8Array): number[] => {
  const reached = [start]
  seen[start] = 1
  for (const at of reached)
    for (const next of neighbours[at]!)
      if (!seen[next]) {
        seen[next] = 1
        reached.push(next)
      }
  return reached
}

const neighboursOf = (size: number, edges: readonly Edge[], from: 0 | 1): number[][] => {
  const lists = Array.from({ length: size }, (): number[] => [])
  for (const edge of edges) lists[edge[from]]!.push(edge[1 - from]!)
  return lists
}

/** Groups of players each of whom can be reached from each other over the edges, as Kosaraju finds them. */
export const mutualGroups = (size: number, edges: readonly Edge[]): readonly (readonly number[])[] => {
  const down = neighboursOf(size, edges, 0)
  const up = neighboursOf(size, edges, 1)
  const seen = new Uint8Array(size)
  const finished: number[] = []
  for (let start = 0; start < size; start++) {
    if (seen[start]) continue
    seen[start] = 1
    const path: [at: number, next: number][] = [[start, 0]]
    while (path.length > 0) {
      const top = path.at(-1)!
      const next = down[top[0]]![top[1]++]
      if (next === undefined) finished.push(path.pop()![0])
      else if (!seen[next]) {
        seen[next] = 1
        path.push([next, 0])
      }
    }
  }
  seen.fill(0)
  const groups: number[][] = []
  for (const start of finished.reverse()) if (!seen[start]) groups.push(reach(start, up, seen).sort((a, b) => a - b))
  return groups.sort((a, b) => a[0]! - b[0]!)
}

/**
 * Throws `UnratedError`, naming the players, where comparisons place them on no common scale of finite strengths: some
 * never met, or a group was never placed below, or never above, anybody outside it.
 */
export const refuseUnplaced = (names: readonly string[], edges: readonly Edge[]): void => {
  const named = (group: readonly number[]): string[] => group.map((i) => names[i]!)
  const met = mutualGroups(
    names.length,
    edges.flatMap(([a, b]): Edge[] => [
      [a, b],
      [b, a],
    ]),
  )
  if (met.length > 1)
    throw new UnratedError(
      `no common scale: no comparisons, direct or through others, connect ${met.map((group) => named(group).join(', ')).join(' with ')}`,
      met.map(named),
    )
  const groups = mutualGroups(names.length, edges)
  if (groups.length === 1) return
  const groupOf = new Map(groups.flatMap((group, k) => group.map((i) => [i, k] as const)))
  const leaves = (end: 0 | 1): number =>
    groups.findIndex((_, k) => edges.every((edge) => groupOf.get(edge[end]) !== k || groupOf.get(edge[1 - end]!) === k))
  const [top, bottom] = [groups[leaves(1)]!, groups[leaves(0)]!]
  const said =
    top.length <= bottom.length
      ? `nobody else was ever placed above or beside ${named(top).join(', ')}`
      : `${named(bottom).join(', ')} never came above or beside anybody else`
  throw new UnratedError(`no finite strengths: ${said}; compare more`, groups.map(named))
}
