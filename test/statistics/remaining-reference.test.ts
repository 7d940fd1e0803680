import { readdirSync, readFileSync } from 'node:fs'
import {
  anovaPower,
  arcsinePower,
  areaUnderCurve,
  averagePrecision,
  bleu,
  bm25,
  chiSquareDivergence,
  chiSquarePower,
  classification,
  clusterAgreement,
  cohenH,
  compareCorrelations,
  conditionalEntropy,
  correlationInterval,
  correlationPower,
  cosineSimilarity,
  cox,
  cumulativeLink,
  cumulativeMixed,
  dawidSkene,
  dbscan,
  distinctShare,
  distributionTest,
  entropy,
  euclideanDistances,
  factor,
  generalisedMixed,
  hellinger,
  hierarchical,
  isotonic,
  jensenShannon,
  kaplanMeier,
  klDivergence,
  kolmogorovSmirnovTest,
  type Linkage,
  linearModelPower,
  lloyd,
  logRank,
  multidimensionalScaling,
  multinomial,
  mutualInformation,
  noiseCeiling,
  normalisedEntropy,
  numeric,
  type OrdinalLink,
  ordinalSampleSize,
  partialCorrelation,
  poissonRate,
  poissonRateRatio,
  principalComponents,
  procrustes,
  proportionsPower,
  rasch,
  ridgeLogistic,
  rougeL,
  sampleSize,
  selfBleu,
  silhouette,
  tfIdf,
  totalVariation,
  trendTest,
  tTestPower,
  wasserstein,
} from 'suasion/statistics'
import { expect, test } from 'vitest'
import {
  binomialCdf,
  binomialProbability,
  hypergeometricProbability,
  negativeBinomialProbability,
  poissonCdf,
} from '../../src/math/discrete.ts'
import { normalCdf } from '../../src/math/distributions.ts'
import { present, references, rowsOf, testReferences } from './references.ts'

