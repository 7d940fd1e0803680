import { readFileSync } from 'node:fs'
import { luckOf } from 'suasion'
import {
  bootstrapDeviations,
  factor,
  generalisedMixed,
  intraclassShares,
  linearMixed,
  numeric,
  profileCumulativeDeviations,
  profileDeviations,
  profileGeneralisedDeviations,
  type RandomTerm,
  type Row,
  repeatedSampling,
  varianceComponents,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { wine } from './fixtures.ts'

const fixtures = JSON.parse(readFileSync(new URL('fixtures/mixed.json', import.meta.url), 'utf8'))
const rowsOf = (data: Record<string, readonly unknown[]>): Row[] =>
  Object.values(data)[0]!.map((_, i) => Object.fromEntries(Object.keys(data).map((key) => [key, data[key]![i]])))
const luck = luckOf('components-test')

describe('profile intervals of standard deviations equal lme4 confint', () => {
  const models: Record<string, readonly RandomTerm[]> = {
    'lmm-crossed': [{ group: 'g' }, { group: 'h' }],
    'lmm-uncorrelated': [{ group: 'g', terms: [numeric('x')], correlated: false }],
    'lmm-nested': [{ group: ['s', 'c'] }, { group: 's' }],
  }
  for (const [id, random] of Object.entries(models))
    test(id, () => {
      const { data, output } = fixtures[id]
      const found = profileDeviations(rowsOf(data), { outcome: 'y', terms: [numeric('x')], random })
      expect(found.length).toBe(output.profile.length)
      for (const [k, { interval }] of found.entries())
        for (const end of [0, 1] as const)
          expect(Math.abs(interval[end] / output.profile[k][end] - 1)).toBeLessThan(1e-4)
    })
  test('of logistic and Poisson models too', () => {
    const logit = fixtures['glmm-nearly-singular']
    const counts = fixtures['glmm-overdispersed']
    const terms = [numeric('x')]
    const found = [
      profileGeneralisedDeviations(rowsOf(logit.data), {
        outcome: 'y',
        family: 'binomial',
        terms,
        random: [{ group: 'g' }],
      }),
      profileGeneralisedDeviations(rowsOf(counts.data), {
        outcome: 'y',
        family: 'poisson',
        exposure: 't',
        terms,
        random: [{ group: 'row' }, { group: 'g' }],
      }),
    ]
    for (const [k, { output }] of [logit, counts].entries())
      for (const [c, ends] of output.profile.entries())
        for (const end of [0, 1] as const)
          expect(Math.abs(found[k]![c]!.interval[end] - ends[end]), `${k} ${c} ${end}`).toBeLessThan(2e-3)
  })
  test('a variance that may be 0 has a lower end of 0', () => {
    const { data } = fixtures['lmm-singular']
    const model = { outcome: 'y', terms: [numeric('x')], random: [{ group: 'g' }] }
    const [group] = profileDeviations(rowsOf(data), model)
    expect(group!.value).toBe(0)
    expect(group!.interval[0]).toBe(0)
    expect(group!.interval[1]).toBeGreaterThan(0.1)
    expect(group!.interval[1]).toBeLessThan(0.5)
  })
  test('the parametric bootstrap is near the profile, and the same for the same luck', () => {
    const model = { outcome: 'y', terms: [numeric('x')], random: [{ group: 'g' }, { group: 'h' }] }
    const rows = rowsOf(fixtures['lmm-crossed'].data)
    const draw = () => bootstrapDeviations(rows, model, { luck: luck.of('bootstrap'), replicates: 200 })
    const found = draw()
    expect(draw()).toEqual(found)
    const fit = linearMixed(rows, model)
    expect(found.map((one) => one.value).map((one) => one.toFixed(5))).toEqual(
      [fit.random[0]!.sds[0]!, fit.random[1]!.sds[0]!, fit.sigma].map((one) => one.toFixed(5)),
    )
    const profile = profileDeviations(rows, model)
    for (const [k, { interval }] of found.entries()) {
      const width = profile[k]!.interval[1] - profile[k]!.interval[0]
      for (const end of [0, 1] as const)
        expect(Math.abs(interval[end] - profile[k]!.interval[end])).toBeLessThan(0.35 * width)
    }
  })
})

/** Answers of `models` models to `topics` topics, `seeds` times each, with planted standard deviations. */
const answers = (models: number, topics: number, seeds: number, sd: { model: number; topic: number; seed: number }) => {
  const draw = luck.of('answers', models, topics)
  const byModel = Array.from({ length: models }, () => draw.normal(0, sd.model))
  const byTopic = Array.from({ length: topics }, () => draw.normal(0, sd.topic))
  const rows: { model: string; topic: number; seed: number; y: number }[] = []
  for (let m = 0; m < models; m++)
    for (let s = 0; s < seeds; s++) {
      const bySeed = draw.normal(0, sd.seed)
      for (let t = 0; t < topics; t++)
        rows.push({ model: `model ${m}`, topic: t, seed: s, y: byModel[m]! + byTopic[t]! + bySeed + draw.normal() })
    }
  return rows
}

describe('variance components over model, topic and seed', () => {
  const rows = answers(12, 15, 4, { model: 1, topic: 0.7, seed: 0.5 })
  const found = varianceComponents(rows, { outcome: 'y', over: ['topic', 'model', ['model', 'seed']] })
  test('find what was planted, with shares that add up to 1', () => {
    const by = Object.fromEntries(found.components.map((one) => [one.source, one]))
    for (const [source, variance] of Object.entries({ topic: 0.49, model: 1, 'model:seed': 0.25, residual: 1 })) {
      expect(by[source]!.interval[0]).toBeLessThan(variance)
      expect(by[source]!.interval[1]).toBeGreaterThan(variance)
    }
    expect(found.components.reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(1, 12)
    expect(by['model']!.levels).toBe(12)
    expect(by['model:seed']!.levels).toBe(48)
    expect(by['topic']!.balanced).toBeCloseTo(15, 9)
  })
  test('the effective number is what the standard error of the mean says', () => {
    const { total, mean, effective, designEffect } = found
    expect(Math.sqrt(total / effective) / mean.se!).toBeCloseTo(1, 4)
    expect(effective).toBeLessThan(40)
    expect(designEffect).toBeCloseTo(rows.length / effective, 9)
  })
  test('a model asked a thousand times is one subject: the effective number stays below the models', () => {
    const many = answers(6, 5, 30, { model: 2, topic: 0.1, seed: 0.1 })
    expect(varianceComponents(many, { outcome: 'y', over: ['model'] }).effective).toBeLessThan(8)
  })
  test('shares of a logit stand beside pi^2 / 3, and slopes have none', () => {
    const data = rows.map((row) => ({ ...row, yes: Number(row.y > 0) }))
    const model = { outcome: 'yes', family: 'binomial', terms: [] } as const
    const fit = generalisedMixed(data, { ...model, random: [{ group: 'model' }] })
    const variance = fit.random[0]!.sds[0]! ** 2
    expect(intraclassShares(fit)[0]!.share).toBeCloseTo(variance / (variance + Math.PI ** 2 / 3), 12)
    const sloped = linearMixed(data, {
      outcome: 'y',
      terms: [],
      random: [{ group: 'model', terms: [numeric('topic')] }],
    })
    expect(() => intraclassShares(sloped)).toThrow(/model have slopes/)
  })
  test('bad input', () => {
    expect(() => varianceComponents(rows, { outcome: 'y', over: [] })).toThrow(/no source/)
    expect(() => varianceComponents(rows, { outcome: 'y', over: ['dyad'] })).toThrow(/no column dyad/)
    expect(() => varianceComponents(rows.slice(0, 60), { outcome: 'y', over: ['model'] })).toThrow(
      /model 0 in every row/,
    )
  })
})

describe('repeated sampling of one model', () => {
  test('is said, by how many rows and which model', () => {
    expect(repeatedSampling(['a', 'a', null, 'a'])?.warning).toMatch(
      /^3 rows are repeated samples of one language model \(a\)/,
    )
    expect(repeatedSampling(['b', 'a', 'b'])?.models).toEqual(['b', 'a'])
  })
  test('is not said of people, of one row for each model, or of many models', () => {
    expect(repeatedSampling([null, null])).toBeNull()
    expect(repeatedSampling(['a', 'b', 'c'])).toBeNull()
    expect(repeatedSampling(['a', 'b', 'c', 'd', 'e', 'a'])).toBeNull()
    expect(repeatedSampling([])).toBeNull()
  })
})

test('the profile of a cumulative model’s standard deviation is that of R: confint(profile(clmm2(...)))', () => {
  const model = { outcome: 'rating', terms: [factor('temp'), factor('contact')], random: [{ group: 'judge' }] }
  const [judge] = profileCumulativeDeviations(wine, model)
  expect(judge).toMatchObject({ group: 'judge', effect: 'intercept', level: 0.95 })
  // clmm2(rating ~ temp + contact, random = judge, data = wine): 1.131137, by spline from .5014638 to 2.266782; uniroot on
  // the deviance of plogis differences with the mode integrated out by numDeriv::hessian has .50147 and 2.266731.
  expect(judge!.value).toBeCloseTo(1.131137, 4)
  expect(judge!.interval[0]).toBeCloseTo(0.50147, 4)
  expect(judge!.interval[1]).toBeCloseTo(2.266731, 3)
  const held = { ...model, random: [{ group: 'judge', terms: [factor('temp')] }] }
  const [first, second] = profileCumulativeDeviations(wine, held)
  expect(first!.interval[0]).toBeLessThan(first!.value)
  expect(second!.interval[0]).toBe(0)
})
