import type {
  ComparisonFit,
  ComparisonFitness,
  ExpectedScore,
  JudgeBias,
  judgeBiasEstimates,
} from '../../statistics/index.ts'

/** What a rating can be fitted as, by its name on the command line. */
export const RATINGS = ['bradley-terry', 'rao-kupper', 'thurstone'] as const

/** How a table is to be rated. */
export interface RatingModel {
  readonly model: (typeof RATINGS)[number]
  readonly side: boolean
  readonly covariates: readonly string[]
  readonly cluster: string | null
  readonly reference: string | null
  readonly level: number
}

/** How far the judge can be trusted, as a card and as estimates by name. */
export interface RatedJudge {
  readonly card: JudgeBias
  readonly estimates: ReturnType<typeof judgeBiasEstimates>
  readonly missing: JudgeBias['missing']
}

/** A rating before it is put in words. */
export interface Rating extends Omit<ComparisonFit, 'covariance'> {
  readonly asked: RatingModel
  readonly ties: number
  /** Names, the strongest first. */
  readonly order: readonly string[]
  readonly scores: readonly ExpectedScore[]
  readonly fitness: ComparisonFitness
  readonly judge: RatedJudge | null
}

/** A table that was rated. */
export interface RatedTable extends Rating {
  readonly table: string
  /** What a reader must know before the strengths are used. */
  readonly warnings: readonly string[]
  /** For the methods section of a paper. */
  readonly methods: string
  /** The lines of R that give the same. */
  readonly r: readonly string[]
}

/** The expected score of one against another, whichever way round it is kept. */
export const scoreOf = (scores: readonly ExpectedScore[], first: string, second: string): ExpectedScore => {
  const kept = scores.find((each) => each.first === first && each.second === second)
  if (kept) return kept
  const { win, tie, score, lead } = scores.find((each) => each.first === second && each.second === first)!
  const flip = ([low, high]: readonly [number, number], about: number) => [about - high, about - low] as const
  return {
    first,
    second,
    win: 1 - win - tie,
    tie,
    score: { ...score, value: 1 - score.value, interval: flip(score.interval!, 1) },
    lead: { ...lead, value: -lead.value, interval: flip(lead.interval!, 0) },
  }
}
