import { chiSquareSurvival } from '../../math/distributions.ts'
import {
  type Assumption,
  analysisOfDeviance,
  clusterRobustGeneralised,
  type Family,
  type FamilyName,
  families,
  firth,
  type GeneralisedLinearFit,
  generalisedLinear,
  type ModelFrame,
  negativeBinomial,
} from '../../statistics/index.ts'
import { type Asked, type Measured, type Method, observations } from './method.ts'
import { rColumn, rName, robustMeans } from './r-script.ts'

const familyOf = (asked: string | undefined): FamilyName =>
  (asked === undefined || asked === 'binomial' ? 'logit' : asked) as FamilyName

const spread = (fit: GeneralisedLinearFit): Assumption => {
  const p = fit.df > 0 ? chiSquareSurvival(fit.pearson, fit.df) : 1
  return {
    assumes: `counts vary as Poisson counts do (Pearson chi-square ${fit.pearson.toFixed(1)} on ${fit.df}, p ${p.toPrecision(2)}; holds: p above .05)${p > 0.05 ? '' : '; use --method nb'}`,
    holds: p > 0.05,
  }
}

const separation = (fit: GeneralisedLinearFit, rarer: number): readonly Assumption[] => [
  { assumes: 'no separation: every coefficient has a finite estimate', holds: true },
  {
    assumes: `enough of the rarer outcome: ${rarer} for ${fit.parameters.length} coefficients (holds: 10 for each)`,
    holds: rarer >= 10 * fit.parameters.length,
  },
]

const about = (fit: GeneralisedLinearFit): Readonly<Record<string, number>> => ({
  deviance: fit.deviance,
  'residual degrees of freedom': fit.df,
  'log-likelihood': fit.logLikelihood,
  AIC: 2 * fit.free - 2 * fit.logLikelihood,
})

const rarer = ({ rows, outcome }: ModelFrame, frequency: string | undefined): number => {
  let [events, all] = [0, 0]
  for (const row of rows) {
    const count = frequency === undefined ? 1 : (row[frequency] as number)
    all += count
    if (Number(row[outcome]) === 1) events += count
  }
  return Math.min(events, all - events)
}

const fitted = (frame: ModelFrame, asked: Asked, family: FamilyName): Measured => {
  const { cluster, frequency, level, interval, correction } = asked
  const model = { ...frame, family, level, ...(frequency !== undefined && { frequency }) }
  const fit = generalisedLinear(frame.rows, { ...model, interval: cluster === undefined ? interval : 'wald' })
  const robust =
    cluster === undefined
      ? undefined
      : clusterRobustGeneralised(frame.rows, {
          ...frame,
          family,
          level,
          cluster,
          ...(correction !== undefined && { correction: correction as 'CR2' }),
        })
  const { ratio, mean, name }: Family = families[family]
  return {
    coefficients: robust?.coefficients ?? fit.coefficients,
    statistic: robust ? 't' : 'z',
    n: fit.n,
    about: about(fit),
    tests: [],
    assumptions: [
      observations(cluster, robust?.clusters, 10),
      ...(name === 'binomial' ? separation(fit, rarer(frame, frequency)) : [spread(fit)]),
    ],
    ...(ratio !== undefined && { ratio }),
    combinable: {
      parameters: fit.parameters,
      values: fit.coefficients.map((one) => one.value),
      covariance: robust?.covariance ?? fit.covariance,
      df: Number.POSITIVE_INFINITY,
      ...(robust && { linear: robust.linear }),
    },
    mean,
    anova: (type) =>
      analysisOfDeviance(frame.rows, { ...frame, type }, (rows, terms, intercept) =>
        generalisedLinear(rows, { ...model, terms, intercept, interval: 'wald' }),
      ),
  }
}

const shared = { random: 'none', origin: true, offset: true, free: false, frequency: true, profile: true } as const
const robustCall = (call: string, { cluster, correction = 'CR2' }: Asked): string =>
  cluster === undefined
    ? `m <- ${call}; summary(m); confint(m)`
    : `m <- ${call}; clubSandwich::coef_test(m, vcov = "${correction}", cluster = ${rColumn(cluster)}, test = "Satterthwaite")`
