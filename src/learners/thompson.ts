import type { Luck } from 'suasion'
import { positive } from './parts/check.ts'

/** ln of a gamma draw of this shape and rate 1 (Marsaglia & Tsang 2000); below shape 1 by their power of a uniform. */
const logGammaDraw = (shape: number, luck: Luck): number => {
  if (shape < 1) return logGammaDraw(shape + 1, luck) + Math.log(1 - luck.uniform()) / shape
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = luck.normal()
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - luck.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return Math.log(d * v)
  }
}

/**
 * The arm Thompson sampling plays: one draw from each arm's Beta posterior of its share of successes, and the arm with
 * the largest. `successes` and `failures` are the Beta's numbers, prior included (1 and 1 before any play of a uniform
 * prior). Draws come from `luck`, each arm's at an address of its own. How often each arm is played is exactly
 * `probabilityBest` of the same posteriors (suasion/statistics). Source: Thompson 1933; Chapelle & Li 2011.
 */
export const thompsonChoice = (
  arms: readonly { readonly successes: number; readonly failures: number }[],
  luck: Luck,
): number => {
  if (arms.length === 0) throw new Error('there is no arm to play')
  let best = -Infinity
  let chosen = 0
  for (const [i, { successes, failures }] of arms.entries()) {
    positive(successes, `the successes of arm ${i}`)
    positive(failures, `the failures of arm ${i}`)
    const own = luck.of('arm', i)
    // The log-odds of the draw order the arms as the draw does, and keep apart shares that round to 0 or 1.
    const odds = logGammaDraw(successes, own) - logGammaDraw(failures, own)
    if (odds > best) [best, chosen] = [odds, i]
  }
  return chosen
}
