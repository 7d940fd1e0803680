import type { Estimate } from '../../core/index.ts'
import { type Ability, type BradleyTerryFit, bradleyTerry, type PairCounts } from '../../statistics/bradley-terry.ts'
import { UnratedError } from '../../statistics/comparison-graph.ts'
import type { Flow, MindCard } from '../record.ts'
import { meanByUnit } from '../report/arms.ts'
import type { Format } from './design.ts'
import { isFair, type Match, resultOf } from './matches.ts'
import { type Stratum, sumOfMeans } from './means.ts'
import type { Fairness } from './pairing.ts'

/** What a tournament is: enough to play it again, and to read its games without its minds. */
export interface Tournament {
  readonly format: number
  readonly suasion: string
  readonly protocol: string
  readonly version: number
  readonly params: Readonly<Record<string, unknown>>
  readonly wording: string
  readonly pairing: Format
  readonly rounds: number
  readonly swap: boolean
  readonly selfPlay: boolean
  readonly seed: string
  /** What a game is won by, where it is not the payoff of the rules. */
  readonly outcome: string | null
  /** The entrants, then those held back. */
  readonly minds: readonly MindCard[]
  readonly heldBack: readonly string[]
  /** Who can meet, in how many games a match, and when both have the same roles. */
  readonly pairs: readonly {
    readonly minds: readonly [string, string]
    readonly games: number
    readonly fair: Fairness
  }[]
}

/** How one entrant did. */
export interface Standing {
  readonly rank: number
  readonly name: string
  /** The roles it had against other entrants. */
  readonly roles: string
  /** Matches against other entrants: all, and of those where both had the same roles, won, tied and lost. */
  readonly matches: number
  readonly wins: number
  readonly ties: number
  readonly losses: number
  /** Its Bradley-Terry ability among the entrants, whose mean is 0; null where none exists, and a note says why. */
  readonly rating: Ability | null
  /** Against these entrants, each counting the same: its interval says what other luck could change. */
  readonly payoff: Estimate | null
  /** The same mean: its interval says what other opponents of this kind could change; its unit is the opponent. */
  readonly overOpponents: Estimate | null
  /** Against the minds held back, each counting the same. */
  readonly unseen: Estimate | null
  /** Against these entrants, less against the minds held back. */
  readonly gap: Estimate | null
}

/** The result of a tournament: plain JSON. */
export interface Standings {
  readonly tournament: Tournament
  readonly folder: string | null
  /** Why it was stopped before its end, or null. */
  readonly stopped: string | null
  readonly flow: Flow
  readonly standings: readonly Standing[]
  /** What the ranks go by: ratings; where none exist, the share of points won (a tie is half); or payoffs, within roles. */
  readonly rankedBy: 'rating' | 'points' | 'payoff'
  /** Davidson's nu of the ratings, where matches were tied. */
  readonly tie: Estimate | null
  /** The mean payoff of the row's mind against the column's; null where they never met. */
  readonly matrix: { readonly minds: readonly string[]; readonly cells: readonly (readonly (Estimate | null)[])[] }
  readonly notes: readonly string[]
}

/** What a mind got against another, match by match. */
const against = (matches: readonly Match[], name: string, other: string): number[] =>
  matches.flatMap(({ minds: [a, b], scores }) =>
    a === name && b === other ? [scores[0]] : b === name && a === other ? [scores[1]] : [],
  )

const countsOf = (matches: readonly Match[]): PairCounts[] =>
  matches.map((match) => {
    const result = resultOf(match)
    const [first, second] = match.minds
    return { first, second, wins: Number(result > 0), losses: Number(result < 0), ties: Number(result === 0) }
  })

const rated = (
  matches: readonly Match[],
  entrants: readonly string[],
): { fit: BradleyTerryFit | null; why: string } => {
  if (matches.length === 0) return { fit: null, why: 'no match in which both minds had the same roles was finished' }
  const missing = entrants.filter((name) => !matches.some(({ minds }) => minds.includes(name)))
  if (missing.length) return { fit: null, why: `no finished match says how good ${missing.join(', ')} is` }
  try {
    return { fit: bradleyTerry(countsOf(matches)), why: '' }
  } catch (error) {
    if (!(error instanceof UnratedError)) throw error
    return { fit: null, why: error.message }
  }
}

