import {
  bcaInterval,
  benjaminiHochberg,
  coefficient,
  cronbachAlpha,
  crossed,
  differenceOfProportions,
  type Fit,
  factor,
  holm,
  interaction,
  leastSquares,
  likelihoodRatioTest,
  logistic,
  numeric,
  oddsRatio,
  oneSampleTest,
  pairedTest,
  percentileInterval,
  proportion,
  proportionalOdds,
  quantile,
  riskRatio,
  SeparationError,
  standardDeviation,
  type Term,
  type TTest,
  welchTest,
} from 'suasion/statistics'
import { expect } from 'vitest'
import {
  chiSquareQuantile,
  chiSquareSurvival,
  fQuantile,
  fSurvival,
  normalCdf,
  normalDensity,
  normalQuantile,
  tCdf,
  tQuantile,
} from '../../src/math/distributions.ts'
import { incompleteBeta, incompleteGamma, logBeta, logGamma } from '../../src/math/special.ts'
import { binomialRows, type Computed, type Loose, rowsOf, testReferences } from './references.ts'

const values = (fit: Fit) => fit.coefficients.map((one) => one.value)
const errors = (fit: Fit) => fit.coefficients.map((one) => one.se)
const intervals = (fit: Fit) => fit.coefficients.map((one) => one.interval)
const tOf = ({ statistic, df, p, interval }: TTest) => ({ t: statistic, df, p, ci: interval })
const wilson = ({ x, n, conf }: Loose) => ({ wilson: proportion(x, n, conf && { level: conf }).interval })
const grid = (xs: number[], by: number[], f: (x: number, b: number) => number) => xs.map((x) => by.map((b) => f(x, b)))
const pairwise = (names: readonly string[]): readonly Term[] => [
  ...names.map(numeric),
  ...names.flatMap((a, i) => names.slice(i + 1).map((b) => interaction(numeric(a), numeric(b)))),
]

