import { readFileSync } from 'node:fs'
import { luckOf } from 'suasion'
import {
  type AnovaTable,
  analysisOfDeviance,
  anova,
  brantTest,
  type Combinable,
  type Contrast,
  clusterRobust,
  clusterRobustGeneralised,
  clusterRobustOrdinal,
  estimatedMeans,
  type Fit,
  factor,
  formula,
  generalisedLinear,
  leastSquares,
  type ModelFrame,
  meanContrasts,
  mediation,
  modelFrame,
  negativeBinomial,
  numeric,
  partialProportionalOdds,
  poisson,
  proportionalOdds,
  type Row,
  stratifiedOdds,
  westfallYoung,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { studentisedRangeSurvival } from '../../src/math/studentised-range.ts'

// biome-ignore lint/suspicious/noExplicitAny: the fixture has another shape for every entry
type Loose = any
const fixture = JSON.parse(readFileSync(new URL('./fixtures/regression.json', import.meta.url), 'utf8'))
const rows: readonly Row[] = fixture.data.y.map((_: number, i: number) =>
  Object.fromEntries(Object.keys(fixture.data).map((column) => [column, fixture.data[column][i]])),
)
/** What R says, by the id of the call that `regression.R` made. */
const r = (id: string): Loose => fixture.entries[id].output

const frame = (text: string, coding: 'treatment' | 'effects' = 'treatment'): ModelFrame =>
  modelFrame(
    rows,
    formula(text),
    coding === 'effects' ? { coding } : text.includes('opponent') ? { reference: { opponent: 'human' } } : {},
  )

/** Holds two nested lists of numbers together, relative to sizes above 1. */
const agree = (ours: Loose, theirs: Loose, tolerance = 1e-7, path = ''): void => {
  if (Array.isArray(theirs)) {
    expect(ours.length, path).toBe(theirs.length)
    for (const [k, one] of theirs.entries()) agree(ours[k], one, tolerance, `${path}[${k}]`)
  } else if (theirs === 'Inf') expect(ours, path).toBe(Number.POSITIVE_INFINITY)
  else
    expect(
      Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs)),
      `${path}: ${ours}, R says ${theirs}`,
    ).toBeLessThanOrEqual(tolerance)
}

const table = (fit: Pick<Fit, 'coefficients'>) =>
  fit.coefficients.map((one) => [one.value, one.se, one.statistic, one.p])

describe('linear models by formula, as lm has them', () => {
  test('treatment coding, an interaction', () => {
    const model = frame('y ~ pre + opponent * personalised')
    const fit = leastSquares(model.rows, model)
    agree(table(fit), r('ols').coef)
    expect(fit.parameters).toEqual([
      'intercept',
      'pre',
      'opponent=ai',
      'personalised=true',
      'opponent=ai:personalised=true',
    ])
  })

  test('computed columns and no intercept', () => {
    const model = frame('y ~ log(x) + I(pre^2) + pre + opponent:x + x - 1 + opponent')
    const fit = leastSquares(model.rows, model)
    const at = fit.parameters
    const order = ['log(x)', 'I(pre^2)', 'pre', 'x', 'opponent=human', 'opponent=ai', 'opponent=ai:x']
    expect([...at].sort()).toEqual([...order].sort())
    const theirs = r('ols-transformed')
    const named: Record<string, string> = {
      opponenthuman: 'opponent=human',
      opponentai: 'opponent=ai',
      'opponentai:x': 'opponent=ai:x',
    }
    for (const [k, name] of theirs.names.entries()) {
      const ours = table(fit)[at.indexOf(named[name] ?? name)]
      agree(ours, theirs.coef[k], 1e-7, name)
    }
    agree(fit.rSquared, theirs.r2)
  })

  test('effects coding', () => {
    const model = modelFrame(rows, formula('y ~ topic + opponent * personalised'), {
      coding: 'effects',
      reference: { opponent: 'ai' },
    })
    agree(table(leastSquares(model.rows, model)), r('ols-effects').coef)
  })
})

