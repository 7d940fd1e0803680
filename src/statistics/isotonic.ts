import { checkNumbers } from './check.ts'

/**
 * The values nearest to `y` by weighted least squares that never fall as `x` rises, equal x alike: the pool-adjacent-
 * violators algorithm. They stand in the order given. R: `isoreg(x, y)$yf` (in the order of x), unit weights unless said.
 * Of outcomes 0 and 1 on scores, these are calibrated probabilities. Throws on columns of unequal length and weights not
 * above 0.
 */
export const isotonic = (
  x: readonly number[],
  y: readonly number[],
  options: { readonly weights?: readonly number[] } = {},
): readonly number[] => {
  const what = 'an isotonic regression'
  const weights = options.weights ?? x.map(() => 1)
  checkNumbers(x, `${what}, x`)
  checkNumbers(y, `${what}, y`)
  checkNumbers(weights, `${what}, weights`)
  if (y.length !== x.length || weights.length !== x.length)
    throw new Error(`${what}: ${x.length} of x, ${y.length} of y and ${weights.length} weights; give one for each`)
  const bad = weights.findIndex((weight) => weight <= 0)
  if (bad >= 0) throw new Error(`${what}: weight ${bad} is ${weights[bad]}; it must be above 0`)
  const order = [...x.keys()].sort((a, b) => x[a]! - x[b]!)
  const blocks: { members: number[]; weight: number; mean: number }[] = []
  const merge = (): void => {
    const last = blocks.pop()!
    const before = blocks[blocks.length - 1]!
    const weight = before.weight + last.weight
    before.mean = (before.mean * before.weight + last.mean * last.weight) / weight
    before.weight = weight
    before.members.push(...last.members)
  }
  for (const [k, i] of order.entries()) {
    blocks.push({ members: [i], weight: weights[i]!, mean: y[i]! })
    if (k > 0 && x[order[k - 1]!] === x[i]) merge()
    // A block of equal x is compared with the one before only when it is whole.
    if (k + 1 < order.length && x[order[k + 1]!] === x[i]) continue
    while (blocks.length > 1 && blocks[blocks.length - 2]!.mean >= blocks[blocks.length - 1]!.mean) merge()
  }
  const fitted = new Array<number>(x.length).fill(0)
  for (const { members, mean } of blocks) for (const i of members) fitted[i] = mean
  return fitted
}
