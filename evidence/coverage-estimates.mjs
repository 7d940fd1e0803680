import { luckOf } from '../dist/index.js'
import * as s from '../dist/statistics/index.js'

export const about =
  'How often the intervals of tests, effect sizes, agreement, ratings and small models hold what the data were made with: nominal .95 (.90 where it says so). Exact intervals hold it at least so often; the others as often, within Monte Carlo error, or the figure shows by how much not.'

const normalCdf = (x) => {
  // Trapezoids: exact to rounding for what is compared here.
  let sum = 0
  for (let k = 0; k < 4000; k++) sum += Math.exp(-((x * (k + 0.5)) ** 2) / (2 * 4000 ** 2)) / 4000
  return 0.5 + (x * sum) / Math.sqrt(2 * Math.PI)
}
const logistic = (x) => 1 / (1 + Math.exp(-x))
const logit = (u) => Math.log(u / (1 - u))
const normals = (luck, n, mean = 0, sd = 1) => Array.from({ length: n }, (_, i) => luck.of(i).normal(mean, sd))
const hits = (luck, n, p) =>
  Array.from({ length: n }, (_, i) => (luck.of(i).uniform() < p ? 1 : 0)).reduce((a, b) => a + b, 0)
const poisson = (luck, mean) => {
  let k = 0
  for (let product = luck.of(0).uniform(), left = Math.exp(-mean); product > left; product *= luck.of(k).uniform()) k++
  return k
}
const pick = (luck, shares) => {
  let left = luck.uniform()
  const at = shares.findIndex((share) => (left -= share) < 0)
  return at < 0 ? shares.length - 1 : at
}
/** Shares over (.1, .9), drawn anew for each table: the coverage of a share at one value jumps with it. */
const anyShare = (luck) => 0.1 + 0.8 * luck.of('share').uniform()
const two = (luck) => {
  const [p, q] = [anyShare(luck.of('p')), anyShare(luck.of('q'))]
  const [a, c] = [hits(luck.of('a'), 40, p), hits(luck.of('c'), 50, q)]
  return {
    p,
    q,
    first: [a, 40],
    second: [c, 50],
    table: [
      [a, 40 - a],
      [c, 50 - c],
    ],
  }
}
const shift = (luck, m, n, by, sd = 1) => [normals(luck.of('x'), m, by, sd), normals(luck.of('y'), n)]
const pairs = (luck, n, rho) => {
  const x = normals(luck.of('x'), n)
  return [x, x.map((value, i) => rho * value + Math.sqrt(1 - rho * rho) * luck.of('y', i).normal())]
}
/** Ratings that are the truth with chance `a`, else drawn from the same shares: every kappa is a squared, weighted or not. */
const ratings = (luck, items, raters, a = 0.8, shares = [0.5, 0.3, 0.2]) =>
  Array.from({ length: raters }, (_, r) =>
    Array.from({ length: items }, (__, i) =>
      luck.of('slip', r, i).uniform() < a ? pick(luck.of('truth', i), shares) : pick(luck.of('guess', r, i), shares),
    ),
  )
const subjects = (luck, n, k, rater, error) =>
  Array.from({ length: n }, (_, i) => {
    const own = luck.of('subject', i).normal()
    return Array.from(
      { length: k },
      (__, j) => own + (rater ? luck.of('rater', j).normal(0, rater) : 0) + luck.of('e', i, j).normal(0, error),
    )
  })
const effects = (luck, k, tau) =>
  Array.from({ length: k }, (_, i) => {
    const variance = 0.02 + 0.18 * luck.of('v', i).uniform()
    return { value: 0.4 + luck.of('t', i).normal(0, tau) + luck.of('e', i).normal(0, Math.sqrt(variance)), variance }
  })
const of = ({ interval }, truth) => [interval, truth]
const logs = ({ interval }) => interval.map(Math.log)
const named = (fit, name) => fit.coefficients.find((one) => one.name === name).interval
const meta = (options) => (luck) => of(s.metaAnalysis(effects(luck, 8, 0.3), options), 0.4)
const scored = (luck, n) => {
  const y = Array.from({ length: n }, (_, i) => i % 3 === 0)
  return {
    y,
    scores: (gap, name) =>
      y.map(
        (one, i) => (one ? gap : 0) + 0.7 * luck.of('both', i).normal() + Math.sqrt(0.51) * luck.of(name, i).normal(),
      ),
  }
}
const rows = (luck, n, make) =>
  Array.from({ length: n }, (_, i) => make(luck.of('row', i), luck.of('x', i).normal(), i))
