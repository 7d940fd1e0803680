import fc from 'fast-check'
import {
  drawCorrection,
  drawMargin,
  glicko,
  glicko2,
  matchQuality,
  type Skill,
  trueSkill,
  winCorrection,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

const player = { rating: 1500, deviation: 200 }
const games = [
  { rating: 1400, deviation: 30, score: 1 },
  { rating: 1550, deviation: 100, score: 0 },
  { rating: 1700, deviation: 300, score: 0.5 },
]

describe('Glicko', () => {
  test('does not care for the order of games in a period, and does for the order of periods', () => {
    const [one, other] = [glicko(player, games), glicko(player, games.toReversed())]
    expect(other.rating).toBeCloseTo(one.rating, 9)
    expect(other.deviation).toBeCloseTo(one.deviation, 9)
    const apart = (order: typeof games) => order.reduce((at, game) => glicko(at, [game]), player).rating
    expect(Math.abs(apart(games) - apart(games.toReversed()))).toBeGreaterThan(0.1)
  })

  test('a win lifts as a loss lowers, and certainty grows with every game', () => {
    const scored = (score: number) => glicko(player, [{ rating: 1500, deviation: 80, score }])
    expect(scored(1).rating - 1500).toBeCloseTo(1500 - scored(0).rating, 9)
    expect(scored(0.5).rating).toBeCloseTo(1500, 9)
    expect(scored(1).deviation).toBeLessThan(200)
  })

  test('volatility moves less under a smaller tau', () => {
    const steady = { rating: 1500, deviation: 50, volatility: 0.06 }
    const wins = Array.from({ length: 20 }, () => ({ rating: 1900, deviation: 50, score: 1 }))
    expect(glicko2(steady, wins, { tau: 0.1 }).volatility).toBeLessThan(glicko2(steady, wins, { tau: 1.2 }).volatility)
  })
})

describe('TrueSkill', () => {
  const density = (x: number): number => Math.exp((-x * x) / 2)
  /** The moments of a standard normal around `t`, cut to an interval, by Simpson's rule. */
  const cut = (t: number, low: number, high: number) => {
    const steps = 20_000
    const h = (high - low) / steps
    let [mass, first, second] = [0, 0, 0]
    for (let k = 0; k <= steps; k++) {
      const x = low + k * h
      const weight = (k === 0 || k === steps ? 1 : k % 2 ? 4 : 2) * density(x - t)
      mass += weight
      first += weight * (x - t)
      second += weight * (x - t) ** 2
    }
    return { v: first / mass, w: 1 - (second / mass - (first / mass) ** 2) }
  }

  test('corrects by the moments of the cut normal', () => {
    for (const t of [-6, -1.5, 0, 0.7, 3]) {
      const win = cut(t, 0.4, Math.max(0.4, t) + 14)
      expect(winCorrection(t, 0.4).v).toBeCloseTo(win.v, 8)
      expect(winCorrection(t, 0.4).w).toBeCloseTo(win.w, 8)
      const draw = cut(t, -0.4, 0.4)
      expect(drawCorrection(t, 0.4).v).toBeCloseTo(draw.v, 8)
      expect(drawCorrection(t, 0.4).w).toBeCloseTo(draw.w, 8)
    }
  })

  test('goes over smoothly to its series where the normal has run out', () => {
    for (const correct of [winCorrection, (t: number, e: number) => drawCorrection(t, e)]) {
      const [near, far] = [correct(-34.5, 0.49), correct(-34.53, 0.49)]
      expect(Math.abs(far.v - near.v)).toBeLessThan(0.05)
      expect(Math.abs(far.w - near.w)).toBeLessThan(1e-4)
      for (const t of [-40, -1e3, -1e6]) {
        const { v, w } = correct(t, 0.49)
        expect(v).toBeCloseTo(-t, -1)
        expect(w).toBeGreaterThan(0.99)
        expect(w).toBeLessThan(1)
      }
    }
    expect(drawCorrection(1e4, 0.5).v).toBeLessThan(0)
  })

  const fresh: Skill = { mean: 25, sd: 25 / 3 }
  const one = (mean: number, sd: number) => [{ mean, sd }]

  test('the winner gains and the loser loses, and certainty grows but for the drift', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.double({ min: 0.5, max: 9, noNaN: true }),
        (a, b, sd) => {
          const [winner, loser] = trueSkill([one(a, sd), one(b, 3)], { tau: 0 })
          expect(winner![0]!.mean).toBeGreaterThanOrEqual(a)
          expect(loser![0]!.mean).toBeLessThanOrEqual(b)
          expect(winner![0]!.sd).toBeLessThanOrEqual(sd + 1e-12)
          const swapped = trueSkill([one(b, 3), one(a, sd)], { tau: 0, ranks: [1, 0] })
          expect(swapped[1]![0]!.mean).toBeCloseTo(winner![0]!.mean, 10)
        },
      ),
    )
  })

  test('depends on the order of matches, as it says', () => {
    const play = (at: readonly Skill[], winner: number, loser: number) => {
      const [won, lost] = trueSkill([[at[winner]!], [at[loser]!]])
      return at.map((own, i) => (i === winner ? won![0]! : i === loser ? lost![0]! : own))
    }
    const start = [fresh, fresh, fresh]
    const first = play(play(start, 0, 1), 1, 2)
    const second = play(play(start, 1, 2), 0, 1)
    expect(Math.abs(first[0]!.mean - second[0]!.mean)).toBeGreaterThan(0.1)
  })

  test('of many players the ranks are kept, a draw between two lies between, and teams are told apart by uncertainty', () => {
    const five = trueSkill(Array.from({ length: 5 }, () => [fresh])).map((team) => team[0]!.mean)
    expect(five.toSorted((a, b) => b - a)).toEqual(five)
    expect(five[2]).toBeCloseTo(25, 8)
    const tied = trueSkill([[fresh], [fresh], [fresh]], { ranks: [0, 1, 1] }).map((team) => team[0]!)
    expect(tied[1]!.mean).toBeCloseTo(tied[2]!.mean, 1)
    expect(tied[0]!.mean).toBeGreaterThan(27)
    const [team] = trueSkill([
      [
        { mean: 25, sd: 8 },
        { mean: 25, sd: 1 },
      ],
      [fresh, fresh],
    ])
    expect(team![0]!.mean - 25).toBeGreaterThan(20 * (team![1]!.mean - 25))
  })

  test('an upset beyond all doubt stays finite', () => {
    const [winner, loser] = trueSkill([one(0, 0.1), one(5000, 0.1)], { tau: 0 })
    for (const { mean, sd } of [winner![0]!, loser![0]!]) {
      expect(Number.isFinite(mean)).toBe(true)
      expect(sd).toBeGreaterThan(0)
    }
    const [sure] = trueSkill([one(5000, 0.1), one(0, 0.1)], { tau: 0 })
    expect(sure![0]).toEqual({ mean: 5000, sd: 0.1 })
  })

  test('quality is 1 for certain equals and falls with distance', () => {
    expect(matchQuality(one(25, 1e-9), one(25, 1e-9))).toBeCloseTo(1, 12)
    expect(matchQuality(one(25, 1), one(40, 1))).toBeLessThan(matchQuality(one(25, 1), one(30, 1)))
  })

  test('refuses what is no match', () => {
    expect(() => trueSkill([[fresh]])).toThrow('at least two teams')
    expect(() => trueSkill([[fresh], []])).toThrow('team 1 has no player')
    expect(() => trueSkill([[fresh], one(1, 0)])).toThrow('player 0 of team 1 is 0')
    expect(() => trueSkill([[fresh], [fresh]], { ranks: [0] })).toThrow('2 teams, and 1 ranks')
    expect(() => trueSkill([[fresh], [fresh]], { ranks: [0, 0], drawProbability: 0 })).toThrow('two teams drew')
    expect(() => trueSkill([[fresh], [fresh]], { beta: 0 })).toThrow('beta is 0')
    expect(() => drawMargin(1)).toThrow('1 players')
    expect(() => drawMargin(2, { drawProbability: 1 })).toThrow('chance of a draw is 1')
  })
})
