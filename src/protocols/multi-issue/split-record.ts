import { closingOf, type Episode, type Instrument, stateOf } from 'suasion'
import { multiIssue } from './protocol.ts'
import { pointsOf, restOf, splitsOf } from './splits.ts'
import type { Seat, State } from './state.ts'

/** Points offered to the other, from which on a proposal is in each bucket. */
export const BUCKETS = { under13: 0, from13: 13, from16: 16, from18: 18, from20: 20, from22: 22 } as const
export type Bucket = keyof typeof BUCKETS

/** The bucket of some points. */
export const bucketOf = (points: number): Bucket =>
  (Object.keys(BUCKETS) as Bucket[]).findLast((bucket) => points >= BUCKETS[bucket]) ?? 'under13'

/** A proposal, what it would give whom, and what became of it. */
export interface Answered {
  readonly by: Seat
  readonly keep: readonly number[]
  readonly own: number
  readonly offered: number
  /** How many acts, and how many proposals, its proposer had made before. */
  readonly acts: number
  readonly nth: number
  readonly answer: 'accept' | 'reject' | 'propose' | 'walkAway' | 'none'
}

/** Every proposal of a log in order, with its answer: what the other did next that is not mere talk. */
export const proposalsIn = (episode: Episode): { readonly state: State; readonly proposals: readonly Answered[] } => {
  const state = stateOf(multiIssue, episode, 'split record', 0)
  const { quantities } = state.talks.terms
  const made: Record<Seat, { acts: number; nth: number }> = { first: { acts: 0, nth: 0 }, second: { acts: 0, nth: 0 } }
  const proposals: Answered[] = []
  let open = -1
  for (const event of episode) {
    if (event.kind !== 'act') continue
    const seat = event.seat as Seat
    const { move } = event.act
    const last = proposals[open]
    if (last && move !== 'say' && (seat !== last.by || move === 'walkAway')) {
      proposals[open] = { ...last, answer: move as Answered['answer'] }
      open = -1
    }
    if (move === 'propose') {
      const keep = (event.act['keep'] as readonly number[]).map((amount, i) => Math.min(amount, quantities[i]!))
      const own = pointsOf(state.worth[seat], keep)
      const other = seat === 'first' ? 'second' : 'first'
      const offered = pointsOf(state.worth[other], restOf(quantities, keep))
      open = proposals.push({ by: seat, keep, own, offered, ...made[seat], answer: 'none' }) - 1
      made[seat].nth++
    }
    made[seat].acts++
  }
  return { state, proposals }
}

/** The points of both sides in every possible split: the feasible outcomes that the instrument `bargaining` asks for. */
export const splitPayoffs = (episode: Episode): Record<Seat, number>[] => {
  const { worth, talks } = stateOf(multiIssue, episode, 'split payoffs', 0)
  const { quantities } = talks.terms
  return splitsOf(quantities).map((keep) => ({
    first: pointsOf(worth.first, keep),
    second: pointsOf(worth.second, restOf(quantities, keep)),
  }))
}

/** What both get without a deal: the disagreement point that the instrument `bargaining` asks for. */
export const walkAwayPoints = (episode: Episode): Record<Seat, number> => {
  const { walkAway } = stateOf(multiIssue, episode, 'walk-away points', 0).talks.terms
  return { first: walkAway, second: walkAway }
}

type Counts = { readonly [K in `${'proposed' | 'accepted'}_${Bucket}`]: number }
/** How a negotiation over several issues ended, and what was proposed. */
export type SplitRecord = Counts & {
  readonly deal: boolean
  readonly walkedAway: boolean
  readonly firstPoints: number | null
  readonly secondPoints: number | null
  readonly joint: number | null
  readonly bestJoint: number
  readonly aligned: number
  readonly proposals: number
  readonly kept: number | null
  readonly offered: number | null
}

/** How many issues both rank the same, by what a package is worth to each. */
const alignedIssues = ({ worth }: State): number => worth.first.filter((points, i) => points === worth.second[i]).length

const mean = (values: readonly number[]): number | null =>
  values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null

/** Measures a negotiation over several issues, one row an episode, from typed acts alone. */
export const splitRecord = (): Instrument<SplitRecord> => ({
  name: 'split record',
  columns: {
    deal: 'a proposal was accepted',
    walkedAway: 'somebody walked away',
    firstPoints: 'points of the side that acted first; null where the episode was cut',
    secondPoints: 'points of the other',
    joint: 'sum of the points of a deal; null without one',
    bestJoint: 'the largest sum that any split gives',
    aligned: 'how many issues both rank the same',
    proposals: 'how many splits were proposed',
    kept: 'points that proposers asked for, the mean over proposals; null without any',
    offered: 'points that proposals left for the other, the mean over proposals; null without any',
    ...(Object.fromEntries(
      (Object.keys(BUCKETS) as Bucket[]).flatMap((bucket) => [
        [
          `proposed_${bucket}`,
          `proposals that leave the other ${BUCKETS[bucket]} points or more, up to the next bucket`,
        ],
        [`accepted_${bucket}`, 'how many of these were accepted'],
      ]),
    ) as Record<keyof Counts, string>),
  },
  read: (episode) => {
    const { payoff } = closingOf(episode)
    const { state, proposals } = proposalsIn(episode)
    const [first, second] = [payoff?.['first'] ?? null, payoff?.['second'] ?? null]
    const deal = proposals.some(({ answer }) => answer === 'accept')
    const counts = (Object.keys(BUCKETS) as Bucket[]).flatMap((bucket): [string, number][] => {
      const here = proposals.filter(({ offered }) => bucketOf(offered) === bucket)
      return [
        [`proposed_${bucket}`, here.length],
        [`accepted_${bucket}`, here.filter(({ answer }) => answer === 'accept').length],
      ]
    })
    return {
      deal,
      walkedAway: episode.some((event) => event.kind === 'act' && event.act['move'] === 'walkAway'),
      firstPoints: first,
      secondPoints: second,
      joint: deal && first !== null && second !== null ? first + second : null,
      bestJoint: Math.max(...splitPayoffs(episode).map((each) => each.first + each.second)),
      aligned: alignedIssues(state),
      proposals: proposals.length,
      kept: mean(proposals.map(({ own }) => own)),
      offered: mean(proposals.map(({ offered }) => offered)),
      ...(Object.fromEntries(counts) as Counts),
    }
  },
})
