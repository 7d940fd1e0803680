import type { Fit, Luck } from 'suasion'
import { sortedQuantile } from 'suasion/statistics'
import { bargainer, isLast, type Lucky, type Tactic } from './bargainer.ts'
import { TAKEN_TARGET } from './partner-data.ts'
import { acceptanceOf, type PartnerModel, type SideModel } from './partner-model.ts'
import { lastPrice, normalised, opposite, pricesOf, type View } from './state.ts'
import { gain } from './tactics.ts'

const chance = (luck: Luck, p: number): boolean => luck.weighted([true, false], [p, 1 - p])
const last = <T>(list: readonly T[], nth: number): T => list[Math.min(nth, list.length - 1)]!

/** What a partner of one side goes by: the units of its prices, and its parameters in this episode. */
interface Here {
  readonly side: SideModel
  /** The buyer's target in money, as the side knows it or goes by it. */
  readonly target: number
}

/** Whole dollars where the listing price is 50 or more, cents below: as people name prices (chosen). */
const rounded = (price: number, listing: number): number =>
  listing >= 50 ? Math.round(price) : Math.round(price * 100) / 100

/** How an offer stands to what people answered: 'below' and 'above' are out of support. */
const placeOf = (utility: number, { support: [low, high] }: SideModel): 'below' | 'inside' | 'above' =>
  utility < low ? 'below' : utility > high ? 'above' : 'inside'

/**
 * A partner that bargains as people did: a first price drawn from theirs, then at each price a chance to stay or a share
 * of the way to the other's last price; a price it hears counts as an offer to be answered with the share of prices that
 * were typed offers at that point, and is then taken by the acceptance logit; it may reject, and may leave. Outside the
 * support of answered offers a rule decides, and the episode is flagged: worse than nearly all, refused; better than
 * nearly all, taken; to a price worse than nearly all that people answered with one of theirs it does not move. It never goes beyond its reservation price. People knew no reservation price and wrote most
 * prices in talk; here every price is a typed offer.
 */
export const partnerOf = (name: string, point: PartnerModel, draws: readonly PartnerModel[], fit: Fit) => {
  const numbers = draws.map((_, draw) => draw)
  const drawOf = ({ luck }: Lucky): number | null => (draws.length ? luck.of('parameters').pick(numbers) : null)
  const here = (view: View, seen: Lucky): Here => {
    const draw = drawOf(seen)
    const model = draw === null ? point : draws[draw]!
    const { seat, own, bargain } = view
    const target = seat === 'buyer' ? own.target : TAKEN_TARGET * bargain.terms.listing
    return { side: model[seat], target }
  }
  const utilityOf = ({ seat, bargain }: View, { target }: Here, price: number): number => {
    const share = normalised(price, target, bargain.terms.listing)
    return seat === 'seller' ? share : 1 - share
  }
  const next: Tactic['next'] = (view, seen) => {
    const { seat, own, bargain } = view
    const { side, target } = here(view, seen)
    const { listing, offer } = bargain.terms
    const made = pricesOf(bargain, seat)
    const before = made.at(-1)
    const theirs = lastPrice(bargain, opposite[seat])
    const luck = seen.luck.of('price', made.length)
    const named = (): number => {
      if (before === undefined) return target + sortedQuantile(side.opening, luck.uniform()) * (listing - target)
      if (theirs === null || utilityOf(view, { side, target }, theirs) < side.least) return before
      if (chance(luck.of('stays'), last(side.holds, made.length - 1))) return before
      return before + sortedQuantile(side.shares, luck.of('share').uniform()) * (theirs - before)
    }
    const price = rounded(named(), listing)
    const bound = seat === 'buyer' ? Math.min(price, own.reservation) : Math.max(price, own.reservation)
    return Math.min(offer.price.max, Math.max(offer.price.min, bound))
  }
  /** Whether what it heard is an offer to be answered. */
  const isFormal = (view: View, side: SideModel, { luck }: Lucky): boolean =>
    isLast(view) ||
    chance(luck.of('formal', view.bargain.turn), last(side.formal, pricesOf(view.bargain, view.seat).length))
  const accepts: Tactic['accepts'] = (view, price, seen) => {
    if (gain(view.seat, view.own, price) < 0) return false
    const now = here(view, seen)
    const utility = utilityOf(view, now, price)
    const place = placeOf(utility, now.side)
    if (place !== 'inside') return place === 'above'
    if (!isFormal(view, now.side, seen)) return false
    const before = lastPrice(view.bargain, view.seat)
    const met = Number(before !== null && gain(view.seat, { reservation: before }, price) >= 0)
    const p = acceptanceOf(now.side, { utility, met, silent: Number(before === null) })
    return chance(seen.luck.of('accepts', view.bargain.turn), p)
  }
  const rejects: Tactic['rejects'] = (view, _price, seen) => {
    const { side } = here(view, seen)
    return isFormal(view, side, seen) && chance(seen.luck.of('rejects', view.bargain.turn), side.reject)
  }
  const quits: Tactic['quits'] = (view, seen) =>
    view.bargain.turn > 1 && chance(seen.luck.of('quits', view.bargain.turn), here(view, seen).side.quit)
  const source = `fitted on ${fit.data}: ${fit.people} people; every price a typed offer, reservation rule and rounding are chosen`
  return bargainer(name, { next, accepts, rejects, quits }, source, {
    cast: 'fitted',
    fit,
    flags: (seen) => {
      const { view } = seen
      const { standing } = view.bargain
      if (standing === null || standing.by === view.seat) return []
      const now = here(view, seen)
      const utility = utilityOf(view, now, standing.price)
      const inside = placeOf(utility, now.side) === 'inside' && utility >= now.side.least
      return inside ? [] : ['out of support']
    },
    note: (seen) => ({ draw: drawOf(seen) }),
  })
}
