/**
 * Groups of nodes each of which can be reached from each other along directed edges `from[k] -> to[k]` (Tarjan 1972):
 * each group ascending, groups by their least node.
 */
export const stronglyConnected = (
  size: number,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
): readonly (readonly number[])[] => {
  const start = new Int32Array(size + 1)
  for (let k = 0; k < from.length; k++) start[from[k]! + 1]!++
  for (let i = 0; i < size; i++) start[i + 1]! += start[i]!
  const next = start.slice()
  const target = new Int32Array(from.length)
  for (let k = 0; k < from.length; k++) target[next[from[k]!]!++] = to[k]!
  const order = new Int32Array(size).fill(-1)
  const low = new Int32Array(size)
  const open = new Uint8Array(size)
  const at = start.slice(0, size)
  const stack: number[] = []
  const groups: number[][] = []
  let count = 0
  for (let root = 0; root < size; root++) {
    if (order[root]! >= 0) continue
    const path = [root]
    while (path.length > 0) {
      const node = path[path.length - 1]!
      if (order[node]! < 0) {
        order[node] = low[node] = count++
        open[node] = 1
        stack.push(node)
      }
      if (at[node]! < start[node + 1]!) {
        const other = target[at[node]!++]!
        if (order[other]! < 0) path.push(other)
        else if (open[other]) low[node] = Math.min(low[node]!, order[other]!)
        continue
      }
      path.pop()
      const parent = path[path.length - 1]
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!)
      if (low[node] !== order[node]) continue
      const group = stack.splice(stack.lastIndexOf(node))
      for (const member of group) open[member] = 0
      groups.push(group.sort((a, b) => a - b))
    }
  }
  return groups.sort((a, b) => a[0]! - b[0]!)
}