const weights = ({ frequency }: Asked): string => (frequency === undefined ? '' : `, weights = ${rName(frequency)}`)
const inR = {
  rAnova: (type: 1 | 2 | 3) => (type === 1 ? 'anova(m, test = "Chisq")' : `car::Anova(m, type = ${type})`),
  rMeans: robustMeans,
} as const

/** Logistic and probit regression, and regressions of counts. */
export const generalised: readonly Method[] = [
  {
    ...shared,
    name: 'glm',
    about: 'regression of an outcome of two values: logit unless --family probit or cloglog; or of counts, poisson',
    families: ['logit', 'binomial', 'probit', 'cloglog', 'poisson'],
    corrections: ['CR2', 'CR0', 'CR1'],
    binary: (family) => familyOf(family) !== 'poisson',
    fit: (frame, asked) => fitted(frame, asked, familyOf(asked.family)),
    r: (formula, asked) =>
      robustCall(`glm(${formula}, ${families[familyOf(asked.family)].r}, d${weights(asked)})`, asked),
    ...inR,
  },
  {
    ...shared,
    name: 'poisson',
    about: 'Poisson regression of counts; offset(log(x)) for what each was watched',
    families: [],
    corrections: ['CR2', 'CR0', 'CR1'],
    binary: () => false,
    fit: (frame, asked) => fitted(frame, asked, 'poisson'),
    r: (formula, asked) => robustCall(`glm(${formula}, poisson(), d${weights(asked)})`, asked),
    ...inR,
  },
  {
    ...shared,
    name: 'firth',
    about: 'logistic regression with Firth’s penalty, for separated outcomes and small samples',
    profile: false,
    families: [],
    corrections: [],
    binary: () => true,
    fit: (frame, { level, frequency, cluster }) => {
      const fit = firth(frame.rows, { ...frame, level, ...(frequency !== undefined && { frequency }) })
      return {
        coefficients: fit.coefficients,
        statistic: 'z',
        n: fit.n,
        about: { 'penalised log-likelihood': fit.logLikelihood },
        tests: [],
        assumptions: [observations(cluster, undefined, 10)],
        ratio: 'odds ratio',
        combinable: {
          parameters: fit.parameters,
          values: fit.coefficients.map((one) => one.value),
          covariance: fit.covariance,
          df: Number.POSITIVE_INFINITY,
        },
        mean: families.logit.mean,
      }
    },
    r: (formula, asked) => `logistf::logistf(${formula}, d${weights(asked)})`,
  },
  {
    ...shared,
    name: 'nb',
    about: 'negative binomial regression of counts that vary more than Poisson counts do',
    families: [],
    corrections: [],
    binary: () => false,
    fit: (frame, { level, interval, frequency, cluster }) => {
      const model = { ...frame, level, ...(frequency !== undefined && { frequency }) }
      const fit = negativeBinomial(frame.rows, { ...model, interval })
      return {
        coefficients: fit.coefficients,
        statistic: 'z',
        n: fit.n,
        about: { theta: fit.theta, 'standard error of theta': fit.thetaSe, ...about(fit) },
        tests: [],
        assumptions: [
          observations(cluster, undefined, 10),
          { assumes: 'counts vary more than Poisson counts do, so that theta is finite', holds: true },
        ],
        ratio: 'rate ratio',
        combinable: {
          parameters: fit.parameters,
          values: fit.coefficients.map((one) => one.value),
          covariance: fit.covariance,
          df: Number.POSITIVE_INFINITY,
        },
        mean: Math.exp,
        anova: (type) =>
          analysisOfDeviance(frame.rows, { ...frame, type }, (rows, terms, intercept) =>
            negativeBinomial(rows, { ...model, terms, intercept, interval: 'wald' }),
          ),
      }
    },
    r: (formula, asked) => `m <- MASS::glm.nb(${formula}, d${weights(asked)}); summary(m); confint(m)`,
    rAnova: () =>
      '# theta is estimated again without each term, as anova(update(m, . ~ . - TERM), m) does; car::Anova(m) keeps it',
    rMeans: (_, { offset }) => (offset === undefined ? '' : ', offset = 0'),
  },
]
