import { type Rated, rated } from './opponent-model.ts'
import { pointsOf, proposalsOf, splitsOf } from './splits.ts'
import { opposite, type View } from './state.ts'

/** All the packages there are, in points of one's own. */
export const mostPoints = ({ own, talks: { terms } }: View): number => pointsOf(own, terms.quantities)

/** How much of the time for proposals is gone, from 0 to 1: the last turn can only answer. */
export const timeGone = ({ talks: { turn, terms } }: View): number =>
  terms.turns <= 2 ? 1 : Math.min(1, turn / (terms.turns - 2))

/** How an aspiration falls with time t: 1 - t^e, or (exp((1 - t)^e) - 1) / (exp(1) - 1). */
export type Fall = 'polynomial' | 'exponential'

/** Points to aim at, from all there is down to walking away, as time goes. Source: NegMAS, aspiration. */
export const aspiration = (view: View, exponent: number, family: Fall = 'polynomial'): number => {
  const { walkAway } = view.talks.terms
  const most = Math.max(walkAway, mostPoints(view))
  const t = timeGone(view)
  const share = family === 'polynomial' ? 1 - t ** exponent : Math.expm1((1 - t) ** exponent) / Math.expm1(1)
  return walkAway + (most - walkAway) * share
}

/** The best by a score, the first of equals. */
export const best = <T>(from: readonly T[], score: (each: T) => number): T =>
  from.reduce((found, each) => (score(each) > score(found) + 1e-9 ? each : found), from[0]!)

/** All splits that are worth walking away from nothing for; everything where none is. */
export const rational = (view: View): readonly Rated[] => {
  const { quantities, walkAway } = view.talks.terms
  const all = rated(view, splitsOf(quantities))
  const good = all.filter(({ points }) => points >= walkAway)
  return good.length > 0 ? good : [best(all, ({ points }) => points)]
}

/** The split that just reaches some points; of those within a point of it (chosen) the one the other seems to like most. */
export const reaching = (view: View, target: number): readonly number[] => {
  const splits = rational(view)
  const enough = splits.filter(({ points }) => points >= target - 1e-9)
  if (enough.length === 0) return best(splits, ({ points }) => points).keep
  const least = Math.min(...enough.map(({ points }) => points))
  return best(
    enough.filter(({ points }) => points <= least + 1),
    ({ liked, points }) => liked - points / 1e4,
  ).keep
}

/** The split nearest to some points. Source: the outcome choice of the hybrid agent in NegMAS. */
export const nearest = (view: View, target: number): readonly number[] =>
  best(rational(view), ({ points }) => -Math.abs(points - target)).keep

/** What a side would have got by each proposal of the other, in points, the oldest first. */
export const pointsOffered = (view: View): number[] =>
  proposalsOf(view.talks, opposite[view.seat], view.seat).map((keep) => pointsOf(view.own, keep))

/** What a side asked for in each proposal of its own, the oldest first. */
export const asked = (view: View): number[][] => proposalsOf(view.talks, view.seat, view.seat)

/** The different ones of some splits, in order. */
export const distinct = (splits: readonly (readonly number[])[]): (readonly number[])[] => {
  const seen = new Set<string>()
  return splits.filter((keep) => {
    const key = keep.join()
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** How the last gains of the other's offers count in the hybrid agent, the newest last, by how many there are. */
const WEIGHTS: Readonly<Record<number, readonly number[]>> = {
  1: [1],
  2: [0.25, 0.75],
  3: [0.11, 0.22, 0.66],
  4: [0.05, 0.15, 0.3, 0.5],
}

/** The share of all points that the hybrid agent ends at: lower where there is more to choose from (thresholds chosen). */
const finalShare = (splits: number): number =>
  0.8 - 0.025 * [450, 1500, 4500, 18_000].filter((size) => splits >= size).length

/**
 * The share of all points that the hybrid agent aims at: a Bezier curve over time, blended with its last proposal less
 * what the other conceded, (.5 + .5 t) times a weighted sum; behaviour early, time late. Source: Keskin, Cakan & Aydogan
 * 2021, as in NegMAS.
 */
export const hybridTarget = (view: View): number => {
  const t = timeGone(view)
  const most = mostPoints(view) || 1
  const final = finalShare(splitsOf(view.talks.terms.quantities).length)
  const byTime = (1 - t) ** 2 + 2 * t * (1 - t) * 0.75 + t ** 2 * final
  const offers = pointsOffered(view)
  const last = asked(view).at(-1)
  const gains = offers.slice(1).map((points, i) => (points - offers[i]!) / most)
  const recent = gains.slice(-4)
  if (recent.length === 0 || !last) return byTime * most
  const weights = WEIGHTS[recent.length]!
  const conceded = recent.reduce((sum, gain, i) => sum + weights[i]! * gain, 0)
  const byBehaviour = pointsOf(view.own, last) / most - (0.5 + 0.5 * t) * conceded
  return ((1 - t ** 2) * byBehaviour + t ** 2 * byTime) * most
}

/** How ready a side is to risk conflict: what it loses by giving in, as a share of what it asks for. Source: Zeuthen 1930. */
const risk = (asks: number, given: number): number => (asks <= 0 ? 1 : Math.max(0, (asks - given) / asks))

/**
 * The proposal by Zeuthen's rule: whoever risks conflict less readily concedes, by the least that makes its risk the
 * larger. Gains are over walking away; those of the other are what it seems to like, where its priorities are hidden.
 */
export const zeuthenSplit = (view: View): readonly number[] => {
  const { quantities, walkAway } = view.talks.terms
  const splits = rational(view)
  const find = (keep: readonly number[]): Rated | undefined => splits.find((each) => each.keep.join() === keep.join())
  const most = Math.max(0, pointsOf(view.other ?? view.own, quantities))
  const gain = ({ points }: Rated): number => Math.max(0, points - walkAway)
  const theirs = ({ liked }: Rated): number => Math.max(0, liked * most - walkAway)
  const last = asked(view).at(-1)
  const own = last && find(last)
  const offer = proposalsOf(view.talks, opposite[view.seat], view.seat).at(-1)
  if (!own || !offer) return own?.keep ?? best(splits, ({ points }) => points).keep
  const given = rated(view, [offer])[0]!
  const holds = (split: Rated): boolean => risk(gain(split), gain(given)) > risk(theirs(given), theirs(split)) + 1e-9
  const enough = splits.filter((split) => split.points <= own.points && (split === own || split.liked >= own.liked))
  const conceding = enough.filter(holds)
  return (conceding.length > 0 ? best(conceding, ({ points, liked }) => points + liked / 100) : own).keep
}
