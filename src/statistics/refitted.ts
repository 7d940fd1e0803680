import type { Luck } from '../core/luck.ts'
import { SeparationError } from './likelihood.ts'

/**
 * A fit on bootstrap samples of whole units, such as conversations: draws of its parameters that are no surer than the
 * units behind them allow. A sample in which an outcome is separated has no finite fit, and another is drawn. Throws
 * where half of twice as many samples cannot be fitted.
 */
export const refitted = <U, M>(
  units: readonly U[],
  { luck, draws = 100 }: { readonly luck: Luck; readonly draws?: number },
  learn: (units: readonly U[]) => M,
): M[] => {
  const models: M[] = []
  for (let b = 0; models.length < draws; b++) {
    if (b === 2 * draws)
      throw new Error(
        `of ${b} bootstrap samples only ${models.length} could be fitted; ${units.length} units are too few`,
      )
    const at = luck.of('cluster bootstrap', b)
    const sample = units.map(() => at.pick(units))
    try {
      models.push(learn(sample))
    } catch (error) {
      if (!(error instanceof SeparationError)) throw error
    }
  }
  return models
}

/** The same plain data with its numbers to so many decimals: the same in a file as in memory. */
export const toDecimals = <T>(value: T, decimals = 4): T =>
  JSON.parse(
    JSON.stringify(value, (_, each) =>
      typeof each === 'number' ? Math.round(each * 10 ** decimals) / 10 ** decimals : each,
    ),
  )
