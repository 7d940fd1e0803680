import { cells, type Design, type Factors, type Luck, type Trial } from 'suasion'
import { permutedBlocks } from './permuted-blocks.ts'
import { checkFactors, checkNumber, remaining } from './remaining.ts'

export interface BetweenOptions {
  /** Units (people, dyads), each in one cell. */
  readonly n: number
  /** The block of unit i (from 0): the assignment is balanced within each block too. */
  readonly blocks?: (i: number) => string | number
  /** The stimuli, given out evenly within each cell. */
  readonly items?: { readonly rows: readonly { readonly id: string }[] }
}

/**
 * Random assignment of `n` units to the combinations of the factors' levels, in permuted blocks: the cells differ by at
 * most one unit, overall and within each block, and so do the items within each cell. Each unit has its own luck.
 */
export const between = <const F extends Factors>(factors: F, options: BetweenOptions): Design<F> => {
  const { blocks = () => 0, items } = options
  checkFactors('between', factors)
  const all = cells(factors)
  const n = checkNumber('between', 'n', options.n, 1)
  if (n < all.length) throw new Error(`between: ${n} units cannot fill ${all.length} cells; n must be at least that`)
  if (items?.rows.length === 0) throw new Error('between: the item table has no rows')
  return {
    name: 'between',
    factors,
    size: n,
    resize: (size) => between(factors, { ...options, n: size }),
    next: (finished, running, luck) => {
      const dealt = permutedBlocks(
        all.length,
        Array.from({ length: n }, (_, i) => blocks(i)),
        luck,
      )
      const cellOf = dealt.map(({ choice }) => choice)
      const itemOf = items && spread(cellOf, items.rows, luck)
      const probability = 1 / all.length
      const plan = dealt.map(({ choice, draw }, i): Trial<F> => {
        const item = itemOf?.[i]
        const assignment = { probability, draw }
        return { condition: all[choice]!, replicate: i, pair: `${i}`, ...(item && { item: item.id }), assignment }
      })
      return remaining(plan, finished, running)
    },
  }
}

/** One item for each unit: cell after cell, and within a cell in random order, they go round the table. */
const spread = <T>(cellOf: readonly number[], rows: readonly T[], luck: Luck): T[] => {
  const table = luck.of('items').draw(rows, rows.length)
  const itemOf: T[] = []
  let given = 0
  for (let cell = 0; cell <= Math.max(...cellOf); cell++) {
    const units = cellOf.flatMap((own, i) => (own === cell ? [i] : []))
    for (const i of luck.of('items of cell', cell).draw(units, units.length)) itemOf[i] = table[given++ % table.length]!
  }
  return itemOf
}
