import { cells, type Design, type Factors, type Trial } from 'suasion'
import { checkFactors, checkNumber, remaining } from './remaining.ts'

export interface MatchedPairsOptions {
  /** How many pairs; not with `scores`. */
  readonly pairs?: number
  /** What units are matched on, one number a unit (an answer before, an age): neighbours in order of it make a pair. */
  readonly scores?: readonly number[]
  /** The stimuli: the two of a pair meet the same one. */
  readonly items?: { readonly rows: readonly { readonly id: string }[] }
}

/**
 * Matched pairs: of two units alike, luck decides which gets which of the two arms, and both meet the same luck and the
 * same item, so that the arms are compared within pairs. The replicate is the unit; units are matched in the order in
 * which they come, or on `scores`, where the nearest neighbours in order make the closest pairs there are.
 */
export const matchedPairs = <const F extends Factors>(factors: F, options: MatchedPairsOptions): Design<F> => {
  const { scores, items } = options
  checkFactors('matchedPairs', factors)
  const arms = cells(factors)
  if (arms.length !== 2)
    throw new Error(`matchedPairs: a pair has two arms, and the factors have ${arms.length} combinations of levels`)
  if (scores && options.pairs !== undefined)
    throw new Error('matchedPairs: the pairs come from scores or from a number of pairs, not from both')
  if (items?.rows.length === 0) throw new Error('matchedPairs: the item table has no rows')
  const bad = scores?.findIndex((score) => !Number.isFinite(score)) ?? -1
  if (bad >= 0) throw new Error(`matchedPairs: the score of unit ${bad} is ${scores![bad]}, not a finite number`)
  if (scores && (scores.length < 2 || scores.length % 2))
    throw new Error(`matchedPairs: ${scores.length} units cannot be paired; an even number of at least 2 can`)
  const pairs = checkNumber(
    'matchedPairs',
    'the number of pairs',
    scores ? scores.length / 2 : (options.pairs ?? Number.NaN),
    1,
  )
  const units = Array.from({ length: 2 * pairs }, (_, i) => i)
  if (scores) units.sort((a, b) => scores[a]! - scores[b]! || a - b)
  return {
    name: 'matched pairs',
    factors,
    size: 2 * pairs,
    notes: [`${pairs} matched pairs${scores ? ', neighbours on a score' : ''}: the two of a pair meet the same luck`],
    resize: (size) => {
      if (scores && size === 2 * pairs) return matchedPairs(factors, options)
      if (scores || !(size >= 2 && size % 2 === 0))
        throw new Error(
          `matchedPairs has ${scores ? `the ${2 * pairs} units that have scores` : 'two trials a pair, so their number is even'}, not ${size}`,
        )
      return matchedPairs(factors, { ...options, pairs: size / 2 })
    },
    next: (finished, running, luck) => {
      const table = items ? luck.of('items').draw(items.rows, items.rows.length) : null
      const plan = Array.from({ length: pairs }, (_, pair): Trial<F>[] => {
        const order = luck.of('pair', pair).draw(arms, 2)
        const item = table ? table[pair % table.length]!.id : undefined
        return order.map((condition, i) => ({
          condition,
          replicate: units[2 * pair + i]!,
          pair: item === undefined ? `${pair}` : `${item}/${pair}`,
          ...(item !== undefined && { item }),
          assignment: { probability: 0.5, draw: `pair/${pair}` },
        }))
      }).flat()
      return remaining(plan, finished, running)
    },
  }
}
