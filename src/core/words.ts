import type { Moves, SeatId } from './protocol.ts'

/** Something said: by a seat, or by nobody (the setting), to everyone or to some. */
export interface Line {
  readonly by: SeatId | null
  readonly to?: readonly SeatId[]
  readonly text: string
}

/** The rules in words, for people and language models; made only when a mind asks for them. */
export interface Words<V, M extends Moves> {
  /** For a reader who has never met this protocol. */
  readonly about: string
  /** Constant through the episode. */
  brief(view: V): string
  /** Append-only: at every turn it begins with what it was before. */
  lines(view: V): readonly Line[]
  /** What holds at this moment only. */
  now(view: V): string
  readonly ask: { readonly [K in keyof M]: (view: V) => string }
}
