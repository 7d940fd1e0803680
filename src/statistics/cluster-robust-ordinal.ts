import { tQuantile, tSurvival } from '../math/distributions.ts'
import { checkLevel } from './check.ts'
import { cumulativeLogit, type OrdinalData } from './cumulative-logit.ts'
import type { Coefficient, Fit } from './fit.ts'
import { partialLayout, partialOdds } from './partial-odds-likelihood.ts'
import { freeColumns, type PartialOddsModel, partialProportionalOdds } from './partial-proportional-odds.ts'
import { type CutPoint, type OrdinalModel, prepare, proportionalOdds } from './proportional-odds.ts'
import type { Row } from './row.ts'
import { clustersOf, times } from './sandwich.ts'

export interface ClusterRobustOrdinalModel extends Omit<OrdinalModel, 'interval' | 'frequency'> {
  /** The column saying which independent unit (dialogue, person, debate) a row belongs to. */
  readonly cluster: string
  /** CR1 (times m / (m - 1) for m clusters) unless said. */
  readonly correction?: 'CR0' | 'CR1'
  /** The terms whose effect may differ from cut to cut; none unless said, which is the proportional-odds model. */
  readonly free?: PartialOddsModel['free']
}

export interface ClusterRobustOrdinalFit extends Fit {
  readonly coefficients: readonly (Coefficient & { readonly df: number })[]
  readonly cuts: readonly CutPoint[]
  readonly clusters: number
  /** Clusters less one, of every t test. */
  readonly df: number
}

/**
 * Proportional or partial proportional odds with errors that may be correlated within clusters: the inverse information
 * on both sides of the scores summed by cluster, t tests with clusters less one degrees of freedom. No bias-reduced form
 * is known for it: below 40 clusters the intervals are too narrow, and `note` says so.
 * R: `sandwich::vcovCL(ordinal::clm(y ~ ...), cluster = ~ g, type = "HC0", cadjust = TRUE)`.
 * Throws as the plain model does, and on a cluster that is missing or stands alone.
 */
export const clusterRobustOrdinal = (
  rows: readonly Row[],
  model: ClusterRobustOrdinalModel,
): ClusterRobustOrdinalFit => {
  const { cluster, correction = 'CR1', free, ...plain } = model
  if (correction !== 'CR0' && correction !== 'CR1')
    throw new Error(`${String(correction)} is no correction of an ordinal model; it is CR0 or CR1`)
  const groups = clustersOf(rows, cluster)
  const partial = free && { ...plain, free, interval: 'wald' as const }
  const fit = partial ? partialProportionalOdds(rows, partial) : proportionalOdds(rows, { ...plain, interval: 'wald' })
  const size = fit.parameters.length
  const values = Float64Array.from([...fit.cuts, ...fit.coefficients], (one) => one.value)
  // The scores of a cluster are the gradient of its own rows, at the maximum of all.
  const { single: data } = prepare(rows, plain)
  const width = data.names.length
  const layout =
    partial &&
    partialLayout(
      data,
      freeColumns(rows, partial, data),
      fit.cuts.map((cut) => cut.name),
    )
  const meat = new Float64Array(size * size)
  for (const group of groups) {
    const own: OrdinalData = {
      names: data.names,
      levels: data.levels,
      outcome: Uint16Array.from(group, (i) => data.outcome[i]!),
      counts: new Float64Array(group.length).fill(1),
      matrix: Float64Array.from(group.flatMap((i) => [...data.matrix.subarray(i * width, (i + 1) * width)])),
    }
    const gradient = new Float64Array(size)
    const likelihood = layout ? partialOdds(own, layout) : cumulativeLogit(own)
    likelihood.evaluate(values, gradient, new Float64Array(size * size))
    for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) meat[a * size + b]! += gradient[a]! * gradient[b]!
  }
  const count = groups.length
  const factor = correction === 'CR1' ? count / (count - 1) : 1
  const covariance = times(times(fit.covariance, meat, size), fit.covariance, size).map((value) => value * factor)
  const level = checkLevel(model.level)
  const df = count - 1
  const critical = tQuantile(0.5 + level / 2, df)
  const cuts = fit.cuts.length
  const error = (k: number): number => Math.sqrt(covariance[k * size + k]!)
  return {
    ...fit,
    covariance,
    clusters: count,
    df,
    cuts: fit.cuts.map((cut, k) => ({ ...cut, se: error(k) })),
    coefficients: fit.coefficients.map((one, j) => {
      const se = error(cuts + j)
      if (!(se > 1e-10 * one.se))
        throw new Error(`${one.name} has no error left between the ${count} clusters of ${cluster}`)
      const statistic = one.value / se
      const interval = [one.value - critical * se, one.value + critical * se] as const
      const estimator = `${one.estimator.replace(', wald interval', '')}, ${correction} over ${count} clusters, t interval`
      return {
        ...one,
        se,
        statistic,
        df,
        p: 2 * tSurvival(Math.abs(statistic), df),
        interval,
        wald: interval,
        estimator,
      }
    }),
    ...(count < 40 && {
      note: [fit.note, `${count} clusters are few for these errors: intervals are too narrow below about 40`]
        .filter(Boolean)
        .join('; '),
    }),
  }
}
