import {
  advantageWeightedPolicy,
  apoLoss,
  ascend,
  bcoLoss,
  bestOfLaw,
  bestOfProver,
  clippedObjective,
  conservativePenalty,
  divergenceEstimates,
  dpoLoss,
  exoLoss,
  exp3,
  exp3Probabilities,
  exp3Update,
  expectile,
  generalisedAdvantages,
  groupAdvantages,
  hingePreferenceLoss,
  imitationGradient,
  ipoLoss,
  klUcbIndex,
  ktoLoss,
  laiRobbinsConstant,
  leaveOneOutAdvantages,
  linUcb,
  linUcbIndex,
  linUcbUpdate,
  linUcbWeights,
  modpoLoss,
  mostVariedSubset,
  ncaLoss,
  preferenceGradient,
  regularisedOptimum,
  rescorlaWagner,
  rewardGradient,
  rewardPairLoss,
  robustDpoLoss,
  sppoLoss,
  stepProgress,
  ucb1Index,
  valueUpdate,
} from 'suasion/learners'
import { kuhnPoker } from 'suasion/protocols/kuhn-poker'
import {
  actionValues,
  type CfrVariant,
  cfr,
  coalitionGame,
  compile,
  expectedPayoffs,
  exploitability,
  fictitiousPlay,
  matrixGame,
  quantalResponse,
  shapleyValue,
  softPolicy,
  solveZeroSum,
  valueIteration,
} from 'suasion/solvers'
import { probabilityBest } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { compare, type Loose, present, references } from '../statistics/references.ts'

const by = <T>(keys: readonly (string | number)[], make: (key: string) => T): Record<string, T> =>
  Object.fromEntries(keys.map((key) => [key, make(String(key))]))
const dot = (x: readonly number[], y: readonly number[]): number => x.reduce((sum, a, i) => sum + a * y[i]!, 0)

/** The chain of five states: actions left and right, and with chance .2 the other way than meant. */
const chain = (slip: number, discount: number) => ({
  transitions: [0, 1, 2, 3, 4].map((s) =>
    s === 0 || s === 4 ? [] : [-1, 1].map((way) => [[s + way, 1 - slip] as const, [s - way, slip] as const]),
  ),
  rewards: [[], [0.1 * (1 - slip), 0], [0, 0], [0, 1 - slip], []],
  discount,
})

/** The 100 arms: the bins of tanh of a Cauchy draw. */
const squashedCauchy = (() => {
  const below = (x: number) => (x <= -1 ? 0 : x >= 1 ? 1 : 0.5 + Math.atan((Math.atanh(x) + 0.7) / 0.4) / Math.PI)
  return Array.from({ length: 100 }, (_, k) => below(-1 + (k + 1) / 50) - below(-1 + k / 50))
})()

const onPolicy = (centre: number, width: number, arms: boolean): Loose => {
  const reference = squashedCauchy
  const rewards = reference.map((_, a) => Math.exp(-(((a - centre) / width) ** 2)))
  const after = (steps: number, rate: number, gradient: (policy: readonly number[]) => readonly number[]) => {
    const early = ascend(reference.map(Math.log), gradient, { rate, steps: 300 })
    const late = ascend(early.logits, gradient, { rate, steps: steps - 300 })
    return { J300: dot(early.policy, rewards), J3000: dot(late.policy, rewards) }
  }
  // Of two arms equally far from the centre the reference keeps the lower; a random choice moves J by 2e-4 at most.
  const order = reference.map((_, a) => -Math.abs(a - centre) - 1e-6 * a)
  const target = bestOfLaw(reference, order, 10)
  const pairs = { reference, rewards, beta: 0.1 }
  return {
    E_ref: dot(reference, rewards),
    best_of_10: dot(target, rewards),
    best_of_100: dot(bestOfLaw(reference, rewards, 100), rewards),
    ...(arms && {
      arms: {
        pg: after(3000, 1, (policy) => rewardGradient(policy, rewards)),
        bofn: after(3000, 1, (policy) => imitationGradient(policy, target)),
        dpo: after(3000, 10, (policy) => preferenceGradient(policy, { ...pairs, source: reference })),
        dpo_on: after(3000, 10, (policy) => preferenceGradient(policy, { ...pairs, source: policy })),
      },
    }),
  }
}

