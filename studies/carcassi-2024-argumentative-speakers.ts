import { scene, study } from 'suasion'
import { between } from 'suasion/designs'
import * as exam from 'suasion/protocols/exam-report'
import { oneSampleTest } from 'suasion/statistics'

const planted = { strength: 'expected-value', alpha: 1.264, beta: 0.885, cost: 1.764 } as const
const file = 'data/data_experiment1/cleaned_data.csv of thelogicalgrammar/argumentative_language'
const population = '76 participants of Experiment 1'
const released = { claim: 'data', origin: 'run', population, data: 'carcassi-2024', scale: 'difference' } as const
const pooled = { ...released, margin: 0.01, n: 1472, source: `pooled maximum likelihood on ${file}` } as const
const known = { claim: 'instrument', origin: 'inferred', source: 'planted in the cast', population } as const
const exact = { claim: 'formal', origin: 'run', population: 'any speaker', scale: 'difference', margin: 1e-3 } as const
const fits = { uniform: -3766.86, informative: -3257.44, 'likelihood ratio': -2595.02, 'expected value': -2495.82 }
const half = { 'most-most': 31.671, 'some-most': 20.974, 'some-all': 41.692, 'all-some': 0.97, 'some-some': 0.159 }
const both = Object.entries(half).flatMap(([form, x]) => [
  [`${form}-right`, x] as const,
  [`${form}-wrong`, -x] as const,
])
const argues = <T>(make: (sentence: exam.Sentence, value: number) => T) =>
  Object.fromEntries(both.map(([sentence, x]) => [`strength of ${sentence}`, make(sentence as exam.Sentence, x)]))
const none = Object.fromEntries(Object.keys(fits).map((key) => [key, null]))
const mean = (all: readonly (number | null)[], known = all.filter((value) => value !== null)) =>
  known.length > 1 ? oneSampleTest(known) : null

/** What people say of exam results to make success look high or low without lying, and which speaker says so. */
export default study({
  name: 'carcassi-2024-argumentative-speakers',
  title: 'Modeling language use with argumentative goals',
  cite: 'Carcassi, Wang, Cummins & Franke 2024, released analysis; task of Macuch Silva et al. 2024',
  question: 'How do speakers who must not lie weigh what a sentence argues for against what it informs of?',
  estimand: 'alpha, beta and cost of a speaker, from what it says; how far listeners of two kinds are misled',
  design: between({ listener: ['literal', 'vigilant'] }, { n: 152 }),
  cast: { speaker: exam.argumentative(planted) },
  scene: ({ listener }, { speaker }) => {
    const minds = { speaker, listener: listener === 'literal' ? exam.literal() : exam.vigilant(planted) }
    return scene(exam.examReport, { params: { rounds: 20 }, minds })
  },
  instruments: [exam.reportOutcome()],
  published: {
    ...Object.fromEntries(Object.entries(fits).map(([key, value]) => [key, { ...pooled, value }])),
    alpha: { ...known, value: planted.alpha, scale: 'ratio', margin: Math.log(1.25) },
    beta: { ...known, value: planted.beta, scale: 'difference', margin: 0.03 },
    cost: { ...known, value: planted.cost, scale: 'difference', margin: 0.5 },
    ...argues((_, value) => ({ ...exact, value, source: `analysis code beside ${file}` })),
  },
  estimates: (rows) => {
    const misled = (by: string) => mean(rows.map(({ listener, success }) => (listener === by ? success : null)))
    return {
      ...none,
      ...exam.speakerEstimates(rows.flatMap((row) => exam.reportsIn(row.reports))),
      ...argues(exam.strengthOf),
      'exaggeration by true sentences': mean(rows.map((row) => row.exaggeration)),
      ...{ 'literal listener misled': misled('literal'), 'vigilant listener misled': misled('vigilant') },
    }
  },
  data: exam.releasedResponses,
  limits: ['speakers pooled, listeners and payoffs ours; no publication found: the year is of the released code'],
})
