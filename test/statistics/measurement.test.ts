import {
  agreementTable,
  areaUnderCurve,
  brierScore,
  calibrationCurve,
  calibrationSlope,
  clusterRobust,
  clusterRobustLogistic,
  coefficient,
  cohenKappa,
  compareAreas,
  expectedCalibrationError,
  factor,
  fleissKappa,
  intraclassCorrelations,
  krippendorffAlpha,
  leastSquares,
  logLoss,
  type Metric,
  metaAnalysis,
  numeric,
  type Outcome,
  poisson,
  SeparationError,
  temperature,
  variance,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { mtcars } from './fixtures.ts'

/** Park and Miller's generator: enough chance for a test, the same every time. */
const luckOf = (seed: number) => {
  let state = seed
  return { uniform: () => (state = (state * 16807) % 2147483647) / 2147483647 }
}

describe("Krippendorff's alpha", () => {
  const ratings = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
    [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
  ]
  test('the example of Krippendorff 2011; words as well as numbers for the nominal metric', () => {
    const alpha = krippendorffAlpha(ratings, { metric: 'nominal' })
    expect(alpha.value).toBeCloseTo(0.743421052631579, 12)
    expect([alpha.n, alpha.pairable]).toEqual([11, 40])
    const words = ratings.map((row) => row.map((one) => (one === null ? null : `level ${one}`)))
    expect(krippendorffAlpha(words, { metric: 'nominal' }).value).toBe(alpha.value)
  })
  test('the interval comes from resampled units and repeats with the luck', () => {
    const options = { metric: 'interval' as const, replicates: 500 }
    const once = krippendorffAlpha(ratings, { ...options, luck: luckOf(3) })
    expect(once.interval![0]).toBeLessThan(once.value)
    expect(once.interval![1]).toBeGreaterThan(once.value)
    expect(krippendorffAlpha(ratings, { ...options, luck: luckOf(3) }).interval).toEqual(once.interval)
  })
  test('units that hardly differ have an alpha but no interval', () => {
    const alike = [
      [1, 1, 1, 2],
      [1, 1, 1, 2],
    ]
    expect(krippendorffAlpha(alike, { metric: 'nominal' }).value).toBe(1)
    expect(() => krippendorffAlpha(alike, { metric: 'nominal', luck: luckOf(3) })).toThrow('too few units differ')
  })
  test('bad input', () => {
    const of = (rows: unknown, metric: unknown) => () =>
      krippendorffAlpha(rows as number[][], { metric: metric as Metric })
    expect(of([[1, 2], [1]], 'nominal')).toThrow('rater 1 has 1 units, the first 2')
    expect(
      of(
        [
          [1, Number.NaN],
          [1, 2],
        ],
        'interval',
      ),
    ).toThrow('rater 0, unit 1: NaN is no rating')
    expect(
      of(
        [
          [1, undefined],
          [1, 2],
        ],
        'interval',
      ),
    ).toThrow('null where there is none')
    expect(of([['a'], ['b']], 'ordinal')).toThrow("'a' is a word")
    expect(
      of(
        [
          ['a', 1],
          ['b', 2],
        ],
        'nominal',
      ),
    ).toThrow('words and numbers')
    expect(of([[-1], [1]], 'ratio')).toThrow('negative')
    expect(
      of(
        [
          [1, null],
          [null, 2],
        ],
        'nominal',
      ),
    ).toThrow('no unit has two ratings')
    expect(
      of(
        [
          [4, 4],
          [4, 4],
        ],
        'interval',
      ),
    ).toThrow('every rating is 4')
    expect(of([], 'interval')).toThrow('no unit has two ratings')
    expect(
      of(
        [
          [1, 2],
          [1, 2],
        ],
        'cardinal',
      ),
    ).toThrow('nominal, ordinal, interval, ratio')
  })
})

describe('kappa', () => {
  const table = [
    [11, 3, 1],
    [4, 9, 5],
    [0, 2, 15],
  ]
  test('quadratic weights give the concordance of the scores, as Krippendorff (1970) showed', () => {
    const pairs = table.flatMap((row, i) =>
      row.flatMap((count, j) => Array.from({ length: count }, () => [i, j] as const)),
    )
    const n = pairs.length
    const [a, b] = [0, 1].map((side) => pairs.reduce((sum, pair) => sum + pair[side]!, 0) / n) as [number, number]
    const moment = (f: (i: number, j: number) => number) => pairs.reduce((sum, [i, j]) => sum + f(i, j), 0) / n
    const concordance =
      (2 * moment((i, j) => (i - a) * (j - b))) /
      (moment((i) => (i - a) ** 2) + moment((_, j) => (j - b) ** 2) + (a - b) ** 2)
    expect(cohenKappa(table, { weights: 'quadratic' }).value).toBeCloseTo(concordance, 12)
  })
  test('weights make no difference with two categories, and the standard error is that of the jackknife', () => {
    const two = [
      [20, 5],
      [10, 15],
    ]
    for (const weights of ['linear', 'quadratic'] as const) {
      expect(cohenKappa(two, { weights }).value).toBeCloseTo(0.4, 12)
      expect(cohenKappa(two, { weights }).se).toBeCloseTo(0.1269960629311, 10)
    }
    const big = table.map((row) => row.map((count) => count * 40))
    const kappa = cohenKappa(big, { weights: 'linear' })
    const shares = big.flatMap((row, i) =>
      row.map((count, j) => {
        if (count === 0) return [0, 0] as const
        const less = big.map((line, k) => line.map((cell, l) => (k === i && l === j ? cell - 1 : cell)))
        return [count, cohenKappa(less, { weights: 'linear' }).value] as const
      }),
    )
    const n = kappa.n
    const centre = shares.reduce((sum, [count, value]) => sum + count * value, 0) / n
    const spread = shares.reduce((sum, [count, value]) => sum + count * (value - centre) ** 2, 0)
    expect(Math.sqrt(((n - 1) / n) * spread) / kappa.se).toBeCloseTo(1, 2)
  })
  test('a table is made from two lists; prevalence is noted', () => {
    expect(agreementTable(['a', 'b', 'a'], ['a', 'a', 'b'])).toEqual([
      [1, 1],
      [1, 0],
    ])
    expect(() => agreementTable(['a'], [])).toThrow('1 and 0 items')
    expect(() => agreementTable(['a'], ['c'], ['a', 'b'])).toThrow('rated c')
    const lopsided = cohenKappa([
      [95, 2],
      [2, 1],
    ])
    expect(lopsided.note).toContain('AC1')
    expect(lopsided.ac1).toBeGreaterThan(lopsided.value)
  })
  test("Fleiss' kappa: Gwet's standard error is near the jackknife over items", () => {
    const counts = Array.from({ length: 60 }, (_, i) => {
      const first = (i * 7) % 6
      const second = Math.min(5 - first, (i * 3) % 4)
      return [first, second, 5 - first - second]
    })
    const kappa = fleissKappa(counts)
    const left = counts.map((_, i) => fleissKappa(counts.filter((_, j) => j !== i)).value)
    const centre = left.reduce((a, b) => a + b, 0) / 60
    const jackknife = Math.sqrt((59 / 60) * left.reduce((sum, one) => sum + (one - centre) ** 2, 0))
    expect(Math.abs(jackknife / kappa.se - 1)).toBeLessThan(0.05)
  })
  test('bad input', () => {
    expect(() => cohenKappa([[1, 2]])).toThrow('square')
    expect(() => cohenKappa([])).toThrow('at least two categories')
    expect(() => cohenKappa([[1, 2], [3]])).toThrow('row 1 has 1 cells')
    expect(() =>
      cohenKappa([
        [1, -2],
        [3, 4],
      ]),
    ).toThrow('a count is a whole number')
    expect(() =>
      cohenKappa([
        [1, Number.NaN],
        [3, 4],
      ]),
    ).toThrow('NaN')
    expect(() =>
      cohenKappa([
        [0, 0],
        [0, 0],
      ]),
    ).toThrow('empty')
    expect(() =>
      cohenKappa([
        [9, 0],
        [0, 0],
      ]),
    ).toThrow('one and the same category')
    expect(() =>
      cohenKappa([
        [9, 3],
        [0, 0],
      ]),
    ).toThrow('one category only')
    expect(() => cohenKappa(table, { weights: 'cubic' as 'none' })).toThrow('none, linear, quadratic')
    expect(() => cohenKappa(table, { level: 95 })).toThrow('between 0 and 1')
    expect(() =>
      fleissKappa([
        [2, 1],
        [2, 2],
      ]),
    ).toThrow('item 1 has 4 raters')
    expect(() =>
      fleissKappa([
        [3, 0],
        [3, 0],
      ]),
    ).toThrow('one category')
    expect(() =>
      fleissKappa([
        [1, 0],
        [0, 1],
      ]),
    ).toThrow('at least two raters')
    expect(() => fleissKappa([[1, 1]])).toThrow('at least two items')
  })
})

describe('intraclass correlations', () => {
  const ratings = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
  ]
  test('the table of Shrout and Fleiss 1979', () => {
    const values = Object.values(intraclassCorrelations(ratings)).map((one) => Number(one.value.toFixed(2)))
    expect(values).toEqual([0.17, 0.29, 0.71, 0.44, 0.62, 0.91])
  })
  test('a rater who is harsher by a constant harms agreement but not consistency', () => {
    const harsher = intraclassCorrelations(ratings.map(([a, ...rest]) => [a! - 20, ...rest]))
    const plain = intraclassCorrelations(ratings)
    expect(harsher.ICC3.value).toBeCloseTo(plain.ICC3.value, 12)
    expect(harsher.ICC2.value).toBeLessThan(plain.ICC2.value / 2)
  })
  test('bad input', () => {
    expect(() => intraclassCorrelations([[1, 2]])).toThrow('1 subjects and 2 raters')
    expect(() => intraclassCorrelations([[1, 2], [1]])).toThrow('subject 1 has 1 ratings')
    expect(() =>
      intraclassCorrelations([
        [1, 2],
        [1, Number.NaN],
      ]),
    ).toThrow('subject 1')
    expect(() =>
      intraclassCorrelations([
        [1, 3],
        [2, 2],
      ]),
    ).toThrow('same mean')
    expect(() =>
      intraclassCorrelations([
        [1, 2],
        [3, 4],
      ]),
    ).toThrow('constants only')
    expect(() =>
      intraclassCorrelations([
        [5, 5],
        [5, 5],
      ]),
    ).toThrow('same mean')
  })
})

