import { cells, type Design, type Factors, type Level, type Trial } from 'suasion'
import type { FactorialOptions } from './factorial.ts'
import { aliasesOf, fractionOf, inRoman } from './fraction.ts'
import { checkFactors, checkNumber, remaining } from './remaining.ts'

export interface FractionalFactorialOptions extends FactorialOptions {
  /** The smallest fraction of this resolution: III tells main effects apart, IV also from pairs, V also pairs. */
  readonly resolution?: 'III' | 'IV' | 'V'
  /** In its place: each generated factor as a product of others, as in { e: ['a', 'b', 'c', 'd'] }. */
  readonly generators?: Readonly<Record<string, readonly string[]>>
}

/**
 * A fraction 2^(k-p) of the combinations of two-level factors, `perCell` times, with its resolution and aliases stated.
 * The cells of a replicate share luck and item, as in `factorial`. The second level of a factor is its plus.
 */
export const fractionalFactorial = <const F extends Factors>(
  factors: F,
  options: FractionalFactorialOptions,
): Design<F> => {
  const { items, order = 'random', resolution, generators } = options
  checkFactors('fractionalFactorial', factors)
  const names = Object.keys(factors)
  const wide = names.find((name) => factors[name]!.length !== 2)
  if (wide)
    throw new Error(
      `fractionalFactorial: ${wide} has ${factors[wide]!.length} levels; each factor has two, a minus and a plus`,
    )
  const perCell = checkNumber('fractionalFactorial', 'perCell', options.perCell, 1)
  if (items?.rows.length === 0) throw new Error('fractionalFactorial: the item table has no rows')
  const fraction = fractionOf(names, { ...(resolution && { resolution }), ...(generators && { generators }) })
  const plus = (condition: Readonly<Record<string, Level>>, name: string): boolean =>
    condition[name] === factors[name]![1]
  const all = cells(factors).filter((condition) =>
    Object.entries(fraction.generators).every(
      ([name, product]) =>
        plus(condition, name) === (product.filter((each) => !plus(condition, each)).length % 2 === 0),
    ),
  )
  const aliases = aliasesOf(names, fraction)
  const made = Object.entries(fraction.generators).map(([name, product]) => `${name} = ${product.join(' x ')}`)
  const shown = aliases.slice(0, 8).map((same) => same.join(' = '))
  return {
    name: `fractional factorial 2^(${names.length}-${made.length}), resolution ${inRoman(fraction.resolution)}`,
    factors,
    size: all.length * perCell,
    notes: [
      `a fraction 2^(${names.length}-${made.length}), ${fraction.cells} of ${fraction.of} cells, of resolution ${inRoman(fraction.resolution)}: ${made.join('; ')}`,
      aliases.length === 0
        ? 'no main effect or interaction of two is aliased with another'
        : `cannot be told apart: ${shown.join('; ')}${aliases.length > shown.length ? `; and ${aliases.length - shown.length} sets more` : ''}`,
    ],
    resize: (size) => {
      if (checkNumber('fractionalFactorial', 'the number of trials', size, all.length) % all.length === 0)
        return fractionalFactorial(factors, { ...options, perCell: size / all.length })
      throw new Error(
        `fractionalFactorial has ${all.length} cells, so the number of trials is a multiple of ${all.length}, not ${size}`,
      )
    },
    next: (finished, running, luck) => {
      const rows = items ? luck.of('items').draw(items.rows, items.rows.length) : null
      const plan = Array.from({ length: perCell }, (_, replicate): Trial<F>[] => {
        const item = rows ? rows[replicate % rows.length]!.id : undefined
        const pair = item === undefined ? `${replicate}` : `${item}/${replicate}`
        return all.map((condition) => ({ condition, replicate, pair, ...(item !== undefined && { item }) }))
      }).flat()
      return remaining(order === 'random' ? luck.of('order').draw(plan, plan.length) : plan, finished, running)
    },
  }
}
