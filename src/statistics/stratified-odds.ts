import { tQuantile, tSurvival } from '../math/distributions.ts'
import { checkLevel } from './check.ts'
import { cumulativeLogit, emptyModel, group, type OrdinalData } from './cumulative-logit.ts'
import type { Coefficient, Fit } from './fit.ts'
import { type Likelihood, maximise } from './likelihood.ts'
import { type OrdinalModel, prepare } from './proportional-odds.ts'
import { categories, frequencies, type Level, levelsOf, type Row } from './row.ts'
import { clustersOf, times } from './sandwich.ts'

export interface StratifiedOddsModel extends Omit<OrdinalModel, 'interval' | 'level'> {
  /** The column whose every value has cut points of its own. */
  readonly stratum: string
  /** The column of the independent unit; errors are then robust within it, times m / (m - 1) for m clusters. */
  readonly cluster?: string
  /** Of the intervals; .95 unless said. */
  readonly level?: number
}

export interface StratifiedOddsFit extends Fit {
  readonly coefficients: readonly (Coefficient & { readonly df: number })[]
  /** The outcome's levels that occur in each stratum; one with a single level says nothing of the terms. */
  readonly strata: readonly { readonly stratum: Level; readonly levels: readonly Level[] }[]
  /** Of every t test: clusters less one, or Infinity. */
  readonly df: number
}

interface Stratum {
  readonly data: OrdinalData
  /** Where its cut points stand among all. */
  readonly from: number
  /** The rows it holds, among those with a frequency above 0. */
  readonly rows: readonly number[]
}

/** Rows of a stratum with their levels renumbered from 0 by `levels`. */
const within = (all: OrdinalData, rows: readonly number[], levels: readonly number[]): OrdinalData => {
  const width = all.names.length
  const matrix = new Float64Array(rows.length * width)
  for (const [r, i] of rows.entries()) matrix.set(all.matrix.subarray(i * width, (i + 1) * width), r * width)
  return {
    names: all.names,
    matrix,
    outcome: Uint16Array.from(rows, (i) => levels.indexOf(all.outcome[i]!)),
    counts: Float64Array.from(rows, (i) => all.counts[i]!),
    levels: levels.length,
  }
}

/** The sum of the strata's log-likelihoods: cut points of each, then the shared coefficients. */
const joined = (strata: readonly Stratum[], names: readonly string[], cuts: number): Likelihood => {
  const size = cuts + names.length
  const parts = strata.map(({ data, from }) => {
    const own = data.levels - 1
    const place = Array.from({ length: own + names.length }, (_, k) => (k < own ? from + k : cuts + k - own))
    const local = new Float64Array(place.length)
    return {
      likelihood: cumulativeLogit(data),
      place,
      local,
      gradient: new Float64Array(place.length),
      information: new Float64Array(place.length ** 2),
      read: (at: Float64Array): Float64Array => {
        for (const [k, p] of place.entries()) local[k] = at[p]!
        return local
      },
    }
  })
  return {
    names: [...Array.from({ length: cuts }, (_, k) => `cut ${k + 1}`), ...names],
    cuts,
    reach: (step) => parts.reduce((most, part) => Math.max(most, part.likelihood.reach(part.read(step))), 0),
    evaluate: (at, gradient, information) => {
      gradient.fill(0)
      information.fill(0)
      let total = 0
      for (const part of parts) {
        const height = part.likelihood.evaluate(part.read(at), part.gradient, part.information)
        if (height === Number.NEGATIVE_INFINITY) return height
        total += height
        const { place } = part
        for (const [a, p] of place.entries()) {
          gradient[p]! += part.gradient[a]!
          for (const [b, q] of place.entries()) information[p * size + q]! += part.information[a * place.length + b]!
        }
      }
      return total
    },
  }
}

/**
 * Proportional odds with cut points of their own in every stratum: logit P(Y <= k | stratum s) = cut_ks - x b. It is the
 * partial proportional-odds model with the stratum, as a factor, free at each cut; an outcome level that a stratum never
 * shows has no cut there, which is where that model's likelihood is highest, so b is finite where the plain fit of it
 * is separated. R: `ordinal::clm(y ~ x, nominal = ~ factor(s))`, and with clusters the scores summed by cluster.
 * Throws as `proportionalOdds` does, where no stratum has two levels, and on frequency and cluster together.
 */
