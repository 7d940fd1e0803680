/** The total of `n` weights (finite, none negative, not all zero); throws, naming the fault, where they cannot weight a draw. */
export const totalWeight = (n: number, weights: readonly number[]): number => {
  if (n !== weights.length) throw new Error(`${n} elements have ${weights.length} weights`)
  let total = 0
  for (const x of weights) {
    if (!(x >= 0 && x < Infinity)) throw new Error(`a weight must be finite and not negative, and one is ${x}`)
    total += x
  }
  if (total === 0) throw new Error('all weights are zero, so nothing can be drawn')
  return total
}
