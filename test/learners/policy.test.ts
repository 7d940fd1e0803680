import fc from 'fast-check'
import { luckOf } from 'suasion'
import {
  advantageWeightedPolicy,
  ascend,
  bestOfLaw,
  bestOfProver,
  clippedObjective,
  conservativePenalty,
  divergenceEstimates,
  expectile,
  generalisedAdvantages,
  groupAdvantages,
  imitationGradient,
  leaveOneOutAdvantages,
  mostVariedSubset,
  regularisedOptimum,
  rescorlaWagner,
  rewardGradient,
  stepProgress,
  valueUpdate,
} from 'suasion/learners'
import { bestOfDivergence } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

const step = 1e-5
const dot = (x: readonly number[], y: readonly number[]): number => x.reduce((sum, a, i) => sum + a * y[i]!, 0)
const policyOf = (logits: readonly number[]) => {
  const weights = logits.map(Math.exp)
  const sum = weights.reduce((a, b) => a + b)
  return weights.map((w) => w / sum)
}
const value = fc.double({ min: -3, max: 3, noNaN: true })
const fours = fc.tuple(value, value, value, value)
const law = fours.map(policyOf)
const divergence = (p: readonly number[], q: readonly number[]): number =>
  p.reduce((sum, x, i) => sum + (x > 0 ? x * Math.log(x / q[i]!) : 0), 0)

describe('exact gradients on a finite set of answers', () => {
  test('are those of the expected reward and of the mean log-likelihood', () => {
    fc.assert(
      fc.property(fours, fours, law, (logits, rewards, target) => {
        const reward = rewardGradient(policyOf(logits), rewards)
        const imitation = imitationGradient(policyOf(logits), target)
        for (const a of logits.keys()) {
          const slope = (f: (policy: readonly number[]) => number) => {
            const moved = (by: number) => f(policyOf(logits.map((x, k) => (k === a ? x + by : x))))
            return (moved(step) - moved(-step)) / (2 * step)
          }
          expect(reward[a]).toBeCloseTo(
            slope((policy) => dot(policy, rewards)),
            7,
          )
          expect(imitation[a]).toBeCloseTo(
            slope((policy) => dot(target, policy.map(Math.log))),
            7,
          )
        }
      }),
    )
  })

  test('lead to the best answer, and to the target', () => {
    const rewards = [0, 1, 0.5]
    const learnt = ascend([2, 0, 0], (policy) => rewardGradient(policy, rewards), { rate: 1, steps: 3000 })
    expect(learnt.policy[1]).toBeGreaterThan(0.99)
    const target = [0.2, 0.3, 0.5]
    const copied = ascend([2, 0, 0], (policy) => imitationGradient(policy, target), { rate: 1, steps: 500 })
    for (const [a, p] of copied.policy.entries()) expect(p).toBeCloseTo(target[a]!, 8)
    expect(ascend([0, 0], () => [1, 0], { rate: 1, steps: 0 }).policy).toEqual([0.5, 0.5])
  })

  test('refuse what is no policy and no gradient', () => {
    expect(() => rewardGradient([0.5, 0.6], [0, 1])).toThrow('sums to 1.1')
    expect(() => rewardGradient([0.5, 0.5], [0])).toThrow('1 numbers where 2')
    expect(() => imitationGradient([0.5, 0.5], [1])).toThrow('1 entries for 2')
    expect(() => ascend([0, 0], () => [Number.NaN, 0], { rate: 1, steps: 1 })).toThrow('the gradient: number 0 is NaN')
    expect(() => ascend([0, 0], () => [0, 0], { rate: 0, steps: 1 })).toThrow('the step size is 0')
  })
})

