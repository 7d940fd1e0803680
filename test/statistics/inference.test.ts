import { assert, integer, property } from 'fast-check'
import {
  areaUnderCurve,
  barnardTest,
  boschlooTest,
  brentRoot,
  chiSquareTest,
  cliffDelta,
  clopperPearson,
  cochranMantelHaenszel,
  cohenD,
  cohenDz,
  differenceOfProportions,
  equivalenceOfProportions,
  equivalenceTest,
  fisherTableTest,
  fisherTest,
  friedmanTest,
  goodnessOfFit,
  hedgesFactor,
  kendall,
  kendallNull,
  kruskalTest,
  mannWhitneyNull,
  mannWhitneyTest,
  metaAnalysis,
  noncentralChiSquareCdf,
  noncentralTCdf,
  oddsRatio,
  oneSampleTest,
  pairedEquivalence,
  pairedTest,
  pearson,
  permutationTest,
  permutedCorrelation,
  ranks,
  riskRatio,
  root,
  signedRankNull,
  signedRankTest,
  signFlipTest,
  spearman,
  studentTest,
  welchTest,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { luckOf } from '../../src/core/luck.ts'
import { chiSquareSurvival, tCdf } from '../../src/math/distributions.ts'

const luck = (name: string) => luckOf('inference test').of(name)
const tied = { x: [3, 4, 4, 5, 2, 5, 4, 3], y: [2, 3, 1, 2, 4, 3, 2, 2, 1] }

describe('exact tests of two proportions', () => {
  test('the conditional odds ratio makes the expected count the observed one, where R stops short of it', () => {
    const { value } = fisherTest([
      [8, 2],
      [1, 5],
    ])
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k)
    const weights = Array.from({ length: 7 }, (_, i) => choose(10, i + 3) * choose(6, 6 - i) * value ** (i + 3))
    const sum = weights.reduce((a, b) => a + b, 0)
    expect(weights.reduce((a, w, i) => a + (w / sum) * (i + 3), 0)).toBeCloseTo(8, 10)
  })

  test('swapping the arms turns odds ratio and interval over and leaves p', () => {
    const counts = integer({ min: 1, max: 30 })
    assert(
      property(counts, counts, counts, counts, (a, b, c, d) => {
        const forth = fisherTest([
          [a, b],
          [c, d],
        ])
        const back = fisherTest([
          [c, d],
          [a, b],
        ])
        expect(back.p).toBeCloseTo(forth.p, 9)
        if (forth.value > 0 && Number.isFinite(forth.value)) expect(forth.value * back.value).toBeCloseTo(1, 8)
        expect(forth.interval[0] * back.interval[1] || 1).toBeCloseTo(1, 6)
      }),
      { numRuns: 30 },
    )
  })

  test('a large strong table does not underflow', () => {
    const { value, interval, p } = fisherTest([
      [1900, 100],
      [100, 1900],
    ])
    expect(value).toBeGreaterThan(350)
    expect(value).toBeLessThan(361)
    expect(interval[0]).toBeGreaterThan(250)
    expect(interval[1]).toBeLessThan(520)
    expect(p).toBeLessThan(1e-300)
  })

  test('an extreme table has an infinite odds ratio and says so', () => {
    const extreme = fisherTest([
      [5, 0],
      [0, 5],
    ])
    expect(extreme.value).toBe(Infinity)
    expect(extreme.interval[0]).toBeGreaterThan(1)
    expect(extreme.interval[1]).toBe(Infinity)
    expect(extreme.note).toContain('most extreme')
    expect(extreme.p).toBeCloseTo(2 / 252, 12)
  })

  test('one-sided Boschloo is never above Fisher; Barnard of equal arms is 1', () => {
    const counts = integer({ min: 0, max: 7 })
    assert(
      property(counts, counts, (a, c) => {
        const boschloo = boschlooTest(
          [
            [a, 7 - a],
            [c, 8 - c],
          ],
          { alternative: 'greater' },
        )
        expect(boschloo.p).toBeLessThanOrEqual(boschloo.statistic + 1e-9)
        expect(boschloo.nuisance).toBeGreaterThanOrEqual(0)
        expect(boschloo.nuisance).toBeLessThanOrEqual(1)
      }),
      { numRuns: 8 },
    )
    const equal = [
      [4, 4],
      [4, 4],
    ] as const
    expect(barnardTest(equal)).toMatchObject({ value: 0, n: 16, statistic: 0, p: expect.closeTo(1, 9) })
  })

  test("Mendel's peas as on R's help page of binom.test, and closed forms at the ends", () => {
    const peas = clopperPearson(682, 925, { share: 0.75 })
    expect(peas.p).toBeCloseTo(0.3825, 4)
    expect(peas.interval).toEqual([expect.closeTo(0.7076683, 7), expect.closeTo(0.7654066, 7)])
    const one = clopperPearson(0, 20, { alternative: 'less' })
    expect(one.interval).toEqual([0, expect.closeTo(1 - 0.05 ** (1 / 20), 10)])
    expect(clopperPearson(20, 20).p).toBeCloseTo(2 / 2 ** 20, 12)
  })

  test('a table of two rows has the p of the two-by-two test; drawn tables come near all of them', () => {
    const table = [
      [8, 2],
      [1, 5],
    ] as const
    expect(fisherTableTest(table).p).toBeCloseTo(fisherTest(table).p, 10)
    const wide = [
      [3, 1, 4],
      [1, 5, 9],
      [2, 6, 1],
    ]
    const all = fisherTableTest(wide)
    const some = fisherTableTest(wide, { luck: luck('tables') })
    expect(some.monteCarloError).toBeGreaterThan(0)
    expect(Math.abs(some.p - all.p)).toBeLessThan(4 * some.monteCarloError)
    expect(all.monteCarloError).toBe(0)
  })

  test('bad counts and empty arms are named', () => {
    const fails = (table: unknown, message: RegExp) => {
      for (const run of [fisherTest, barnardTest, boschlooTest]) expect(() => run(table as never)).toThrow(message)
    }
    fails(
      [
        [1.5, 2],
        [3, 4],
      ],
      /treated events is 1.5/,
    )
    fails(
      [
        [1, 2],
        [Number.NaN, 4],
      ],
      /control events is NaN/,
    )
    fails(
      [
        [0, 0],
        [3, 4],
      ],
      /first is empty/,
    )
    expect(() =>
      fisherTest([
        [0, 3],
        [0, 4],
      ]),
    ).toThrow(/never happened/)
    expect(() =>
      fisherTest(
        [
          [1, 3],
          [2, 4],
        ],
        { alternative: 'both' as never },
      ),
    ).toThrow(/two-sided, greater or less/)
    expect(() =>
      fisherTest(
        [
          [1, 3],
          [2, 4],
        ],
        { level: 95 },
      ),
    ).toThrow(/between 0 and 1/)
    expect(() =>
      fisherTest(
        [
          [1, 3],
          [2, 4],
        ],
        { tolerance: 0 },
      ),
    ).toThrow(/tolerance/)
    expect(() =>
      barnardTest([
        [1000, 1000],
        [1000, 1000],
      ]),
    ).toThrow(/too large/)
    expect(() => clopperPearson(5, 4)).toThrow(/5 events cannot/)
    expect(() => clopperPearson(0, 0)).toThrow(/no trials/)
    expect(() => clopperPearson(1, 4, { share: 1 })).toThrow(/share/)
    expect(() => fisherTableTest([[1, 2], [3]])).toThrow(/row 1/)
    expect(() =>
      fisherTableTest([
        [0, 0],
        [3, 1],
      ]),
    ).toThrow(/row 0 .* empty/)
    const huge = Array.from({ length: 5 }, () => [90, 80, 70, 60, 50])
    expect(() => fisherTableTest(huge)).toThrow(/pass luck/)
  })
})

