import type { z } from 'zod'
import type { Corpus, Told } from './corpus.ts'
import type { Condition, Design, Factors } from './design.ts'
import type { Estimate, Published } from './estimate.ts'
import type { Columns, Instrument, Row } from './instrument.ts'
import type { Items } from './items.ts'
import type { Luck } from './luck.ts'
import type { AnyMind } from './mind.ts'
import type { Scene } from './scene.ts'

/** One row of a study's results: the condition, what the instruments read, and where it comes from. */
export type RowOf<F extends Factors, I extends readonly Instrument[]> = Condition<F> &
  Columns<I> & {
    readonly trial: string
    readonly pair: string
    readonly item: string | null
    readonly replicate: number
  }

/** The authors' released data, read from a path the user gives. */
export interface DataSource<K extends string, D extends z.ZodObject = z.ZodObject> {
  /** The name minds fitted on it carry. */
  readonly name: string
  readonly about: string
  readonly columns: D
  /** The paper's estimates again, from the data; the same names as in `published`. */
  estimates(rows: readonly z.output<D>[]): Readonly<Partial<Record<K, Estimate>>>
}

/** The authors' released conversations, read by a corpus from a folder the user gives. */
export interface CorpusSource<K extends string> {
  readonly name: string
  readonly about: string
  readonly corpus: Corpus
  /** The paper's estimates again, from what people said and did; the same names as in `published`. */
  estimates(told: readonly Told[]): Readonly<Partial<Record<K, Estimate>>>
}

/** One paper's question as an experiment that any mind can take part in. */
export interface Study<F extends Factors, C extends string, I extends readonly Instrument[], K extends string> {
  readonly name: string
  readonly title: string
  readonly cite: string
  readonly question: string
  /** The systems of the field that it makes run, by their ids in the feed of papers. */
  readonly systems?: readonly string[]
  /** What the first estimate is, of whom, against what. */
  readonly estimand: string
  readonly design: Design<F>
  // biome-ignore lint/suspicious/noExplicitAny: the engine forgets the columns of an item table
  readonly items?: Items<any>
  /** Who plays each part when nobody is named on the command line: formal minds, so that every study runs offline. */
  readonly cast: Readonly<Record<C, AnyMind>>
  scene(condition: Condition<F>, cast: Readonly<Record<C, AnyMind>>, item: never): Scene
  readonly instruments: I
  readonly published: Readonly<Record<K, Published>>
  /** Our estimate beside each published one, and any others; null where the rows do not allow it. */
  estimates(
    rows: readonly RowOf<F, I>[],
    luck: Luck,
  ): Readonly<Record<NoInfer<K>, Estimate | null>> & Readonly<Record<string, Estimate | null>>
  // biome-ignore lint/suspicious/noExplicitAny: the engine forgets the columns of a data set
  readonly data?: DataSource<NoInfer<K>, any>
  /** Released conversations, in place of a data set that is one table. */
  readonly corpus?: CorpusSource<NoInfer<K>>
  /** The planted effects of the formal cast that an estimate must recover, by its name. */
  readonly planted?: Readonly<Partial<Record<NoInfer<K>, number>>>
  /** What was left out, what is missing, whom it cannot speak of. */
  readonly limits: readonly string[]
}

// biome-ignore lint/suspicious/noExplicitAny: the engine forgets a study's types
export type AnyStudy = Study<any, any, any, any>

/** Declares a study; a published number with no estimate beside it does not compile. */
export const study = <
  const F extends Factors,
  C extends string,
  const I extends readonly Instrument[],
  K extends string,
>(
  declared: Study<F, C, I, K>,
): Study<F, C, I, K> => {
  for (const [key, { margin, value }] of Object.entries<Published>(declared.published))
    if (!(margin >= 0 && Number.isFinite(value)))
      throw new Error(`${declared.name}: "${key}" needs a finite value and a margin of at least 0`)
  return Object.freeze(declared)
}

/** A row as a plain record, for tools that take any study's. */
export type AnyRow = Row & { readonly trial: string }
