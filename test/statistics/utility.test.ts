import fc from 'fast-check'
import { luckOf } from 'suasion'
import {
  bestOfDivergence,
  choiceCrossEntropy,
  cycleProbability,
  deltaRule,
  deltaRuleLoss,
  exchangeRate,
  expectedNormalMaximum,
  expectedUtility,
  expectedUtilityProperty,
  goldPeak,
  goldReward,
  informationGain,
  normalisedUtilities,
  thurstonianChoice,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

const value = fc.double({ min: -5, max: 5, noNaN: true })
const above = fc.double({ min: 0.05, max: 5, noNaN: true })

describe('utilities', () => {
  test('a choice and its reverse share 1, and a certain chooser of equals is a coin', () => {
    fc.assert(
      fc.property(value, value, above, above, (a, b, s, t) => {
        const one = { mean: a, variance: s }
        const other = { mean: b, variance: t }
        expect(thurstonianChoice(one, other) + thurstonianChoice(other, one)).toBeCloseTo(1, 12)
      }),
    )
    const certain = { mean: 1, variance: 0 }
    expect(thurstonianChoice(certain, certain)).toBe(0.5)
    expect(() => thurstonianChoice({ mean: 1, variance: -1 }, certain)).toThrow('first option is -1')
    expect(() => thurstonianChoice(certain, certain, { floor: 0 })).toThrow('above 0')
  })

  test('scaled have mean 0 and sd 1', () => {
    const scaled = normalisedUtilities([
      { mean: 3, variance: 1 },
      { mean: 5, variance: 2 },
      { mean: 10, variance: 1 },
    ])
    const means = scaled.map(({ mean }) => mean)
    expect(means.reduce((a, b) => a + b)).toBeCloseTo(0, 12)
    expect(means.reduce((sum, x) => sum + x * x, 0) / 2).toBeCloseTo(1, 4)
    expect(scaled[1]!.variance / scaled[0]!.variance).toBeCloseTo(2, 12)
    expect(() => normalisedUtilities([{ mean: 3, variance: 1 }])).toThrow('at least two')
  })

  test('the cross-entropy is least at the shares themselves', () => {
    expect(choiceCrossEntropy([0.7], [0.7])).toBeLessThan(choiceCrossEntropy([0.6], [0.7]))
    expect(choiceCrossEntropy([1, 0], [1, 0])).toBe(0)
    expect(choiceCrossEntropy([0], [0.5])).toBe(Number.POSITIVE_INFINITY)
    expect(() => choiceCrossEntropy([0.5], [])).toThrow('at least 1')
    expect(() => choiceCrossEntropy([0.5], [0.5, 0.5])).toThrow('1 predicted chances, and 2')
    expect(() => choiceCrossEntropy([1.5], [1])).toThrow('is 1.5')
  })

  test('a coin runs in a circle in a quarter of triads, a consistent chooser in none', () => {
    expect(cycleProbability(0.5, 0.5, 0.5)).toBe(0.25)
    expect(cycleProbability(1, 1, 1)).toBe(0)
    expect(cycleProbability(1, 1, 0)).toBe(1)
    expect(() => cycleProbability(2, 0, 0)).toThrow('is 2')
  })

  test('rates of exchange are each other reversed, and 1 between a good and itself', () => {
    const amounts = [1, 2, 5, 10, 100]
    fc.assert(
      fc.property(above, above, value, value, (slope, other, a, b) => {
        const one = { slope, intercept: a }
        const two = { slope: other, intercept: b }
        const there = exchangeRate(one, two, amounts)
        // A steep good against a flat one can have a rate that no double holds.
        if (there > 0 && Number.isFinite(there))
          expect(Math.log(there) + Math.log(exchangeRate(two, one, amounts))).toBeCloseTo(0, 8)
        expect(Math.log(exchangeRate(one, one, amounts))).toBeCloseTo(0, 8)
      }),
    )
    // Of equal slopes the rate is exp of the difference of intercepts over the slope, whatever the amounts.
    const flat = { slope: 0.5, intercept: 0 }
    expect(exchangeRate(flat, { slope: 0.5, intercept: 1 }, [3, 7])).toBeCloseTo(Math.exp(2), 10)
    expect(() => exchangeRate({ slope: 0, intercept: 0 }, flat, [1])).toThrow('first good does not grow')
    expect(() => exchangeRate(flat, flat, [0])).toThrow('an amount is 0')
  })

  test('lotteries valued at their expectation keep the property, and the reverse breaks it', () => {
    const lotteries = [
      { chances: [0.5, 0.5], utilities: [0, 4] },
      { chances: [1], utilities: [1] },
      { chances: [0.1, 0.9], utilities: [10, 0] },
    ]
    const valued = (sign: number) => lotteries.map((one) => ({ ...one, valued: sign * expectedUtility(one) }))
    expect(expectedUtilityProperty(valued(1))).toEqual({ sameOrder: 1, difference: 0 })
    // The second and the third are worth the same: a tie is a tie both ways.
    expect(expectedUtilityProperty(valued(-1)).sameOrder).toBeCloseTo(1 / 3, 12)
    expect(() => expectedUtility({ chances: [0.5], utilities: [1] })).toThrow('sum to 0.5')
    expect(() => expectedUtility({ chances: [1.5, -0.5], utilities: [1, 1] })).toThrow('is -0.5')
    expect(() => expectedUtility({ chances: [1], utilities: [1, 2] })).toThrow('1 chances, and 2 utilities')
    expect(() => expectedUtilityProperty([])).toThrow('there are 0')
  })
})

describe('information gain', () => {
  test('is nothing for an answer that depends on nothing, and all for one that tells', () => {
    const prior = [0.5, 0.25, 0.25]
    const same = prior.map(() => [0.3, 0.7])
    expect(informationGain(prior, same).value).toBeCloseTo(0, 12)
    const told = informationGain(
      prior,
      prior.map((_, h) => prior.map((_, a) => (a === h ? 1 : 0))),
    )
    expect([told.value, told.prior]).toEqual([1.5, 1.5])
    const never = informationGain(
      prior,
      prior.map(() => [1, 0]),
    )
    expect(never.answers[1]).toEqual({ chance: 0, posterior: null })
  })

  test('is never below 0, and the beliefs after each answer average to the belief before', () => {
    const chance = fc.double({ min: 0.01, max: 0.99, noNaN: true })
    fc.assert(
      fc.property(fc.tuple(chance, chance, chance), chance, (yes, share) => {
        const prior = [share, (1 - share) / 2, (1 - share) / 2]
        const asked = informationGain(
          prior,
          yes.map((p) => [p, 1 - p]),
        )
        expect(asked.value).toBeGreaterThanOrEqual(0)
        expect(asked.value).toBeLessThanOrEqual(1)
        for (const [h, p] of prior.entries())
          expect(asked.answers.reduce((sum, one) => sum + one.chance * one.posterior![h]!, 0)).toBeCloseTo(p, 12)
      }),
    )
  })

  test('refuses what is no belief and no question', () => {
    const half = [0.5, 0.5]
    expect(() => informationGain([0.5, 0.6], [[1], [1]])).toThrow('the prior')
    expect(() => informationGain(half, [[1]])).toThrow('2 hypotheses, and answers under 1')
    expect(() => informationGain(half, [[1], half])).toThrow('hypothesis 1 has 2 answers')
    expect(() => informationGain(half, [half, [0.5, Number.NaN]])).toThrow('hypothesis 1: value 1 is NaN')
  })
})

describe('over-optimisation', () => {
  test('the largest of two, three and many normal draws is as known', () => {
    expect(expectedNormalMaximum(2)).toBeCloseTo(1 / Math.sqrt(Math.PI), 12)
    expect(expectedNormalMaximum(3)).toBeCloseTo(1.5 / Math.sqrt(Math.PI), 12)
    // R: integrate(function(x) x * n * dnorm(x) * exp((n - 1) * pnorm(x, log.p = TRUE)), -10, 12, rel.tol = 1e-12)
    expect(expectedNormalMaximum(1e6)).toBeCloseTo(4.862897486196, 10)
    expect(expectedNormalMaximum(1e9)).toBeCloseTo(6.087684584446, 10)
    expect(bestOfDivergence(1)).toBe(0)
  })

  test('the gold reward is highest at its peak', () => {
    const curve = { alpha: 0.7, beta: 0.2 }
    for (const by of ['best-of-n', 'reinforcement'] as const) {
      const at = (d: number) => goldReward(curve, d * d, by)
      const peak = goldPeak(curve, by)
      expect(at(peak)).toBeGreaterThan(at(peak * 1.01))
      expect(at(peak)).toBeGreaterThan(at(peak * 0.99))
      expect(at(0)).toBe(0)
    }
  })

  test('refuses what is no number of draws and no curve', () => {
    expect(() => bestOfDivergence(0)).toThrow('number of draws is 0')
    expect(() => expectedNormalMaximum(1e12)).toThrow('the most is')
    expect(() => goldPeak({ alpha: 1, beta: 0 }, 'best-of-n')).toThrow('never falls')
    expect(() => goldPeak({ alpha: -1, beta: 1 }, 'best-of-n')).toThrow('from the start')
    expect(() => goldReward({ alpha: 1, beta: 1 }, -1, 'best-of-n')).toThrow('the divergence is -1')
    expect(() => goldReward({ alpha: 1, beta: 1 }, 1, 'luck' as 'best-of-n')).toThrow('not luck')
  })
})

describe('the delta rule', () => {
  const luck = luckOf('delta rule')
  /** A learner at two arms whose better one changes every 50 rounds. */
  const played = (rate: number, sharpness: number, rounds: number) => {
    const values = [0, 0]
    return Array.from({ length: rounds }, (_, t) => {
      const own = luck.of(t)
      const arm = own.uniform() < 1 / (1 + Math.exp(-sharpness * (values[1]! - values[0]!))) ? 1 : 0
      const better = Math.floor(t / 50) % 2
      const reward = own.uniform() < (arm === better ? 0.7 : 0.3) ? 1 : 0
      values[arm]! += rate * (reward - values[arm]!)
      return { arm, reward }
    })
  }

  test('recovers the learner that made the choices', () => {
    const fit = deltaRule(played(0.3, 4, 2000), { arms: 2 })
    expect(fit.converged).toBe(true)
    for (const [estimate, truth] of [
      [fit.rate, 0.3],
      [fit.sharpness, 4],
    ] as const) {
      expect(estimate.interval![0]).toBeLessThan(truth)
      expect(estimate.interval![1]).toBeGreaterThan(truth)
      expect(estimate.value / truth).toBeGreaterThan(0.8)
      expect(estimate.value / truth).toBeLessThan(1.25)
    }
    expect(fit.loss).toBeLessThan(fit.chance)
  })

  test('has no interval at an edge, and a blind chooser the loss of chance', () => {
    const stubborn = Array.from({ length: 30 }, () => ({ arm: 0, reward: 1 }))
    const fit = deltaRule(stubborn, { arms: 2 })
    expect(fit.converged).toBe(false)
    expect(fit.rate.interval).toBeUndefined()
    expect(fit.sharpness.note).toContain('no interval')
    expect(deltaRuleLoss(stubborn, { arms: 3, rate: 0.5, sharpness: 0 })).toBeCloseTo(30 * Math.log(3), 10)
  })

  test('refuses what is no choice', () => {
    const one = [{ arm: 0, reward: 0 }]
    expect(() => deltaRule([], { arms: 2 })).toThrow('no choice')
    expect(() => deltaRule([{ arm: 2, reward: 0 }], { arms: 2 })).toThrow('choice 0 is of arm 2')
    expect(() => deltaRule([{ arm: 0, reward: Number.NaN }], { arms: 2 })).toThrow('reward of choice 0 is NaN')
    expect(() => deltaRule(one, { arms: 1 })).toThrow('number of arms is 1')
    expect(() => deltaRuleLoss(one, { arms: 2, rate: 2, sharpness: 1 })).toThrow('learning rate is 2')
    expect(() => deltaRule(one, { arms: 2, level: 95 })).toThrow('level')
  })
})
