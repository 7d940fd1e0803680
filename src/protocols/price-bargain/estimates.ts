import { type Estimate, type Luck, luckOf, type Row, type Told } from 'suasion'
import { bootstrap, logistic, mean, numeric, oneSampleTest, quantile, SeparationError, share } from 'suasion/statistics'
import { TRIM } from './partner-data.ts'
import { CURVE, priceRecord } from './price-record.ts'
import { PERCENTILES } from './published.ts'

const REPLICATES = 1000

const numbers = (rows: readonly Row[], column: string): number[] =>
  rows.flatMap((row) => (typeof row[column] === 'number' ? [row[column]] : []))

/** A statistic over conversations with a bootstrap interval; null for fewer than two. */
const resampled = (
  values: readonly number[],
  statistic: (sample: ArrayLike<number>) => number,
  luck: Luck,
): Estimate | null => {
  if (values.length < 2) return null
  const { replicates: _, ...estimate } = bootstrap(values, statistic, {
    luck,
    replicates: REPLICATES,
    interval: 'percentile',
  })
  return estimate
}

/** How often typed offers are accepted, and the logit over what they were worth to the side that answered; null where it cannot be fitted. */
const acceptance = (rows: readonly Row[], side: string) => {
  const names = ['intercept', 'utility'] as const
  const name = (which: (typeof names)[number]) => `acceptance by the ${side}, log odds: ${which}`
  const answered = rows.filter(
    ({ answeredBy, utility }) =>
      answeredBy === side && typeof utility === 'number' && utility >= 1 - TRIM[1] && utility <= TRIM[1],
  ) as readonly Readonly<Record<string, number | boolean>>[]
  const rate = answered.length ? share(answered.map(({ accepted }) => accepted === true)) : null
  const rated = { [`acceptance by the ${side}, rate`]: rate }
  const nothing = { ...rated, ...Object.fromEntries(names.map((which) => [name(which), null])) }
  const varies = (column: string): boolean => new Set(answered.map((row) => row[column])).size > 1
  if (!varies('accepted') || !varies('utility')) return nothing
  try {
    const fit = logistic(answered, { outcome: 'accepted', terms: [numeric('utility')] })
    return { ...rated, ...Object.fromEntries(names.map((which, i) => [name(which), fit.coefficients[i]!])) }
  } catch (error) {
    if (error instanceof SeparationError) return nothing
    throw error
  }
}

/** The estimates of the study from one row a bargain. */
export const priceEstimates = (rows: readonly Row[], luck: Luck): Record<string, Estimate | null> => {
  const deals = rows.flatMap(({ deal }) => (typeof deal === 'boolean' ? [deal] : []))
  const finals = numbers(rows, 'final')
  const messages = numbers(rows, 'messages')
  const median = (values: ArrayLike<number>): number => quantile(values, 0.5)
  const of = (name: string): Luck => luck.of('bootstrap', name)
  return {
    'deal rate': deals.length ? share(deals) : null,
    ...Object.fromEntries(
      Object.keys(PERCENTILES).map((percentile) => {
        const name = `final price, percentile ${percentile}`
        return [name, resampled(finals, (sample) => quantile(sample, Number(percentile) / 100), of(name))]
      }),
    ),
    'final price, mean within the targets': resampled(
      finals.map((price) => Math.min(1, Math.max(0, price))),
      mean,
      of('mean'),
    ),
    messages: messages.length > 1 && new Set(messages).size > 1 ? oneSampleTest(messages) : null,
    ...Object.fromEntries(
      (['buyer', 'seller'] as const).flatMap((side): [string, Estimate | null][] => [
        [`opening of the ${side}, median`, resampled(numbers(rows, `${side}Opening`), median, of(`${side} opening`))],
        ...CURVE.map((part): [string, Estimate | null] => [
          `price of the ${side} after ${part}% of its mentions, median`,
          resampled(numbers(rows, `${side}Curve${part}`), median, of(`${side} ${part}`)),
        ]),
        ...Object.entries(acceptance(rows, side)),
      ]),
    ),
  }
}

/** The same from released conversations: what the acts say, with the messages that were counted beside them. */
export const toldPriceEstimates = (told: readonly Told[]): Record<string, Estimate | null> => {
  const record = priceRecord()
  const rows = told.map(({ episode, facts }): Row => {
    const about = facts.find((row) => !('seat' in row))
    return { ...(record.read(episode, null) as Row), messages: about?.['messages'] ?? null }
  })
  return priceEstimates(rows, luckOf('he-2018-price-bargain').of('released conversations'))
}
