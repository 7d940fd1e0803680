import { array, assert, double, property } from 'fast-check'
import {
  benjaminiHochberg,
  cronbachAlpha,
  exponentiate,
  holm,
  matchedDifference,
  mean,
  oneSampleTest,
  pairedTest,
  quantile,
  standardDeviation,
  summarise,
  variance,
  welchTest,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

const x = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]
const y = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]

const close = (ours: readonly number[], theirs: readonly number[], digits = 9) => {
  expect(ours.length).toBe(theirs.length)
  for (const [i, value] of theirs.entries()) expect(ours[i]).toBeCloseTo(value, digits)
}

describe('t tests', () => {
  test('the sleep data as in R', () => {
    const welch = welchTest(x, y)
    close(
      [welch.statistic, welch.df, welch.p, ...welch.interval],
      [-1.86081346748685, 17.7764735161785, 0.0793941401873582, -3.36548323071171, 0.20548323071171],
    )
    const paired = pairedTest(x, y)
    close(
      [paired.statistic, paired.df, paired.p, ...paired.interval],
      [-4.06212768338204, 9, 0.00283289019738427, -2.45988576327698, -0.700114236723018],
    )
    const one = oneSampleTest(x, { mean: 1 })
    close(
      [one.statistic, one.p, ...one.interval],
      [-0.44190338023794, 0.668986623614675, -0.529780413526232, 2.02978041352623],
    )
    expect([welch.n, paired.n]).toEqual([20, 10])
  })

  test('matched pairs are the paired test on merged rows, whatever their order', () => {
    const rows = x.flatMap((value, i) => [
      { person: i, drug: 'a', extra: value },
      { person: i, drug: 'b', extra: y[i]! },
    ])
    const match = { pair: 'person', arm: 'drug', between: ['a', 'b'], outcome: 'extra' } as const
    const { note, ...matched } = matchedDifference([...rows].reverse(), match)
    expect(note).toBeUndefined()
    const paired = pairedTest(x, y)
    close([matched.value, matched.p, ...matched.interval], [paired.value, paired.p, ...paired.interval])
    const more = [...rows, { person: 77, drug: 'a', extra: 1e6 }, { person: 0, drug: 'c', extra: Number.NaN }]
    const left = matchedDifference(more, match)
    expect(left.value).toBeCloseTo(paired.value, 12)
    expect(left.note).toBe('1 of 11 pairs have one arm only and are left out')
    expect(() => matchedDifference([...rows, rows[0]!], match)).toThrow('person 0 holds drug a twice')
    expect(() => matchedDifference(rows, { ...match, between: ['a', 'z'] })).toThrow('drug is never "z"; it is a, b')
    expect(() => matchedDifference(rows.slice(0, 3), match)).toThrow('1 pairs have both arms a and b')
    expect(() => matchedDifference([], match)).toThrow('there are no rows')
  })

  test('misuse', () => {
    expect(() => welchTest([1], [1, 2])).toThrow('the first sample of a Welch test: 1 values, at least 2')
    expect(() => welchTest([1, 2], [1, Number.NaN])).toThrow('the second sample of a Welch test: value 1 is NaN')
    expect(() => welchTest([1, 1], [2, 2])).toThrow('the values do not vary')
    expect(() => pairedTest([1, 2, 3], [1, 2])).toThrow('not 3 and 2')
    expect(() => pairedTest([1, 2], [2, 3])).toThrow('do not vary')
    expect(() => oneSampleTest([1, 2], { mean: Infinity })).toThrow('value 0 is Infinity')
    expect(() => welchTest(x, ['1', '2'] as unknown as number[])).toThrow('value 0 is 1, not a finite number')
  })
})

