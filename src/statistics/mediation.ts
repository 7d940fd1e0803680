import type { Estimate, Interval } from '../core/estimate.ts'
import { cholesky, choleskySolve } from '../math/linear.ts'
import { resampler } from '../math/resample.ts'
import { bcaInterval, percentileInterval } from './bootstrap.ts'
import { checkLevel } from './check.ts'
import { design, type Term } from './design.ts'
import { categories, numbers, type Row } from './row.ts'
import { standardDeviation } from './summary.ts'

export interface MediationModel {
  /** What was varied: one term with one column in the design, such as a factor of two levels. */
  readonly treatment: Term
  /** A column of numbers that lies between. */
  readonly mediator: string
  /** A column of numbers. */
  readonly outcome: string
  readonly covariates?: readonly Term[]
  /** Where chance comes from. Four numbers are taken from it. */
  readonly luck: { uniform(): number }
  /** How many resamples; 10 000 unless said. */
  readonly replicates?: number
  /** The column of the independent unit (dialogue, person); whole units are resampled then. */
  readonly cluster?: string
  /** Bias-corrected and accelerated unless said. */
  readonly interval?: 'bca' | 'percentile'
  /** Of the intervals; .95 unless said. */
  readonly level?: number
}

type Bounded = Estimate & { readonly interval: Interval; readonly se: number }

/** A treatment's effect through a mediator and beside it. */
export interface Mediation {
  /** Treatment on mediator, and mediator on outcome at the same treatment. */
  readonly a: Bounded
  readonly b: Bounded
  /** a x b: what goes through the mediator. */
  readonly indirect: Bounded
  /** What does not. */
  readonly direct: Bounded
  /** Both: the treatment's effect without the mediator in the model. */
  readonly total: Bounded
  readonly assumptions: readonly string[]
}

const paths = ['a', 'b', 'indirect', 'direct', 'total'] as const

/** The upper triangle of the cross-products of each row, so that a resample only adds them up. */
const solve = (cross: Float64Array, size: number, columns: readonly number[], outcome: number): Float64Array | null => {
  const width = columns.length
  const square = new Float64Array(width * width)
  const right = new Float64Array(width)
  for (const [i, p] of columns.entries()) {
    right[i] = cross[p * size + outcome]!
    for (const [j, q] of columns.entries()) square[i * width + j] = cross[p * size + q]!
  }
  if (!cholesky(square, width)) return null
  choleskySolve(square, width, right)
  return right
}

/**
 * Mediation by two linear models with a bootstrap: indirect = a x b, direct, and total = direct + indirect exactly.
 * Treatment, mediator, outcome and covariates are as `leastSquares` takes them. A randomised treatment does not make the
 * mediator so: `indirect` is causal only where nothing else moves mediator and outcome together.
 * R: `a <- coef(lm(m ~ x + c)); b <- coef(lm(y ~ m + x + c))`, their product over resampled rows in a plain loop with
 * `quantile(, type = 7)`. Throws as `leastSquares` does, on a treatment of several columns, on fewer than two clusters,
 * and where a resample leaves an effect undefined (too few rows in an arm).
 */
export const mediation = (rows: readonly Row[], model: MediationModel): Mediation => {
  const level = checkLevel(model.level)
  const count = model.replicates ?? 10_000
  if (!(Number.isInteger(count) && count >= 100))
    throw new Error(`${count} bootstrap replicates; a whole number from 100 on is needed`)
  const terms = [model.treatment, ...(model.covariates ?? [])]
  const { names, matrix, assign } = design(rows, [...terms, { kind: 'numeric', column: model.mediator }])
  if (assign.filter((term) => term === 0).length !== 1)
    throw new Error(
      `the treatment has ${assign.filter((term) => term === 0).length} columns; mediation takes one, such as a factor of two levels`,
    )
  const outcome = numbers(rows, model.outcome)
  if (outcome.every((value) => value === outcome[0])) throw new Error(`${model.outcome} is ${outcome[0]} in every row`)
  const width = names.length
  const size = width + 1
  const keys = model.cluster === undefined ? rows.map((_, i) => i) : categories(rows, model.cluster)
  const units = new Map<unknown, number>()
  for (const key of keys) if (!units.has(key)) units.set(key, units.size)
  const many = units.size
  if (many < 3) throw new Error(`a mediation bootstrap of ${many} units; at least three are needed`)
  const products = new Float64Array(many * size * size)
  for (let i = 0; i < rows.length; i++) {
    const base = units.get(keys[i])! * size * size
    const cell = (k: number): number => (k < width ? matrix[i * width + k]! : outcome[i]!)
    for (let p = 0; p < size; p++) for (let q = 0; q < size; q++) products[base + p * size + q]! += cell(p) * cell(q)
  }
  const [treatment, mediator] = [assign.indexOf(0), width - 1]
  const without = names.flatMap((_, k) => (k === mediator ? [] : [k]))
  const all = names.map((_, k) => k)
  const effects = (cross: Float64Array): readonly number[] | null => {
    const first = solve(cross, size, without, mediator)
    const second = solve(cross, size, all, width)
    if (!first || !second) return null
    const [a, b, direct] = [first[without.indexOf(treatment)]!, second[mediator]!, second[treatment]!]
    return [a, b, a * b, direct, a * b + direct]
  }
  const whole = new Float64Array(size * size)
  for (let u = 0; u < many; u++) for (let k = 0; k < whole.length; k++) whole[k]! += products[u * whole.length + k]!
  const values = effects(whole)
  if (!values) throw new Error('treatment, mediator and covariates are too close to dependent; drop one')
  const undefined_ = (when: string): never => {
    throw new Error(
      `${when} leaves an effect undefined: an arm or a level has too few ${model.cluster ?? 'rows'}; merge levels`,
    )
  }
  const draws = paths.map(() => new Float64Array(count))
  const fill = resampler(model.luck)
  const chosen = new Uint32Array(many)
  const cross = new Float64Array(whole.length)
  for (let r = 0; r < count; r++) {
    fill(chosen, many)
    cross.fill(0)
    for (const u of chosen) for (let k = 0; k < cross.length; k++) cross[k]! += products[u * cross.length + k]!
    const found = effects(cross) ?? undefined_(`resample ${r}`)
    for (const [k, value] of found.entries()) draws[k]![r] = value
  }
  const left = paths.map(() => new Float64Array(many))
  if (model.interval !== 'percentile')
    for (let u = 0; u < many; u++) {
      for (let k = 0; k < cross.length; k++) cross[k] = whole[k]! - products[u * cross.length + k]!
      const found = effects(cross) ?? undefined_(`the sample without ${model.cluster ?? 'row'} ${u}`)
      for (const [k, value] of found.entries()) left[k]![u] = value
    }
  const made = paths.map((name, k): Bounded => {
    const bca = model.interval === 'percentile' ? null : bcaInterval(draws[k]!, values[k]!, left[k]!, level)
    return {
      value: values[k]!,
      interval: bca ?? percentileInterval(draws[k]!, level),
      level,
      n: rows.length,
      se: standardDeviation(draws[k]!),
      estimator: `mediation, ${name}: ${model.cluster === undefined ? 'bootstrap' : `cluster bootstrap over ${many} clusters`}, ${bca ? 'BCa' : 'percentile'} interval of ${count} replicates`,
    }
  })
  return {
    a: made[0]!,
    b: made[1]!,
    indirect: made[2]!,
    direct: made[3]!,
    total: made[4]!,
    assumptions: [
      'no common cause of mediator and outcome is left out, which no data can show',
      'the mediator comes before the outcome',
      'the effect of the mediator is the same in both arms, and linear',
    ],
  }
}
