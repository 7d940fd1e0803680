import { policy } from 'suasion'
import { publicGoods } from './protocol.ts'
import { MOST_POINTS, type View } from './state.ts'

const nobody = ({ view }: { readonly view: View }) => ({ points: new Array<number>(view.game.players - 1).fill(0) })

const within = (name: string, value: number, low: number, high: number): void => {
  if (!(value >= low && value <= high)) throw new Error(`${name} must be from ${low} to ${high}, not ${value}`)
}

/** What the others put in on average in the last round, as a share of the endowment; null before the first. */
const othersShare = ({ game, place }: View): number | null => {
  const last = game.history.at(-1)
  if (!last) return null
  return (last.total - last.contributions[place]!) / ((game.players - 1) * game.endowment)
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share))

/** Keeps everything: the best reply where a token brings back less than a token. */
export const freeRider = () =>
  policy(
    publicGoods,
    ['player'],
    'free rider',
    { contribute: () => ({ amount: 0 }), punish: nobody },
    { source: 'the dominant strategy for a return below 1', hears: [] },
  )

/** Puts in the same share (0 to 1) of its endowment whatever happens. */
export const unconditional = ({ share = 1 } = {}) => {
  within('share', share, 0, 1)
  return policy(
    publicGoods,
    ['player'],
    'unconditional',
    { contribute: ({ view }) => ({ amount: share * view.game.endowment }), punish: nobody },
    { source: `chosen: share ${share}`, hears: [] },
  )
}

const matching = (view: View, slope: number, first: number): number => {
  const others = othersShare(view)
  return (others === null ? first : clamp(slope * others)) * view.game.endowment
}

/**
 * Matches what the others put in on average last round, times `slope`: below 1 is the self-serving bias of Fischbacher,
 * Gaechter & Fehr 2001 (Economics Letters 71, 397-404), whose conditional cooperators give a little less than others do.
 * The numbers are chosen: slope .8, and a share `first` of .5 in the first round.
 */
export const conditionalCooperator = ({ slope = 0.8, first = 0.5 } = {}) => {
  within('slope', slope, 0, 10)
  within('first', first, 0, 1)
  return policy(
    publicGoods,
    ['player'],
    'conditional cooperator',
    { contribute: ({ view }) => ({ amount: matching(view, slope, first) }), punish: nobody },
    {
      source: `Fischbacher, Gaechter & Fehr 2001; slope ${slope} and first share ${first} are chosen`,
      hears: ['amount'],
    },
  )
}

/**
 * Matches the others as `conditionalCooperator` does with slope 1, and where punishment is on fines everyone who put in less than itself,
 * in proportion to how much less (Fehr & Gaechter 2000: fines rise with the shortfall). Chosen: `harshness`, the points
 * for keeping a whole endowment more (0 to 10), and the first share of 1.
 */
export const punisher = ({ harshness = 5, first = 1 } = {}) => {
  within('harshness', harshness, 0, MOST_POINTS)
  within('first', first, 0, 1)
  return policy(
    publicGoods,
    ['player'],
    'punisher',
    {
      contribute: ({ view }) => ({ amount: matching(view, 1, first) }),
      punish: ({ view: { game, place } }) => {
        const { contributions } = game.history.at(-1)!
        const own = contributions[place]!
        const points: number[] = []
        for (let at = 0; at < contributions.length; at++) {
          if (at === place) continue
          points.push(Math.round((harshness * Math.max(0, own - contributions[at]!)) / game.endowment))
        }
        return { points }
      },
    },
    { source: `Fehr & Gaechter 2000; harshness ${harshness} and first share ${first} are chosen`, hears: ['amount'] },
  )
}

/** Puts in a share drawn anew each round: normal around `share`, cut at 0 and 1; both numbers are chosen. */
export const noisy = ({ share = 0.5, sd = 0.2 } = {}) => {
  within('share', share, 0, 1)
  within('sd', sd, 0, 10)
  return policy(
    publicGoods,
    ['player'],
    'noisy',
    {
      contribute: ({ view, luck }) => ({
        amount: clamp(luck.of('contribution', view.game.round).normal(share, sd)) * view.game.endowment,
      }),
      punish: nobody,
    },
    { source: `chosen: share ${share}, sd ${sd}`, hears: [] },
  )
}
