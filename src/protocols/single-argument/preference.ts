import { type Episode, type Estimate, openingOf, type Published } from 'suasion'
import { bradleyTerryRegression } from 'suasion/statistics'
import type { Dimension } from './dimensions.ts'
import type { Pull } from './minds.ts'
import { HUMAN, humanName, paper } from './published.ts'

/** The dimensions whose arguments people judged: all but power and romance. */
const JUDGED = Object.keys(HUMAN) as readonly Dimension[]

/** Every two of them, as `knowledge or trust`. */
export const CONTESTS: readonly string[] = JUDGED.flatMap((one, i) =>
  JUDGED.slice(i + 1).map((other) => `${one} or ${other}`),
)

/** The two dimensions of a contest. */
export const contestants = (contest: string): readonly [Dimension, Dimension] =>
  contest.split(' or ') as unknown as readonly [Dimension, Dimension]

const place = 'odds ratio of being shown first'

/** What people preferred, one strength each, to be held against whoever judges here. */
export const preferencePublished: Readonly<Record<string, Published>> = Object.fromEntries(
  Object.entries(HUMAN).map(([dimension, value]): [string, Published] => [
    humanName(dimension),
    {
      value,
      n: 2061,
      claim: 'people',
      origin: 'published',
      source: `${paper}, Bradley-Terry of human judgements, geometric mean 1`,
      population: 'crowd workers choosing the more convincing of two arguments',
      scale: 'ratio',
      margin: Math.log(1.25),
    },
  ]),
)

/** What a judge to whom each dimension is worth this must be found to prefer: planted strengths of geometric mean 1. */
export const plantedPreferences = (worth: Pull): Readonly<Record<string, number>> => {
  const mean = JUDGED.reduce((sum, dimension) => sum + worth[dimension], 0) / JUDGED.length
  return Object.fromEntries(JUDGED.map((dimension) => [humanName(dimension), Math.exp(worth[dimension] - mean)]))
}

interface Row {
  readonly one: string | null
  readonly other: string | null
  readonly oneFirst: string | null
  readonly otherFirst: string | null
  readonly trial: string
}

/**
 * The preferences of a judge who was shown two arguments in both orders: Bradley-Terry strengths of geometric mean 1, the
 * place allowed for, errors clustered by the two arguments. R: `glm(first ~ X, binomial)` and `sandwich::vcovCL`. Null
 * where the verdicts give no strengths, as where a dimension won or lost every time.
 */
export const judgedEstimates = (rows: readonly Row[]): Readonly<Record<string, Estimate | null>> => {
  const verdicts = rows.flatMap(({ one, other, oneFirst, otherFirst, trial }) =>
    [
      { first: one, second: other, choice: oneFirst },
      { first: other, second: one, choice: otherFirst },
    ].flatMap(({ first, second, choice }) =>
      first === null || second === null || choice === null
        ? []
        : [
            {
              first,
              second,
              wins: Number(choice === 'first'),
              losses: Number(choice === 'second'),
              ties: Number(choice === 'tie'),
              trial,
            },
          ],
    ),
  )
  const none = Object.fromEntries([...JUDGED.map(humanName), place].map((name) => [name, null]))
  if (verdicts.length === 0) return none
  try {
    const { abilities, coefficients } = bradleyTerryRegression(verdicts, { side: true, cluster: 'trial' })
    const ratio = ({ value, interval, n, estimator, se }: Estimate, note: string): Estimate => ({
      value: Math.exp(value),
      interval: [Math.exp(interval![0]), Math.exp(interval![1])],
      n,
      estimator: `exp of ${estimator}`,
      ...(se !== undefined && { se }),
      note,
    })
    return {
      ...none,
      ...Object.fromEntries(
        abilities.map((each) => [humanName(each.name), ratio(each, 'odds ratio against the mean of the dimensions')]),
      ),
      [place]: ratio(coefficients[0]!, 'of an argument being chosen, between equals'),
    }
  } catch (error) {
    if ((error as Error).name === 'UnratedError' || (error as Error).name === 'SeparationError') return none
    throw error
  }
}

/**
 * The two arguments of an episode with a rival, for a judge, each as a case of the way it was asked to argue in, whatever
 * came of it; null where one of them was not made.
 */
export const argumentsOf = (episode: Episode) => {
  const { seats, params } = openingOf(episode)
  const { dimension, rival } = params as { readonly dimension: string; readonly rival: string | null }
  const made = (seat: string, label: string) => {
    const found = episode.find((event) => event.kind === 'act' && event.seat === seat)
    return found?.kind === 'act' ? { label, text: String(found.act['text']), writer: seats[seat]!.mind } : null
  }
  const [one, other] = rival === null ? [null, null] : [made('convincer', dimension), made('rival', rival)]
  return one && other ? ([one, other] as const) : null
}
