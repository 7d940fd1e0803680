import { z } from 'zod'
import type { Option, Said, Seat } from './dialogue.ts'
import type { Argument, Literal } from './theory.ts'

/** What may be set about a dispute. */
export const params = z.object({
  depth: z.int().min(0).max(3).default(2).describe('layers of arguments about premises'),
  share: z.number().min(0).max(1).default(0.6).describe('the chance that a side knows an argument'),
  turns: z
    .enum(['strict', 'liberal'])
    .default('strict')
    .describe('strict: every reply must matter, and whoever is losing speaks; liberal: in turn, anything allowed'),
  limit: z.int().min(2).max(200).default(60).describe('moves at most, of both together'),
})

const text = z.string().min(1).max(600)
const reply = z.object({ on: z.string().describe('the move it replies to, and the proposition or argument'), text })
/** What can be said; pass gives up a strict dialogue, and leaves the turn in a liberal one. */
export const moves = { claim: reply, why: reply, since: reply, concede: reply, retract: reply, pass: z.object({}) }

/** The dispute so far. */
export interface State {
  readonly settings: z.output<typeof params>
  readonly pool: readonly Argument[]
  /** The names of the arguments each side came with. */
  readonly holds: Readonly<Record<Seat, readonly string[]>>
  readonly dialogue: readonly Said[]
  readonly to: Seat
  /** How many have passed in a row. */
  readonly passes: number
  readonly end: 'given up' | 'silence' | 'limit' | 'absence' | null
}

/** What one side knows. */
export interface View {
  readonly seat: Seat
  /** Arguments it came with, and those it heard. */
  readonly known: readonly Argument[]
  readonly dialogue: readonly Said[]
  readonly commitments: Readonly<Record<Seat, readonly Literal[]>>
  /** The status of the first move; null before it. */
  readonly status: 'in' | 'out' | null
  readonly to: Seat
  readonly options: readonly Option[]
  readonly turns: 'strict' | 'liberal'
  readonly limit: number
  readonly end: State['end']
}
