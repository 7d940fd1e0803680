import {
  type Assumption,
  analysisOfDeviance,
  cumulativeMixed,
  generalisedMixed,
  linearMixed,
  type MixedFit,
  type ModelFrame,
} from '../../statistics/index.ts'
import type { Asked, Measured, Method } from './method.ts'
import { withOutcome } from './r-script.ts'

const modelOf = ({ outcome, terms, random, intercept }: ModelFrame, { level }: Asked) => ({
  outcome,
  terms,
  random,
  intercept,
  level,
})

/** The spread of every random effect, by its group and name. */
const spreads = ({ random }: MixedFit): Record<string, number> =>
  Object.fromEntries(
    random.flatMap(({ group, effects, sds }) => effects.map((effect, k) => [`sd of ${effect} over ${group}`, sds[k]!])),
  )

const assumptions = ({ singular, converged, random }: MixedFit): readonly Assumption[] => [
  { assumes: 'random effects are normal over their groups, and independent of the columns' },
  {
    assumes: `groups enough to measure a variance (${random.map(({ group, levels }) => `${levels} of ${group}`).join(', ')}; holds: 5 or more each)`,
    holds: random.every(({ levels }) => levels >= 5),
  },
  { assumes: 'no variance on its boundary (a singular fit)', holds: !singular },
  { assumes: 'the search came to rest', holds: converged },
]

const shared = {
  random: 'needed',
  offset: false,
  families: [],
  corrections: [],
  free: false,
  frequency: false,
  profile: false,
} as const

const notes = ({ note }: MixedFit): { readonly note?: string } => (note === undefined ? {} : { note })

const values = ({ coefficients }: MixedFit): readonly number[] => coefficients.map(({ value }) => value)

/** R's tests of the terms that stand in no other; each of the others is `anova()` of two fits, with it and without. */
const dropped = (fit: string): string =>
  `drop1(${fit}, test = "Chisq") # of terms in no other; else anova() of two fits, with the term and without`

const families = { logit: 'binomial', poisson: 'poisson' } as const

/** Mixed models: the formula names the groups whose rows go together, as in `(1 | topic)`. */
export const mixed: readonly Method[] = [
  {
    ...shared,
    name: 'lmm',
    about: 'linear mixed model by REML, with Satterthwaite degrees of freedom',
    origin: true,
    binary: () => false,
    fit: (frame, asked): Measured => {
      const fit = linearMixed(frame.rows, modelOf(frame, asked))
      return {
        coefficients: fit.coefficients,
        statistic: 't',
        n: fit.n,
        about: { ...spreads(fit), 'residual sd': fit.sigma, 'REML criterion': fit.criterion },
        tests: [],
        assumptions: [...assumptions(fit), { assumes: 'normal residuals of one variance' }],
        ...notes(fit),
        combinable: {
          parameters: fit.parameters,
          values: values(fit),
          covariance: fit.covariance,
          df: Number.POSITIVE_INFINITY,
          linear: fit.linear,
        },
        mean: (predictor) => predictor,
        anova: (type) =>
          analysisOfDeviance(frame.rows, { ...frame, type }, (rows, terms, intercept) =>
            linearMixed(rows, { ...modelOf(frame, asked), terms, intercept, method: 'ML' }),
          ),
      }
    },
    r: (formula) => `m <- lmerTest::lmer(${formula}, d); summary(m)`,
    rAnova: (_, formula) => dropped(`lme4::lmer(${formula}, d, REML = FALSE)`),
    rMeans: () => ', lmer.df = "satterthwaite"',
  },
  {
    ...shared,
    name: 'glmm',
    about: 'generalised linear mixed model (logit or Poisson) by the Laplace approximation',
    origin: true,
    offset: true,
    families: Object.keys(families),
    binary: (family) => family !== 'poisson',
    fit: (frame, asked): Measured => {
      const family = families[(asked.family ?? 'logit') as keyof typeof families]
      const { offset } = frame
      const model = { ...modelOf(frame, asked), family, ...(offset !== undefined && { offset }) }
      const fit = generalisedMixed(frame.rows, model)
      return {
        coefficients: fit.coefficients,
        statistic: 'z',
        n: fit.n,
        about: { ...spreads(fit), 'log-likelihood': fit.logLikelihood, AIC: 2 * fit.free - 2 * fit.logLikelihood },
        tests: [],
        assumptions: assumptions(fit),
        ratio: family === 'poisson' ? 'rate ratio' : 'odds ratio',
        ...notes(fit),
        combinable: {
          parameters: fit.parameters,
          values: values(fit),
          covariance: fit.covariance,
          df: Number.POSITIVE_INFINITY,
        },
        mean: family === 'poisson' ? Math.exp : (predictor) => 1 / (1 + Math.exp(-predictor)),
        anova: (type) =>
          analysisOfDeviance(frame.rows, { ...frame, type }, (rows, terms, intercept) =>
            generalisedMixed(rows, { ...model, terms, intercept }),
          ),
      }
    },
    r: (formula, { family = 'logit' }) =>
      `m <- lme4::glmer(${formula}, d, family = ${families[family as keyof typeof families]}); summary(m)`,
    rAnova: () => dropped('m'),
    rMeans: (_, { offset }) => (offset === undefined ? '' : ', offset = 0'),
  },
  {
    ...shared,
    name: 'clmm',
    about: 'cumulative-link (proportional-odds) mixed model by the Laplace approximation',
    origin: false,
    binary: () => false,
    fit: (frame, asked): Measured => {
      const model = { ...modelOf(frame, asked), ...(asked.levels && { levels: asked.levels }) }
      const fit = cumulativeMixed(frame.rows, model)
      return {
        coefficients: fit.coefficients,
        statistic: 'z',
        cuts: fit.cuts,
        n: fit.n,
        about: { ...spreads(fit), 'log-likelihood': fit.logLikelihood, AIC: 2 * fit.free - 2 * fit.logLikelihood },
        tests: [],
        assumptions: [...assumptions(fit), { assumes: 'parallel odds: one effect at every cut' }],
        ratio: 'odds ratio',
        ...notes(fit),
        combinable: {
          parameters: fit.parameters,
          values: [...fit.cuts.map(({ value }) => value), ...values(fit)],
          covariance: fit.covariance,
          df: Number.POSITIVE_INFINITY,
        },
        anova: (type) =>
          analysisOfDeviance(frame.rows, { ...frame, type }, (rows, terms) =>
            cumulativeMixed(rows, { ...model, terms }),
          ),
      }
    },
    r: (_, __, { formula }) =>
      `m <- ordinal::clmm(${withOutcome(formula, (outcome) => `ordered(${outcome})`)}, d); summary(m)`,
    rAnova: () => dropped('m'),
    rMeans: () => '',
  },
]
