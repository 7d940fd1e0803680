import {
  bradleyTerryRegression,
  type ComparisonModel,
  comparisonFitness,
  expectedScores,
  type Judgement,
  judgeBias,
  judgeBiasEstimates,
  judgementsOf,
  numeric,
  thurstone,
} from '../../statistics/index.ts'
import type { Given } from '../command.ts'
import { placed, type ReadTable } from '../measure/read-table.ts'
import { Misuse, unknownName } from '../misuse.ts'
import { methodsOf } from './methods.ts'
import { ratingScript } from './r-script.ts'
import { RATINGS, type RatedJudge, type RatedTable, type Rating, type RatingModel } from './result.ts'
import { warningsOf } from './warnings.ts'

const modelOf = ({ columns }: ReadTable, given: Given): RatingModel => {
  const model = given.text('model') ?? 'bradley-terry'
  if (!(RATINGS as readonly string[]).includes(model)) throw unknownName('model', model, RATINGS)
  const covariates = given.texts('covariate')
  const cluster = given.text('cluster') ?? null
  for (const column of [...covariates, ...(cluster === null ? [] : [cluster])])
    if (!columns.includes(column)) throw unknownName('column', column, columns)
  return {
    model: model as RatingModel['model'],
    side: given.flag('side'),
    covariates,
    cluster,
    reference: given.text('reference') ?? null,
    level: given.number('level', 'any') ?? 0.95,
  }
}

const fitted = (table: ReadTable, judgements: readonly Judgement[], asked: RatingModel) => {
  const { model, side, covariates, cluster, reference, level } = asked
  const kept = [...covariates, ...(cluster === null ? [] : [cluster])]
  const rows = judgements.map(({ first, second, choice }, i) => ({
    ...Object.fromEntries(kept.map((column) => [column, table.rows[i]![column]])),
    first,
    second,
    wins: Number(choice === 'first'),
    losses: Number(choice === 'second'),
    ties: Number(choice === 'tie'),
  }))
  const options: ComparisonModel = {
    side,
    terms: covariates.map(numeric),
    ...(cluster !== null && { cluster }),
    ...(reference !== null && { reference }),
    level,
  }
  const ties = model === 'rao-kupper' ? 'rao-kupper' : 'davidson'
  const outcomes = model === 'thurstone' ? 'glenn-david' : ties
  const fit = model === 'thurstone' ? thurstone(rows, options) : bradleyTerryRegression(rows, { ...options, ties })
  return {
    fit,
    scores: expectedScores(fit, outcomes, level),
    fitness: comparisonFitness(fit, rows, options, outcomes),
  }
}

/**
 * What a table of comparisons comes to: strengths, coefficients and the band of ties, expected scores of every pair,
 * how well one strength each explains the table, and where asked how far the judge can be trusted; with warnings, a
 * sentence for the methods section and the R that gives the same. The table has columns first, second and choice
 * (first, second, tie, or a name). Throws misuse that names the file and line, or the option, that is wrong.
 */
export const ratedTable = (table: ReadTable, given: Given): RatedTable => {
  const from = table.rows.map((_, i) => i)
  for (const column of ['first', 'second', 'choice'])
    if (!table.columns.includes(column))
      throw new Misuse(`${table.name} has no column ${column}; it has ${table.columns.join(', ')}`)
  return placed(table, from, () => {
    const judgements = judgementsOf(table.rows)
    const asked = modelOf(table, given)
    const step = given.number('length-step', 'any')
    const level = given.number('level', 'any')
    const card = given.flag('judge')
      ? judgeBias(judgements, {
          ...(step !== undefined && { lengthStep: step }),
          ...(level !== undefined && { level }),
        })
      : null
    const { fit, scores, fitness } = fitted(table, judgements, asked)
    const { covariance: _, ...strengths } = fit
    const judge: RatedJudge | null = card && {
      card,
      estimates: judgeBiasEstimates(card),
      missing: card.missing,
    }
    const order = [...fit.abilities].sort((a, b) => b.value - a.value).map(({ name }) => name)
    const ties = judgements.filter(({ choice }) => choice === 'tie').length
    const found: Rating = { asked, ...strengths, ties, order, scores, fitness, judge }
    return {
      table: table.name,
      ...found,
      warnings: warningsOf(found, table),
      methods: methodsOf(found),
      r: ratingScript(table.name, asked, ties > 0),
    }
  })
}