describe('better policies from a reference', () => {
  test('no policy gets more of reward less beta x divergence than the optimum', () => {
    fc.assert(
      fc.property(law, fours, law, fc.double({ min: 0.05, max: 5, noNaN: true }), (reference, rewards, other, beta) => {
        const best = regularisedOptimum(reference, rewards, { beta })
        const worth = (policy: readonly number[]) => dot(policy, rewards) - beta * divergence(policy, reference)
        expect(worth(best.policy)).toBeCloseTo(best.value, 9)
        expect(worth(other)).toBeLessThanOrEqual(best.value + 1e-9)
      }),
    )
    expect(regularisedOptimum([0.5, 0.5], [0, 1000], { beta: 0.1 }).policy).toEqual([0, 1])
    expect(regularisedOptimum([1, 0], [0, 1000], { beta: 0.1 })).toEqual({ policy: [1, 0], value: 0 })
  })

  test('the law of the best of n is what drawing n answers and keeping the best gives', () => {
    const reference = [0.4, 0.3, 0.2, 0.1]
    const rewards = [0, 1, 1, 2]
    const luck = luckOf('best')
    const counts = reference.map(() => 0)
    const rounds = 20_000
    for (let t = 0; t < rounds; t++) {
      const own = luck.of(t)
      const drawn = [0, 1, 2].map(() => own.weighted([0, 1, 2, 3], reference))
      const most = Math.max(...drawn.map((a) => rewards[a]!))
      counts[drawn.find((a) => rewards[a] === most)!]!++
    }
    for (const [a, p] of bestOfLaw(reference, rewards, 3).entries())
      expect(Math.abs(counts[a]! / rounds - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / rounds))
  })

  test('the law sums to 1, is the reference at n 1, and is nowhere further from it than ln n - (n - 1)/n', () => {
    fc.assert(
      fc.property(law, fours, fc.integer({ min: 1, max: 200 }), (reference, rewards, n) => {
        const kept = bestOfLaw(reference, rewards, n)
        expect(kept.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
        expect(divergence(kept, reference)).toBeLessThanOrEqual(bestOfDivergence(n) + 1e-9)
        expect(dot(kept, rewards)).toBeGreaterThanOrEqual(dot(reference, rewards) - 1e-12)
        for (const [a, p] of bestOfLaw(reference, rewards, 1).entries()) expect(p).toBeCloseTo(reference[a]!, 12)
      }),
    )
    const fine = Array.from({ length: 5000 }, () => 1 / 5000)
    const kept = bestOfLaw(
      fine,
      fine.map((_, a) => a),
      8,
    )
    expect(divergence(kept, fine)).toBeCloseTo(bestOfDivergence(8), 3)
    expect(() => bestOfLaw([1], [0], 1.5)).toThrow('the number of draws is 1.5')
    expect(() => regularisedOptimum([1], [0], { beta: 0 })).toThrow('beta is 0')
  })
})

describe('advantages', () => {
  test('of a group are centred, and those that leave one out are centred rewards times n / (n - 1)', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 12 }), (rewards) => {
        const centred = groupAdvantages(rewards, { scale: 'none' })
        expect(centred.reduce((a, b) => a + b)).toBeCloseTo(0, 10)
        for (const [i, a] of leaveOneOutAdvantages(rewards).entries())
          expect(a).toBeCloseTo((centred[i]! * rewards.length) / (rewards.length - 1), 10)
      }),
    )
    expect(groupAdvantages([1, 1, 1])).toEqual([0, 0, 0])
  })

  test('by generalised estimation are errors at lambda 0, and return less value at lambda 1', () => {
    const episode = { rewards: [1, -0.5, 2], values: [0.3, 0.7, -0.2], last: 0.4 }
    const errors = generalisedAdvantages(episode, { discount: 0.9, lambda: 0 })
    expect(errors.advantages).toEqual(errors.errors)
    const whole = generalisedAdvantages(episode, { discount: 0.9, lambda: 1 })
    expect(whole.returns[0]).toBeCloseTo(1 - 0.45 + 0.81 * 2 + 0.729 * 0.4, 12)
  })

  test('refuse a group of one, and episodes of unequal parts', () => {
    expect(() => groupAdvantages([1])).toThrow('at least 2')
    expect(() => groupAdvantages([1, 2], { epsilon: 0 })).toThrow('epsilon is 0')
    expect(() => groupAdvantages([1, 2], { scale: 'sd' as 'none' })).toThrow('sample, population and none')
    expect(() => leaveOneOutAdvantages([1, Number.NaN])).toThrow('number 1 is NaN')
    expect(() => generalisedAdvantages({ rewards: [1], values: [] }, { discount: 1, lambda: 1 })).toThrow(
      '0 numbers where 1',
    )
    expect(() => generalisedAdvantages({ rewards: [1], values: [0] }, { discount: 2, lambda: 1 })).toThrow(
      'the discount is 2',
    )
  })
})

test('the clipped objective never promises more than the plain one, and is flat past its bound', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 5, noNaN: true }), value, (ratio, advantage) => {
      expect(clippedObjective({ ratio, advantage })).toBeLessThanOrEqual(ratio * advantage + 1e-12)
    }),
  )
  expect(clippedObjective({ ratio: 2, advantage: 1 })).toBe(clippedObjective({ ratio: 3, advantage: 1 }))
  expect(clippedObjective({ ratio: 2, advantage: -1 })).toBe(-2)
  expect(() => clippedObjective({ ratio: 0, advantage: 1 })).toThrow('the ratio is 0')
  expect(() => clippedObjective({ ratio: 1, advantage: 1 }, { low: 1.5 })).toThrow('1.5 and 0.2')
})

test('k1 and k3 have the divergence as their mean over acts of the policy, and k3 is never below 0', () => {
  fc.assert(
    fc.property(law, law, (policy, reference) => {
      const estimates = policy.map((p, a) => divergenceEstimates(p, reference[a]!))
      expect(
        dot(
          policy,
          estimates.map(({ k1 }) => k1),
        ),
      ).toBeCloseTo(divergence(policy, reference), 9)
      expect(
        dot(
          policy,
          estimates.map(({ k3 }) => k3),
        ),
      ).toBeCloseTo(divergence(policy, reference), 9)
      for (const { k2, k3 } of estimates) expect(Math.min(k2, k3)).toBeGreaterThanOrEqual(0)
    }),
  )
  expect(() => divergenceEstimates(0, 0.5)).toThrow('under the policy is 0')
})

