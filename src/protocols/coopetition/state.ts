import type { Act, SeatId } from 'suasion'
import { z } from 'zod'
import { type Config, configOf } from './config.ts'
import { type Buffers, buffersOf } from './kernel.ts'
import type { Settings } from './params.ts'

/** What an agent can do: invest part of what it has in this round. */
export const moves = {
  invest: z.object({ amount: z.number().min(0).max(1e6).describe('how much of what you have you put in, from 0') }),
}
export type Invest = Act<typeof moves>

/** All that holds at one moment. Matrices are row-major, in the order of the seats. */
export interface State {
  readonly settings: Settings
  readonly seats: readonly SeatId[]
  readonly gamma: number
  readonly round: number
  readonly trust: readonly number[]
  readonly reputation: readonly number[]
  readonly loyalty: readonly number[]
  readonly standing: readonly number[]
  /** Public reputation as everybody sees it. */
  readonly seen: readonly number[]
  readonly expelled: readonly number[]
  readonly agreement: readonly number[]
  /** What each invested and was paid, by round. */
  readonly acts: readonly (readonly number[])[]
  readonly earned: readonly (readonly number[])[]
  readonly total: readonly number[]
  readonly over: boolean
  readonly gone: readonly SeatId[]
  /** How many are asked in this round, and did not answer so far. */
  readonly asked: number
  readonly missing: number
}

/** What one agent knows. What the observation option hides is null. */
export interface View {
  readonly seat: SeatId
  readonly place: number
  readonly seats: readonly SeatId[]
  readonly settings: Settings
  readonly endowment: number
  readonly over: boolean
  /** From 0. */
  readonly round: number | null
  readonly horizon: number | null
  readonly gamma: number | null
  /** What the own seat invested and was paid, by round. */
  readonly own: readonly number[]
  readonly earned: readonly number[]
  /** What each invested, by round. */
  readonly acts: readonly (readonly number[])[] | null
  /** How far it trusts each; 1 in its own place. */
  readonly trust: readonly number[]
  readonly trusts: readonly (readonly number[])[] | null
  /** How damaged the reputation of each is with it, and with the others on average; 0 is sound. */
  readonly reputation: readonly number[] | null
  readonly hearsay: readonly number[] | null
  readonly reputations: readonly (readonly number[])[] | null
  readonly dependence: readonly number[] | null
  readonly dependences: readonly (readonly number[])[] | null
  readonly standing: readonly number[] | null
  readonly agreement: readonly number[] | null
  /** Own loyalty, and who is a member and not expelled, where there is such a thing. */
  readonly loyalty: number | null
  readonly members: readonly boolean[] | null
}

/** A plain copy: a small typed array is slow to hand out. */
export const plain = (xs: Float64Array): number[] => {
  const copy: number[] = []
  for (let i = 0; i < xs.length; i++) copy.push(xs[i]!)
  return copy
}

const scratch = new WeakMap<Config, Buffers>()

/** The state's arrays as buffers of the kernel; good until the next call with the same config. */
export const load = (state: State): { config: Config; buffers: Buffers } => {
  const config = configOf(state.settings)
  let buffers = scratch.get(config)
  if (!buffers) {
    buffers = buffersOf(config, state.gamma)
    scratch.set(config, buffers)
  }
  const { trust, reputation, loyalty, standing, expelled, agreement, acts, round } = state
  buffers.round = round
  buffers.gamma = state.gamma
  for (let k = 0; k < trust.length; k++) {
    buffers.trust[k] = trust[k]!
    buffers.reputation[k] = reputation[k]!
  }
  for (let i = 0; i < loyalty.length; i++) {
    buffers.loyalty[i] = loyalty[i]!
    buffers.standing[i] = standing[i]!
    buffers.expelled[i] = expelled[i]!
  }
  buffers.agreement[0] = agreement[0]!
  buffers.agreement[1] = agreement[1]!
  for (let back = 1; back <= config.window && back <= round; back++) {
    const row = ((round - back) % config.window) * config.players
    const then = acts[round - back]!
    for (let i = 0; i < then.length; i++) buffers.past[row + i] = then[i]!
  }
  return { config, buffers }
}

/** What the buffers hold, as part of a state; what never moves in this environment stays the array it was. */
export const unload = ({ special, collective }: Config, buffers: Buffers, before: Movable | null): Movable => ({
  trust: plain(buffers.trust),
  reputation: plain(buffers.reputation),
  loyalty: before && collective === 'none' ? before.loyalty : plain(buffers.loyalty),
  standing: before && special === 'none' ? before.standing : plain(buffers.standing),
  expelled: before && collective !== 'coalition' ? before.expelled : plain(buffers.expelled),
  agreement: before && special !== 'negotiation' ? before.agreement : plain(buffers.agreement),
})
type Movable = Pick<State, 'trust' | 'reputation' | 'loyalty' | 'standing' | 'expelled' | 'agreement'>
