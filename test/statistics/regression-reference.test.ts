import {
  anova,
  bartlettTest,
  benjaminiYekutieli,
  bonferroni,
  chiSquareTest,
  combineP,
  crossed,
  estimatedMeans,
  factor,
  firth,
  formula,
  generalisedLinear,
  hochberg,
  hommel,
  leastSquares,
  leveneTest,
  mcnemarTest,
  meanContrasts,
  modelFrame,
  numeric,
  welchAnova,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { studentisedRangeQuantile, studentisedRangeSurvival } from '../../src/math/studentised-range.ts'
import { binomialRows, type Computed, rowsOf, testReferences } from './references.ts'

/** What of each reference entry is computed here: the parts of its output that have a function. */
const computed: Computed = {
  'dist-tukey': ({ q, k, df }) => ({
    sf: q.map((one: number, i: number) => studentisedRangeSurvival(one, k[i], df[i])),
    q95: k.map((groups: number, i: number) => studentisedRangeQuantile(0.05, groups, df[i])),
  }),
  'probit-binomial': (data) => {
    const model = { outcome: 'y', terms: [numeric('x')], frequency: 'w', interval: 'wald' } as const
    const rows = binomialRows(data)
    const fit = generalisedLinear(rows, { ...model, family: 'probit' })
    // The deviance of grouped rows is measured from a fit of each group's own share.
    const own = generalisedLinear(rows, { ...model, terms: [factor('x')], family: 'probit' })
    return {
      coef: fit.coefficients.map((one) => one.value),
      se: fit.coefficients.map((one) => one.se),
      dev: 2 * (own.logLikelihood - fit.logLikelihood),
    }
  },
  'logit-firth-separated': (data) => {
    const fit = firth(rowsOf(data), { outcome: 'y', terms: [numeric('x')] })
    return {
      coef: fit.coefficients.map((one) => one.value),
      se: fit.coefficients.map((one) => one.se),
      pen_loglik: fit.logLikelihood,
    }
  },
  'anova-unbalanced-types': (data) => {
    const rows = rowsOf(data)
    const coded = (coding: 'treatment' | 'effects') => crossed(factor('A', { coding }), factor('B', { coding }))
    const of = (type: 1 | 2 | 3) => {
      const { terms, residual } = anova(rows, { outcome: 'y', terms: coded('effects'), type })
      return {
        SS: [...terms.map((one) => one.sumOfSquares), residual!.sumOfSquares],
        F: terms.map((one) => one.statistic),
        ...(type > 1 && { p: terms.map((one) => one.p) }),
      }
    }
    return {
      coef_sum: leastSquares(rows, { outcome: 'y', terms: coded('effects') }).coefficients.map((one) => one.value),
      typeI: of(1),
      typeII: of(2),
      typeIII: of(3),
    }
  },
  'anova-toothgrowth': (data) => {
    const rows = rowsOf(data)
    const { terms } = anova(rows, { outcome: 'len', terms: crossed(factor('supp'), factor('dose')), type: 1 })
    const frame = modelFrame(rows, formula('len ~ factor(dose)'))
    const fit = leastSquares(frame.rows, frame)
    const all = { ...fit, values: fit.coefficients.map((one) => one.value) }
    const pairs = meanContrasts(all, estimatedMeans(all, frame, ['dose']), 'pairwise', { adjust: 'tukey' })
    return {
      F: terms.map((one) => one.statistic),
      p: terms.map((one) => one.p),
      partial_eta2: terms.map((one) => one.partialEtaSquared),
      omega2: terms.map((one) => one.omegaSquared),
      // TukeyHSD takes the later less the earlier.
      tukey: pairs.map((one) => [-one.value, -one.interval[1], -one.interval[0], one.p]),
    }
  },
  'emmeans-2x2-logit': (data) => {
    const frame = modelFrame(binomialRows(data), formula('y ~ factor(ai) * factor(pers)'))
    const fit = generalisedLinear(frame.rows, { ...frame, family: 'logit', frequency: 'w', interval: 'wald' })
    const values = fit.coefficients.map((one) => one.value)
    const all = { ...fit, values, df: Number.POSITIVE_INFINITY }
    const share = (eta: number) => 1 / (1 + Math.exp(-eta))
    const { means } = estimatedMeans(all, frame, ['pers', 'ai'])
    return {
      emm: means.map((one) => share(one.value)),
      lo: means.map((one) => share(one.interval[0])),
      hi: means.map((one) => share(one.interval[1])),
    }
  },
  'p-adjust': ({ p }) => ({
    hochberg: hochberg(p),
    hommel: hommel(p),
    bonferroni: bonferroni(p),
    BY: benjaminiYekutieli(p),
  }),
  'combine-p': ({ p }) => combineP(p),
  'welch-anova': ({ groups }) => {
    const welch = welchAnova(groups)
    const levene = leveneTest(groups)
    const bartlett = bartlettTest(groups)
    const rows = groups.flatMap((values: number[], g: number) => values.map((v) => ({ v, g })))
    const classic = leastSquares(rows, { outcome: 'v', terms: [factor('g')] }).f!
    return {
      welch: { F: welch.statistic, df: welch.df, p: welch.p },
      classic: { F: classic.statistic, p: classic.p },
      brown_forsythe_levene: { F: levene.statistic, p: levene.p },
      bartlett: { K2: bartlett.statistic, p: bartlett.p },
    }
  },
  mcnemar: ({ table }) => {
    const { corrected, uncorrected, p } = mcnemarTest(table)
    const of = (one: { statistic: number; p: number }) => ({ chi2: one.statistic, p: one.p })
    return { cc: of(corrected), nocc: of(uncorrected), exact_p: p }
  },
  'prop-2x2-prtest': ({ x, n }) => {
    const others = n.map((count: number, k: number) => count - x[k])
    const { statistic, df, p } = chiSquareTest([x, others], { correct: false })
    return { chi2: statistic, df, p }
  },
}

testReferences('reference values of regression and designs', computed)

describe('Firth’s penalty', () => {
  test('ends of the penalised profile lie where its likelihood ratio is the critical value', () => {
    const rows = [1, 2, 3, 4, 5, 6, 7, 8].map((x, i) => ({ x, y: i > 3, far: 0 }))
    const one = firth(rows, { outcome: 'y', terms: [numeric('x')] }).coefficients[1]!
    expect(one.interval[0]).toBeGreaterThan(0)
    expect(one.interval[1]).toBeGreaterThan(one.wald[1])
    // The half-lines of outcomes turned round are each other's mirror.
    const turned = firth(
      rows.map((row) => ({ ...row, y: !row.y })),
      { outcome: 'y', terms: [numeric('x')] },
    ).coefficients[1]!
    expect(turned.value).toBeCloseTo(-one.value, 7)
    expect(turned.interval[0]).toBeCloseTo(-one.interval[1], 6)
    expect(() => firth(rows, { outcome: 'far', terms: [] })).toThrow('far is 0 in every row')
  })
})
