import { checkNumbers } from './check.ts'

/** A lottery: the chance of each outcome (summing to 1), and its utility. */
export interface Lottery {
  readonly chances: readonly number[]
  readonly utilities: readonly number[]
}

/** The expected utility of a lottery, in units of utility (von Neumann & Morgenstern 1944). */
export const expectedUtility = ({ chances, utilities }: Lottery): number => {
  checkNumbers(chances, 'the chances of a lottery')
  checkNumbers(utilities, 'the utilities of a lottery')
  if (chances.length !== utilities.length)
    throw new Error(`a lottery has ${chances.length} chances, and ${utilities.length} utilities`)
  const bad = chances.find((p) => p < 0)
  const sum = chances.reduce((total, p) => total + p, 0)
  if (bad !== undefined) throw new Error(`a chance of a lottery is ${bad}; it must be 0 or more`)
  if (Math.abs(sum - 1) > 1e-9) throw new Error(`the chances of a lottery sum to ${sum}, not 1`)
  return chances.reduce((total, p, i) => total + p * utilities[i]!, 0)
}

/**
 * How far a chooser's utilities of whole lotteries follow the expected utilities of their outcomes: the share of all pairs
 * of lotteries that both put in the same order, from 0 to 1 (a tie counts as an order of its own), and the mean absolute
 * difference, in units of utility. `valued` is the utility fitted for each lottery as an option. Two lotteries at least.
 * Source: Mazeika et al. 2025 ("Utility engineering").
 */
export const expectedUtilityProperty = (
  lotteries: readonly (Lottery & { readonly valued: number })[],
): { readonly sameOrder: number; readonly difference: number } => {
  if (lotteries.length < 2) throw new Error(`the property is about pairs of lotteries; there are ${lotteries.length}`)
  const expected = lotteries.map(expectedUtility)
  const valued = lotteries.map((lottery) => lottery.valued)
  checkNumbers(valued, 'the utilities of lotteries as options')
  let same = 0
  for (let i = 1; i < expected.length; i++)
    for (let j = 0; j < i; j++)
      if (Math.sign(valued[i]! - valued[j]!) === Math.sign(expected[i]! - expected[j]!)) same++
  return {
    sameOrder: same / ((expected.length * (expected.length - 1)) / 2),
    difference: expected.reduce((sum, x, i) => sum + Math.abs(x - valued[i]!), 0) / expected.length,
  }
}
