import type { Row } from './instrument.ts'
import type { Json } from './json.ts'
import type { Luck } from './luck.ts'
import type { SeatId } from './protocol.ts'

export type Level = string | number | boolean
export type Factors = Readonly<Record<string, readonly Level[]>>
export type Condition<F extends Factors> = { readonly [K in keyof F]: F[K][number] }

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
  /** What the minds bring from earlier episodes. */
  readonly carry?: Readonly<Record<SeatId, Json>>
}

/** A trial that was played: its rows, and what each seat's mind would give the next. */
export interface Finished<F extends Factors = Factors> {
  readonly trial: Trial<F>
  readonly rows: readonly Row[]
  readonly payoff: Readonly<Record<SeatId, number>> | null
  /** Every seat's, null where its mind keeps nothing. */
  readonly kept: Readonly<Record<SeatId, Json>>
}

/** Which trials to run next. It sees what is finished, sorted by trial key, so the order of completion changes nothing. */
export interface Design<F extends Factors = Factors> {
  readonly name: string
  readonly factors: F
  /** How many trials it will run in all. */
  readonly size: number
  /** The same design with another number of trials; throws, saying what numbers it can have. */
  resize(size: number): Design<F>
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
