import type { Estimate } from '../../core/index.ts'
import type { Manifest } from '../record.ts'
import { mindsOf } from './say.ts'

/** How many people stand behind the fitted minds of a cast, the fewest where there are several; null where none is fitted. */
export const peopleBehind = (manifest: Pick<Manifest, 'cast'>): number | null => {
  const counts = mindsOf(manifest).flatMap(({ fit }) => (fit ? [fit.people] : []))
  return counts.length ? Math.min(...counts) : null
}

/**
 * An estimate no more precise than the people behind it allow (architecture 8): where more subjects were simulated than
 * people were fitted, its interval is widened as if there had been only so many. Ratios are widened as logarithms.
 */
export const withinPeople = (estimate: Estimate, people: number | null, scale: 'difference' | 'ratio'): Estimate => {
  const { value, interval, n, se } = estimate
  if (people === null || n <= people || (!interval && se === undefined)) return estimate
  const factor = Math.sqrt(n / people)
  const log = scale === 'ratio' && value > 0 && (!interval || interval[0] > 0)
  const widen = (end: number): number => (log ? value * (end / value) ** factor : value + (end - value) * factor)
  const note = `${n} simulated subjects rest on ${people} people, and the interval on no more`
  return {
    ...estimate,
    ...(interval && { interval: [widen(interval[0]), widen(interval[1])] as const }),
    ...(se !== undefined && { se: se * factor }),
    note: estimate.note ? `${estimate.note}; ${note}` : note,
  }
}
