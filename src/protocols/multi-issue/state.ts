import type { Act, Luck } from 'suasion'
import { z } from 'zod'

/** What talk can do, as annotated in CaSiNo (Chawla et al. 2021, table 2). No label at all: nobody has read it. */
export const STRATEGIES = [
  'small-talk',
  'self-need',
  'other-need',
  'no-need',
  'elicit-pref',
  'promote-coordination',
  'vouch-fair',
  'showing-empathy',
  'uv-part',
  'non-strategic',
] as const
export type Strategy = (typeof STRATEGIES)[number]

const names = z.array(z.string().min(1).max(30)).min(1).max(5)

/** What may be set about the negotiation. Priorities left at null are drawn for each episode. */
export const params = z.object({
  issues: names.default(['Food', 'Water', 'Firewood']).describe('what is divided, at most five issues'),
  quantities: z
    .array(z.int().min(1).max(9))
    .min(1)
    .max(5)
    .default([3, 3, 3])
    .describe('how many packages there are of each issue, in the same order'),
  values: z
    .array(z.int().min(0).max(100))
    .min(1)
    .max(5)
    .default([5, 4, 3])
    .describe('points for a package of the most valued issue, of the next, and so on'),
  firstPriorities: names.nullable().default(null).describe('the issues from most to least valued, of who acts first'),
  secondPriorities: names.nullable().default(null).describe('the same of the other'),
  walkAway: z.number().min(0).max(1000).default(5).describe('points of each without a deal'),
  turns: z.int().min(2).max(500).default(20).describe('the deadline: so many acts of both together'),
  discount: z.number().min(0).max(1).default(1).describe('what a turn of delay leaves of the points of a deal'),
  talk: z.boolean().default(true).describe('a turn may be spent on saying something'),
  known: z.boolean().default(false).describe('each side knows the priorities of the other'),
})
export type Params = z.output<typeof params>

const strategies = z.array(z.enum(STRATEGIES)).max(STRATEGIES.length).describe('what the text does')
const spoken = { text: z.string().max(1000), strategies }
/** What a side can do. */
export const moves = {
  propose: z.object({
    keep: z
      .array(z.int().min(0).max(9))
      .min(1)
      .max(5)
      .describe('packages of each issue that you would get, in order; the other gets the rest. Binding once accepted'),
    ...spoken,
  }),
  accept: z.object(spoken),
  reject: z.object(spoken),
  walkAway: z.object(spoken),
  say: z.object({ text: z.string().min(1).max(1000), strategies }),
}

export type Seat = 'first' | 'second'
export interface TalkAct {
  readonly seat: Seat
  readonly act: Act<typeof moves>
}

/** What both are told, constant over the episode. */
export interface Terms {
  readonly issues: readonly string[]
  readonly quantities: readonly number[]
  readonly values: readonly number[]
  readonly walkAway: number
  readonly turns: number
  readonly discount: number
  readonly talk: boolean
  readonly known: boolean
  /** The limits on a proposal. */
  readonly propose: { readonly keep: { readonly min: number; readonly max: number; readonly each: readonly number[] } }
}

/** One act, and the one before it: a chain, so that a turn copies nothing of what was said. */
export interface Done extends TalkAct {
  readonly before: Done | null
}

/** A split on the table: what its proposer would get of each issue, and the turn (from 0) in which it was proposed. */
export interface Proposal {
  readonly by: Seat
  readonly keep: readonly number[]
  readonly turn: number
}

/** All that is public. */
export interface Talks {
  readonly terms: Terms
  readonly to: Seat
  readonly turn: number
  readonly last: Done | null
  /** The proposal that may still be accepted; once accepted, that one. */
  readonly standing: Proposal | null
  readonly end: 'deal' | 'walk away' | 'deadline' | 'absence' | null
}

/** The whole of it, with what a package of each issue is worth to each side. */
export interface State {
  readonly worth: Readonly<Record<Seat, readonly number[]>>
  readonly talks: Talks
}

/** What one side knows: what a package of each issue is worth to it, and to the other where that is known. */
export interface View {
  readonly seat: Seat
  readonly talks: Talks
  readonly own: readonly number[]
  readonly other: readonly number[] | null
}

/** The one across the table. */
export const opposite = { first: 'second', second: 'first' } as const

/** All acts so far, the oldest first. */
export const historyOf = ({ last }: Talks): TalkAct[] => {
  const acts: TalkAct[] = []
  for (let each = last; each !== null; each = each.before) acts.push(each)
  return acts.reverse()
}

/** What a package of each issue is worth to one side: by its priorities as given, or drawn where they are null. */
export const dealt = (
  { issues, values }: Pick<Terms, 'issues' | 'values'>,
  given: readonly string[] | null,
  luck: Luck,
) => (given ? issues.map((issue) => values[given.indexOf(issue)]!) : luck.draw(values, values.length))