describe('area under the curve', () => {
  const outcomes: Outcome[] = [0, 0, 1, 1, 0, 1]
  test('counts pairs, ties half; turning the scores mirrors it', () => {
    expect(areaUnderCurve(outcomes, [1, 2, 2, 3, 0, 1]).value).toBeCloseTo(7 / 9, 12)
    expect(areaUnderCurve(outcomes, [-1, -2, -2, -3, 0, -1]).value).toBeCloseTo(2 / 9, 12)
    expect(areaUnderCurve(outcomes, [4, 4, 4, 4, 4, 4])).toMatchObject({ value: 0.5, se: 0 })
  })
  test('scores that part the outcomes say that their interval has no width', () => {
    const perfect = areaUnderCurve(outcomes, [1, 2, 7, 8, 3, 9])
    expect(perfect).toMatchObject({ value: 1, interval: [1, 1] })
    expect(perfect.note).toContain('no width')
  })
  test('bad input', () => {
    expect(() => areaUnderCurve([0, 1, 1], [1, 2, 3])).toThrow('2 outcomes are 1 and 1 are 0')
    expect(() => areaUnderCurve(outcomes, [1, 2])).toThrow('6 outcomes for 2 numbers')
    expect(() => areaUnderCurve([0, 0, 1, 2 as 1], [1, 2, 3, 4])).toThrow('outcome 3 is 2')
    expect(() => areaUnderCurve(outcomes, [1, 2, 3, 4, 5, Number.NaN])).toThrow('value 5 is NaN')
    expect(() => compareAreas(outcomes, [1, 2, 3, 4, 5, 6], [2, 4, 6, 8, 10, 12])).toThrow('order the outcomes alike')
  })
})