describe('generalised linear models, as glm has them', () => {
  for (const family of ['logit', 'probit', 'cloglog'] as const)
    test(family, () => {
      const model = frame('won ~ pre + opponent * personalised')
      const fit = generalisedLinear(model.rows, { ...model, family, interval: 'wald' })
      const theirs = r(`glm-${family}`)
      agree(table(fit), theirs.coef)
      agree([fit.deviance, fit.logLikelihood], [theirs.deviance, theirs.loglik])
    })

  test('no intercept', () => {
    const model = frame('won ~ 0 + opponent + pre')
    agree(table(generalisedLinear(model.rows, { ...model, family: 'logit' })), r('glm-logit-no-intercept').coef)
  })

  test('Poisson, with its Pearson chi-square', () => {
    const model = frame('count ~ x + opponent')
    const fit = generalisedLinear(model.rows, { ...model, family: 'poisson' })
    const theirs = r('glm-poisson')
    agree(table(fit), theirs.coef)
    agree([fit.deviance, fit.pearson], [theirs.deviance, theirs.pearson])
  })

  test('negative binomial, theta by maximum likelihood', () => {
    const model = frame('count ~ x + opponent * personalised')
    const fit = negativeBinomial(model.rows, model)
    const theirs = r('nb')
    agree(table(fit), theirs.coef, 1e-6)
    agree(
      [fit.theta, fit.thetaSe, fit.logLikelihood, fit.deviance],
      [theirs.theta, theirs.setheta, theirs.loglik, theirs.deviance],
      1e-6,
    )
  })
})

describe('errors by cluster, as clubSandwich has them', () => {
  const robust = (fit: ReturnType<typeof clusterRobust>) => fit.coefficients.map((one) => [one.se, one.df, one.p])
  test('CR2 of least squares, and of a weighted sum', () => {
    const model = frame('y ~ pre + opponent * personalised')
    const fit = clusterRobust(model.rows, { ...model, cluster: 'debate' })
    agree(robust(fit), r('cr2-ols').table)
    const { value, se, df } = fit.linear([0, 0, 1, 0, 0.5])
    agree([value, se, df], [r('cr2-contrast').est, r('cr2-contrast').se, r('cr2-contrast').df])
  })
  test('CR2 of Poisson and probit', () => {
    const counts = frame('count ~ x + opponent')
    agree(
      robust(clusterRobustGeneralised(counts.rows, { ...counts, family: 'poisson', cluster: 'debate' })),
      r('cr2-poisson').table,
    )
    const wins = frame('won ~ pre + opponent')
    agree(
      robust(clusterRobustGeneralised(wins.rows, { ...wins, family: 'probit', cluster: 'debate' })),
      r('cr2-probit').table,
    )
  })
})

const combinable = (
  fit: Fit & { df?: number },
  cuts: readonly { value: number }[] = [],
  df = Number.POSITIVE_INFINITY,
): Combinable => ({
  parameters: fit.parameters,
  values: [...cuts, ...fit.coefficients].map((one) => one.value),
  covariance: fit.covariance,
  df,
})
const line = (one: Contrast) => [one.value, one.se, one.df, ...one.interval, one.statistic, one.p]

describe('ordinal models', () => {
  const text = 'post ~ pre + opponent * personalised'
  test('proportional odds with errors by cluster, as clm and vcovCL have them', () => {
    const model = frame(text)
    const plain = proportionalOdds(model.rows, { ...model, interval: 'wald' })
    agree(
      [...plain.cuts, ...plain.coefficients].map((one) => [one.value, one.se]),
      r('clm').coef.map((one: number[]) => one.slice(0, 2)),
      1e-5,
    )
    const fit = clusterRobustOrdinal(model.rows, { ...model, cluster: 'debate', correction: 'CR0' })
    agree(
      [...fit.cuts, ...fit.coefficients].map((one) => one.se),
      r('clm-cluster').se,
      1e-5,
    )
    const corrected = clusterRobustOrdinal(model.rows, { ...model, cluster: 'debate' })
    agree(corrected.coefficients[0]!.se, fit.coefficients[0]!.se * Math.sqrt(60 / 59), 1e-12)
    expect(corrected.df).toBe(59)
  })
  test("Brant's test, as car::poTest has it", () => {
    const model = frame(text)
    const brant = brantTest(model.rows, model)
    // Each column as car has it; all together with a covariance that is symmetric, which car's is not.
    agree(
      Object.values(brant.columns).map((one) => one.statistic),
      r('brant').each,
      1e-6,
    )
    agree([brant.statistic, brant.df], [r('brant-symmetric').chisq, r('brant').df], 1e-6)
    agree(brant.statistic, r('brant').chisq, 0.005)
  })
  test('partial proportional odds, as vglm and clm(nominal) have it', () => {
    const model = frame('post ~ pre + opponent + personalised')
    const fit = partialProportionalOdds(model.rows, { ...model, free: [model.terms[1]!], interval: 'wald' })
    const theirs = r('ppo')
    const [pre, ...rest] = fit.coefficients
    agree([...fit.cuts.map((cut) => -cut.value), ...[pre!, ...rest].map((one) => one.value)], theirs.coef, 1e-5)
    // vglm uses the expected information and clm the observed one; the second is ours.
    const nominal = r('clm-nominal')
    agree(
      fit.cuts.map((cut) => cut.se),
      nominal.se.slice(0, 4),
      1e-5,
    )
    agree(
      rest.slice(0, 4).map((one) => one.se),
      nominal.se.slice(4, 8),
      1e-5,
    )
    agree(fit.logLikelihood, theirs.loglik)
    agree(fit.likelihoodRatio.statistic, 2 * (theirs.loglik - r('ppo-parallel').loglik), 1e-6)
    expect(fit.parameters.slice(5, 7)).toEqual(['opponent=ai at 1|2', 'opponent=ai at 2|3'])
    expect(fit.wald['opponent=ai']!.df).toBe(3)
    const robust = clusterRobustOrdinal(model.rows, { ...model, free: [model.terms[1]!], cluster: 'debate' })
    expect(robust.coefficients.map((one) => one.value)).toEqual(fit.coefficients.map((one) => one.value))
  })
})

