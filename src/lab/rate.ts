import {
  bradleyTerryRegression,
  type ComparisonModel,
  type Judgement,
  judgeBias,
  judgeBiasEstimates,
  judgementsOf,
  numeric,
  thurstone,
} from '../statistics/index.ts'
import type { Given } from './command.ts'
import { placed, type ReadTable } from './measure/read-table.ts'
import { Misuse, unknownName } from './misuse.ts'

/** What a rating can be fitted as, by its name on the command line. */
export const RATINGS = ['bradley-terry', 'rao-kupper', 'thurstone'] as const

const fitted = (table: ReadTable, judgements: readonly Judgement[], given: Given) => {
  const model = given.text('model') ?? 'bradley-terry'
  if (!(RATINGS as readonly string[]).includes(model)) throw unknownName('model', model, RATINGS)
  const covariates = given.texts('covariate')
  const cluster = given.text('cluster')
  const kept = [...covariates, ...(cluster === undefined ? [] : [cluster])]
  for (const column of kept) if (!table.columns.includes(column)) throw unknownName('column', column, table.columns)
  const rows = judgements.map(({ first, second, choice }, i) => ({
    ...Object.fromEntries(kept.map((column) => [column, table.rows[i]![column]])),
    first,
    second,
    wins: Number(choice === 'first'),
    losses: Number(choice === 'second'),
    ties: Number(choice === 'tie'),
  }))
  const options: ComparisonModel = {
    side: given.flag('side'),
    terms: covariates.map(numeric),
    ...(cluster !== undefined && { cluster }),
    ...(given.text('reference') !== undefined && { reference: given.text('reference')! }),
    level: given.number('level', 'any') ?? 0.95,
  }
  return model === 'thurstone'
    ? thurstone(rows, options)
    : bradleyTerryRegression(rows, { ...options, ties: model === 'rao-kupper' ? 'rao-kupper' : 'davidson' })
}

/**
 * What a table of comparisons comes to: strengths, coefficients and the band of ties, and where asked how far the judge
 * can be trusted. The table has columns first, second and choice (first, second, tie, or a name). Throws misuse that
 * names the file and line, or the option, that is wrong.
 */
export const ratedTable = (table: ReadTable, given: Given) => {
  const from = table.rows.map((_, i) => i)
  for (const column of ['first', 'second', 'choice'])
    if (!table.columns.includes(column))
      throw new Misuse(`${table.name} has no column ${column}; it has ${table.columns.join(', ')}`)
  return placed(table, from, () => {
    const judgements = judgementsOf(table.rows)
    const step = given.number('length-step', 'any')
    const level = given.number('level', 'any')
    const card = given.flag('judge')
      ? judgeBias(judgements, {
          ...(step !== undefined && { lengthStep: step }),
          ...(level !== undefined && { level }),
        })
      : null
    const { covariance: _, ...strengths } = fitted(table, judgements, given)
    return {
      table: table.name,
      ...strengths,
      judge: card && { estimates: judgeBiasEstimates(card), missing: card.missing },
    }
  })
}