/** What of each reference entry is computed here: the parts of its output that have a function. */
const computed: Computed = {
  'dist-normal': ({ x }) => ({
    cdf: x.map(normalCdf),
    pdf: x.map(normalDensity),
    q: [1e-10, 1e-4, 0.025, 0.3, 0.5, 0.975, 0.999999].map(normalQuantile),
  }),
  'dist-t': ({ x, df }) => ({
    cdf: grid(x, df, tCdf),
    q975: df.map((k: number) => tQuantile(0.975, k)),
    q80: df.map((k: number) => tQuantile(0.8, k)),
  }),
  'dist-chisq': ({ x, df }) => ({
    sf: grid(x, df, chiSquareSurvival),
    q95: df.map((k: number) => chiSquareQuantile(0.95, k)),
  }),
  'dist-F': ({ x, df1, df2 }) => ({
    sf: x.map((one: number) => df1.map((a: number, j: number) => fSurvival(one, a, df2[j]))),
    q95: df1.map((a: number, j: number) => fQuantile(0.95, a, df2[j])),
  }),
  'dist-beta': ({ x, a, b }) => ({
    cdf: x.map((one: number) => a.map((shape: number, j: number) => incompleteBeta(shape, b[j], one))),
    lbeta: a.map((shape: number, j: number) => logBeta(shape, b[j])),
  }),
  'dist-gamma': ({ x, shape }) => ({
    P: grid(x, shape, (one, k) => incompleteGamma(k, one)[0]),
    lgamma: [0.3, 0.5, 2.5, 100, 1e5].map(logGamma),
  }),
  'prop-ci-15-50': wilson,
  'prop-ci-38-50': wilson,
  'prop-ci-4-10': wilson,
  'prop-ci-0-20': wilson,
  'prop-ci-20-20': wilson,
  'prop-diff-newcombe': ({ x1, n1, x2, n2 }) => {
    const table = [
      [x1, n1 - x1],
      [x2, n2 - x2],
    ] as const
    const difference = differenceOfProportions([x1, n1], [x2, n2])
    return {
      diff: difference.value,
      newcombe: difference.interval,
      z_pooled: difference.statistic,
      p_pooled: difference.p,
      or: oddsRatio(table).value,
      or_ci_woolf: oddsRatio(table).interval,
      rr: riskRatio(table).value,
      rr_ci: riskRatio(table).interval,
    }
  },
  't-tests-sleep': ({ x, y }) => ({
    welch: tOf(welchTest(x, y)),
    paired: tOf(pairedTest(x, y)),
    one: tOf(oneSampleTest(x, { mean: 1 })),
  }),
  'p-adjust': ({ p }) => ({ holm: holm(p), BH: benjaminiHochberg(p) }),
  'boot-exhaustive-bca': ({ x, alpha }) => {
    const replicates: number[] = []
    const walk = (depth: number, sum: number): void => {
      if (depth === x.length) replicates.push(sum / x.length)
      else for (const one of x) walk(depth + 1, sum + one)
    }
    walk(0, 0)
    const total = x.reduce((a: number, b: number) => a + b, 0)
    const leaveOneOut = x.map((one: number) => (total - one) / (x.length - 1))
    return {
      B: replicates.length,
      t0: total / x.length,
      bca_type7: bcaInterval(replicates, total / x.length, leaveOneOut, 1 - alpha),
      percentile_type7: percentileInterval(replicates, 1 - alpha),
    }
  },
  'boot-jackknife': ({ x }) => ({ sd: standardDeviation(x) }),
  'quantile-types': ({ x, p }, output) =>
    output.map((row: number[], i: number) => row.map((other, j) => (j === 5 ? quantile(x, p[i]) : other))),
  'ols-mtcars': (data) => {
    const fit = leastSquares(rowsOf(data), { outcome: 'y', terms: [numeric('wt'), numeric('hp')] })
    return {
      coef: values(fit),
      se: errors(fit),
      t: fit.coefficients.map((one) => one.statistic),
      p: fit.coefficients.map((one) => one.p),
      ci: intervals(fit),
      r2: fit.rSquared,
      adj: fit.adjustedRSquared,
      sigma: fit.sigma,
      F: fit.f?.statistic,
      loglik: fit.logLikelihood,
      aic: 2 * fit.free - 2 * fit.logLikelihood,
      bic: Math.log(fit.n) * fit.free - 2 * fit.logLikelihood,
    }
  },
  'anova-toothgrowth': (data, { SS, df }) => {
    const fit = leastSquares(rowsOf(data), { outcome: 'len', terms: crossed(factor('supp'), factor('dose')) })
    return { SS: [...SS.slice(0, 3), fit.sigma ** 2 * fit.df], df: [...df.slice(0, 3), fit.df] }
  },
  'logit-binomial': (data) => {
    const fit = logistic(binomialRows(data), { outcome: 'y', terms: [numeric('x')], frequency: 'w' })
    const [intercept, slope] = values(fit)
    return {
      coef: values(fit),
      se: errors(fit),
      z: fit.coefficients.map((one) => one.statistic),
      p: fit.coefficients.map((one) => one.p),
      wald_ci: fit.coefficients.map((one) => one.wald),
      ld50: -intercept! / slope!,
      lrt: 2 * (fit.logLikelihood - fit.nullLogLikelihood),
    }
  },
  'logit-mtcars-bernoulli': (data) => {
    const fit = logistic(rowsOf(data), { outcome: 'am', terms: [numeric('wt'), numeric('hp')] })
    return {
      coef: values(fit),
      se: errors(fit),
      dev: -2 * fit.logLikelihood,
      mcfadden: 1 - fit.logLikelihood / fit.nullLogLikelihood,
    }
  },
  'logit-firth-separated': (data) => {
    expect(() => logistic(rowsOf(data), { outcome: 'y', terms: [numeric('x')] })).toThrow(SeparationError)
    return {}
  },
  'cluster-robust-logit': (data) => ({
    coef: values(logistic(rowsOf(data), { outcome: 'y', terms: [numeric('z')] })),
  }),
  'factorial-logit-effects': (data, { names }) => {
    const rows = binomialRows(data)
    const parts = ['a', 'b', 'c'].map(numeric)
    const full = logistic(rows, { outcome: 'y', terms: crossed(...parts), frequency: 'w' })
    const two = logistic(rows, { outcome: 'y', terms: pairwise(['a', 'b', 'c']), frequency: 'w' })
    return {
      names: ['(Intercept)', ...full.parameters.slice(1)].filter((name) => names.includes(name)),
      coef: values(full),
      se: errors(full),
      lrt_3way: likelihoodRatioTest(two, full).statistic,
      coef_2way: values(two),
      se_2way: errors(two),
    }
  },
  'factorial-2x2^4-logit': (data) => {
    const fit = logistic(binomialRows(data), {
      outcome: 'y',
      terms: pairwise(['goal', 'f1', 'f2', 'f3', 'f4']),
      frequency: 'w',
    })
    return { coef: values(fit), se: errors(fit), z: fit.coefficients.map((one) => one.statistic) }
  },
  'emmeans-2x2-logit': (data) => {
    const fit = logistic(binomialRows(data), {
      outcome: 'y',
      terms: crossed(factor('ai'), factor('pers')),
      frequency: 'w',
    })
    return { coef: values(fit), se: errors(fit), p: fit.coefficients.map((one) => one.p) }
  },
  'ordinal-housing': (data) => {
    const fit = proportionalOdds(rowsOf(data), {
      outcome: 'sat',
      terms: [factor('infl'), factor('type'), factor('cont')],
      frequency: 'freq',
    })
    return {
      theta: fit.cuts.map((cut) => cut.value),
      beta: values(fit),
      se: [...fit.cuts.map((cut) => cut.se), ...errors(fit)],
      loglik: fit.logLikelihood,
    }
  },
  'ordinal-links': (data) => {
    const fit = proportionalOdds(rowsOf(data), { outcome: 'agree', terms: [numeric('ai')], frequency: 'freq' })
    return {
      logit: {
        theta: fit.cuts.map((cut) => cut.value),
        beta: coefficient(fit, 'ai').value,
        loglik: fit.logLikelihood,
      },
    }
  },
  'ordinal-mixed-wine': (data) => {
    const fit = proportionalOdds(rowsOf(data), { outcome: 'rating', terms: [numeric('temp'), factor('contact')] })
    return { fixed: { theta: fit.cuts.map((cut) => cut.value), beta: values(fit), loglik: fit.logLikelihood } }
  },
  'cronbach-alpha': ({ items }) => ({ alpha: cronbachAlpha(items).value }),
}

testReferences('reference values of R', computed)
