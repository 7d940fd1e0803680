import type { Estimate, Interval } from '../core/estimate.ts'
import { checkLevel, criticalValue } from './check.ts'
import { logNormalMixture, normalMixtureBound } from './confidence-sequence.ts'
import { twoSided } from './fit.ts'
import { numbers, type Row } from './row.ts'

export interface AdaptiveOptions {
  /** The column that names each unit's arm. */
  readonly arm: string
  /** The column of the outcome. */
  readonly outcome: string
  /** The arm whose mean is wanted. */
  readonly of: string | number | boolean
  /** The arm it is compared with; without it, the mean of one arm. */
  readonly against?: string | number | boolean
  /** The column of the batch, from 0; `batch` unless said. Units of a batch had the same probabilities. */
  readonly batch?: string
  /** Of the interval; .95 unless said. */
  readonly level?: number
  /**
   * 'adaptive' (unless said): augmented inverse probability weights, weighted again so that the error is normal (Hadad
   * et al. 2021), for a number of units fixed before. 'inverse': plain inverse probability weights. 'anytime': holds
   * whenever the design stops (Ham, Bojinov, Lindon and Tingley 2022).
   */
  readonly weights?: 'adaptive' | 'inverse' | 'anytime'
  /** For 'anytime': the number of units at which the interval is to be tightest; all of them unless said. */
  readonly optimal?: number
}

interface Unit {
  readonly arm: string
  readonly y: number
  readonly batch: number
  readonly row: Row
}

/** The column in which an adaptive design logs the probability of an arm. */
export const probabilityColumn = (arm: string | number | boolean): string => `p_${String(arm)}`

const unitsOf = (rows: readonly Row[], { arm, outcome, batch = 'batch' }: AdaptiveOptions): Unit[] => {
  const ys = numbers(
    rows.map((row) => ({ ...row, [outcome]: typeof row[outcome] === 'boolean' ? Number(row[outcome]) : row[outcome] })),
    outcome,
  )
  const batches = numbers(rows, batch)
  return rows
    .map((row, i) => ({ arm: String(row[arm]), y: ys[i]!, batch: batches[i]!, row }))
    .sort((a, b) => a.batch - b.batch)
}

interface Scores {
  readonly scores: Float64Array
  /** What was expected of the score before the unit came: for variances that may be looked at any time. */
  readonly expected: Float64Array
  /** The probability that the unit had of this arm. */
  readonly chances: Float64Array
}

/** One unbiased score a unit of an arm's mean: its prediction from earlier batches, and the error where it was played. */
const scoresOf = (units: readonly Unit[], arm: string, augmented: boolean): Scores => {
  const column = probabilityColumn(arm)
  const scores = new Float64Array(units.length)
  const expected = new Float64Array(units.length)
  const chances = new Float64Array(units.length)
  let [sum, count, batch] = [0, 0, Number.NEGATIVE_INFINITY]
  let predicted = 0
  let waiting: number[] = []
  for (const [i, unit] of units.entries()) {
    const p = unit.row[column]
    if (!(typeof p === 'number' && p > 0 && p <= 1))
      throw new Error(
        `row ${i}: ${column} is ${String(p)}; an adaptive estimate needs the probability of ${arm}, above 0 and at most 1`,
      )
    if (unit.batch > batch) {
      for (const y of waiting) sum += y
      count += waiting.length
      waiting = []
      batch = unit.batch
      predicted = augmented && count > 0 ? sum / count : 0
    }
    chances[i] = p
    expected[i] = predicted
    const played = unit.arm === arm
    scores[i] = predicted + (played ? (unit.y - predicted) / p : 0)
    if (played) waiting.push(unit.y)
  }
  return { scores, expected, chances }
}

const weighed = ({ scores, chances }: Scores, adaptive: boolean): { value: number; variance: number } => {
  let [total, sum] = [0, 0]
  const weight = (i: number): number => (adaptive ? Math.sqrt(chances[i]!) : 1)
  for (let i = 0; i < scores.length; i++) {
    total += weight(i)
    sum += weight(i) * scores[i]!
  }
  const value = sum / total
  let squares = 0
  for (let i = 0; i < scores.length; i++) squares += (weight(i) * (scores[i]! - value)) ** 2
  return { value, variance: squares / total ** 2 }
}

const names = {
  adaptive: 'adaptively weighted AIPW (Hadad et al. 2021), normal interval',
  inverse: 'inverse probability weights, normal interval',
  anytime: 'AIPW, anytime-valid interval (Ham et al. 2022)',
} as const

/**
 * The mean of an arm, or the difference of two, from units that were assigned with probabilities that depended on the
 * data: each counts by the inverse of its own probability, because bare means of the arms are biased. The rows hold the
 * probabilities that the design logged (`p_ARM`, `batch`). Throws where one is missing, and where nobody had the arm.
 */
export const adaptiveEstimate = (
  rows: readonly Row[],
  options: AdaptiveOptions,
): Estimate & { readonly interval: Interval; readonly se: number; readonly p: number } => {
  const level = checkLevel(options.level)
  const { weights = 'adaptive' } = options
  if (!Object.hasOwn(names, weights))
    throw new Error(`${String(weights)} are no weights; they are ${Object.keys(names).join(', ')}`)
  const units = unitsOf(rows, options)
  const arms = [options.of, ...(options.against === undefined ? [] : [options.against])].map(String)
  for (const arm of arms) {
    const played = units.filter((unit) => unit.arm === arm).length
    if (played < 2) throw new Error(`${played} units had the arm ${arm}; at least two are needed`)
  }
  const scored = arms.map((arm) => scoresOf(units, arm, weights !== 'inverse'))
  const n = units.length
  if (weights === 'anytime') {
    let [sum, variance] = [0, 0]
    for (let i = 0; i < n; i++) {
      const difference = (of: (each: Scores) => number): number => of(scored[0]!) - (scored[1] ? of(scored[1]) : 0)
      const score = difference(({ scores }) => scores[i]!)
      sum += score
      variance += (score - difference(({ expected }) => expected[i]!)) ** 2
    }
    const value = sum / n
    const optimal = (variance * (options.optimal ?? n)) / n
    const reach = normalMixtureBound(variance, { alpha: 1 - level, optimal }) / n
    const se = Math.sqrt(variance) / n
    return {
      value,
      interval: [value - reach, value + reach],
      level,
      n,
      se,
      p: Math.min(1, pAnytime(sum, variance, optimal, 1 - level)),
      estimator: names.anytime,
    }
  }
  // Unaugmented scores of two arms go against each other, so their difference is weighed as one score.
  const weighing = weights === 'adaptive' ? scored : [differenceOf(scored)]
  const parts = weighing.map((each) => weighed(each, weights === 'adaptive'))
  const value = parts[0]!.value - (parts[1]?.value ?? 0)
  const se = Math.sqrt(parts.reduce((sum, part) => sum + part.variance, 0))
  if (!(se > 0)) throw new Error('the outcome does not vary, so the estimate has no standard error')
  const reach = criticalValue(level) * se
  const statistic = value / se
  return {
    value,
    interval: [value - reach, value + reach],
    level,
    n,
    se,
    statistic,
    p: twoSided(statistic),
    estimator: names[weights],
  }
}

const differenceOf = ([first, second]: readonly Scores[]): Scores => ({
  ...first!,
  scores: first!.scores.map((score, i) => score - (second?.scores[i] ?? 0)),
})

/** The always-valid p value of a sum of mean zero. */
const pAnytime = (sum: number, variance: number, optimal: number, alpha: number): number =>
  Math.exp(-logNormalMixture(sum, variance, { alpha, optimal }))
