import { type MovesOf, policy, type Seen } from 'suasion'
import { commonPool } from './protocol.ts'
import type { View } from './state.ts'

type Asked = Seen<View, MovesOf<typeof commonPool>>
interface Ways {
  readonly effort: (view: View) => number
  readonly norm: (view: View) => number
  /** The chance that it watches, and how it fines. */
  readonly watch?: number
  readonly points?: (view: View) => number
  readonly source: string
  readonly hears: readonly string[]
}

/** Throws where a number of a mind is outside its range. */
export const within = (name: string, value: number, low: number, high: number): number => {
  if (value >= low && value <= high) return value
  throw new Error(`${name} must be from ${low} to ${high}, not ${value}`)
}

/** The proposal nearest to what one would have; of two the lower. */
export const nearest = ({ game }: View, norm: number): number =>
  game.proposals.reduce((best, each) => (Math.abs(each - norm) < Math.abs(best - norm) ? each : best))

/** Whether the one it watched took more than the norm. */
export const overTaken = ({ game, now }: View): boolean => now!.watched!.effort > game.norm!

const member = (name: string, { effort, norm, watch = 0, points = () => 0, source, hears }: Ways) =>
  policy(
    commonPool,
    ['member'],
    name,
    {
      harvest: ({ view, luck }: Asked) => ({
        effort: effort(view),
        watch: view.game.monitoring && watch > 0 && luck.of('watch', view.game.round).uniform() < watch,
      }),
      fine: ({ view }) => ({ points: points(view) }),
      propose: ({ view }) => ({ norm: norm(view) }),
      vote: ({ view }) => ({ norm: nearest(view, norm(view)) }),
    },
    { source, hears },
  )

/** Harvests as hard as it can: the best reply in any one round, because it bears 1 / n of what the stock loses. */
export const maximiser = () =>
  member('maximiser', { effort: () => 1, norm: () => 1, source: 'dominant in one round', hears: [] })

/**
 * The effort that, made by all, leaves half the capacity after the harvest, where a logistic stock grows most: the
 * maximum sustainable yield (Schaefer 1954). 0 where there is less than that.
 */
export const restraint = ({ game: { stock, capacity, members, productivity } }: View): number =>
  stock > capacity / 2 ? Math.min(1, (stock - capacity / 2) / (members * productivity * stock)) : 0

/** Takes its equal part of what leaves half the capacity, and proposes that: the best constant policy if all follow it. */
export const restrained = () =>
  member('restrained', {
    effort: restraint,
    norm: restraint,
    source: 'Schaefer 1954: maximum sustainable yield, split equally',
    hears: ['effort'],
  })

const follow = (view: View, first: number): number => view.game.norm ?? first

/** Does what the norm says, `first` (0 to 1, chosen) before there is one, and proposes what keeps the stock productive. */
export const normFollower = ({ first = 0.15 } = {}) => {
  within('first', first, 0, 1)
  return member('norm follower', {
    effort: (view) => follow(view, first),
    norm: restraint,
    source: `chosen: follows the norm; first effort ${first}`,
    hears: ['effort', 'norm'],
  })
}

/** Follows the norm too, watches with the chance `watch`, and gives `points` to whoever took more than the norm (both chosen). */
export const punisher = ({ first = 0.15, watch = 1, points = 1 } = {}) => {
  within('first', first, 0, 1)
  within('watch', watch, 0, 1)
  within('points', points, 0, 3)
  if (!Number.isInteger(points)) throw new Error(`points must be a whole number, not ${points}`)
  return member('punisher', {
    effort: (view) => follow(view, first),
    norm: restraint,
    watch,
    points: (view) => (overTaken(view) ? points : 0),
    source: `chosen: watches with chance ${watch}, ${points} points above the norm; first effort ${first}`,
    hears: ['effort', 'norm'],
  })
}

/** Makes the same effort whatever happens (0 to 1, chosen), for which the stock is known in closed form. */
export const constantEffort = ({ effort = 0.15 } = {}) => {
  within('effort', effort, 0, 1)
  return member('constant effort', {
    effort: () => effort,
    norm: () => effort,
    source: `chosen: effort ${effort}`,
    hears: [],
  })
}
