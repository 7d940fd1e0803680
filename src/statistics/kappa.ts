import type { Estimate, Interval } from '../core/estimate.ts'
import { tQuantile } from '../math/distributions.ts'
import { checkCount, checkLevel, criticalValue } from './check.ts'
import { twoSided } from './fit.ts'
import { type Level, levelsOf } from './row.ts'

/** Agreement beyond chance: `statistic` and p test kappa = 0 with `nullSe`; the interval uses `se`. */
export interface Kappa extends Estimate {
  readonly interval: Interval
  readonly se: number
  readonly nullSe: number
  readonly statistic: number
  readonly p: number
  /** The share of (weighted) agreement seen, and that expected of independent raters. */
  readonly agreement: number
  readonly chance: number
}

const checkTable = (table: readonly (readonly number[])[], what: string): number => {
  const size = table[0]?.length ?? 0
  if (size < 2) throw new Error(`${what} needs at least two categories; this table has ${size}`)
  for (const [i, row] of table.entries()) {
    if (row.length !== size) throw new Error(`${what}: row ${i} has ${row.length} cells, the first ${size}`)
    for (const [j, count] of row.entries()) checkCount(count, `${what}: cell ${i}, ${j}`)
  }
  return size
}

/**
 * The square table of two raters' categories for `cohenKappa`: first rater down, second across.
 * `levels` gives their order, which weights need; unless said, numbers ascend and words go by code unit.
 */
export const agreementTable = (
  first: readonly Level[],
  second: readonly Level[],
  levels: readonly Level[] = levelsOf([...first, ...second]),
): number[][] => {
  if (first.length !== second.length)
    throw new Error(`the raters judged ${first.length} and ${second.length} items; pair them`)
  const table = levels.map(() => levels.map(() => 0))
  const at = (level: Level, i: number): number => {
    const k = levels.indexOf(level)
    if (k < 0) throw new Error(`item ${i} is rated ${String(level)}, which is not among ${levels.join(', ')}`)
    return k
  }
  for (const [i, level] of first.entries()) table[at(level, i)]![at(second[i]!, i)]! += 1
  return table
}

/** Credit for a pair of categories: 1 on the diagonal, less the further away with 'linear' and 'quadratic' weights. */
export type KappaWeights = 'none' | 'linear' | 'quadratic'

/**
 * Cohen's kappa of two raters from a square table of counts, first rater down and second across; weighted where asked.
 * Standard errors of Fleiss, Cohen and Everitt (1969). Beside it the prevalence-adjusted kappa (PABAK) and Gwet's AC1,
 * both unweighted. R: `psych::cohen.kappa(table)` (kappa; with 'quadratic', weighted kappa).
 * Throws on a table that is not square, cells that are no counts, and where chance alone agrees fully.
 */
export const cohenKappa = (
  table: readonly (readonly number[])[],
  options: { readonly weights?: KappaWeights; readonly level?: number } = {},
): Kappa & { readonly pabak: number; readonly ac1: number } => {
  const level = checkLevel(options.level)
  const weights = options.weights ?? 'none'
  const size = checkTable(table, "Cohen's kappa")
  if (table.length !== size)
    throw new Error(`Cohen's kappa needs a square table; this one is ${table.length} by ${size}`)
  const n = table.flat().reduce((a, b) => a + b, 0)
  if (n === 0) throw new Error("Cohen's kappa of an empty table is not defined")
  const p = table.map((row) => row.map((count) => count / n))
  const down = p.map((row) => row.reduce((a, b) => a + b, 0))
  const across = p.map((_, j) => p.reduce((sum, row) => sum + row[j]!, 0))
  const credits: Readonly<Record<KappaWeights, (i: number, j: number) => number>> = {
    none: (i, j) => (i === j ? 1 : 0),
    linear: (i, j) => 1 - Math.abs(i - j) / (size - 1),
    quadratic: (i, j) => 1 - ((i - j) / (size - 1)) ** 2,
  }
  if (!Object.hasOwn(credits, weights))
    throw new Error(`${weights} are no weights of kappa; they are ${Object.keys(credits).join(', ')}`)
  const credit = credits[weights]
  const sum = (term: (i: number, j: number) => number): number => {
    let total = 0
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) total += term(i, j)
    return total
  }
  const agreement = sum((i, j) => p[i]![j]! * credit(i, j))
  const chance = sum((i, j) => down[i]! * across[j]! * credit(i, j))
  if (!(1 - chance > 1e-12)) throw new Error('both raters used one and the same category only, so kappa is not defined')
  const value = (agreement - chance) / (1 - chance)
  const ofDown = p.map((_, i) => across.reduce((total, share, j) => total + share * credit(i, j), 0))
  const ofAcross = p.map((_, j) => down.reduce((total, share, i) => total + share * credit(i, j), 0))
  const part = (i: number, j: number, times: number) => (credit(i, j) - (ofDown[i]! + ofAcross[j]!) * times) ** 2
  const seen = sum((i, j) => p[i]![j]! * part(i, j, 1 - value)) - (value - chance * (1 - value)) ** 2
  const none = sum((i, j) => down[i]! * across[j]! * part(i, j, 1)) - chance ** 2
  const se = Math.sqrt(Math.max(0, seen) / n) / (1 - chance)
  const nullSe = Math.sqrt(none / n) / (1 - chance)
  if (!(nullSe > 1e-12)) throw new Error('one rater used one category only, so kappa says nothing; show the table')
  const reach = criticalValue(level) * se
  const same = p.reduce((total, row, i) => total + row[i]!, 0)
  const common = down.map((share, i) => (share + across[i]!) / 2)
  const byChance = common.reduce((total, share) => total + share * (1 - share), 0) / (size - 1)
  return {
    value,
    interval: [value - reach, value + reach],
    level,
    n,
    se,
    nullSe,
    statistic: value / nullSe,
    p: twoSided(value / nullSe),
    agreement,
    chance,
    pabak: (size * same - 1) / (size - 1),
    ac1: (same - byChance) / (1 - byChance),
    estimator: `Cohen's kappa, ${weights === 'none' ? 'unweighted' : `${weights} weights`}, normal interval`,
    ...(Math.max(...common) > 0.9 && {
      note: 'one category holds over 90% of the ratings: read kappa beside AC1 and the raw agreement',
    }),
  }
}

