import type { Estimate } from '../core/estimate.ts'
import { normalQuantile, tQuantile, tSurvival } from '../math/distributions.ts'
import { cholesky, choleskyInverse } from '../math/linear.ts'
import type { Ability, PairCounts } from './bradley-terry.ts'
import { checkLevel, exponentiate } from './check.ts'
import { UnratedError } from './comparison-graph.ts'
import { OUTCOME_MODELS, type OutcomeModel } from './comparison-outcome.ts'
import { type Meeting, type Meetings, meetingsOf } from './comparison-rows.ts'
import { comparisonSandwich } from './comparison-sandwich.ts'
import type { Term } from './design.ts'
import { type Coefficient, twoSided } from './fit.ts'
import { type Likelihood, maximise } from './likelihood.ts'
import type { Row } from './row.ts'

/** Counts of one pair, with any columns of covariates and clusters beside them. */
export type ComparisonRow = PairCounts | (PairCounts & Row)

export interface ComparisonModel {
  /** What each column adds to the lead of the first: a difference of the two, or with `side` what shifts its advantage. */
  readonly terms?: readonly Term[]
  /** The first place has an advantage of its own (at home, shown first): coefficient `side`. Not unless said. */
  readonly side?: boolean
  /** Of a logit model, where there are ties; Davidson's unless said. */
  readonly ties?: 'davidson' | 'rao-kupper'
  /** Errors that allow for misfit: of every comparison by itself, or of all that share a judge or topic (a column, or two crossed ones). */
  readonly robust?: boolean
  readonly cluster?: string | readonly [string, string]
  /** The player whose ability is 0; unless said, the abilities have mean 0. */
  readonly reference?: string
  /** Of the intervals; .95 unless said. */
  readonly level?: number
}

export interface ComparisonFit {
  /** In order of first appearance, on the scale of the link. */
  readonly abilities: readonly Ability[]
  /** Of `side` and the terms: what is added to the lead of the first. */
  readonly coefficients: readonly Coefficient[]
  /** Davidson's nu or Rao and Kupper's theta, with `se` that of the logarithm; Glenn and David's threshold. Null without ties. */
  readonly tie: (Estimate & { readonly se: number }) | null
  readonly parameters: readonly string[]
  /** Of `parameters` (the abilities as they stand, the coefficients, the band of ties), row-major. */
  readonly covariance: Float64Array
  /** Without binomial or multinomial constants. */
  readonly logLikelihood: number
  /** Free parameters. */
  readonly free: number
  /** Comparisons. */
  readonly n: number
  /** Independent units behind the errors (the fewer of two crossed ones), where they are clustered. */
  readonly clusters: number | null
}

/** The free parameters a meeting bears on, and how: players against the first of all, covariates. */
const loadsOf = (
  { first, second, covariates }: Meeting,
  players: number,
): readonly (readonly [at: number, times: number])[] => [
  ...(first > 0 ? [[first - 1, 1] as const] : []),
  ...(second > 0 ? [[second - 1, -1] as const] : []),
  ...covariates.flatMap((value, k) => (value === 0 ? [] : [[players - 1 + k, value] as const])),
]

