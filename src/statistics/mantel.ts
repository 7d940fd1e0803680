import { productMoment } from './correlation.ts'
import { checkDistances, lowerTriangle } from './matrix.ts'
import {
  type Arrangement,
  drawnBelow,
  type PermutationOptions,
  type PermutationTest,
  permutationP,
} from './permutation.ts'
import { ranks } from './rank.ts'
import { checkAlternative } from './tested.ts'

/**
 * The Mantel test (1967) that two square matrices of distances between the same things are correlated: the labels of the
 * second are reordered, rows and columns together, in all orders of up to eight things, else drawn. 'pearson' unless
 * said; 'greater' is the usual alternative and two-sided the default. R: `vegan::mantel(a, b, method)`, which draws.
 */
export const mantelTest = (
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
  {
    method = 'pearson',
    ...options
  }: Omit<PermutationOptions, 'level'> & { readonly method?: 'pearson' | 'spearman' } = {},
): PermutationTest => {
  const what = 'a Mantel test'
  const alternative = checkAlternative(options.alternative)
  checkDistances(a, `${what}, first matrix`, 3)
  checkDistances(b, `${what}, second matrix`, 3)
  const n = a.length
  if (b.length !== n) throw new Error(`${what}: matrices of ${n} and ${b.length} things; give the same things`)
  if (method !== 'pearson' && method !== 'spearman')
    throw new Error(`${String(method)} is no method; it is pearson or spearman`)
  const scaled = (matrix: readonly (readonly number[])[], which: string): ArrayLike<number> => {
    const entries = lowerTriangle(matrix)
    if (entries.every((one) => one === entries[0])) throw new Error(`${what}: every ${which} distance is ${entries[0]}`)
    return method === 'spearman' ? ranks(entries) : entries
  }
  const [first, second] = [scaled(a, 'first'), scaled(b, 'second')]
  const place = (i: number, j: number): number => (i > j ? (i * (i - 1)) / 2 + j : (j * (j - 1)) / 2 + i)
  const order = Array.from({ length: n }, (_, i) => i)
  const moved = new Float64Array(first.length)
  const correlation = (): number => {
    for (let i = 1, k = 0; i < n; i++) for (let j = 0; j < i; j++, k++) moved[k] = second[place(order[i]!, order[j]!)]!
    return productMoment(first, moved)
  }
  const value = correlation()
  const swap = (i: number, j: number): void => {
    const one = order[i]!
    order[i] = order[j]!
    order[j] = one
  }
  let count = 1
  for (let k = 2; k <= n; k++) count *= k
  const arrangement: Arrangement = {
    count,
    each: (visit) => {
      const put = (i: number): void => {
        if (i === n) visit(correlation())
        else
          for (let j = i; j < n; j++) {
            swap(i, j)
            put(i + 1)
            swap(i, j)
          }
      }
      put(0)
    },
    draws: n,
    drawn: (random) => {
      for (let i = 0; i < n; i++) swap(i, i + Math.floor((random[i]! / drawnBelow) * (n - i)))
      return correlation()
    },
  }
  return {
    value,
    n,
    estimator: `${method === 'pearson' ? 'Pearson' : 'Spearman'} correlation of two matrices`,
    test: `Mantel test, ${alternative}`,
    effect: { name: 'r', value },
    assumptions: [{ assumes: 'exchangeable things: the labels of one matrix may stand in any order' }],
    ...permutationP(value, arrangement, alternative, options),
  }
}
