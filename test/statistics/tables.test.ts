import { assert, double, integer, property } from 'fast-check'
import { differenceOfProportions, oddsRatio, proportion, riskRatio, share, type TwoByTwo } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

const close = (ours: readonly number[], theirs: readonly number[], digits = 9) => {
  expect(ours.length).toBe(theirs.length)
  for (const [i, value] of theirs.entries()) expect(ours[i]).toBeCloseTo(value, digits)
}

describe('two-by-two tables', () => {
  const table = [
    [56, 14],
    [48, 32],
  ] as const

  test('odds ratio and risk ratio as in R', () => {
    const odds = oddsRatio(table)
    close([odds.value, ...odds.interval!], [2.66666666666667, 1.27621787053643, 5.57201969607438])
    expect(odds).toMatchObject({ n: 150, level: 0.95, estimator: 'exp of log odds ratio, Woolf interval' })
    expect(odds.note).toBeUndefined()
    const risk = riskRatio(table)
    close([risk.value, ...risk.interval!], [1.33333333333333, 1.07662642276319, 1.65124851126639])
  })

  test('swapping the arms turns the ratio over', () => {
    const counts = integer({ min: 1, max: 10_000 })
    assert(
      property(counts, counts, counts, counts, (a, b, c, d) => {
        const forth = oddsRatio([
          [a, b],
          [c, d],
        ])
        const back = oddsRatio([
          [c, d],
          [a, b],
        ])
        expect(forth.value * back.value).toBeCloseTo(1, 9)
        expect(forth.interval![0] * back.interval![1]).toBeCloseTo(1, 9)
        expect(forth.p).toBeCloseTo(back.p!, 9)
      }),
    )
  })

  test('Haldane adds a half only where a cell is zero, and says so', () => {
    const odds = oddsRatio([
      [0, 10],
      [5, 5],
    ])
    expect(odds.value).toBeCloseTo((0.5 * 5.5) / (10.5 * 5.5), 12)
    expect(odds.note).toContain('.5 was added')
    expect(odds.n).toBe(20)
    const risk = riskRatio([
      [0, 10],
      [5, 5],
    ])
    expect(risk.note).toContain('.5 was added')
    expect(
      riskRatio([
        [10, 0],
        [5, 5],
      ]).note,
    ).toBeUndefined()
  })

  test('what is no table is refused', () => {
    const wrong: readonly [TwoByTwo, string][] = [
      [
        [
          [-1, 2],
          [3, 4],
        ],
        'the number of treated events is -1',
      ],
      [
        [
          [1, 2.5],
          [3, 4],
        ],
        'the number of treated non-events is 2.5',
      ],
      [
        [
          [1, 2],
          [Number.NaN, 4],
        ],
        'the number of control events is NaN',
      ],
      [
        [
          [0, 0],
          [3, 4],
        ],
        'needs both arms; the first is empty',
      ],
      [
        [
          [0, 5],
          [0, 4],
        ],
        'the event never happened in both arms',
      ],
      [
        [
          [5, 0],
          [4, 0],
        ],
        'the event always happened in both arms',
      ],
    ]
    for (const [bad, why] of wrong) {
      expect(() => oddsRatio(bad)).toThrow(why)
      expect(() => riskRatio(bad)).toThrow(why)
    }
    expect(() => oddsRatio(table, { level: 1 })).toThrow('the level of an interval is 1')
  })
})

describe('proportions', () => {
  test('Wilson and Newcombe as in R', () => {
    close([...proportion(15, 50).interval], [0.191035535008809, 0.437503504644534])
    close([...proportion(0, 20).interval], [0, 0.161125158052819])
    close([...proportion(20, 20).interval], [0.838874841947181, 1])
    const difference = differenceOfProportions([56, 70], [48, 80])
    close(
      [difference.value, ...difference.interval!, difference.statistic!, difference.p!],
      [0.2, 0.052431472402365, 0.333872654036906, 2.65017195125853, 0.00804508136819656],
    )
    expect(share([true, false, true, true])).toEqual(proportion(3, 4))
    expect(differenceOfProportions([0, 10], [0, 12]).p).toBeUndefined()
  })

  test('an interval holds its estimate, stays in [0, 1] and shrinks with n', () => {
    assert(
      property(integer({ min: 1, max: 100_000 }), double({ min: 0, max: 1, noNaN: true }), (n, p) => {
        const events = Math.round(p * n)
        const [low, high] = proportion(events, n).interval
        expect(low >= 0 && high <= 1 && low <= events / n && events / n <= high).toBe(true)
        const [closer, further] = proportion(events * 10, n * 10).interval
        expect(further - closer).toBeLessThan(high - low)
      }),
    )
  })

  test('misuse', () => {
    expect(() => proportion(3, 0)).toThrow('no trials')
    expect(() => proportion(4, 3)).toThrow('4 events cannot happen in 3 trials')
    expect(() => proportion(-1, 3)).toThrow('the number of events is -1')
    expect(() => proportion(Number.NaN, 3)).toThrow('NaN')
    expect(() => share([])).toThrow('no trials')
    expect(() => share([1 as unknown as boolean])).toThrow('value 0 is 1')
    expect(() => differenceOfProportions([1, 2], [1, 0])).toThrow('no trials')
  })
})
