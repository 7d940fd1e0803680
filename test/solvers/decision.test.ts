import { kuhnPoker } from 'suasion/protocols/kuhn-poker'
import {
  actionValues,
  backwardInduction,
  compile,
  type DecisionProcess,
  exploitability,
  hiddenDecision,
  softPolicy,
  valueIteration,
} from 'suasion/solvers'
import { describe, expect, test } from 'vitest'
import { forgetful, matchingPennies, ultimatum } from './games.ts'

describe('backward induction', () => {
  test('offers nothing in an ultimatum, where nothing is accepted', () => {
    const game = compile(ultimatum, { grid: { share: 11 } })
    const { values, strategy } = backwardInduction(game)
    expect(values).toEqual({ ann: 10, bob: 0 })
    expect(exploitability(game, strategy)).toBe(0)
    expect(strategy[0]!.subarray(1, 12).indexOf(1)).toBe(0)
    for (const [set, { view }] of game.players[1]!.sets.entries()) {
      const accepts = strategy[1]![game.players[1]!.first[set]!]
      expect(accepts, JSON.stringify(view)).toBe(1)
    }
    expect(backwardInduction(compile(ultimatum, { params: { pot: 4 }, grid: { share: 3 } })).values['ann']).toBe(4)
  })

  test('weighs chance, and takes what pays most', () => {
    const { values, strategy } = backwardInduction(compile(forgetful(false)))
    expect(values).toEqual({ solo: 2 })
    expect([...strategy[0]!]).toEqual([1, 0, 1, 1, 0, 0, 1])
  })

  test('is refused where somebody does not know what happened', () => {
    expect(() => backwardInduction(compile(kuhnPoker))).toThrow(
      'kuhn-poker is not of perfect information: first at {"bets":[],"card":"jack","seat":"first"}',
    )
    expect(hiddenDecision(compile(matchingPennies))).toBe('bob at {}')
    expect(hiddenDecision(compile(ultimatum, { grid: { share: 2 } }))).toBeNull()
  })
})

