import { type Condition, cells, type Design, type Factors, type Trial } from 'suasion'
import { checkFactors, checkNumber, remaining } from './remaining.ts'

export interface RandomisedBlocksOptions<B extends Factors> {
  /** What units of a block share (site, model, topic), as a factor or several. */
  readonly blocks: B
  /** Units of each cell in each block; 1 unless said. */
  readonly perCell?: number
  /** The stimuli: the cells of a block meet the same ones. */
  readonly items?: { readonly rows: readonly { readonly id: string }[] }
}

/**
 * Randomised complete blocks: every combination of the factors' levels occurs `perCell` times in every block, and luck
 * decides which unit of the block gets which. Differences between blocks then leave the effect alone, if the block is in
 * the analysis. Each unit has its own luck.
 */
export const randomisedBlocks = <const F extends Factors, const B extends Factors>(
  factors: F,
  options: RandomisedBlocksOptions<B>,
): Design<F & B> => {
  const { blocks, items } = options
  checkFactors('randomisedBlocks', factors)
  checkFactors('randomisedBlocks', blocks)
  const twice = Object.keys(factors).find((factor) => factor in blocks)
  if (twice) throw new Error(`randomisedBlocks: ${twice} is a factor and a block; it can be one of them`)
  if (Object.keys(blocks).length === 0)
    throw new Error('randomisedBlocks: name what the units of a block share, as in blocks: { topic: [...] }')
  if (items?.rows.length === 0) throw new Error('randomisedBlocks: the item table has no rows')
  const perCell = checkNumber('randomisedBlocks', 'perCell', options.perCell ?? 1, 1)
  const all = cells(factors)
  const every = cells(blocks)
  const unit = all.length * every.length
  return {
    name: 'randomised blocks',
    factors: { ...factors, ...blocks } as F & B,
    size: unit * perCell,
    notes: [`complete blocks of ${Object.keys(blocks).join(' x ')}: each holds all ${all.length} cells`],
    resize: (size) => {
      const count = size / unit
      if (!(Number.isInteger(count) && count >= 1))
        throw new Error(
          `randomisedBlocks has ${all.length} cells in ${every.length} blocks, so the number of trials is a multiple of ${unit}, not ${size}`,
        )
      return randomisedBlocks(factors, { ...options, perCell: count })
    },
    next: (finished, running, luck) => {
      const table = items ? luck.of('items').draw(items.rows, items.rows.length) : null
      const plan = every.flatMap((block, b) => {
        const units = all.flatMap((cell, c) => Array.from({ length: perCell }, (_, j) => ({ cell, c, j })))
        return luck
          .of('block', b)
          .draw(units, units.length)
          .map(({ cell, j }, replicate): Trial<F & B> => {
            const item = table ? table[(b * perCell + j) % table.length]!.id : undefined
            return {
              condition: { ...cell, ...block } as unknown as Condition<F & B>,
              replicate,
              pair: `${b}/${replicate}`,
              ...(item !== undefined && { item }),
              assignment: { probability: 1 / all.length, draw: `block/${b}` },
            }
          })
      })
      return remaining(plan, finished, running)
    },
  }
}
