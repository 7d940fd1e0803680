import type { Luck } from '../core/luck.ts'

/**
 * Forecasts for units by models that never saw them: the units are dealt into folds by luck, and each fold is forecast
 * by what `train` learnt from all others. A unit is what must stay together, such as a conversation. The forecasts are
 * in the order of the units. Throws where there are fewer units than folds.
 */
export const heldOut = <U, F>(
  units: readonly U[],
  { luck, folds = 10 }: { readonly luck: Luck; readonly folds?: number },
  train: (units: readonly U[]) => (unit: U) => F,
): F[] => {
  if (!(Number.isInteger(folds) && folds >= 2)) throw new Error(`${folds} folds; a whole number from 2 on is needed`)
  if (units.length < folds) throw new Error(`${units.length} units cannot be dealt into ${folds} folds`)
  const order = luck.of('folds').draw(
    units.map((_, i) => i),
    units.length,
  )
  const forecasts = new Array<F>(units.length)
  for (let fold = 0; fold < folds; fold++) {
    const out = order.filter((_, place) => place % folds === fold)
    const held = new Set(out)
    const forecast = train(units.filter((_, i) => !held.has(i)))
    for (const i of out) forecasts[i] = forecast(units[i]!)
  }
  return forecasts
}

/** What a model's mean loss saves of a baseline's: 1 - loss / loss of the baseline; 0 where the baseline loses nothing. */
export const skillOver = (loss: number, baseline: number): number => (baseline === 0 ? 0 : 1 - loss / baseline)
