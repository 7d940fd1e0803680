import { luckOf } from 'suasion'
import {
  coefficient,
  cumulativeFamily,
  cumulativeMixed,
  type Design,
  design,
  factor,
  generalisedMixed,
  intraclassShares,
  laplaceDeviance,
  leastSquares,
  likelihoodRatioTest,
  linearCriterion,
  linearMixed,
  logistic,
  type MixedFit,
  numeric,
  poissonFamily,
  type RandomTerm,
  type Row,
  randomEffects,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

const luck = luckOf('mixed-test')

/** Rows of `groups` groups of `each`, crossed with `items` items, with planted effects on y, yes (0 or 1) and count. */
const planted = (
  seed: string,
  groups: number,
  each: number,
  items: number,
  sd = { group: 0.8, slope: 0.5, item: 0.6 },
) => {
  const draw = luck.of(seed)
  const u = Array.from({ length: groups }, () => draw.normal(0, sd.group))
  const s = Array.from({ length: groups }, () => draw.normal(0, sd.slope))
  const v = Array.from({ length: items }, () => draw.normal(0, sd.item))
  return Array.from({ length: groups * each }, (_, i) => {
    const [g, h, x] = [Math.floor(i / each), (i * 7 + Math.floor(i / each)) % items, draw.normal()]
    const eta = 0.3 + 0.5 * x + u[g]! + s[g]! * x + v[h]!
    const yes = Number(draw.uniform() < 1 / (1 + Math.exp(-eta)))
    return {
      y: eta + draw.normal(),
      yes,
      grade: Math.max(1, Math.min(5, Math.round(3 + eta + draw.normal()))),
      x,
      g: `g${g}`,
      h,
    }
  })
}

const random: readonly RandomTerm[] = [{ group: 'g', terms: [numeric('x')] }, { group: 'h' }]
const summary = (fit: MixedFit) => [
  ...fit.coefficients.flatMap((one) => [one.value, one.se]),
  ...fit.random.flatMap((one) => one.sds),
  fit.logLikelihood,
]
const close = (a: readonly number[], b: readonly number[], tolerance: number) => {
  expect(a.length).toBe(b.length)
  for (const [k, value] of a.entries())
    expect(Math.abs(value - b[k]!) / Math.max(1, Math.abs(value)), `${k}: ${value} and ${b[k]}`).toBeLessThan(tolerance)
}

describe('what must hold of any mixed model', () => {
  const rows = planted('permuted', 18, 14, 9)
  const shuffled = luck.of('shuffle').draw(rows, rows.length)

  test('the order of rows changes nothing', () => {
    const model = { terms: [numeric('x')], random }
    close(
      summary(linearMixed(rows, { ...model, outcome: 'y' })),
      summary(linearMixed(shuffled, { ...model, outcome: 'y' })),
      1e-5,
    )
    const logit = { ...model, outcome: 'yes', family: 'binomial' } as const
    close(summary(generalisedMixed(rows, logit)), summary(generalisedMixed(shuffled, logit)), 1e-4)
    const grades = { ...model, outcome: 'grade' }
    close(summary(cumulativeMixed(rows, grades)), summary(cumulativeMixed(shuffled, grades)), 1e-4)
  })

  test('names of levels, and the order of random terms, change nothing', () => {
    const model = { outcome: 'y', terms: [numeric('x')] }
    const renamed = rows.map((row) => ({ ...row, g: `z${9999 - Number(row.g.slice(1))}`, h: String(row.h) }))
    const fit = linearMixed(rows, { ...model, random })
    const other = linearMixed(renamed, { ...model, random: [...random].reverse() })
    close(
      [fit.criterion, fit.sigma, fit.random[0]!.sds[0]!],
      [other.criterion, other.sigma, other.random[1]!.sds[0]!],
      1e-5,
    )
    expect(other.random[1]!.modes.get('z9999')![0]).toBeCloseTo(fit.random[0]!.modes.get('g0')![0]!, 4)
  })

  test('units change nothing but units', () => {
    for (const times of [1e6, 1e-6]) {
      const other = rows.map((row) => ({ ...row, x: times * row.x, y: 1000 * row.y }))
      const model = { terms: [numeric('x')], random }
      const [fit, scaled] = [rows, other].map((data) => linearMixed(data, { ...model, outcome: 'y' }))
      const [plain, moved] = [fit!, scaled!]
      close([plain.sigma, plain.random[0]!.sds[0]!], [moved.sigma / 1000, moved.random[0]!.sds[0]! / 1000], 1e-5)
      close([plain.random[0]!.sds[1]!], [(moved.random[0]!.sds[1]! * times) / 1000], 1e-5)
      close([plain.coefficients[1]!.df], [moved.coefficients[1]!.df], 1e-4)
      const [logit, wide] = [rows, other].map((data) =>
        generalisedMixed(data, { ...model, outcome: 'yes', family: 'binomial' }),
      )
      close(
        [logit!.logLikelihood, logit!.coefficients[1]!.statistic],
        [wide!.logLikelihood, wide!.coefficients[1]!.statistic],
        1e-5,
      )
      close([logit!.random[0]!.sds[1]!], [wide!.random[0]!.sds[1]! * times], 1e-4)
    }
  })

  test('a balanced one-way layout has the closed form of the analysis of variance', () => {
    const draw = luck.of('balanced')
    const flat = Array.from({ length: 60 }, (_, i) => ({
      g: Math.floor(i / 6),
      y: Math.floor(i / 6) * 0.8 + draw.normal(),
    }))
    const means = Array.from({ length: 10 }, (_, g) => flat.slice(6 * g, 6 * g + 6).reduce((a, r) => a + r.y, 0) / 6)
    const grand = means.reduce((a, b) => a + b, 0) / 10
    const within = flat.reduce((a, r) => a + (r.y - means[r.g]!) ** 2, 0) / 50
    const between = means.reduce((a, m) => a + (m - grand) ** 2, 0) / 9
    const fit = linearMixed(flat, { outcome: 'y', terms: [], random: [{ group: 'g' }] })
    close([fit.sigma ** 2, fit.random[0]!.sds[0]! ** 2], [within, between - within / 6], 1e-6)
    const mean = coefficient(fit, 'intercept')
    close([mean.value, mean.se], [grand, Math.sqrt(between / 10)], 1e-6)
    expect(fit.coefficients[0]!.df).toBeCloseTo(9, 3)
    expect(intraclassShares(fit)[0]!.share).toBeCloseTo((between - within / 6) / (between + (5 * within) / 6), 5)
  })

  test('without variation between groups it is the plain regression, flagged as singular', () => {
    const draw = luck.of('flat')
    const raw = Array.from({ length: 80 }, (_, i) => ({ g: i % 8, x: draw.normal(), e: draw.normal() }))
    const mean = (g: number) => raw.filter((row) => row.g === g).reduce((sum, row) => sum + row.e, 0) / 10
    const flat = raw.map((row) => ({ ...row, y: 1 + row.x + row.e - 0.9 * mean(row.g) }))
    const fit = linearMixed(flat, { outcome: 'y', terms: [numeric('x')], random: [{ group: 'g' }] })
    const plain = leastSquares(flat, { outcome: 'y', terms: [numeric('x')] })
    expect(fit.singular).toBe(true)
    expect(fit.note).toMatch(/singular fit: intercept does not vary by g/)
    expect(fit.random[0]!.sds[0]).toBeLessThan(1e-3)
    close(
      [...fit.coefficients.flatMap((one) => [one.value, one.se, one.df]), fit.sigma],
      [...plain.coefficients.flatMap((one) => [one.value, one.se, plain.df]), plain.sigma],
      1e-5,
    )
    const even = flat.map((row, i) => ({ ...row, yes: Number(Math.floor(i / 8) % 2 === 0) }))
    const logit = generalisedMixed(even, {
      outcome: 'yes',
      family: 'binomial',
      terms: [numeric('x')],
      random: [{ group: 'g' }],
    })
    const other = logistic(even, { outcome: 'yes', terms: [numeric('x')], interval: 'wald' })
    expect(logit.singular).toBe(true)
    close(
      logit.coefficients.map((one) => one.value),
      other.coefficients.map((one) => one.value),
      1e-4,
    )
    close([logit.logLikelihood], [other.logLikelihood], 1e-7)
  })

  test('a group of combinations may be named by its columns or by a:b', () => {
    const model = { outcome: 'y', terms: [numeric('x')] }
    const nested = rows.map((row, i) => ({ ...row, part: i % 3 }))
    const one = linearMixed(nested, { ...model, random: [{ group: ['g', 'part'] }] })
    const two = linearMixed(nested, { ...model, random: [{ group: 'g:part' }] })
    expect(two.criterion).toBe(one.criterion)
    expect(one.random[0]!.levels).toBe(54)
  })

  test('likelihood ratios: by ML as anova does, and never between restricted likelihoods of other terms', () => {
    const small = { outcome: 'y', terms: [], random: [{ group: 'g' }] }
    const large = { ...small, terms: [numeric('x')] }
    const fits = [small, large].map((model) => linearMixed(rows, { ...model, method: 'ML' }))
    expect(likelihoodRatioTest(fits[0]!, fits[1]!).p).toBeLessThan(0.001)
    expect(() => likelihoodRatioTest(linearMixed(rows, small), linearMixed(rows, large))).toThrow(/fit both by ML/)
  })

  test('the gradients are those of the deviances, cut points included', () => {
    const effects = randomEffects(rows, random)
    const fixed = design(rows, [numeric('x')])
    const check = (value: (at: Float64Array, gradient: Float64Array | null) => number, at: Float64Array) => {
      const gradient = new Float64Array(at.length)
      value(at, gradient)
      for (let k = 0; k < at.length; k++) {
        const [up, down] = [1, -1].map((sign) =>
          value(
            at.map((one, j) => (j === k ? one + sign * 1e-4 : one)),
            null,
          ),
        )
        expect(Math.abs(gradient[k]! - (up! - down!) / 2e-4)).toBeLessThan(1e-4 * (1 + Math.abs(gradient[k]!)))
      }
    }
    for (const restricted of [true, false]) {
      const criterion = linearCriterion(
        fixed,
        Float64Array.from(rows, (row) => row.y),
        effects,
        restricted,
      )
      for (const sigma of [null, 1.3])
        check((at, gradient) => criterion.value(at, sigma, gradient), Float64Array.from([0.7, -0.3, 0.4, 0.5]))
    }
    const bare: Design = design(rows, [numeric('x')], { intercept: false })
    const offset = new Float64Array(rows.length)
    const graded = cumulativeFamily(
      Uint16Array.from(rows, (row) => row.grade - 1),
      5,
    )
    const ordinal = laplaceDeviance(graded, bare, offset, effects)
    check((at, gradient) => ordinal.value(at, gradient), Float64Array.from([-2, -1, 0.5, 2, 0.4, 0.7, -0.3, 0.4, 0.5]))
    const counts = laplaceDeviance(poissonFamily(Float64Array.from(rows, (row) => row.grade)), fixed, offset, effects)
    check((at, gradient) => counts.value(at, gradient), Float64Array.from([0.5, 0.2, 0.7, -0.3, 0.4, 0.5]))
  })
})

test('twenty thousand rows with a thousand crossed levels and slopes find what was planted', () => {
  const rows = planted('large', 1000, 20, 120)
  const fit = linearMixed(rows, { outcome: 'y', terms: [numeric('x')], random })
  expect(fit.converged).toBe(true)
  const [intercept, slope] = fit.coefficients
  expect(Math.abs(slope!.value - 0.5) / slope!.se).toBeLessThan(4)
  expect(Math.abs(intercept!.value - 0.3) / intercept!.se).toBeLessThan(4)
  close([fit.sigma, ...fit.random[0]!.sds], [1, 0.8, 0.5], 0.1)
})

test('the Satterthwaite interval of a slope that varies by few groups holds the planted one 95 times in 100', () => {
  let held = 0
  const runs = 120
  for (let r = 0; r < runs; r++) {
    const rows = planted(`coverage-${r}`, 8, 10, 5)
    const fit = linearMixed(rows, { outcome: 'y', terms: [numeric('x')], random })
    const [low, high] = coefficient(fit, 'x').interval
    held += Number(low <= 0.5 && 0.5 <= high)
  }
  // Three Monte Carlo standard errors around .95.
  expect(held / runs).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / runs))
})

