import { policy } from 'suasion'
import { bayesChoice, leastPrecision, type Steering } from './learning.ts'
import { planFor } from './plan.ts'
import { steeringTheHerd } from './protocol.ts'
import type { Game, View } from './rules.ts'

const steering = (name: string, source: string, hears: readonly string[], precision: (game: Game) => number) =>
  policy(
    steeringTheHerd,
    ['planner'],
    name,
    {
      steer: ({ view: { game } }) => ({ precision: Math.min(1, Math.max(leastPrecision(game), precision(game))) }),
    },
    { source, hears },
  )

/** Steers as dynamic programming finds best, for agents without end who are Bayesians (Arghal et al. 2025). */
export const optimal = () =>
  steering('optimal', 'Arghal et al. 2025, by dynamic programming', ['option'], (game) =>
    planFor(game).precisionAt(game.belief),
  )

/** Steers as is best for the next agent alone: the optimum with a discount of 0. */
export const myopic = () =>
  steering('myopic', 'Arghal et al. 2025, the myopic policy', ['option'], (game) => {
    const now: Steering = { ...game, discount: 0 }
    return planFor(now).precisionAt(game.belief)
  })

/** Leaves every signal at the baseline, which costs nothing: learning without a planner. */
export const nobody = () => steering('nobody', 'the baseline of Arghal et al. 2025', [], ({ baseline }) => baseline)

/** Gives every agent the same precision (1 unless said; one that is not allowed is cut to what is). */
export const constant = ({ precision = 1 } = {}) => {
  if (!(precision >= 0.5 && precision <= 1)) throw new Error(`precision must be from .5 to 1, not ${precision}`)
  return steering('constant', `chosen: precision ${precision}`, [], () => precision)
}

const choosing = (
  name: string,
  source: string,
  hears: readonly string[] | null,
  choosesG: (view: View, precision: number, signal: boolean) => boolean,
) =>
  policy(
    steeringTheHerd,
    ['agent'],
    name,
    {
      choose: ({ view }) => ({
        option: choosesG(view, view.game.precision!, view.signal === 'G') ? ('G' as const) : ('B' as const),
      }),
    },
    { source, ...(hears && { hears }) },
  )

/** Follows its signal where it is worth as much as what the others made likely, and joins the herd elsewhere. */
export const bayesian = () =>
  choosing('bayesian', 'Arghal et al. 2025, the rule of the agents', ['precision', 'option'], ({ game }, q, signal) =>
    bayesChoice(game.belief, q, signal),
  )

/** Follows its signal, whatever the others did and however precise it is. */
export const independent = () =>
  // The precision reaches it through the signal that is drawn with it, which few swaps change: it declares nothing.
  choosing('independent', 'chosen: own signal alone', null, (_view, _precision, signal) => signal)

/**
 * Weighs evidence unevenly: the log-odds of its own belief move by `consistent` times what a Bayesian's would where a
 * choice agrees with them, and by `contradicting` times that where not, and it follows its signal up to `margin` beyond
 * where a Bayesian would. That agents weigh so is what Arghal et al. 2025 report of language models; the form is
 * inferred, and .8, 1.2 and .05 are chosen.
 */
export const uneven = ({ consistent = 0.8, contradicting = 1.2, margin = 0.05 } = {}) => {
  for (const [name, value] of Object.entries({ consistent, contradicting, margin }))
    if (!(value >= 0 && value <= 10)) throw new Error(`${name} must be from 0 to 10, not ${value}`)
  const source = `inferred for Arghal et al. 2025; consistent ${consistent}, contradicting ${contradicting} and margin ${margin} are chosen`
  return choosing('uneven', source, ['precision', 'option'], ({ game }, precision, signal) => {
    let belief = game.prior
    for (const { precision: q, option } of game.history) {
      if (option === null || belief <= 0 || belief >= 1) continue
      if (belief < 1 - q - margin || belief > q + margin) continue
      const step = Math.log(Math.max(q, 1e-9) / Math.max(1 - q, 1e-9))
      const agrees = (option === 'G') === belief > 0.5 || belief === 0.5
      const odds =
        Math.log(belief / (1 - belief)) + (option === 'G' ? 1 : -1) * (agrees ? consistent : contradicting) * step
      belief = 1 / (1 + Math.exp(-odds))
    }
    return bayesChoice(belief, precision, signal, margin)
  })
}