describe('ranks', () => {
  test('null distributions by counting every arrangement', () => {
    const counted = (all: readonly number[], length: number) =>
      Array.from({ length }, (_, at) => all.filter((one) => one <= at).length / all.length)
    const ways: number[] = []
    const pick = (from: number, left: number, sum: number): void => {
      if (left === 0) ways.push(sum - 6)
      else for (let rank = from; rank <= 7; rank++) pick(rank + 1, left - 1, sum + rank)
    }
    pick(1, 3, 0)
    for (const [u, p] of counted(ways, 13).entries()) expect(mannWhitneyNull(3, 4)[u]).toBeCloseTo(p, 12)
    const sums = Array.from({ length: 64 }, (_, bits) =>
      [1, 2, 3, 4, 5, 6].reduce((sum, rank, i) => sum + (bits & (1 << i) ? rank : 0), 0),
    )
    for (const [v, p] of counted(sums, 22).entries()) expect(signedRankNull(6)[v]).toBeCloseTo(p, 12)
    expect([...kendallNull(3)]).toEqual([1 / 6, 0.5, 5 / 6, 1].map((p) => expect.closeTo(p, 12)))
    expect(mannWhitneyNull(49, 49)[1200]).toBeCloseTo(0.5, 1)
    expect(mannWhitneyNull(49, 49)[49 * 49]).toBe(1)
  })

  test('ties share their mean rank', () => {
    expect([...ranks([10, 20, 10, 30, 10])]).toEqual([2, 4, 2, 5, 2])
  })

  test('with ties the Hodges-Lehmann interval holds what the test at its ends does not reject', () => {
    const result = mannWhitneyTest(tied.x, tied.y)
    expect(result.exact).toBe(false)
    expect(result.assumptions).toContainEqual({ assumes: 'no ties', holds: false })
    const [low, high] = result.interval
    expect(low).toBeLessThanOrEqual(result.value)
    expect(high).toBeGreaterThanOrEqual(result.value)
    const at = (shift: number) =>
      mannWhitneyTest(
        tied.x.map((one) => one - shift),
        tied.y,
      ).p
    expect(at(low - 1e-6)).toBeLessThan(0.05)
    expect(at(low + 1e-6)).toBeGreaterThanOrEqual(0.05)
    expect(at(high + 1e-6)).toBeLessThan(0.05)
    expect(at(high - 1e-6)).toBeGreaterThanOrEqual(0.05)
    const one = mannWhitneyTest(tied.x, tied.y, { alternative: 'greater' })
    expect(one.interval[1]).toBe(Infinity)
    expect(one.p).toBeCloseTo(result.p / 2, 12)
  })

  test('turning the samples round turns the shift round', () => {
    const [forth, back] = [mannWhitneyTest(tied.x, tied.y), mannWhitneyTest(tied.y, tied.x)]
    expect(back.p).toBeCloseTo(forth.p, 12)
    expect(back.value).toBeCloseTo(-forth.value, 6)
    expect(back.effect.value).toBeCloseTo(-forth.effect.value, 12)
  })

  test('signed ranks drop zeros, and say so', () => {
    const result = signedRankTest([2, -1, 3, 0, 1, 1, -2, 4, 2, 0, 3, 1])
    expect(result).toMatchObject({ n: 10, exact: false, note: expect.stringContaining('2 of 12') })
    expect(result.interval[0]).toBeLessThanOrEqual(result.value)
    expect(result.interval[1]).toBeGreaterThanOrEqual(result.value)
  })

  test('constant, missing and tied data are refused', () => {
    expect(() => mannWhitneyTest([1, 1], [1, 1])).toThrow(/every value is 1/)
    expect(() => mannWhitneyTest([], [1])).toThrow(/0 values/)
    expect(() => mannWhitneyTest([1, Number.NaN], [1])).toThrow(/value 1 is NaN/)
    expect(() => mannWhitneyTest(tied.x, tied.y, { exact: true })).toThrow(/ties/)
    expect(() => signedRankTest([0, 0])).toThrow(/every difference is zero/)
    expect(() => signedRankTest([1, 1, 2], { exact: true })).toThrow(/ties or zeros/)
    expect(signedRankTest([1, 1, 2])).toMatchObject({
      interval: [-Infinity, Infinity],
      note: expect.stringContaining('too few'),
    })
    expect(signedRankTest([1, 2, 3])).toMatchObject({
      interval: [1, 3],
      level: 0.75,
      note: expect.stringContaining('.75'),
    })
    expect(() => kruskalTest([[1, 2]])).toThrow(/at least two/)
    expect(() => kruskalTest([[1, 2], []])).toThrow(/group 1/)
    expect(() => kruskalTest([[2, 2], [2]])).toThrow(/every value is 2/)
    expect(() => friedmanTest([[1, 2], [1]])).toThrow(/block 1/)
    expect(() =>
      friedmanTest([
        [1, 1],
        [2, 2],
      ]),
    ).toThrow(/tells treatments apart/)
  })
})

