const check = (name: string, value: number, most = Number.MAX_VALUE): void => {
  if (!(value > 0 && value <= most)) throw new Error(`${name} must be above 0 and at most ${most}, not ${value}`)
}

/** The constant share of the stock, taken every round, above which a logistic stock dies out: r / (1 + r). */
export const collapseThreshold = (growth: number): number => {
  check('growth', growth)
  return growth / (1 + growth)
}

/**
 * Where the stock (before the harvest) settles when the share `taken` (0 to 1) of it is harvested every round:
 * K / (1 - E) x (1 - E / ((1 - E) r)), and 0 above the threshold of collapse. In units of the capacity K.
 */
export const steadyStock = (growth: number, taken: number, capacity = 1): number => {
  if (!(taken >= 0 && taken <= 1)) throw new Error(`the share taken must be from 0 to 1, not ${taken}`)
  check('capacity', capacity)
  if (taken >= collapseThreshold(growth)) return 0
  return (capacity / (1 - taken)) * (1 - taken / (1 - taken) / growth)
}

/** The most that can be harvested every round for ever: r K / 4, with K / 2 left after each harvest. */
export const maximumYield = (growth: number, capacity: number): number => {
  check('growth', growth)
  check('capacity', capacity)
  return (growth * capacity) / 4
}
