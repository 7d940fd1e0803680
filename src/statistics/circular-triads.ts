/**
 * Circular triads of complete paired comparisons (Kendall and Babington Smith 1940): `beats[i][j]` is true where i was
 * preferred to j. `count` of them, of `most` possible, and zeta, from 1 (one order fits all) to 0 (as circular as can
 * be). R: `eba::circular(...)`. Throws on fewer than three items, and where a pair was not decided one way.
 */
export const circularTriads = (
  beats: readonly (readonly boolean[])[],
): { readonly count: number; readonly most: number; readonly zeta: number } => {
  const n = beats.length
  if (n < 3) throw new Error(`circular triads of ${n} items; at least three are needed`)
  for (const [i, row] of beats.entries()) {
    if (row.length !== n) throw new Error(`circular triads: row ${i} has ${row.length} entries for ${n} items`)
    for (let j = 0; j < i; j++)
      if (typeof row[j] !== 'boolean' || row[j] === beats[j]![i])
        throw new Error(
          `circular triads: ${i} and ${j} must be decided one way, true in one place and false in the other`,
        )
  }
  const wins = beats.map((row, i) => row.filter((won, j) => won && j !== i).length)
  const count = (n * (n - 1) * (2 * n - 1)) / 12 - wins.reduce((sum, each) => sum + each * each, 0) / 2
  const most = (n % 2 === 1 ? n ** 3 - n : n ** 3 - 4 * n) / 24
  return { count, most, zeta: 1 - count / most }
}
