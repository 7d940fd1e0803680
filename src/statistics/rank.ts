import { checkNumbers } from './check.ts'

/** Ranks from 1 on, ties sharing their mean rank (R `rank(x)`). */
export const ranks = (values: ArrayLike<number>): Float64Array => {
  checkNumbers(values, 'ranks')
  const order = Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!)
  const ranked = new Float64Array(values.length)
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to < order.length && values[order[to]!]! === values[order[from]!]!) to++
    for (let k = from; k < to; k++) ranked[order[k]!] = (from + 1 + to) / 2
    from = to
  }
  return ranked
}

/** How often each value that occurs at all occurs (R `table(x)`). */
export const tieSizes = (values: ArrayLike<number>): number[] => {
  const counts = new Map<number, number>()
  for (let i = 0; i < values.length; i++) counts.set(values[i]!, (counts.get(values[i]!) ?? 0) + 1)
  return [...counts.values()]
}

/** The sum of t^3 - t over groups of t equal values; 0 where all values differ. */
export const tieCorrection = (values: ArrayLike<number>): number =>
  tieSizes(values).reduce((sum, size) => sum + size ** 3 - size, 0)

/** The least of some values, however many. */
export const least = (values: readonly number[]): number => values.reduce((a, b) => (b < a ? b : a))

/** The most of some values, however many. */
export const most = (values: readonly number[]): number => values.reduce((a, b) => (b > a ? b : a))
