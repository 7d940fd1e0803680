import fc from 'fast-check'
import { luckOf } from 'suasion'
import {
  bernoulliDivergence,
  exp3,
  exp3Choice,
  exp3Probabilities,
  exp3Update,
  klUcbIndex,
  laiRobbinsConstant,
  linUcb,
  linUcbIndex,
  linUcbUpdate,
  linUcbWeights,
  thompsonChoice,
  ucb1Index,
} from 'suasion/learners'
import { probabilityBest } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

const luck = luckOf('bandits')

describe('indices of arms', () => {
  test('that of KL-UCB meets its bound with equality, and never passes what Pinsker allows', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.98, noNaN: true }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 100_000 }),
        (mean, n, more) => {
          const arm = { mean, n, t: n + more }
          const q = klUcbIndex(arm)
          expect(q).toBeGreaterThanOrEqual(mean)
          expect(q).toBeLessThanOrEqual(Math.min(1, mean + Math.sqrt(Math.log(arm.t) / (2 * n))) + 1e-12)
          if (q < 1 - 1e-9) expect(n * bernoulliDivergence(mean, q)).toBeCloseTo(Math.log(arm.t), 5)
          expect(ucb1Index(arm)).toBeGreaterThan(q - 1e-12)
          expect(klUcbIndex(arm, { c: 3 })).toBeGreaterThanOrEqual(q)
        },
      ),
    )
    expect(klUcbIndex({ mean: 1, n: 4, t: 9 })).toBe(1)
  })

  test('that of KL-UCB plays so that regret stays near the bound of Lai and Robbins', () => {
    const means = [0.6, 0.5, 0.4]
    const rounds = 4000
    let regret = 0
    const runs = 10
    for (let run = 0; run < runs; run++) {
      const arms = means.map((p, a) => ({ wins: luck.of('first', run, a).uniform() < p ? 1 : 0, n: 1 }))
      for (let t = 3; t < rounds; t++) {
        const index = arms.map(({ wins, n }) => klUcbIndex({ mean: wins / n, n, t }))
        const arm = index.indexOf(Math.max(...index))
        arms[arm]!.n++
        if (luck.of('reward', run, t).uniform() < means[arm]!) arms[arm]!.wins++
        regret += (0.6 - means[arm]!) / runs
      }
    }
    const bound = laiRobbinsConstant(means) * Math.log(rounds)
    expect(regret).toBeGreaterThan(bound / 4)
    expect(regret).toBeLessThan(2 * bound)
  })

  test('refuse what is no record', () => {
    expect(() => ucb1Index({ mean: 1.1, n: 1, t: 2 })).toThrow('mean reward of an arm is 1.1')
    expect(() => klUcbIndex({ mean: 0.5, n: 0, t: 2 })).toThrow('plays of an arm is 0')
    expect(() => ucb1Index({ mean: 0.5, n: 5, t: 2 })).toThrow('played 5 times by round 2')
    expect(() => laiRobbinsConstant([0.4])).toThrow('at least 2')
    expect(() => laiRobbinsConstant([1, 0.4])).toThrow('always pays')
    expect(laiRobbinsConstant([0.5, 0.5])).toBe(0)
  })
})

