import { kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { leducPoker } from 'suasion/protocols/leduc-poker'
import {
  bestResponse,
  type CfrState,
  cfr,
  compile,
  deviations,
  expectedPayoffs,
  exploitability,
  startCfr,
  type TreeGame,
  treeFictitiousPlay,
  uniformStrategy,
} from 'suasion/solvers'
import { describe, expect, test } from 'vitest'
import { forgetful, hiddenRoles, matchingPennies, ultimatum } from './games.ts'

const kuhn = compile(kuhnPoker)
const leduc = compile(leducPoker)
const gapAfter = (game: TreeGame, iterations: number) => exploitability(game, cfr(game, { iterations }).strategy)
const printed = (value: number): string => String(Number(value.toPrecision(6)))

describe('counterfactual regret minimisation', () => {
  test('is as exploitable as published on Kuhn and Leduc poker, to the printed digits', () => {
    expect([10, 100, 1000].map((n) => printed(gapAfter(kuhn, n)))).toEqual(['0.0686988', '0.00822598', '0.000937617'])
    expect([10, 100].map((n) => printed(gapAfter(leduc, n)))).toEqual(['0.888579', '0.0957164'])
    // Past a hundred iterations the rounding of regrets that are zero moves it in the seventh place.
    expect(gapAfter(leduc, 1000)).toBeCloseTo(0.0118186, 5)
  })

  test('finds the value of Kuhn poker, -1/18, with CFR+', () => {
    const { strategy, guarantee } = cfr(kuhn, { iterations: 20_000, variant: 'cfr+' })
    expect(Math.abs(expectedPayoffs(kuhn, strategy)['first']! + 1 / 18)).toBeLessThan(1e-6)
    expect(exploitability(kuhn, strategy)).toBeLessThan(1e-4)
    expect(guarantee).toContain('Nash equilibrium')
  })

  test('comes closer with CFR+ than without on Leduc poker', () => {
    const plus = exploitability(leduc, cfr(leduc, { iterations: 300, variant: 'cfr+' }).strategy)
    expect(plus).toBeLessThan(gapAfter(leduc, 300) / 2)
    expect(plus).toBeGreaterThan(0)
  })

  test('plays pennies with an unequal prize as the mixed equilibrium says', () => {
    const game = compile(matchingPennies, { params: { head: 3 } })
    for (const alternating of [true, false]) {
      const { strategy } = cfr(game, { iterations: 50_000, variant: 'cfr+', alternating })
      expect(strategy[0]![1]).toBeCloseTo(1 / 3, 2)
      expect(strategy[1]![1]).toBeCloseTo(1 / 3, 2)
      expect(expectedPayoffs(game, strategy)['ann']).toBeCloseTo(1 / 3, 3)
    }
    const together = cfr(kuhn, { iterations: 100, alternating: false }).strategy
    expect(exploitability(kuhn, together)).not.toBe(gapAfter(kuhn, 100))
    expect(exploitability(kuhn, together)).toBeLessThan(0.05)
  })

  test('says where it promises nothing: payoffs that do not add up to a constant, more than two players', () => {
    const general = cfr(compile(ultimatum, { grid: { share: 11 } }), { iterations: 200 })
    expect(general.guarantee).toContain('do not add up to a constant')
    const three = compile(hiddenRoles)
    const { guarantee, strategy } = cfr(three, { iterations: 500, alternating: false })
    expect(guarantee).toContain('3 players')
    // To vote for what the own role wants is dominant, so it is found all the same.
    for (const [i, { sets, first }] of three.players.entries())
      for (const [set, { role }] of sets.entries())
        expect(strategy[i]![first[set]! + (role === 'citizen' ? 0 : 1)]).toBeGreaterThan(0.99)
    expect(exploitability(three, strategy)).toBeLessThan(0.02)
    expect(cfr(compile(forgetful(false)), { iterations: 50 }).guarantee).toContain('one player')
  })

  test('goes on from plain data exactly where it stood', () => {
    for (const variant of ['cfr', 'cfr+'] as const) {
      const whole = cfr(leduc, { iterations: 30, variant })
      const { state } = cfr(leduc, { iterations: 13, variant })
      const again = cfr(leduc, { iterations: 17, from: JSON.parse(JSON.stringify(state)) as CfrState })
      expect(again.iterations).toBe(30)
      expect(again.state).toEqual(whole.state)
      expect(again.strategy).toEqual(whole.strategy)
    }
  })

  test('tells how far it is, and stops when it is told to', () => {
    const seen: number[] = []
    cfr(kuhn, { iterations: 25, every: 10, onProgress: ({ iterations }) => seen.push(iterations) })
    expect(seen).toEqual([10, 20, 25])
    const { iterations } = cfr(kuhn, { iterations: 1000, every: 10, onProgress: (solver) => solver.iterations < 40 })
    expect(iterations).toBe(40)
    const solver = startCfr(kuhn)
    solver.run(3)
    const current = solver.current()
    const copy = current[0]!.slice()
    solver.run(3)
    expect(current[0]).toEqual(copy)
    expect(solver.current()[0]).not.toEqual(copy)
  })

  test('refuses iterations that are none, and states of another game', () => {
    for (const iterations of [Number.NaN, 0, -5, 2.5, Number.POSITIVE_INFINITY])
      expect(() => cfr(kuhn, { iterations })).toThrow(
        `iterations must be a whole number of at least 1, not ${iterations}`,
      )
    expect(() => cfr(kuhn, { iterations: 5, every: Number.NaN })).toThrow('every must be')
    expect(() => cfr(kuhn, { iterations: 5, variant: 'cfr-' as never })).toThrow(
      'the variants are cfr and cfr+, not cfr-',
    )
    const { state } = cfr(kuhn, { iterations: 5 })
    expect(() => cfr(leduc, { iterations: 5, from: state })).toThrow('is of kuhn-poker, and the game of leduc-poker')
    const cut = { ...state, regrets: [state.regrets[0]!.slice(1), state.regrets[1]!] }
    expect(() => cfr(kuhn, { iterations: 5, from: cut })).toThrow('does not fit kuhn-poker')
    const bad = { ...state, sums: state.sums.map((list) => list.map(() => Number.NaN)) }
    expect(() => cfr(kuhn, { iterations: 5, from: bad })).toThrow('does not fit kuhn-poker')
    expect(() => startCfr(kuhn, {}, { ...state, iterations: Number.NaN })).toThrow('NaN iterations')
  })
})

describe('distance from an equilibrium', () => {
  test('is known for uniform play', () => {
    expect(exploitability(kuhn, uniformStrategy(kuhn))).toBeCloseTo(11 / 24, 12)
    expect(exploitability(leduc, uniformStrategy(leduc))).toBeCloseTo(2.3736111, 6)
  })

  test('is what the best responses gain, and no other strategy gains more', () => {
    const { strategy } = cfr(kuhn, { iterations: 7 })
    const gains = deviations(kuhn, strategy)
    for (const [i, { seat, best, value, gain }] of gains.entries()) {
      const response = bestResponse(kuhn, seat, strategy)
      expect(response.value).toBe(best)
      expect(gain).toBeCloseTo(best - value, 15)
      expect(gain).toBeGreaterThanOrEqual(0)
      const deviated = strategy.with(i, response.probabilities)
      expect(expectedPayoffs(kuhn, deviated)[seat]).toBeCloseTo(best, 12)
      const { first } = kuhn.players[i]!
      for (let set = 0; set + 1 < first.length; set++)
        for (const act of [0, 1]) {
          const other = strategy[i]!.slice()
          other[first[set]!] = 1 - act
          other[first[set]! + 1] = act
          expect(expectedPayoffs(kuhn, strategy.with(i, other))[seat]).toBeLessThanOrEqual(best + 1e-12)
        }
    }
    expect(exploitability(kuhn, strategy)).toBeCloseTo((gains[0]!.gain + gains[1]!.gain) / 2, 15)
  })

  test('uses what a seat remembers of its own acts', () => {
    const game = compile(forgetful(false))
    // Right twice is worth 1, and one time in four 4 more.
    expect(bestResponse(game, 'solo', uniformStrategy(game)).value).toBeCloseTo(2, 12)
  })

  test('is refused for what is no strategy of the game', () => {
    const uniform = uniformStrategy(kuhn)
    expect(() => bestResponse(kuhn, 'third', uniform)).toThrow(
      'kuhn-poker has no seat called third; its seats are first, second',
    )
    expect(() => exploitability(kuhn, uniformStrategy(leduc))).toThrow('the strategy of first has')
    expect(() => exploitability(kuhn, uniform.slice(1))).toThrow('kuhn-poker has 2 players')
    for (const wrong of [Number.NaN, -0.5, 0.9]) {
      const broken = uniform.map((probabilities) => probabilities.slice())
      broken[1]![3] = wrong
      expect(() => exploitability(kuhn, broken)).toThrow('the probabilities of second at')
    }
  })
})

test('fictitious play comes to an equilibrium of Kuhn poker too', () => {
  const few = treeFictitiousPlay(kuhn, { iterations: 20 }).strategy
  const { strategy } = treeFictitiousPlay(kuhn, { iterations: 3000 })
  expect(exploitability(kuhn, strategy)).toBeLessThan(0.02)
  expect(exploitability(kuhn, strategy)).toBeLessThan(exploitability(kuhn, few))
  expect(() => treeFictitiousPlay(kuhn, { iterations: Number.NaN })).toThrow('not NaN')
})
