import { acNext, negotiator, type Tactic } from './negotiator.ts'
import { pointsOf, proposalsOf } from './splits.ts'
import { opposite, type View } from './state.ts'
import {
  asked,
  aspiration,
  best,
  distinct,
  type Fall,
  hybridTarget,
  mostPoints,
  nearest,
  pointsOffered,
  rational,
  reaching,
  zeuthenSplit,
} from './tactics.ts'

const inRange = (what: string, value: number, least: number, most: number): number => {
  if (value >= least && value <= most) return value
  throw new Error(`${what} must be from ${least} to ${most}, not ${value}`)
}

const NEGMAS = 'NegMAS (Mohammad, Nakadai & Greenwald 2020)'
const AC_NEXT = 'AC_next (Baarslag et al. 2014)'

/**
 * Concedes with time alone: it proposes the split that just reaches 1 - t^exponent of the way from walking away to
 * everything, or in the exponential family (exp((1 - t)^exponent) - 1) / (exp(1) - 1) of it (4, .725 and .125 in NegMAS
 * for a boulware, nearly a line and a conceder), and accepts by AC_next with `a` and `b`. Source: Faratin, Sierra &
 * Jennings 1998 with the curves of NegMAS.
 */
export const timeDependent = ({ exponent = 1, family = 'polynomial' as Fall, a = 1, b = 0 } = {}) => {
  inRange('exponent', exponent, 0.001, 1000)
  if (family !== 'polynomial' && family !== 'exponential')
    throw new Error(`family must be polynomial or exponential, not ${family}`)
  const accepting = { a: inRange('a', a, 0, 1000), b: inRange('b', b, -1000, 1000) }
  const next: Tactic['next'] = (view) => reaching(view, aspiration(view, exponent, family))
  return negotiator(
    `time ${family === 'polynomial' ? '' : `${family} `}${exponent}`,
    { next, accepts: acNext(next, accepting) },
    `${NEGMAS}, ${family} aspiration with exponent ${exponent}; ${AC_NEXT}`,
  )
}

/** Concedes late: the time-dependent tactic with an exponent above 1. Its default 4 is that of NegMAS. */
export const boulware = ({ exponent = 4 } = {}) =>
  timeDependent({ exponent: inRange('exponent of a boulware', exponent, 1.001, 1000) })

/** Concedes the same each turn: the time-dependent tactic with exponent 1. */
export const linear = () => timeDependent()

/** Concedes early: the time-dependent tactic with an exponent below 1. Its default .25 is that of NegMAS. */
export const conceder = ({ exponent = 0.25 } = {}) =>
  timeDependent({ exponent: inRange('exponent of a conceder', exponent, 0.001, 0.999) })

/**
 * Concedes as many of its points as the other has given it: from its first proposal for everything down by what the
 * best of the other's proposals gained it over the first. Source: NegMAS, tit-for-tat on the own estimate; AC_next.
 */
export const titForTat = () => {
  const next: Tactic['next'] = (view) => {
    const offers = pointsOffered(view)
    const given = offers.length > 1 ? Math.max(...offers) - offers[0]! : 0
    return reaching(view, Math.max(view.talks.terms.walkAway, mostPoints(view) - given))
  }
  return negotiator('tit-for-tat', { next, accepts: acNext(next) }, `${NEGMAS}, tit-for-tat; ${AC_NEXT}`)
}

/** The splits a side may still come to, from its best down. */
const ranking = (view: View): readonly (readonly number[])[] =>
  [...rational(view)].sort((a, b) => b.points - a.points).map(({ keep }) => keep)

/**
 * MiCRO: proposes its next best split only while it has made no more different proposals than it has received, and
 * otherwise repeats an earlier one by chance; accepts what is at least as good as the next. Source: de Jonge 2022.
 */
export const micro = () => {
  const ready = (view: View): readonly number[] | null => {
    const made = distinct(asked(view)).length
    const received = distinct(proposalsOf(view.talks, opposite[view.seat], view.seat)).length
    return made <= received ? (ranking(view)[made] ?? null) : null
  }
  const next: Tactic['next'] = (view, luck) =>
    ready(view) ?? luck.of('repeat', view.talks.turn).pick(distinct(asked(view)))
  const accepts: Tactic['accepts'] = (view, offered) => {
    const points = pointsOf(view.own, offered)
    if (points < view.talks.terms.walkAway) return false
    const target =
      ready(view) ??
      asked(view).reduce((least, keep) => (pointsOf(view.own, keep) < pointsOf(view.own, least) ? keep : least))
    return points >= pointsOf(view.own, target)
  }
  return negotiator('micro', { next, accepts }, 'MiCRO (de Jonge 2022), as in NegMAS')
}

