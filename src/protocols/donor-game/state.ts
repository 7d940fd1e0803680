import type { Act, SeatId } from 'suasion'
import { z } from 'zod'
import { firstHalfDonates } from './schedule.ts'

/** What may be set about the game. */
export const params = z.object({
  players: z.int().min(4).max(200).multipleOf(2).default(12),
  rounds: z.int().min(1).max(100).default(12).describe('of one game; the players are not told'),
  endowment: z.number().positive().max(1e6).default(10),
  multiplier: z.number().positive().max(10).default(2).describe('what a donated unit becomes for who gets it'),
  schedule: z.enum(['strict', 'released']).default('strict').describe('who donates when: the paper, or its notebook'),
  trace: z.int().min(0).max(3).default(3).describe('how many past acts the donor sees'),
  punishment: z.boolean().default(false).describe('a donor may spend its own to destroy twice as much of the other'),
  refusal: z.boolean().default(false).describe('a donor may refuse to play with the other'),
  talk: z.boolean().default(false).describe('before each donation the recipient may say what it promises to give'),
  games: z.int().min(1).max(2).default(2).describe('the second reverses all roles, with fresh endowments and traces'),
  generation: z.int().min(1).default(1),
  plan: z.boolean().default(false).describe('before the first donation everyone writes a strategy, for itself alone'),
})

const share = z.number().min(0).max(1)
/** What a player can do. */
export const moves = {
  donate: z.object({ share: share.describe('of what the donor has, from 0 to 1') }),
  punish: z.object({ share: share.describe('of what the donor has, spent on punishing, from 0 to 1') }),
  refuse: z.object({}),
  plead: z.object({ promise: share.describe('what it says it will give as a donor'), text: z.string().max(400) }),
  plan: z.object({ text: z.string().min(1).max(1000).describe('the strategy it will follow, in words') }),
}

/** One past act as a trace tells it. */
export interface Deed {
  readonly by: SeatId
  readonly to: SeatId
  readonly did: 'donate' | 'punish' | 'refuse'
  /** Donated or spent, of what it had; 1 for a donation by somebody who had nothing. */
  readonly share: number
  /** What it had last promised, when talk is on. */
  readonly promised: number | null
}

/** What is said before a donation; it binds nobody. */
export interface Plea {
  readonly promise: number
  readonly text: string
}

/** What happens now: everyone plans, recipients plead, donors act, or nothing any more. */
export type Stage = 'plan' | 'plead' | 'donate' | 'over'

/** The settings that everybody is told: all but the number of rounds and games. */
type Told = Omit<z.output<typeof params>, 'rounds' | 'games' | 'schedule' | 'trace'>

/** What one player knows: a donor sees the partner's trace, and nobody sees beyond the encounter. */
export interface View {
  readonly seat: SeatId
  readonly told: Told
  /** From 0. */
  readonly game: number
  readonly round: number
  readonly stage: Stage
  readonly part: 'donor' | 'recipient'
  readonly own: number
  readonly partner: SeatId
  readonly theirs: number
  /** The newest first: what the partner did, then what the one it did it to had done before, and so on. */
  readonly trace: readonly Deed[]
  readonly plea: Plea | null
  /** Its own strategy in words, once it has written one. */
  readonly plan: string | null
}

/** All that holds at one moment. */
export interface State {
  readonly settings: z.output<typeof params>
  readonly told: Told
  readonly seats: readonly SeatId[]
  readonly game: number
  readonly round: number
  readonly stage: Stage
  readonly resources: readonly number[]
  /** What each had at the end of each game. */
  readonly finals: readonly (readonly number[])[]
  readonly traces: readonly (readonly Deed[])[]
  readonly pleas: readonly (Plea | null)[]
  readonly promised: readonly (number | null)[]
  /** The strategies in words: each is known to its own seat alone, and settles nothing. */
  readonly plans: readonly (string | null)[]
  readonly asked: readonly SeatId[]
  readonly gone: readonly SeatId[]
  readonly missing: number
}
/** One player's act. */
export type DonorAct = { readonly seat: SeatId; readonly act: Act<typeof moves> }

/** Whether a player (from 0) is a donor in this round. */
export const donates = (
  { settings, round, game }: Pick<State, 'settings' | 'round' | 'game'>,
  player: number,
): boolean => firstHalfDonates(settings.schedule, settings.players, round, game) === player < settings.players / 2