test('the most varied subset is the best of all subsets of its size', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 8 }), fc.nat(7), (values, k) => {
      const size = 1 + (k % values.length)
      const variance = (chosen: readonly number[]) =>
        dot(chosen, chosen) / size - (chosen.reduce((a, b) => a + b, 0) / size) ** 2
      const best = Math.max(
        ...Array.from({ length: 2 ** values.length }, (_, set) => values.filter((_, i) => set & (1 << i)))
          .filter((chosen) => chosen.length === size)
          .map(variance),
      )
      const found = mostVariedSubset(values, size)
      expect(found.variance).toBeCloseTo(best, 10)
      expect(new Set(found.places).size).toBe(size)
      expect(variance(found.places.map((i) => values[i]!))).toBeCloseTo(best, 10)
    }),
  )
  expect(() => mostVariedSubset([1, 2], 3)).toThrow('there are 2 values')
})

describe('values', () => {
  test('the expectile balances what lies above and below it, and grows with tau from the least to the largest', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 9 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (values, tau) => {
          const m = expectile(values, tau)
          const pull = values.reduce((sum, x) => sum + (x > m ? tau : 1 - tau) * (x - m), 0)
          expect(pull).toBeCloseTo(0, 9)
        },
      ),
    )
    expect(expectile([1, 2, 3, 10], 0.5)).toBe(4)
    expect(expectile([1, 2, 3, 10], 1 - 1e-9)).toBeCloseTo(10, 6)
    expect(expectile([1, 2, 3, 10], 1e-9)).toBeCloseTo(1, 6)
    expect(() => expectile([], 0.5)).toThrow('at least 1')
    expect(() => expectile([1], 1)).toThrow('tau is 1')
  })

  test('Q-learning finds the values of a chain, and a rate of 1 forgets all before', () => {
    let q: readonly (readonly number[])[] = [[0], [0]]
    for (let t = 0; t < 200; t++) {
      q = [
        valueUpdate(q[0]!, { action: 0, reward: 0, next: Math.max(...q[1]!) }, { rate: 0.5, discount: 0.9 }),
        valueUpdate(q[1]!, { action: 0, reward: 1 }, { rate: 0.5, discount: 0.9 }),
      ]
    }
    expect(q[0]![0]).toBeCloseTo(0.9, 10)
    expect(valueUpdate([5, 2], { action: 0, reward: 1 }, { rate: 1 })).toEqual([1, 2])
    expect(() => valueUpdate([0], { action: 1, reward: 0 }, { rate: 0.1 })).toThrow('the action is 1')
    expect(() => valueUpdate([0], { action: 0, reward: 0 }, { rate: 1.1 })).toThrow('the learning rate is 1.1')
  })

  test('the penalty is least for the best action; a sharp policy takes it, and none takes what the data do not hold', () => {
    expect(conservativePenalty([0, 0, 0], 1)).toBeCloseTo(Math.log(3), 12)
    expect(conservativePenalty([900, 0], 0)).toBe(0)
    expect(() => conservativePenalty([0], -1)).toThrow('the action is -1')
    expect(advantageWeightedPolicy([0.3, 0.3, 0.4], [1, 2, 3], { sharpness: 1e4 })).toEqual([0, 0, 1])
    const held = advantageWeightedPolicy([0.5, 0.5, 0], [1, 1, 3], { sharpness: 5 })
    expect(held[0]).toBeCloseTo(0.5, 12)
    expect(held[2]).toBe(0)
    expect(() => advantageWeightedPolicy([0.5, 0.5], [1, 2], { sharpness: 0 })).toThrow('the sharpness is 0')
  })

  test('a prover of one try is the base policy; with many tries progress vanishes', () => {
    expect(stepProgress(0.3, 0.5, { k: 1 })).toBeCloseTo(0.2, 12)
    expect(bestOfProver(0, 9)).toBe(0)
    expect(bestOfProver(1, 9)).toBe(1)
    expect(stepProgress(0.3, 0.5, { k: 200 })).toBeLessThan(1e-12)
    expect(() => stepProgress(1.2, 0.5, { k: 1 })).toThrow('1.2')
  })
})

test('conditioning shows blocking and overshadowing, and refuses bad trials', () => {
  const both = (cues: readonly number[]) => ({ cues, outcome: 1 })
  const options = { saliences: [0.5, 0.5], rate: 0.4 }
  const first = Array.from({ length: 60 }, () => both([1, 0]))
  const compound = Array.from({ length: 60 }, () => both([1, 1]))
  const blocked = rescorlaWagner([...first, ...compound], options).at(-1)!
  const shared = rescorlaWagner(compound, options).at(-1)!
  expect(blocked[1]).toBeLessThan(0.01)
  expect(shared[0]).toBeCloseTo(0.5, 6)
  expect(shared[1]).toBeCloseTo(0.5, 6)
  expect(rescorlaWagner([], options)).toEqual([])
  expect(() => rescorlaWagner([both([1])], options)).toThrow('the cues of trial 0: 1 numbers where 2')
  expect(() => rescorlaWagner(first, { saliences: [0.5, 2], rate: 0.4 })).toThrow('the salience of cue 1 is 2')
})