describe('estimated marginal means and contrasts, as emmeans has them', () => {
  test('over two factors of a linear model, all pairs under three adjustments', () => {
    const model = frame('y ~ pre + opponent * personalised')
    const fit = leastSquares(model.rows, model)
    const all = combinable(fit, [], fit.df)
    const found = estimatedMeans(all, model, ['personalised', 'opponent'])
    // Levels are in their own order here, and human before ai there.
    const swap = [1, 0, 3, 2].map((k) => found.means[k]!)
    agree(swap.map(line), r('emm-ols').table)
    expect(found.held).toEqual({
      pre: expect.closeTo(fixture.data.pre.reduce((a: number, b: number) => a + b) / 240, 12),
    })
    for (const adjust of ['none', 'holm', 'tukey'] as const) {
      const pairs = meanContrasts(all, { means: swap }, 'pairwise', { adjust })
      agree(pairs.map(line), r(`emm-ols-pairs-${adjust}`).table, 1e-6)
    }
    const custom = meanContrasts(all, { means: swap }, { custom: { interaction: [1, -1, -1, 1] } })
    agree(custom[0]!.value, fit.coefficients[4]!.value)
  })
  test('a covariate in an interaction, and against a control', () => {
    const model = frame('y ~ pre * topic + opponent')
    const fit = leastSquares(model.rows, model)
    agree(estimatedMeans(combinable(fit, [], fit.df), model, ['topic']).means.map(line), r('emm-covariate').table)
    const plain = modelFrame(rows, formula('y ~ pre + topic'))
    const second = leastSquares(plain.rows, plain)
    const all = combinable(second, [], second.df)
    agree(
      meanContrasts(all, estimatedMeans(all, plain, ['topic']), { control: 'art' }, { adjust: 'holm' }).map(line),
      r('emm-control').table,
    )
  })
  test('with a computed outcome, a computed column and an offset', () => {
    const logs = modelFrame(rows, formula('log(x) ~ opponent + I(pre^2)'))
    const fit = leastSquares(logs.rows, logs)
    const { means } = estimatedMeans(combinable(fit, [], fit.df), logs, ['opponent'])
    expect(means[1]!.value - means[0]!.value).toBeCloseTo(fit.coefficients[1]!.value, 10)
    const counts = modelFrame(rows, formula('count ~ opponent + log(x) + offset(log(pre))'))
    const rates = generalisedLinear(counts.rows, { ...counts, family: 'poisson', interval: 'wald' })
    const watched = poisson(counts.rows, { outcome: 'count', terms: counts.terms, exposure: 'pre', interval: 'wald' })
    agree(
      rates.coefficients.map((one) => one.value),
      watched.coefficients.map((one) => one.value),
      1e-10,
    )
    const { held } = estimatedMeans(combinable(rates), counts, ['opponent'])
    expect(held).toEqual({ x: expect.any(Number), 'offset(log(pre))': 0 })
    const refused = (text: string) => modelFrame(rows, formula(text))
    expect(() => leastSquares(rows, refused('y ~ x + offset(pre)'))).toThrow('least squares takes no offset')
    expect(() => leastSquares(rows, refused('y ~ x + (1 | topic)'))).toThrow(
      'fits no random part, and y ~ x + (1 | topic)',
    )
    expect(() => proportionalOdds(rows, refused('post ~ 0 + x'))).toThrow('cut points in place of an intercept')
  })
  test('averaged over other factors of a logit, and on the latent scale of an ordinal model', () => {
    const model = frame('won ~ pre + topic + opponent * personalised')
    const fit = generalisedLinear(model.rows, { ...model, family: 'logit', interval: 'wald' })
    agree(estimatedMeans(combinable(fit), model, ['opponent']).means.map(line).reverse(), r('emm-logit').table)
    const ordinal = frame('post ~ pre + opponent * personalised')
    const odds = proportionalOdds(ordinal.rows, { ...ordinal, interval: 'wald' })
    agree(
      estimatedMeans(combinable(odds, odds.cuts), ordinal, ['opponent'], { cuts: 4 }).means.map(line).reverse(),
      r('emm-clm').table,
      1e-5,
    )
  })
})

