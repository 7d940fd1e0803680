import type { Design, Factors } from 'suasion'
import { inPeriods, type PeriodsOptions, treatmentOf, type WithPeriod } from './periods.ts'

/** The sequences of a Williams design of k treatments: k for an even number, and with their mirror images 2k for an odd. */
export const williamsSequences = (k: number): readonly (readonly number[])[] => {
  if (!(Number.isInteger(k) && k >= 2))
    throw new Error(`a Williams design has a whole number of at least 2 treatments, not ${k}`)
  const first = Array.from({ length: k }, (_, i) => (i % 2 ? (i + 1) / 2 : (k - i / 2) % k))
  const square = Array.from({ length: k }, (_, row) => first.map((treatment) => (treatment + row) % k))
  return k % 2 ? [...square, ...square.map((own) => [...own].reverse())] : square
}

/**
 * Every subject is given every treatment, counterbalanced by a Williams design (1949): each treatment stands in each
 * period equally often, and follows each other treatment equally often, so that what the last one leaves is balanced.
 * The period is a factor (from 1), and the replicate is the subject.
 */
export const counterbalanced = <const F extends Factors>(
  factors: F,
  options: PeriodsOptions,
): Design<WithPeriod<F>> => {
  const [factor, levels] = treatmentOf('counterbalanced', factors)
  return inPeriods({
    name: 'counterbalanced',
    factors,
    sequences: williamsSequences(levels.length),
    notes: [`a Williams design: each ${factor} stands in each period and follows each other equally often`],
    options,
    again: (subjects) => counterbalanced(factors, { ...options, subjects }),
  })
}
