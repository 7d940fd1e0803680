import type { Estimate, Instrument, Row, Told } from 'suasion'
import { logistic, numeric, oneSampleTest, proportion, share } from 'suasion/statistics'
import { ALIGNED, SATISFACTION } from './published.ts'
import { BUCKETS, proposalsIn } from './split-record.ts'

const numbers = (rows: readonly Row[], column: string): number[] =>
  rows.flatMap((row) => (typeof row[column] === 'number' ? [row[column]] : []))

/** The mean over conversations with its t interval; null without any, a plain mean where all are the same. */
const meanOf = (values: readonly number[]): Estimate | null => {
  if (values.length === 0) return null
  if (new Set(values).size === 1) return { value: values[0]!, n: values.length, estimator: 'the same everywhere' }
  return oneSampleTest(values)
}

/** A mean over several things in each conversation; its interval takes each conversation as one. */
const clusteredMean = (groups: readonly (readonly number[])[], what: string): Estimate | null => {
  const some = groups.filter((group) => group.length > 0)
  const n = some.reduce((sum, group) => sum + group.length, 0)
  if (some.length < 2) return null
  const total = some.map((group) => group.reduce((sum, value) => sum + value, 0))
  const value = total.reduce((sum, each) => sum + each, 0) / n
  // The linearised ratio of sums: what each conversation adds beyond its share.
  const beyond = some.map((group, i) => ((total[i]! - group.length * value) * some.length) / n)
  if (new Set(beyond).size === 1) return { value, n, estimator: `mean over ${what}` }
  const { se, interval } = oneSampleTest(beyond)
  return {
    value,
    n,
    estimator: `mean over ${what}, t interval clustered by conversation`,
    se: se!,
    interval: [value + interval![0], value + interval![1]],
  }
}

/** The estimates of the study from one row a negotiation, with the columns of `splitRecord` and `bargaining`. */
export const splitEstimates = (rows: readonly Row[]): Record<string, Estimate | null> => {
  const deals = rows.filter(({ deal }) => deal === true)
  const sum = (column: string): number => numbers(rows, column).reduce((total, value) => total + value, 0)
  const buckets = Object.keys(BUCKETS)
  const proposed = buckets.reduce((total, bucket) => total + sum(`proposed_${bucket}`), 0)
  const accepted = buckets.reduce((total, bucket) => total + sum(`accepted_${bucket}`), 0)
  const perProposal = (column: string) =>
    clusteredMean(
      rows.map((row) => Array.from({ length: Number(row['proposals']) }, () => Number(row[column]))),
      'proposals',
    )
  const left = deals.map(({ joint, bestJoint }) => Number(bestJoint) - Number(joint))
  return {
    'Pareto-optimal deals': deals.length ? share(deals.map(({ paretoDistance }) => paretoDistance === 0)) : null,
    deals: rows.length ? share(rows.map(({ deal }) => deal === true)) : null,
    'proposals accepted': proposed ? proportion(accepted, proposed) : null,
    'acceptance, log odds: intercept': null,
    'acceptance, log odds: a point': null,
    ...Object.fromEntries(
      buckets.map((bucket) => {
        const n = sum(`proposed_${bucket}`)
        return [`accepted, ${bucket}`, n ? proportion(sum(`accepted_${bucket}`), n) : null]
      }),
    ),
    'points asked for in a proposal': perProposal('kept'),
    'points offered in a proposal': perProposal('offered'),
    points: clusteredMean(
      rows.map((row) => [...numbers([row], 'firstPoints'), ...numbers([row], 'secondPoints')]),
      'people',
    ),
    'joint points of a deal': meanOf(numbers(deals, 'joint')),
    'joint points that were attainable': meanOf(numbers(deals, 'bestJoint')),
    'joint points left on the table': meanOf(left),
    ...Object.fromEntries(
      Object.keys(ALIGNED).map((aligned) => [
        `joint points, ${aligned} issues ranked the same`,
        meanOf(
          numbers(
            deals.filter((row) => row['aligned'] === Number(aligned)),
            'joint',
          ),
        ),
      ]),
    ),
    ...Object.fromEntries(Object.keys(SATISFACTION).map((level) => [`points of the ${level.toLowerCase()}`, null])),
  }
}

/** The acceptance of every proposal over the points it offers; R: `glm(accepted ~ points, binomial)`. */
const acceptance = (told: readonly Told[]): Record<string, Estimate> => {
  const rows = told.flatMap(({ episode }) =>
    proposalsIn(episode).proposals.map(({ offered, answer }) => ({ points: offered, accepted: answer === 'accept' })),
  )
  const { coefficients } = logistic(rows, { outcome: 'accepted', terms: [numeric('points')] })
  return {
    'acceptance, log odds: intercept': coefficients[0]!,
    'acceptance, log odds: a point': coefficients[1]!,
  }
}

/** Points by how satisfied people said they were. */
const bySatisfaction = (told: readonly Told[]): Record<string, Estimate | null> =>
  Object.fromEntries(
    Object.keys(SATISFACTION).map((level) => [
      `points of the ${level.toLowerCase()}`,
      clusteredMean(
        told.map(({ facts }) =>
          numbers(
            facts.filter(({ satisfaction }) => satisfaction === level),
            'points',
          ),
        ),
        'people',
      ),
    ]),
  )

/** The estimates from released conversations; `measures` are the instruments whose columns `splitEstimates` reads. */
export const toldSplitEstimates = (
  told: readonly Told[],
  measures: readonly Instrument[],
): Record<string, Estimate | null> => {
  const rows = told.map(({ episode }): Row => Object.assign({}, ...measures.map((each) => each.read(episode, null))))
  return { ...splitEstimates(rows), ...acceptance(told), ...bySatisfaction(told) }
}
