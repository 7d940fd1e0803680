import type { Estimate } from 'suasion'
import { SeparationError } from 'suasion/statistics'
import { z } from 'zod'
import { estimateOf, fitSpeaker, type Reported, type SpeakerFit, uniformLogLikelihood } from './fit.ts'
import { SENTENCES, type Sentence } from './language.ts'
import { type StrengthName, strengthsOf } from './strength.ts'

const list = z.string().transform((text): string[] => text.match(/\w+/g) ?? [])

/** The columns of the released responses (`cleaned_data.csv` of an experiment) that tell a report. */
const responseColumns = z.object({
  condition: z.enum(['0', '1']).describe('1: high, 0: low'),
  response: list.describe("as in ['most', 'all', 'right']"),
  row_number: list.describe('the results, as in [12, 12, 9, 3, 3]'),
})

/** The reports in released responses; throws, when they are fitted, on one that is false of its results. */
const reportsOf = (rows: readonly z.output<typeof responseColumns>[]): Reported[] =>
  rows.map(({ condition, response, row_number }) => ({
    results: row_number.map(Number),
    goal: condition === '1' ? 'high' : 'low',
    sentence: response.join('-') as Sentence,
  }))

/** The models of speakers, by name: what they are made of beside true sentences. */
const MODELS = {
  informative: null,
  'likelihood ratio': 'likelihood-ratio',
  'expected value': 'expected-value',
} as const satisfies Readonly<Record<string, Exclude<StrengthName, 'pragmatic'> | null>>

/** The name of a model that is fitted to reports. */
export type SpeakerModel = 'uniform' | keyof typeof MODELS

/**
 * The maximised log-likelihood of reports under each model of a speaker, all speakers pooled, with the fitted
 * parameters in its note.
 */
export const speakerLikelihoods = (reports: readonly Reported[]): Readonly<Record<SpeakerModel, Estimate>> => {
  const fitted = (strength: (typeof MODELS)[keyof typeof MODELS]): Estimate => {
    const { logLikelihood, n, alpha, beta, cost } = fitSpeaker(reports, strength)
    const note = `alpha ${alpha.toFixed(3)}, beta ${beta.toFixed(3)}, cost ${cost.toFixed(3)}`
    return { value: logLikelihood, n, estimator: 'maximised log-likelihood, speakers pooled', note }
  }
  return {
    uniform: { value: uniformLogLikelihood(reports), n: reports.length, estimator: 'log-likelihood' },
    informative: fitted(MODELS.informative),
    'likelihood ratio': fitted(MODELS['likelihood ratio']),
    'expected value': fitted(MODELS['expected value']),
  }
}

/**
 * The parameters of the speaker with expected-value strength that fits reports best; nulls where there are no reports,
 * and where what was said has no finite fit (somebody never says "none", or always what is strongest).
 */
export const speakerEstimates = (
  reports: readonly Reported[],
): Readonly<Record<'alpha' | 'beta' | 'cost', Estimate | null>> => {
  const fit = reports.length > 0 ? finiteFit(reports) : null
  return {
    alpha: fit && estimateOf(fit, 'alpha'),
    beta: fit && estimateOf(fit, 'beta'),
    cost: fit && estimateOf(fit, 'cost'),
  }
}

const finiteFit = (reports: readonly Reported[]): SpeakerFit | null => {
  try {
    return fitSpeaker(reports, 'expected-value')
  } catch (error) {
    if (error instanceof SeparationError) return null
    throw error
  }
}

/** How strongly a sentence argues for high success, by the likelihood ratio, as an estimate. */
export const strengthOf = (sentence: Sentence): Estimate => {
  const place = SENTENCES.indexOf(sentence)
  if (place < 0) throw new Error(`there is no sentence ${sentence}; they read like ${SENTENCES[10]}`)
  return { value: strengthsOf('likelihood-ratio', 'high')[place]!, n: 1, estimator: 'log likelihood ratio, exact' }
}

/** The released responses of Experiment 1 as a data source: the log-likelihood under each model of a speaker again. */
export const releasedResponses = {
  name: 'carcassi-2024',
  about:
    '1,472 true sentences by 76 people: data/data_experiment1/cleaned_data.csv of thelogicalgrammar/argumentative_language',
  columns: responseColumns,
  estimates: (rows: readonly z.output<typeof responseColumns>[]): Readonly<Record<string, Estimate>> =>
    speakerLikelihoods(reportsOf(rows)),
}
