import type { Estimate, Interval } from '../core/estimate.ts'
import type { Term } from './design.ts'
import { bootstrapDeviations, profileDeviations } from './deviation-intervals.ts'
import { coefficient } from './fit.ts'
import { type LinearMixedFit, type LinearMixedModel, linearMixed } from './linear-mixed.ts'
import type { MixedFit } from './mixed-fit.ts'
import { type RandomTerm, randomEffects } from './random-effects.ts'
import type { Row } from './row.ts'

/** How much of the variation one source makes. */
export interface VarianceComponent {
  /** The column, columns joined by ':', or `residual`. */
  readonly source: string
  readonly variance: number
  /** Of the variance; of `level`. */
  readonly interval: Interval
  readonly level: number
  /** Of all variance: the intraclass correlation of two rows alike in this source alone. */
  readonly share: number
  /** Levels seen; rows for the residual. */
  readonly levels: number
  /** The levels that count, 1 / sum of squared shares of rows: fewer than `levels` where some hold most rows. */
  readonly balanced: number
}

export interface VarianceComponents {
  /** In the order of `over`, the residual last. */
  readonly components: readonly VarianceComponent[]
  readonly total: number
  /** The intercept: the mean, where there are no terms, with Satterthwaite's interval. */
  readonly mean: Estimate
  /** How many independent rows would know the mean as well as these do (Kish's effective sample size). */
  readonly effective: number
  /** Rows over `effective`: what plain standard errors of the mean leave out. */
  readonly designEffect: number
  readonly fit: LinearMixedFit
}

export interface VarianceComponentsModel {
  /** A column of numbers. */
  readonly outcome: string
  /** Where rows may be alike: columns such as dyad, topic, model, or lists of columns for one within another. */
  readonly over: readonly RandomTerm['group'][]
  /** Fixed effects taken out first; none unless said. */
  readonly terms?: readonly Term[]
  /** Of the intervals; .95 unless said. */
  readonly level?: number
  /** Luck for parametric-bootstrap intervals, by REML; without it they are profile-likelihood ones. */
  readonly luck?: { normal(): number }
  /** Bootstrap data sets; 500 unless said. */
  readonly replicates?: number
}

/**
 * Variance components by REML, over crossed or nested sources such as dyad, topic, model and seed (`over: ['topic',
 * 'model', ['model', 'seed']]`), with intraclass correlations and the effective number of subjects for the mean.
 * R: `lmer(y ~ 1 + (1 | topic) + (1 | model) + (1 | model:seed))` with `VarCorr` and `confint`.
 * The effective number is total / (sum over sources of variance x sum of squared row shares): a thousand answers of one
 * model are few subjects however many rows they are. A difference between arms that share topics or models loses less.
 * Throws as `linearMixed` does.
 */
export const varianceComponents = (rows: readonly Row[], model: VarianceComponentsModel): VarianceComponents => {
  if (model.over.length === 0) throw new Error('over names no source of variation; give columns such as topic or model')
  const mixed: LinearMixedModel = {
    outcome: model.outcome,
    terms: model.terms ?? [],
    random: model.over.map((group) => ({ group })),
    ...(model.level !== undefined && { level: model.level }),
  }
  const fit = linearMixed(rows, mixed)
  const level = model.level ?? 0.95
  const intervals = model.luck
    ? bootstrapDeviations(rows, mixed, {
        luck: model.luck,
        level,
        ...(model.replicates !== undefined && { replicates: model.replicates }),
      })
    : profileDeviations(rows, mixed, { level })
  const variances = [...fit.random.map((one) => one.sds[0]! ** 2), fit.sigma ** 2]
  const total = variances.reduce((sum, one) => sum + one, 0)
  const n = rows.length
  const crowding = randomEffects(rows, mixed.random).blocks.map((block) => {
    const counts = new Float64Array(block.levels.length)
    for (const l of block.level) counts[l]!++
    return counts.reduce((sum, count) => sum + (count / n) ** 2, 0)
  })
  crowding.push(1 / n)
  const components = variances.map((variance, k): VarianceComponent => {
    const [low, high] = intervals[k]!.interval
    return {
      source: fit.random[k]?.group ?? 'residual',
      variance,
      interval: [low ** 2, high ** 2],
      level,
      share: variance / total,
      levels: fit.random[k]?.levels ?? n,
      balanced: 1 / crowding[k]!,
    }
  })
  const effective = total / variances.reduce((sum, one, k) => sum + one * crowding[k]!, 0)
  return { components, total, mean: coefficient(fit, 'intercept'), effective, designEffect: n / effective, fit }
}

/**
 * The share of variance each random intercept makes on the scale of the linear predictor, of a linear mixed fit (beside
 * its residual) or a logistic or cumulative one (beside pi^2 / 3, the variance of the logistic distribution).
 * Throws where effects have slopes, since shares then change from row to row, and for counts, which have no such scale.
 */
export const intraclassShares = (
  fit: MixedFit & { readonly sigma?: number; readonly family?: string },
): readonly { readonly source: string; readonly share: number }[] => {
  if (fit.family === 'poisson') throw new Error('counts have no residual variance on the log scale, so no shares of it')
  const sloped = fit.random.find(({ effects }) => effects.length !== 1 || effects[0] !== 'intercept')
  if (sloped) throw new Error(`the effects of ${sloped.group} have slopes, so their share of variance differs by row`)
  const residual = fit.sigma === undefined ? Math.PI ** 2 / 3 : fit.sigma ** 2
  const total = fit.random.reduce((sum, { sds }) => sum + sds[0]! ** 2, residual)
  return [
    ...fit.random.map(({ group, sds }) => ({ source: group, share: sds[0]! ** 2 / total })),
    { source: 'residual', share: residual / total },
  ]
}
