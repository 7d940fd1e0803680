import fc from 'fast-check'
import {
  apoLoss,
  ascend,
  bcoLoss,
  dpoLoss,
  exoLoss,
  hingePreferenceLoss,
  ipoLoss,
  ktoLoss,
  type LogRatios,
  modpoLoss,
  ncaLoss,
  type PairLoss,
  preferenceGradient,
  regularisedOptimum,
  rewardPairLoss,
  robustDpoLoss,
  sppoLoss,
} from 'suasion/learners'
import { describe, expect, test } from 'vitest'

const losses: Readonly<Record<string, (ratios: LogRatios) => PairLoss>> = {
  dpo: (r) => dpoLoss(r, { beta: 0.3 }),
  'conservative dpo': (r) => dpoLoss(r, { beta: 0.3, smoothing: 0.2 }),
  'robust dpo': (r) => robustDpoLoss(r, { beta: 0.3, smoothing: 0.2 }),
  hinge: (r) => hingePreferenceLoss(r, { beta: 0.3 }),
  ipo: (r) => ipoLoss(r, { beta: 0.3 }),
  nca: (r) => ncaLoss(r, { beta: 0.3 }),
  bco: (r) => bcoLoss(r, { beta: 0.3, shift: 0.1 }),
  sppo: (r) => sppoLoss(r, { beta: 0.3 }),
  exo: (r) => exoLoss(r, { beta: 0.3, smoothing: 0.1 }),
  'apo zero': (r) => apoLoss(r, { beta: 0.3, anchor: 'zero' }),
  'apo down': (r) => apoLoss(r, { beta: 0.3, anchor: 'down' }),
  modpo: (r) => modpoLoss(r, { beta: 0.3, weights: [0.2, 0.5, 0.3], objective: 1, margins: [0.4, -0.7] }),
}
const ratios = fc.record({
  chosen: fc.double({ min: -6, max: 6, noNaN: true }),
  rejected: fc.double({ min: -6, max: 6, noNaN: true }),
})
const step = 1e-5
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

describe('losses on pairs of answers', () => {
  for (const [name, loss] of Object.entries(losses))
    test(`the gradient of ${name} is that of its loss`, () => {
      fc.assert(
        fc.property(ratios, ({ chosen, rejected }) => {
          if (name === 'hinge' && Math.abs(1 - 0.3 * (chosen - rejected)) < 1e-3) return
          const { gradient } = loss({ chosen, rejected })
          const slope = (dw: number, dl: number) =>
            (loss({ chosen: chosen + dw, rejected: rejected + dl }).loss -
              loss({ chosen: chosen - dw, rejected: rejected - dl }).loss) /
            (2 * step)
          expect(gradient.chosen).toBeCloseTo(slope(step, 0), 6)
          expect(gradient.rejected).toBeCloseTo(slope(0, step), 6)
        }),
      )
    })

  test('the gradient of KTO and of the reward loss is that of the loss', () => {
    fc.assert(
      fc.property(ratios, fc.boolean(), ({ chosen, rejected }, desirable) => {
        const kto = (logRatio: number) => ktoLoss({ logRatio, desirable }, { beta: 0.3, baseline: 0.2, weight: 1.2 })
        expect(kto(chosen).slope).toBeCloseTo((kto(chosen + step).loss - kto(chosen - step).loss) / (2 * step), 6)
        const reward = (at: number) => rewardPairLoss({ chosen: at, rejected }, { margin: 0.5, scale: 2, label: 0.8 })
        expect(reward(chosen).slope).toBeCloseTo(
          (reward(chosen + step).loss - reward(chosen - step).loss) / (2 * step),
          6,
        )
      }),
    )
  })

  test('stays finite where a sigmoid rounds to 0', () => {
    const far = { chosen: -20_000, rejected: 20_000 }
    expect(dpoLoss(far, { beta: 0.1 })).toEqual({ loss: 4000, gradient: { chosen: -0.1, rejected: 0.1 } })
    for (const loss of Object.values(losses)) expect(Number.isFinite(loss(far).loss)).toBe(true)
    expect(rewardPairLoss({ chosen: -1e4, rejected: 0 })).toEqual({ loss: 1e4, slope: -1 })
  })

  test('robust DPO has, over labels flipped with its chance, the mean that DPO has on true labels', () => {
    fc.assert(
      fc.property(ratios, ({ chosen, rejected }) => {
        const robust = (r: LogRatios) => robustDpoLoss(r, { beta: 0.3, smoothing: 0.2 }).loss
        const mean = 0.8 * robust({ chosen, rejected }) + 0.2 * robust({ chosen: rejected, rejected: chosen })
        expect(mean).toBeCloseTo(dpoLoss({ chosen, rejected }, { beta: 0.3 }).loss, 10)
      }),
    )
  })

  test('EXO and conservative DPO are smallest where the odds of the policy are those of the label', () => {
    const h = Math.log(0.9 / 0.1) / 0.3
    expect(exoLoss({ chosen: h, rejected: 0 }, { beta: 0.3, smoothing: 0.1 }).loss).toBeCloseTo(0, 12)
    expect(dpoLoss({ chosen: h, rejected: 0 }, { beta: 0.3, smoothing: 0.1 }).gradient.chosen).toBeCloseTo(0, 12)
  })

  test('one objective alone makes MODPO plain DPO; a scale of 2 counts a pair twice', () => {
    const pair = { chosen: 0.4, rejected: -0.9 }
    expect(modpoLoss(pair, { beta: 0.2, weights: [1], objective: 0, margins: [] })).toEqual(
      dpoLoss(pair, { beta: 0.2 }),
    )
    expect(rewardPairLoss(pair, { scale: 2 }).loss).toBeCloseTo(2 * rewardPairLoss(pair).loss, 12)
  })

  test('refuses what is no pair, no strength and no label', () => {
    const pair = { chosen: 0.4, rejected: -0.9 }
    expect(() => dpoLoss({ chosen: Number.NaN, rejected: 0 }, { beta: 1 })).toThrow('the chosen answer is NaN')
    expect(() => ipoLoss(pair, { beta: 0 })).toThrow('beta is 0')
    expect(() => dpoLoss(pair, { beta: 1, smoothing: 0.5 })).toThrow('from 0 to below .5')
    expect(() => exoLoss(pair, { beta: 1, smoothing: 0 })).toThrow('infinite')
    expect(() => ktoLoss({ logRatio: 0, desirable: true }, { beta: 1, baseline: -1 })).toThrow('the baseline is -1')
    expect(() => apoLoss(pair, { beta: 1, anchor: 'up' as 'zero' })).toThrow('zero and down')
    expect(() => modpoLoss(pair, { beta: 1, weights: [0.5, 0.6], objective: 0, margins: [0] })).toThrow('sum to 1')
    expect(() => modpoLoss(pair, { beta: 1, weights: [0.5, 0.5], objective: 2, margins: [0] })).toThrow('there are 2')
    expect(() => modpoLoss(pair, { beta: 1, weights: [0.5, 0.5], objective: 0, margins: [] })).toThrow(
      '0 numbers where 1',
    )
    expect(() => rewardPairLoss(pair, { label: 1.2 })).toThrow('the label is 1.2')
  })
})