describe('calibration', () => {
  test('bins are (a, b] with the first closed, on the edges too', () => {
    const forecasts = Array.from({ length: 21 }, (_, i) => i / 20)
    const bins = calibrationCurve(
      forecasts,
      forecasts.map(() => 1),
      { bins: 20 },
    )
    expect(bins.map((bin) => bin.n)).toEqual([2, ...new Array<number>(19).fill(1)])
  })
  test('bins of equal mass keep equal forecasts together', () => {
    const bins = calibrationCurve([0.1, 0.2, 0.2, 0.2, 0.9, 0.8], [0, 1, 0, 0, 1, 1], { bins: 3, binning: 'mass' })
    expect(bins.map(({ n, from, to }) => [n, from, to])).toEqual([
      [4, 0.1, 0.2],
      [2, 0.8, 0.9],
    ])
  })
  test('the Brier score is its three terms where forecasts are constant within bins', () => {
    const score = brierScore([0.25, 0.25, 0.25, 0.75, 0.75], [0, 1, 0, 1, 1])
    expect(score.value).toBeCloseTo((3 * 0.0625 + 0.5625 + 0.0625) / 5, 12)
    expect(score.remainder).toBeCloseTo(0, 12)
    expect(brierScore([0.5, 0.5], [1, 1]).skill).toBeUndefined()
  })
  test('the floor of the calibration error passes calibrated forecasts and fails overconfident ones', () => {
    const luck = luckOf(11)
    const forecasts = Array.from({ length: 400 }, () => luck.uniform())
    const outcomes = forecasts.map((p) => luck.uniform() < p)
    const fair = expectedCalibrationError(forecasts, outcomes, { luck: luckOf(5) })
    expect(fair.p).toBeGreaterThan(0.05)
    expect(fair.value).toBeLessThan(fair.perfect!.upper)
    const bold = forecasts.map((p) => (p > 0.5 ? 0.99 : 0.01))
    expect(expectedCalibrationError(bold, outcomes, { luck: luckOf(5) }).p).toBeCloseTo(1 / 1001, 12)
    const stretched = forecasts.map((p) => 1 / (1 + ((1 - p) / p) ** 3))
    expect(temperature(stretched, outcomes).value).toBeGreaterThan(2)
    expect(coefficient(calibrationSlope(stretched, outcomes), 'logit').value).toBeLessThan(0.5)
  })
  test('bad input', () => {
    expect(() => brierScore([0.5, 1.2], [0, 1])).toThrow('forecast 1 is 1.2')
    expect(() => brierScore([], [])).toThrow('0 values')
    expect(() => brierScore([0.5], [0, 1])).toThrow('2 outcomes for 1 numbers')
    expect(() => logLoss([0.5, 1], [1, 0])).toThrow('infinite')
    expect(logLoss([1, 0.5], [1, 0]).value).toBeCloseTo(Math.log(2) / 2, 12)
    expect(() => calibrationCurve([0.5], [1], { bins: 0 })).toThrow('0 bins')
    expect(() => calibrationCurve([0.5], [1], { binning: 'depth' as 'mass' })).toThrow("'width' or 'mass'")
    expect(() => expectedCalibrationError([Number.NaN], [1])).toThrow('NaN')
    expect(() => temperature([0.2, 0.7], [0, 1])).toThrow(SeparationError)
    expect(() => temperature([0.5, 0.5], [0, 1])).toThrow('every forecast is .5')
    expect(() => temperature([0.8, 0.1, 0.7], [0, 1, 0])).toThrow('point away')
    expect(() => temperature([0, 0.1], [0, 1])).toThrow('keep off 0 and 1')
  })
})