describe('analysis of variance and of deviance, as anova and car have them', () => {
  const text = 'y ~ pre + topic * opponent + personalised'
  const tableOf = ({ terms }: AnovaTable) => terms.map((one) => [one.sumOfSquares, one.df, one.statistic, one.p])
  const drop = (theirs: Loose[], columns: number[]) => theirs.map((row) => columns.map((k) => row[k]))
  test('types I, II and III of a linear model', () => {
    const model = frame(text)
    const of = (type: 1 | 2) => tableOf(anova(model.rows, { ...model, type }))
    agree(of(1), drop(r('anova-1').table.slice(0, -1), [1, 0, 3, 4]))
    agree(of(2), drop(r('anova-2').table.slice(0, -1), [0, 1, 2, 3]))
    const effects = frame(text, 'effects')
    agree(tableOf(anova(effects.rows, { ...effects, type: 3 })), drop(r('anova-3').table.slice(0, -1), [0, 1, 2, 3]))
    expect(() => anova(model.rows, { ...model, type: 3 })).toThrow(
      'topic, which stands in an interaction: use effects coding',
    )
  })
  test('of a logit and of proportional odds', () => {
    const ofGlm = (model: ModelFrame, type: 1 | 2 | 3) =>
      analysisOfDeviance(model.rows, { ...model, type }, (some, terms, intercept) =>
        generalisedLinear(some, { outcome: model.outcome, terms, intercept, family: 'logit', interval: 'wald' }),
      ).terms.map((one) => [one.statistic, one.df, one.p])
    const won = 'won ~ pre + topic + opponent * personalised'
    agree(ofGlm(frame(won), 1), drop(r('anova-glm-1').table.slice(1), [1, 0, 4]))
    agree(ofGlm(frame(won), 2), r('anova-glm-2').table)
    agree(ofGlm(frame(won, 'effects'), 3), r('anova-glm-3').table)
    const model = frame('post ~ pre + opponent * personalised')
    const ordinal = analysisOfDeviance(model.rows, { ...model, type: 2 }, (some, terms) =>
      proportionalOdds(some, { outcome: 'post', terms, interval: 'wald' }),
    )
    agree(
      ordinal.terms.map((one) => [one.statistic, one.df, one.p]),
      r('anova-clm-2').table,
      1e-5,
    )
  })
  test('the studentised range, as ptukey has it', () => {
    const { q, k, df, p } = r('ptukey')
    agree(
      q.map((one: number) =>
        k.map((groups: number, j: number) => studentisedRangeSurvival(one, groups, df[j] === 'Inf' ? Infinity : df[j])),
      ),
      p,
      1e-8,
    )
  })
})

describe('Westfall and Young', () => {
  const eight = rows.slice(0, 8)
  const outcomes = Object.fromEntries(
    ['y', 'trust', 'x'].map((name) => [name, eight.map((row) => row[name] as number)]),
  )
  const treated = eight.map((_, i) => i < 4)
  test('step-down max-T and min-P, as a plain loop over all splits has them', () => {
    const most = westfallYoung(outcomes, treated)
    expect([most.exact, most.arrangements]).toEqual([true, 70])
    agree(
      most.outcomes.map((one) => one.p),
      r('westfall-young-maxT').raw,
    )
    agree(
      most.outcomes.map((one) => one.adjusted),
      r('westfall-young-maxT').adjusted,
    )
    const least = westfallYoung(outcomes, treated, { method: 'min-P' })
    agree(
      least.outcomes.map((one) => one.adjusted),
      r('westfall-young-minP').adjusted,
    )
  })
  test('drawn arrangements, within blocks and by whole clusters', () => {
    const many = { y: fixture.data.y as number[], trust: fixture.data.trust as number[] }
    const arm = rows.map((row) => Number(row['debate']) % 2 === 0)
    const cluster = rows.map((row) => Number(row['debate']))
    const luck = luckOf('westfall-young').of('draws')
    const found = westfallYoung(many, arm, {
      cluster,
      block: cluster.map((one) => (one > 30 ? 'late' : 'early')),
      luck,
      replicates: 999,
    })
    expect(found.exact).toBe(false)
    for (const one of found.outcomes) {
      expect(one.adjusted).toBeGreaterThanOrEqual(one.p)
      expect(one.p).toBeGreaterThanOrEqual(1 / 1000)
    }
    expect(() =>
      westfallYoung(
        many,
        rows.map((_, i) => i % 2 === 0),
        { cluster },
      ),
    ).toThrow('stands in both arms')
    expect(() => westfallYoung({ ...outcomes, flat: Array(8).fill(1) }, treated)).toThrow('flat is 1 everywhere')
    expect(() => westfallYoung(many, arm)).toThrow('pass luck')
  })
})

