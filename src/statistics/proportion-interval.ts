import type { Interval } from '../core/estimate.ts'
import { betaQuantile } from '../math/distributions.ts'
import { checkCount, checkLevel, criticalValue } from './check.ts'

/** Other intervals of a proportion; `proportion` has Wilson's and `clopperPearson` the exact one. */
export type ProportionMethod = 'wilson-corrected' | 'jeffreys' | 'agresti-coull' | 'wald'

/**
 * The interval of a proportion, `events` of `n`: Wilson's with continuity correction (R `prop.test(events, n)`),
 * Jeffreys' from a beta(.5, .5) prior, its ends 0 and 1 where no or all events happened
 * (`qbeta(c(.025, .975), events + .5, n - events + .5)`), Agresti and Coull's (`binom::binom.agresti.coull`) or Wald's,
 * which is too short for small n and of no width where no or all events happened.
 */
export const proportionInterval = (
  events: number,
  n: number,
  { method, level: asked }: { readonly method: ProportionMethod; readonly level?: number },
): Interval => {
  checkCount(events, 'the number of events')
  checkCount(n, 'the number of trials')
  if (n === 0) throw new Error('a proportion of no trials is not defined')
  if (events > n) throw new Error(`${events} events cannot happen in ${n} trials`)
  const level = checkLevel(asked)
  const z = criticalValue(level)
  const p = events / n
  const square = z * z
  switch (method) {
    case 'wald': {
      const reach = z * Math.sqrt((p * (1 - p)) / n)
      return [p - reach, p + reach]
    }
    case 'agresti-coull': {
      const total = n + square
      const centre = (events + square / 2) / total
      const reach = z * Math.sqrt((centre * (1 - centre)) / total)
      return [centre - reach, centre + reach]
    }
    case 'jeffreys': {
      const at = (tail: number): number => betaQuantile(tail, events + 0.5, n - events + 0.5)
      return [events === 0 ? 0 : at(0.5 - level / 2), events === n ? 1 : at(0.5 + level / 2)]
    }
    case 'wilson-corrected': {
      // R corrects by no more than the distance of the share from one half.
      const by = Math.min(0.5, Math.abs(events - n / 2))
      const end = (side: -1 | 1): number => {
        const moved = p + (side * by) / n
        const centre = moved + square / (2 * n)
        return (centre + side * z * Math.sqrt((moved * (1 - moved)) / n + square / (4 * n * n))) / (1 + square / n)
      }
      return [events === 0 ? 0 : Math.max(0, end(-1)), events === n ? 1 : Math.min(1, end(1))]
    }
    default:
      throw new Error(`${String(method)} is no method; it is wilson-corrected, jeffreys, agresti-coull or wald`)
  }
}