describe('meta-analysis', () => {
  const effects = [0.1, 0.35, -0.05, 0.48, 0.22, 0.6].map((value, i) => ({
    value,
    variance: [0.02, 0.03, 0.015, 0.05, 0.01, 0.08][i]!,
  }))
  test("Paule and Mandel's variance makes the generalised Q its expectation", () => {
    const { tau2 } = metaAnalysis(effects, { heterogeneity: 'Paule-Mandel' })
    const weights = effects.map(({ variance }) => 1 / (variance + tau2))
    const total = weights.reduce((a, b) => a + b, 0)
    const centre = effects.reduce((sum, one, i) => sum + weights[i]! * one.value, 0) / total
    expect(effects.reduce((sum, one, i) => sum + weights[i]! * (one.value - centre) ** 2, 0)).toBeCloseTo(5, 9)
    expect(tau2).toBeGreaterThan(0)
  })
  test('with equal variances all three agree on the variance of the effects', () => {
    const even = effects.map(({ value }) => ({ value, variance: 0.01 }))
    for (const heterogeneity of ['DerSimonian-Laird', 'Paule-Mandel', 'REML'] as const)
      expect(metaAnalysis(even, { heterogeneity }).tau2).toBeCloseTo(
        variance(effects.map(({ value }) => value)) - 0.01,
        9,
      )
  })
  test('alike studies show no heterogeneity, and the prediction interval is that of the mean', () => {
    const alike = [0.2, 0.21, 0.19].map((value) => ({ value, variance: 0.04 }))
    const pooled = metaAnalysis(alike, { interval: 'normal' })
    expect([pooled.tau2, pooled.i2]).toEqual([0, 0])
    expect(pooled.predictionInterval).toEqual(pooled.interval)
  })
  test('bad input', () => {
    const one = { value: 0.2, variance: 0.04 }
    expect(() => metaAnalysis([one])).toThrow('at least 2')
    expect(() => metaAnalysis([one, { value: 0.3, variance: 0 }])).toThrow('study 1 has the variance 0')
    expect(() => metaAnalysis([one, { value: Number.NaN, variance: 1 }])).toThrow('NaN')
    expect(() => metaAnalysis([one, one])).toThrow('all equal')
    expect(() => metaAnalysis(effects, { heterogeneity: 'ML' as 'REML' })).toThrow('Paule-Mandel, REML')
    expect(() => metaAnalysis(effects, { interval: 't' as 'normal' })).toThrow('Hartung-Knapp or normal')
  })
})

