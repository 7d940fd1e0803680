import { luckOf, scene } from 'suasion'
import {
  argumentative,
  estimateOf,
  examReport,
  fitSpeaker,
  informative,
  literal,
  RESULTS,
  type Reported,
  reportOutcome,
  reportsIn,
  SENTENCES,
  speakerEstimates,
  speakerTable,
  uniformLogLikelihood,
  vigilant,
} from 'suasion/protocols/exam-report'
import { speechLogLikelihood } from 'suasion/solvers'
import { describe, expect, it } from 'vitest'
import { play } from '../../src/lab/driver.ts'

const told = (minds: object, key: string, params: object = {}) => {
  const staged = scene(examReport, { params: { rounds: 20, ...params }, minds: minds as never })
  const { episode } = play(staged, key) as Extract<ReturnType<typeof play>, { episode: unknown }>
  return reportOutcome().read(episode as never, null) as Extract<
    ReturnType<ReturnType<typeof reportOutcome>['read']>,
    { reports: string }
  >
}

/** What a speaker of known parameters says, `each` times for all results and both goals. */
const planted = (aims: Parameters<typeof speakerTable>[0], each: number): Reported[] =>
  (['high', 'low'] as const).flatMap((goal) => {
    const table = speakerTable(aims, goal)
    return RESULTS.flatMap((results, w) =>
      Array.from({ length: each }, (_, i): Reported => {
        const luck = luckOf('planted').of(goal, w, i)
        return { results, goal, sentence: luck.weighted(SENTENCES, table[w]!) }
      }),
    )
  })

describe('reporting', () => {
  it('lets nothing false be said, and shows the listener neither results nor goal', () => {
    const state = examReport.start(examReport.params.parse({}), {}, luckOf('one'))
    const view = examReport.view(state, 'speaker')
    const { only } = examReport.legal(view).report!.sentence!
    const { results } = view.rounds[0]!
    expect(only!.length).toBeGreaterThan(8)
    expect(only).toEqual(SENTENCES.filter((each) => only!.includes(each)))
    const table = speakerTable({ strength: 'expected-value', alpha: 0, beta: 1, cost: 0 }, 'inform')
    const w = RESULTS.findIndex((each) => String(each) === String(results))
    expect(table[w]!.map((p, u) => (p > 0 ? SENTENCES[u] : null)).filter(Boolean)).toEqual(only)
    const other = examReport.view(state, 'listener')
    expect(other.rounds).toEqual([{ results: null, goal: null, sentence: null, inferred: null }])
  })

  it('shows no results twice, and encodes reports as it reads them back', () => {
    const { reports, reported, detected } = told({ speaker: argumentative(), listener: vigilant() }, 'a')
    expect(reported).toBe(20)
    const read = reportsIn(reports)
    expect(new Set(read.map(({ results }) => String(results))).size).toBe(20)
    expect(detected).toBeGreaterThan(0.5)
    expect(() => reportsIn('12 12 high nonsense')).toThrow('is not a report')
  })

  it('misleads the literal listener by true sentences, and the vigilant one less', () => {
    const mean = (minds: object, column: 'success' | 'exaggeration' | 'error' | 'detected') => {
      const values = Array.from({ length: 40 }, (_, i) => told(minds, `m/${i}`)[column]!)
      return values.reduce((sum, value) => sum + value, 0) / values.length
    }
    const arguing = { speaker: argumentative(), listener: literal() }
    expect(mean(arguing, 'exaggeration')).toBeGreaterThan(
      mean({ ...arguing, speaker: informative() }, 'exaggeration') + 0.02,
    )
    const vigilance = { speaker: argumentative(), listener: vigilant() }
    expect(mean(vigilance, 'success')).toBeLessThan(mean(arguing, 'success'))
    expect(mean(vigilance, 'error')).toBeLessThan(mean(arguing, 'error'))
    expect(mean(vigilance, 'detected')).toBeGreaterThan(mean(arguing, 'detected') + 0.2)
  })

  it('refuses parameters that are none', () => {
    expect(() => argumentative({ strength: 'loud' as never })).toThrow(
      'no strength called loud; there are likelihood-ratio',
    )
    expect(() => argumentative({ beta: 2 })).toThrow('beta must be from 0 to 1, not 2')
    expect(() => vigilant({ alpha: Number.NaN })).toThrow('alpha must be from 0 to 100, not NaN')
    expect(() => informative({ cost: Number.POSITIVE_INFINITY })).toThrow('cost must be from')
  })
})