describe('summaries', () => {
  test('as in R', () => {
    const values = [22, 1, 4, 2, 16, 7, 11]
    close(
      [0.1, 0.25, 0.5, 0.9].map((p) => quantile(values, p)),
      [1.6, 3, 7, 18.4],
    )
    expect(summarise(values)).toEqual({
      n: 7,
      mean: 9,
      sd: standardDeviation(values),
      min: 1,
      quartiles: [3, 7, 13.5],
      max: 22,
    })
    expect(values[0]).toBe(22)
    expect(standardDeviation([10, 27, 31, 40, 46, 50, 52, 104, 146])).toBeCloseTo(42.4169122455235, 10)
    expect(variance([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBe(1)
    expect(summarise([5])).toEqual({ n: 1, mean: 5, min: 5, quartiles: [5, 5, 5], max: 5 })
  })

  test('misuse', () => {
    expect(() => mean([])).toThrow('a mean: 0 values')
    expect(() => mean(new Float64Array(0))).toThrow('a mean: 0 values')
    expect(() => mean(Float64Array.of(1, Number.NaN))).toThrow('a mean: value 1 is NaN')
    expect(() => mean([1, null as unknown as number])).toThrow('value 1 is null')
    expect(() => variance([1])).toThrow('a variance: 1 values, at least 2')
    expect(() => quantile([1, 2], 50)).toThrow('a quantile is asked for at 50')
    expect(() => summarise([1, Infinity])).toThrow('value 1 is Infinity')
  })
})

describe("Cronbach's alpha", () => {
  const answers = [
    [3, 4, 3, 5, 2],
    [4, 4, 5, 5, 3],
    [2, 3, 2, 3, 1],
    [5, 5, 4, 5, 4],
    [3, 3, 3, 4, 2],
    [1, 2, 2, 2, 1],
    [4, 5, 4, 4, 3],
    [2, 2, 3, 3, 2],
  ]

  test('as in R, with the interval of Feldt', () => {
    const alpha = cronbachAlpha(answers)
    expect(alpha.value).toBeCloseTo(0.958730158730159, 12)
    expect(alpha).toMatchObject({ n: 8, items: 5 })
    // 1 - (1 - alpha) F at 7 and 28 degrees of freedom, F from its definition at 40 digits.
    close([...alpha.interval], [0.8851890038785, 0.99057231133046], 9)
  })

  test('misuse', () => {
    expect(() => cronbachAlpha([])).toThrow('0 respondents and 0 items')
    expect(() => cronbachAlpha([[1], [2]])).toThrow('2 respondents and 1 items')
    expect(() => cronbachAlpha([[1, 2], [3]])).toThrow('respondent 1 answered 1 items, the first 2')
    expect(() =>
      cronbachAlpha([
        [1, 2],
        [3, Number.NaN],
      ]),
    ).toThrow('the answers of respondent 1: value 1 is NaN')
    expect(() =>
      cronbachAlpha([
        [1, 2],
        [2, 1],
      ]),
    ).toThrow('the same total')
  })
})

describe('many tests', () => {
  const p = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ]

  test("the example of Benjamini and Hochberg as R's p.adjust has it", () => {
    close(holm(p), [0.0015, 0.0056, 0.0247, 0.114, 0.2211, 0.278, 0.278, 0.278, 0.3213, 1, 1, 1, 1, 1, 1])
    expect(benjaminiHochberg(p).filter((one) => one <= 0.05)).toHaveLength(4)
    expect(benjaminiHochberg(p)[5]).toBeCloseTo(0.0638571428571429, 12)
  })

  test('order does not matter, nothing falls below its own p, Holm is the stricter', () => {
    assert(
      property(array(double({ min: 0, max: 1, noNaN: true })), (some) => {
        const strict = holm(some)
        const screen = benjaminiHochberg(some)
        for (const [i, one] of some.entries())
          expect(one <= screen[i]! && screen[i]! <= strict[i]! && strict[i]! <= 1).toBe(true)
        expect(holm([...some].reverse())).toEqual([...strict].reverse())
      }),
    )
    expect(() => holm([0.1, 1.2])).toThrow('p value 1 is 1.2')
    expect(() => benjaminiHochberg([Number.NaN])).toThrow('p value 0 is NaN')
    expect(holm([])).toEqual([])
  })
})

test('a logarithm as a ratio keeps its test', () => {
  const estimate = {
    value: Math.log(2),
    interval: [0, Math.log(4)] as const,
    n: 3,
    estimator: 'log ratio',
    p: 0.05,
    se: 0.3,
  }
  const ratio = exponentiate(estimate)
  expect(ratio.value).toBeCloseTo(2, 12)
  close([...ratio.interval], [1, 4])
  expect(ratio).toMatchObject({ p: 0.05, se: 0.3, estimator: 'exp of log ratio' })
})
