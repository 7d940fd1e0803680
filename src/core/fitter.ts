import type { Told } from './corpus.ts'
import type { Json } from './json.ts'
import type { Luck } from './luck.ts'
import type { AnyMind, Fit } from './mind.ts'

/** A table or a list of a fit's report, in words and numbers that can be checked. */
export interface FitSection {
  readonly title: string
  /** What it shows, and how it is to be read. */
  readonly about: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** What was learnt from people: plain data, written to a mind file that any cast can name. */
export interface Fitted {
  /** The fitter that made it, as `protocol/name`. */
  readonly fitter: string
  readonly parameters: Json
  /** Parameters refitted on bootstrap samples of whole conversations: an episode draws one, so no interval narrows below the people. */
  readonly draws: readonly Json[]
  readonly fit: Fit
  /** Skill over the baselines, calibration, support, exploit suite, and what it must not be used for. */
  readonly report: readonly FitSection[]
}

/** How a formal mind of a protocol is fitted from conversations of people; listed under `fitters` of its catalogue. */
export interface Fitter {
  /** As `suasion fit RUN --mind NAME` takes it. */
  readonly name: string
  readonly about: string
  /** Throws, saying what is missing, on no conversations, or none in which what is to be learnt varies. */
  fit(told: readonly Told[], data: string, luck: Luck): Fitted
  /** The mind that was learnt. */
  mind(fitted: Fitted): AnyMind
}
