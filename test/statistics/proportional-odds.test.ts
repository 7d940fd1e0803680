import { coefficient, factor, logistic, numeric, proportionalOdds, SeparationError } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { luckOf } from '../../src/core/luck.ts'
import { normalQuantile } from '../../src/math/distributions.ts'
import { cumulativeLogit } from '../../src/statistics/cumulative-logit.ts'
import { housing, wine } from './fixtures.ts'

const close = (ours: readonly number[], theirs: readonly number[], digits = 7) => {
  expect(ours.length).toBe(theirs.length)
  for (const [i, value] of theirs.entries()) expect(ours[i]).toBeCloseTo(value, digits)
}

describe('proportional odds', () => {
  const terms = [factor('infl'), factor('type'), factor('cont')]

  test('the housing data of MASS, as ordinal::clm fits them', () => {
    const fit = proportionalOdds(housing, { outcome: 'sat', terms, frequency: 'freq' })
    close(
      fit.cuts.map((cut) => cut.value),
      [-0.496135138197093, 0.690708259263148],
    )
    close(
      fit.coefficients.map((one) => one.value),
      [0.566393737905927, 1.28881911037226, -0.572350002041979, -0.36618637068895, -1.0910146589696, 0.36028400456913],
    )
    close(
      [...fit.cuts, ...fit.coefficients].map((one) => one.se),
      [
        0.124847242877451, 0.125471937849649, 0.104652781364007, 0.127156144567739, 0.119238008596592,
        0.155173332018792, 0.15148601856096, 0.0955357950023712,
      ],
    )
    expect(fit.logLikelihood).toBeCloseTo(-1739.57464952947, 8)
    expect(fit.n).toBe(1681)
    expect(fit.parameters).toEqual(['1|2', '2|3', 'infl=2', 'infl=3', 'type=2', 'type=3', 'type=4', 'cont=2'])
  })

  test('the wine data of ordinal, ungrouped', () => {
    const fit = proportionalOdds(wine, { outcome: 'rating', terms: [factor('temp'), factor('contact')] })
    close(
      fit.cuts.map((cut) => cut.value),
      [-1.34438341126471, 1.25080879841654, 3.46688692647397, 5.00640420426996],
    )
    close(
      fit.coefficients.map((one) => one.value),
      [2.50310200789893, 1.52779765809506],
    )
    expect(fit.logLikelihood).toBeCloseTo(-86.4919233656491, 8)
  })

  test('gradient and Hessian are those of the log-likelihood', () => {
    const likelihood = cumulativeLogit({
      names: ['a', 'b'],
      matrix: Float64Array.of(0.3, 1, -1.2, 0, 2, 1, 0.1, 0, -0.4, 1),
      outcome: Uint16Array.of(0, 1, 2, 3, 1),
      counts: Float64Array.of(2, 1, 3, 1, 4),
      levels: 4,
    })
    const at = Float64Array.of(-1.1, 0.2, 0.9, 0.7, -0.4)
    const gradient = new Float64Array(5)
    const information = new Float64Array(25)
    likelihood.evaluate(at, gradient, information)
    const spare = new Float64Array(25)
    for (let k = 0; k < 5; k++) {
      const up = at.map((value, j) => value + (j === k ? 1e-5 : 0))
      const down = at.map((value, j) => value - (j === k ? 1e-5 : 0))
      const above = new Float64Array(5)
      const below = new Float64Array(5)
      const rise = likelihood.evaluate(up, above, spare) - likelihood.evaluate(down, below, spare)
      expect(gradient[k]).toBeCloseTo(rise / 2e-5, 7)
      for (let j = 0; j < 5; j++) expect(-information[k * 5 + j]!).toBeCloseTo((above[j]! - below[j]!) / 2e-5, 7)
    }
    expect(likelihood.evaluate(Float64Array.of(1, 0, 2, 0, 0), gradient, information)).toBe(-Infinity)
  })

  test('profile ends are where the likelihood-ratio statistic equals the critical value', () => {
    const rows = [
      [0, 1, 3],
      [0, 0, 9],
      [1, 1, 8],
      [1, 0, 2],
    ].flatMap(([x, y, n]) => Array.from({ length: n! }, () => ({ x, y })))
    const fit = logistic(rows, { outcome: 'y', terms: [numeric('x')], level: 0.9 })
    const slope = coefficient(fit, 'x')
    const height = (b: number) => {
      let best = -Infinity
      for (let a = -6; a < 6; a += 0.0005) {
        let sum = 0
        for (const [x, y, n] of [
          [0, 1, 3],
          [0, 0, 9],
          [1, 1, 8],
          [1, 0, 2],
        ] as const)
          sum -= n * Math.log1p(Math.exp((y ? -1 : 1) * (a + b * x)))
        best = Math.max(best, sum)
      }
      return best
    }
    for (const end of slope.interval)
      expect(2 * (fit.logLikelihood - height(end))).toBeCloseTo(normalQuantile(0.95) ** 2, 4)
    expect(slope.interval[0]).toBeLessThan(slope.value)
    expect(slope.interval[1]).toBeGreaterThan(slope.value)
    const intercept = coefficient(fit, 'intercept')
    expect(intercept.interval[0]).toBeLessThan(Math.log(1 / 3))
    expect(intercept.interval[1]).toBeGreaterThan(Math.log(1 / 3))
  })

  test('random small data: a maximum with intervals around it, or a separation, and nothing else', () => {
    const luck = luckOf('random small data').of('fits')
    const logit = (p: number) => Math.log(p / (1 - p))
    const height = (
      rows: readonly { x: number; b: number; y: number }[],
      cuts: readonly number[],
      slopes: readonly number[],
    ) => {
      let sum = 0
      for (const { x, b, y } of rows) {
        const below = (cut: number | undefined, none: number) =>
          cut === undefined ? none : 1 / (1 + Math.exp(x * slopes[1]! + (b === 1 ? slopes[0]! : 0) - cut))
        sum += Math.log(below(cuts[y], 1) - below(cuts[y - 1], 0))
      }
      return sum
    }
    let separated = 0
    for (let k = 0; k < 400; k++) {
      const effect = 3 * luck.uniform()
      const rows = Array.from({ length: 8 + Math.floor(40 * luck.uniform()) }, (_, i) => {
        const x = 4 * luck.uniform() - 2
        const latent = effect * x + (i % 2) / 2 + logit(luck.uniform())
        return { x, b: i % 2, y: i < 3 ? i : latent < -1 ? 0 : latent < 1 ? 1 : 2 }
      })
      try {
        const level = k % 3 === 0 ? 0.9999 : 0.95
        const fit = proportionalOdds(rows, { outcome: 'y', terms: [factor('b'), numeric('x')], level })
        const cuts = fit.cuts.map((cut) => cut.value)
        const slopes = fit.coefficients.map((one) => one.value)
        expect(height(rows, cuts, slopes)).toBeCloseTo(fit.logLikelihood, 6)
        for (const move of [-0.001, 0.001])
          for (const at of [0, 1]) {
            const moved = (values: readonly number[]) => values.map((value, j) => (j === at ? value + move : value))
            expect(height(rows, moved(cuts), slopes)).toBeLessThanOrEqual(fit.logLikelihood + 1e-9)
            expect(height(rows, cuts, moved(slopes))).toBeLessThanOrEqual(fit.logLikelihood + 1e-9)
          }
        for (const { interval, value } of fit.coefficients)
          expect(Number.isFinite(interval[1] - interval[0]) && interval[0] < value && value < interval[1]).toBe(true)
      } catch (error) {
        if (!(error instanceof SeparationError)) throw error
        separated++
      }
    }
    expect(separated).toBeGreaterThan(0)
    expect(separated).toBeLessThan(200)
  })

  test('turning the outcome round turns the coefficients and their intervals', () => {
    const forth = proportionalOdds(wine, { outcome: 'rating', terms: [factor('temp')] })
    const back = proportionalOdds(
      wine.map((row) => ({ ...row, rating: -row.rating })),
      { outcome: 'rating', terms: [factor('temp')] },
    )
    const [a, b] = [coefficient(forth, 'temp=1'), coefficient(back, 'temp=1')]
    close([b.value, b.interval[0], b.interval[1]], [-a.value, -a.interval[1], -a.interval[0]])
    expect(back.logLikelihood).toBeCloseTo(forth.logLikelihood, 9)
  })

  test('levels: words need an order, unseen ones collapse and are said, strangers are refused', () => {
    const words = ['no', 'perhaps', 'yes']
    const rows = wine.map((row) => ({ ...row, word: words[Math.min(2, row.rating - 1)]! }))
    const model = { outcome: 'word', terms: [factor('temp')] }
    expect(() => proportionalOdds(rows, model)).toThrow("word holds words, whose order is yours to say: levels: ['low'")
    const fit = proportionalOdds(rows, { ...model, levels: ['no', 'never said', 'perhaps', 'yes'] })
    expect(fit.levels).toEqual(words)
    expect(fit.cuts.map((cut) => cut.name)).toEqual(['no|perhaps', 'perhaps|yes'])
    expect(fit.note).toBe('never seen and left out: word never said')
    expect(() => proportionalOdds(rows, { ...model, levels: ['no', 'yes'] })).toThrow('word is "perhaps" in some row')
    expect(() => proportionalOdds(rows, { ...model, levels: [...words, 'no'] })).toThrow('repeat')
  })

  test('bad data are refused by name', () => {
    const model = { outcome: 'rating', terms: [factor('temp')] }
    expect(() => proportionalOdds([], model)).toThrow('no rows')
    expect(() =>
      proportionalOdds(
        wine.map((row) => ({ ...row, rating: 3 })),
        model,
      ),
    ).toThrow('rating is 3 in every row')
    expect(() => proportionalOdds([...wine, { rating: Number.NaN, temp: 0 }], model)).toThrow('row 72: rating is NaN')
    expect(() => proportionalOdds(wine, { ...model, outcome: 'taste' })).toThrow('row 0: taste is undefined')
    expect(() => proportionalOdds(wine, { ...model, level: 95 })).toThrow('the level of an interval is 95')
    expect(() =>
      proportionalOdds(
        housing.map((row) => ({ ...row, freq: -row.freq })),
        { outcome: 'sat', terms, frequency: 'freq' },
      ),
    ).toThrow('row 0: freq is -21; a frequency is a whole number')
    expect(() =>
      proportionalOdds(
        wine.map((row) => ({ ...row, w: 0 })),
        { ...model, frequency: 'w' },
      ),
    ).toThrow('every w is 0')
    expect(() => coefficient(proportionalOdds(wine, model), 'arm=ai')).toThrow(
      'the fit has no coefficient arm=ai; it has temp=1',
    )
  })

  test('separated data are called so, with the column', () => {
    const rows = [1, 2, 3, 4, 5, 6].map((x) => ({ x, z: x % 2, y: Math.ceil(x / 2) }))
    expect(() => proportionalOdds(rows, { outcome: 'y', terms: [numeric('x')] })).toThrow(/separated by .*x/)
    const never = [
      ...wine.filter((row) => row.temp === 0).map((row) => ({ ...row, arm: row.contact })),
      ...wine.filter((row) => row.rating === 5).map((row) => ({ ...row, arm: 2 })),
    ]
    expect(() => proportionalOdds(never, { outcome: 'rating', terms: [factor('arm')] })).toThrow(
      'the outcome is separated by arm=2:',
    )
  })
})