/**
 * Fleiss' kappa (1971) of the same number of raters on every item. `counts` has one row for each item and one column
 * for each category: how many raters chose it. The test of kappa = 0 uses Fleiss, Nee and Landis' error (1979); the
 * interval is Gwet's (2021), t over items, valid where kappa is not 0. `categories` holds kappa category by category.
 * R: `irr::kappam.fleiss` (value, z), `irrCAC::fleiss.kappa.dist` (se, interval).
 * Throws on fewer than two items, fewer than two raters, items with other numbers of raters, and one category only.
 */
export const fleissKappa = (
  counts: readonly (readonly number[])[],
  options: { readonly level?: number } = {},
): Kappa & { readonly categories: readonly (number | null)[]; readonly raters: number } => {
  const level = checkLevel(options.level)
  const size = checkTable(counts, "Fleiss' kappa")
  const n = counts.length
  if (n < 2) throw new Error(`Fleiss' kappa needs at least two items; there are ${n}`)
  const ratersOf = counts.map((row) => row.reduce((a, b) => a + b, 0))
  const raters = ratersOf[0]!
  if (raters < 2) throw new Error(`Fleiss' kappa needs at least two raters; item 0 has ${raters}`)
  const odd = ratersOf.findIndex((count) => count !== raters)
  if (odd >= 0)
    throw new Error(`item ${odd} has ${ratersOf[odd]} raters, item 0 has ${raters}; use krippendorffAlpha instead`)
  const shares = Array.from({ length: size }, (_, k) => counts.reduce((sum, row) => sum + row[k]!, 0) / (n * raters))
  const chance = shares.reduce((sum, share) => sum + share ** 2, 0)
  if (!(1 - chance > 1e-12)) throw new Error("every rating is of one category, so Fleiss' kappa is not defined")
  const agreements = counts.map(
    (row) => (row.reduce((sum, count) => sum + count ** 2, 0) - raters) / (raters * (raters - 1)),
  )
  const agreement = agreements.reduce((a, b) => a + b, 0) / n
  const value = (agreement - chance) / (1 - chance)
  const spread = shares.reduce((sum, share) => sum + share * (1 - share), 0)
  const skew = shares.reduce((sum, share) => sum + share * (1 - share) * (1 - 2 * share), 0)
  const nullSe = Math.sqrt((2 / (n * raters * (raters - 1))) * (spread ** 2 - skew)) / spread
  const influence = counts.map((row, i) => {
    const expected = row.reduce((sum, count, k) => sum + (count * shares[k]!) / raters, 0)
    return (agreements[i]! - chance) / (1 - chance) - (2 * (1 - value) * (expected - chance)) / (1 - chance)
  })
  const se = Math.sqrt(influence.reduce((sum, one) => sum + (one - value) ** 2, 0) / (n * (n - 1)))
  const reach = tQuantile(0.5 + level / 2, n - 1) * se
  const statistic = value / nullSe
  return {
    value,
    interval: [value - reach, value + reach],
    level,
    n,
    se,
    nullSe,
    statistic,
    p: twoSided(statistic),
    agreement,
    chance,
    raters,
    categories: shares.map((share, k) => {
      if (share === 0 || share === 1) return null
      const apart = counts.reduce((sum, row) => sum + row[k]! * (raters - row[k]!), 0)
      return 1 - apart / (n * raters * (raters - 1) * share * (1 - share))
    }),
    estimator: "Fleiss' kappa, t interval over items",
  }
}
