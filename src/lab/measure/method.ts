import type {
  AnovaTable,
  Assumption,
  Coefficient,
  Combinable,
  CutPoint,
  ModelFrame,
  Term,
} from '../../statistics/index.ts'

/** What the user asked of a method beside the formula. */
export interface Asked {
  readonly family?: string | undefined
  readonly cluster?: string | undefined
  readonly correction?: string | undefined
  readonly frequency?: string | undefined
  /** The terms of a partial proportional-odds model that are free, as they stand among the frame's. */
  readonly free: readonly Term[]
  /** The outcome's levels from low to high. */
  readonly levels?: readonly (string | number | boolean)[] | undefined
  readonly level: number
  readonly interval: 'profile' | 'wald'
}

/** A test beside the coefficients. */
export interface NamedTest {
  readonly name: string
  readonly statistic: number
  readonly df: number | readonly [number, number]
  readonly p: number
}

/** What a method gives back, whatever it is: coefficients, what they rest on, and how to go on with them. */
export interface Measured {
  readonly coefficients: readonly (Coefficient & { readonly df?: number })[]
  /** z or t. */
  readonly statistic: 'z' | 't'
  readonly cuts?: readonly CutPoint[]
  readonly n: number
  /** Numbers about the fit as a whole, by name. */
  readonly about: Readonly<Record<string, number>>
  readonly tests: readonly NamedTest[]
  readonly assumptions: readonly Assumption[]
  /** What exp of a coefficient is, where it is something. */
  readonly ratio?: string
  readonly note?: string
  /** The parameters for marginal means, and how many of the first are cut points. */
  readonly combinable: Combinable
  /** The mean of an outcome from its linear predictor, for means on the outcome's scale. */
  readonly mean?: (predictor: number) => number
  readonly anova?: (type: 1 | 2 | 3) => AnovaTable
}

/** One method of `suasion measure`; a new one is one entry in `methods`. */
export interface Method {
  readonly name: string
  readonly about: string
  /** Whether the formula may, must or must not have random parts. */
  readonly random: 'none' | 'needed'
  /** Whether it fits a model without intercept. */
  readonly origin: boolean
  /** Whether it takes an offset. */
  readonly offset: boolean
  readonly families: readonly string[]
  /** The corrections of errors by cluster, the usual one first; none where it has no such errors. */
  readonly corrections: readonly string[]
  /** Whether terms may be free of parallel odds. */
  readonly free: boolean
  readonly frequency: boolean
  /** Whether its intervals may be of the profile likelihood. */
  readonly profile: boolean
  /** Whether the outcome is of two values, so that words for them must be told apart. */
  binary(family: string | undefined): boolean
  fit(frame: ModelFrame, asked: Asked): Measured
  /** The R call that gives the same numbers, of data `d`, and keeps the model as `m` where it has one; `formula` is in R's words. */
  r(formula: string, asked: Asked, frame: ModelFrame): string
  /** The R call, of that `m`, that gives the same `--anova`. */
  rAnova?(type: 1 | 2 | 3, formula: string, asked: Asked, frame: ModelFrame): string
  /** What R's `emmeans` of that `m` must be told besides to give the same means, from the comma on. */
  rMeans?(asked: Asked, frame: ModelFrame): string
}

/** What a cluster-robust or plain fit assumes of its observations. */
export const observations = (cluster: string | undefined, clusters: number | undefined, least: number): Assumption =>
  cluster === undefined
    ? { assumes: 'independent rows: not several of one dialogue, person or model (name their column in --cluster)' }
    : {
        assumes: `independent ${cluster}: ${clusters} of them (holds: ${least} or more)`,
        holds: clusters! >= least,
      }
