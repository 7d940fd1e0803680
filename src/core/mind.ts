import type { z } from 'zod'
import type { MovesOf, NameOf, RolesOf, ViewOf } from './define.ts'
import type { Awaitable, Json } from './json.ts'
import type { Luck } from './luck.ts'
import type { Act, AnyProtocol, Legal, Moves, SeatId } from './protocol.ts'
import type { Question } from './question.ts'
import type { Line } from './words.ts'

/** The ask as words: for a model, brief is the system message, lines are the messages, now and ask the last one. */
export interface InWords {
  readonly brief: string
  readonly lines: readonly Line[]
  readonly now: string
  readonly ask: string
}

/** What one seat sees when it is asked: facts as data, words on demand, and the legal moves. */
export interface Seen<V, M extends Moves> {
  readonly seat: SeatId
  readonly role: string
  readonly view: V
  readonly moves: M
  readonly legal: Legal<M>
  /** The seat's own luck: say what each draw decides, as in `luck.of('gift', view.round)`. */
  readonly luck: Luck
  /** The question of a probe, when this is one; an answer to it changes nothing in the episode. */
  readonly question: Question | null
  /** Why the last answer could not be used, when it could not, and how many there were. */
  readonly problem: string | null
  readonly tries: number
  words(): InWords
}

/** What a mind gives back: the act, and a private note and flags that only the log keeps. */
export interface Reply<M extends Moves> {
  readonly act: Act<M>
  readonly note?: Json
  readonly flags?: readonly string[]
}

/** What kind of evidence an episode with this mind can be (architecture 7). */
export type CastKind = 'formal' | 'fitted' | 'language-model' | 'people'

/** What a mind was fitted from, when it was: printed by every report that uses it. */
export interface Fit {
  readonly data: string
  readonly arms: string
  readonly people: number
  /** Skill over each baseline: 1 - loss / loss of the baseline. */
  readonly skill: Readonly<Record<string, number>>
  readonly support: string
  readonly exploits?: Readonly<Record<string, string>>
}

/** A mind: it holds nothing but `kept`, a JSON fold of its own log, so a table with minds at it is plain data. */
export interface Mind<N extends string, V, M extends Moves, K extends Json> {
  readonly name: string
  /** The protocol it plays, or '*' for any. */
  readonly plays: N | '*'
  /** The roles it can take; without it, all. */
  readonly roles?: readonly string[]
  readonly cast: CastKind
  /** Where its mechanism and numbers come from, or the word 'chosen'. */
  readonly source: string
  /** The fields of others' acts that can change what it does; the kit holds it to this. */
  readonly hears?: readonly string[]
  /** 'generated': its text is made from its typed fields, so these stand as its own. */
  readonly speaks?: 'generated'
  /** It sits outside the process (a person, a trainer): the driver waits for its replies. */
  readonly outside?: boolean
  readonly fit?: Fit
  /** How many episodes it can be in at once, where that is limited: a person can be in one. */
  readonly atOnce?: number
  open(seat: { readonly id: SeatId; readonly role: string }, carried: K | null): K
  /** May wait; changes nothing. */
  decide(seen: Seen<V, M>, kept: K): Awaitable<Reply<M>>
  /** Pure, synchronous: a fold of the log. */
  keep?(kept: K, seen: Seen<V, M>, reply: Reply<M>): K
  /** What the next episode is given. */
  close?(kept: K, payoff: number | null): K
}

// biome-ignore lint/suspicious/noExplicitAny: a mind for some protocol, no matter which
export type AnyMind = Mind<string, any, any, any>
export type MindFor<T extends AnyProtocol> = Mind<NameOf<T>, ViewOf<T>, MovesOf<T>, Json>
type RoleOf<T> = keyof RolesOf<T> & string
type MoveOf<T, R extends RoleOf<T>> = RolesOf<T>[R] extends readonly (infer K)[] ? K & keyof MovesOf<T> & string : never

/** One rule per move that its roles can make: from what is seen, and what is kept, to the fields of the act. */
export type Policy<T extends AnyProtocol, R extends RoleOf<T>, K extends Json> = {
  readonly [A in MoveOf<T, R>]: (seen: Seen<ViewOf<T>, MovesOf<T>>, kept: K) => z.output<MovesOf<T>[A]>
}
