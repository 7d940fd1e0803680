import { luckOf } from 'suasion'
import { describe, expect, it } from 'vitest'
import { pairwiseImitation, replicator, replicatorPair } from '../../src/solvers/dynamics.ts'
import { fixationProbability, playFixation } from '../../src/solvers/fixation.ts'
import { fictitiousPlay } from '../../src/solvers/matrix-fictitious-play.ts'
import { matrixGame } from '../../src/solvers/matrix-game.ts'
import { cognitiveHierarchy, levelK } from '../../src/solvers/matrix-level-k.ts'
import { quantalResponse } from '../../src/solvers/matrix-quantal-response.ts'

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
const sexes = matrixGame(
  [
    [3, 0],
    [0, 2],
  ],
  [
    [2, 0],
    [0, 3],
  ],
)
const coordination = matrixGame(
  [
    [3, 0],
    [0, 1],
  ],
  [
    [3, 0],
    [0, 1],
  ],
)
const scissors = [
  [0, -1, 1],
  [1, 0, -1],
  [-1, 1, 0],
]

describe('bounded players', () => {
  it('follows quantal responses from uniform play to a Nash equilibrium', () => {
    expect(quantalResponse(pennies, { lambda: 0 }).strategies).toEqual([
      [0.5, 0.5],
      [0.5, 0.5],
    ])
    let above = 0
    for (const lambda of [0.1, 0.5, 1, 3, 10, 100, 2000]) {
      const found = quantalResponse(pennies, { lambda })
      expect(found.lambda).toBe(lambda)
      expect(found.residual).toBeLessThan(1e-9)
      above = Math.max(above, found.strategies[0][0]!)
    }
    // Unlike the Nash equilibrium it plays its own high payoff more often at a middling precision.
    expect(above).toBeGreaterThan(0.6)
    const limit = quantalResponse(pennies, { lambda: 2000 }).strategies
    expect(limit[0][0]).toBeCloseTo(0.5, 2)
    expect(limit[1][0]).toBeCloseTo(0.1, 2)
    const chosen = quantalResponse(coordination, { lambda: 50 })
    expect(chosen.gain).toBeLessThan(1e-6)
    expect(chosen.strategies[0][0]).toBeCloseTo(1, 6)
    // The path keeps the symmetry of the game, so between equally good conventions it ends in the mixed equilibrium.
    expect(quantalResponse(sexes, { lambda: 2000 }).strategies[0][0]).toBeCloseTo(0.6, 2)
  })

  it('solves quantal responses of random games to 1e-9, and refuses what is no precision', () => {
    const luck = luckOf('quantal').of('payoffs')
    for (let seed = 0; seed < 12; seed++) {
      const draw = () => Array.from({ length: 4 }, () => Array.from({ length: 3 }, () => luck.normal()))
      const game = matrixGame(draw(), draw())
      for (const lambda of [0.7, 5, 40]) expect(quantalResponse(game, { lambda }).residual).toBeLessThan(1e-9)
    }
    for (const lambda of [-1, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => quantalResponse(sexes, { lambda })).toThrow('lambda')
    expect(() => quantalResponse(sexes, { lambda: 1e5, most: 3 })).toThrow('after 3 steps')
  })

  it('climbs levels of reasoning', () => {
    // A guessing game of two: whoever is nearer to the target wins, here as a 4 x 4 race downwards.
    const race = matrixGame(
      [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i === j ? 1 : i === j - 1 ? 4 : 0))),
      [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i === j ? 1 : j === i - 1 ? 4 : 0))),
    )
    const zero = [
      [0, 0, 0, 1],
      [0, 0, 0, 1],
    ] as const
    expect([0, 1, 2, 3, 4].map((k) => levelK(race, k, { zero })[0].indexOf(1))).toEqual([3, 2, 1, 0, 0])
    expect(levelK(race, 0)[1]).toEqual([0.25, 0.25, 0.25, 0.25])
    expect(
      levelK(
        matrixGame([
          [1, 1],
          [1, 1],
        ]),
        1,
      )[0],
    ).toEqual([0.5, 0.5])
    const { levels, shares, strategies } = cognitiveHierarchy(race, { tau: 1.5, zero })
    expect(shares[0]).toBeCloseTo(Math.exp(-1.5), 6)
    expect(levels[1]![0].indexOf(1)).toBe(2)
    // Level 2 meets levels 0 and 1 at 1 to 1.5, so undercutting level 1 pays more.
    expect(levels[2]![0].indexOf(1)).toBe(1)
    expect(strategies[0].reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12)
    expect(() => levelK(race, 1.5)).toThrow('whole number')
    expect(() => cognitiveHierarchy(race, { tau: -1 })).toThrow('tau')
    expect(() => levelK(race, 1, { zero: [[1], [1]] })).toThrow('1 entries for 4 actions')
  })

  it('learns zero-sum games by fictitious play, and cycles in that of Shapley', () => {
    const settled = fictitiousPlay(matrixGame(scissors), { rounds: 2 ** 17 })
    expect(settled.gain).toBeLessThan(0.02)
    expect(settled.gains.at(-1)).toBe(settled.gain)
    for (const p of settled.strategies.flat()) expect(p).toBeCloseTo(1 / 3, 1)
    const shapley = matrixGame(
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      [
        [0, 1, 0],
        [0, 0, 1],
        [1, 0, 0],
      ],
    )
    const cycling = fictitiousPlay(shapley, { rounds: 2 ** 20 })
    // The frequencies keep away from the only equilibrium, and runs of the same pair grow geometrically.
    expect(Math.min(...cycling.gains.slice(8))).toBeGreaterThan(0.1)
    const runs = cycling.switches.slice(-8).map((round, i, all) => (i ? round - all[i - 1]! : 0))
    for (let i = 2; i < runs.length; i++) expect(runs[i]! / runs[i - 1]!).toBeGreaterThan(1.2)
    expect(() => fictitiousPlay(shapley, { rounds: 0 })).toThrow('rounds')
    expect(() => fictitiousPlay(shapley, { rounds: 5, start: [3, 0] })).toThrow('3 and 3 actions')
  })
})