const above = (latent) => [-1, 0, 1].filter((cut) => latent > cut).length
const abilities = [0.8, 0.3, 0, -0.4, -0.7]
const games = (luck) =>
  abilities.flatMap((a, i) =>
    abilities.slice(i + 1).map((b, k) => {
      const wins = hits(luck.of(i, k), 30, logistic(a - b))
      return { first: String(i), second: String(i + 1 + k), wins, losses: 30 - wins }
    }),
  )
const rankings = (luck) =>
  Array.from({ length: 80 }, (_, r) => ({
    places: abilities
      .map((a, i) => [String(i), a - Math.log(-Math.log(luck.of(r, i).uniform()))])
      .sort((a, b) => b[1] - a[1])
      .map(([name]) => name),
  }))
const difficulties = [-1.2, -0.6, 0, 0.2, 0.6, 1]
const answers = (luck) =>
  Array.from({ length: 150 }, (_, i) =>
    difficulties.map((d, j) => (luck.of(i, j).uniform() < logistic(luck.of('ability', i).normal() - d) ? 1 : 0)),
  )
const grouped = (luck, make) =>
  rows(luck, 480, (own, x, i) => ({ g: i % 40, x, ...make(own, 0.5 * x + luck.of('g', i % 40).normal(0, 0.8)) }))
const families = (adjust, family) => (luck) => {
  const data = rows(luck, 48, (own, _, i) => ({ arm: 'abcd'[i % 4], y: own.normal() }))
  const frame = s.modelFrame(data, s.formula('y ~ arm'))
  const fit = s.leastSquares(frame.rows, frame)
  const plain = {
    parameters: fit.parameters,
    values: fit.coefficients.map((one) => one.value),
    covariance: fit.covariance,
    df: fit.df,
  }
  const all = s.meanContrasts(plain, s.estimatedMeans(plain, frame, ['arm']), family, { adjust })
  return [all.every(({ interval: [low, high] }) => low <= 0 && high >= 0) ? [0, 0] : [1, 1], 0]
}