/** What of each reference entry is computed here: the parts of its output that have a function. */
const computed: Readonly<Record<string, (data: Loose) => Loose | Promise<Loose>>> = {
  bandits: ({ beta_pairs, ucb1, klucb }) => {
    let state = exp3(3, { gamma: 0.2 })
    const trace = (
      [
        [0, 1],
        [2, 0],
        [1, 1],
        [0, 1],
      ] as const
    ).map(([arm, reward]) => {
      const p = exp3Probabilities(state)
      state = exp3Update(state, arm, reward)
      return { p, w: state.logWeights.map(Math.exp) }
    })
    let linear = linUcb(2)
    for (const [x, reward] of [
      [[1, 0], 1],
      [[0.5, 0.5], 0],
      [[0, 1], 1],
    ] as const)
      linear = linUcbUpdate(linear, x, reward)
    return {
      p_gt: beta_pairs.map(
        ([a, b, c, d]: number[]) =>
          probabilityBest([
            { successes: a!, failures: b! },
            { successes: c!, failures: d! },
          ])[0],
      ),
      ucb1: ucb1Index(ucb1),
      klucb: klUcbIndex(klucb),
      exp3: trace,
      linucb: { theta: linUcbWeights(linear), ucb: linUcbIndex(linear, [0.3, 0.9], { alpha: 1 }) },
      // The entry does not say of which arms: these have the number it gives.
      lai_robbins: laiRobbinsConstant([0.6, 0.5, 0.4]),
    }
  },
  'kuhn-cfr': ({ iterations }) => {
    const game = compile(kuhnPoker)
    const average = (strategy: readonly Float64Array[]) =>
      Object.fromEntries(
        game.players.flatMap(({ sets, first }, i) =>
          sets.map(({ view }, set) => {
            const { card, bets } = view as unknown as { card: string; bets: readonly string[] }
            const name = ['jack', 'queen', 'king'].indexOf(card) + bets.map((bet) => bet[0]).join('')
            return [name, [...strategy[i]!.slice(first[set]!, first[set + 1]!)]]
          }),
        ),
      )
    const of = (variant: CfrVariant) => ({
      ...by(iterations, (n) => {
        const { strategy } = cfr(game, { iterations: Number(n), ...variant })
        return { value: expectedPayoffs(game, strategy)['first'], nashconv: 2 * exploitability(game, strategy) }
      }),
      avg10: average(cfr(game, { iterations: 10, ...variant }).strategy),
    })
    return {
      vanilla_simultaneous: of({ variant: 'cfr', alternating: false }),
      vanilla_alternating: of({ variant: 'cfr', alternating: true }),
      cfr_plus_alternating_linear: of({ variant: 'cfr+', alternating: true }),
    }
  },
  'matrix-games': async ({ A, B, rps, gmp }) => {
    const [a, b] = [await solveZeroSum(A), await solveZeroSum(B)]
    const counts = (rounds: number) =>
      fictitiousPlay(matrixGame(rps), { rounds, start: [0, 1] }).strategies.map((side) =>
        side.map((share) => Math.round(share * rounds)),
      )
    const played = Array.from({ length: 12 }, (_, t) => {
      const [before, after] = [counts(t + 1), counts(t + 2)]
      return after.map((side, player) => side.findIndex((count, k) => count > before[player]![k]!))
    })
    return {
      value_A: a.value,
      row_A: a.strategies[0],
      value_B: b.value,
      row_B: b.strategies[0],
      fp: played,
      fp_counts: counts(13),
      qre: by([0.5, 1, 3], (lambda) =>
        quantalResponse(matrixGame(gmp.row, gmp.col), { lambda: Number(lambda) }).strategies.map((side) => side[0]),
      ),
    }
  },
  'shapley-glove': () => ({
    phi: Object.values(
      shapleyValue(coalitionGame(['0', '1', '2'], (who) => (who.includes('0') && who.length > 1 ? 1 : 0))),
    ),
  }),
  'chain-mdp': ({ slip, gamma }) => {
    const process = chain(slip, gamma)
    const { values } = valueIteration(process)
    return {
      V: [...values],
      Q: actionValues(process, values).map((own) => (own.length ? own : [0, 0])),
      V_soft: [...valueIteration(process, { temperature: 0.1 }).values],
    }
  },
  'value-learning': ({ expectile: sample, q_row, action }) => {
    let values: readonly number[] = [0, 0, 0]
    const trace = [
      [0, 1],
      [1, 0],
      [0, 0],
      [2, 1],
      [2, 1],
    ].map(([act, reward]) => {
      values = valueUpdate(values, { action: act!, reward: reward! }, { rate: 0.3 })
      return values
    })
    return {
      q_trace: trace,
      expectile: by([0.5, 0.7, 0.9], (tau) => expectile(sample, Number(tau))),
      cql: conservativePenalty(q_row, action),
      // The entry does not say which behaviour policy and which beta: these have the numbers it gives.
      ilql: advantageWeightedPolicy([0.2, 0.5, 0.3], q_row, { sharpness: 4 }),
    }
  },
  pav: ({ Q_base, K }) => {
    // A base value of the state itself is in the data, beside those after each of three steps.
    expect(bestOfProver(Q_base.s, 2)).toBeCloseTo(0.51, 12)
    return by(K, (k) => by(['s1', 's2', 's3'], (s) => stepProgress(Q_base.s, Q_base[s], { k: Number(k) })))
  },
  'onpolicy-bandit': () => ({
    pi_data_max_bin: squashedCauchy.indexOf(Math.max(...squashedCauchy)),
    pi_data_at: by([0, 10, 20, 50, 70, 99], (bin) => squashedCauchy[Number(bin)]),
    R4: onPolicy(70, 10, true),
    R5: onPolicy(20, 10, true),
    R8: onPolicy(70, 20, true),
    R9: onPolicy(70, 30, false),
  }),
  'preference-losses': ({ logratio_chosen, logratio_rejected, beta, label_smoothing, kl_ref, modpo }) => {
    const ratios = { chosen: logratio_chosen, rejected: logratio_rejected }
    const smoothing = label_smoothing
    return {
      dpo: dpoLoss(ratios, { beta }).loss,
      hinge: hingePreferenceLoss(ratios, { beta }).loss,
      ipo_total: ipoLoss(ratios, { beta }).loss,
      robust: robustDpoLoss(ratios, { beta, smoothing }).loss,
      cdpo: dpoLoss(ratios, { beta, smoothing }).loss,
      kto_pair: {
        desirable: ktoLoss({ logRatio: ratios.chosen, desirable: true }, { beta, baseline: kl_ref }).loss,
        undesirable: ktoLoss({ logRatio: ratios.rejected, desirable: false }, { beta, baseline: kl_ref }).loss,
      },
      sppo: sppoLoss(ratios, { beta }).loss,
      nca: ncaLoss(ratios, { beta }).loss,
      bco: bcoLoss(ratios, { beta }).loss,
      apo_zero: apoLoss(ratios, { beta, anchor: 'zero' }).loss,
      apo_down: apoLoss(ratios, { beta, anchor: 'down' }).loss,
      exo: exoLoss(ratios, { beta, smoothing }).loss,
      modpo: modpoLoss(ratios, {
        beta,
        weights: modpo.w,
        objective: 0,
        margins: [modpo.margin_chosen - modpo.margin_rejected],
      }).loss,
      dpo_grad_coef: -dpoLoss(ratios, { beta }).gradient.chosen,
    }
  },
  'bt-reward-losses': ({ r_chosen, r_rejected, magnitude, soft_label }) => {
    const rewards = { chosen: r_chosen, rejected: r_rejected }
    return {
      plain: rewardPairLoss(rewards).loss,
      margin: rewardPairLoss(rewards, { margin: magnitude }).loss,
      scaled: rewardPairLoss(rewards, { scale: magnitude }).loss,
      soft: rewardPairLoss(rewards, { label: soft_label }).loss,
      llama2_margin_third: rewardPairLoss(rewards, { margin: 1 / 3 }).loss,
    }
  },
  'policy-gradient': ({ group_rewards, ratio, adv_pos, adv_neg, gae, kl }) => {
    const clipped = (advantages: readonly number[], high?: number) =>
      ratio.map((r: number, i: number) =>
        clippedObjective({ ratio: r, advantage: advantages[i]! }, high === undefined ? {} : { high }),
      )
    const estimated = generalisedAdvantages({ rewards: gae.r, values: gae.V }, { discount: gae.gamma, lambda: gae.lam })
    return {
      grpo: groupAdvantages(group_rewards),
      grpo_pop: groupAdvantages(group_rewards, { scale: 'population', epsilon: 1e-8 }),
      dr_grpo: groupAdvantages(group_rewards, { scale: 'none' }),
      rloo: leaveOneOutAdvantages(group_rewards),
      ppo_pos: clipped(adv_pos),
      ppo_neg: clipped(adv_neg),
      dapo_high28: clipped(adv_pos, 0.28),
      gae: estimated.advantages,
      returns: estimated.returns,
      delta: estimated.errors,
      ...divergenceEstimates(kl.p, kl.ref),
    }
  },
  'd3s-max-variance-subset': ({ adv }) => {
    const every = (size: number): number =>
      Math.max(
        ...Array.from({ length: 2 ** adv.length }, (_, set) => adv.filter((_: number, i: number) => set & (1 << i)))
          .filter((chosen) => chosen.length === size)
          .map(
            (chosen) =>
              dot(chosen, chosen) / size -
              (dot(
                chosen,
                chosen.map(() => 1),
              ) /
                size) **
                2,
          ),
      )
    return {
      brute: by([2, 3, 4, 5, 6, 7, 8], (size) => every(Number(size))),
      two_ended: by([2, 3, 4, 5, 6, 7, 8], (size) => mostVariedSubset(adv, Number(size)).variance),
    }
  },
  'dpo-token-tree': ({ ref, leaf_reward, beta }) => {
    const states = ['', 'a', 'b', 'ac', 'ad', 'bc', 'bd']
    const acts = (state: string): string[] => Object.keys(ref[state] ?? {})
    const process = {
      transitions: states.map((state) => acts(state).map((act) => [[states.indexOf(state + act), 1] as const])),
      rewards: states.map((state) => acts(state).map((act) => leaf_reward[state + act] ?? 0)),
      discount: 1,
    }
    const reference = states.map((state) => acts(state).map((act) => ref[state][act]))
    const { values } = valueIteration(process, { temperature: beta, reference, horizon: 2 })
    const policy = softPolicy(process, values, { temperature: beta, reference })
    const pi = by(['', 'a', 'b'], (state) =>
      Object.fromEntries(acts(state).map((act, k) => [act, policy[states.indexOf(state)]![k]!])),
    )
    return {
      V: by(['', 'a', 'b'], (state) => values[states.indexOf(state)]),
      pi,
      path_implicit: by(
        Object.keys(leaf_reward),
        ([one, two]) =>
          beta * (Math.log(pi['']![one!]! / ref[''][one!]) + Math.log(pi[one!]![two!]! / ref[one!][two!])),
      ),
      r_minus_V0: by(Object.keys(leaf_reward), (leaf) => leaf_reward[leaf] - values[0]!),
    }
  },
  'kl-optimal-policy': ({ ref, r, beta }) => {
    const optima = beta.map((each: number) => regularisedOptimum(ref, r, { beta: each }))
    return { pi: optima.map((each: Loose) => each.policy), J: optima.map((each: Loose) => each.value) }
  },
  'rescorla-wagner': ({ cues, alpha, beta }) => ({
    trace: rescorlaWagner(
      cues.map(([shown, outcome]: [number[], number]) => ({ cues: shown, outcome })),
      { saliences: alpha, rate: beta },
    ),
  }),
}

/** Parts of the output that another file computes: the fit of a bandit is a statistic. */
const elsewhere: Readonly<Record<string, readonly string[]>> = { 'rescorla-wagner': ['nll_at', 'fit'] }

describe.skipIf(!present)('reference values of learners and solvers (skipped where ../shared is absent)', () => {
  for (const [id, compute] of Object.entries(computed))
    test(id, async () => {
      const entry = references.find((one) => one.id === id)
      if (!entry) throw new Error(`the reference file has no entry ${id}`)
      const ours = await compute(entry.data)
      expect([...Object.keys(ours), ...(elsewhere[id] ?? [])].sort()).toEqual(Object.keys(entry.output).sort())
      compare(ours, entry.output, entry.tol, id)
    })
})
