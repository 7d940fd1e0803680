import { luckOf } from 'suasion'
import { describe, expect, it } from 'vitest'
import { solveLinear } from '../../src/solvers/linear-program.ts'
import { coarseCorrelatedEquilibrium, correlatedEquilibrium } from '../../src/solvers/matrix-correlated.ts'
import { supportEnumeration } from '../../src/solvers/matrix-enumeration.ts'
import { matrixGame } from '../../src/solvers/matrix-game.ts'
import { stackelberg } from '../../src/solvers/matrix-stackelberg.ts'
import { solveZeroSum } from '../../src/solvers/matrix-zero-sum.ts'

const chicken = matrixGame(
  [
    [6, 2],
    [7, 0],
  ],
  [
    [6, 7],
    [2, 0],
  ],
)
const random = (seed: string, m: number, n: number) => {
  const luck = luckOf(seed).of('payoffs')
  const draw = () => Array.from({ length: m }, () => Array.from({ length: n }, () => luck.normal()))
  return matrixGame(draw(), draw())
}

describe('equilibria by linear programming', () => {
  it('reaches beyond the Nash equilibria of chicken', async () => {
    // Aumann 1974: the best distribution puts 1/2 on (dare not, dare not) and 1/4 on each other pair: 10.5 together.
    const best = await correlatedEquilibrium(chicken)
    expect(best.payoffs[0] + best.payoffs[1]).toBeCloseTo(10.5, 9)
    expect(best.objective).toBeCloseTo(10.5, 9)
    expect(best.distribution.flat().map((p) => Math.round(p * 1e9) / 1e9)).toEqual([0.5, 0.25, 0.25, 0])
    expect(best.gain).toBeLessThan(1e-9)
    const nash = supportEnumeration(chicken).equilibria.map(({ payoffs }) => payoffs[0] + payoffs[1])
    expect(Math.max(...nash)).toBeLessThan(10.5)
    const worst = await correlatedEquilibrium(chicken, {
      objective: [
        [-12, -9],
        [-9, 0],
      ],
    })
    expect(worst.payoffs[0] + worst.payoffs[1]).toBeLessThanOrEqual(Math.min(...nash) + 1e-9)
  })

  it('orders the concepts: Nash within correlated within coarse correlated', async () => {
    for (let seed = 0; seed < 12; seed++) {
      const game = random(`concepts/${seed}`, 2 + (seed % 3), 2 + (seed % 2))
      const nash = Math.max(...supportEnumeration(game).equilibria.map(({ payoffs }) => payoffs[0] + payoffs[1]))
      const [correlated, coarse] = [await correlatedEquilibrium(game), await coarseCorrelatedEquilibrium(game)]
      expect(nash).toBeLessThanOrEqual(correlated.objective + 1e-8)
      expect(correlated.objective).toBeLessThanOrEqual(coarse.objective + 1e-8)
      expect(coarse.gain).toBeLessThan(1e-8)
      expect(coarse.distribution.flat().reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9)
    }
  })

  it('gains by committing first', async () => {
    // Conitzer & Sandholm 2006, figure 1: down is dominant, and commitment to an even mixture brings 3.5.
    const game = matrixGame(
      [
        [2, 4],
        [1, 3],
      ],
      [
        [1, 0],
        [0, 1],
      ],
    )
    const solved = await stackelberg(game)
    expect(solved).toMatchObject({ reply: 1, leader: expect.closeTo(3.5, 9), follower: expect.closeTo(0.5, 9) })
    expect(solved.strategy[0]).toBeCloseTo(0.5, 9)
    const other = await stackelberg(game, { leader: 1 })
    expect(other.reply).toBe(0)
    // In zero-sum games to be seen costs nothing.
    const zero = matrixGame(random('seen', 3, 4).payoffs[0])
    expect((await stackelberg(zero)).leader).toBeCloseTo((await solveZeroSum(zero.payoffs[0])).value, 9)
    for (let seed = 0; seed < 10; seed++) {
      const each = random(`leader/${seed}`, 3, 3)
      const nash = Math.max(...supportEnumeration(each).equilibria.map(({ payoffs }) => payoffs[0]))
      expect((await stackelberg(each)).leader).toBeGreaterThanOrEqual(nash - 1e-9)
    }
  })

  it('says what is wrong with a program', async () => {
    const row = { coefficients: [1, 1], max: 1 }
    expect((await solveLinear('fine', { maximise: [1, 2], rows: [row] })).x).toEqual([0, 1])
    await expect(solveLinear('one', { maximise: [1, 1], rows: [{ coefficients: [1, -1], max: 1 }] })).rejects.toThrow(
      /one has no optimum: the linear program is unbounded/,
    )
    await expect(
      solveLinear('two', { maximise: [1, 1], rows: [row, { coefficients: [1, 1], min: 2 }] }),
    ).rejects.toThrow('two has no optimum: the linear program is infeasible')
    await expect(solveLinear('three', { maximise: [1], rows: [row] })).rejects.toThrow('2 coefficients for 1 variables')
    await expect(solveLinear('four', { maximise: [1, Number.NaN], rows: [row] })).rejects.toThrow('not finite')
    await expect(solveLinear('five', { maximise: [1, 1], rows: [{ ...row, max: Number.NaN }] })).rejects.toThrow(
      'finite',
    )
    await expect(solveLinear('six', { maximise: Array(3000).fill(1), rows: Array(3000).fill(row) })).rejects.toThrow(
      '4000000',
    )
    await expect(correlatedEquilibrium(chicken, { objective: [[1]] })).rejects.toThrow('1 x 1; the game is 2 x 2')
    await expect(stackelberg(chicken, { leader: 2 as never })).rejects.toThrow('player 0 or 1, not 2')
  })
})
