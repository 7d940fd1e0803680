import type { Interval } from '../../core/index.ts'

/** One size of effect at which power is wanted, in the units of the estimate. */
export interface PowerEffect {
  readonly label: 'no effect' | 'smallest effect of interest' | 'lower 60% bound of the published effect'
  readonly value: number
}

/** What was found at one number of trials with one size of effect. */
export interface PowerPoint {
  /** Trials of the design, at most. */
  readonly n: number
  /** Trials on average, where the design may stop early. */
  readonly expected: number
  readonly effect: PowerEffect
  /** The share of simulated studies that found it: power, or without an effect the false positives; Wilson's interval. */
  readonly power: number
  readonly interval: Interval
  /** Simulated studies, and those whose rows allowed no estimate (counted as finding nothing). */
  readonly sims: number
  readonly none: number
  /** The median half width of the interval of the estimate, on the scale it is judged on (logarithms for ratios). */
  readonly halfWidth: number | null
}

/** The least effect that is found with 80% power at a number of trials, with its Monte Carlo error. */
export interface Detectable {
  readonly n: number
  readonly value: number | null
  readonly interval: Interval | null
}

/** A power analysis of one estimate of a study. */
export interface Power {
  readonly study: string
  readonly title: string
  readonly estimate: string
  readonly scale: 'difference' | 'ratio'
  readonly alpha: number
  readonly seed: string
  readonly sims: number
  readonly attrition: number
  readonly unmoved: number
  readonly itemSd: number
  /** How the simulated studies were made. */
  readonly mechanism: string
  readonly design: string
  readonly effects: readonly PowerEffect[]
  readonly points: readonly PowerPoint[]
  readonly detectable: readonly Detectable[]
  /** What a reader must know before relying on it. */
  readonly notes: readonly string[]
  /** Why it ended before its end; null where it did not. */
  readonly stopped: string | null
}

/** What is asked of a power analysis. */
export interface PowerOptions {
  /** The numbers of trials, rising. */
  readonly n: readonly number[]
  /** The smallest effect of interest, in the units of the estimate. */
  readonly sesoi?: number
  /** Also at the lower 60% bound of the published effect. */
  readonly published?: boolean
  /** Which estimate; the first primary one of the plan, or the first published one. */
  readonly estimate?: string
  /** Simulated studies at each number and effect; 200 unless said. */
  readonly sims?: number
  /** The share of trials that give no row. */
  readonly attrition?: number
  /** The share of subjects whom nothing moves. */
  readonly unmoved?: number
  /** The standard deviation of the effect over items (of its logarithm, for ratios). */
  readonly itemSd?: number
  readonly alpha?: number
  readonly seed?: string
  /** Threads that share the work, each of which loads the study by its name or path; all in this one unless said. */
  readonly workers?: { readonly count: number; readonly study: string }
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, of: number) => void
}
