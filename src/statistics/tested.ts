import type { Estimate } from '../core/estimate.ts'

/** Something a test takes for granted; `holds` says what the data showed, and is absent where they cannot show it. */
export interface Assumption {
  readonly assumes: string
  readonly holds?: boolean
}

/** A size of effect beside a test: which one, and how large. */
export interface Effect {
  readonly name: string
  readonly value: number
}

/** An estimate with the test that goes with it, the size of its effect and what both take for granted. */
export interface Tested extends Estimate {
  readonly p: number
  readonly test: string
  readonly effect: Effect
  readonly assumptions: readonly Assumption[]
}

/** What a test is against: no effect, no effect or a lower one (`greater`), no effect or a higher one (`less`). */
export type Alternative = 'two-sided' | 'greater' | 'less'

/** Level and alternative of a test. */
export interface TestOptions {
  /** Of the interval; .95 unless said. */
  readonly level?: number
  /** Two-sided unless said; a one-sided test has a one-sided interval. */
  readonly alternative?: Alternative
}

/** The alternative asked for, checked; two-sided where none is. */
export const checkAlternative = (alternative: Alternative = 'two-sided'): Alternative => {
  if (['two-sided', 'greater', 'less'].includes(alternative)) return alternative
  throw new Error(`the alternative of a test is ${String(alternative)}; it is two-sided, greater or less`)
}

/** That observations do not depend on each other, which no data can show. */
export const independence: Assumption = {
  assumes: 'independent observations: not several of one dialogue, person or model',
}
