import { checkLevel, checkRead } from './check.ts'
import { design, type Term } from './design.ts'
import type { Fit } from './fit.ts'
import { waldCoefficients } from './generalised-mixed.ts'
import { type Likelihood, maximise } from './likelihood.ts'
import type { Outcome } from './outcomes.ts'
import { numbers, type Row } from './row.ts'
import { checkTimes } from './survival.ts'

export interface CoxModel {
  /** A column of times, 0 or more. */
  readonly time: string
  /** A column that is true or 1 where the event came at that time, and false or 0 where the row was lost from sight. */
  readonly event: string
  readonly terms: readonly Term[]
  /** Of the intervals; .95 unless said. */
  readonly level?: number
}

export interface CoxFit extends Fit {
  readonly events: number
  readonly iterations: number
}

/** The log partial likelihood with Efron's (1977) treatment of ties; rows stand by descending time. */
const partial = (
  names: readonly string[],
  matrix: Float64Array,
  times: Float64Array,
  happened: Uint8Array,
): Likelihood => {
  const size = names.length
  const row = (i: number): Float64Array => matrix.subarray(i * size, (i + 1) * size)
  const along = (i: number, at: Float64Array): number => row(i).reduce((sum, x, k) => sum + x * at[k]!, 0)
  return {
    names,
    cuts: 0,
    reach(step) {
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      for (let i = 0; i < times.length; i++) {
        const change = along(i, step)
        low = Math.min(low, change)
        high = Math.max(high, change)
      }
      return high - low
    },
    evaluate(at, gradient, information) {
      gradient.fill(0)
      information.fill(0)
      // Sums over those at risk, and over the events at one time: of the hazards, times x, times x x'.
      const sums = () => ({ one: 0, x: new Float64Array(size), xx: new Float64Array(size * size) })
      const add = (to: ReturnType<typeof sums>, x: Float64Array, hazard: number): void => {
        to.one += hazard
        for (let a = 0; a < size; a++) {
          to.x[a]! += hazard * x[a]!
          for (let b = 0; b <= a; b++) to.xx[a * size + b]! += hazard * x[a]! * x[b]!
        }
      }
      const eta = Float64Array.from(times, (_, i) => along(i, at))
      const top = eta.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
      const risk = sums()
      let total = 0
      for (let from = 0; from < times.length; ) {
        let to = from
        const tied = sums()
        let count = 0
        for (; to < times.length && times[to] === times[from]; to++) {
          const hazard = Math.exp(eta[to]! - top)
          add(risk, row(to), hazard)
          if (!happened[to]) continue
          count++
          add(tied, row(to), hazard)
          total += eta[to]! - top
          for (let a = 0; a < size; a++) gradient[a]! += row(to)[a]!
        }
        for (let k = 0; k < count; k++) {
          const part = k / count
          const scale = risk.one - part * tied.one
          total -= Math.log(scale)
          const mean = risk.x.map((value, a) => (value - part * tied.x[a]!) / scale)
          for (let a = 0; a < size; a++) {
            gradient[a]! -= mean[a]!
            for (let b = 0; b <= a; b++)
              information[a * size + b]! +=
                (risk.xx[a * size + b]! - part * tied.xx[a * size + b]!) / scale - mean[a]! * mean[b]!
          }
        }
        from = to
      }
      for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) information[b * size + a] = information[a * size + b]!
      return Number.isNaN(total) ? Number.NEGATIVE_INFINITY : total
    },
  }
}

/**
 * Cox's proportional-hazards regression of the time to an event: exp(b) multiplies the hazard; ties by Efron, Newton's
 * method, Wald intervals. R: `survival::coxph(Surv(time, event) ~ ...)`. Throws on missing values, on no event, on a
 * column that follows from others, and where a column parts those with the event from all others at risk; names each.
 */
export const cox = (all: readonly Row[], model: CoxModel): CoxFit => {
  checkRead(model, 'a Cox regression')
  const level = checkLevel(model.level)
  if (all.length === 0) throw new Error('there are no rows to fit')
  const times = numbers(all, model.time)
  const events = checkTimes(
    [...times],
    all.map((row) => row[model.event] as Outcome),
    'a Cox regression',
  )
  const count = events.reduce((a, b) => a + b, 0)
  if (count === 0) throw new Error(`${model.event} is 0 in every row; a Cox regression needs events`)
  const order = [...times.keys()].sort((a, b) => times[b]! - times[a]!)
  const { names, matrix } = design(
    order.map((i) => all[i]!),
    model.terms,
    { intercept: false },
  )
  if (names.length === 0) throw new Error('a Cox regression needs a term at least; for a curve, use kaplanMeier')
  const likelihood = partial(
    names,
    matrix,
    Float64Array.from(order, (i) => times[i]!),
    Uint8Array.from(order, (i) => events[i]!),
  )
  const { at, covariance, logLikelihood, iterations } = maximise(likelihood, new Float64Array(names.length))
  const errors = names.map((_, k) => Math.sqrt(covariance[k * (names.length + 1)]!))
  const estimator = 'Cox log hazard ratio, Wald interval'
  return {
    coefficients: waldCoefficients(names, at, errors, { level, n: all.length, estimator }),
    parameters: names,
    covariance,
    logLikelihood,
    free: names.length,
    n: all.length,
    events: count,
    iterations,
  }
}
