import type { Estimate } from './estimate.ts'
import type { Row } from './instrument.ts'
import type { Json } from './json.ts'
import type { Luck } from './luck.ts'
import type { SeatId } from './protocol.ts'

export type Level = string | number | boolean
export type Factors = Readonly<Record<string, readonly Level[]>>
export type Condition<F extends Factors> = { readonly [K in keyof F]: F[K][number] }

/** How a trial came by its condition: what an audit, and an estimate that weighs by it, must know. */
export interface Assignment {
  /** Of this condition for this unit, given all that was finished when it was drawn. */
  readonly probability: number
  /** The address of the draw under the design's luck, as in 'block/0/12'. */
  readonly draw: string
  /** For designs that adapt: which batch, from 0, and the probability of every arm in it, by its name. */
  readonly batch?: number
  readonly probabilities?: Readonly<Record<string, number>>
}

/** One episode to play. */
export interface Trial<F extends Factors = Factors> {
  readonly condition: Condition<F>
  readonly replicate: number
  /**
   * What its luck is addressed by: trials with the same pair meet the same luck, and are compared in pairs. What stands
   * before the first slash names what must stay together on one shard, such as a lineage.
   */
  readonly pair: string
  /** The row of the item table it is about. */
  readonly item?: string
  /** Where its condition was drawn; without it nothing was, and the trial is run for certain. */
  readonly assignment?: Assignment
  /** What the minds bring from earlier episodes. */
  readonly carry?: Readonly<Record<SeatId, Json>>
}

/** A trial that was played: its rows, and what each seat's mind would give the next. */
export interface Finished<F extends Factors = Factors> {
  readonly trial: Trial<F>
  readonly rows: readonly Row[]
  /** False where a flag keeps it out of every analysis: refused, cut off, somebody absent. */
  readonly usable?: boolean
  readonly payoff: Readonly<Record<SeatId, number>> | null
  /** Every seat's, null where its mind keeps nothing. */
  readonly kept: Readonly<Record<SeatId, Json>>
}

/** What a design found when it looked at the data before the end. */
export interface Look {
  /** From 1. */
  readonly look: number
  /** How many looks were planned at most. */
  readonly of: number
  /** Trials finished then. */
  readonly trials: number
  /** With the interval adjusted for looking; null where the rows allowed none. */
  readonly estimate: Estimate | null
  /** Why the design ends here; null where it goes on, or came to its planned end. */
  readonly stops: string | null
}

/** Which trials to run next. It sees what is finished, sorted by trial key, so the order of completion changes nothing. */
export interface Design<F extends Factors = Factors> {
  readonly name: string
  readonly factors: F
  /** How many trials it will run in all; the most, where it may stop before. */
  readonly size: number
  /** The same design with another number of trials; throws, saying what numbers it can have. */
  resize(size: number): Design<F>
  /** What a reader must know of it: what is aliased with what, how it adjusts, what it takes for granted. */
  readonly notes?: readonly string[]
  /** It gives one unit several conditions in turn, so that what lasts is carried over. */
  readonly within?: boolean
  /** It decides on what all other trials gave, so that its shards cannot run apart. */
  readonly adapts?: boolean
  /** The looks it took, from what is finished: a pure function of it. */
  looks?(finished: readonly Finished<F>[], luck: Luck): readonly Look[]
  /** None: the design is complete. 'wait': nothing more until something running is finished. */
  next(finished: readonly Finished<F>[], running: readonly Trial<F>[], luck: Luck): readonly Trial<F>[] | 'wait'
}

/** The name a trial is stored under, unique within a study and cast. */
export const trialKey = ({ condition, replicate, item }: Trial): string =>
  [
    ...Object.entries(condition).map(([factor, level]) => `${factor}=${level}`),
    ...(item ? [`item=${item}`] : []),
    `#${replicate}`,
  ].join(',')

/** Every combination of the levels of some factors, the last factor varying fastest. */
export const cells = <F extends Factors>(factors: F): Condition<F>[] =>
  Object.entries(factors).reduce<Record<string, Level>[]>(
    (all, [factor, levels]) => all.flatMap((cell) => levels.map((level) => ({ ...cell, [factor]: level }))),
    [{}],
  ) as Condition<F>[]
