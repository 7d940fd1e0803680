import { acNext, bargainer, isLast, type Tactic } from './bargainer.ts'
import { priceBargainRules } from './rules.ts'
import { type Limits, opposite, type Side, type State, type View } from './state.ts'
import { bounded, conceded, gain } from './tactics.ts'

/** What the other is taken to be. */
export interface DeclaredModel {
  /** Its concession: below 1 boulware, 1 linear, above 1 conceder (polynomial, Faratin et al. 1998). */
  readonly beta: number
  /** Its limits as shares of the listing price, where they are not known. */
  readonly target: number
  readonly reservation: number
}

/** The middle of what the protocol deals (chosen). */
const TAKEN = {
  seller: { target: 1, reservation: 0.55 },
  buyer: { target: 0.7, reservation: 0.91 },
} as const

/** The tactic of the model: concedes with time, accepts by AC_next. */
const modelled = (beta: number): Tactic => {
  const next: Tactic['next'] = ({ seat, own, bargain }) =>
    bounded(
      seat,
      own,
      own.target +
        conceded({ family: 'polynomial', beta, k: 0 }, bargain.turn, bargain.terms.turns - 2) *
          (own.reservation - own.target),
    )
  return { next, accepts: acNext(next) }
}

const nobody = { luck: null as never }
const viewOf = (state: State, seat: Side): View => ({
  seat,
  bargain: state.bargain,
  own: state.limits[seat],
  other: null,
})

/** What a side gets if it names one price from here on, takes what is as good, and in the last turn whatever is not beyond its limit. */
const playedOut = (from: State, seat: Side, demand: number, other: Tactic): number => {
  let state = from
  while (state.bargain.end === null) {
    const by = state.bargain.to
    const view = viewOf(state, by)
    const { standing } = state.bargain
    const open = standing !== null && standing.by !== by ? standing.price : null
    const takes =
      open !== null &&
      (by === seat
        ? gain(seat, { reservation: isLast(view) ? view.own.reservation : demand }, open) >= 0
        : other.accepts(view, open, nobody))
    const price = by === seat ? demand : other.next(view, nobody)
    const act = takes ? { move: 'accept' as const, text: '' } : { move: 'offer' as const, price, text: '' }
    state = priceBargainRules.resolve(state, [{ seat: by, act }], nobody.luck)
  }
  return priceBargainRules.payoff!(state)[seat]!
}

/**
 * Searches for the best response to a declared model of the other: in each turn it plays the rest of the bargain out
 * against the model for every price of a grid, as one demand that it keeps to, by the rules of the protocol themselves,
 * and names the best, or takes the offer that stands where that pays as much. It plans again each turn, so that it waits
 * for a concession that the model will make. The model: a time-dependent tactic with `beta` and AC_next, its limits known
 * or taken (`TAKEN`, chosen). `steps` is the grid between own target and reservation price, 20 chosen. It is as good as the
 * model: against others it may wait for what never comes.
 */
export const bestResponse = ({
  beta = 1,
  target,
  reservation,
  steps = 20,
}: Partial<DeclaredModel> & { readonly steps?: number } = {}) => {
  if (!(beta >= 0.001 && beta <= 1000)) throw new Error(`beta must be from 0.001 to 1000, not ${beta}`)
  if (!(Number.isInteger(steps) && steps >= 2 && steps <= 200))
    throw new Error(`steps must be a whole number from 2 to 200, not ${steps}`)
  for (const [name, value] of Object.entries({ target, reservation }))
    if (value !== undefined && !(value >= 0 && value <= 2))
      throw new Error(`${name} must be a share of the listing price from 0 to 2, not ${value}`)
  const other = modelled(beta)
  const stateOf = ({ seat, own, other: known, bargain }: View): State => {
    const them = opposite[seat]
    const { listing } = bargain.terms
    const limits: Limits = known ?? {
      target: (target ?? TAKEN[them].target) * listing,
      reservation: (reservation ?? TAKEN[them].reservation) * listing,
    }
    const both = seat === 'buyer' ? { buyer: own, seller: limits } : { buyer: limits, seller: own }
    return { limits: both, bargain }
  }
  const plan = (view: View): { readonly price: number; readonly value: number } => {
    const { seat, own } = view
    const state = stateOf(view)
    let best = { price: own.target, value: Number.NEGATIVE_INFINITY }
    for (let i = 0; i <= steps; i++) {
      const price = bounded(seat, own, own.target + (i / steps) * (own.reservation - own.target))
      const value = playedOut(state, seat, price, other)
      if (value > best.value + 1e-9) best = { price, value }
    }
    return best
  }
  const accepts: Tactic['accepts'] = (view, price) => {
    const { seat, own } = view
    if (gain(seat, own, price) < 0) return false
    if (isLast(view)) return true
    const taken = priceBargainRules.resolve(stateOf(view), [{ seat, act: { move: 'accept', text: '' } }], nobody.luck)
    return priceBargainRules.payoff!(taken)[seat]! >= plan(view).value - 1e-9
  }
  const source = `search for the best demand against a time-dependent model, beta ${beta} (Faratin et al. 1998), with AC_next; its limits and the grid of ${steps} are chosen`
  return bargainer('best response', { next: (view) => plan(view).price, accepts }, source)
}