describe('chi-square', () => {
  test('the interval of V holds V, and starts at zero where there is nothing', () => {
    const strong = chiSquareTest([
      [762, 327, 468],
      [484, 239, 477],
    ])
    expect(strong.interval[0]).toBeGreaterThan(0)
    expect(strong.interval[0]).toBeLessThan(strong.value)
    expect(strong.interval[1]).toBeGreaterThan(strong.value)
    expect(
      chiSquareTest([
        [10, 10],
        [10, 10],
      ]),
    ).toMatchObject({ value: 0, p: 1, interval: [0, 0] })
    expect(
      chiSquareTest([
        [1, 2],
        [3, 4],
      ]).assumptions[1]!.holds,
    ).toBe(false)
    expect(goodnessOfFit([20, 20, 20])).toMatchObject({ statistic: 0, p: 1, df: 2 })
  })

  test('noncentral distributions: central ones at zero, and their symmetry', () => {
    expect(noncentralTCdf(1.3, 7, 0)).toBeCloseTo(tCdf(1.3, 7), 12)
    expect(noncentralTCdf(-1.3, 7, 0.8)).toBeCloseTo(1 - noncentralTCdf(1.3, 7, -0.8), 12)
    expect(noncentralChiSquareCdf(4, 3, 0)).toBeCloseTo(1 - chiSquareSurvival(4, 3), 12)
    // A noncentral chi-square of one degree of freedom is the square of a shifted normal.
    expect(noncentralChiSquareCdf(4, 1, 1)).toBeCloseTo(0.8399947732, 6)
  })

  test('bad tables are named', () => {
    expect(() => chiSquareTest([[1, 2]])).toThrow(/1 rows/)
    expect(() =>
      chiSquareTest([
        [0, 2],
        [0, 3],
      ]),
    ).toThrow(/column 0/)
    expect(() =>
      chiSquareTest([
        [1, -2],
        [0, 3],
      ]),
    ).toThrow(/cell 0, 1/)
    expect(() => goodnessOfFit([1, 2], { shares: [0.5, 0.6] })).toThrow(/sum to 1.1/)
    expect(() => goodnessOfFit([1, 2], { shares: [0, 1] })).toThrow(/share 0 is 0/)
    expect(() => goodnessOfFit([0, 0])).toThrow(/no observations/)
    expect(() =>
      cochranMantelHaenszel([
        [
          [1, 2],
          [3, 4],
        ],
      ]),
    ).toThrow(/1 strata/)
    expect(() =>
      cochranMantelHaenszel([
        [
          [0, 2],
          [3, 4],
        ],
        [
          [0, 5],
          [1, 1],
        ],
      ]),
    ).toThrow(/is zero/)
    expect(() =>
      cochranMantelHaenszel([
        [
          [1, 2],
          [0, 0],
        ],
        [
          [1, 5],
          [1, 1],
        ],
      ]),
    ).toThrow(/stratum 0/)
  })

  test('strata whose odds ratios point apart fail the assumption of one', () => {
    const apart = cochranMantelHaenszel([
      [
        [90, 10],
        [10, 90],
      ],
      [
        [10, 90],
        [90, 10],
      ],
    ])
    expect(apart.value).toBeCloseTo(1, 12)
    expect(apart.assumptions[1]!.holds).toBe(false)
  })
})