describe('cluster-robust least squares', () => {
  const rows = mtcars.map((row, i) => ({ ...row, car: `car ${i}`, group: i % 5, one: 1 }))
  const model = { outcome: 'mpg', terms: [numeric('wt')] }
  test('with every row its own cluster CR0 is White and the estimates stay those of least squares', () => {
    const plain = leastSquares(rows, model)
    const robust = clusterRobust(rows, { ...model, cluster: 'car', correction: 'CR0' })
    expect(robust.coefficients.map((one) => one.value)).toEqual(plain.coefficients.map((one) => one.value))
    const [a, b] = plain.coefficients.map((one) => one.value) as [number, number]
    const centre = rows.reduce((sum, row) => sum + row.wt!, 0) / rows.length
    const square = rows.reduce((sum, row) => sum + (row.wt! - centre) ** 2, 0)
    const meat = rows.reduce((sum, row) => sum + ((row.wt! - centre) * (row.mpg! - a - b * row.wt!)) ** 2, 0)
    expect(coefficient(robust, 'wt').se).toBeCloseTo(Math.sqrt(meat) / square, 12)
  })
  test('two arms of clusters of one row: CR2 is the Welch test', () => {
    const arms = [3, 5, 4, 8, 6, 1, 2, 9, 4].map((y, i) => ({ y, arm: i < 4 ? 'a' : 'b', id: i }))
    const robust = clusterRobust(arms, { outcome: 'y', terms: [factor('arm')], cluster: 'id' })
    const se = Math.sqrt(variance([3, 5, 4, 8]) / 4 + variance([6, 1, 2, 9, 4]) / 5)
    expect(coefficient(robust, 'arm=b').se).toBeCloseTo(se, 10)
  })
  test('a cluster with its own coefficient is left out of the errors, not divided by 0', () => {
    const own = rows.map((row) => ({ ...row, first: row.group === 0 ? 1 : 0 }))
    const fit = clusterRobust(own, { outcome: 'mpg', terms: [numeric('wt'), numeric('first')], cluster: 'group' })
    for (const one of fit.coefficients) expect(Number.isFinite(one.se) && one.df > 0).toBe(true)
  })
  test('bad input', () => {
    expect(() => clusterRobust(rows, { ...model, cluster: 'one' })).toThrow('two clusters or more')
    expect(() => clusterRobust(rows, { ...model, cluster: 'nobody' })).toThrow('nobody is undefined')
    expect(() => clusterRobust(rows, { ...model, cluster: 'car', correction: 'CR9' as 'CR2' })).toThrow('CR0, CR1')
    expect(() => clusterRobust(rows, { ...model, terms: [numeric('one')], cluster: 'car' })).toThrow(
      'one is 1 in every row',
    )
    const arms = [3, 5, 4, 8].map((y, i) => ({ y, arm: i < 2 ? 'a' : 'b' }))
    expect(() => clusterRobust(arms, { outcome: 'y', terms: [factor('arm')], cluster: 'arm' })).toThrow('no error left')
  })
})

