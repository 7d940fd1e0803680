import { chiSquareSurvival } from '../math/distributions.ts'
import { checkNumbers } from './check.ts'
import { ranks, tieCorrection } from './rank.ts'
import { independence, type Tested } from './tested.ts'

/** A test of several samples by ranks, with the chi-square it is referred to. */
export interface RankSumsTest extends Tested {
  readonly statistic: number
  readonly df: number
}

/**
 * The Kruskal-Wallis test of two samples or more, ties corrected; the value and effect is epsilon squared,
 * H / (N - 1), which has no closed interval: bootstrap it over the observations. R: `kruskal.test(groups)`.
 * Throws on an empty or single group, and where all values are equal.
 */
export const kruskalTest = (groups: readonly (readonly number[])[]): RankSumsTest => {
  if (groups.length < 2) throw new Error(`a Kruskal-Wallis test of ${groups.length} groups; at least two are needed`)
  for (const [i, group] of groups.entries()) checkNumbers(group, `group ${i} of a Kruskal-Wallis test`)
  const pooled = groups.flat()
  const n = pooled.length
  const ties = tieCorrection(pooled)
  if (ties === n ** 3 - n) throw new Error(`a Kruskal-Wallis test is not defined: every value is ${pooled[0]}`)
  const ranked = ranks(pooled)
  let from = 0
  const squares = groups.reduce((sum, group) => {
    const total = ranked.subarray(from, (from += group.length)).reduce((a, b) => a + b, 0)
    return sum + total ** 2 / group.length
  }, 0)
  const statistic = ((12 * squares) / (n * (n + 1)) - 3 * (n + 1)) / (1 - ties / (n ** 3 - n))
  const df = groups.length - 1
  const value = statistic / (n - 1)
  return {
    value,
    n,
    estimator: 'epsilon squared of ranks',
    statistic,
    df,
    p: chiSquareSurvival(statistic, df),
    test: 'Kruskal-Wallis test',
    effect: { name: 'epsilon squared', value },
    assumptions: [independence, { assumes: 'five or more in every group', holds: groups.every((g) => g.length >= 5) }],
  }
}

/**
 * Friedman's test of treatments (columns) within blocks (rows: judges, persons), ties corrected; the value and effect
 * is Kendall's W. n counts blocks. R: `friedman.test(as.matrix(blocks))`.
 * Throws on rows of unequal length, and where every block gives all treatments the same value.
 */
export const friedmanTest = (blocks: readonly (readonly number[])[]): RankSumsTest => {
  const n = blocks.length
  const k = blocks[0]?.length ?? 0
  if (n < 2 || k < 2) throw new Error(`Friedman's test of ${n} blocks and ${k} treatments; two of each are needed`)
  const sums = new Float64Array(k)
  let ties = 0
  for (const [i, block] of blocks.entries()) {
    if (block.length !== k) throw new Error(`block ${i} has ${block.length} values, the first ${k}`)
    checkNumbers(block, `block ${i} of Friedman's test`)
    for (const [j, rank] of ranks(block).entries()) sums[j]! += rank
    ties += tieCorrection(block)
  }
  if (ties === n * (k ** 3 - k)) throw new Error("Friedman's test is not defined: no block tells treatments apart")
  const spread = sums.reduce((sum, one) => sum + (one - (n * (k + 1)) / 2) ** 2, 0)
  const statistic = (12 * spread) / (n * k * (k + 1) - ties / (k - 1))
  const value = statistic / (n * (k - 1))
  return {
    value,
    n,
    estimator: "Kendall's W",
    statistic,
    df: k - 1,
    p: chiSquareSurvival(statistic, k - 1),
    test: "Friedman's test",
    effect: { name: "Kendall's W", value },
    assumptions: [{ assumes: 'independent blocks' }, { assumes: 'ten blocks or more', holds: n >= 10 }],
  }
}
