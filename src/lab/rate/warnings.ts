import type { ReadTable } from '../measure/read-table.ts'
import { counted, shortNumber, shortP, withInterval } from '../report/format.ts'
import { type Rating, scoreOf } from './result.ts'

const named = (pairs: readonly (readonly [string, string])[]): string =>
  `${pairs
    .slice(0, 4)
    .map(([a, b]) => `${a} and ${b}`)
    .join('; ')}${pairs.length > 4 ? `; and ${pairs.length - 4} more` : ''}`

const FEW = 10
const FEW_CLUSTERS = 20
/** Columns that comparisons often share, so that they are not independent. */
const SHARED = ['judge', 'item'] as const

/** What a reader must know before the strengths are used, in words. */
export const warningsOf = (
  { asked, n, abilities, order, clusters, ties, scores, fitness, judge }: Rating,
  { rows, columns }: ReadTable,
): readonly string[] => {
  const near = order
    .slice(1)
    .map((name, i) => [order[i]!, name] as const)
    .filter(([a, b]) => scoreOf(scores, a, b).lead.interval![0] <= 0)
  const seldom = abilities.filter((each) => each.n < FEW).map(({ name, n: met }) => `${name} (${met})`)
  const shared = SHARED.filter(
    (column) => columns.includes(column) && new Set(rows.map((row) => row[column])).size < rows.length,
  )
  const advantage = judge?.card.position.advantage
  const { deviance, pairs, unmet } = fitness
  const odd = pairs.filter(({ residual }) => Math.abs(residual) > 3)
  return [
    ...(near.length ? [`Neighbours on the ladder that cannot be told apart: ${named(near)}.`] : []),
    ...(seldom.length
      ? [`Compared fewer than ${FEW} times, so their strengths are hardly known: ${seldom.join(', ')}.`]
      : []),
    ...(unmet.length
      ? [
          `${counted(unmet.length, 'pair')} of ${(order.length * (order.length - 1)) / 2} never met (${named(unmet)}): what is expected of them rests on the others they met.`,
        ]
      : []),
    ...(clusters !== null && clusters < FEW_CLUSTERS
      ? [`${clusters} clusters are few: with fewer than ${FEW_CLUSTERS}, clustered errors come out too small.`]
      : []),
    ...(clusters === null && shared.length
      ? [
          `Comparisons share ${shared.map((column) => `${column}s`).join(' and ')} and are taken for independent, so the intervals may be too narrow: --cluster ${shared[0]} allows for it.`,
        ]
      : []),
    ...(!asked.side && advantage && (advantage.interval![0] > 1 || advantage.interval![1] < 1)
      ? [
          `The judge leans to the one shown ${advantage.value > 1 ? 'first' : 'second'} (odds ratio of being shown first ${withInterval(advantage.value, advantage.interval)}), and these strengths do not allow for it: --side does.`,
        ]
      : []),
    ...(deviance && deviance.p < 0.05
      ? [
          `One strength each does not explain the table (deviance ${shortNumber(deviance.statistic)} on ${counted(deviance.df, 'degree')} of freedom, p ${shortP(deviance.p)}${clusters === null ? '' : ', which takes comparisons for independent'}): who wins depends on the pair${asked.side ? '' : ' or on the place'}.`,
        ]
      : []),
    ...(odd.length
      ? [
          `Pairs that went otherwise than their strengths say, by more than three standard deviations: ${named(odd.map(({ first, second }) => [first, second]))}.`,
        ]
      : []),
    ...(2 * ties > n
      ? [`${Math.round((100 * ties) / n)}% of the comparisons are ties, so the strengths rest on the rest.`]
      : []),
  ]
}
