import type { SeatId } from 'suasion'
import { z } from 'zod'

/** What can be set. */
export const params = z.object({
  players: z.int().min(2).max(1000).default(4).describe('how many share the good'),
  rounds: z.int().min(1).max(1000).default(10),
  endowment: z.number().positive().max(1e6).default(20).describe('tokens each gets every round'),
  multiplier: z.number().positive().max(1e3).default(1.6).describe('what a contributed token grows to'),
  punishment: z.boolean().default(false).describe('after contributing, members may fine each other'),
  cost: z.number().min(0).max(1e3).default(1).describe('what a point costs who gives it'),
  fine: z.number().min(0).max(1e3).default(3).describe('what a point costs who gets it'),
  anonymous: z.boolean().default(false).describe('contributions are shown in an order drawn anew each round, no names'),
})

/** What can be done. */
export const moves = {
  contribute: z.object({ amount: z.number().describe('tokens put into the common account') }),
  punish: z.object({ points: z.array(z.int()).describe('points for each of the others, in the order shown') }),
}

/** The most points one member may give another in a round (Fehr & Gaechter 2000, 2002). */
export const MOST_POINTS = 10

/** One round as everyone saw it: contributions by place, and their sum. */
export interface Round {
  readonly contributions: readonly number[]
  readonly total: number
}

/** What all members know: one object, shared by all views of a turn. */
export interface Game extends z.output<typeof params> {
  readonly stage: 'contribute' | 'punish' | 'over'
  /** From 0. */
  readonly round: number
  readonly history: readonly Round[]
}

/** What one member knows. */
export interface View {
  readonly seat: SeatId
  readonly game: Game
  /** Its place in the last round's contributions. */
  readonly place: number
  /** Its place in each round, where places change because nobody is named; else null. */
  readonly places: readonly number[] | null
  readonly earned: number
  /** Points it received and gave, by round. */
  readonly received: readonly number[]
  readonly given: readonly number[]
}

/** The whole game at one moment. */
export interface State {
  readonly game: Game
  /** Who is still here. */
  readonly present: readonly SeatId[]
  /** How many were asked this turn, and how many of them did not answer. */
  readonly asked: number
  readonly missing: number
  readonly earnings: readonly number[]
  /** By seat and round; null where places are seats. */
  readonly places: readonly (readonly number[])[] | null
  readonly received: readonly (readonly number[])[]
  readonly given: readonly (readonly number[])[]
}
