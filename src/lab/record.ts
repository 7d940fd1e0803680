import type {
  AnyRow,
  AnyStudy,
  CastKind,
  Episode,
  Fit,
  Hypothesis,
  Json,
  Level,
  Published,
  Row,
  SeatId,
  Trial,
} from '../core/index.ts'

/** What a run's manifest says of one mind. */
export interface MindCard {
  readonly name: string
  readonly cast: CastKind
  readonly source: string
  /** The fields of others' acts that it hears; null where it does not say. */
  readonly hears: readonly string[] | null
  readonly fit: Fit | null
}

/** The analysis plan of a run, frozen before its first episode. */
export interface FrozenPlan {
  /** Over all that follows. */
  readonly hash: string
  /** Whether the study declares a plan; without one, it is all that could be known of its analysis. */
  readonly declared: boolean
  readonly estimand: string
  readonly primary: Readonly<Record<string, Hypothesis>>
  /** The estimates whose p values are corrected together. */
  readonly family: readonly string[]
  readonly exclusions: readonly string[]
  readonly stopping: string
  readonly design: { readonly name: string; readonly size: number; readonly notes: readonly string[] }
  /** Null where the run is older than readable plans. */
  readonly estimates: readonly string[] | null
  readonly published: Readonly<Record<string, Pick<Published, 'value' | 'margin' | 'scale' | 'claim'>>>
  readonly instruments: readonly { readonly name: string; readonly columns: readonly string[] }[]
  /** The fingerprint of published numbers, the code of the estimates and instruments. */
  readonly analysis: string
}

/** A change of the plan after data. */
export interface Amendment {
  readonly date: string
  readonly why: string
  readonly from: string
  readonly to: string
  /** Which parts of the plan. */
  readonly changed: string
  /** How many episodes had been played. */
  readonly episodes: number
  readonly was: FrozenPlan
}

/** What an imported run was read from, and what became of its records. */
export interface CorpusCard {
  readonly name: string
  /** What its conversations are called, and the data set a mind fitted on them names. */
  readonly data: string
  /** The file the corpus came from, when it is not one of the catalogue. */
  readonly file: string | null
  /** Where its files were, as the user wrote it. */
  readonly path: string
  readonly about: string
  readonly licence: string
  /** The fingerprint of all its files. */
  readonly hash: string
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly hash: string }[]
  /** Records: those taken and those left out. */
  readonly found: number
  readonly taken: number
  /** Why records were left out: reason to count. */
  readonly leftOut: Readonly<Record<string, number>>
  /** What is missing in records that were taken: kind to count. */
  readonly missing: Readonly<Record<string, number>>
  /** What the columns of the facts mean. */
  readonly facts: Readonly<Record<string, string>>
}

/** What a run is: enough to run it again, written before the first episode. */
export interface Manifest {
  readonly format: number
  readonly suasion: string
  readonly study: string
  /** The file the study came from, when it is not one of the catalogue. */
  readonly file: string | null
  readonly title: string
  readonly cite: string
  readonly seed: string
  /** The parts of the cast, each with one mind, or several when the cast is a factor. */
  readonly cast: Readonly<Record<string, readonly MindCard[]>>
  /** How each part was named on the command line, where it was. */
  readonly castNames: Readonly<Record<string, readonly string[]>>
  readonly factors: Readonly<Record<string, readonly Level[]>>
  readonly size: number
  readonly shard: readonly [index: number, of: number]
  /** Parameters set on the command line. */
  readonly set: Readonly<Record<string, Json>>
  readonly items: {
    readonly name: string
    readonly hash: string
    readonly rows: number
    readonly file: string | null
  } | null
  readonly instruments: readonly string[]
  readonly plan: FrozenPlan
  /** Changes of the plan after the first episode, the oldest first. */
  readonly amendments?: readonly Amendment[]
  /** Where the conversations of people came from that were imported, in place of episodes that were played. */
  readonly corpus?: CorpusCard
}

/** One finished episode as it is stored: a line of an episodes file. */
export interface Stored {
  readonly key: string
  readonly trial: Trial
  readonly episode: Episode
  readonly kept: Readonly<Record<SeatId, Json>>
  /** The judgements of instruments that have a judge, each an episode of its own. */
  readonly judged?: Readonly<Record<string, Episode>>
  /** What is known beside the log, of a conversation that was imported: of all of it, or of the seat it names. */
  readonly facts?: readonly Row[]
}

/** What became of the trials: every report opens with it. */
export interface Flow {
  /** By the design, on this shard. */
  readonly assigned: number
  readonly started: number
  readonly completed: number
  /** Completed with no flag that makes an episode unusable. */
  readonly valid: number
  /** Valid, and read by the instruments into rows. */
  readonly analysed: number
  /** Why trials dropped out between those steps: reason to count. */
  readonly reasons: Readonly<Record<string, number>>
  /** Flags of any kind over the completed episodes. */
  readonly flags: Readonly<Record<string, number>>
}

/** What the run used up. */
export interface Spent {
  /** Answered by a model. */
  readonly calls: number
  /** Answered from a cache: nothing was sent or paid. */
  readonly reused: number
  readonly inputTokens: number
  readonly outputTokens: number
  /** In dollars; null where no price is known. */
  readonly cost: number | null
  readonly faults: number
  readonly seconds: number
}

/** A run opened for reading: its folder, or what is in memory. */
export interface Run {
  readonly folder: string | null
  readonly manifest: Manifest
  readonly study: AnyStudy
  readonly stored: readonly Stored[]
  /** The rows of the analysed episodes. */
  readonly rows: readonly AnyRow[]
  readonly flow: Flow
  readonly spent: Spent
}

/** Flags that make an episode unusable in an analysis. */
export const UNUSABLE: readonly string[] = [
  'withdrawn',
  'provider error',
  'refusal',
  'content filter',
  'truncated',
  'absent',
  'seat never spoke',
]

/** The flags of an episode that keep it out of the analysis, what explains the others first: a refusal before the absence it led to. */
export const unusable = (flags: readonly string[]): readonly string[] => [
  ...UNUSABLE.filter((flag) => flags.includes(flag)),
  ...flags.filter((flag) => flag.startsWith('ended early')),
]