describe('DPO over a whole population of pairs', () => {
  const reference = [0.5, 0.3, 0.15, 0.05]
  const rewards = [0, 0.5, 1, 2]
  const population = { source: reference, reference, rewards, beta: 0.5 }

  test('has the optimum of the reward less beta times the divergence as its minimiser, with Bradley-Terry labels', () => {
    const { policy } = regularisedOptimum(reference, rewards, { beta: 0.5 })
    const labels = 'bradley-terry' as const
    for (const slope of preferenceGradient(policy, { ...population, labels })) expect(slope).toBeCloseTo(0, 14)
    const learnt = ascend(reference.map(Math.log), (at) => preferenceGradient(at, { ...population, labels }), {
      rate: 20,
      steps: 2000,
    })
    for (const [a, p] of learnt.policy.entries()) expect(p).toBeCloseTo(policy[a]!, 8)
  })

  test('has no finite minimiser with certain labels: margins go on growing', () => {
    const margin = (steps: number) => {
      const { logits } = ascend(reference.map(Math.log), (at) => preferenceGradient(at, population), { rate: 5, steps })
      return logits[3]! - logits[0]!
    }
    expect(margin(4000)).toBeGreaterThan(margin(1000) + 1)
    expect(margin(1000)).toBeGreaterThan(regularisedOptimum(reference, rewards, { beta: 0.5 }).value)
  })

  test('its gradient is that of the mean loss of its pairs', () => {
    const logits = [0.3, -0.2, 0.9, -1]
    const policyOf = (at: readonly number[]) => {
      const weights = at.map(Math.exp)
      const sum = weights.reduce((a, b) => a + b)
      return weights.map((w) => w / sum)
    }
    for (const labels of ['certain', 'bradley-terry'] as const) {
      const lossAt = (at: readonly number[]) => {
        const d = policyOf(at).map((p, a) => Math.log(p / reference[a]!))
        let sum = 0
        for (const [a, x] of d.entries())
          for (const [b, y] of d.entries()) {
            if (a === b) continue
            const won = labels === 'certain' ? (rewards[a]! > rewards[b]! ? 1 : 0) : sigmoid(rewards[a]! - rewards[b]!)
            // Drawn as (a, b) or as (b, a): twice the chance of each winner.
            sum += 2 * reference[a]! * reference[b]! * won * dpoLoss({ chosen: x, rejected: y }, { beta: 0.5 }).loss
          }
        return sum
      }
      const gradient = preferenceGradient(policyOf(logits), { ...population, labels })
      for (const a of logits.keys()) {
        const moved = (by: number) => lossAt(logits.map((x, k) => (k === a ? x + by : x)))
        expect(gradient[a]).toBeCloseTo(-(moved(step) - moved(-step)) / (2 * step), 7)
      }
    }
  })

  test('refuses an answer that can be drawn and that the policy never gives', () => {
    expect(() => preferenceGradient([1, 0, 0, 0], population)).toThrow('answer 1 can be drawn')
    expect(() => preferenceGradient([0.5, 0.5], population)).toThrow('the source of pairs has 4 entries for 2')
    expect(() => preferenceGradient(reference, { ...population, labels: 'x' as 'certain' })).toThrow(
      'certain or bradley',
    )
  })
})
