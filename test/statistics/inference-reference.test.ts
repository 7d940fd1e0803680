import {
  type Alternative,
  barnardTest,
  boschlooTest,
  chiSquareTest,
  cliffDelta,
  clopperPearson,
  cochranMantelHaenszel,
  cohenD,
  cohenDz,
  type EquivalenceTest,
  equivalenceOfProportions,
  equivalenceTest,
  fisherTableTest,
  fisherTest,
  friedmanTest,
  goodnessOfFit,
  hedgesFactor,
  hedgesG,
  kendall,
  kruskalTest,
  mannWhitneyTest,
  pearson,
  permutationTest,
  permutedCorrelation,
  signedRankTest,
  signFlipTest,
  spearman,
  type TwoByTwo,
} from 'suasion/statistics'
import { type Computed, type Loose, testReferences } from './references.ts'

/** R writes its tables arm by arm; scipy puts the arms into columns. */
const turned = ([[a, b], [c, d]]: TwoByTwo): TwoByTwo => [
  [a, c],
  [b, d],
]
const sides = ['two-sided', 'greater', 'less'] as const
const bySide = <T>(f: (alternative: Alternative) => T) => ({
  two: f('two-sided'),
  greater: f('greater'),
  less: f('less'),
})
const shown = (end: number) => (end === Infinity ? 'Inf' : end)
/** Where R's `uniroot` stops its search unless told, .Machine$double.eps ^ .25. */
const uniroot = 2 ** -13
const exactShare = ({ x, n, conf }: Loose) => ({
  clopper_pearson: clopperPearson(x, n, conf && { level: conf }).interval,
})
const barnard = ({ table }: Loose) => {
  const of = (alternative: Alternative) => barnardTest(turned(table), { alternative })
  return {
    ...Object.fromEntries(sides.map((side) => [side, { p_pooled: of(side).p }])),
    stat_pooled: of('less').statistic,
  }
}
const boschloo = ({ table }: Loose) => {
  const of = (alternative: Alternative) => boschlooTest(turned(table), { alternative })
  const side = (alternative: Alternative) => ({ fisher: of(alternative).statistic, p: of(alternative).p })
  return { less: side('less'), greater: side('greater'), two_sided_scipy_convention: of('two-sided').p }
}
const oneSided = ({ lower, upper, interval, df }: EquivalenceTest) => ({
  t_lo: lower.statistic,
  p_lo: lower.p,
  t_hi: upper.statistic,
  p_hi: upper.p,
  df,
  ci90: interval,
})