describe('mediation, as two lm and a loop have it', () => {
  const model = {
    treatment: factor('opponent', { reference: 'human' }),
    mediator: 'trust',
    outcome: 'y',
    covariates: [numeric('pre')],
    luck: luckOf('mediation').of('draws'),
  }
  test('paths, and both intervals to Monte Carlo error', () => {
    const found = mediation(rows, model)
    const theirs = r('mediation')
    for (const path of ['a', 'b', 'direct', 'total', 'indirect'] as const) agree(found[path].value, theirs[path], 1e-9)
    agree(found.indirect.interval, r('mediation-bootstrap').bca, 0.004)
    agree(
      mediation(rows, { ...model, interval: 'percentile' }).indirect.interval,
      r('mediation-bootstrap').percentile,
      0.004,
    )
    agree(found.indirect.se, r('mediation-bootstrap').se, 0.001)
    const wider = mediation(rows, { ...model, cluster: 'debate', replicates: 500 })
    expect(wider.total.estimator).toContain('cluster bootstrap over 60 clusters')
  })
  test('bad input', () => {
    expect(() => mediation(rows, { ...model, treatment: factor('topic') })).toThrow('the treatment has 4 columns')
    expect(() => mediation(rows, { ...model, mediator: 'topic' })).toThrow("topic is 'guns'")
    expect(() => mediation(rows, { ...model, replicates: 5 })).toThrow('from 100 on')
  })
})

// 2,000 tables of each model stand in evidence/coverage-regression.mjs; here are enough to see a wrong formula.
test('intervals hold the effect that was put in, by cluster where whole clusters were dealt', () => {
  const tables = 200
  const held = { plain: 0, robust: 0, strata: 0 }
  for (let t = 0; t < tables; t++) {
    const luck = luckOf('coverage in short').of('table', t)
    const shared = Array.from({ length: 16 }, (_, g) => luck.of('cluster', g).normal(0, 0.5))
    const made = Array.from({ length: 160 }, (_, i): Row => {
      const cluster = i % 16
      const pre = 1 + Math.floor(luck.of('pre', i).uniform() * 3)
      const chance = luck.of('post', i).uniform()
      const latent = 0.5 * (i % 2) + 0.4 * pre + Math.log(chance / (1 - chance))
      return {
        cluster,
        arm: cluster % 2,
        y: 0.5 * (cluster % 2) + shared[cluster]! + luck.of('y', i).normal(),
        pre,
        shown: i % 2,
        post: 1 + [0, 1, 2].filter((cut) => latent > cut).length,
      }
    })
    const holds = (fit: Pick<Fit, 'coefficients'>, name: string): number => {
      const [low, high] = fit.coefficients.find((one) => one.name === name)!.interval
      return Number(low <= 0.5 && 0.5 <= high)
    }
    const model = { outcome: 'y', terms: [numeric('arm')] }
    held.plain += holds(leastSquares(made, model), 'arm')
    held.robust += holds(clusterRobust(made, { ...model, cluster: 'cluster' }), 'arm')
    held.strata += holds(stratifiedOdds(made, { outcome: 'post', terms: [numeric('shown')], stratum: 'pre' }), 'shown')
  }
  // Three standard errors of a share of .95 in 200 tables are .046.
  expect(Math.abs(held.robust / tables - 0.95)).toBeLessThan(0.046)
  expect(Math.abs(held.strata / tables - 0.95)).toBeLessThan(0.046)
  expect(held.plain / tables).toBeLessThan(0.85)
})