describe('bad input is refused by name', () => {
  const rows = planted('bad', 6, 8, 4)
  const linear = { outcome: 'y', terms: [numeric('x')], random: [{ group: 'g' }] }
  const logit = { outcome: 'yes', family: 'binomial', terms: [numeric('x')], random: [{ group: 'g' }] } as const
  const cases: readonly (readonly [string, () => unknown, RegExp])[] = [
    ['no rows', () => linearMixed([], linear), /no rows/],
    ['no random term', () => linearMixed(rows, { ...linear, random: [] }), /needs a random term/],
    [
      'a missing group',
      () => linearMixed(rows, { ...linear, random: [{ group: 'topic' }] }),
      /no column topic .*columns are y/,
    ],
    [
      'one group',
      () =>
        linearMixed(
          rows.map((row) => ({ ...row, g: 'a' })),
          linear,
        ),
      /g is a in every row.*two levels/,
    ],
    [
      'as many groups as rows',
      () =>
        linearMixed(
          rows.map((row, i) => ({ ...row, g: i })),
          linear,
        ),
      /g has 48 levels.*48 rows/,
    ],
    [
      'a slope constant within groups',
      () =>
        linearMixed(
          rows.map((row) => ({ ...row, x: row.g.length + Number(row.g.slice(1)) })),
          { ...linear, random: [{ group: 'g', terms: [numeric('x')] }] },
        ),
      /x is the same in all rows of each g/,
    ],
    ['NaN', () => linearMixed([{ ...rows[0]!, y: Number.NaN }, ...rows], linear), /row 0: y is NaN/],
    [
      'a group that is not there in one row',
      () => linearMixed([...rows, { y: 1, x: 1 } as Row], linear),
      /row 48: g is undefined/,
    ],
    [
      'a constant outcome',
      () =>
        linearMixed(
          rows.map((row) => ({ ...row, y: 2 })),
          linear,
        ),
      /y is 2 in every row/,
    ],
    [
      'fewer rows than effects',
      () =>
        linearMixed(
          rows.slice(0, 2).map((row, i) => ({ ...row, g: i })),
          linear,
        ),
      /2 rows cannot carry/,
    ],
    [
      'an outcome fitted exactly',
      () =>
        linearMixed(
          rows.map((row) => ({ ...row, y: 2 * row.x + 1 })),
          linear,
        ),
      /y is fitted without remainder/,
    ],
    [
      'a factor of one level',
      () =>
        linearMixed(
          rows.map((row) => ({ ...row, arm: 'a' })),
          { ...linear, terms: [factor('arm')] },
        ),
      /arm has one level/,
    ],
    [
      'the same effect twice',
      () => linearMixed(rows, { ...linear, random: [{ group: 'g' }, { group: 'g', terms: [numeric('x')] }] }),
      /intercept varies by g in two/,
    ],
    ['a wrong method', () => linearMixed(rows, { ...linear, method: 'reml' as 'REML' }), /must be REML or ML/],
    ['a wrong family', () => generalisedMixed(rows, { ...logit, family: 'gamma' as 'poisson' }), /binomial or poisson/],
    [
      'an outcome that is no yes or no',
      () => generalisedMixed(rows, { ...logit, outcome: 'grade' }),
      /grade is .*true or false/,
    ],
    [
      'an outcome always no',
      () =>
        generalisedMixed(
          rows.map((row) => ({ ...row, yes: 0 })),
          logit,
        ),
      /yes is the same in every row/,
    ],
    [
      'separation',
      () =>
        generalisedMixed(
          rows.map((row) => ({ ...row, yes: Number(row.x > 0) })),
          logit,
        ),
      /separated by x/,
    ],
    [
      'an outcome constant within groups',
      () =>
        generalisedMixed(
          rows.map((row) => ({ ...row, yes: Number(Number(row.g.slice(1)) % 2) })),
          logit,
        ),
      /yes is the same in all rows of each g/,
    ],
    [
      'more successes than trials',
      () =>
        generalisedMixed(
          rows.map((row) => ({ ...row, m: 2 })),
          { ...logit, outcome: 'grade', trials: 'm' },
        ),
      /grade is \d of m 2/,
    ],
    [
      'counts below 0',
      () =>
        generalisedMixed(
          rows.map((row) => ({ ...row, c: -1 })),
          { ...logit, family: 'poisson', outcome: 'c' },
        ),
      /count is a whole number/,
    ],
    [
      'an ordinal outcome of one level',
      () =>
        cumulativeMixed(
          rows.map((row) => ({ ...row, grade: 3 })),
          { ...linear, outcome: 'grade' },
        ),
      /at least two levels/,
    ],
  ]
  test('effects that leave no error are refused, with the group that has them', () => {
    const draw = luck.of('saturated')
    const flat = Array.from({ length: 30 }, (_, i) => ({ g: Math.floor(i / 3), x: (i % 3) - 1, y: draw.normal() }))
    const exact = flat.map((row) => ({ ...row, y: Math.sin(row.g) + Math.cos(row.g) * row.x }))
    const model = { outcome: 'y', terms: [numeric('x')], random: [{ group: 'g', terms: [numeric('x')] }] }
    expect(linearMixed(flat, model).sigma).toBeGreaterThan(0.3)
    expect(() => linearMixed(exact, model)).toThrow(/effects of g explain y without remainder|fitted without remainder/)
  })
  test.each(cases)('%s', (_, run, message) => {
    expect(run).toThrow(message)
  })
  test('few groups are said, not hidden', () => {
    const fit = linearMixed(planted('few', 4, 12, 3), { outcome: 'y', terms: [numeric('x')], random: [{ group: 'h' }] })
    expect(fit.note).toMatch(/h has 3 levels only.*CR2/)
  })
})
