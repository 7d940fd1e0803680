import { readFileSync } from 'node:fs'
import {
  cumulativeMixed,
  type Fit,
  generalisedMixed,
  linearMixed,
  type MixedFit,
  numeric,
  type RandomTerm,
  type Row,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { type Loose, present, reference, rowsOf } from './references.ts'

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
const fixtures: Record<string, Loose> = read('fixtures/mixed.json')

const near = (ours: ArrayLike<number>, theirs: readonly number[], tolerance: number, what: string): void => {
  expect(ours.length, `${what} length`).toBe(theirs.length)
  for (const [k, value] of theirs.entries())
    expect(
      Math.abs(ours[k]! - value) / Math.max(1, Math.abs(value)),
      `${what} ${k}: ${ours[k]}, R says ${value}`,
    ).toBeLessThanOrEqual(tolerance)
}
const values = (fit: Fit) => fit.coefficients.map((one) => one.value)
const errors = (fit: Fit) => fit.coefficients.map((one) => one.se)
const sds = (fit: MixedFit) => fit.random.flatMap((one) => one.sds)
const correlations = (fit: MixedFit) =>
  fit.random.filter((one) => one.effects.length === 2).map((one) => one.correlations[1]![0]!)

const slope = (group: string, correlated = true): RandomTerm => ({ group, terms: [numeric('x')], correlated })
const linear: Record<string, readonly RandomTerm[]> = {
  'lmm-crossed-slopes': [slope('g'), { group: 'h' }],
  'lmm-crossed': [{ group: 'g' }, { group: 'h' }],
  'lmm-uncorrelated': [slope('g', false)],
  'lmm-nested': [{ group: ['s', 'c'] }, { group: 's' }],
  'lmm-singular': [{ group: 'g' }],
}

describe('linear mixed models equal lme4 and lmerTest', () => {
  for (const [id, random] of Object.entries(linear))
    test(`${id}: ${fixtures[id].call}`, () => {
      const { data, output } = fixtures[id]
      const rows = rowsOf(data)
      const model = { outcome: 'y', terms: [numeric('x')], random }
      const fit = linearMixed(rows, model)
      expect(fit.converged).toBe(true)
      expect(fit.singular).toBe(output.singular)
      near([fit.criterion], [output.reml], 1e-7, 'criterion')
      near(values(fit), output.coef, 1e-5, 'coefficients')
      near(errors(fit), output.se, 1e-5, 'errors')
      near([...sds(fit), fit.sigma], output.vc.sd, 2e-5, 'standard deviations')
      if (id === 'lmm-crossed-slopes') near(correlations(fit), [output.vc.cor].flat(), 1e-4, 'correlations')
      near(
        fit.coefficients.map((one) => one.df),
        output.df,
        1e-3,
        'degrees of freedom',
      )
      near(
        fit.coefficients.map((one) => one.p),
        output.p,
        1e-6,
        'p',
      )
      const modes = [...fit.random[0]!.modes.values()]
      if (id !== 'lmm-nested')
        near(
          modes.slice(0, 3).map((one) => one[0]!),
          output.modes,
          1e-4,
          'modes',
        )
      const ml = linearMixed(rows, { ...model, method: 'ML' })
      near([ml.logLikelihood], [output.ml.loglik], 1e-7, 'log-likelihood')
      near(values(ml), output.ml.coef, 1e-5, 'coefficients by ML')
      near([...sds(ml), ml.sigma], output.ml.vc.sd, 2e-5, 'standard deviations by ML')
      near(
        ml.coefficients.map((one) => one.df),
        output.ml.df,
        1e-3,
        'degrees of freedom by ML',
      )
    })
})

describe('generalised and cumulative mixed models equal lme4 and ordinal', () => {
  const models: Record<string, (rows: Row[]) => MixedFit> = {
    'glmm-crossed-slopes': (rows) =>
      generalisedMixed(rows, {
        outcome: 'y',
        family: 'binomial',
        terms: [numeric('x')],
        random: [slope('g'), { group: 'h' }],
      }),
    'glmm-overdispersed': (rows) =>
      generalisedMixed(rows, {
        outcome: 'y',
        family: 'poisson',
        exposure: 't',
        terms: [numeric('x')],
        random: [{ group: 'row' }, { group: 'g' }],
      }),
    'glmm-nearly-singular': (rows) =>
      generalisedMixed(rows, { outcome: 'y', family: 'binomial', terms: [numeric('x')], random: [{ group: 'g' }] }),
  }
  for (const [id, run] of Object.entries(models))
    test(`${id}: ${fixtures[id].call}`, () => {
      const { data, output } = fixtures[id]
      const fit = run(rowsOf(data))
      expect(fit.converged).toBe(true)
      expect(fit.singular).toBe(output.singular)
      near([fit.logLikelihood], [output.loglik], 1e-6, 'log-likelihood')
      near(values(fit), output.coef, 1e-4, 'coefficients')
      near(errors(fit), output.se, 1e-3, 'errors')
      near(sds(fit), [output.vc.sd].flat(), 1e-4, 'standard deviations')
      near(correlations(fit), [output.vc.cor].flat(), 1e-3, 'correlations')
    })
  for (const [id, random] of [
    ['clmm-crossed', [{ group: 'g' }, { group: 'h' }]],
    ['clmm-slope', [slope('g')]],
  ] as const)
    test(`${id}: ${fixtures[id].call}`, () => {
      const { data, output } = fixtures[id]
      const fit = cumulativeMixed(rowsOf(data), { outcome: 'y', terms: [numeric('arm'), numeric('x')], random })
      expect(fit.converged).toBe(true)
      near([fit.logLikelihood], [output.loglik], 1e-6, 'log-likelihood')
      near(
        fit.cuts.map((one) => one.value),
        output.cuts,
        2e-4,
        'cuts',
      )
      near(values(fit), output.coef, 2e-4, 'coefficients')
      near([...fit.cuts.map((one) => one.se), ...errors(fit)], output.se, 1e-3, 'errors')
      near(sds(fit), output.sd, 2e-4, 'standard deviations')
      if (id === 'clmm-slope') near(correlations(fit), [output.cor].flat(), 2e-3, 'correlations')
    })
})

describe.skipIf(!present)('the reference file (skipped where ../shared is absent)', () => {
  test('lmm-sleepstudy-ri and lmm-sleepstudy-rs', () => {
    const { data, output, tol } = reference('lmm-sleepstudy-ri')
    const rows = rowsOf(data)
    const model = { outcome: 'y', terms: [numeric('days')] }
    const fit = linearMixed(rows, { ...model, random: [{ group: 'subj' }] })
    const { reml, ml, blup } = output
    near(values(fit), reml.coef, tol, 'coefficients')
    near(errors(fit), reml.se, tol, 'errors')
    near(
      fit.coefficients.map((one) => one.df),
      reml.df_satt,
      tol,
      'df',
    )
    near(
      fit.coefficients.map((one) => one.p),
      reml.p,
      tol,
      'p',
    )
    near([...sds(fit), fit.sigma, fit.criterion], [reml.sd_subj, reml.sd_res, reml.crit], tol, 'variances')
    near(
      [...fit.random[0]!.modes.values()].slice(0, 5).map((one) => one[0]!),
      blup,
      tol,
      'modes',
    )
    const other = linearMixed(rows, { ...model, random: [{ group: 'subj' }], method: 'ML' })
    near([...values(other), other.logLikelihood], [...ml.coef, ml.loglik], tol, 'ML')
    near([...sds(other), other.sigma], [ml.sd_subj, ml.sd_res], tol, 'ML variances')
    const slopes = reference('lmm-sleepstudy-rs')
    const sloped = linearMixed(rows, { ...model, random: [{ group: 'subj', terms: [numeric('days')] }] })
    const { coef, se, df_satt, sd_int, sd_slope, corr, sd_res, crit } = slopes.output
    near(values(sloped), coef, slopes.tol, 'coefficients')
    near(errors(sloped), se, slopes.tol, 'errors')
    near(
      sloped.coefficients.map((one) => one.df),
      df_satt,
      slopes.tol,
      'df',
    )
    near(
      [...sds(sloped), ...correlations(sloped), sloped.sigma, sloped.criterion],
      [sd_int, sd_slope, corr, sd_res, crit],
      slopes.tol,
      'variances',
    )
  })
  test('glmm-cbpp by Laplace', () => {
    const { data, output, tol } = reference('glmm-cbpp')
    const fit = generalisedMixed(rowsOf(data), {
      outcome: 'incidence',
      family: 'binomial',
      trials: 'size',
      terms: [{ kind: 'factor', column: 'period' }],
      random: [{ group: 'herd' }],
    })
    const { coef, se, sd, loglik } = output.laplace
    near(values(fit), coef, tol, 'coefficients')
    near(errors(fit), se, tol, 'errors')
    near([...sds(fit), fit.logLikelihood], [sd, loglik], tol, 'variance and likelihood')
  })
  test('ordinal-mixed-wine by Laplace', () => {
    const { data, output, tol } = reference('ordinal-mixed-wine')
    const fit = cumulativeMixed(rowsOf(data), {
      outcome: 'rating',
      terms: [numeric('temp'), numeric('contact')],
      random: [{ group: 'judge' }],
    })
    const { theta, beta, sd, loglik, se } = output.laplace
    near(
      fit.cuts.map((one) => one.value),
      theta,
      tol,
      'cuts',
    )
    near(values(fit), beta, tol, 'coefficients')
    near([...fit.cuts.map((one) => one.se), ...errors(fit)], se, tol, 'errors')
    near([...sds(fit), fit.logLikelihood], [sd, loglik], tol, 'variance and likelihood')
  })
})
