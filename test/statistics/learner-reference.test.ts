import {
  averageClustering,
  bestOfDivergence,
  betweenness,
  choiceCrossEntropy,
  cycleProbability,
  degreeAssortativity,
  deltaRule,
  deltaRuleLoss,
  drawMargin,
  eigenvectorCentrality,
  exchangeRate,
  expectedNormalMaximum,
  expectedUtility,
  glicko,
  glicko2,
  goldPeak,
  goldReward,
  groupAssortativity,
  informationGain,
  matchQuality,
  modularity,
  network,
  normalisedUtilities,
  type PageRankOptions,
  pageRank,
  pathLengths,
  type Skill,
  type TrueSkillOptions,
  thurstonianChoice,
  transitivity,
  trueSkill,
  winCorrection,
  wisdomEdge,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { compare, type Loose, present, references } from './references.ts'

const rated = (opponents: readonly (readonly [number, number, number])[]) =>
  opponents.map(([rating, deviation, score]) => ({ rating, deviation, score }))
const skill = ([mean, sd]: readonly number[]): Skill => ({ mean: mean!, sd: sd! })
const plain = (teams: readonly (readonly Skill[])[]) => teams.map((team) => team.map(({ mean, sd }) => [mean, sd]))
/** Teams of one. */
const single = (players: readonly Skill[], options: TrueSkillOptions & { readonly ranks?: readonly number[] }) =>
  plain(
    trueSkill(
      players.map((player) => [player]),
      options,
    ),
  ).flat()

/** What of each reference entry is computed here: the parts of its output that have a function. */
const computed: Readonly<Record<string, (data: Loose) => Loose>> = {
  // The precision of a period's games is what they add to that of the rating: so d2, v and delta follow from the result.
  glicko1: ({ r, RD, opponents }) => {
    const after = glicko({ rating: r, deviation: RD }, rated(opponents))
    return { d2: 1 / (1 / after.deviation ** 2 - 1 / RD ** 2), r: after.rating, RD: after.deviation }
  },
  glicko2: ({ r, RD, vol, tau, opponents }) => {
    const after = glicko2({ rating: r, deviation: RD, volatility: vol }, rated(opponents), { tau })
    const [before, own] = [RD / 173.7178, after.deviation / 173.7178]
    const v = 1 / (1 / own ** 2 - 1 / (before ** 2 + after.volatility ** 2))
    const delta = (v * (after.rating - r)) / 173.7178 / own ** 2
    return { v, delta, sigma: after.volatility, r: after.rating, RD: after.deviation }
  },
  trueskill: ({ mu, sigma, beta, tau, draw_probability }) => {
    const options = { beta, tau, drawProbability: draw_probability }
    const fresh = { mean: mu, sd: sigma }
    const upset = [
      [29.396, 7.171],
      [25, 8.33333333333333],
    ]
    const teams = [
      [
        [30, 5],
        [22, 7],
      ],
      [
        [27, 6],
        [25, 8.333],
      ],
    ]
    return {
      one_v_one_win: single([fresh, fresh], options),
      one_v_one_draw: single([fresh, fresh], { ...options, ranks: [0, 0] }),
      upset_second_wins: { in: upset, out: single(upset.map(skill), { ...options, ranks: [1, 0] }) },
      two_v_two: {
        in: teams,
        out: plain(
          trueSkill(
            teams.map((team) => team.map(skill)),
            options,
          ),
        ),
      },
      free_for_all_3: single([fresh, fresh, fresh], options),
      no_draw_no_tau: single([fresh, fresh], { beta, tau: 0, drawProbability: 0 }),
      quality_equal: matchQuality([fresh], [fresh], options),
    }
  },
  'trueskill-closed-form': ({ winner, loser }) => {
    // The entry's c and sds hold the drift of 25/300 that a match begins with.
    const [better, worse] = [skill(winner), skill(loser)]
    const drift = 25 / 300
    const c = Math.hypot(better.sd, worse.sd, drift, drift, 25 / 6, 25 / 6)
    const eps = drawMargin(2)
    const { v, w } = winCorrection((better.mean - worse.mean) / c, eps / c)
    const [one, two] = single([better, worse], {})
    return { eps, c, v, w, mu1: one![0], mu2: two![0], s1: one![1], s2: two![1] }
  },
  'thurstonian-forward': ({ mu, sigma2, pairs, obs, triad }) => {
    const utilities = mu.map((mean: number, i: number) => ({ mean, variance: sigma2[i] }))
    const p = pairs.map(([i, j]: [number, number]) => thurstonianChoice(utilities[i], utilities[j]))
    const scaled = normalisedUtilities(utilities)
    return {
      p,
      loss: choiceCrossEntropy(p, obs),
      cycle: cycleProbability(triad.p_ab, triad.p_bc, triad.p_ac),
      mu_norm: scaled.map(({ mean }) => mean),
      s2_norm: scaled.map(({ variance }) => variance),
    }
  },
  'exchange-rate': ({ i, j, N }) => ({ rate: exchangeRate(i, j, N) }),
  'expected-utility': ({ lottery }) => ({ eu: expectedUtility({ chances: lottery.p, utilities: lottery.u }) }),
  'best-of-n': ({ n, alpha, beta }) => {
    const curve = { alpha, beta }
    return {
      kl: n.map(bestOfDivergence),
      emax: n.map(expectedNormalMaximum),
      gold_bon: n.map((each: number) => goldReward(curve, bestOfDivergence(each), 'best-of-n')),
      d_star_bon: goldPeak(curve, 'best-of-n'),
      d_star_rl: goldPeak(curve, 'reinforcement'),
    }
  },
  'rescorla-wagner': ({ bandit }) => {
    const choices = bandit.map(([arm, reward]: [number, number]) => ({ arm, reward }))
    const fit = deltaRule(choices, { arms: 2 })
    return {
      nll_at: { a: 0.3, b: 2, nll: deltaRuleLoss(choices, { arms: 2, rate: 0.3, sharpness: 2 }) },
      fit: { a: fit.rate.value, b: fit.sharpness.value, nll: fit.loss },
    }
  },
  eig: ({ prior, p_yes }) => {
    const gains = p_yes.map((chances: number[]) =>
      informationGain(
        prior,
        chances.map((p) => [p, 1 - p]),
      ),
    )
    return { eig: gains.map(({ value }: Loose) => value), prior_entropy: gains[0].prior }
  },
  'moral-graph-pagerank': ({ edges, damping }) => {
    const nodes = ['1', '2', '3', '4', '5']
    const ranks = (weighted: boolean, options: PageRankOptions) =>
      pageRank(
        nodes,
        edges.map(([from, to, weight]: number[]) => ({
          from: String(from),
          to: String(to),
          ...(weighted && { weight: weight! }),
        })),
        { damping, ...options },
      )
    const marks = wisdomEdge({ wiser: 3, notWiser: 0, unsure: 0, lessWise: 1, impressions: 4 })
    return {
      dft_weighted: ranks(true, { dangling: 'lost', passes: 100 }),
      dft_unweighted: ranks(false, { dangling: 'lost', passes: 100 }),
      networkx_weighted: ranks(true, {}),
      entropy_3_1: { bits_code: marks.codedEntropy, true_bits: marks.entropy },
    }
  },
  'network-karate': ({ edges, club }) => {
    const karate = network(club.length, edges)
    const nodes = club.map((_: number, i: number) => String(i))
    const both = edges.flatMap(([a, b]: number[]) => [
      { from: String(a), to: String(b) },
      { from: String(b), to: String(a) },
    ])
    const paths = pathLengths(karate)
    return {
      modularity: modularity(karate, club),
      assort: groupAssortativity(karate, club),
      transitivity: transitivity(karate),
      avg_clustering: averageClustering(karate),
      betweenness0: betweenness(karate)[0],
      pagerank0: pageRank(nodes, both)['0'],
      eigen0: eigenvectorCentrality(karate)[0],
      apl: paths.mean,
      diameter: paths.diameter,
      deg_assort: degreeAssortativity(karate),
    }
  },
}

/** Parts of the output that another file computes: conditioning is a learner. */
const elsewhere: Readonly<Record<string, readonly string[]>> = { 'rescorla-wagner': ['trace'] }

describe.skipIf(!present)(
  'reference values of ratings, utilities and networks (skipped where ../shared is absent)',
  () => {
    for (const [id, compute] of Object.entries(computed))
      test(id, () => {
        const entry = references.find((one) => one.id === id)
        if (!entry) throw new Error(`the reference file has no entry ${id}`)
        const ours = compute(entry.data)
        expect([...Object.keys(ours), ...(elsewhere[id] ?? [])].sort()).toEqual(Object.keys(entry.output).sort())
        compare(ours, entry.output, entry.tol, id)
      })
  },
)
