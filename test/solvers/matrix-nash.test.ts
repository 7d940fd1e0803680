import { luckOf } from 'suasion'
import { describe, expect, it } from 'vitest'
import { supportEnumeration, vertexEnumeration } from '../../src/solvers/matrix-enumeration.ts'
import { assess, type Equilibrium, matrixGame } from '../../src/solvers/matrix-game.ts'
import { lemkeHowson, lemkeHowsonAll } from '../../src/solvers/matrix-lemke-howson.ts'
import { solveZeroSum } from '../../src/solvers/matrix-zero-sum.ts'

const dilemma = matrixGame([[3, 0], [5, 1]], [[3, 5], [0, 1]]) // biome-ignore format: matrices read best by row
const sexes = matrixGame([[3, 0], [0, 2]], [[2, 0], [0, 3]]) // biome-ignore format: matrices read best by row
const scissors = matrixGame([[0, -1, 1], [1, 0, -1], [-1, 1, 0]]) // biome-ignore format: matrices read best by row

const shown = (found: readonly Equilibrium[]) =>
  found.map(({ strategies }) => strategies.map((s) => s.map((p) => Math.round(p * 1e9) / 1e9 + 0))).sort()
const random = (seed: string, m: number, n: number) => {
  const luck = luckOf(seed).of('payoffs')
  const draw = () => Array.from({ length: m }, () => Array.from({ length: n }, () => luck.normal()))
  return matrixGame(draw(), draw())
}