const computed: Computed = {
  'fisher-tea': ({ table }) =>
    bySide((alternative) => {
      const { p, value, interval } = fisherTest(table, { alternative, tolerance: uniroot })
      return { p, or_cmle: value, ci: interval.map(shown) }
    }),
  'fisher-2x2': ({ table }) =>
    bySide((alternative) => {
      const { p, value, interval } = fisherTest(table, { alternative, tolerance: uniroot })
      return { p, or_cmle: value, lo: interval[0], hi: Math.min(interval[1], 1e300) }
    }),
  'fisher-rxc-job': ({ table }) => {
    const { statistic, p } = chiSquareTest(table)
    return { p: fisherTableTest(table).p, chisq: statistic, chisq_p: p }
  },
  cmh: ({ strata }) => {
    const plain = cochranMantelHaenszel(strata, { correct: false })
    const corrected = cochranMantelHaenszel(strata)
    return {
      chi2: plain.statistic,
      p: plain.p,
      or: plain.value,
      ci: plain.interval,
      chi2_cc: corrected.statistic,
      p_cc: corrected.p,
    }
  },
  'perm-2sample-exact': ({ x, y }) => {
    const { value, p, arrangements } = permutationTest(x, y)
    return {
      obs: value,
      p_coin: p,
      p_enum_two: p,
      p_enum_greater: permutationTest(x, y, { alternative: 'greater' }).p,
      nperm: arrangements,
    }
  },
  'perm-paired-exact': ({ diff }) => {
    const { value, p, arrangements } = signFlipTest(diff)
    return { obs: value, p_two: p, p_greater: signFlipTest(diff, { alternative: 'greater' }).p, n: arrangements }
  },
  'perm-corr-exact': ({ x, y }) => {
    const { value, p, arrangements } = permutedCorrelation(x, y)
    return { r: value, p_two: p, nperm: arrangements }
  },
  'barnard-zoo': barnard,
  'barnard-small': barnard,
  'boschloo-zoo': boschloo,
  'boschloo-small': boschloo,
  'boschloo-scipy-doc': ({ table, alternative }) => {
    const { statistic, p } = boschlooTest(turned(table), { alternative })
    return { fisher: statistic, p }
  },
  'prop-ci-15-50': exactShare,
  'prop-ci-38-50': exactShare,
  'prop-ci-4-10': exactShare,
  'prop-ci-0-20': exactShare,
  'prop-ci-20-20': exactShare,
  'binom-exact': ({ x, n, p0 }) => {
    const { p, interval } = clopperPearson(x, n, { share: p0 })
    return { p, ci: interval }
  },
  'sign-test': ({ x }) => {
    const positive = x.filter((one: number) => one > 0).length
    return { npos: positive, p: clopperPearson(positive, x.length).p }
  },
  'point-biserial': ({ actual, belief }) => ({ r: pearson(actual, belief).value, p: pearson(actual, belief).p }),
  'mannwhitney-noties': ({ x, y }) => {
    const { statistic, p, value, interval } = mannWhitneyTest(x, y)
    return {
      W: statistic,
      p_greater: mannWhitneyTest(x, y, { alternative: 'greater' }).p,
      p_two: p,
      HL: value,
      HL_ci: interval,
      p_norm_cc: mannWhitneyTest(x, y, { exact: false }).p,
      p_norm: mannWhitneyTest(x, y, { exact: false, correct: false }).p,
    }
  },
  'wilcoxon-signed': ({ x, y }) => {
    const differences = x.map((one: number, i: number) => one - y[i])
    const { statistic, p, value, interval, effect } = signedRankTest(differences)
    return {
      V: statistic,
      p_greater: signedRankTest(differences, { alternative: 'greater' }).p,
      p_two: p,
      HL: value,
      HL_ci: interval,
      p_norm_cc: signedRankTest(differences, { exact: false }).p,
      p_norm: signedRankTest(differences, { exact: false, correct: false }).p,
      rank_biserial: effect.value,
    }
  },
  'wilcoxon-signed-ties': ({ diff }) => ({
    V: signedRankTest(diff).statistic,
    p_cc: signedRankTest(diff).p,
    p: signedRankTest(diff, { correct: false }).p,
  }),
  kruskal: ({ groups }) => {
    const { statistic, df, p } = kruskalTest(groups)
    return { H: statistic, df, p }
  },
  friedman: ({ blocks }) => {
    const { statistic, df, p, value } = friedmanTest(blocks)
    return { Q: statistic, df, p, kendallW: value }
  },
  'effect-sizes': ({ x, y }) => ({
    d: cohenD(x, y).value,
    d_ci: cohenD(x, y).interval,
    g: hedgesG(x, y).value,
    g_ci: hedgesG(x, y).interval,
    J_exact: hedgesFactor(x.length + y.length - 2),
    cliff_delta: cliffDelta(x, y).value,
    dz: cohenDz(x.map((one: number, i: number) => one - y[i])).value,
  }),
  'chisq-indep': ({ table }) => {
    const { statistic, df, p, expected, residuals, value } = chiSquareTest(table)
    return { X2: statistic, df, p, expected, stdres: residuals, cramersV: value }
  },
  'chisq-2x2': ({ table }) => {
    const [yates, plain] = [chiSquareTest(table), chiSquareTest(table, { correct: false })]
    return {
      yates: { X2: yates.statistic, p: yates.p },
      plain: { X2: plain.statistic, p: plain.p },
      phi: plain.value,
    }
  },
  'chisq-gof': ({ obs, p }) => {
    const fit = goodnessOfFit(obs, { shares: p })
    return { X2: fit.statistic, df: fit.df, p: fit.p }
  },
  correlations: ({ x, y }) => {
    const [r, tau, rho] = [pearson(x, y), kendall(x, y), spearman(x, y)]
    return {
      pearson: { r: r.value, t: r.statistic, df: r.df, p: r.p, ci: r.interval },
      kendall: { tau: tau.value, T: tau.statistic, p_exact: tau.p },
      spearman: { rho: rho.value, S: rho.statistic, p_exact: rho.p },
    }
  },
  'tost-two-sample': ({ m1, m2, sd1, sd2, n1, n2, eqd, alpha }) => {
    const of = (equalVariances: boolean) =>
      equivalenceTest(
        { n: n1, mean: m1, sd: sd1 },
        { n: n2, mean: m2, sd: sd2 },
        {
          bounds: eqd,
          scale: 'sd',
          alpha,
          equalVariances,
        },
      )
    return { student: oneSided(of(true)), welch: oneSided(of(false)), bound_raw: of(true).bounds[1] }
  },
  'tost-prop': ({ x1, n1, x2, n2, margin }) => {
    const { lower, upper, interval } = equivalenceOfProportions([x1, n1], [x2, n2], { bounds: margin })
    return { z_lo: lower.statistic, p_lo: lower.p, z_hi: upper.statistic, p_hi: upper.p, ci90: interval }
  },
  'rsa-mantel-exact': ({ A, B }) => {
    const lower = (matrix: number[][]) => matrix.flatMap((row, i) => row.slice(0, i))
    const [a, b] = [lower(A), lower(B)]
    return { pearson: pearson(a, b).value, spearman: spearman(a, b).value, kendall_b: kendall(a, b).value }
  },
}

testReferences('reference values of R and scipy', computed)