/** Each interval: how many tables, and what makes one of them with its truth. */
const models = {
  'a share, Wilson': [2000, (l, p = anyShare(l)) => of(s.proportion(hits(l, 40, p), 40), p)],
  'a share, Clopper-Pearson (exact)': [2000, (l, p = anyShare(l)) => of(s.clopperPearson(hits(l, 40, p), 40), p)],
  ...Object.fromEntries(
    ['wilson-corrected', 'jeffreys', 'agresti-coull', 'wald'].map((method) => [
      `a share, ${method}`,
      [2000, (l, p = anyShare(l)) => [s.proportionInterval(hits(l, 40, p), 40, { method }), p]],
    ]),
  ),
  'difference of shares, Newcombe': [
    2000,
    (l, t = two(l)) => of(s.differenceOfProportions(t.first, t.second), t.p - t.q),
  ],
  'difference of shares, Wald': [
    2000,
    (l, t = two(l)) => of(s.differenceOfProportions(t.first, t.second, { interval: 'wald' }), t.p - t.q),
  ],
  'difference of shares, score': [2000, (l, t = two(l)) => of(s.scoreDifference(t.first, t.second), t.p - t.q)],
  'equivalence of shares, .90': [
    2000,
    (l, t = two(l)) => of(s.equivalenceOfProportions(t.first, t.second, { bounds: 0.2 }), t.p - t.q),
    0.9,
  ],
  'odds ratio, Woolf': [2000, (l, t = two(l)) => of(s.oddsRatio(t.table), Math.exp(logit(t.p) - logit(t.q)))],
  'risk ratio, Katz': [2000, (l, t = two(l)) => of(s.riskRatio(t.table), t.p / t.q)],
  'odds ratio, Fisher (exact)': [2000, (l, t = two(l)) => [logs(s.fisherTest(t.table)), logit(t.p) - logit(t.q)]],
  'common odds ratio of 6 strata, Cochran-Mantel-Haenszel': [
    2000,
    (l) =>
      of(
        s.cochranMantelHaenszel(
          Array.from({ length: 6 }, (_, k) => {
            const base = l.of(k).normal(0, 0.5)
            const [a, c] = [hits(l.of(k, 'a'), 25, logistic(base + 0.7)), hits(l.of(k, 'c'), 25, logistic(base))]
            return [
              [a, 25 - a],
              [c, 25 - c],
            ]
          }),
        ),
        Math.exp(0.7),
      ),
  ],
  'those who turned, McNemar (exact)': [
    2000,
    (l) => {
      const n = 25
      const up = hits(l, n, 0.65)
      return of(
        s.mcnemarTest([
          [20, up],
          [n - up, 20],
        ]),
        0.65,
      )
    },
  ],
  "Cramer's V of 3 x 3": [
    2000,
    (l) => {
      const p = [
        [0.18, 0.08, 0.06],
        [0.08, 0.16, 0.1],
        [0.06, 0.1, 0.18],
      ]
      const t = p.map(() => [0, 0, 0])
      for (let i = 0; i < 240; i++) {
        const at = pick(l.of(i), p.flat())
        t[Math.floor(at / 3)][at % 3]++
      }
      const [r, c] = [
        p.map((row) => row.reduce((a, b) => a + b)),
        [0, 1, 2].map((j) => p.reduce((sum, row) => sum + row[j], 0)),
      ]
      const phi = p
        .flat()
        .reduce(
          (sum, one, k) => sum + (one - r[Math.floor(k / 3)] * c[k % 3]) ** 2 / (r[Math.floor(k / 3)] * c[k % 3]),
          0,
        )
      return of(s.chiSquareTest(t), Math.sqrt(phi / 2))
    },
  ],
  'a rate, exact': [2000, (l) => of(s.poissonRate(poisson(l, 12), { exposure: 4 }), 3)],
  'a ratio of rates (exact)': [
    2000,
    (l) => of(s.poissonRateRatio([poisson(l.of('a'), 18), 6], [poisson(l.of('b'), 12), 6]), 1.5),
  ],
  'a mean of 12, t': [2000, (l) => of(s.oneSampleTest(normals(l, 12, 1)), 1)],
  'difference of means, Welch, 12 and 30, sd 3 to 1': [2000, (l) => of(s.welchTest(...shift(l, 12, 30, 0.5, 3)), 0.5)],
  'difference of means, Student': [2000, (l) => of(s.studentTest(...shift(l, 12, 30, 0.5)), 0.5)],
  'paired difference, t': [2000, (l) => of(s.pairedTest(...shift(l, 15, 15, 0.5)), 0.5)],
  'equivalence of means, .90': [2000, (l) => of(s.equivalenceTest(...shift(l, 15, 20, 0.3), { bounds: 1 }), 0.3), 0.9],
  'ratio of variances, F': [2000, (l) => of(s.varianceTest(...shift(l, 15, 20, 0, 1.5)), 2.25)],
  'shift, Hodges-Lehmann, exact, 12 and 15': [2000, (l) => of(s.mannWhitneyTest(...shift(l, 12, 15, 0.6)), 0.6)],
  'shift, Hodges-Lehmann, normal, 60 and 55': [600, (l) => of(s.mannWhitneyTest(...shift(l, 60, 55, 0.6)), 0.6)],
  'pseudomedian of signed ranks, exact, 14': [2000, (l) => of(s.signedRankTest(normals(l, 14, 0.4)), 0.4)],
  'pseudomedian of signed ranks, normal, 60': [600, (l) => of(s.signedRankTest(normals(l, 60, 0.4)), 0.4)],
  "Cohen's d": [2000, (l) => of(s.cohenD(...shift(l, 15, 25, 0.6)), 0.6)],
  "Hedges' g": [2000, (l) => of(s.hedgesG(...shift(l, 15, 25, 0.6)), 0.6)],
  "Cohen's d_z": [2000, (l) => of(s.cohenDz(normals(l, 20, 0.5)), 0.5)],
  "Cliff's delta": [2000, (l) => of(s.cliffDelta(...shift(l, 25, 30, 0.5)), 2 * normalCdf(0.5 / Math.SQRT2) - 1)],
  Pearson: [2000, (l) => of(s.pearson(...pairs(l, 30, 0.5)), 0.5)],
  Spearman: [2000, (l) => of(s.spearman(...pairs(l, 30, 0.5)), (6 / Math.PI) * Math.asin(0.25))],
  Kendall: [2000, (l) => of(s.kendall(...pairs(l, 30, 0.5)), (2 / Math.PI) * Math.asin(0.5))],
  'partial correlation': [
    2000,
    (l) => {
      const z = normals(l.of('z'), 40)
      const [x, y] = pairs(l, 40, 0.4)
      return of(
        s.partialCorrelation(
          x.map((v, i) => v + z[i]),
          y.map((v, i) => v - z[i]),
          [z],
        ),
        0.4,
      )
    },
  ],
  'difference of correlations': [
    2000,
    (l) => {
      const r = (name, rho) => ({ r: s.pearson(...pairs(l.of(name), 60, rho)).value, n: 60 })
      return [
        s.compareCorrelations(r('a', 0.5), r('b', 0.2)).interval,
        s.compareCorrelations({ r: 0.5, n: 1e6 }, { r: 0.2, n: 1e6 }).value,
      ]
    },
  ],
  'area under the curve, DeLong': [
    2000,
    (l, t = scored(l, 90)) => of(s.areaUnderCurve(t.y, t.scores(1, 'a')), normalCdf(1 / Math.SQRT2)),
  ],
  'difference of areas, DeLong': [
    2000,
    (l, t = scored(l, 120)) =>
      of(
        s.compareAreas(t.y, t.scores(1, 'a'), t.scores(0.5, 'b')),
        normalCdf(1 / Math.SQRT2) - normalCdf(0.5 / Math.SQRT2),
      ),
  ],
  'Brier score': [
    2000,
    (l) => {
      const p = Array.from({ length: 120 }, (_, i) => l.of('p', i).uniform())
      return of(
        s.brierScore(
          p,
          p.map((one, i) => l.of('y', i).uniform() < one),
        ),
        1 / 6,
      )
    },
  ],
  "Cohen's kappa": [2000, (l) => of(s.cohenKappa(s.agreementTable(...ratings(l, 120, 2))), 0.64)],
  "Cohen's kappa, quadratic weights": [
    2000,
    (l) => of(s.cohenKappa(s.agreementTable(...ratings(l, 120, 2)), { weights: 'quadratic' }), 0.64),
  ],
  "Fleiss' kappa": [
    2000,
    (l) => {
      const all = ratings(l, 80, 4)
      return of(
        s.fleissKappa(all[0].map((_, i) => [0, 1, 2].map((k) => all.filter((one) => one[i] === k).length))),
        0.64,
      )
    },
  ],
  "Krippendorff's alpha, nominal, bootstrap": [
    400,
    (l) =>
      of(s.krippendorffAlpha(ratings(l, 80, 3), { metric: 'nominal', luck: l.of('again'), replicates: 1000 }), 0.64),
  ],
  ...Object.fromEntries(
    [
      ['ICC1', 1 / 2.25],
      ['ICC2', 1 / 2.25],
      ['ICC3', 0.5],
      ['ICC2k', 1 / (1 + 1.25 / 4)],
      ['ICC3k', 1 / 1.25],
    ].map(([form, truth]) => [
      form,
      [
        2000,
        (l) =>
          of(
            s.intraclassCorrelations(
              form === 'ICC1' ? subjects(l, 30, 4, 0, Math.sqrt(1.25)) : subjects(l, 30, 4, 0.5, 1),
            )[form],
            truth,
          ),
      ],
    ]),
  ),
  "Cronbach's alpha, Feldt": [2000, (l) => of(s.cronbachAlpha(subjects(l, 40, 5, 0, 1)), 5 / 6)],
  'share read by a fallible reader': [
    2000,
    (l) => {
      const [hit, alarm, truth] = [hits(l.of('h'), 100, 0.8), hits(l.of('f'), 150, 0.1), 0.3]
      return of(
        s.sharesCorrected(hits(l.of('n'), 300, truth * 0.8 + 0.7 * 0.1), 300, {
          hits: hit,
          misses: 100 - hit,
          falseAlarms: alarm,
          rejections: 150 - alarm,
        }),
        truth,
      )
    },
  ],
  'mean of 50 skewed values, bootstrap BCa': [
    500,
    (l) =>
      of(
        s.bootstrap(
          Array.from({ length: 50 }, (_, i) => -Math.log(1 - l.of(i).uniform())),
          s.mean,
          { luck: l.of('again'), replicates: 1000 },
        ),
        1,
      ),
  ],
  'mean of 50 skewed values, bootstrap percentile': [
    500,
    (l) =>
      of(
        s.bootstrap(
          Array.from({ length: 50 }, (_, i) => -Math.log(1 - l.of(i).uniform())),
          s.mean,
          { luck: l.of('again'), replicates: 1000, interval: 'percentile' },
        ),
        1,
      ),
  ],
  'mean over 40 clusters of 5, cluster bootstrap': [
    500,
    (l) =>
      of(
        s.bootstrap(
          Array.from({ length: 200 }, (_, i) => ({ g: i % 40, y: l.of('g', i % 40).normal() + l.of(i).normal() })),
          (sample) => s.mean(sample.map(({ y }) => y)),
          { luck: l.of('again'), replicates: 1000, cluster: ({ g }) => g },
        ),
        0,
      ),
  ],
  'meta-analysis of 8, REML, Hartung-Knapp': [2000, meta({})],
  'meta-analysis of 8, DerSimonian-Laird, Hartung-Knapp': [2000, meta({ heterogeneity: 'DerSimonian-Laird' })],
  'meta-analysis of 8, DerSimonian-Laird, normal': [
    2000,
    meta({ heterogeneity: 'DerSimonian-Laird', interval: 'normal' }),
  ],
  'meta-analysis of 8, Paule-Mandel, Hartung-Knapp': [2000, meta({ heterogeneity: 'Paule-Mandel' })],
  'the effect of another study, prediction interval of 8': [
    2000,
    (l) => [s.metaAnalysis(effects(l, 8, 0.3)).predictionInterval, 0.4 + l.of('next').normal(0, 0.3)],
  ],
  'survival at a time, Kaplan-Meier': [
    2000,
    (l) => {
      const all = Array.from({ length: 60 }, (_, i) => [
        -Math.log(1 - l.of('t', i).uniform()),
        -2 * Math.log(1 - l.of('c', i).uniform()),
      ])
      return of(
        s
          .kaplanMeier(
            all.map((pair) => Math.min(...pair)),
            all.map(([t, c]) => t <= c),
          )
          .filter(({ time }) => time <= 0.7)
          .at(-1),
        Math.exp(-0.7),
      )
    },
  ],
  'hazard, Cox': [
    1000,
    (l) => [
      named(
        s.cox(
          rows(l, 100, (own, x) => {
            const [t, c] = [
              -Math.log(1 - own.of('t').uniform()) / Math.exp(0.5 * x),
              -2 * Math.log(1 - own.of('c').uniform()),
            ]
            return { x, t: Math.min(t, c), e: t <= c }
          }),
          { time: 't', event: 'e', terms: [s.numeric('x')] },
        ),
        'x',
      ),
      0.5,
    ],
  ],
  'logit with Firth’s penalty, 50 rows': [
    1000,
    (l) => [
      named(
        s.firth(
          rows(l, 50, (own, x) => ({ x, y: own.uniform() < logistic(0.8 * x - 0.5) })),
          { outcome: 'y', terms: [s.numeric('x')] },
        ),
        'x',
      ),
      0.8,
    ],
  ],
  'multinomial logit': [
    1000,
    (l) => [
      s
        .multinomial(
          rows(l, 300, (own, x) => {
            const w = [1, Math.exp(0.3 + 0.6 * x), Math.exp(-0.2 - 0.3 * x)]
            const sum = w[0] + w[1] + w[2]
            return {
              x,
              y: 'abc'[
                pick(
                  own,
                  w.map((one) => one / sum),
                )
              ],
            }
          }),
          { outcome: 'y', terms: [s.numeric('x')] },
        )
        .coefficients.find(({ name }) => /^b.*x$/.test(name)).interval,
      0.6,
    ],
  ],
  'conditional logit': [
    1000,
    (l) => [
      s.conditionalLogit(
        Array.from({ length: 150 }, (_, i) => {
          const alternatives = [0, 1, 2].map((k) => [l.of(i, k, 'a').normal(), l.of(i, k, 'b').normal()])
          const w = alternatives.map(([a, b]) => Math.exp(0.7 * a - 0.4 * b))
          const sum = w.reduce((x, y) => x + y)
          const chosen = pick(
            l.of(i),
            w.map((one) => one / sum),
          )
          return { alternatives, counts: w.map((__, k) => Number(k === chosen)) }
        }),
        { features: ['a', 'b'] },
      ).coefficients[0].interval,
      0.7,
    ],
  ],
  'ordered probit': [
    1000,
    (l) => [
      named(
        s.cumulativeLink(
          rows(l, 200, (own, x) => ({ x, y: above(0.5 * x + own.normal()) })),
          { outcome: 'y', terms: [s.numeric('x')], link: 'probit' },
        ),
        'x',
      ),
      0.5,
    ],
  ],
  'slope with unequal variances, HC3': [
    2000,
    (l) => [
      named(
        s.heteroscedasticRobust(
          rows(l, 60, (own, x) => ({ x, y: 0.5 * x + own.normal() * (0.5 + x * x) })),
          { outcome: 'y', terms: [s.numeric('x')] },
        ),
        'x',
      ),
      0.5,
    ],
  ],
  'average marginal effect, logit': [
    1000,
    (l) => {
      const data = rows(l, 200, (own, x) => ({ x, y: own.uniform() < logistic(0.8 * x) }))
      return of(
        s.averageMarginalEffect(data, { outcome: 'y', terms: [s.numeric('x')], family: 'logit' }, 'x'),
        s.mean(data.map(({ x }) => 0.8 * logistic(0.8 * x) * logistic(-0.8 * x))),
      )
    },
  ],
  'strength, Bradley-Terry': [
    1000,
    (l) =>
      of(
        s.bradleyTerry(games(l)).abilities.find(({ name }) => name === '0'),
        0.8,
      ),
  ],
  'worth, Plackett-Luce': [
    1000,
    (l) => {
      const { abilities: found } = s.plackettLuce(rankings(l))
      return of(
        found.find(({ name }) => name === '0'),
        0.8,
      )
    },
  ],
  'difficulty, Rasch': [1000, (l) => of(s.rasch(answers(l)).difficulties[5], 1)],
  'sd by group of a logistic mixed model, profile': [
    200,
    (l) =>
      of(
        s.profileGeneralisedDeviations(
          grouped(l, (own, eta) => ({ y: own.uniform() < logistic(eta) })),
          { outcome: 'y', family: 'binomial', terms: [s.numeric('x')], random: [{ group: 'g' }] },
        )[0],
        0.8,
      ),
  ],
  'sd by group of a cumulative mixed model, profile': [
    200,
    (l) =>
      of(
        s.profileCumulativeDeviations(
          grouped(l, (own, eta) => ({ y: above(eta + logit(own.uniform())) })),
          { outcome: 'y', terms: [s.numeric('x')], random: [{ group: 'g' }] },
        )[0],
        0.8,
      ),
  ],
  'all pairs of 4 means together, Tukey': [2000, families('tukey', 'pairwise')],
  'each of 3 means against a control together, Holm (at least)': [2000, families('holm', { control: 'a' })],
}

export const gather = (say) => {
  const luck = luckOf('coverage of estimates')
  const found = {}
  for (const [name, [runs, make, nominal = 0.95]] of Object.entries(models)) {
    let [held, failed, above] = [0, 0, 0]
    for (let r = 0; r < runs; r++) {
      try {
        const [[low, high], truth] = make(luck.of(name, r))
        if (low <= truth && truth <= high) held++
        else if (truth > high) above++
      } catch {
        failed++
      }
    }
    const made = runs - failed
    const coverage = held / made
    const standardError = Math.sqrt((coverage * (1 - coverage)) / made)
    found[name] = { coverage, standardError, nominal, 'too low': above / made, tables: made, failed }
    say(
      `${name}: ${(100 * coverage).toFixed(1)}% (${(100 * standardError).toFixed(1)}) of ${made}${failed ? `, ${failed} without an interval` : ''}`,
    )
  }
  return found
}
