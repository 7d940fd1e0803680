import type { Estimate } from '../core/estimate.ts'
import { bootstrap } from './bootstrap.ts'
import { checkLevel } from './check.ts'

/** How far two values are apart: the level of measurement of the ratings. */
export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio'

/** A value a rater gave to a unit; null where there is none. Words serve the nominal metric only. */
export type Rating = number | string | null

export interface KrippendorffOptions {
  readonly metric: Metric
  /** Where chance comes from; with it there is an interval, by a percentile bootstrap over units. */
  readonly luck?: { uniform(): number }
  /** How many resamples of the units; 10 000 unless said. */
  readonly replicates?: number
  /** Of the interval; .95 unless said. */
  readonly level?: number
}

type Value = number | string

const distances: Readonly<
  Record<Metric, (values: readonly Value[], totals: Float64Array) => (a: number, b: number) => number>
> = {
  nominal: () => (a, b) => (a === b ? 0 : 1),
  ordinal: (_, totals) => {
    const upTo = new Float64Array(totals.length)
    for (let k = 0; k < totals.length; k++) upTo[k] = (upTo[k - 1] ?? 0) + totals[k]!
    return (a, b) => (a === b ? 0 : (upTo[b]! - totals[b]! / 2 - (upTo[a]! - totals[a]! / 2)) ** 2)
  },
  interval: (values) => (a, b) => ((values[a] as number) - (values[b] as number)) ** 2,
  ratio: (values) => (a, b) => {
    const [x, y] = [values[a] as number, values[b] as number]
    return a === b ? 0 : ((x - y) / (x + y)) ** 2
  },
}

/** Alpha of units, each the places in `values` of the two ratings or more it got; NaN where all are alike. */
const alphaOf = (units: ArrayLike<readonly number[]>, values: readonly Value[], metric: Metric): number => {
  const size = values.length
  const totals = new Float64Array(size)
  const pairs = new Float64Array(size * size)
  for (let u = 0; u < units.length; u++) {
    const unit = units[u]!
    for (const [i, a] of unit.entries()) {
      totals[a]! += 1
      for (const [j, b] of unit.entries()) if (i !== j) pairs[a * size + b]! += 1 / (unit.length - 1)
    }
  }
  const distance = distances[metric](values, totals)
  let observed = 0
  let expected = 0
  let n = 0
  for (let a = 0; a < size; a++) {
    n += totals[a]!
    for (let b = 0; b < size; b++) {
      const apart = distance(a, b)
      observed += pairs[a * size + b]! * apart
      expected += totals[a]! * totals[b]! * apart
    }
  }
  return expected === 0 ? Number.NaN : 1 - ((n - 1) * observed) / expected
}

const checked = (rating: unknown, metric: Metric, rater: number, unit: number): Value => {
  const who = `rater ${rater}, unit ${unit}`
  if (typeof rating === 'number' && Number.isFinite(rating)) {
    if (metric === 'ratio' && rating < 0)
      throw new Error(`${who}: ${rating} is negative; the ratio metric needs values of 0 or more`)
    return rating
  }
  if (typeof rating !== 'string')
    throw new Error(`${who}: ${String(rating)} is no rating; give a finite number, or null where there is none`)
  if (metric === 'nominal') return rating
  throw new Error(`${who}: '${rating}' is a word; the ${metric} metric needs numbers`)
}

/**
 * Krippendorff's alpha through the coincidence matrix (Krippendorff 2011): 1 for perfect agreement, 0 for chance.
 * `ratings` has one row for each rater and one column for each unit, null where a rater gave none; units with fewer
 * than two ratings say nothing and are left out. `n` counts the units used, `pairable` their ratings.
 * R: `irr::kripp.alpha(ratings, method)`. Throws on rows of unequal length, values that are no ratings on the metric,
 * no unit rated twice, and where all ratings are alike
 * (for the interval: in any resample).
 */
export const krippendorffAlpha = (
  ratings: readonly (readonly Rating[])[],
  options: KrippendorffOptions,
): Estimate & { readonly pairable: number; readonly metric: Metric } => {
  const { metric } = options
  const level = checkLevel(options.level)
  if (!Object.hasOwn(distances, metric))
    throw new Error(`${String(metric)} is no metric of alpha; it is one of ${Object.keys(distances).join(', ')}`)
  const width = ratings[0]?.length ?? 0
  const columns = Array.from({ length: width }, (): Value[] => [])
  for (const [i, row] of ratings.entries()) {
    if (row.length !== width) throw new Error(`rater ${i} has ${row.length} units, the first ${width}`)
    for (const [j, rating] of row.entries()) if (rating !== null) columns[j]!.push(checked(rating, metric, i, j))
  }
  const rated = columns.filter((column) => column.length > 1)
  if (rated.length === 0) throw new Error('no unit has two ratings, so agreement is not defined')
  if (new Set(rated.flat().map((value) => typeof value)).size > 1)
    throw new Error('the ratings are words and numbers; use one type')
  const values = [...new Set(rated.flat())].sort((a, b) => (a < b ? -1 : 1))
  if (values.length === 1) throw new Error(`every rating is ${values[0]}, so alpha is not defined`)
  const place = new Map(values.map((value, k) => [value, k]))
  const units = rated.map((column) => column.map((value) => place.get(value)!))
  const common = { n: units.length, pairable: rated.flat().length, metric }
  const name = `Krippendorff's alpha, ${metric}`
  if (!options.luck) return { value: alphaOf(units, values, metric), estimator: name, ...common }
  const replicate = (sample: ArrayLike<readonly number[]>): number => {
    const alpha = alphaOf(sample, values, metric)
    if (Number.isFinite(alpha)) return alpha
    throw new Error(
      'a resample of the units holds one value only: too few units differ for an interval; leave luck out',
    )
  }
  const { value, interval } = bootstrap(units, replicate, {
    luck: options.luck,
    interval: 'percentile',
    level,
    ...(options.replicates !== undefined && { replicates: options.replicates }),
  })
  return { value, interval, level, estimator: `${name}, percentile bootstrap over units`, ...common }
}