describe('EXP3', () => {
  test('draws its arms as often as it says, and comes to play the one that pays', () => {
    let state = exp3(3, { gamma: 0.1 })
    for (let t = 0; t < 2000; t++) {
      const arm = exp3Choice(state, luck.of('play', t))
      state = exp3Update(state, arm, luck.of('pay', t).uniform() < [0.2, 0.8, 0.4][arm]! ? 1 : 0)
    }
    const p = exp3Probabilities(state)
    expect(p[1]).toBeGreaterThan(0.85)
    expect(p.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
    expect(Math.min(...p)).toBeGreaterThanOrEqual(0.1 / 3 - 1e-12)
    const mixed = exp3Update(exp3(3, { gamma: 0.5 }), 0, 1)
    const counts = [0, 0, 0]
    for (let t = 0; t < 20_000; t++) counts[exp3Choice(mixed, luck.of('again', t))]!++
    for (const [arm, share] of exp3Probabilities(mixed).entries()) expect(counts[arm]! / 20_000).toBeCloseTo(share, 2)
  })

  test('keeps its weights finite for ever, and refuses bad input', () => {
    let state = exp3(2, { gamma: 1 })
    for (let t = 0; t < 3000; t++) state = exp3Update(state, 0, 1)
    expect(exp3Probabilities(state)).toEqual([0.5, 0.5])
    expect(exp3Probabilities({ gamma: 0.2, logWeights: state.logWeights })[0]).toBeCloseTo(0.9, 12)
    expect(() => exp3(1, { gamma: 0.1 })).toThrow('at least 2')
    expect(() => exp3(2, { gamma: 0 })).toThrow('gamma is 0')
    expect(() => exp3Update(state, 2, 1)).toThrow('the arm is 2')
    expect(() => exp3Update(state, 0, 1.5)).toThrow('the reward is 1.5')
  })
})

test('Thompson sampling plays each arm as often as its posterior is the best', () => {
  const arms = [
    { successes: 3, failures: 2 },
    { successes: 2, failures: 3 },
    { successes: 0.5, failures: 0.4 },
  ]
  const counts = arms.map(() => 0)
  const rounds = 40_000
  for (let t = 0; t < rounds; t++) counts[thompsonChoice(arms, luck.of('thompson', t))]!++
  for (const [arm, share] of probabilityBest(arms).entries())
    expect(Math.abs(counts[arm]! / rounds - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / rounds))
  expect(thompsonChoice(arms, luck.of('thompson', 7))).toBe(thompsonChoice(arms, luck.of('thompson', 7)))
  expect(() => thompsonChoice([], luck.of('none'))).toThrow('no arm')
  expect(() => thompsonChoice([{ successes: 0, failures: 1 }], luck.of('none'))).toThrow('successes of arm 0 is 0')
})

describe('LinUCB', () => {
  test('has the weights of ridge regression, and is surer where it has seen more', () => {
    let state = linUcb(2, { ridge: 0.5 })
    const seen = Array.from({ length: 50 }, (_, i) => [luck.of('x', i).normal(), luck.of('y', i).normal()])
    for (const [i, x] of seen.entries())
      state = linUcbUpdate(state, x, 2 * x[0]! - x[1]! + 0.1 * luck.of('noise', i).normal())
    // The normal equations hold: (ridge I + X'X) weights = X'r.
    const weights = linUcbWeights(state)
    for (const k of [0, 1]) {
      const left = seen.reduce((sum, x) => sum + x[k]! * (x[0]! * weights[0]! + x[1]! * weights[1]!), 0.5 * weights[k]!)
      expect(left).toBeCloseTo(state.response[k]!, 9)
    }
    expect(weights[0]).toBeCloseTo(2, 1)
    const width = (at: typeof state) => linUcbIndex(at, [1, 1], { alpha: 1 }) - linUcbIndex(at, [1, 1], { alpha: 0 })
    expect(width(state)).toBeLessThan(width(linUcb(2, { ridge: 0.5 })) / 5)
  })

  test('refuses bad input', () => {
    expect(() => linUcb(0)).toThrow('number of dimensions is 0')
    expect(() => linUcb(2, { ridge: 0 })).toThrow('the ridge is 0')
    expect(() => linUcbUpdate(linUcb(2), [1], 0)).toThrow('1 numbers where 2')
    expect(() => linUcbUpdate(linUcb(2), [1, Number.NaN], 0)).toThrow('number 1 is NaN')
    expect(() => linUcbIndex(linUcb(2), [1, 1], { alpha: -1 })).toThrow('alpha is -1')
  })
})