describe('value iteration', () => {
  /** A machine that breaks (Howard 1960 in spirit): run it, or repair it at a cost. */
  const machine: DecisionProcess = {
    transitions: [
      [
        [
          [0, 0.9],
          [1, 0.1],
        ],
      ],
      [[[1, 1]], [[0, 1]]],
    ],
    rewards: [[1], [0, -2]],
    discount: 0.9,
  }

  test('solves the equations of Bellman', () => {
    const { values, policy, bound } = valueIteration(machine)
    // v0 = 1 + .9 (.9 v0 + .1 v1), v1 = -2 + .9 v0
    const v0 = (1 - 0.18) / (1 - 0.81 - 0.081)
    expect(values[0]).toBeCloseTo(v0, 9)
    expect(values[1]).toBeCloseTo(-2 + 0.9 * v0, 9)
    expect([...policy]).toEqual([0, 1])
    expect(bound).toBeLessThanOrEqual(1e-10)
    expect(Math.abs(values[0]! - v0)).toBeLessThanOrEqual(1e-10)
  })

  test('leaves the machine broken where it is not worth it, or near the end', () => {
    const dear = { ...machine, rewards: [[1], [0, -20]] }
    expect([...valueIteration(dear).policy]).toEqual([0, 0])
    const last = valueIteration(machine, { horizon: 1 })
    expect([[...last.values], [...last.policy], last.iterations]).toEqual([[1, 0], [0, 0], 1])
    const undiscounted = valueIteration({ ...machine, discount: 1 }, { horizon: 3 })
    expect(undiscounted.values[0]).toBeCloseTo(1 + 0.9 * 1.9 + 0.1 * 0, 12)
  })

  test('what each action is worth has the optimal value as its largest', () => {
    const { values } = valueIteration(machine)
    for (const [state, own] of actionValues(machine, values).entries())
      expect(Math.max(...own)).toBeCloseTo(values[state]!, 9)
    expect(() => actionValues(machine, [1])).toThrow('2 states, and 1 values')
  })

  test('soft values are what the soft policy earns less its cost of leaving the reference', () => {
    const options = { temperature: 0.7, reference: [[1], [0.2, 0.8]] }
    const { values } = valueIteration(machine, options)
    const policy = softPolicy(machine, values, options)
    for (const [state, own] of actionValues(machine, values).entries()) {
      const earned = own.reduce((sum, q, k) => sum + policy[state]![k]! * q, 0)
      const left = policy[state]!.reduce((sum, p, k) => sum + p * Math.log(p / options.reference[state]![k]!), 0)
      expect(earned - 0.7 * left).toBeCloseTo(values[state]!, 8)
      expect(policy[state]!.reduce((a, b) => a + b)).toBeCloseTo(1, 12)
    }
  })

  test('soft control nears plain control as the temperature falls, and the reference as it rises', () => {
    const plain = valueIteration(machine).values
    const cold = valueIteration(machine, { temperature: 1e-4 }).values
    for (const [state, value] of cold.entries()) expect(value).toBeCloseTo(plain[state]!, 2)
    const options = { temperature: 1e6, reference: [[1], [0.2, 0.8]] }
    const warm = softPolicy(machine, valueIteration(machine, options).values, options)
    expect(warm[1]![0]).toBeCloseTo(0.2, 4)
    const never = { temperature: 1, reference: [[1], [1, 0]] }
    expect(softPolicy(machine, valueIteration(machine, never).values, never)[1]).toEqual([1, 0])
  })

  test('refuses a reference that is none', () => {
    expect(() => valueIteration(machine, { temperature: -1 })).toThrow('the temperature must be')
    expect(() => valueIteration(machine, { reference: [[1], [0.5, 0.5]] })).toThrow('needs a temperature above 0')
    expect(() => valueIteration(machine, { temperature: 1, reference: [[1]] })).toThrow('a reference for 1')
    expect(() => valueIteration(machine, { temperature: 1, reference: [[1], [0.5, 0.6]] })).toThrow(
      'the reference of state 1 sums to 1.1',
    )
    expect(() => softPolicy(machine, [0, 0], { temperature: 0 })).toThrow('where the policy is greedy')
  })

  test('counts a state without actions as the end', () => {
    const { values, policy } = valueIteration({ transitions: [[[[1, 1]]], []], rewards: [[5], []], discount: 0.5 })
    expect([[...values], [...policy]]).toEqual([
      [5, 0],
      [0, -1],
    ])
  })

  test('refuses what is no process', () => {
    const { transitions, rewards } = machine
    for (const discount of [1, -0.1, Number.NaN])
      expect(() => valueIteration({ ...machine, discount })).toThrow('the discount must be')
    expect(() => valueIteration(machine, { tolerance: 0 })).toThrow('tolerance')
    expect(() => valueIteration(machine, { horizon: 1.5 })).toThrow('horizon')
    expect(() => valueIteration(machine, { maxIterations: 5 })).toThrow('after 5 iterations')
    expect(() => valueIteration({ ...machine, rewards: [[1]] })).toThrow(
      '2 states with transitions, and 1 with rewards',
    )
    expect(() => valueIteration({ ...machine, rewards: [[1], [0]] })).toThrow('state 1 has 2 actions')
    expect(() => valueIteration({ ...machine, rewards: [[Number.NaN], rewards[1]!] })).toThrow(
      'the reward of action 0 of state 0',
    )
    const off = (way: readonly [number, number]) => ({ ...machine, transitions: [[[way]], transitions[1]!] })
    expect(() => valueIteration(off([2, 1]))).toThrow('action 0 of state 0 leads to 2; the states are 0 to 1')
    expect(() => valueIteration(off([0, 0.5]))).toThrow('sum to 0.5, not to 1')
    expect(() => valueIteration(off([0, Number.NaN]))).toThrow('with probability NaN')
  })
})
