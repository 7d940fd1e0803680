import { readFileSync } from 'node:fs'
import {
  anovaPower,
  arcsinePower,
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
  cosineDistances,
  cosineSimilarity,
  cox,
  cumulativeLink,
  cumulativeMixed,
  cutTree,
  dawidSkene,
  dbscan,
  distinctShare,
  distributionTest,
  entropy,
  euclideanDistances,
  gaussHermite,
  generalisedMixed,
  hierarchical,
  isotonic,
  jensenShannon,
  kaplanMeier,
  klDivergence,
  kolmogorovSmirnovTest,
  linearModelPower,
  lloyd,
  logRank,
  multidimensionalScaling,
  multinomial,
  mutualInformation,
  noiseCeiling,
  noncentralFSurvival,
  normalisedEntropy,
  numeric,
  ordinalPower,
  ordinalSampleSize,
  partialCorrelation,
  poissonRate,
  poissonRateRatio,
  principalComponents,
  procrustes,
  proportionsPower,
  rasch,
  rougeL,
  sampleSize,
  selfBleu,
  silhouette,
  tfIdf,
  totalVariation,
  treatedShares,
  trendTest,
  tTestPower,
  wasserstein,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import {
  binomialCdf,
  binomialProbability,
  hypergeometricProbability,
  negativeBinomialProbability,
  poissonCdf,
  poissonProbability,
  poissonSurvival,
} from '../../src/math/discrete.ts'

const nan = Number.NaN
const square = [
  [0, 1, 2],
  [1, 0, 3],
  [2, 3, 0],
]

describe('bad input is refused by name', () => {
  const refused: readonly (readonly [what: string, run: () => unknown, message: string])[] = [
    ['one group', () => trendTest([1], [2]), 'of 1 groups'],
    ['more events than trials', () => trendTest([3, 1], [2, 2]), '3 events cannot happen in the 2 trials of group 0'],
    ['no variation', () => trendTest([0, 0], [2, 2]), 'the share is 0 in every group'],
    ['equal scores', () => trendTest([1, 2], [4, 4], { scores: [1, 1] }), 'every score is 1'],
    ['a count', () => poissonRate(1.5), 'the number of events is 1.5'],
    ['an exposure', () => poissonRate(1, { exposure: 0 }), 'the exposure of a rate is 0'],
    ['a rate', () => poissonRate(1, { rate: nan }), 'the rate to test against is NaN'],
    ['a rate of 0', () => poissonRateRatio([1, 2], [0, 2]), 'a ratio to a rate of 0'],
    ['an empty sample', () => kolmogorovSmirnovTest([], [1]), 'the first sample of a Kolmogorov-Smirnov test'],
    ['ties', () => distributionTest([1, 1], () => 0.5), '1 occurs twice'],
    ['no distribution function', () => distributionTest([1, 2], (x) => x), 'the distribution function is 2 at 2'],
    ['columns of unequal length', () => partialCorrelation([1, 2, 4], [1, 3, 2], [[1, 2, 3, 4]]), 'has 4 values'],
    ['too few rows', () => partialCorrelation([1, 2, 4], [1, 3, 2], [[1, 2, 2]]), 'cannot carry'],
    [
      'a given column that follows',
      () => partialCorrelation([1, 2, 4, 3, 7], [1, 3, 2, 5, 1], [[2, 2, 2, 2, 2]]),
      'given column 0 of a partial correlation is constant',
    ],
    [
      'nothing left',
      () => partialCorrelation([1, 2, 4, 3, 7], [1, 3, 2, 5, 1], [[1, 2, 4, 3, 7]]),
      'leave nothing of the first one',
    ],
    ['a correlation of 1', () => compareCorrelations({ r: 1, n: 9 }, { r: 0, n: 9 }), 'the first correlation is 1'],
    ['three pairs', () => correlationInterval({ r: 0.5, n: 3 }), 'is of 3 pairs'],
    ['one category', () => multinomial([{ y: 1, x: 1 }], { outcome: 'y', terms: [] }), 'y is 1 in every row'],
    [
      'an unknown reference',
      () => multinomial([{ y: 1 }, { y: 2 }], { outcome: 'y', terms: [], reference: 3 }),
      'the reference 3 does not occur in y',
    ],
    ['n below 2', () => tTestPower({ n: 1, d: 0.5 }), 'the power of a t test for n of 1'],
    ['no effect size', () => tTestPower({ n: 10, d: nan }), 'the effect is NaN'],
    ['alpha', () => tTestPower({ n: 10, d: 0.5 }, { alpha: 2 }), 'alpha is 2'],
    ['a share of 1', () => cohenH(1, 0.5), 'a share to plan for is 1'],
    ['an infinite n', () => arcsinePower({ n: Number.POSITIVE_INFINITY, h: 0.2 }), 'for n of Infinity'],
    ['a share of 0', () => proportionsPower({ n: 10, shares: [0, 0.5] }), 'a share to plan for is 0'],
    ['one group', () => anovaPower({ n: 10, groups: 1, f: 0.2 }), 'the number of groups less 1 is 0'],
    ['half a degree', () => chiSquarePower({ n: 10, w: 0.2, df: 0.5 }), 'the degrees of freedom is 0.5'],
    ['a correlation of 1', () => correlationPower({ n: 10, r: 1 }), 'a correlation to plan for is 1'],
    ['f squared', () => linearModelPower({ terms: 1, df: 10, f2: -1 }), 'f squared is -1'],
    ['a power of 1', () => sampleSize(() => 0.5, { wanted: 1 }), 'the power wanted is 1'],
    ['enough already', () => sampleSize(() => 0.9), 'so 4 are enough'],
    ['no effect', () => sampleSize(() => 0.05), 'the effect is too small'],
    ['a noncentrality', () => noncentralFSurvival(1, 1, 1, -1), 'noncentrality -1'],
    ['shares', () => treatedShares({ control: [0.5, 0.4], oddsRatio: 2 }), 'sum to 0.9'],
    ['an odds ratio of 1', () => ordinalSampleSize({ control: [0.5, 0.5], oddsRatio: 1 }), 'no size finds it'],
    ['one person', () => ordinalPower({ control: [0.5, 0.5], oddsRatio: 2 }, 1), 'the power for n of 1'],
    ['one rater', () => dawidSkene([[1], [0]]), '1 raters'],
    [
      'a unit without label',
      () =>
        dawidSkene([
          [1, 0],
          [null, null],
        ]),
      'unit 1 has no label',
    ],
    ['NaN as a label', () => dawidSkene([[1, nan]]), 'unit 0 has the label NaN'],
    ['one class', () => dawidSkene([[1, 1]]), 'every label is 1'],
    [
      'a constant column',
      () =>
        principalComponents([
          [1, 2],
          [1, 3],
        ]),
      'column 0 is constant',
    ],
    ['ragged rows', () => principalComponents([[1, 2], [1]]), 'row 1 has 1 numbers'],
    ['an answer of 2', () => rasch([[1, 2 as 1]]), 'person 0 has 2 at item 1'],
    [
      'an item all got right',
      () =>
        rasch([
          [1, 1, 0],
          [1, 0, 1],
        ]),
      'have no finite distance',
    ],
    ['lists of unequal length', () => classification([1], []), '1 true labels and 0 given ones'],
    ['nothing', () => classification([], []), 'of nothing'],
    ['no positive', () => averagePrecision([0, 0], [1, 2]), 'no outcome is 1'],
    ['weights', () => isotonic([1, 2], [1, 2], { weights: [1, 0] }), 'weight 1 is 0'],
    [
      'no distances',
      () =>
        multidimensionalScaling([
          [0, 1],
          [2, 0],
        ]),
      'give one distance',
    ],
    ['too many dimensions', () => multidimensionalScaling(square, { dimensions: 3 }), 'a whole number from 1 to 2'],
    [
      'points on a line',
      () =>
        multidimensionalScaling([
          [0, 1, 2],
          [1, 0, 1],
          [2, 1, 0],
        ]),
      'fewer than 2 dimensions',
    ],
    ['one rater', () => noiseCeiling([square]), 'of 1 raters'],
    [
      'a constant rater',
      () =>
        noiseCeiling([
          square,
          [
            [0, 1, 1],
            [1, 0, 1],
            [1, 1, 0],
          ],
        ]),
      'of rater 1 is 1',
    ],
    [
      'other shapes',
      () =>
        procrustes(
          [
            [1, 2],
            [2, 1],
          ],
          [[1], [2]],
        ),
      '2 points in 2 dimensions and 2 in 1',
    ],
    [
      'points that coincide',
      () =>
        procrustes(
          [
            [1, 2],
            [1, 2],
          ],
          [
            [1, 2],
            [2, 1],
          ],
        ),
      'first configuration all coincide',
    ],
    ['one thing', () => clusterAgreement([1], [1]), 'of 1 things'],
    ['centres of other length', () => lloyd([[1, 2]], [[1]]), 'points have 2 numbers and centres 1'],
    ['no points', () => lloyd([], [[1]]), 'k-means: 0 points'],
    ['one cluster', () => silhouette(square, [1, 1, 1]), 'one cluster'],
    ['a linkage', () => hierarchical(square, { linkage: 'median' as 'single' }), 'median is no linkage'],
    ['a cut', () => cutTree(hierarchical(square), 4), 'cut into 4'],
    ['a radius', () => dbscan(square, { radius: 0, least: 1 }), 'the radius of DBSCAN is 0'],
    [
      'a distance below 0',
      () =>
        dbscan(
          [
            [0, -1],
            [-1, 0],
          ],
          { radius: 1, least: 1 },
        ),
      'cannot be below 0',
    ],
    ['a vector of 0', () => cosineSimilarity([0, 0], [1, 2]), 'nothing but 0'],
    ['NaN', () => euclideanDistances([[nan]]), 'value 0 is NaN'],
    ['shares that sum to 2', () => entropy([1, 1]), 'the shares sum to 2'],
    ['a base of 1', () => entropy([1], { base: 1 }), 'the base of an entropy is 1'],
    ['one share', () => normalisedEntropy([1]), 'of 1 shares'],
    ['other places', () => klDivergence([1], [0.5, 0.5]), '1 shares and 2'],
    ['a share below 0', () => totalVariation([-1, 2], [0, 1]), 'share 0 is -1'],
    ['support', () => wasserstein([1], [1], [1, 2]), '1 shares on 2 points'],
    ['a ragged table', () => mutualInformation([[0.5, 0.5], [0]]), 'row 1 has 1 shares'],
    ['an empty table', () => conditionalEntropy([]), '0 values'],
    ['no references', () => bleu('a', []), 'without references'],
    ['an empty text', () => bleu(' ', ['a']), 'text 0 is empty'],
    ['one text', () => selfBleu(['a']), 'of 1 texts'],
    ['an empty reference', () => rougeL('a', ''), 'text 1 is empty'],
    ['short texts', () => distinctShare(['a'], 2), 'no text has 2 tokens'],
    ['no documents', () => bm25('a', []), 'of no documents'],
    ['b', () => bm25('a', ['a'], { b: 2 }), 'b of BM25 is 2'],
    ['a document without words', () => tfIdf(['...']), 'document 0 has no word'],
    ['no string', () => tfIdf([1 as unknown as string]), 'document 0 is 1'],
    ['a time below 0', () => kaplanMeier([-1], [1]), 'time 0 is -1'],
    ['an event of 2', () => kaplanMeier([1], [2 as 1]), 'outcome 0 is 2'],
    ['one group', () => logRank([1, 2], [1, 1], ['a', 'a']), 'of one group'],
    ['no event', () => logRank([1, 2], [0, 0], ['a', 'b']), 'no event happened'],
    [
      'no event',
      () => cox([{ t: 1, e: 0, x: 1 }], { time: 't', event: 'e', terms: [numeric('x')] }),
      'e is 0 in every row',
    ],
    [
      'a column that parts',
      () =>
        cox(
          [1, 2, 3, 4].map((t) => ({ t, e: 1, x: t })),
          { time: 't', event: 'e', terms: [numeric('x')] },
        ),
      'separated by x',
    ],
    [
      'a link',
      () => cumulativeLink([{ y: 1 }, { y: 2 }], { outcome: 'y', terms: [], link: 'cauchit' as 'probit' }),
      'cauchit is no link',
    ],
    ['points', () => gaussHermite(0), 'quadrature at 0 points'],
  ]
  for (const [what, run, message] of refused) test(`${what}: ${message}`, () => expect(run).toThrow(message))

  test('quadrature of more than one random intercept', () => {
    const rows = Array.from({ length: 60 }, (_, i) => ({
      y: i % 3 === 0 || i % 7 < 2 ? 1 : 0,
      z: (i * 7) % 4,
      g: `g${i % 6}`,
      h: `h${i % 5}`,
    }))
    const random = [{ group: 'g' }, { group: 'h' }]
    const binomial = { outcome: 'y', family: 'binomial', terms: [], random, points: 5 } as const
    expect(() => generalisedMixed(rows, binomial)).toThrow('intercept by g, intercept by h')
    expect(() => cumulativeMixed(rows, { outcome: 'z', terms: [], random, points: 5 })).toThrow('one random intercept')
  })
  test('probabilities that are none are NaN', () => {
    expect(binomialProbability(1, 2, 2)).toBeNaN()
    expect(binomialCdf(1, 2.5, 0.5)).toBeNaN()
    expect(poissonProbability(1, -1)).toBeNaN()
    expect(poissonCdf(nan, 1)).toBeNaN()
    expect(poissonSurvival(1, nan)).toBeNaN()
    expect(hypergeometricProbability(1, 2, 3, 6)).toBeNaN()
    expect(negativeBinomialProbability(1, 0, 1)).toBeNaN()
    expect([binomialProbability(3, 2, 0.5), binomialCdf(-1, 2, 0.5), binomialCdf(2, 2, 0.5)]).toEqual([0, 0, 1])
    expect([binomialProbability(2, 2, 1), poissonProbability(0, 0), hypergeometricProbability(0, 2, 0, 1)]).toEqual([
      1, 1, 0,
    ])
  })
})

describe('what the reference values do not reach', () => {
  test('standard errors of multinomial and cumulative-link models are those of R', () => {
    const y = [1, 1, 2, 3, 2, 1, 3, 3, 2, 1, 2, 3, 3, 1, 2, 2, 1, 3]
    const x = [0.1, 0.4, 0.6, 1.2, 0.9, 0.7, 0.3, 1.1, 1.3, 0.5, 0.2, 1.6, 0.8, 0.9, 1.4, 1, 0.3, 1.9]
    const rows = y.map((one, i) => ({ y: one, x: x[i] }))
    // R: summary(nnet::multinom(factor(y) ~ x))$standard.errors
    const errors = multinomial(rows, { outcome: 'y', terms: [numeric('x')] }).coefficients.map(({ se }) => se)
    const theirs = [1.297783564, 1.753270032, 1.616522778, 1.925583669]
    for (const [k, se] of theirs.entries()) expect(errors[k]).toBeCloseTo(se, 6)
    // R: sqrt(diag(vcov(ordinal::clm(ordered(y) ~ x, link = ))))
    const links = {
      probit: [0.5826816253, 0.6715052458, 0.644959754],
      cloglog: [0.5934461641, 0.5815117413, 0.6637976974],
    } as const
    for (const link of ['probit', 'cloglog'] as const) {
      const fit = cumulativeLink(rows, { outcome: 'y', terms: [numeric('x')], link })
      const ours = [...fit.cuts, ...fit.coefficients].map(({ se }) => se)
      for (const [k, se] of links[link].entries()) expect(ours[k]).toBeCloseTo(se, 6)
    }
  })
  test('quadrature at one point is Laplace’s approximation, at more it is nearer the integral', () => {
    const rows = Array.from({ length: 80 }, (_, i) => ({
      y: i % 3 === 0 || i % 8 < 2 ? 1 : 0,
      count: ((i * 7) % 5) + (i % 8 < 3 ? 2 : 0),
      z: Math.min(3, ((i * 7) % 5) + (i % 8 < 3 ? 1 : 0)),
      x: (i * 13) % 11,
      g: `g${i % 8}`,
    }))
    const random = [{ group: 'g' }]
    const terms = [numeric('x')]
    const fits = (points?: number) => {
      const by = { terms, random, ...(points !== undefined && { points }) }
      return [
        generalisedMixed(rows, { ...by, outcome: 'y', family: 'binomial' }),
        generalisedMixed(rows, { ...by, outcome: 'count', family: 'poisson' }),
        cumulativeMixed(rows, { ...by, outcome: 'z' }),
      ]
    }
    const [laplace, one, many, more] = [fits(), fits(1), fits(15), fits(25)]
    for (const [k, fit] of laplace.entries()) {
      expect(one[k]!.logLikelihood).toBeCloseTo(fit.logLikelihood, 6)
      expect(one[k]!.random[0]!.sds[0]).toBeCloseTo(fit.random[0]!.sds[0]!, 3)
      expect(one[k]!.coefficients[0]!.se).toBeCloseTo(fit.coefficients[0]!.se, 3)
      expect(many[k]!.logLikelihood).toBeCloseTo(more[k]!.logLikelihood, 5)
      expect(Math.abs(many[k]!.logLikelihood - fit.logLikelihood)).toBeLessThan(0.5)
    }
  })
  test('ties of Kolmogorov and Smirnov, and its limits', () => {
    // R: ks.test(c(1, 2, 2, 3), c(2, 3, 4, 4, 5), exact = TRUE)
    const tied = kolmogorovSmirnovTest([1, 2, 2, 3], [2, 3, 4, 4, 5])
    expect(tied.statistic).toBeCloseTo(0.6, 12)
    expect(tied.p).toBeCloseTo(0.19047619047619, 12)
    const even = Array.from({ length: 200 }, (_, i) => (i + 0.5) / 200)
    expect(distributionTest(even, (x) => x).p).toBeCloseTo(1, 6)
    expect(kolmogorovSmirnovTest([1, 2], [1, 2]).p).toBe(1)
  })
  test('isotonic regression treats equal x alike, whatever their order', () => {
    expect(isotonic([1, 2, 2], [3, 1, 9])).toEqual([3, 5, 5])
    expect(isotonic([2, 1, 2], [9, 3, 1])).toEqual([5, 3, 5])
    expect(isotonic([1, 2], [3, 1], { weights: [3, 1] })).toEqual([2.5, 2.5])
  })
  test('distances of the same thing are 0, and cut trees have that many clusters', () => {
    expect(klDivergence([0.5, 0.5], [1, 0])).toBe(Number.POSITIVE_INFINITY)
    expect(chiSquareDivergence([0.5, 0.5], [0.5, 0.5])).toBe(0)
    expect(jensenShannon([1, 0], [0, 1])).toBeCloseTo(Math.log(2), 14)
    expect(
      cosineDistances([
        [1, 0],
        [0, 2],
        [3, 0],
      ]).map((row) => row.map(Math.round)),
    ).toEqual([
      [0, 1, 0],
      [1, 0, 1],
      [0, 1, 0],
    ])
    const tree = hierarchical(euclideanDistances([[0], [1], [10], [11], [50]]), { linkage: 'complete' })
    expect(cutTree(tree, 3)).toEqual([0, 0, 1, 1, 2])
    expect(cutTree(tree, 1)).toEqual([0, 0, 0, 0, 0])
  })
  test('partitions that are the same, and those that say nothing', () => {
    const same = clusterAgreement(['a', 'a', 'b'], [2, 2, 1])
    expect([same.rand, same.adjustedRand, same.purity]).toEqual([1, 1, 1])
    const nothing = clusterAgreement([1, 1, 1], [1, 1, 1])
    expect([nothing.adjustedRand, nothing.normalised.arithmetic]).toEqual([null, null])
  })
  test('a class never called has no precision, and a constant side no Matthews correlation', () => {
    const all = classification(['a', 'b', 'b'], ['b', 'b', 'b'])
    expect(all.classes[0]).toEqual({ class: 'a', n: 1, precision: null, recall: 0, f1: 0 })
    expect(all.matthews).toBeNull()
  })
  test('planted Dawid-Skene raters are known again, missing labels and all', () => {
    const truth = Array.from({ length: 90 }, (_, i) => i % 3)
    const labels = truth.map((t, i) => [t, i % 5 === 0 ? (t + 1) % 3 : t, i % 3 === 1 ? null : t])
    const fit = dawidSkene(labels, { smoothing: 0.01 })
    expect(fit.converged).toBe(true)
    expect(fit.posterior.map((row) => row.indexOf(Math.max(...row)))).toEqual(truth)
    expect(fit.confusion[1]![0]![0]).toBeCloseTo(0.8, 3)
  })
  test('a turned and stretched configuration is the same shape, and its rotation turns it back', () => {
    const x = [
      [0, 0],
      [1, 0],
      [1, 2],
      [0, 3],
    ]
    const { residual, rotation } = procrustes(
      x,
      x.map(([a, b]) => [5 - 2 * b!, 1 + 2 * a!]),
    )
    expect(residual).toBeCloseTo(0, 12)
    for (const [i, row] of [
      [0, -1],
      [1, 0],
    ].entries())
      for (const [j, value] of row.entries()) expect(rotation[i]![j]).toBeCloseTo(value, 12)
  })
  test('quadrature weights integrate powers exactly, and a sample size found again has its power', () => {
    for (const points of [1, 5, 40]) {
      const nodes = gaussHermite(points)
      expect(nodes.reduce((sum, [, w]) => sum + w, 0)).toBeCloseTo(Math.sqrt(Math.PI), 12)
      if (points > 1) expect(nodes.reduce((sum, [x, w]) => sum + w * x * x, 0)).toBeCloseTo(Math.sqrt(Math.PI) / 2, 12)
    }
    const effect = { control: [0.2, 0.5, 0.2, 0.1], oddsRatio: 2 }
    expect(ordinalPower(effect, ordinalSampleSize(effect, { power: 0.9 }).n)).toBeCloseTo(0.9, 10)
    expect(sampleSize((n) => tTestPower({ n, d: 0.5 }, { alpha: 0.01 }), { wanted: 0.9 })).toBeCloseTo(120.705485855, 6)
  })
  test('one-sided Poisson tests and the two-sided ones', () => {
    expect(poissonRate(10, { rate: 5, alternative: 'greater' }).p).toBeCloseTo(0.03182805730620481, 12)
    expect(poissonRate(2, { rate: 5, alternative: 'less' }).p).toBeCloseTo(0.1246520194830811, 12)
    expect(poissonRate(5, { rate: 5 }).p).toBe(1)
    // R: poisson.test(10, r = 5), poisson.test(2, r = 5), poisson.test(c(11, 21), c(800, 3011))$conf.int
    expect(poissonRate(10, { rate: 5 }).p).toBeCloseTo(0.0385660043052903, 12)
    expect(poissonRate(2, { rate: 5 }).p).toBeCloseTo(0.258023693553088, 12)
    const ratio = poissonRateRatio([11, 800], [21, 3011])
    expect(ratio.interval[0]).toBeCloseTo(0.858426403391639, 11)
    expect(ratio.interval[1]).toBeCloseTo(4.277265943654071, 11)
  })
  test('ties of survival times: Efron, the log-rank test of three groups, and the interval of the curve', () => {
    const t = [3, 3, 5, 5, 5, 8, 9, 9, 12, 1]
    const e = [1, 1, 1, 0, 1, 1, 1, 1, 0, 1] as const
    const x = [1, 0, 1, 0, 0, 1, 0, 1, 0, 1]
    const z = [0.3, 0.9, -1, 0.2, 2, 0.1, -0.5, 1.2, 0, 0.4]
    const rows = t.map((time, i) => ({ t: time, e: e[i], x: x[i], z: z[i] }))
    // R: coxph(Surv(t, e) ~ x + z), survdiff(Surv(t, e) ~ cut(z, c(-2, 0, .5, 3))), survfit(Surv(t, e) ~ 1)
    const fit = cox(rows, { time: 't', event: 'e', terms: [numeric('x'), numeric('z')] })
    const ours = [
      ...fit.coefficients.map(({ value }) => value),
      ...fit.coefficients.map(({ se }) => se),
      fit.logLikelihood,
    ]
    const theirs = [0.836646827135401, 0.146686364888009, 0.75008767709995, 0.450100686714608, -12.700373324001912]
    for (const [k, value] of theirs.entries()) expect(ours[k]).toBeCloseTo(value, 8)
    const groups = z.map((one) => (one <= 0 ? 'low' : one <= 0.5 ? 'middle' : 'high'))
    expect(logRank(t, e, groups).statistic).toBeCloseTo(2.03080670969326, 11)
    const curve = kaplanMeier(t, e)
    const ends = [
      [0.732011642743993, 1],
      [0.466533226139489, 1],
      [0.269027355063545, 0.929273530347684],
      [0.162019967703032, 0.86794857444826],
      [0.0205182806598608, 0.761516048007211],
      [0.0205182806598608, 0.761516048007211],
    ]
    for (const [k, [low, high]] of ends.entries()) {
      expect(curve[k]!.interval[0]).toBeCloseTo(low!, 10)
      expect(curve[k]!.interval[1]).toBeCloseTo(high!, 10)
    }
  })
})

test('Rasch difficulties and their standard errors are those of R: survival::clogit on strata of people', () => {
  const { resp, difficulty, se, logLik } = JSON.parse(
    readFileSync(new URL('./fixtures/rasch.json', import.meta.url), 'utf8'),
  )
  const fit = rasch(resp)
  expect(fit.difficulties.map((one) => one.value)).toEqual(difficulty.map((one: number) => expect.closeTo(one, 7)))
  expect(fit.difficulties.map((one) => one.se)).toEqual(se.map((one: number) => expect.closeTo(one, 7)))
  // clogit counts all people, and those with nothing or everything right add 0.
  expect(fit.logLikelihood).toBeCloseTo(logLik, 7)
})
