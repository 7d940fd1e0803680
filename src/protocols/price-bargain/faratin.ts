import { acNext, bargainer, type Tactic } from './bargainer.ts'
import { opposite, pricesOf, type View } from './state.ts'
import { bounded, type Curve, conceded, imitated } from './tactics.ts'

const SOURCE = 'Faratin, Sierra & Jennings 1998'

const share = (what: string, value: number): number => {
  if (value >= 0 && value <= 1) return value
  throw new Error(`${what} must be from 0 to 1, not ${value}`)
}

/** The price that concedes some of the way from target (0) to reservation price (1), not yet bounded. */
const along = ({ own }: View, way: number): number => own.target + way * (own.reservation - own.target)

/** What a resource tactic counts as left, in units of its own: turns, or how many prices of the other are awaited. */
const left = (resource: 'turns' | 'offers', { seat, bargain }: View, patience: number): number =>
  resource === 'turns'
    ? Math.max(0, bargain.terms.turns - 2 - bargain.turn) / patience
    : Math.max(0, patience - pricesOf(bargain, opposite[seat]).length)

/** How far a resource tactic has conceded: k + (1 - k) exp(-what is left). */
const byResource = (resource: 'turns' | 'offers', view: View, k: number, patience: number): number =>
  k + (1 - k) * Math.exp(-left(resource, view, patience))

/**
 * Concedes as a resource runs out, k + (1 - k) exp(-resource): the turns left in units of `patience`, or the prices of the
 * other it still waits for, of `patience` in all. Source: Faratin, Sierra & Jennings 1998, resource-dependent tactics;
 * resource turns, patience 4 and k 0 are chosen. Accepts by AC_next.
 */
export const resourceDependent = ({
  resource = 'turns' as 'turns' | 'offers',
  k = 0,
  patience = 4,
}: {
  readonly resource?: 'turns' | 'offers'
  readonly k?: number
  readonly patience?: number
} = {}) => {
  if (resource !== 'turns' && resource !== 'offers')
    throw new Error(`resource must be turns or offers, not ${resource}`)
  if (!(patience > 0 && patience <= 1000))
    throw new Error(`patience must be more than 0 and at most 1000, not ${patience}`)
  share('k', k)
  const next: Tactic['next'] = (view) =>
    bounded(view.seat, view.own, along(view, byResource(resource, view, k, patience)))
  const source = `${SOURCE}, resource-dependent on ${resource}, k ${k}, patience ${patience}; AC_next (Baarslag et al. 2014)`
  return bargainer(`resource ${resource}`, { next, accepts: acNext(next) }, source)
}

/**
 * A strategy as a weighted mean of tactics: of time (a polynomial curve with `beta`), of a resource (the turns left), and
 * of behaviour (relative tit-for-tat; the time tactic's price until there is something to imitate). The weights are made
 * to sum to 1. Source: Faratin, Sierra & Jennings 1998, negotiation strategies; equal weights and beta 1 are chosen.
 */
export const mixedTactics = ({ time = 1, resource = 1, behaviour = 1, beta = 1 } = {}) => {
  const weights = { time, resource, behaviour }
  for (const [name, weight] of Object.entries(weights))
    if (!(weight >= 0 && weight <= 1000)) throw new Error(`${name} must be a weight from 0 to 1000, not ${weight}`)
  const sum = time + resource + behaviour
  if (sum === 0) throw new Error('time, resource and behaviour are all 0; one of them must be more')
  if (!(beta >= 0.001 && beta <= 1000)) throw new Error(`beta must be from 0.001 to 1000, not ${beta}`)
  const curve: Curve = { family: 'polynomial', beta, k: 0 }
  const next: Tactic['next'] = (view) => {
    const { seat, own, bargain } = view
    const byTime = along(view, conceded(curve, bargain.turn, bargain.terms.turns - 2))
    const byTurns = along(view, byResource('turns', view, 0, 4))
    const like = imitated('relative', 1, pricesOf(bargain, seat), pricesOf(bargain, opposite[seat])) ?? byTime
    return bounded(seat, own, (time * byTime + resource * byTurns + behaviour * like) / sum)
  }
  const source = `${SOURCE}, weights ${time}, ${resource} and ${behaviour} on time, resource and behaviour; AC_next (Baarslag et al. 2014)`
  return bargainer('mixed tactics', { next, accepts: acNext(next) }, source)
}
