import type { Level } from './design.ts'

/** One arm, or several: the levels of some factors. */
export type Arm = Readonly<Record<string, Level>>

/** What is expected of one estimate before any data, and where in the rows its effect sits. */
export interface Hypothesis {
  /** The hypothesis as a sentence for a registry. */
  readonly says: string
  /**
   * The measured column that the effect is in, the arm that has it and the arm that has not: with all three, rows with
   * an effect of any size can be made for a power analysis. The column's instrument must say of what kind it is.
   */
  readonly outcome?: string
  readonly treated?: Arm
  readonly control?: Arm
}

/**
 * The analysis plan of a study, frozen into the manifest before the first episode. What a study estimates beyond it is
 * secondary; what is added after the first episode is exploratory.
 */
export interface Plan {
  /** What the study stands or falls with, by the name of the estimate. */
  readonly primary: Readonly<Record<string, Hypothesis>>
  /** The estimates whose p values are corrected together (Holm); the primary ones unless said. */
  readonly family?: readonly string[]
  /** Whom and what the analysis leaves out, each as a sentence, beyond episodes that a flag makes unusable. */
  readonly exclusions: readonly string[]
  /** When data collection ends. */
  readonly stopping: string
}

/** What a measured column is, for whoever must make or judge data of its kind. */
export interface Measure {
  /** An answer of a few ordered values, a number, or true and false. */
  readonly kind: 'ordinal' | 'mean' | 'binary'
  /** The column of the same answer before anything happened. */
  readonly before?: string
  /** A state, such as a belief, that stays as it was left: no pause washes out what an earlier treatment did to it. */
  readonly lasting?: boolean
}