describe('dynamics of populations', () => {
  it('follows the logistic curve where one action always pays one more', () => {
    const matrix = [
      [1, 1],
      [0, 0],
    ]
    const { shares, times, end } = replicator(matrix, [0.1, 0.9], { duration: 5, at: [1, 2] })
    for (const [k, time] of times.entries()) expect(shares[k]![0]).toBeCloseTo(1 / (1 + 9 * Math.exp(-time)), 8)
    expect(end).toBe(shares.at(-1))
    const imitation = pairwiseImitation(matrix, [0.1, 0.9], { duration: 5, intensity: 1 })
    expect(imitation.end[0]).toBeCloseTo(1 / (1 + 9 * Math.exp(-5 * Math.tanh(0.5))), 8)
  })

  it('keeps the cycle of rock, paper and scissors, and settles hawks and doves', () => {
    const start = [0.5, 0.3, 0.2]
    const { end } = replicator(scissors, start, { duration: 100, tolerance: 1e-11 })
    expect(end.reduce((x, p) => x * p, 1)).toBeCloseTo(0.03, 7)
    const hawks = [
      [-1, 4],
      [0, 2],
    ] // value 4, cost 6: hawks are V / C
    for (const share of [0.01, 0.99]) {
      const rest = replicator(hawks, [share, 1 - share], { duration: 200 })
      expect(rest.end[0]).toBeCloseTo(2 / 3, 7)
      expect(rest.speed).toBeLessThan(1e-6)
      expect(pairwiseImitation(hawks, [share, 1 - share], { duration: 300, intensity: 2 }).end[0]).toBeCloseTo(2 / 3, 6)
    }
    const pair = replicatorPair(
      sexes,
      [
        [0.7, 0.3],
        [0.6, 0.4],
      ],
      { duration: 100 },
    )
    expect(pair.end[0]).toBeCloseTo(1, 6)
    expect(pair.end[2]).toBeCloseTo(1, 6)
  })

  it('refuses what cannot be followed', () => {
    expect(() => replicator([[1, 2]], [1], { duration: 1 })).toThrow('square matrix, not 1 x 2')
    expect(() => replicator(scissors, [0.5, 0.5, 0.5], { duration: 1 })).toThrow('sums to 1.5')
    expect(() => replicator(scissors, [1, 0, 0], { duration: Number.NaN })).toThrow('duration')
    expect(() => replicator(scissors, [0.5, 0.3, 0.2], { duration: 1e4, most: 10 })).toThrow('after 10 steps')
    expect(() => replicator(scissors, [0.5, 0.3, 0.2], { duration: 1, at: [2] })).toThrow('times to keep')
    expect(() => pairwiseImitation(scissors, [1, 0, 0], { duration: 1, intensity: -1 })).toThrow('intensity')
  })

  it('knows how likely one mutant takes over, and plays it out', () => {
    const payoffs = [
      [1.2, 1.2],
      [1, 1],
    ]
    for (const process of ['moran', 'pairwise'] as const) {
      const population = { payoffs, size: 12, intensity: 1, process }
      const r = Math.exp(-0.2)
      const p = fixationProbability(population)
      expect(p).toBeCloseTo((1 - r) / (1 - r ** 12), 10)
      let taken = 0
      for (let run = 0; run < 3000; run++) if (playFixation(population, luckOf(`${process}/${run}`)).takenOver) taken++
      expect(Math.abs(taken / 3000 - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 3000))
      expect(fixationProbability({ ...population, intensity: 0 }, { first: 3 })).toBeCloseTo(0.25, 12)
      expect(fixationProbability({ ...population, size: 5000, intensity: 500 })).toBeCloseTo(1, 12)
    }
    const population = { payoffs, size: 12, intensity: 1, process: 'moran' } as const
    expect(() => fixationProbability({ ...population, size: 1 })).toThrow('from 2 to')
    expect(() => fixationProbability({ ...population, payoffs: scissors })).toThrow('2 x 2, not 3 x 3')
    expect(() => fixationProbability(population, { first: 13 })).toThrow('not 13')
    expect(() =>
      playFixation({ ...population, size: 1000, intensity: 0 }, luckOf('x'), { first: 500, most: 9 }),
    ).toThrow('after 9 steps')
  })
})
