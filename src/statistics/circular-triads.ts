import { checkCount } from './check.ts'

/**
 * How consistent one judge's choices between all pairs are (Kendall and Babington Smith 1940): the number of circular
 * triads (a over b, b over c, c over a) and zeta, 1 where there is none and 0 where there are as many as can be.
 * `wins[i][j]` says how often i was chosen over j; the more frequent choice counts. R: `eba::circular(matrix)`.
 * Throws on fewer than three, a table that is not square, counts that are none, and a pair with no more frequent choice.
 */
export const circularTriads = (
  wins: readonly (readonly number[])[],
): { readonly triads: number; readonly most: number; readonly zeta: number } => {
  const n = wins.length
  if (n < 3) throw new Error(`circular triads need three or more; there are ${n}`)
  for (const [i, row] of wins.entries()) {
    if (row.length !== n)
      throw new Error(`row ${i} has ${row.length} cells, and there are ${n} rows; the table is square`)
    for (const [j, count] of row.entries()) {
      checkCount(count, `how often ${i} was chosen over ${j}`)
      if (i < j && count === wins[j]?.[i])
        throw new Error(`${i} and ${j} were chosen over each other ${count} times each; neither is preferred`)
    }
  }
  const preferred = wins.map((row, i) => row.filter((count, j) => i !== j && count > wins[j]![i]!).length)
  const triads = (n * (n - 1) * (2 * n - 1)) / 12 - preferred.reduce((sum, each) => sum + each ** 2, 0) / 2
  const most = (n ** 3 - (n % 2 ? n : 4 * n)) / 24
  return { triads, most, zeta: 1 - triads / most }
}