/** Ranks the entrants of a tournament, and says who got what against whom. */
export const standingsOf = (
  tournament: Tournament,
  matches: readonly Match[],
  run: { readonly folder: string | null; readonly stopped: string | null; readonly flow: Flow },
): Standings => {
  const { heldBack, swap, pairs, minds } = tournament
  const names = minds.map(({ name }) => name)
  const entrants = names.filter((name) => !heldBack.includes(name))
  const among = matches.filter(({ minds: [a, b] }) => a !== b && entrants.includes(a) && entrants.includes(b))
  const fair = among.filter(isFair)
  const { fit, why } = rated(fair, entrants)
  const strata = (name: string, others: readonly string[], sign: 1 | -1): Stratum[] => {
    const met = others.flatMap((other) => {
      const values = other === name ? [] : against(matches, name, other)
      return values.length ? [values] : []
    })
    return met.map((values) => ({ weight: sign / met.length, values }))
  }
  const rolesOf = (name: string): string => {
    const taken = among.flatMap(({ minds: [a, b], roles }) =>
      a === name ? roles[0].split(', ') : b === name ? roles[1].split(', ') : [],
    )
    return [...new Set(taken)].sort().join(', ')
  }
  const unranked = entrants.map((name): Omit<Standing, 'rank'> => {
    const own = fair.filter((match) => match.minds.includes(name))
    const results = own.map((match) => (match.minds[0] === name ? 1 : -1) * resultOf(match))
    const seen = strata(name, entrants, 1)
    const unseen = strata(name, heldBack, 1)
    const means = seen.map(
      ({ values }, i) => [String(i), values.reduce((sum, x) => sum + x, 0) / values.length] as const,
    )
    return {
      name,
      roles: rolesOf(name),
      matches: among.filter((match) => match.minds.includes(name)).length,
      wins: results.filter((result) => result > 0).length,
      ties: results.filter((result) => result === 0).length,
      losses: results.filter((result) => result < 0).length,
      rating: fit?.abilities.find((ability) => ability.name === name) ?? null,
      payoff: sumOfMeans(seen, 'mean over opponents of mean payoff by match'),
      overOpponents: means.length > 1 ? meanByUnit(means) : null,
      unseen: sumOfMeans(unseen, 'mean over held-back opponents of mean payoff by match'),
      gap:
        seen.length && unseen.length
          ? sumOfMeans([...seen, ...strata(name, heldBack, -1)], 'difference of means over opponents')
          : null,
    }
  })
  const met = entrants.every((name) => fair.some((match) => match.minds.includes(name)))
  const rankedBy = fit ? 'rating' : met ? 'points' : 'payoff'
  const payoffOf = ({ payoff }: Omit<Standing, 'rank'>): number => payoff?.value ?? Number.NEGATIVE_INFINITY
  const worth = (each: Omit<Standing, 'rank'>): number =>
    rankedBy === 'rating'
      ? each.rating!.value
      : rankedBy === 'points'
        ? (each.wins + each.ties / 2) / (each.wins + each.ties + each.losses)
        : payoffOf(each)
  // Payoffs in different roles cannot be compared, so those minds are ranked apart.
  const group = (each: Omit<Standing, 'rank'>): string => (rankedBy === 'payoff' ? each.roles : '')
  const sorted = [...unranked].sort(
    (a, b) =>
      Number(group(a) > group(b)) - Number(group(a) < group(b)) ||
      worth(b) - worth(a) ||
      payoffOf(b) - payoffOf(a) ||
      0,
  )
  const within = pairs.filter(({ minds: [a, b] }) => a !== b && entrants.includes(a) && entrants.includes(b))
  const never = within.filter(({ fair: when }) => when === 'never').length
  const notes = [
    ...(fit ? [] : [`No ratings: ${why}.`]),
    ...(!swap && within.some(({ fair: when }) => when === 'swapped')
      ? ['The roles differ, so a single game says nothing of who played better, and is in no rating. Use --swap.']
      : []),
    ...(never
      ? [`Matches of ${never} of ${within.length} pairs are in no rating: their minds cannot take the same roles.`]
      : []),
    ...(tournament.pairing === 'swiss' ? ['In a Swiss tournament opponents differ, so payoffs do not compare.'] : []),
    ...(heldBack.length
      ? ['Ratings, wins and payoffs are those among the entrants; held-back minds stand apart.']
      : []),
  ]
  return {
    tournament,
    ...run,
    standings: sorted.map((each) => ({
      rank: 1 + sorted.filter((other) => group(other) === group(each) && worth(other) > worth(each)).length,
      ...each,
    })),
    rankedBy,
    tie: fit?.tie ?? null,
    matrix: {
      minds: names,
      cells: names.map((row) =>
        names.map((column) => meanByUnit(against(matches, row, column).map((x, i) => [String(i), x] as const))),
      ),
    },
    notes,
  }
}
