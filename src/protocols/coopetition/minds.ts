import { policy } from 'suasion'
import { configOf } from './config.ts'
import { coopetition } from './protocol.ts'
import type { View } from './state.ts'

const share = (name: string, value: number): number => {
  if (value >= 0 && value <= 1) return value
  throw new Error(`${name} must be a share from 0 to 1, not ${value}`)
}

/** Flags the acts of a mind that cannot see what it would answer to. */
export const blind = ({ view }: { readonly view: View }): readonly string[] =>
  view.acts === null ? ['out of support'] : []

/** Invests the same share (0 to 1) of its endowment in every round: the yardstick of the benchmark. */
export const constant = ({ invested = 0.5 } = {}) => {
  const part = share('invested', invested)
  return policy(
    coopetition,
    ['agent'],
    `invests ${part}`,
    { invest: ({ view }) => ({ amount: part * view.endowment }) },
    { source: `Coopetition-Gym's constant policies; the share of ${part} is chosen`, hears: [] },
  )
}

/** Invests any amount with equal chance. */
export const uniform = () =>
  policy(
    coopetition,
    ['agent'],
    'uniform',
    { invest: ({ view, luck }) => ({ amount: luck.of('invest', view.own.length).uniform() * view.endowment }) },
    { source: "Coopetition-Gym's random policy", hears: [] },
  )

/**
 * Begins with a share of the largest endowment, then invests what the next seat (the last one's is the first) invested
 * last. With the minimal observation it cannot see that, goes on as it began, and its acts are flagged.
 */
export const titForTat = ({ start = 0.5 } = {}) => {
  const part = share('start', start)
  return policy(
    coopetition,
    ['agent'],
    'tit for tat',
    {
      invest: ({ view: { acts, settings, place, endowment, seats } }) => {
        const last = acts?.at(-1)
        const wanted = last ? last[(place + 1) % seats.length]! : part * Math.max(...configOf(settings).endowment)
        return { amount: Math.min(endowment, wanted) }
      },
    },
    {
      source: `Coopetition-Gym's tit-for-tat; the first share of ${part} is its default`,
      hears: ['amount'],
      flags: blind,
    },
  )
}