describe('Nash equilibria of two players', () => {
  it('has defection alone in the dilemma', () => {
    expect(shown(supportEnumeration(dilemma).equilibria)).toEqual([
      [
        [0, 1],
        [0, 1],
      ],
    ])
    expect(lemkeHowson(dilemma)).toMatchObject({
      strategies: [
        [0, 1],
        [0, 1],
      ],
      payoffs: [1, 1],
      gain: 0,
    })
    expect(
      assess(dilemma, [
        [1, 0],
        [1, 0],
      ]),
    ).toMatchObject({ payoffs: [3, 3], gain: 2 })
  })

  it('has three equilibria in the battle of the sexes', () => {
    const { equilibria, degenerate } = supportEnumeration(sexes)
    expect(degenerate).toBe(false)
    expect(shown(equilibria)).toEqual([
      [
        [0, 1],
        [0, 1],
      ],
      [
        [0.6, 0.4],
        [0.4, 0.6],
      ],
      [
        [1, 0],
        [1, 0],
      ],
    ])
    expect(shown(vertexEnumeration(sexes).equilibria)).toEqual(shown(equilibria))
    // The path of each label ends in a pure equilibrium, and never in the mixed one.
    expect(shown(lemkeHowsonAll(sexes))).toEqual([
      [
        [0, 1],
        [0, 1],
      ],
      [
        [1, 0],
        [1, 0],
      ],
    ])
  })

  it('mixes by the other player payoffs in asymmetric matching pennies', () => {
    // The row player gets 9 for heads on heads (Ochs 1995), which changes what the column player does, not what it does itself.
    const pennies = matrixGame(
      [
        [9, 0],
        [0, 1],
      ],
      [
        [0, 1],
        [1, 0],
      ],
    )
    const mixed = [
      [
        [0.5, 0.5],
        [0.1, 0.9],
      ],
    ]
    expect(shown(supportEnumeration(pennies).equilibria)).toEqual(mixed)
    expect(shown([lemkeHowson(pennies)])).toEqual(mixed)
  })

  it('plays each of rock, paper and scissors a third of the time', async () => {
    const third = Array(2).fill(Array(3).fill(0.333333333))
    expect(shown(supportEnumeration(scissors).equilibria)).toEqual([third])
    for (let label = 0; label < 6; label++) expect(shown([lemkeHowson(scissors, { label })])).toEqual([third])
    expect((await solveZeroSum(scissors.payoffs[0])).value).toBeCloseTo(0, 12)
  })

  it('goes through a degenerate game without cycling, and lists the ends of its continua', () => {
    // Against the second column the first two rows tie, so the second player pure there leaves a line of equilibria.
    const degenerate = matrixGame(
      [
        [3, 3],
        [2, 5],
        [0, 6],
      ],
      [
        [3, 3],
        [2, 6],
        [3, 1],
      ],
    )
    const all = vertexEnumeration(degenerate)
    expect(all.degenerate).toBe(true)
    expect(supportEnumeration(degenerate).degenerate).toBe(true)
    expect(shown(all.equilibria)).toEqual(
      shown([
        assess(degenerate, [
          [1, 0, 0],
          [1, 0],
        ]),
        assess(degenerate, [
          [1, 0, 0],
          [2 / 3, 1 / 3],
        ]),
        assess(degenerate, [
          [0, 1 / 3, 2 / 3],
          [1 / 3, 2 / 3],
        ]),
      ]),
    )
    const coarse = matrixGame(
      [
        [1, 1, 1],
        [1, 1, 1],
        [0, 1, 1],
      ],
      [
        [1, 1, 0],
        [1, 1, 1],
        [1, 1, 1],
      ],
    )
    for (const game of [degenerate, coarse])
      for (let label = 0; label < game.payoffs[0].length + game.payoffs[0][0]!.length; label++)
        expect(lemkeHowson(game, { label }).gain).toBeLessThan(1e-10)
  })

  it('agrees over random games: every method finds only equilibria, and support enumeration an odd number', () => {
    for (let seed = 0; seed < 60; seed++) {
      const game = random(`nash/${seed}`, 2 + (seed % 3), 2 + (seed % 4))
      const { equilibria, degenerate } = supportEnumeration(game)
      expect(equilibria.length % 2).toBe(1)
      expect(degenerate).toBe(false)
      expect(shown(vertexEnumeration(game).equilibria)).toEqual(shown(equilibria))
      for (const found of lemkeHowsonAll(game)) expect(shown(equilibria)).toContainEqual(shown([found])[0])
    }
    for (const size of [12, 30]) expect(lemkeHowson(random(`large/${size}`, size, size)).gain).toBeLessThan(1e-9)
  })

  it('finds the value of zero-sum games by linear programming as by pivoting', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const game = matrixGame(random(`zero/${seed}`, 2 + (seed % 5), 2 + (seed % 4)).payoffs[0])
      const solved = await solveZeroSum(game.payoffs[0])
      expect(solved.gain).toBeLessThan(1e-9)
      expect(lemkeHowson(game).payoffs[0]).toBeCloseTo(solved.value, 9)
    }
    expect(
      await solveZeroSum([
        [2, -1],
        [-1, 1],
      ]),
    ).toMatchObject({ value: expect.closeTo(0.2, 10) })
    expect((await solveZeroSum([[-7]])).value).toBe(-7)
  })

  it('does not depend on the units of the payoffs', () => {
    const game = random('units', 4, 5)
    const scaled = matrixGame(
      game.payoffs[0].map((row) => row.map((x) => 1e9 * x - 3e9)),
      game.payoffs[1].map((row) => row.map((x) => 1e-9 * x + 5)),
    )
    expect(shown([lemkeHowson(scaled)])[0]![0]!.map((p) => p.toFixed(5))).toEqual(
      shown([lemkeHowson(game)])[0]![0]!.map((p) => p.toFixed(5)),
    )
  })

  it('refuses games that are none, and games too large', async () => {
    expect(() => matrixGame([])).toThrow('is empty')
    expect(() => matrixGame([[1, 2], [3]])).toThrow('row 1 has 1 entries, and row 0 has 2')
    expect(() => matrixGame([[1, Number.NaN]])).toThrow('row 0, column 1 is NaN')
    expect(() => matrixGame([[1, 2]], [[1], [2]])).toThrow('1 x 2 and 2 x 1')
    expect(() => lemkeHowson(sexes, { label: 4 })).toThrow('a label from 0 to 3, not 4')
    expect(() => lemkeHowson({ payoffs: [[[Number.POSITIVE_INFINITY]], [[1]]] })).toThrow('finite')
    expect(() => supportEnumeration(random('much', 12, 12))).toThrow('12 x 12 game goes through 2704156 candidates')
    expect(() => vertexEnumeration(random('much', 12, 12))).toThrow('lemkeHowson')
    await expect(solveZeroSum([])).rejects.toThrow('empty')
  })
})