describe('permutation tests', () => {
  const x = Array.from({ length: 20 }, (_, i) => Math.sin(i * 1.7) + 0.5)
  const y = Array.from({ length: 20 }, (_, i) => Math.cos(i * 2.3))

  test('drawn ones need luck, show their error and come near the t test', () => {
    expect(() => permutationTest(x, y)).toThrow(/pass luck/)
    const drawn = permutationTest(x, y, { luck: luck('two'), replicates: 4999 })
    expect(drawn).toMatchObject({ exact: false, arrangements: 4999, n: 40 })
    expect(drawn.monteCarloError).toBeCloseTo(Math.sqrt((drawn.p * (1 - drawn.p)) / 4999), 12)
    expect(Math.abs(drawn.p - welchTest(x, y).p)).toBeLessThan(0.02)
    expect(permutationTest(x, y, { luck: luck('two'), replicates: 4999 }).p).toBe(drawn.p)
    expect(drawn.interval).toEqual(welchTest(x, y).interval)
    const pairs = signFlipTest(x, { luck: luck('pairs'), replicates: 999 })
    expect(pairs.p).toBeLessThan(0.05)
    const many = permutedCorrelation(x, y, { luck: luck('r'), replicates: 1999 })
    expect(Math.abs(many.p - pearson(x, y).p)).toBeLessThan(0.05)
  })

  test('nine of each are enumerated whole', () => {
    const [a, b] = [x.slice(0, 9), y.slice(0, 9)]
    const all = permutationTest(a, b)
    expect(all).toMatchObject({ exact: true, arrangements: 48620, monteCarloError: 0 })
    expect(all.p).toBeCloseTo(welchTest(a, b).p, 1)
  })

  test('no variation within samples: still a test, no interval, and a note', () => {
    const constant = permutationTest([2, 2, 2], [1, 1, 1])
    expect(constant.p).toBeCloseTo(2 / 20, 12)
    expect(constant.interval).toBeUndefined()
    expect(constant.note).toContain('no interval')
  })

  test('bad input', () => {
    expect(() => permutationTest([1, 1], [1])).toThrow(/every value is 1/)
    expect(() => permutationTest([1, Infinity], [1])).toThrow(/Infinity/)
    expect(() => permutationTest(x, y, { luck: luck('z'), replicates: 3 })).toThrow(/from 99 on/)
    expect(() => signFlipTest([0, 0])).toThrow(/every difference is zero/)
    expect(() => permutedCorrelation([1, 2, 3], [1, 1, 1])).toThrow(/second column is 1/)
  })
})