const likelihoodOf = ({ names, covariates, meetings }: Meetings, outcomes: OutcomeModel, ties: boolean) => {
  const parameters = [...names.slice(1), ...covariates, ...(ties ? ['ties'] : [])]
  const size = parameters.length
  const placed = meetings.map((meeting) => ({ counts: meeting.counts, loads: loadsOf(meeting, names.length) }))
  const out = new Float64Array(18)
  const leadOf = (loads: readonly (readonly [number, number])[], at: Float64Array): number =>
    loads.reduce((sum, [k, times]) => sum + times * at[k]!, 0)
  const fill = (loads: readonly (readonly [number, number])[], at: Float64Array): Float64Array => {
    outcomes.fill(leadOf(loads, at), ties ? at[size - 1]! : 0, ties, out)
    return out
  }
  const likelihood: Likelihood = {
    names: parameters,
    cuts: 0,
    reach: (step) =>
      placed.reduce(
        (most, { loads }) => Math.max(most, Math.abs(leadOf(loads, step))),
        ties ? Math.abs(step[size - 1]!) : 0,
      ),
    evaluate: (at, gradient, information) => {
      gradient.fill(0)
      information.fill(0)
      if (ties && outcomes.positive && !(at[size - 1]! > 0)) return Number.NEGATIVE_INFINITY
      let height = 0
      for (const { counts, loads } of placed) {
        const of = fill(loads, at)
        const sums = [0, 1, 2, 3, 4, 5].map((part) =>
          counts.reduce((sum, count, k) => (count > 0 ? sum + count * of[k * 6 + part]! : sum), 0),
        )
        height += sums[0]!
        if (!sums.every(Number.isFinite)) return Number.NEGATIVE_INFINITY
        for (const [a, x] of loads) {
          gradient[a]! += sums[1]! * x
          for (const [b, y] of loads) information[a * size + b]! -= sums[3]! * x * y
          if (!ties) continue
          information[a * size + size - 1]! -= sums[4]! * x
          information[(size - 1) * size + a]! -= sums[4]! * x
        }
        if (!ties) continue
        gradient[size - 1]! += sums[2]!
        information[size * size - 1]! -= sums[5]!
      }
      return height
    },
  }
  /** How often each outcome of each meeting was seen and is expected, with its slopes by the free parameters. */
  const scores = (at: Float64Array) =>
    placed.map(({ counts, loads }) => {
      const of = fill(loads, at)
      const n = counts[0] + counts[1] + counts[2]
      return [0, 1, 2].slice(0, ties ? 3 : 2).map((k) => ({
        seen: counts[k]!,
        expected: n * Math.exp(of[k * 6]!),
        slopes: [
          ...loads.map(([a, x]) => [a, x * of[k * 6 + 1]!] as const),
          ...(ties ? [[size - 1, of[k * 6 + 2]!] as const] : []),
        ],
      }))
    })
  return { likelihood, scores }
}

const inverse = (matrix: Float64Array, size: number): Float64Array => {
  if (!cholesky(matrix, size)) throw new Error('the expected information is singular; leave a covariate out')
  return choleskyInverse(matrix, size)
}

/** Fits abilities, covariates and the band of ties under a model of outcomes. */
const fitComparisons = (
  rows: readonly ComparisonRow[],
  model: ComparisonModel,
  outcomes: OutcomeModel,
  name: string,
  information: 'observed' | 'expected',
): ComparisonFit => {
  const level = checkLevel(model.level)
  const columns = model.cluster === undefined ? [] : [model.cluster].flat()
  if (model.robust === false && columns.length > 0)
    throw new Error('errors clustered by a column are robust ones; leave robust: false out')
  const data = meetingsOf(rows, model.terms ?? [], model.side ?? false, columns)
  const { names, covariates, meetings } = data
  const zero = model.reference === undefined ? -1 : names.indexOf(model.reference)
  if (model.reference !== undefined && zero < 0)
    throw new Error(`no player is called ${model.reference}; there are ${names.join(', ')}`)
  const n = meetings.reduce((sum, { counts: [a, b, c] }) => sum + a + b + c, 0)
  const tied = meetings.reduce((sum, { counts }) => sum + counts[2], 0)
  if (tied === n) throw new UnratedError('no finite abilities: all comparisons are ties', [names])
  const { likelihood, scores } = likelihoodOf(data, outcomes, tied > 0)
  const size = likelihood.names.length
  const start = new Float64Array(size)
  if (tied > 0) start[size - 1] = outcomes.start(tied / n)
  const maximum = maximise(likelihood, start)
  const scored = scores(maximum.at)
  let bread = maximum.covariance
  if (information === 'expected') {
    const matrix = new Float64Array(size * size)
    for (const { expected, slopes } of scored.flat())
      for (const [a, x] of slopes) for (const [b, y] of slopes) matrix[a * size + b]! += expected * x * y
    bread = inverse(matrix, size)
  }
  const clustered = columns.length > 0
  const robust =
    clustered || model.robust
      ? comparisonSandwich(
          bread,
          size,
          scored.map((each, i) => ({ outcomes: each, clusters: meetings[i]!.clusters })),
          columns,
        )
      : null
  const free = robust?.covariance ?? bread
  const players = names.length
  const width = size + 1
  const weights = names.map((_, k) => (zero < 0 ? 1 / players : Number(k === zero)))
  // What is printed as rows of numbers of the free parameters: abilities less their mean or the reference, then the rest.
  const shown = Array.from({ length: width }, (_, row) =>
    Float64Array.from({ length: size }, (_, k) =>
      row < players && k < players - 1 ? Number(k === row - 1) - weights[k + 1]! : Number(k === row - 1),
    ),
  )
  const half = shown.map((row) =>
    Float64Array.from({ length: size }, (_, b) => row.reduce((sum, x, a) => sum + x * free[a * size + b]!, 0)),
  )
  const covariance = Float64Array.from(
    half.flatMap((row) => shown.map((other) => row.reduce((sum, x, k) => sum + x * other[k]!, 0))),
  )
  const df = robust?.clusters ? robust.clusters - 1 : null
  const critical = df === null ? normalQuantile(0.5 + level / 2) : tQuantile(0.5 + level / 2, df)
  const errors = robust ? robust.name : `${information} information`
  const estimate = (k: number, what: string, of: number): Coefficient => {
    const value = shown[k]!.reduce((sum, x, j) => sum + x * maximum.at[j]!, 0)
    const variance = covariance[k * width + k]!
    if (variance < 0)
      throw new Error(`${what} has no error left between the clusters of ${columns.join(' and ')}; use one of them`)
    const se = Math.sqrt(variance)
    const statistic = se > 0 ? value / se : 0
    const interval = [value - critical * se, value + critical * se] as const
    const p = df === null ? twoSided(statistic) : 2 * tSurvival(Math.abs(statistic), df)
    const said = { estimator: `${name}, ${what}, errors from ${errors}` }
    return { name: what, value, se, statistic, p, interval, wald: interval, level, n: of, ...said }
  }
  const gamesOf = (k: number): number =>
    meetings.reduce(
      (sum, { first, second, counts: [a, b, c] }) => sum + (first === k || second === k ? a + b + c : 0),
      0,
    )
  const band = tied > 0 ? estimate(size, outcomes.band, n) : null
  return {
    abilities: names.map((each, k): Ability => {
      const { value, se, interval, n: games } = estimate(k, each, gamesOf(k))
      return { name: each, value, se, interval, level, n: games, estimator: `${name} ability, errors from ${errors}` }
    }),
    coefficients: covariates.map((each, k) => estimate(players + k, each, n)),
    tie: band && (outcomes === OUTCOME_MODELS['glenn-david'] ? band : exponentiate(band)),
    parameters: [...names, ...covariates, ...(tied > 0 ? ['ties'] : [])],
    covariance,
    logLikelihood: maximum.logLikelihood,
    free: size,
    n,
    clusters: robust?.clusters ?? null,
  }
}

