import { checkNumbers } from './check.ts'

/** How the utility of an amount N of a good grows: intercept + slope ln N, as `leastSquares` fits it to ln N. */
export interface LogUtility {
  readonly slope: number
  readonly intercept: number
}

/**
 * How many units of the first good a chooser trades for one of the second: the geometric mean, over the `amounts` and
 * both directions, of the ratio of amounts of equal utility. `amounts` are above 0. It says nothing where a slope is 0 or
 * less: more of such a good is not liked better, which it throws for, so that the good is left out and counted.
 * Source: Mazeika et al. 2025 ("Utility engineering").
 */
export const exchangeRate = (first: LogUtility, second: LogUtility, amounts: readonly number[]): number => {
  checkNumbers(amounts, 'the amounts')
  if (amounts.some((n) => n <= 0)) throw new Error(`an amount is ${amounts.find((n) => n <= 0)}; it must be above 0`)
  for (const [{ slope, intercept }, which] of [
    [first, 'first'],
    [second, 'second'],
  ] as const) {
    checkNumbers([slope, intercept], `slope and intercept of the ${which} good`)
    if (slope <= 0)
      throw new Error(`the utility of the ${which} good does not grow with its amount (slope ${slope}): it has no rate`)
  }
  /** ln of the amount of one good that is worth as much as ln N of the other. */
  const equal = (own: LogUtility, other: LogUtility, logAmount: number): number =>
    (other.intercept - own.intercept + other.slope * logAmount) / own.slope
  const logs = amounts.map(Math.log).flatMap((n) => [equal(first, second, n) - n, n - equal(second, first, n)])
  return Math.exp(logs.reduce((sum, x) => sum + x, 0) / logs.length)
}
