import type { CastKind } from './mind.ts'

export type Interval = readonly [low: number, high: number]

/** A number worth reporting, with what a reader needs to judge it. */
export interface Estimate {
  readonly value: number
  readonly interval?: Interval
  /** Of the interval; .95 unless said. */
  readonly level?: number
  readonly n: number
  readonly estimator: string
  readonly statistic?: number
  readonly p?: number
  readonly se?: number
  readonly note?: string
}

/** What a published claim needs before anyone may agree or disagree with it (architecture 7). */
export type Claim = 'formal' | 'data' | 'instrument' | 'language-model' | 'people'
export type Origin = 'exact' | 'run' | 'published' | 'inferred'

/** A paper's number, with where it stands and what it is about. */
export interface Published {
  readonly value: number
  readonly interval?: Interval
  readonly n?: number
  readonly claim: Claim
  /** The paper and its table, page or file. */
  readonly source: string
  readonly origin: Origin
  /** Whom or what it was measured on. */
  readonly population: string
  /** The scale on which a difference is judged: odds ratios are compared as logarithms. */
  readonly scale: 'difference' | 'ratio'
  /** The largest difference (on that scale) that still counts as the same. */
  readonly margin: number
  /** The data set it was computed from, so that a mind fitted on the same is called circular. */
  readonly data?: string
  /** True where the number is known to be the paper's own error; says why. */
  readonly error?: string
}

/** What an estimate of ours may claim beside the paper's. */
export type Verdict =
  | 'recomputed'
  | 'not recomputed'
  | 'derived'
  | 'contradicted'
  | 'planted, recovered'
  | 'planted, not recovered'
  | 'planted: says nothing about people'
  | 'planted: says nothing about models'
  | 'circular: fitted on it'
  | 'replicated'
  | 'not replicated'
  | 'generalises'
  | 'does not generalise'
  | 'too imprecise to say'
  | 'data not available'
  | "the paper's error"
  | 'no verdict: a language model stood in for people'

/** What one of our estimates was made with. */
export interface Evidence {
  readonly cast: readonly CastKind[]
  /** The authors' own released data, read from a path. */
  readonly data?: string
  /** Data sets that minds of the cast were fitted on. */
  readonly fittedOn: readonly string[]
  /** The population or model snapshot, where it is known to be the paper's. */
  readonly population?: string
}
