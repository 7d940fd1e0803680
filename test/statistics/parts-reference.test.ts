import {
  type Alternative,
  anova,
  averageMarginalEffect,
  barnardTest,
  basicInterval,
  bcaCorrection,
  bestThreshold,
  brierScore,
  cohenD,
  cohenH,
  commonLanguageEffect,
  crossed,
  differenceOfProportions,
  equivalenceTest,
  estimatedMeans,
  factor,
  formula,
  generalisedLinear,
  glassDelta,
  gTest,
  heteroscedasticRobust,
  influence,
  jackknife,
  type LinearModel,
  leastSquares,
  logistic,
  mantelTest,
  modelFrame,
  noncentralChiSquareCdf,
  noncentralFSurvival,
  noncentralTCdf,
  numeric,
  pearson,
  proportionInterval,
  publishedVariance,
  type QuantileType,
  quantile,
  reliability,
  scoreDifference,
  sphericalScore,
  standardDeviation,
  studentTest,
  varianceTest,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { logChoose } from '../../src/math/discrete.ts'
import { betaQuantile, normalLogCdf, tSurvival } from '../../src/math/distributions.ts'
import { digamma, trigamma } from '../../src/math/special.ts'
import { binomialRows, type Loose, rowsOf, testReferences } from './references.ts'

/** Scipy puts the arms into columns; it also gives the share at which p is reached, which `greater` has at an edge. */
const barnard = ({ table: [[a, b], [c, d]] }: Loose) => {
  const of = (alternative: Alternative, pooled: boolean) =>
    barnardTest(
      [
        [a, c],
        [b, d],
      ],
      { alternative, pooled },
    )
  const side = (alternative: Alternative) => ({ p_unpooled: of(alternative, false).p })
  return { 'two-sided': side('two-sided'), less: side('less'), greater: side('greater') }
}

testReferences('parts of reference entries that other tests leave out', {
  'dist-normal': ({ x }) => ({ logcdf: x.map(normalLogCdf) }),
  'dist-t': ({ x }) => ({ nct_cdf: x.map((one: number) => noncentralTCdf(one, 10, 1.5)) }),
  'dist-chisq': ({ x }) => ({ nc_cdf: x.map((one: number) => noncentralChiSquareCdf(one, 3, 2)) }),
  'dist-F': ({ x }) => ({ nc_sf: x.map((one: number) => noncentralFSurvival(one, 3, 20, 5)) }),
  'dist-beta': ({ a, b }) => ({ q025: a.map((shape: number, k: number) => betaQuantile(0.025, shape, b[k])) }),
  'dist-gamma': () => ({
    digamma: [0.3, 1, 2.5, 100].map(digamma),
    trigamma: [0.3, 1, 2.5, 100].map(trigamma),
  }),
  'prop-ci-15-50': ({ x, n }) => ({
    wilson_cc: proportionInterval(x, n, { method: 'wilson-corrected' }),
    jeffreys: proportionInterval(x, n, { method: 'jeffreys' }),
    agresti_coull: proportionInterval(x, n, { method: 'agresti-coull' }),
    wald: proportionInterval(x, n, { method: 'wald' }),
  }),
  'prop-diff-newcombe': ({ x1, n1, x2, n2 }) => ({
    miettinen_nurminen: scoreDifference([x1, n1], [x2, n2]).interval,
    wald: differenceOfProportions([x1, n1], [x2, n2], { interval: 'wald' }).interval,
    h_cohen: cohenH(x1 / n1, x2 / n2),
  }),
  't-tests-sleep': ({ x, y }) => {
    const { statistic, df, p, interval } = studentTest(x, y)
    const ratio = varianceTest(x, y)
    return { student: { t: statistic, df, p, ci: interval }, vartest: { F: ratio.statistic, p: ratio.p } }
  },
  'effect-sizes': ({ x, y }) => {
    const d = cohenD(x, y).value
    return {
      glass_delta_sdY: glassDelta(x, y),
      var_d_large: publishedVariance(d, [x.length, y.length]),
      cles_normal: commonLanguageEffect(d),
    }
  },
  'chisq-indep': ({ table }) => ({ G: gTest(table).statistic, G_p: gTest(table).p }),
  'point-biserial': ({ actual, belief }) => ({ bullshit_index: 1 - Math.abs(pearson(actual, belief).value) }),
  'boot-exhaustive-bca': ({ x, alpha }) => {
    let replicates: number[] = [0]
    for (const _ of x) replicates = replicates.flatMap((sum) => x.map((one: number) => sum + one))
    replicates = replicates.map((sum) => sum / x.length)
    const { value, leaveOneOut } = jackknife(x as number[], (some) => some.reduce((a, b) => a + b, 0) / some.length)
    const { bias, acceleration, probabilities } = bcaCorrection(replicates, value, leaveOneOut, 1 - alpha)!
    return {
      se: standardDeviation(replicates) * Math.sqrt(1 - 1 / replicates.length),
      z0_strict: bias,
      a: acceleration,
      adj_probs: probabilities,
      basic: basicInterval(replicates, value, 1 - alpha),
    }
  },
  'boot-jackknife': ({ x }) => {
    const { bias, se } = jackknife(x as number[], standardDeviation)
    return { jack_bias: bias, jack_se: se }
  },
  'quantile-types': ({ x, p }) =>
    p.map((at: number) => ([1, 2, 4, 5, 6, 7, 8] as QuantileType[]).map((type) => quantile(x, at, type))),
  'ols-mtcars': (data) => {
    const model: LinearModel = { outcome: 'y', terms: [numeric('wt'), numeric('hp')] }
    const rows = rowsOf(data)
    const errors = (correction: 'HC0' | 'HC1' | 'HC2' | 'HC3') =>
      heteroscedasticRobust(rows, { ...model, correction }).coefficients.map(({ se }) => se)
    const { leverage, cook } = influence(rows, model)
    return {
      HC0: errors('HC0'),
      HC1: errors('HC1'),
      HC2: errors('HC2'),
      HC3: errors('HC3'),
      hat: [...leverage.slice(0, 5)],
      cooks: [...cook.slice(0, 5)],
    }
  },
  'logit-binomial': (data) => {
    const rows = binomialRows(data)
    const model = { outcome: 'y', terms: [numeric('x')], frequency: 'w', interval: 'wald' } as const
    const fit = logistic(rows, model)
    // The deviance of grouped rows is measured from a fit of each group's own share.
    const own = logistic(rows, { ...model, terms: [factor('x')] }).logLikelihood
    const constant = data.k.reduce((sum: number, k: number, i: number) => sum + logChoose(data.n[i], k), 0)
    const loglik = fit.logLikelihood + constant
    return {
      dev: 2 * (own - fit.logLikelihood),
      null: 2 * (own - fit.nullLogLikelihood),
      loglik,
      aic: 2 * fit.free - 2 * loglik,
    }
  },
  'logit-mtcars-bernoulli': (data) => {
    const rows = rowsOf(data)
    const fit = logistic(rows, { outcome: 'am', terms: [numeric('wt'), numeric('hp')], interval: 'wald' })
    const [a, b, c] = fit.coefficients.map(({ value }) => value) as [number, number, number]
    const shares = data.wt.map((wt: number, i: number) => 1 / (1 + Math.exp(-a - b * wt - c * data.hp[i])))
    const effect = averageMarginalEffect(
      rows,
      { outcome: 'am', terms: [numeric('wt'), numeric('hp')], family: 'logit' },
      'wt',
    )
    return { brier: brierScore(shares, data.am).value, ame_wt: effect.value }
  },
  'factorial-2x2^4-logit': (data) => {
    const names = ['goal', 'f1', 'f2', 'f3', 'f4']
    const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => crossed(numeric(a), numeric(b)).at(-1)!))
    const fit = generalisedLinear(binomialRows(data), {
      outcome: 'y',
      terms: [...names.map(numeric), ...pairs],
      family: 'logit',
      frequency: 'w',
      interval: 'wald',
    })
    const saturated = data.k.reduce((sum: number, k: number, i: number) => {
      const n = data.n[i]
      return sum + (k > 0 ? k * Math.log(k / n) : 0) + (k < n ? (n - k) * Math.log1p(-k / n) : 0)
    }, 0)
    const shares = rowsOf(data).map((row, i) => ({ ...row, share: data.k[i] / data.n[i] }))
    const plain = leastSquares(shares, { outcome: 'share', terms: [...names.map(numeric), ...pairs] })
    return {
      dev: 2 * (saturated - fit.logLikelihood),
      df: data.k.length - fit.free,
      ols_coef: plain.coefficients.map(({ value }) => value),
    }
  },
  'factorial-logit-effects': (data) => {
    const rows = binomialRows(data)
    const model = { outcome: 'y', frequency: 'w', interval: 'wald' } as const
    const all = crossed(numeric('a'), numeric('b'), numeric('c'))
    const [full, two] = [all, all.slice(0, -1)].map((terms) => logistic(rows, { ...model, terms }).logLikelihood)
    return { dev: 2 * (full! - two!) }
  },
  'emmeans-2x2-logit': (data) => {
    const frame = modelFrame(binomialRows(data), formula('y ~ factor(ai) * factor(pers)'))
    const fit = generalisedLinear(frame.rows, { ...frame, family: 'logit', frequency: 'w', interval: 'wald' })
    const values = fit.coefficients.map(({ value }) => value)
    const { means } = estimatedMeans({ ...fit, values, df: Number.POSITIVE_INFINITY }, frame, ['pers', 'ai'])
    const share = (eta: number) => 1 / (1 + Math.exp(-eta))
    return { emm_se: means.map(({ value, se }) => se! * share(value) * share(-value)) }
  },
  'tost-two-sample': ({ m1, m2, sd1, sd2, n1, n2, eqd, alpha }) => {
    const nil = (equalVariances: boolean) => {
      const [first, second] = [
        { n: n1, mean: m1, sd: sd1 },
        { n: n2, mean: m2, sd: sd2 },
      ]
      const options = { bounds: eqd, scale: 'sd', alpha, equalVariances } as const
      const { lower, upper, df } = equivalenceTest(first, second, options)
      // No difference lies halfway between both bounds.
      return { p_nhst: 2 * tSurvival(Math.abs(lower.statistic + upper.statistic) / 2, df) }
    }
    return { student: nil(true), welch: nil(false) }
  },
  'barnard-zoo': barnard,
  'barnard-small': barnard,
  calibration: ({ p, y }) => ({ spherical: sphericalScore(p, y) }),
  'anova-toothgrowth': (data) => {
    const { terms, residual } = anova(rowsOf(data), {
      outcome: 'len',
      terms: crossed(factor('supp'), factor('dose')),
      type: 1,
    })
    const squares = [...terms, residual!].map((one) => one.sumOfSquares!)
    const total = squares.reduce((x, y) => x + y, 0)
    return { eta2: squares.slice(0, -1).map((one) => one / total) }
  },
  'cronbach-alpha': ({ items }) => {
    const all = reliability(items)
    return {
      std_alpha: all.standardisedAlpha,
      item_rest: all.itemRest,
      split_half_sb: all.splitHalf,
      sem: all.standardError,
    }
  },
  'auc-delong': ({ y, s1 }) => ({ youden: bestThreshold(y, s1).threshold }),
  'rsa-mantel-exact': ({ A, B }) => {
    const [first, second] = (['pearson', 'spearman'] as const).map((method) =>
      mantelTest(A, B, { method, alternative: 'greater' }),
    )
    return {
      pearson: first!.value,
      spearman: second!.value,
      p_pearson_upper: first!.p,
      p_spearman_upper: second!.p,
      nperm: first!.arrangements,
    }
  },
})

