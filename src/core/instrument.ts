import type { z } from 'zod'
import type { Episode } from './event.ts'
import type { Awaitable } from './json.ts'
import type { Judgement } from './judgement.ts'
import type { AnyMind } from './mind.ts'
import type { Parser, ParserCard } from './parser.ts'
import type { Measure } from './plan.ts'
import type { AnyProtocol, SeatId } from './protocol.ts'
import type { Question } from './question.ts'
import type { Scene } from './scene.ts'
import type { Answer, Table } from './table.ts'

/** A question put to seats outside the rules: it is asked on a copy, so it changes no later event. */
export interface Probe {
  /** The role or the seat that is asked. */
  readonly of: string
  /** Before the first turn, after the last, after every turn, or after the turns of these numbers (from 0). */
  readonly when: 'before' | 'after' | 'each' | readonly number[]
  readonly question: Question
  /** Asks about what would be if these acts were made now, in place of what is. */
  readonly fork?: (table: Table) => Readonly<Record<SeatId, Answer>>
}

/** What an instrument read: columns of one row. `seat` marks a row about one seat; others are about the episode. */
export type Row = Readonly<Record<string, number | string | boolean | null>>

/** Measures an episode, from its log alone, so that any log can be measured again. */
export interface Instrument<R extends Row = Row> {
  readonly name: string
  readonly probes?: readonly Probe[]
  /**
   * The scene in which somebody judges this episode, with whoever plays a part of the study's cast: so that a judge is
   * named as anybody else is. The judgement is an episode of its own; null where there is nothing to judge.
   */
  readonly judge?: (episode: Episode, cast: Readonly<Record<string, AnyMind>>) => Scene | null
  /** The verdicts between two texts in a judgement, from which a report says how far its judge can be trusted. */
  readonly judgements?: (episode: Episode, judged: Episode) => readonly Judgement[]
  /** What each column means, for the codebook of an export. */
  readonly columns: Readonly<Record<keyof R & string, string>>
  /** What reads texts for it, with how often each is right: printed in every report. */
  readonly parsers?: readonly ParserCard[]
  /** Of what kind the columns are that can be the outcome of a study. */
  readonly measures?: Readonly<Partial<Record<keyof R & string, Measure>>>
  /** One row about the episode, or one per seat that it measures. */
  read(episode: Episode, judged: Episode | null): R | readonly R[]
}

/** How an instrument is named on the command line, as in `stance(of=listener)`: its options, and what they make. */
export interface InstrumentEntry {
  readonly options: z.ZodObject
  /** `parserOf` finds a parser by its name; rejects, with the nearest, where there is none. */
  make(options: never, protocol: AnyProtocol, parserOf: (name: string) => Promise<Parser>): Awaitable<Instrument>
}

/** Declares the options that the command line may give an instrument; the default export of a file in src/instruments. */
export const instrumentEntry = <O extends z.ZodObject>(
  options: O,
  make: (
    options: z.output<O>,
    protocol: AnyProtocol,
    parserOf: (name: string) => Promise<Parser>,
  ) => Awaitable<Instrument>,
): InstrumentEntry => ({ options: options.strict(), make })

type RowsOf<I> = I extends Instrument<infer R> ? R : never
type Join<U> = (U extends unknown ? (u: U) => void : never) extends (joined: infer J) => void ? J : never
/** All columns of some instruments. */
export type Columns<I extends readonly Instrument[]> = Join<RowsOf<I[number]>>

/** Joins the rows of several instruments: one row per measured seat, each with the columns about the episode. */
export const joinRows = (readings: readonly (Row | readonly Row[])[]): Row[] => {
  let shared: Row = {}
  const seats = new Map<string, Row>()
  for (const row of readings.flat() as Row[]) {
    const { seat } = row
    if (typeof seat === 'string') seats.set(seat, { ...seats.get(seat), ...row })
    else shared = { ...shared, ...row }
  }
  return seats.size ? [...seats.values()].map((row) => ({ ...shared, ...row })) : [shared]
}
