import type { Luck } from 'suasion'
import { place, share, whole } from './parts/check.ts'

/** Where EXP3 stands, as plain data: one logarithm of a weight per arm, and its share of uniform play. */
export interface Exp3 {
  readonly gamma: number
  readonly logWeights: readonly number[]
}

/**
 * EXP3 at its start: equal weights on `arms` arms (at least 2). `gamma`, above 0 and at most 1, is the share of uniform
 * play and the learning rate. It needs no model of the rewards: an opponent may choose them.
 * Source: Auer, Cesa-Bianchi, Freund & Schapire 2002, figure 1.
 */
export const exp3 = (arms: number, { gamma }: { readonly gamma: number }): Exp3 => {
  whole(arms, 'the number of arms', 2)
  if (!(gamma > 0 && gamma <= 1)) throw new Error(`gamma is ${gamma}; it must be above 0 and at most 1`)
  return { gamma, logWeights: Array.from({ length: arms }, () => 0) }
}

/** The chance of each arm: (1 - gamma) weight / sum of weights + gamma / arms. */
export const exp3Probabilities = ({ gamma, logWeights }: Exp3): readonly number[] => {
  const most = Math.max(...logWeights)
  const weights = logWeights.map((log) => Math.exp(log - most))
  const sum = weights.reduce((total, w) => total + w, 0)
  return weights.map((w) => (1 - gamma) * (w / sum) + gamma / weights.length)
}

/** The arm to play, drawn from its own luck: `exp3Choice(state, luck.of('arm', round))`. */
export const exp3Choice = (state: Exp3, luck: Luck): number =>
  luck.weighted(
    state.logWeights.map((_, arm) => arm),
    exp3Probabilities(state),
  )

/** EXP3 after `arm` paid `reward` in [0, 1]: its weight is multiplied by exp(gamma reward / (arms x its chance)). */
export const exp3Update = (state: Exp3, arm: number, reward: number): Exp3 => {
  const { logWeights, gamma } = state
  place(arm, logWeights.length, 'the arm')
  share(reward, 'the reward')
  const step = (gamma * reward) / (logWeights.length * exp3Probabilities(state)[arm]!)
  return { gamma, logWeights: logWeights.map((log, i) => (i === arm ? log + step : log)) }
}
