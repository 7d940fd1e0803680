import { normalDensity, normalLogCdf, normalSurvival } from '../math/distributions.ts'
import { logGamma } from '../math/special.ts'

/** A distribution of outcomes with its link, seen from one observation: outcome y and linear predictor eta. */
export interface Family {
  readonly name: string
  /** What its R call is: `binomial('probit')`. */
  readonly r: string
  /** What exp of a coefficient is, where it is something. */
  readonly ratio?: string
  logLikelihood(y: number, eta: number): number
  /** The first derivative of the log-likelihood in eta, and minus its second. */
  score(y: number, eta: number): readonly [slope: number, curve: number]
  mean(eta: number): number
  /** The derivative of the mean in eta. */
  slope(eta: number): number
  variance(mean: number): number
  /** The log-likelihood of an observation that is fitted exactly. */
  saturated(y: number): number
}

const logistic = (eta: number): number => (eta >= 0 ? 1 / (1 + Math.exp(-eta)) : Math.exp(eta) / (1 + Math.exp(eta)))
const bernoulli = (p: number): number => p * (1 - p)

const logit: Family = {
  name: 'binomial',
  r: 'binomial()',
  ratio: 'odds ratio',
  logLikelihood: (y, eta) => -Math.max(0, y ? -eta : eta) - Math.log1p(Math.exp(-Math.abs(eta))),
  score: (y, eta) => {
    const p = logistic(eta)
    return [y - p, p * logistic(-eta)]
  },
  mean: logistic,
  slope: (eta) => logistic(eta) * logistic(-eta),
  variance: bernoulli,
  saturated: () => 0,
}

/** ln P(Z < z) and the density over it, with their digits in the far tail. */
const normalTail = (z: number): readonly [log: number, ratio: number] => {
  if (z > -37) {
    const below = normalSurvival(-z)
    return [Math.log(below), normalDensity(z) / below]
  }
  const square = z * z
  return [normalLogCdf(z), -z * (1 + 1 / square)]
}

const probit: Family = {
  name: 'binomial',
  r: "binomial('probit')",
  logLikelihood: (y, eta) => normalTail(y ? eta : -eta)[0],
  score: (y, eta) => {
    const z = y ? eta : -eta
    const [, ratio] = normalTail(z)
    return [y ? ratio : -ratio, Math.max(0, ratio * (ratio + z))]
  },
  mean: (eta) => normalSurvival(-eta),
  slope: normalDensity,
  variance: bernoulli,
  saturated: () => 0,
}

const cloglog: Family = {
  name: 'binomial',
  r: "binomial('cloglog')",
  ratio: 'hazard ratio',
  logLikelihood: (y, eta) => (y ? Math.log(-Math.expm1(-Math.exp(eta))) : -Math.exp(eta)),
  score: (y, eta) => {
    const m = Math.exp(eta)
    if (!y) return [-m, m]
    if (m > 700) return [0, 0]
    const grown = Math.expm1(m)
    return [m / grown, (m * (m * (grown + 1) - grown)) / grown ** 2]
  },
  mean: (eta) => -Math.expm1(-Math.exp(eta)),
  slope: (eta) => Math.exp(eta - Math.exp(eta)),
  variance: bernoulli,
  saturated: () => 0,
}

const poisson: Family = {
  name: 'poisson',
  r: 'poisson()',
  ratio: 'rate ratio',
  logLikelihood: (y, eta) => y * eta - Math.exp(eta) - logGamma(y + 1),
  score: (y, eta) => {
    const rate = Math.exp(eta)
    return [y - rate, rate]
  },
  mean: Math.exp,
  slope: Math.exp,
  variance: (mean) => mean,
  saturated: (y) => (y > 0 ? y * Math.log(y) - y : 0) - logGamma(y + 1),
}

/** Counts whose variance is mean + mean^2 / theta, with logarithmic link (R `MASS::negative.binomial(theta)`). */
export const negativeBinomialFamily = (theta: number): Family => {
  const constant = (y: number): number =>
    logGamma(y + theta) - logGamma(theta) - logGamma(y + 1) + theta * Math.log(theta)
  return {
    name: 'negative binomial',
    r: `MASS::negative.binomial(${theta})`,
    ratio: 'rate ratio',
    logLikelihood: (y, eta) => constant(y) + y * eta - (y + theta) * Math.log(theta + Math.exp(eta)),
    score: (y, eta) => {
      const rate = Math.exp(eta)
      const share = rate / (theta + rate)
      return [y - (y + theta) * share, (y + theta) * share * (theta / (theta + rate))]
    },
    mean: Math.exp,
    slope: Math.exp,
    variance: (mean) => mean + mean ** 2 / theta,
    saturated: (y) => constant(y) + (y > 0 ? y * Math.log(y) : 0) - (y + theta) * Math.log(theta + y),
  }
}

/** The families of a generalised linear model that need no other number, by distribution and link. */
export const families = {
  logit,
  probit,
  cloglog,
  poisson,
} as const satisfies Readonly<Record<string, Family>>

export type FamilyName = keyof typeof families