describe('effects and equivalence', () => {
  test('an effect far from zero still has an interval about it', () => {
    const spread = Array.from({ length: 400 }, (_, i) => Math.sin(i))
    const d = cohenD(
      spread.map((one) => one + 3),
      spread,
    )
    expect(d.statistic).toBeGreaterThan(37)
    expect(d.interval[0]).toBeLessThan(d.value)
    expect(d.interval[1]).toBeGreaterThan(d.value)
    expect(d.interval[1] - d.interval[0]).toBeLessThan(1)
  })

  test('Cliff delta turns with the samples and refuses where it has no variance', () => {
    const [forth, back] = [cliffDelta(tied.x, tied.y), cliffDelta(tied.y, tied.x)]
    expect(back.value).toBeCloseTo(-forth.value, 12)
    expect(back.interval[0]).toBeCloseTo(-forth.interval[1], 12)
    expect(forth.value).toBeCloseTo(mannWhitneyTest(tied.x, tied.y).effect.value, 12)
    expect(() => cliffDelta([5, 6], [1, 2])).toThrow(/mannWhitneyTest/)
  })

  test('samples and their moments give the same equivalence test, which flips with the bounds', () => {
    const x = [5.1, 4.9, 5.3, 5, 5.2, 4.8]
    const y = [5, 5.1, 4.9, 5.2, 5, 4.9]
    const wide = equivalenceTest(x, y, { bounds: 0.5 })
    expect(wide.equivalent).toBe(true)
    expect(wide.interval[0]).toBeGreaterThan(-0.5)
    expect(equivalenceTest(x, y, { bounds: 0.05 }).equivalent).toBe(false)
    expect(wide.p).toBe(Math.max(wide.lower.p, wide.upper.p))
    const paired = pairedEquivalence(
      x.map((one, i) => one - y[i]!),
      { bounds: [-0.5, 0.5] },
    )
    expect(paired).toMatchObject({ equivalent: true, df: 5, n: 6, level: 0.9 })
  })

  test('bad input', () => {
    expect(() => cohenD([1, 1], [2, 2])).toThrow(/do not vary/)
    expect(() => cohenDz([1])).toThrow(/1 values/)
    expect(() => hedgesFactor(1)).toThrow(/more than 1/)
    expect(() => equivalenceTest([1, 2], [1, 3], { bounds: -1 })).toThrow(/lower comes first/)
    expect(() => equivalenceTest([1, 2], [1, 3], { bounds: 1, alpha: 0.5 })).toThrow(/alpha/)
    expect(() => equivalenceTest([1, 1], [1, 1], { bounds: 1 })).toThrow(/do not vary/)
    expect(() => equivalenceTest({ n: 1, mean: 0, sd: 1 }, [1, 3], { bounds: 1 })).toThrow(/n 1/)
    expect(() => equivalenceOfProportions([0, 5], [0, 5], { bounds: 0.1 })).toThrow(/0 or 1/)
    expect(() => equivalenceOfProportions([6, 5], [0, 5], { bounds: 0.1 })).toThrow(/6 events/)
    expect(() => pairedEquivalence([1, 1], { bounds: 1 })).toThrow(/do not vary/)
  })
})

