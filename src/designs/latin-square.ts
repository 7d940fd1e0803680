import type { Condition, Design, Factors, Level, Trial } from 'suasion'
import { checkFactors, checkNumber, remaining } from './remaining.ts'

export interface LatinSquareOptions<R extends Factors, C extends Factors> {
  /** The two nuisances that are balanced out, each a factor with as many levels as there are treatments. */
  readonly rows: R
  readonly columns: C
  /** How many squares, each randomised anew; 1 unless said. */
  readonly squares?: number
}

const only = (what: string, factors: Factors): readonly [name: string, levels: readonly Level[]] => {
  const all = Object.entries(factors)
  if (all.length !== 1)
    throw new Error(`latinSquare: ${what} is one factor, as in { topic: [...] }; it has ${all.length}`)
  return all[0]!
}

/**
 * A Latin square: k treatments in k rows and k columns, each treatment once in each row and once in each column, so that
 * the treatment is compared free of both with k x k trials in place of k x k x k. Rows, columns and treatments are
 * permuted at random in each square. Takes for granted that the three do not interact.
 */
export const latinSquare = <const F extends Factors, const R extends Factors, const C extends Factors>(
  factors: F,
  options: LatinSquareOptions<R, C>,
): Design<F & R & C> => {
  const [treatment, levels] = only('the treatment', factors)
  const [row, rows] = only('rows', options.rows)
  const [column, columns] = only('columns', options.columns)
  const joined = { ...factors, ...options.rows, ...options.columns } as F & R & C
  if (Object.keys(joined).length < 3)
    throw new Error(`latinSquare: treatment, rows and columns need three names, not ${treatment}, ${row}, ${column}`)
  checkFactors('latinSquare', joined)
  const k = levels.length
  if (k < 2 || rows.length !== k || columns.length !== k)
    throw new Error(
      `latinSquare: ${treatment}, ${row} and ${column} have as many levels as each other, at least 2; they have ${k}, ${rows.length} and ${columns.length}`,
    )
  const squares = checkNumber('latinSquare', 'the number of squares', options.squares ?? 1, 1)
  return {
    name: 'Latin square',
    factors: joined,
    size: squares * k * k,
    notes: [
      `${k} x ${k} Latin square: ${row} and ${column} are balanced out of ${treatment}; an interaction of two of them would be taken for the third`,
    ],
    resize: (size) => {
      const count = size / (k * k)
      if (!(Number.isInteger(count) && count >= 1))
        throw new Error(`latinSquare has ${k * k} trials a square, so their number is a multiple of that, not ${size}`)
      return latinSquare(factors, { ...options, squares: count })
    },
    next: (finished, running, luck) => {
      const every = Array.from({ length: k }, (_, i) => i)
      const plan: Trial<F & R & C>[] = []
      for (let square = 0; square < squares; square++) {
        const draw = (what: string) => luck.of('square', square, what).draw(every, k)
        const [ofRow, ofColumn, symbol] = [draw('rows'), draw('columns'), draw('treatments')]
        for (const i of every)
          for (const j of every)
            plan.push({
              condition: {
                [treatment]: levels[symbol[(ofRow[i]! + ofColumn[j]!) % k]!],
                [row]: rows[i],
                [column]: columns[j],
              } as unknown as Condition<F & R & C>,
              replicate: square,
              pair: `${square}/${i}/${j}`,
              assignment: { probability: 1 / k, draw: `square/${square}` },
            })
      }
      return remaining(plan, finished, running)
    },
  }
}