describe('bad input of these is refused by name', () => {
  const refused: readonly (readonly [message: string, run: () => unknown])[] = [
    ['a proportion of no trials', () => proportionInterval(0, 0, { method: 'wald' })],
    ['3 events cannot happen in 2 trials', () => proportionInterval(3, 2, { method: 'wald' })],
    ['exact is no method', () => proportionInterval(1, 2, { method: 'exact' as 'wald' })],
    ['3 events cannot happen in 2 trials', () => scoreDifference([3, 2], [1, 2])],
    ['the first sample of a Student test', () => studentTest([1], [1, 2])],
    ['the second sample of a variance test does not vary', () => varianceTest([1, 2], [1, 1])],
    ['the second sample does not vary', () => glassDelta([1, 2], [1, 1])],
    ["Cohen's d of a common-language effect", () => commonLanguageEffect(Number.NaN)],
    ['a group of 1', () => publishedVariance(0.5, [1, 2])],
    ['of 1 rows and 2 columns', () => gTest([[1, 2]])],
    ['forecast 0 is 2', () => sphericalScore([2], [1])],
    ['exact is no interval', () => differenceOfProportions([1, 2], [1, 2], { interval: 'exact' as 'wald' })],
    [
      'no term of the model has z',
      () =>
        averageMarginalEffect(
          [0, 1, 0, 1, 1].map((y, x) => ({ y, x, z: 1 })),
          { outcome: 'y', terms: [numeric('x')], family: 'logit' },
          'z',
        ),
    ],
    ['a jackknife of 1 items', () => jackknife([1], () => 0)],
    [
      'the statistic of a jackknife is NaN without item 0',
      () => jackknife([1, 2], (some) => (some.length < 2 ? Number.NaN : 1)),
    ],
    ['a quantile of type 10', () => quantile([1], 0.5, 10 as 9)],
    [
      'HC9 is no correction',
      () => heteroscedasticRobust([{ y: 1 }], { outcome: 'y', terms: [], correction: 'HC9' as 'HC0' }),
    ],
    [
      'row 0 is fitted whatever its outcome',
      () =>
        heteroscedasticRobust(
          [1, 0, 0, 0].map((x, i) => ({ x, y: i % 3 })),
          { outcome: 'y', terms: [numeric('x')] },
        ),
    ],
    [
      'every respondent gave item 0 the same answer',
      () =>
        reliability([
          [1, 2],
          [1, 3],
          [1, 1],
        ]),
    ],
    ['the outcome is 1 everywhere', () => bestThreshold([1, 1], [1, 2])],
    ['every score is 2', () => bestThreshold([0, 1], [2, 2])],
    [
      'give the same things',
      () =>
        mantelTest(
          [
            [0, 1, 2],
            [1, 0, 3],
            [2, 3, 0],
          ],
          [
            [0, 1, 2, 3],
            [1, 0, 1, 1],
            [2, 1, 0, 1],
            [3, 1, 1, 0],
          ],
        ),
    ],
    [
      'every first distance is 1',
      () =>
        mantelTest(
          [
            [0, 1, 1],
            [1, 0, 1],
            [1, 1, 0],
          ],
          [
            [0, 1, 2],
            [1, 0, 3],
            [2, 3, 0],
          ],
        ),
    ],
  ]
  for (const [message, run] of refused) test(message, () => expect(run).toThrow(message))
  test('what has no number is NaN', () => {
    expect([digamma(0), trigamma(-1), betaQuantile(2, 1, 1), betaQuantile(0.5, 0, 1)]).toEqual(
      Array(4).fill(Number.NaN),
    )
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1])
  })
  test('far tails and edges', () => {
    // R: pnorm(c(-50, 10), log.p = TRUE)
    expect(normalLogCdf(-50) / -1254.83136113942).toBeCloseTo(1, 12)
    expect(normalLogCdf(10) / -7.61985302416053e-24).toBeCloseTo(1, 9)
    expect(scoreDifference([5, 5], [0, 5]).interval[1]).toBe(1)
    expect(proportionInterval(0, 9, { method: 'jeffreys' })[0]).toBe(0)
    expect(proportionInterval(0, 9, { method: 'wilson-corrected' })[0]).toBe(0)
  })
  test('profile intervals lie where R finds them when its grid is fine', () => {
    // R: confint(profile(f, del = 0.02, maxsteps = 400)); confint(f) interpolates a coarse grid, off in the fifth digit.
    const k = [1, 2, 4, 6, 11, 14, 17, 19]
    const rows = binomialRows({ x: k.map((_, i) => i), n: k.map(() => 20), k })
    const fit = logistic(rows, { outcome: 'y', terms: [numeric('x')], frequency: 'w' })
    const fine = [
      [-4.146732467714, -2.19254786922],
      [0.590387309607, 1.06391464721],
    ]
    for (const [j, ends] of fine.entries())
      for (const [side, end] of ends.entries()) expect(fit.coefficients[j]!.interval[side]! / end).toBeCloseTo(1, 6)
  })
  test('a marginal effect through an interaction, and its error', () => {
    const x = [0, 1, 2, 3, 4, 5, 6, 7, 1, 3, 5, 2]
    const y = [0, 0, 1, 0, 1, 1, 0, 1, 1, 1, 0, 0]
    const z = [1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 1, 0]
    const rows = x.map((one, i) => ({ x: one, y: y[i], z: z[i] }))
    const model = { outcome: 'y', terms: crossed(numeric('x'), numeric('z')), family: 'logit' } as const
    const effect = averageMarginalEffect(rows, model, 'x')
    // R: the mean of dlogis(eta) * (b[2] + b[4] * z) of glm(y ~ x * z, binomial), error by its gradient
    expect(effect.value).toBeCloseTo(0.0378131094143, 9)
    expect(effect.se).toBeCloseTo(0.0518834530614, 9)
  })
})