/** The hybrid agent: a Bezier curve over time blended with what the other conceded. Source: Keskin et al. 2021; AC_next. */
export const hybrid = () => {
  const next: Tactic['next'] = (view) => nearest(view, hybridTarget(view))
  const source = `hybrid agent (Keskin, Cakan & Aydogan 2021), as in ${NEGMAS}; thresholds of domain size chosen; ${AC_NEXT}`
  return negotiator('hybrid agent', { next, accepts: acNext(next) }, source)
}

/** Zeuthen's rule on what the other seems to like (the frequency model), or on its true points where these are known. */
export const zeuthen = () =>
  negotiator(
    'zeuthen',
    { next: zeuthenSplit, accepts: acNext(zeuthenSplit) },
    `Zeuthen 1930, Harsanyi 1956; frequency model of HardHeaded; ${AC_NEXT}`,
  )

/**
 * Of the splits that reach its aspiration (a boulware by default) it proposes the one with the largest product of gains,
 * its own over walking away and the other's as the frequency model has it. Source: Nash 1950; HardHeaded; exponent chosen.
 */
export const nashSeeker = ({ exponent = 4 } = {}) => {
  inRange('exponent', exponent, 0.001, 1000)
  const next: Tactic['next'] = (view) => {
    const { walkAway } = view.talks.terms
    const least = aspiration(view, exponent)
    const splits = rational(view).filter(({ points }) => points >= least - 1e-9)
    if (splits.length === 0) return reaching(view, least)
    return best(splits, ({ points, liked }) => (points - walkAway) * liked).keep
  }
  return negotiator(
    'nash seeker',
    { next, accepts: acNext(next) },
    `Nash 1950; frequency model of HardHeaded; ${AC_NEXT}`,
  )
}

/**
 * The integrative negotiator: says what it needs most, concedes in a straight line, and of the splits within `slack`
 * points of its aspiration proposes the one the other seems to like most, so that it trades what it values less for what
 * it values more (logrolling). Source: Pruitt 1981, logrolling; Raiffa 1982; slack 3 is chosen.
 */
export const logroller = ({ exponent = 1, slack = 3 } = {}) => {
  inRange('exponent', exponent, 0.001, 1000)
  inRange('slack', slack, 0, 1000)
  const next: Tactic['next'] = (view) => {
    const least = aspiration(view, exponent)
    const level = rational(view).filter(({ points }) => points >= least - 1e-9 && points <= least + slack)
    return level.length > 0 ? best(level, ({ liked, points }) => liked + points / 1e4).keep : reaching(view, least)
  }
  const source = `logrolling (Pruitt 1981), frequency model of HardHeaded; exponent ${exponent} and slack ${slack} are chosen; ${AC_NEXT}`
  return negotiator(
    'logroller',
    { next, accepts: acNext(next), opens: ({ talks }) => (talks.turn < 2 ? 'say' : 'propose') },
    source,
  )
}

/** Asks for `share` of its points (.8, chosen) from first to last, and takes nothing less. */
export const greedy = ({ share = 0.8 } = {}) => {
  inRange('share', share, 0, 1)
  const demand = (view: View): number => share * mostPoints(view)
  const next: Tactic['next'] = (view) => reaching(view, demand(view))
  const accepts: Tactic['accepts'] = (view, offered) => pointsOf(view.own, offered) >= demand(view) - 1e-9
  return negotiator('greedy', { next, accepts }, `chosen: a fixed demand of ${share}`)
}

/** Proposes any split worth at least as much as walking away, and takes any such split with a chance of its share of all points (chosen). */
export const randomNegotiator = () => {
  const next: Tactic['next'] = (view, luck) => luck.of('split', view.talks.turn).pick(rational(view)).keep
  const accepts: Tactic['accepts'] = (view, offered, luck) => {
    const points = pointsOf(view.own, offered)
    const share = points / (mostPoints(view) || 1)
    if (points < view.talks.terms.walkAway) return false
    return luck.of('takes', view.talks.turn).weighted([true, false], [share, 1 - share])
  }
  return negotiator('random negotiator', { next, accepts }, 'chosen')
}
