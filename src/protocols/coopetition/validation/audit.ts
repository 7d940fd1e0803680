import { mean } from 'suasion/statistics'
import { batch, constantReturn } from '../batch.ts'
import { configOf, settingsOf } from '../config.ts'
import type { EnvironmentId } from '../environments/index.ts'
import type { Settings } from '../params.ts'

/** Integrated returns that the authors print for Independent Soft Actor-Critic, said to beat every constant policy. */
export const learners = {
  ApacheProject: 5_539_736,
  CoalitionFormation: 424_560,
  LoyaltyTeam: 124_120,
  PublicGoods: 183_372,
  TeamProduction: 90_548,
} as const satisfies Partial<Record<EnvironmentId, number>>

/** The constant share of the endowment, in steps of one per cent, that returns most to all together. */
export const bestConstant = (given: Partial<Settings>): { share: number; total: number } => {
  let best = { share: 0, total: Number.NEGATIVE_INFINITY }
  for (let percent = 0; percent <= 100; percent++) {
    const { total } = constantReturn(given, percent / 100)
    if (total > best.total) best = { share: percent / 100, total }
  }
  return best
}

/** The environments in which some constant policy returns more than the published learner. */
export const beaten = (precision: Settings['precision'] = 'single') =>
  Object.entries(learners).flatMap(([environment, learner]) => {
    const best = bestConstant({ environment: environment as EnvironmentId, precision })
    return best.total > learner ? [{ environment, learner, ...best }] : []
  })

/** One way for the first player to leave a common level of investment, and what it brought. */
export interface Deviation {
  readonly kind: 'static' | 'late' | 'early' | 'ramp' | 'whole'
  /** The level left, or when. */
  readonly at: number
  readonly gain: number
  /** What the others gained on average. */
  readonly others: number
  /** The first gains and the others lose. */
  readonly exploitative: boolean
}

/**
 * Both audits of Coopetition-Gym: everybody invests a share of the first player's endowment, and the first halves its
 * own (at shares .2 to .8), or stops investing late, early, gradually or for good (at share .5). Rounds as far as the
 * common level lasts.
 */
export const audit = (given: Partial<Settings>): readonly Deviation[] => {
  const { endowment } = configOf(settingsOf(given))
  const e = endowment[0]!
  const play = (level: number, own: (round: number) => number) => {
    const { returns, rounds } = batch(given, (buffers, acts) => {
      acts.fill(level * e)
      acts[0] = own(buffers.round) * e
    })
    return { first: returns[0]!, others: mean(returns.slice(1)), rounds: rounds[0]! }
  }
  const compare = (kind: Deviation['kind'], at: number, level: number, own: (round: number) => number): Deviation => {
    const base = play(level, () => level)
    const left = play(level, own)
    const [gain, others] = [left.first - base.first, left.others - base.others]
    return { kind, at, gain, others, exploitative: gain > 0 && others < 0 }
  }
  const { rounds } = play(0.5, () => 0.5)
  const part = (share: number): number => Math.max(1, Math.floor(share * rounds))
  const late = [...new Set([0.5, 0.6, 0.7, 0.8, 0.9, 0.95].map(part).concat([5, 3, 1].map((k) => rounds - k)))]
  const ramp = part(0.8)
  return [
    ...[0.2, 0.4, 0.6, 0.8].map((level) => compare('static', level, level, () => level / 2)),
    ...late.filter((at) => at > 0).map((at) => compare('late', at, 0.5, (round) => (round >= at ? 0 : 0.5))),
    ...[0.1, 0.2, 0.3].map(part).map((at) => compare('early', at, 0.5, (round) => (round < at ? 0 : 0.5))),
    compare('ramp', ramp, 0.5, (round) =>
      round < ramp ? 0.5 : 0.5 * Math.max(0, 1 - (round - ramp) / (rounds - ramp)),
    ),
    compare('whole', 0, 0.5, () => 0),
  ]
}
