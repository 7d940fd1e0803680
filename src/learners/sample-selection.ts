import { numbers, whole } from './parts/check.ts'

/** The samples chosen: their places in the list handed in, in ascending order, and the population variance of their values. */
export interface VariedSubset {
  readonly places: readonly number[]
  readonly variance: number
}

/**
 * The `size` samples whose values (advantages) vary most, in O(n log n): for a given size they are always some of the
 * smallest and the rest of the largest, because the variance is convex in each value. `size` runs from 1 to the number
 * of values; variance in squared units of the values. Source: max-variance down-sampling of Xu, Savani, Fang & Kolter 2025; D3S takes it over the
 * rollouts of a whole batch.
 */
export const mostVariedSubset = (values: readonly number[], size: number): VariedSubset => {
  numbers(values, 'the values to choose from')
  whole(size, 'the size of the subset')
  if (size > values.length) throw new Error(`the size of the subset is ${size}, and there are ${values.length} values`)
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b)
  const centre = values.reduce((sum, x) => sum + x, 0) / values.length
  const centred = order.map((i) => values[i]! - centre)
  let sum = 0
  let squares = 0
  for (const x of centred.slice(values.length - size)) {
    sum += x
    squares += x * x
  }
  const variance = (): number => Math.max(0, squares / size - (sum / size) ** 2)
  let [most, low] = [variance(), 0]
  for (let taken = 1; taken <= size; taken++) {
    const enters = centred[taken - 1]!
    const leaves = centred[values.length - size + taken - 1]!
    sum += enters - leaves
    squares += enters * enters - leaves * leaves
    if (variance() > most) [most, low] = [variance(), taken]
  }
  const chosen = [...order.slice(0, low), ...order.slice(values.length - (size - low))]
  return { places: chosen.sort((a, b) => a - b), variance: most }
}