describe('fitting speakers', () => {
  it('finds a planted speaker again, under either strength', () => {
    for (const strength of ['likelihood-ratio', 'expected-value'] as const) {
      const aims = { strength, alpha: 1.5, beta: strength === 'likelihood-ratio' ? 0.95 : 0.85, cost: 1.5 }
      const reports = planted(aims, 200)
      const fit = fitSpeaker(reports, strength)
      for (const key of ['alpha', 'beta', 'cost'] as const)
        expect(Math.abs(fit[key] - aims[key]) / fit.se[key]).toBeLessThan(3)
      expect(fit.n).toBe(8000)
      // The log-likelihood is that of the fitted table, and no lower than that of the planted one.
      const under = (own: typeof aims) =>
        (['high', 'low'] as const).reduce((sum, goal) => {
          const counts = RESULTS.map((results) =>
            SENTENCES.map(
              (sentence) =>
                reports.filter(
                  (each) =>
                    each.goal === goal && each.sentence === sentence && String(each.results) === String(results),
                ).length,
            ),
          )
          return sum + speechLogLikelihood(speakerTable(own, goal), counts)
        }, 0)
      expect(fit.logLikelihood).toBeCloseTo(under({ strength, alpha: fit.alpha, beta: fit.beta, cost: fit.cost }), 5)
      expect(fit.logLikelihood).toBeGreaterThanOrEqual(under(aims))
    }
  })

  it('says that who only informs does not argue, and stays at the bounds of what a speaker can be', () => {
    const reports = planted({ strength: 'expected-value', alpha: 1.2, beta: 1, cost: 2 }, 60)
    const fit = fitSpeaker(reports, 'expected-value')
    expect(fit.beta).toBeGreaterThan(0.97)
    expect(fit.beta).toBeLessThanOrEqual(1)
    expect(fitSpeaker(reports, null).logLikelihood).toBeLessThanOrEqual(fit.logLikelihood)
    expect(uniformLogLikelihood(reports)).toBeLessThan(fitSpeaker(reports, null).logLikelihood)
  })

  it('has no estimate where nothing finite fits, and an alpha above 0 only', () => {
    expect(speakerEstimates([])).toEqual({ alpha: null, beta: null, cost: null })
    // Always the strongest true sentence: the likelihood is highest at infinity.
    const always = RESULTS.map((results, w): Reported => {
      const table = speakerTable({ strength: 'expected-value', alpha: 60, beta: 0.7, cost: 2 }, 'high')[w]!
      return { results, goal: 'high', sentence: SENTENCES[table.indexOf(Math.max(...table))]! }
    })
    expect(speakerEstimates(always)).toEqual({ alpha: null, beta: null, cost: null })
    const fit = { logLikelihood: -1, alpha: 0.2, beta: 0.5, cost: -1, se: { alpha: 0.3, beta: 0.1, cost: 1 }, n: 5 }
    expect(estimateOf(fit, 'alpha')!.interval![0]).toBeGreaterThan(0)
    expect(estimateOf({ ...fit, alpha: -0.2 }, 'alpha')).toBe(null)
    expect(estimateOf(fit, 'cost')!.interval![0]).toBeCloseTo(-1 - 1.959964, 9)
  })

  it('refuses no reports, false reports and unknown results', () => {
    const report = { results: [12, 12, 9, 3, 3], goal: 'high', sentence: 'all-all-right' } as const
    expect(() => fitSpeaker([], null)).toThrow('no reports to fit')
    expect(() => fitSpeaker([report], null)).toThrow('all-all-right is false of 12 12 9 3 3')
    expect(() => fitSpeaker([{ ...report, results: [1, 2, 3, 4, 5] }], null)).toThrow('there are no results 1 2 3 4 5')
    expect(() => fitSpeaker([{ ...report, sentence: 'few-all-right' as never }], null)).toThrow(
      'no sentence few-all-right',
    )
  })
})
