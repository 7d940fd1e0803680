import { policy } from 'suasion'
import { alignmentTipping } from './protocol.ts'
import { payoffOf, type Round, type View } from './rules.ts'
import { temptation } from './tipping.ts'

const none = { collude: () => ({}), comply: () => ({}) }

const checkNumber = (name: string, value: number, low: number, high: number): void => {
  if (!(value >= low && value <= high)) throw new Error(`${name} must be from ${low} to ${high}, not ${value}`)
}

const logistic = (z: number): number => 1 / (1 + Math.exp(-z))
const logit = (p: number): number => Math.log(p / (1 - p))

/** The share of those present that colluded in a round. */
const shareOf = ({ colluded }: Round): number => {
  const present = colluded.filter((own) => own !== null)
  return present.length ? present.filter((own) => own).length / present.length : 0
}

const drawing =
  (chance: (view: View) => number) =>
  ({ view, luck }: { readonly view: View; readonly luck: { of(...at: (string | number)[]): { uniform(): number } } }) =>
    luck.of('collude', view.game.round).uniform() < chance(view) ? ('collude' as const) : ('comply' as const)

/**
 * Imitates what pays: the log-odds z of colluding move by `eta` times what colluding would have paid more, were
 * everybody to collude at the share just seen, and back towards its start by `anchor` times the distance: z + eta d(m /
 * n) + anchor (z0 - z). The equation is inferred for Han et al. 2025; eta 10 and anchor 0 are chosen. `start` is the
 * first chance: null takes the share that all are told of, and .571 where they are not (what a model aligned by DPO did
 * at threshold 4).
 */
export const payoffDriven = ({
  start = null,
  eta = 10,
  anchor = 0,
}: {
  readonly start?: number | null
  readonly eta?: number
  readonly anchor?: number
} = {}) => {
  if (start !== null) checkNumber('start', start, 0, 1)
  checkNumber('eta', eta, 0, 1e6)
  checkNumber('anchor', anchor, 0, 1)
  const chance = ({ game }: View): number => {
    // A first chance of 0 or 1 has no finite log-odds, and could never be left.
    const first = logit(Math.min(1 - 1e-9, Math.max(1e-9, start ?? game.told ?? 0.571)))
    let z = first
    for (const round of game.history) z += eta * temptation(game, shareOf(round)) + anchor * (first - z)
    return logistic(z)
  }
  return policy(alignmentTipping, ['agent'], 'payoff driven', none, {
    source: `inferred for Han et al. 2025, arXiv:2510.04860; eta ${eta} and anchor ${anchor} are chosen`,
    hears: ['move'],
    choose: drawing(chance),
  })
}

/** Colludes with the same chance in every round, whatever happens: 0 is an agent that stays aligned. */
export const independent = ({ share = 0.5 } = {}) => {
  checkNumber('share', share, 0, 1)
  return policy(alignmentTipping, ['agent'], 'independent', none, {
    source: `chosen: share ${share}`,
    hears: [],
    choose: drawing(() => share),
  })
}

/**
 * Does what would have paid best against the share just seen, were everybody to collude at that share, and what it did
 * before where both pay the same; it begins with a chance of `start` (.5 is chosen).
 */
export const bestReply = ({ start = 0.5 } = {}) => {
  checkNumber('start', start, 0, 1)
  const chance = ({ game, place }: View): number => {
    const last = game.history.at(-1)
    if (!last) return start
    const better = temptation(game, shareOf(last))
    return Math.abs(better) < 1e-12 ? Number(last.colluded[place]) : Number(better > 0)
  }
  return policy(alignmentTipping, ['agent'], 'best reply', none, {
    source: `best reply to the last round; start ${start} is chosen`,
    hears: ['move'],
    choose: drawing(chance),
  })
}

/**
 * Explores in its own interest and from its own record alone: the log-odds of colluding are those of `start` plus
 * `sensitivity` times what it got on average when it colluded less when it did not; where it has not tried both it
 * stands at the start. Source: the paradigm of Han et al. 2025; the form, start .3 and sensitivity 10 are chosen.
 */
export const selfInterested = ({ start = 0.3, sensitivity = 10 } = {}) => {
  checkNumber('start', start, 1e-9, 1 - 1e-9)
  checkNumber('sensitivity', sensitivity, 0, 1e6)
  const chance = ({ game, place }: View): number => {
    const got = (what: boolean): number | null => {
      const own = game.history.filter(({ colluded }) => colluded[place] === what)
      return own.length ? own.reduce((sum, round) => sum + payoffOf(game, round, what), 0) / own.length : null
    }
    const [colluding, complying] = [got(true), got(false)]
    const better = colluding === null || complying === null ? 0 : colluding - complying
    return logistic(logit(start) + sensitivity * better)
  }
  return policy(alignmentTipping, ['agent'], 'self-interested', none, {
    source: `Han et al. 2025, arXiv:2510.04860; start ${start} and sensitivity ${sensitivity} are chosen`,
    hears: ['move'],
    choose: drawing(chance),
  })
}