describe('cluster-robust logistic regression', () => {
  const rows = [2, 1, 3, 2, 2, 4, 1, 2, 1, 1, 3, 2].map((z, i) => ({
    z,
    y: [1, 0, 1, 1, 0, 1, 1, 0, 0][i % 9]!,
    g: i % 4,
    one: 1,
  }))
  const model = { outcome: 'y', terms: [numeric('z')] }
  test('a row seen twice within its cluster counts as one observation', () => {
    const once = clusterRobustLogistic(rows, { ...model, cluster: 'g', correction: 'CR0' })
    const twice = clusterRobustLogistic([...rows, ...rows], { ...model, cluster: 'g', correction: 'CR0' })
    expect(coefficient(twice, 'z').se).toBeCloseTo(coefficient(once, 'z').se, 6)
    const reduced = clusterRobustLogistic(rows, { ...model, cluster: 'g' })
    expect(coefficient(reduced, 'z').se).toBeGreaterThan(coefficient(once, 'z').se)
    expect(reduced.coefficients[1]!.df).toBeLessThan(4)
  })
  test('bad input', () => {
    expect(() => clusterRobustLogistic(rows, { ...model, cluster: 'one' })).toThrow('two clusters or more')
    expect(() => clusterRobustLogistic(rows, { ...model, cluster: 'g', correction: 'CR3' as 'CR2' })).toThrow(
      'CR0, CR1 or CR2',
    )
    const parted = rows.map((row) => ({ ...row, y: row.z > 2 ? 1 : 0 }))
    expect(() => clusterRobustLogistic(parted, { ...model, cluster: 'g' })).toThrow(SeparationError)
  })
})

describe('Poisson regression', () => {
  const counts = [
    { y: 4, hours: 2, arm: 'a' },
    { y: 7, hours: 3, arm: 'a' },
    { y: 3, hours: 4, arm: 'b' },
    { y: 5, hours: 6, arm: 'b' },
  ]
  test('with exposure it compares rates: 11 in 5 hours with 8 in 10', () => {
    const fit = poisson(counts, { outcome: 'y', terms: [factor('arm')], exposure: 'hours' })
    const arm = coefficient(fit, 'arm=b')
    expect(coefficient(fit, 'intercept').value).toBeCloseTo(Math.log(11 / 5), 7)
    expect(arm.value).toBeCloseTo(Math.log(0.8 / 2.2), 7)
    expect(arm.se).toBeCloseTo(Math.sqrt(1 / 11 + 1 / 8), 7)
    expect(arm.interval[0]).toBeLessThan(arm.value)
    expect(arm.interval).not.toEqual(arm.wald)
    expect(fit.df).toBe(2)
  })
  test('the profile interval of a single rate solves the likelihood ratio', () => {
    const fit = poisson([{ y: 6 }, { y: 4 }], { outcome: 'y', terms: [] })
    for (const end of fit.coefficients[0]!.interval) {
      const rate = Math.exp(end)
      expect(2 * (10 * Math.log(5 / rate) - 2 * (5 - rate))).toBeCloseTo(3.841458820694124, 6)
    }
  })
  test('bad input', () => {
    const of = (y: number[], x: unknown[] = y.map((_, i) => i)) => {
      const rows = y.map((count, i) => ({ y: count, x: x[i] }))
      return () => poisson(rows, { outcome: 'y', terms: [typeof x[0] === 'string' ? factor('x') : numeric('x')] })
    }
    expect(of([1, 2.5, 3])).toThrow('row 1: y is 2.5')
    expect(of([1, -2, 3])).toThrow('a count is a whole number')
    expect(of([0, 0, 0])).toThrow('0 in every row')
    expect(of([1, Number.NaN, 3])).toThrow('NaN')
    expect(of([0, 0, 3, 4], ['a', 'a', 'b', 'b'])).toThrow(SeparationError)
    expect(of([1, 2, 3, 4], ['a', 'a', 'b', 'b'])).not.toThrow()
    expect(() => poisson(counts, { outcome: 'y', terms: [], exposure: 'y0' })).toThrow('y0 is undefined')
    const idle = counts.map((row) => ({ ...row, hours: 0 }))
    expect(() => poisson(idle, { outcome: 'y', terms: [], exposure: 'hours' })).toThrow('above 0')
  })
})