describe('correlations', () => {
  test("Spearman's series at ten pairs is within .001 of the count of all orders", () => {
    const x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    for (const y of [
      [2, 1, 4, 3, 7, 5, 6, 10, 8, 9],
      [3, 5, 1, 7, 2, 9, 4, 10, 6, 8],
      [10, 4, 7, 8, 9, 2, 5, 1, 6, 3],
    ]) {
      const result = spearman(x, y)
      // Orders by the set of ranks used and the sum of squares so far.
      let reach = new Map<number, Map<number, number>>([[0, new Map([[0, 1]])]])
      for (let i = 0; i < 10; i++) {
        const next = new Map<number, Map<number, number>>()
        for (const [used, sums] of reach)
          for (let k = 0; k < 10; k++) {
            if (used & (1 << k)) continue
            const into = next.get(used | (1 << k)) ?? new Map<number, number>()
            next.set(used | (1 << k), into)
            for (const [sum, ways] of sums) into.set(sum + (i - k) ** 2, (into.get(sum + (i - k) ** 2) ?? 0) + ways)
          }
        reach = next
      }
      let [below, above, all] = [0, 0, 0]
      for (const [sum, ways] of reach.get(1023)!) {
        all += ways
        if (sum <= result.statistic + 1e-9) below += ways
        if (sum >= result.statistic - 1e-9) above += ways
      }
      expect(Math.abs(result.p - Math.min(1, (2 * Math.min(below, above)) / all))).toBeLessThan(1e-3)
    }
  })

  test('ties take the normal and t approximations, perfect ones have no interval', () => {
    const [x, y] = [tied.x, tied.y.slice(0, 8)]
    expect(kendall(x, y).test).toContain('normal')
    expect(spearman(x, y).test).toContain('t approximation')
    expect(spearman(x, y).interval![0]).toBeLessThan(spearman(x, y).value)
    const perfect = spearman([1, 2, 3, 4, 5], [2, 4, 6, 8, 10])
    expect(perfect.value).toBeCloseTo(1, 12)
    expect(perfect.interval).toBeUndefined()
    expect(perfect.p).toBeCloseTo(2 / 120, 12)
    expect(kendall([1, 2, 3, 4, 5], [5, 4, 3, 2, 1])).toMatchObject({ value: -1, statistic: 0 })
  })

  test('bad input', () => {
    for (const run of [pearson, spearman, kendall]) {
      expect(() => run([1, 2, 3, 4], [1, 2, 3])).toThrow(/not 4 and 3/)
      expect(() => run([1, 1, 1], [1, 2, 3])).toThrow(/first column is 1/)
      expect(() => run([1, Number.NaN, 1], [1, 2, 3])).toThrow(/NaN/)
    }
  })
})

test('roots: to the last bit by bisection, near enough by Brent, and none without a change of sign', () => {
  const f = (x: number) => x ** 3 - 2
  expect(root(f, 0, 2)).toBeCloseTo(Math.cbrt(2), 15)
  expect(brentRoot(f, 0, 2, 1e-10)).toBeCloseTo(Math.cbrt(2), 9)
  expect(() => root(f, 2, 3)).toThrow(/no root/)
  expect(() => brentRoot(f, 2, 3, 1e-9)).toThrow(/no root/)
})