export const stratifiedOdds = (rows: readonly Row[], model: StratifiedOddsModel): StratifiedOddsFit => {
  const { stratum, cluster, ...plain } = model
  if (cluster !== undefined && plain.frequency !== undefined)
    throw new Error('errors by cluster need a row for each observation, so there is no frequency beside them')
  const { single, levels } = prepare(rows, plain)
  const weights = frequencies(rows, plain.frequency)
  const kept = rows.filter((_, i) => weights[i]! > 0)
  const cells = categories(kept, stratum)
  let cuts = 0
  const found = levelsOf(cells).map((value) => {
    const own = cells.flatMap((cell, i) => (cell === value ? [i] : []))
    const seen = [...new Set(own.map((i) => single.outcome[i]!))].sort((a, b) => a - b)
    const from = cuts
    cuts += seen.length - 1
    return { value, own, seen, from }
  })
  const telling = found.filter(({ seen }) => seen.length > 1)
  if (telling.length === 0)
    throw new Error(`${model.outcome} is the same throughout every ${stratum}, so no term can be estimated`)
  const raw = telling.map(({ own, seen, from }): Stratum => ({ data: within(single, own, seen), from, rows: own }))
  const grouped = raw.map((one) => ({ ...one, data: group(one.data) }))
  const { names } = single
  const size = cuts + names.length
  const start = new Float64Array(size)
  for (const { data, from } of grouped) start.set(emptyModel(data).subarray(0, data.levels - 1), from)
  const maximum = maximise(joined(grouped, names, cuts), start)
  const clusters = cluster === undefined ? undefined : clustersOf(kept, cluster)
  const full = clusters
    ? robust(clusters, raw, telling, single, { names, cuts, at: maximum.at, bread: maximum.covariance })
    : maximum.covariance
  const width = names.length
  const covariance = new Float64Array(width * width)
  for (let a = 0; a < width; a++)
    for (let b = 0; b < width; b++) covariance[a * width + b] = full[(cuts + a) * size + cuts + b]!
  const level = checkLevel(model.level)
  const df = clusters ? clusters.length - 1 : Number.POSITIVE_INFINITY
  const critical = tQuantile(0.5 + level / 2, df)
  const n = single.counts.reduce((a, b) => a + b, 0)
  return {
    coefficients: names.map((name, a) => {
      const value = maximum.at[cuts + a]!
      const se = Math.sqrt(covariance[a * width + a]!)
      const interval = [value - critical * se, value + critical * se] as const
      const statistic = value / se
      const estimator = `log odds ratio, cut points by ${stratum}${clusters ? `, errors over ${clusters.length} clusters` : ''}`
      const p = 2 * tSurvival(Math.abs(statistic), df)
      return { name, value, se, statistic, df, p, interval, wald: interval, level, n, estimator }
    }),
    parameters: names,
    covariance,
    logLikelihood: maximum.logLikelihood,
    free: size,
    n,
    df,
    strata: found.map(({ value, seen }) => ({ stratum: value, levels: seen.map((k) => levels[k]!) })),
  }
}

/** The inverse information on both sides of the scores summed by cluster. */
const robust = (
  clusters: readonly (readonly number[])[],
  strata: readonly Stratum[],
  telling: readonly { readonly seen: readonly number[] }[],
  all: OrdinalData,
  fit: {
    readonly names: readonly string[]
    readonly cuts: number
    readonly at: Float64Array
    readonly bread: Float64Array
  },
): Float64Array => {
  const size = fit.cuts + fit.names.length
  const home = new Map(strata.flatMap(({ rows }, s) => rows.map((i) => [i, s] as const)))
  const meat = new Float64Array(size * size)
  const gradient = new Float64Array(size)
  const information = new Float64Array(size * size)
  for (const members of clusters) {
    const own = strata.flatMap((stratum, s): Stratum[] => {
      const rows = members.filter((i) => home.get(i) === s)
      return rows.length ? [{ data: within(all, rows, telling[s]!.seen), from: stratum.from, rows }] : []
    })
    joined(own, fit.names, fit.cuts).evaluate(fit.at, gradient, information)
    for (let a = 0; a < size; a++)
      if (gradient[a] !== 0) for (let b = 0; b < size; b++) meat[a * size + b]! += gradient[a]! * gradient[b]!
  }
  const factor = clusters.length / (clusters.length - 1)
  return times(times(fit.bread, meat, size), fit.bread, size).map((value) => value * factor)
}
