import type { Estimate, Interval } from '../core/estimate.ts'
import { stronglyConnected } from '../math/components.ts'
import { checkLevel, criticalValue } from './check.ts'
import { type Likelihood, maximise } from './likelihood.ts'
import { checkPoints } from './matrix.ts'

export interface RaschFit {
  /** For each item; their mean is 0. */
  readonly difficulties: readonly (Estimate & { readonly se: number; readonly interval: Interval })[]
  /** Conditional on the totals. */
  readonly logLikelihood: number
  /** People whose total is neither 0 nor full: only they tell items apart. */
  readonly n: number
}

/** The elementary symmetric functions of some numbers: entry r sums the products of all r of them. */
const symmetric = (values: readonly number[]): Float64Array => {
  const sums = new Float64Array(values.length + 1)
  sums[0] = 1
  for (const [k, value] of values.entries()) for (let r = k + 1; r >= 1; r--) sums[r]! += value * sums[r - 1]!
  return sums
}

/**
 * The Rasch model by conditional maximum likelihood: P(right) = logistic(ability - difficulty), the abilities eliminated
 * by their totals. `answers` has one row for each person, one 0 or 1 for each item, complete. Newton's method.
 * R: `psychotools::raschmodel(answers)`, difficulties centred. Throws on fewer than two items, answers other than 0 and 1,
 * and items that cannot be placed on one scale because no person got one right and the other wrong.
 */
export const rasch = (
  answers: readonly (readonly (0 | 1)[])[],
  options: { readonly level?: number } = {},
): RaschFit => {
  const what = 'a Rasch model'
  const level = checkLevel(options.level)
  const items = checkPoints(answers, what)
  if (items < 2) throw new Error(`${what} of ${items} items; at least two are needed`)
  for (const [i, row] of answers.entries()) {
    const j = row.findIndex((answer) => answer !== 0 && answer !== 1)
    if (j >= 0) throw new Error(`person ${i} has ${row[j]} at item ${j}; an answer is 1 (right) or 0 (wrong)`)
  }
  const totals = answers.map((row) => row.reduce((sum: number, answer) => sum + answer, 0))
  const telling = answers.filter((_, i) => totals[i]! > 0 && totals[i]! < items)
  const all = Array.from({ length: items }, (_, j) => j)
  const edges = all.flatMap((i) =>
    all.filter((j) => telling.some((row) => row[i] === 1 && row[j] === 0)).map((j) => [i, j] as const),
  )
  const groups = stronglyConnected(
    items,
    edges.map(([from]) => from),
    edges.map(([, to]) => to),
  )
  if (groups.length > 1)
    throw new Error(
      `${what}: items ${groups.map((group) => group.join(', ')).join(' and ')} have no finite distance, since nobody ` +
        'got one of the ones right and one of the others wrong, or nobody the reverse; ask more people, or leave items out',
    )
  const people = new Float64Array(items + 1)
  for (const total of totals) if (total > 0 && total < items) people[total]!++
  const right = all.map((j) => telling.reduce((sum, row) => sum + row[j]!, 0))
  const size = items - 1
  const likelihood: Likelihood = {
    names: all.slice(1).map((j) => `item ${j}`),
    cuts: 0,
    reach: (step) => step.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
    evaluate(at, gradient, information) {
      const ease = all.map((j) => (j === 0 ? 1 : Math.exp(-at[j - 1]!)))
      const without = (...left: readonly number[]) => symmetric(ease.filter((_, j) => !left.includes(j)))
      const whole = symmetric(ease)
      if (!whole.every((value) => value > 0 && Number.isFinite(value))) return Number.NEGATIVE_INFINITY
      let total = 0
      for (let r = 1; r < items; r++) total -= people[r]! * Math.log(whole[r]!)
      for (let j = 1; j < items; j++) total -= at[j - 1]! * right[j]!
      const share = all.map((j) => {
        const rest = without(j)
        return whole.map((sum, r) => (r === 0 ? 0 : (ease[j]! * rest[r - 1]!) / sum))
      })
      for (let a = 1; a < items; a++) {
        let expected = 0
        for (let r = 1; r < items; r++) expected += people[r]! * share[a]![r]!
        gradient[a - 1] = expected - right[a]!
        for (let b = 1; b <= a; b++) {
          const rest = a === b ? undefined : without(a, b)
          let sum = 0
          for (let r = 1; r < items; r++) {
            const both = rest ? (r >= 2 ? (ease[a]! * ease[b]! * rest[r - 2]!) / whole[r]! : 0) : share[a]![r]!
            sum += people[r]! * (both - share[a]![r]! * share[b]![r]!)
          }
          information[(a - 1) * size + b - 1] = information[(b - 1) * size + a - 1] = sum
        }
      }
      return total
    },
  }
  const { at, covariance, logLikelihood } = maximise(likelihood, new Float64Array(size))
  const centre = at.reduce((sum, value) => sum + value, 0) / items
  const between = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : covariance[(a - 1) * size + b - 1]!)
  const byItem = all.map((a) => all.reduce((sum, b) => sum + between(a, b), 0) / items)
  const grand = byItem.reduce((sum, value) => sum + value, 0) / items
  return {
    difficulties: all.map((j) => {
      const value = (j === 0 ? 0 : at[j - 1]!) - centre
      const se = Math.sqrt(between(j, j) - 2 * byItem[j]! + grand)
      const reach = criticalValue(level) * se
      return {
        value,
        se,
        interval: [value - reach, value + reach] as const,
        level,
        n: telling.length,
        estimator: 'Rasch difficulty, conditional maximum likelihood, Wald interval',
      }
    }),
    logLikelihood,
    n: telling.length,
  }
}
