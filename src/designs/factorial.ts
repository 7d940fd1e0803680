import { cells, type Design, type Factors, type Trial } from 'suasion'
import { checkFactors, checkNumber, remaining } from './remaining.ts'

export interface FactorialOptions {
  /** Trials in each cell. */
  readonly perCell: number
  /** The stimuli: one replicate is about one item, and replicates go through the table again and again. */
  readonly items?: { readonly rows: readonly { readonly id: string }[] }
  /** Of running: random (the default), or replicate after replicate. */
  readonly order?: 'random' | 'fixed'
}

/**
 * Every combination of the factors' levels, `perCell` times. The cells of a replicate share luck and item, so they are
 * compared in pairs, and each cell meets each item equally often, or once more where `perCell` does not divide.
 */
export const factorial = <const F extends Factors>(factors: F, options: FactorialOptions): Design<F> => {
  const { items, order = 'random' } = options
  checkFactors('factorial', factors)
  const perCell = checkNumber('factorial', 'perCell', options.perCell, 1)
  if (items?.rows.length === 0) throw new Error('factorial: the item table has no rows')
  const all = cells(factors)
  return {
    name: 'factorial',
    factors,
    size: all.length * perCell,
    resize: (size) => {
      if (checkNumber('factorial', 'the number of trials', size, all.length) % all.length === 0)
        return factorial(factors, { ...options, perCell: size / all.length })
      const most = Math.floor(size / all.length) * all.length
      throw new Error(
        `factorial has ${all.length} cells, so the number of trials is a multiple of ${all.length} such as ${most}, not ${size}`,
      )
    },
    next: (finished, running, luck) => {
      const rows = items ? luck.of('items').draw(items.rows, items.rows.length) : []
      const plan = Array.from({ length: perCell }, (_, replicate): Trial<F>[] => {
        const item = items && rows[replicate % rows.length]!.id
        const pair = item === undefined ? `${replicate}` : `${item}/${replicate}`
        return all.map((condition) => ({ condition, replicate, pair, ...(item !== undefined && { item }) }))
      }).flat()
      return remaining(order === 'random' ? luck.of('order').draw(plan, plan.length) : plan, finished, running)
    },
  }
}
