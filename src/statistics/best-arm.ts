import { normalCdf, normalDensity } from '../math/distributions.ts'
import { incompleteBeta, logBeta } from '../math/special.ts'

/** What is believed of one arm's mean: a normal, or for a share a Beta. */
export type Posterior =
  | { readonly mean: number; readonly sd: number }
  | { readonly successes: number; readonly failures: number }

interface Law {
  readonly low: number
  readonly high: number
  readonly sd: number
  density(x: number): number
  below(x: number): number
}

const lawOf = (posterior: Posterior, i: number): Law => {
  if ('mean' in posterior) {
    const { mean, sd } = posterior
    if (!(Number.isFinite(mean) && sd > 0 && Number.isFinite(sd)))
      throw new Error(`arm ${i}: a normal has a finite mean and an sd above 0, not ${mean} and ${sd}`)
    return {
      low: mean - 9 * sd,
      high: mean + 9 * sd,
      sd,
      density: (x) => normalDensity((x - mean) / sd) / sd,
      below: (x) => normalCdf((x - mean) / sd),
    }
  }
  const { successes: a, failures: b } = posterior
  if (!(a > 0 && b > 0 && Number.isFinite(a + b)))
    throw new Error(`arm ${i}: a Beta has two finite numbers above 0, not ${a} and ${b}`)
  // On the logit scale a Beta has no poles, whatever its numbers.
  const centre = Math.log(a / b)
  const sd = Math.sqrt(1 / a + 1 / b)
  const scale = logBeta(a, b)
  const reach = 9 * sd + 40 / Math.min(a, b)
  return {
    low: centre - reach,
    high: centre + reach,
    sd,
    density: (u) => Math.exp(-a * Math.log1p(Math.exp(-u)) - b * Math.log1p(Math.exp(u)) - scale),
    below: (u) => {
      const p = 1 / (1 + Math.exp(-u))
      return incompleteBeta(a, b, p, 1 / (1 + Math.exp(u)))
    },
  }
}

/**
 * The probability that each arm has the highest mean, given what is believed of each: the integral of one density times
 * the distribution functions of the others, by the trapezoid rule, so no chance is in it. All Betas, or all normals.
 */
export const probabilityBest = (posteriors: readonly Posterior[]): readonly number[] => {
  if (posteriors.length === 0) throw new Error('there is no arm to be the best')
  if (new Set(posteriors.map((each) => 'mean' in each)).size > 1)
    throw new Error('the arms are all normal or all Beta; these are mixed')
  const laws = posteriors.map(lawOf)
  const low = Math.min(...laws.map((law) => law.low))
  const high = Math.max(...laws.map((law) => law.high))
  const finest = Math.min(...laws.map(({ sd }) => sd))
  const steps = Math.min(20_000, Math.max(200, Math.ceil((5 * (high - low)) / finest)))
  const totals = laws.map(() => 0)
  for (let i = 0; i <= steps; i++) {
    const x = low + ((high - low) * i) / steps
    const densities = laws.map((law) => law.density(x))
    if (densities.every((density) => density < 1e-300)) continue
    const below = laws.map((law) => law.below(x))
    for (let arm = 0; arm < laws.length; arm++) {
      let mass = densities[arm]!
      for (let other = 0; other < laws.length; other++) if (other !== arm) mass *= below[other]!
      totals[arm]! += mass
    }
  }
  const sum = totals.reduce((a, b) => a + b, 0)
  return totals.map((total) => total / sum)
}

/**
 * The chance that top-two Thompson sampling plays each arm (Russo 2020): with `share` the best of one draw of all arms,
 * else the best of draws in which another is best. From the probabilities of being best.
 */
export const topTwo = (best: readonly number[], share = 0.5): readonly number[] => {
  if (!(share > 0 && share <= 1)) throw new Error(`the share of the leader is above 0 and at most 1, not ${share}`)
  const sure = best.findIndex((p) => p >= 1 - 1e-12)
  if (sure >= 0) {
    const rest = best.length - 1
    return best.map((_, arm) => (rest === 0 ? 1 : arm === sure ? share : (1 - share) / rest))
  }
  return best.map((own, arm) => {
    const second = best.reduce((sum, other, j) => (j === arm ? sum : sum + other / (1 - other)), 0)
    return own * (share + (1 - share) * second)
  })
}

/** Probabilities with none below `floor`: what is given to the small is taken from the others in proportion. */
export const withFloor = (probabilities: readonly number[], floor: number): readonly number[] => {
  const k = probabilities.length
  if (!(floor >= 0 && floor * k <= 1 + 1e-12))
    throw new Error(`the least probability of ${k} arms lies between 0 and ${1 / k}, not ${floor}`)
  return probabilities.map((p) => floor + (1 - floor * k) * p)
}
