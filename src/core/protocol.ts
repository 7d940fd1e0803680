import type { z } from 'zod'
import type { Json } from './json.ts'
import type { Luck } from './luck.ts'
import type { ParserCard } from './parser.ts'
import type { Words } from './words.ts'

/** Who sits where: 'donor', 'persuader', 'player3'. */
export type SeatId = string

/** The vocabulary of a protocol: every kind of thing a seat can ever do, one zod object per move, without transforms. */
export type Moves = Readonly<Record<string, z.ZodObject>>

/** One thing done: the name of a move, and what its schema says goes with it. */
export type Act<M extends Moves> = {
  [K in keyof M & string]: { readonly move: K } & (z.output<M[K]> extends Record<string, never>
    ? unknown
    : z.output<M[K]>)
}[keyof M & string]

/** What narrows one field here and now: the allowed values, and the least and most (a length, for texts and lists). */
export interface Limit<T> {
  readonly only?: readonly T[]
  readonly min?: number
  readonly max?: number
  /** For lists: what each element may be. */
  readonly each?: T extends readonly (infer E)[] ? readonly E[] : never
  /** For lists: no element twice. */
  readonly distinct?: T extends readonly unknown[] ? boolean : never
}

/** The moves open now, each with the limits on its fields as plain JSON. A move that is not named is not open. */
export type Legal<M extends Moves> = {
  readonly [K in keyof M]?: { readonly [F in keyof z.output<M[K]>]?: Limit<z.output<M[K]>[F]> }
}

export type Roles<M extends Moves> = Readonly<Record<string, readonly (keyof M & string)[]>>
export type Why = 'left' | 'late' | 'invalid'
export interface Turn {
  /** Everyone who is asked now. Nobody: the episode is over. */
  readonly ask: readonly SeatId[]
  /** 'all' (the default): the turn closes when all have acted. 'any': when the first has, as in free chat. */
  readonly until?: 'all' | 'any'
}

/** The rules of one encounter. Every function is pure, and draws chance only from the luck it is handed. */
export interface Rules<N extends string, P extends z.ZodObject, S, V, M extends Moves, R extends Roles<M>> {
  readonly name: N
  readonly version: number
  /** Every parameter has a default, so a protocol can always be started with none. */
  readonly params: P
  readonly moves: M
  /** role -> the moves it can ever make */
  readonly roles: R
  /** Who plays, and in which role; hidden roles are dealt here. */
  seats(params: z.output<P>, luck: Luck): Readonly<Record<SeatId, keyof NoInfer<R> & string>>
  start(params: z.output<P>, roles: Readonly<Record<SeatId, string>>, luck: Luck): S
  turn(state: S): Turn
  /** All that this seat may know: the only channel of knowledge. */
  view(state: S, seat: SeatId): V
  /** From the view, so that it cannot leak. */
  legal(view: V): Legal<M>
  /** What follows: one seat's act, or everyone's at once, in seat order. */
  resolve(state: S, acts: readonly { readonly seat: SeatId; readonly act: Act<M> }[], luck: Luck): S
  /** What follows when a seat is gone; without it the episode ends, flagged. */
  absent?(state: S, seat: SeatId, why: Why, luck: Luck): S
  /** So far; its difference is the reward. */
  payoff?(state: S): Readonly<Record<SeatId, number>>
  pack?(state: S): Json
  unpack?(json: Json): S
}

/** What a protocol may add to its rules and words. */
export interface Extras<S, V, M extends Moves> {
  /** Other wordings of the same rules (a translation, a prompt variant), by name, as levels of a factor. */
  readonly wordings?: Readonly<Record<string, Words<V, M>>>
  /** A state the seat could not tell from this one, with all it does not know drawn again. */
  resample?(state: S, seat: SeatId, luck: Luck): S
  /** The view never forgets, so a solver may use it as the information state. */
  readonly recall?: boolean
  /** Fields that are the speaker's own only when its text was made from them; otherwise `parse` sets them. */
  readonly expressive?: { readonly [K in keyof M]?: readonly (keyof z.output<M[K]> & string)[] }
  /** What `parse` reads with, where it was trained and tested: how often each is right is printed in every report. */
  readonly parsers?: readonly ParserCard[]
  /** Reads the expressive fields of a move out of what was said, blind to who said it. */
  parse?(act: Act<M>, view: V): Readonly<Record<string, Json>>
}

/** Rules with their words: what an episode is played by. */
export type Protocol<N extends string, P extends z.ZodObject, S, V, M extends Moves, R extends Roles<M>> = Rules<
  N,
  P,
  S,
  V,
  M,
  R
> &
  Extras<S, V, M> & { readonly words: Words<V, M> }

// biome-ignore lint/suspicious/noExplicitAny: the engine forgets a protocol's types
export type AnyProtocol = Protocol<string, any, any, any, any, any>
