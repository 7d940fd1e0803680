import { type Luck, type MovesOf, policy, type Seen } from 'suasion'
import { nearest, overTaken, within } from './minds.ts'
import { commonPool } from './protocol.ts'
import type { View } from './state.ts'

type Asked = Seen<View, MovesOf<typeof commonPool>>

/** What an imitator goes by: its effort, the norm it believes in, and how readily it watches and fines; all from 0 to 1. */
export type Habits = {
  readonly effort: number
  readonly belief: number
  readonly watch: number
  readonly punish: number
}

const unit = (x: number): number => Math.min(1, Math.max(0, x))

/** The chance of copying somebody whose standing is higher by `ahead`: 1 / (1 + exp(-2 ahead)). */
export const copyChance = (ahead: number): number => 1 / (1 + Math.exp(-2 * ahead))

const founded = (means: Habits, spread: number, luck: Luck): Habits => {
  const draw = (name: keyof Habits, sd = spread) => unit(luck.of('founder', name).normal(means[name], sd))
  const effort = draw('effort')
  return { effort, belief: effort, watch: draw('watch', 2 * spread), punish: draw('punish', 2 * spread) }
}

/** Habits after what the last round brought: a fine, somebody to copy, a small error. */
const learned = (habits: Habits, { view, luck }: Asked, mutation: number): Habits => {
  const last = view.past.at(-1)
  if (!last) return habits
  const fined = last.received > 0 ? 0.9 : 1
  const { model } = last
  if (!model) return { ...habits, effort: habits.effort * fined }
  const at = luck.of('learning', view.game.round)
  const copies = at.uniform() < copyChance(model.standing - view.standing)
  const effort = copies ? model.effort : habits.effort * fined
  const belief = copies ? (model.norm ?? habits.belief) : habits.belief
  return { ...habits, effort: unit(effort + at.normal(0, mutation)), belief }
}

/** The norm it believes in after it saw the stock: less where more than half of it is gone. */
const believed = (belief: number, { game }: View, luck: Luck): number => {
  const shift = game.stock < game.capacity / 2 ? -0.05 : 0.02
  return unit(belief + shift + luck.of('belief', game.round).normal(0, 0.02))
}

/**
 * Learns from whoever fares better: it copies the effort (and the proposed norm) of the one it is shown with the chance
 * 1 / (1 + exp(-2 x difference of standings)), and makes errors N(0, `mutation`). A fine lowers its effort by a tenth;
 * a norm that was chosen it obeys with the chance `obedience`; above the norm it fines, as far as that is its habit.
 * The mechanism is the paper's (Gupta et al. 2025, modules 1 to 4), every number is chosen: effort .15 altruistic or
 * .6 selfish, punish .7 or .3, watch .5, obedience .8, mutation .03, founders' `spread` .1 (twice that for watch, punish).
 */
export const imitator = ({
  start = 'selfish',
  obedience = 0.8,
  mutation = 0.03,
  spread = 0.1,
  ...changed
}: Partial<Omit<Habits, 'belief'>> & {
  readonly start?: 'altruistic' | 'selfish'
  readonly obedience?: number
  readonly mutation?: number
  readonly spread?: number
} = {}) => {
  if (start !== 'altruistic' && start !== 'selfish') throw new Error(`start is altruistic or selfish, not ${start}`)
  const altruistic = start === 'altruistic'
  const means = {
    effort: altruistic ? 0.15 : 0.6,
    belief: 0,
    watch: 0.5,
    punish: altruistic ? 0.7 : 0.3,
    ...changed,
  }
  for (const [name, value] of Object.entries({ ...means, obedience, mutation, spread })) within(name, value, 0, 1)
  const habitsOf = (seen: Asked, kept: Habits | null) => kept ?? founded(means, spread, seen.luck)
  return policy(
    commonPool,
    ['member'],
    `${start} imitator`,
    {
      harvest: (seen, kept: Habits | null) => {
        const { effort, watch } = learned(habitsOf(seen, kept), seen, mutation)
        const { choice, norm, round, monitoring } = seen.view.game
        const obeys = choice !== 'none' && norm !== null && seen.luck.of('obeys', round).uniform() < obedience
        return {
          effort: obeys ? Math.min(effort, norm) : effort,
          watch: monitoring && seen.luck.of('watch', round).uniform() < watch,
        }
      },
      fine: (seen, kept) => {
        const fines = seen.luck.of('fine', seen.view.game.round).uniform() < habitsOf(seen, kept).punish
        return { points: fines && overTaken(seen.view) ? 1 : 0 }
      },
      propose: (seen, kept) => ({ norm: believed(habitsOf(seen, kept).belief, seen.view, seen.luck) }),
      vote: (seen, kept) => ({ norm: nearest(seen.view, habitsOf(seen, kept).belief) }),
    },
    {
      source: 'Gupta et al. 2025, arXiv 2510.14401, modules 1 to 4; every number is chosen',
      hears: ['effort', 'points', 'norm', 'watch'],
      keep: (kept, seen) => {
        const habits = habitsOf(seen, kept)
        const { stage } = seen.view.game
        if (stage === 'harvest') return learned(habits, seen, mutation)
        if (stage === 'propose') return { ...habits, belief: believed(habits.belief, seen.view, seen.luck) }
        return habits
      },
    },
  )
}
