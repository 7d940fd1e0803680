import type { Act, SeatId } from 'suasion'
import { z } from 'zod'

/** The most points one member may give another in a round (chosen). */
export const MOST_POINTS = 3

/** What may be set. The paper's module equations are known and its constants are not: every number here is chosen. */
export const params = z.object({
  members: z.int().min(2).max(1000).default(10).describe('how many share the stock (chosen)'),
  rounds: z.int().min(1).max(1000).default(100).describe('at most; the members are not told (chosen)'),
  capacity: z.number().positive().max(1e9).default(100).describe('the most the stock holds (chosen)'),
  start: z.number().positive().max(1).default(1).describe('the stock at first, as a share of the capacity (chosen)'),
  growth: z.number().positive().max(3).default(0.5).describe('logistic growth per round; .5 rich, .2 scarce (chosen)'),
  productivity: z.number().positive().max(1).default(0.1).describe('share of the stock taken at effort 1 (chosen)'),
  consumption: z.number().min(0).max(1e6).default(0.3).describe('what each uses up every round (chosen)'),
  viability: z.number().min(0).max(1e9).default(1).describe('below this stock the pool is lost (chosen)'),
  cost: z.number().min(0).max(1e3).default(0.1).describe('what a point costs who gives it (chosen)'),
  penalty: z.number().min(0).max(1e3).default(1).describe('what a point costs who gets it (chosen)'),
  memory: z.number().min(0).max(1).default(0.8).describe('share of the standing that lasts a round (chosen)'),
  monitoring: z.boolean().default(true).describe('members may watch one another, and fine whom they watched'),
  choice: z.enum(['none', 'median', 'vote']).default('none').describe('how the norm is set; none: the mean effort'),
  learning: z.boolean().default(true).describe('each sees the effort and standing of one other, drawn by lot'),
})

const share = z.number().min(0).max(1)
/** What a member can do. */
export const moves = {
  harvest: z.object({
    effort: share.describe('how hard to harvest, from 0 to 1'),
    watch: z.boolean().describe('whether to watch what one member, drawn by lot, takes'),
  }),
  fine: z.object({ points: z.int().min(0).max(MOST_POINTS).describe('for whom you watched; 0 for none') }),
  propose: z.object({ norm: share.describe('the most effort that anybody should make') }),
  vote: z.object({ norm: z.number().describe('one of the proposals') }),
}

export type PoolAct = { readonly seat: SeatId; readonly act: Act<typeof moves> }
type Settings = z.output<typeof params>

/** One round as everybody learns of it; `norm` is what holds after it. */
export interface Round {
  readonly stock: number
  readonly taken: number
  readonly norm: number
}

/** What all members know: one object, shared by all views of a turn. Nobody is told the growth or the number of rounds. */
export interface Game extends Omit<Settings, 'growth' | 'rounds' | 'start'> {
  readonly stage: 'harvest' | 'fine' | 'propose' | 'vote' | 'over'
  /** From 0. */
  readonly round: number
  readonly stock: number
  /** The effort in force as a norm; null before the first. */
  readonly norm: number | null
  /** What was proposed this round, each number once, in ascending order. */
  readonly proposals: readonly number[]
  readonly history: readonly Round[]
}

/** What one member saw of another: who, how hard it harvested, and what that took. */
export interface Sight {
  readonly who: SeatId
  readonly effort: number
  readonly taken: number
}

/** Whom one may learn from: its effort, how well it fares, and the norm it last proposed. */
export interface Model {
  readonly who: SeatId
  readonly effort: number
  readonly standing: number
  readonly norm: number | null
}

/** One round of one member. */
export interface Own {
  readonly effort: number
  readonly taken: number
  readonly watched: Sight | null
  readonly given: number
  readonly received: number
  /** Seen at the end of the round. */
  readonly model: Model | null
}

/** What one member knows. */
export interface View {
  readonly seat: SeatId
  readonly game: Game
  readonly earned: number
  readonly standing: number
  /** Its part in the round that is being played; null before it harvested. */
  readonly now: Own | null
  readonly past: readonly Own[]
}

/** The whole game at one moment. */
export interface State {
  readonly game: Game
  readonly hidden: Pick<Settings, 'growth' | 'rounds'>
  readonly seats: readonly SeatId[]
  readonly gone: readonly SeatId[]
  readonly asked: readonly SeatId[]
  /** How many of those did not answer. */
  readonly missing: number
  readonly earnings: readonly number[]
  readonly standings: readonly number[]
  /** Payoffs of the round so far. */
  readonly payoffs: readonly number[]
  /** What is left after the harvest, in which the next round grows. */
  readonly left: number
  readonly now: readonly (Own | null)[]
  readonly past: readonly (readonly Own[])[]
  /** The norm each last proposed. */
  readonly norms: readonly (number | null)[]
}
