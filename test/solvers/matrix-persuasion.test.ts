import { luckOf } from 'suasion'
import { describe, expect, it } from 'vitest'
import { concaveClosure, concaveClosureOnSimplex } from '../../src/solvers/concave-closure.ts'
import { concavification, optimalSignals, type PersuasionProblem, senderValue } from '../../src/solvers/persuasion.ts'

const accept = (prior: number, threshold: number): PersuasionProblem => ({
  prior: [1 - prior, prior],
  sender: [
    [0, 1],
    [0, 1],
  ],
  receiver: [
    [0, -threshold],
    [0, 1 - threshold],
  ],
})
const random = (seed: string, states: number, actions: number): PersuasionProblem => {
  const luck = luckOf(seed).of('problem')
  const draw = () => Array.from({ length: states }, () => Array.from({ length: actions }, () => luck.normal()))
  const weights = Array.from({ length: states }, () => 0.05 + luck.uniform())
  const total = weights.reduce((sum, w) => sum + w, 0)
  return { prior: weights.map((w) => w / total), sender: draw(), receiver: draw() }
}

describe('the concave closure', () => {
  it('is the upper hull of points', () => {
    const closure = concaveClosure([
      [1, 1],
      [0, 0],
      [0.5, 0.2],
      [0.25, 0.5],
      [0.75, -3],
      [0, -1],
      [1, 0.5],
    ])
    expect(closure.corners).toEqual([
      [0, 0],
      [0.25, 0.5],
      [1, 1],
    ])
    expect(closure.at(0.5)).toBeCloseTo(2 / 3, 12)
    expect(closure.at(0.25)).toBe(0.5)
    expect(closure.split(0.5)).toEqual([
      { x: 0.25, value: 0.5, weight: expect.closeTo(2 / 3, 12) },
      { x: 1, value: 1, weight: expect.closeTo(1 / 3, 12) },
    ])
    expect(concaveClosure([[2, 3]]).at(2)).toBe(3)
    expect(() => closure.at(1.1)).toThrow('from 0 to 1, and not to 1.1')
    expect(() => closure.at(Number.NaN)).toThrow('not to NaN')
    expect(() => concaveClosure([])).toThrow('a point at least')
    expect(() => concaveClosure([[0, Number.NaN]])).toThrow('finite')
  })

  it('is found on a simplex by linear programming, and is the hull with two states', async () => {
    const value = (belief: readonly number[]) => Math.sin(9 * belief[1]!) - belief[1]! ** 2
    const exact = concaveClosure(Array.from({ length: 101 }, (_, k) => [k / 100, value([0, k / 100])]))
    for (const p of [0, 0.13, 0.4, 0.5, 0.77, 1]) {
      const found = await concaveClosureOnSimplex(value, [1 - p, p], { steps: 100 })
      expect(found.value).toBeCloseTo(exact.at(p), 8)
      const mean = found.parts.reduce((sum, { weight, posterior }) => sum + weight * posterior[1]!, 0)
      expect(mean).toBeCloseTo(p, 9)
    }
    await expect(concaveClosureOnSimplex(value, [0.4, 0.4], { steps: 3 })).rejects.toThrow('no distribution')
    await expect(concaveClosureOnSimplex(value, [0.5, 0.5], { steps: 0 })).rejects.toThrow('steps')
    await expect(concaveClosureOnSimplex(value, Array(8).fill(1 / 8), { steps: 20 })).rejects.toThrow('888030 points')
  })
})

describe('Bayesian persuasion', () => {
  it('convicts .6 where .3 are guilty, and gives the other known schemes', async () => {
    for (const [prior, threshold, x, value] of [
      [0.3, 0.5, 0.428571, 0.6],
      [0.3, 0.7, 0.183673, 0.428571],
      [0.2, 0.6, 0.166667, 0.333333],
      [0.45, 0.5, 0.818182, 0.9],
    ] as const) {
      const solved = await optimalSignals(accept(prior, threshold))
      expect(solved.value).toBeCloseTo(value, 6)
      expect(solved.scheme[1]![1]).toBeCloseTo(1, 9)
      expect(solved.scheme[0]![1]).toBeCloseTo(x, 6)
      const split = concavification(accept(prior, threshold))
      expect(split.value).toBeCloseTo(solved.value, 9)
      expect(split.signals.map(({ posterior }) => posterior![1])).toEqual([0, expect.closeTo(threshold, 9)])
    }
    expect(concavification(accept(0.6, 0.5)).signals).toHaveLength(1)
    expect(concavification(accept(0, 0.5)).value).toBe(0)
    expect((await optimalSignals(accept(1, 0.5))).value).toBe(1)
  })

  it('is the same by linear programming and by concavification on 200 random problems with two states', async () => {
    for (let seed = 0; seed < 200; seed++) {
      const problem = random(`binary/${seed}`, 2, 2 + (seed % 4))
      const [program, closure] = [await optimalSignals(problem), concavification(problem)]
      expect(closure.value).toBeCloseTo(program.value, 8)
      for (const { signals } of [program, closure])
        for (const state of [0, 1]) {
          const mean = signals.reduce(
            (sum, { chance, posterior }) => sum + (posterior ? chance * posterior[state]! : 0),
            0,
          )
          expect(mean).toBeCloseTo(problem.prior[state]!, 8)
        }
      expect(closure.value).toBeGreaterThanOrEqual(senderValue(problem, problem.prior).value - 1e-9)
    }
  })

  it('bounds the closure on a grid with three states from above, closely', async () => {
    for (let seed = 0; seed < 6; seed++) {
      const problem = random(`ternary/${seed}`, 3, 3)
      const { value } = await optimalSignals(problem)
      const grid = await concaveClosureOnSimplex((belief) => senderValue(problem, belief).value, problem.prior, {
        steps: 40,
      })
      expect(grid.value).toBeLessThanOrEqual(value + 1e-8)
      expect(grid.value).toBeGreaterThan(value - 0.12)
    }
  })

  it('refuses problems that are none', async () => {
    await expect(optimalSignals({ ...accept(0.3, 0.5), prior: [0.5, 0.6] })).rejects.toThrow('sums to 1.1')
    await expect(
      optimalSignals({
        ...accept(0.3, 0.5),
        sender: [
          [0, 1, 2],
          [0, 1, 2],
        ],
      }),
    ).rejects.toThrow('same shape')
    expect(() => concavification(random('three', 3, 2))).toThrow('exact with 2 states, and this problem has 3')
    await expect(
      optimalSignals({
        ...accept(0.3, 0.5),
        receiver: [
          [0, Number.NaN],
          [0, 1],
        ],
      }),
    ).rejects.toThrow('NaN')
  })
})