/**
 * Bradley and Terry's model with covariates of each comparison: logit P(first beats second) = b_first - b_second + side
 * + x c, with ties after Davidson (1970) or after Rao and Kupper (1967). Rows are added up where everything is the same;
 * Newton's method; Wald intervals from the observed information, or robust ones. Clustered errors are CR1 (m / (m - 1))
 * with t of m - 1 degrees of freedom, of two crossed clusterings those of Cameron, Gelbach and Miller (2011); with fewer
 * than some twenty clusters `clusterRobustLogistic` is the safer choice. R: `BradleyTerry2::BTm(cbind(wins, losses),
 * first, second, ...)`, or `glm(y ~ X, binomial)` with `sandwich::vcovCL(fit, ~ judge, type = "HC0")`.
 * Throws as `bradleyTerry` does, `UnratedError` with the groups included; on a column that is not there; on a covariate
 * that follows from who met whom; and `SeparationError` where covariates explain every outcome.
 */
export const bradleyTerryRegression = (rows: readonly ComparisonRow[], model: ComparisonModel = {}): ComparisonFit => {
  const { ties = 'davidson' } = model
  if (ties !== 'davidson' && ties !== 'rao-kupper')
    throw new Error(`ties ${String(ties)} are not known here; they are davidson or rao-kupper`)
  const hasTies = rows.some((row) => (row.ties ?? 0) > 0)
  return fitComparisons(
    rows,
    model,
    OUTCOME_MODELS[ties],
    hasTies ? `Bradley-Terry, ${OUTCOME_MODELS[ties].name}` : 'Bradley-Terry',
    'observed',
  )
}

/**
 * Thurstone's model, case V (1927): P(first beats second) = Phi(u_first - u_second + side + x c), the difference of two
 * values having variance 1, with ties after Glenn and David (1960). As `bradleyTerryRegression` in all else, errors from
 * the expected information. R: `glm(cbind(wins, losses) ~ X - 1, binomial("probit"))`.
 */
export const thurstone = (rows: readonly ComparisonRow[], model: Omit<ComparisonModel, 'ties'> = {}): ComparisonFit =>
  fitComparisons(rows, model, OUTCOME_MODELS['glenn-david'], 'Thurstone case V', 'expected')