testReferences('reference values of what is left', {
  'dist-binom-pois': ({ n, p, k }) => ({
    pmf: k.map((one: number) => binomialProbability(one, n, p)),
    cdf: k.map((one: number) => binomialCdf(one, n, p)),
    pois_cdf: k.map((one: number) => poissonCdf(one, 4.2)),
    hyper: [0, 1, 2, 3, 4].map((one) => hypergeometricProbability(one, 4, 6, 4)),
    nbinom: k.map((one: number) => negativeBinomialProbability(one, 2.5, 4)),
  }),
  'prop-trend': ({ x, n, score }) => {
    const { statistic, p } = trendTest(x, n, { scores: score })
    return { chi2: statistic, p }
  },
  'poisson-ci': ({ x }) => ({
    ci: x.map((count: number) => poissonRate(count).interval),
    two: poissonRateRatio([11, 800], [6 + 8 + 7, 1083 + 1050 + 878]).p,
  }),
  'kolmogorov-smirnov': ({ x, y }) => {
    const [two, one] = [kolmogorovSmirnovTest(x, y), distributionTest(x, normalCdf)]
    return { D: two.statistic, p_exact: two.p, D1: one.statistic, p1: one.p }
  },
  'partial-corr': ({ x, y, z }) => {
    const { value, statistic, p } = partialCorrelation(x, y, [z])
    return { r: value, t: statistic, p }
  },
  'fisher-z-compare': ({ r1, n1, r2, n2 }) => {
    const { statistic, p } = compareCorrelations({ r: r1, n: n1 }, { r: r2, n: n2 })
    return { z: statistic, p, ci1: correlationInterval({ r: r1, n: n1 }) }
  },
  'logit-ridge': ({ x1, x2, y, lambda }) => ({
    coef: ridgeLogistic(
      x1.map((one: number, i: number) => [1, one, x2[i]]),
      y,
      { penalty: lambda },
    ).coefficients,
  }),
  multinom: (data) => {
    const fit = multinomial(rowsOf(data), { outcome: 'y', terms: [numeric('x')] })
    return { coef: fit.equations.map((one) => one.coefficients.map(({ value }) => value)), dev: fit.deviance }
  },
  'power-t-prop': ({ d, power }) => {
    const h = cohenH(0.5, 0.35)
    const size = (of: (n: number) => number) => sampleSize(of, { wanted: power })
    return {
      n_t2: size((n) => tTestPower({ n, d })),
      power_t2_n64: tTestPower({ n: 64, d }),
      n_t1: size((n) => tTestPower({ n, d, sample: 'one' })),
      n_2p: size((n) => arcsinePower({ n, h })),
      h,
      n_prop: size((n) => proportionsPower({ n, shares: [0.5, 0.35] })),
      n_anova: size((n) => anovaPower({ n, groups: 4, f: 0.25 })),
      n_chisq: size((n) => chiSquarePower({ n, w: 0.3, df: 2 })),
      n_r: size((n) => correlationPower({ n, r: 0.3 })),
      power_f2: linearModelPower({ terms: 3, df: 60, f2: 0.15 }),
    }
  },
  'power-ordinal-whitehead': ({ p_control: control, odds_ratio: oddsRatio, alpha, power }) => {
    const { n, efficiency, treated, mean } = ordinalSampleSize({ control, oddsRatio }, { alpha, power })
    return {
      p_treat: treated,
      avg: mean,
      one_minus_sum_p3: 1 - mean.reduce((sum, share) => sum + share ** 3, 0),
      N_total_whitehead: n,
      posamsize_n: n,
      eff: efficiency,
    }
  },
  'dawid-skene': ({ labels }) => {
    const fit = dawidSkene(labels)
    return {
      prior: fit.prior,
      posterior1: fit.posterior.map((row) => row[1]),
      sens: fit.confusion.map((rows) => rows[1]![1]),
      spec: fit.confusion.map((rows) => rows[0]![0]),
      loglik: fit.logLikelihood,
    }
  },
  'pca-prcomp': ({ items }) => {
    const { variances, loadings } = principalComponents(items)
    return { var: variances, abs_loadings1: loadings[0]!.map(Math.abs) }
  },
  'rasch-cml': ({ resp }) => {
    const { difficulties, logLikelihood } = rasch(resp)
    return { difficulty_centered: difficulties.map(({ value }) => value), loglik: logLikelihood }
  },
  'classification-metrics': ({ y, pred }) => {
    const all = classification(y, pred)
    return {
      confusion: all.confusion,
      precision: all.classes.map((one) => one.precision),
      recall: all.classes.map((one) => one.recall),
      f1: all.classes.map((one) => one.f1),
      macro_f1: all.macroF1,
      weighted_f1: all.weightedF1,
      mcc: all.matthews,
      balanced: all.balancedAccuracy,
      accuracy: all.accuracy,
    }
  },
  'average-precision': ({ y, s }) => ({ ap: averagePrecision(y, s), auc: areaUnderCurve(y, s).value }),
  isotonic: ({ x, y }) => ({ fit: isotonic(x, y) }),
  'mds-classical': ({ D }) => {
    const { eigenvalues, fit, points } = multidimensionalScaling(D)
    const apart = euclideanDistances(points)
    // R writes a distance matrix column by column.
    const dist = apart.flatMap((row, i) => row.slice(i + 1))
    return { eig: eigenvalues, GOF: fit, dist }
  },
  'rsa-noise-ceiling': ({ rdms }) => {
    const { upper, lower, pairwise, reliability } = noiseCeiling(rdms)
    return { upper, lower, mean_pairwise_spearman: pairwise, spearman_brown: reliability }
  },
  procrustes: ({ X, Y }) => ({ ss: procrustes(X, Y).residual, corr: procrustes(X, Y).correlation }),
  'cluster-metrics': ({ a, b }) => {
    const all = clusterAgreement(a, b)
    return {
      ari: all.adjustedRand,
      rand: all.rand,
      mi: all.mutualInformation,
      nmi_arith: all.normalised.arithmetic,
      nmi_geom: all.normalised.geometric,
      vi: all.variationOfInformation,
      purity: all.purity,
    }
  },
  'kmeans-lloyd': ({ X, centers }) => {
    const { clusters, centres, within, total } = lloyd(X, centers)
    return {
      cluster: clusters.map((one) => one + 1),
      centers: centres,
      withinss: within,
      tot: total,
      sil: silhouette(euclideanDistances(X), clusters).mean,
    }
  },
  hclust: ({ X }) => {
    const apart = euclideanDistances(X)
    const trees = (['single', 'complete', 'average', 'ward'] as Linkage[]).map((linkage) =>
      hierarchical(apart, { linkage }),
    )
    return { heights: trees[0]!.map((_, step) => trees.map((tree) => tree[step]!.height)) }
  },
  dbscan: ({ X, eps, min_samples: least }) => ({
    labels: dbscan(euclideanDistances(X), { radius: eps, least }).map((cluster) => cluster ?? -1),
  }),
  distances: ({ P, Q, joint, support }) => ({
    kl: klDivergence(P, Q),
    kl_rev: klDivergence(Q, P),
    js: jensenShannon(P, Q),
    js_dist: Math.sqrt(jensenShannon(P, Q)),
    tv: totalVariation(P, Q),
    hellinger: hellinger(P, Q),
    wasserstein1: wasserstein(P, Q, support),
    chi2: chiSquareDivergence(P, Q),
    entropy_P: entropy(P),
    entropy_P_bits: entropy(P, { base: 2 }),
    norm_entropy: normalisedEntropy(P),
    mi: mutualInformation(joint),
    cond_entropy_row_given_col: conditionalEntropy(joint),
  }),
  'text-metrics': ({ hyp, refs, docs, query }) => {
    const [four, l] = [bleu(hyp, refs), rougeL(hyp, refs[0])]
    return {
      bleu4: four.value,
      bp: four.brevity,
      bleu2: bleu(hyp, refs, { order: 2 }).value,
      self_bleu4: selfBleu(docs),
      rougeL: { lcs: l.common, p: l.precision, r: l.recall, f: l.f1 },
      distinct1: distinctShare(docs, 1),
      distinct2: distinctShare(docs, 2),
      bm25: bm25(query, docs),
    }
  },
  tfidf: ({ docs }) => {
    const { vocabulary, matrix } = tfIdf(docs)
    return {
      vocab: vocabulary,
      matrix,
      cos: matrix.map((row) => matrix.map((other) => cosineSimilarity(row, other))),
    }
  },
  'survival-logrank': (data) => {
    const { t, e, g } = data
    const { statistic, p } = logRank(t, e, g)
    const [slope] = cox(rowsOf(data), { time: 't', event: 'e', terms: [numeric('g')] }).coefficients
    return { chi2: statistic, p, cox: slope!.value, se: slope!.se, km: kaplanMeier(t, e).map(({ value }) => value) }
  },
  'ordinal-links': (data) => {
    const of = (link: OrdinalLink) => {
      const model = { outcome: 'agree', terms: [numeric('ai')], frequency: 'freq', link } as const
      const fit = cumulativeLink(rowsOf(data), model)
      return {
        theta: fit.cuts.map(({ value }) => value),
        beta: fit.coefficients[0]!.value,
        loglik: fit.logLikelihood,
      }
    }
    return { probit: of('probit'), cloglog: of('cloglog') }
  },
  'glmm-cbpp': (data) => {
    const rows = rowsOf(data)
    const terms = [factor('period')]
    // Above one point lme4 measures the likelihood from that of each row's own share.
    const own = rows.reduce((sum, { incidence, size }) => {
      const [k, n] = [incidence as number, size as number]
      return sum + Math.log(binomialProbability(k, n, k / n))
    }, 0)
    const by = (points: number) => {
      const model = {
        outcome: 'incidence',
        trials: 'size',
        family: 'binomial',
        terms,
        random: [{ group: 'herd' }],
        points,
      }
      const fit = generalisedMixed(rows, { ...model, family: 'binomial' })
      return {
        coef: fit.coefficients.map(({ value }) => value),
        se: fit.coefficients.map(({ se }) => se),
        sd: fit.random[0]!.sds[0],
        loglik: fit.logLikelihood - own,
      }
    }
    return { agq9: by(9), agq25: by(25) }
  },
  'ordinal-mixed-wine': (data) => {
    const terms = [numeric('temp'), numeric('contact')]
    const fit = cumulativeMixed(rowsOf(data), { outcome: 'rating', terms, random: [{ group: 'judge' }], points: 10 })
    return {
      agq10: {
        theta: fit.cuts.map(({ value }) => value),
        beta: fit.coefficients.map(({ value }) => value),
        sd: fit.random[0]!.sds[0],
        loglik: fit.logLikelihood,
      },
    }
  },
})

test.skipIf(!present)('every entry of the reference file has a test (skipped where ../shared is absent)', () => {
  const sources = ['statistics', 'learners', 'solvers'].flatMap((folder) =>
    readdirSync(`${import.meta.dirname}/../${folder}`)
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => readFileSync(`${import.meta.dirname}/../${folder}/${name}`, 'utf8')),
  )
  const named = (id: string) =>
    sources.some((text) => text.includes(`'${id}'`) || new RegExp(`^ +${id}: `, 'm').test(text))
  expect(references.filter(({ id }) => !named(id)).map(({ id }) => id)).toEqual([])
})