describe('t tests', () => {
  const [x, y] = [
    [1, 2, 2.5, 4],
    [2, 3.1, 5],
  ] as const
  const near = ({ p, interval }: { p: number; interval: readonly number[] }, theirs: readonly number[]) => {
    expect(p).toBeCloseTo(theirs[0]!, 10)
    for (const [k, end] of interval.entries())
      if (Number.isFinite(end)) expect(end).toBeCloseTo(theirs[1 + k]!, 10)
      else expect(end).toBe(theirs[1 + k])
  }

  test('one-sided, as R: t.test(x, y, alternative = )', () => {
    near(welchTest(x, y, { alternative: 'less' }), [0.20523078373, Number.NEGATIVE_INFINITY, 1.322873135841])
    near(welchTest(x, y, { alternative: 'greater' }), [0.79476921627, -3.306206469174, Number.POSITIVE_INFINITY])
    near(oneSampleTest(x, { mean: 1, alternative: 'greater' }), [0.0575859759882, 0.9041478532489, Infinity])
    near(pairedTest(x, [1, 1, 3, 2], { alternative: 'less' }), [0.82921200008, -Infinity, 1.92956100518])
    near(studentTest(x, y, { alternative: 'greater' }), [0.807668102686, -3.089949846079, Infinity])
    expect(() => welchTest(x, y, { alternative: 'more' as 'less' })).toThrow(
      'is more; it is two-sided, greater or less',
    )
  })

  test('carry the size of their effect and what they take for granted', () => {
    expect(welchTest(x, y).effect.value).toBeCloseTo(-0.713278527011, 10)
    expect(studentTest(x, y).effect.value).toBeCloseTo(cohenD(x, y).value, 12)
    const { effect, assumptions, test } = pairedTest(x, [1, 1, 3, 2])
    expect(effect).toEqual({ name: "Cohen's d_z", value: expect.closeTo(cohenDz([0, 1, -0.5, 2]).value, 12) })
    expect(test).toBe('paired t test, two-sided')
    expect(assumptions.map(({ holds }) => holds)).toEqual([undefined, false])
  })
})

test('where the rank sum is level for a stretch, the shift is the middle of it, the median of all differences', () => {
  const { value } = mannWhitneyTest([-1, -2, 2, -1], [-2.6, 0.4], { correct: false })
  expect(value).toBeCloseTo(1.1, 10)
})

test('an area under the curve of one class says how many there are', () => {
  expect(() => areaUnderCurve([false, false, false], [1, 2, 3])).toThrow('0 outcomes are 1 and 3 are 0')
})

test('REML settles beside no heterogeneity, where plain scoring goes back and forth', () => {
  const values = [0.17532405382064806, 0.6496754721254006, 0.17637264133878983, 0.5875416242527742, 0.5514008690599439]
  const variances = [
    0.02559270982116823, 0.1462151280915696, 0.10719871455492345, 0.1504630388275438, 0.04564205150308174,
  ]
  const effects = [
    ...values.map((value, i) => ({ value, variance: variances[i]! })),
    { value: 0.504445862857916, variance: 0.09967909843882716 },
    { value: 0.6115669968717352, variance: 0.1218597293116745 },
    { value: 0.5662237390261232, variance: 0.08526057145549477 },
  ]
  // R: metafor::rma(y, v, method = "REML", test = "knha", control = list(stepadj = .5, threshold = 1e-12, maxiter = 1e4)).
  const { tau2, value, interval } = metaAnalysis(effects)
  expect(tau2).toBeCloseTo(0.00377997, 7)
  expect(value).toBeCloseTo(0.407977193, 7)
  expect(interval[0]).toBeCloseTo(0.232870419, 7)
  expect(interval[1]).toBeCloseTo(0.583083968, 7)
})

test('ratios and differences of shares carry their test, effect and what they take for granted', () => {
  const table = [
    [12, 28],
    [3, 37],
  ] as const
  const odds = oddsRatio(table)
  expect(odds.effect).toEqual({ name: 'odds ratio', value: expect.closeTo((12 * 37) / (28 * 3), 12) })
  expect(odds).toMatchObject({ n: 80, estimator: 'exp of log odds ratio, Woolf interval' })
  expect(odds.assumptions.map(({ holds }) => holds)).toEqual([undefined, false])
  expect(riskRatio(table)).toMatchObject({
    test: "Wald's z test of the log risk ratio",
    effect: { name: 'risk ratio' },
  })
  const difference = differenceOfProportions([12, 40], [3, 40])
  // R: pwr::ES.h(12/40, 3/40).
  expect(difference.effect.value).toBeCloseTo(2 * (Math.asin(Math.sqrt(0.3)) - Math.asin(Math.sqrt(0.075))), 12)
  expect(difference.assumptions[1]!.holds).toBe(true)
})
