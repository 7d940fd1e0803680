import {
  coefficient,
  exponentiate,
  factor,
  leastSquares,
  likelihoodRatioTest,
  logistic,
  logitAtEachCut,
  numeric,
  oddsRatio,
  type Row,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { mtcars, wine } from './fixtures.ts'

const close = (ours: readonly number[], theirs: readonly number[], digits = 7) => {
  expect(ours.length).toBe(theirs.length)
  for (const [i, value] of theirs.entries()) expect(ours[i]).toBeCloseTo(value, digits)
}

describe('logistic regression', () => {
  test('of a two-by-two table is its odds ratio with Woolf interval', () => {
    const rows: Row[] = [
      { ai: true, yes: 1, n: 56 },
      { ai: true, yes: 0, n: 14 },
      { ai: false, yes: 1, n: 48 },
      { ai: false, yes: 0, n: 32 },
    ]
    const fit = logistic(rows, { outcome: 'yes', terms: [factor('ai')], frequency: 'n', interval: 'wald' })
    const ratio = exponentiate(coefficient(fit, 'ai=true'))
    const table = oddsRatio([
      [56, 14],
      [48, 32],
    ])
    close([ratio.value, ...ratio.interval, ratio.p], [table.value, ...table.interval!, table.p!], 9)
    expect(ratio.estimator).toBe('exp of logistic log odds ratio, wald interval')
    expect(coefficient(fit, 'intercept').value).toBeCloseTo(Math.log(1.5), 10)
    expect(fit.covariance[1]).toBeCloseTo(-(1 / 48 + 1 / 32), 10)
  })

  test('the dose-response data of R, with its intervals to the error of its spline', () => {
    const k = [1, 2, 4, 6, 11, 14, 17, 19]
    const rows = k.flatMap((count, x) => [
      { x, y: true, n: count },
      { x, y: false, n: 20 - count },
    ])
    const fit = logistic(rows, { outcome: 'y', terms: [numeric('x')], frequency: 'n' })
    close(
      fit.coefficients.map((one) => one.value),
      [-3.09116841092831, 0.808305122661885],
      8,
    )
    close(
      fit.coefficients.map((one) => one.se),
      [0.495244114857027, 0.11997231041987],
      7,
    )
    close(
      [...fit.coefficients[0]!.interval, ...fit.coefficients[1]!.interval],
      [-4.1468443, -2.1926674, 0.5904151, 1.0639419],
      3,
    )
  })

  test('separation, complete and of one cell, is refused with the column', () => {
    const rows = [1, 2, 3, 4, 5, 6].map((x) => ({ x: x * 1e4, arm: x > 2, y: x > 3 }))
    expect(() => logistic(rows, { outcome: 'y', terms: [numeric('x')] })).toThrow(
      /the outcome is separated by .*x: no finite/,
    )
    expect(() => logistic(rows, { outcome: 'y', terms: [factor('arm')] })).toThrow('arm=true')
  })

  test('an outcome that is no yes or no, or never varies, is refused', () => {
    expect(() => logistic([{ y: 2 }, { y: 0 }], { outcome: 'y', terms: [] })).toThrow(
      'row 0: y is 2; it must be true or false',
    )
    expect(() => logistic([{ y: 1 }, { y: 1 }], { outcome: 'y', terms: [] })).toThrow('y is 1 in every row')
    expect(() => logistic([{ y: '1' }, { y: '0' }], { outcome: 'y', terms: [] })).toThrow('y is 1; it must be')
  })

  test('no terms: the logit of the share', () => {
    const fit = logistic([{ y: 1 }, { y: 0 }, { y: 0 }, { y: 0 }], { outcome: 'y', terms: [] })
    expect(coefficient(fit, 'intercept').value).toBeCloseTo(Math.log(1 / 3), 12)
  })

  test('at each cut it equals the regression written by hand, and a separated cut says why', () => {
    const cuts = logitAtEachCut(wine, { outcome: 'rating', terms: [factor('temp')] })
    expect(cuts.map(({ at }) => at)).toEqual([1, 2, 3, 4])
    const byHand = logistic(
      wine.map((row) => ({ ...row, high: row.rating > 2 })),
      { outcome: 'high', terms: [factor('temp')] },
    )
    expect(cuts[1]!.fit?.coefficients.map((one) => one.value)).toEqual(byHand.coefficients.map((one) => one.value))
    expect(cuts[0]).toMatchObject({ at: 1, fit: null, why: expect.stringContaining('separated by') })
  })
})

describe('least squares', () => {
  test('mtcars as lm fits it', () => {
    const fit = leastSquares(mtcars, { outcome: 'mpg', terms: [numeric('wt'), numeric('hp')] })
    close(
      fit.coefficients.map((one) => one.value),
      [37.2272701164472, -3.87783074240468, -0.031772946982161],
      9,
    )
    close(
      fit.coefficients.map((one) => one.se),
      [1.59878753799939, 0.632733494377395, 0.00902970967585572],
      9,
    )
    close([...coefficient(fit, 'wt').interval], [-5.17191604067554, -2.58374544413383], 9)
    expect(coefficient(fit, 'hp').p).toBeCloseTo(0.00145122853156942, 12)
    close(
      [fit.rSquared, fit.adjustedRSquared, fit.sigma, fit.f!.statistic],
      [0.826785451882791, 0.814839620978156, 2.59341177722657, 69.2112133917777],
      9,
    )
    expect(fit.logLikelihood).toBeCloseTo(-74.3261694128207, 9)
  })

  test('a smaller fit is tested against a larger one', () => {
    const small = leastSquares(mtcars, { outcome: 'mpg', terms: [numeric('wt')] })
    const large = leastSquares(mtcars, { outcome: 'mpg', terms: [numeric('wt'), numeric('hp')] })
    const { statistic, df, p } = likelihoodRatioTest(small, large)
    expect(df).toBe(1)
    expect(statistic).toBeCloseTo(2 * (large.logLikelihood - small.logLikelihood), 12)
    expect(p).toBeGreaterThan(0)
    expect(p).toBeLessThan(0.01)
    expect(() => likelihoodRatioTest(large, small)).toThrow('must have more parameters')
    expect(() => likelihoodRatioTest(leastSquares(mtcars.slice(1), { outcome: 'mpg', terms: [] }), large)).toThrow(
      '31 and 32',
    )
  })

  test('too few rows, no remainder, no number', () => {
    const line = [1, 2, 3].map((x) => ({ x, y: 2 * x }))
    expect(() => leastSquares(line, { outcome: 'y', terms: [numeric('x')] })).toThrow('fitted without remainder')
    expect(() => leastSquares(line.slice(1), { outcome: 'y', terms: [numeric('x')] })).toThrow('2 rows cannot carry 2')
    expect(() => leastSquares([...line, { x: 1, y: Infinity }], { outcome: 'y', terms: [] })).toThrow(
      'row 3: y is Infinity',
    )
    expect(() => leastSquares([...line, { x: 1, y: 1e250 }], { outcome: 'y', terms: [] })).toThrow('y reaches 1e+250')
  })
})
