import type { Estimate, Interval } from '../core/estimate.ts'
import { normalCdf } from '../math/distributions.ts'
import { logBeta } from '../math/special.ts'
import { checkAlpha, checkCount, checkLevel, checkNumbers } from './check.ts'
import { root } from './root.ts'

/** How much is known, in the units of the bound, at which a mixture bound is tightest: the variance summed up then. */
const checkOptimal = (optimal: number, what: string): number => {
  if (optimal > 0 && Number.isFinite(optimal)) return optimal
  throw new Error(`${what} is tightest at ${optimal}; it must be a finite number above 0`)
}

/** The mixing precision with which a normal mixture is tightest at `optimal` (Howard et al. 2021, proposition 3). */
export const mixturePrecision = (optimal: number, alpha: number): number =>
  checkOptimal(optimal, 'a normal mixture') / (2 * Math.log(1 / alpha) + Math.log(1 + 2 * Math.log(1 / alpha)))

export interface MixtureOptions {
  /** .05 unless said. */
  readonly alpha?: number
  /** The variance summed up at which the bound is to be tightest. */
  readonly optimal: number
  /** Two unless said. */
  readonly sides?: 1 | 2
}

/**
 * The logarithm of the normal mixture of a sum `s` of mean zero whose variance so far is `v`: under no effect its
 * exponential is an e-value at every moment. Robbins 1970; Howard, Ramdas, McAuliffe and Sekhon 2021, equation 14.
 */
export const logNormalMixture = (s: number, v: number, options: MixtureOptions): number => {
  const alpha = checkAlpha(options.alpha)
  if (options.sides === 1) {
    const rho = mixturePrecision(options.optimal, 2 * alpha)
    return (
      0.5 * Math.log((4 * rho) / (v + rho)) + (s * s) / (2 * (v + rho)) + Math.log(normalCdf(s / Math.sqrt(v + rho)))
    )
  }
  const rho = mixturePrecision(options.optimal, alpha)
  return 0.5 * Math.log(rho / (v + rho)) + (s * s) / (2 * (v + rho))
}

/**
 * How far a sum of mean zero, whose variance so far is `v`, strays: with probability 1 - alpha it never leaves this
 * bound, whenever one looks. Throws on a variance below 0.
 */
export const normalMixtureBound = (v: number, options: MixtureOptions): number => {
  if (!(v >= 0 && Number.isFinite(v))) throw new Error(`the variance of a sum is ${v}; it must be 0 or more`)
  const alpha = checkAlpha(options.alpha)
  const goal = Math.log(1 / alpha)
  if (options.sides === 1) {
    const rest = (s: number): number => logNormalMixture(s, v, options) - goal
    let high = 1 + Math.sqrt(v)
    while (rest(high) < 0) high *= 2
    return root(rest, 0, high)
  }
  const rho = mixturePrecision(options.optimal, alpha)
  return Math.sqrt((v + rho) * (Math.log((v + rho) / rho) + 2 * goal))
}

export interface AnytimeOptions {
  /** The standard error (of the logarithm, for ratios) at which the interval is to be tightest. */
  readonly optimalSe: number
  /** Of the interval; .95 unless said. */
  readonly level?: number
  /** 'ratio': the value is a ratio, and its standard error that of its logarithm; 'difference' unless said. */
  readonly scale?: 'difference' | 'ratio'
}

/**
 * An estimate with an interval that holds at all sample sizes at once, so that one may look whenever one likes and stop
 * when one likes; p is the always-valid p value of no effect (Johari et al. 2022). From the standard error, so it is
 * asymptotic (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024). Throws where the estimate has no standard error.
 */
export const anytime = (estimate: Estimate, options: AnytimeOptions): Estimate & { readonly interval: Interval } => {
  const level = checkLevel(options.level)
  const { value, se } = estimate
  const ratio = options.scale === 'ratio'
  if (se === undefined || !(se > 0 && Number.isFinite(se)))
    throw new Error(`an anytime-valid interval needs a standard error above 0; ${estimate.estimator} has ${se}`)
  if (ratio && !(value > 0)) throw new Error(`a ratio is above 0, not ${value}`)
  const centre = ratio ? Math.log(value) : value
  const known = 1 / se ** 2
  const mixture = { alpha: 1 - level, optimal: 1 / checkOptimal(options.optimalSe, 'an anytime-valid interval') ** 2 }
  const reach = normalMixtureBound(known, mixture) / known
  const turn = ratio ? Math.exp : (x: number) => x
  return {
    ...estimate,
    interval: [turn(centre - reach), turn(centre + reach)],
    level,
    p: Math.min(1, Math.exp(-logNormalMixture(centre * known, known, mixture))),
    estimator: `${estimate.estimator.replace(/,? ?(wald|profile|t|normal|Wilson|Newcombe)? interval.*$/, '')}, anytime-valid interval`,
  }
}

export interface ProportionSequenceOptions {
  /** .95 unless said. */
  readonly level?: number
  /** The number of trials at which it is to be tightest. */
  readonly optimal: number
}

/**
 * A share with an interval that holds at every number of trials at once: all shares whose beta-binomial mixture stays
 * below 1 / alpha (Howard et al. 2021, section 3.2; `confseq::bernoulli_confidence_interval`).
 */
export const proportionSequence = (
  successes: number,
  trials: number,
  options: ProportionSequenceOptions,
): Estimate & { readonly interval: Interval } => {
  const level = checkLevel(options.level)
  checkCount(successes, 'the number of successes')
  checkCount(trials, 'the number of trials')
  if (trials === 0) throw new Error('a share of no trials is not known; at least one trial is needed')
  if (successes > trials)
    throw new Error(`${successes} successes in ${trials} trials; there can be no more than trials`)
  checkOptimal(options.optimal, 'the interval of a share')
  const goal = Math.log(1 / (1 - level))
  const log = (p: number): number => {
    const unit = p * (1 - p)
    const r = Math.max(mixturePrecision(unit * options.optimal, 1 - level) - unit, 1e-3 * unit)
    const [a, b] = [r / (1 - p), r / p]
    const failures = trials - successes
    return (
      logBeta(a + successes, b + failures) -
      logBeta(a, b) -
      (successes ? successes * Math.log(p) : 0) -
      (failures ? failures * Math.log1p(-p) : 0)
    )
  }
  const share = successes / trials
  const edge = 1e-12
  const inside = Math.min(1 - edge, Math.max(edge, share))
  const over = (p: number): number => log(p) - goal
  const low = successes === 0 || over(edge) < 0 ? 0 : root(over, edge, inside)
  const high = successes === trials || over(1 - edge) < 0 ? 1 : root(over, inside, 1 - edge)
  return {
    value: share,
    interval: [low, high],
    level,
    n: trials,
    estimator: 'share, anytime-valid interval (beta-binomial mixture)',
  }
}

export interface BoundedMeanOptions {
  /** .95 unless said. */
  readonly level?: number
  /** Between which values every observation must lie; [0, 1] unless said. */
  readonly bounds?: Interval
  /** Hedged betting unless said. */
  readonly method?: 'betting' | 'empirical Bernstein'
}

/** What is bet on each observation before it is seen, in [0, 1]: the same for both methods, before its cap. */
const stakes = (x: readonly number[], alpha: number): { lambda: number[]; centres: number[] } => {
  let sum = 0.5
  let squares = 0.25
  const lambda: number[] = []
  const centres: number[] = []
  for (const [i, value] of x.entries()) {
    const t = i + 1
    lambda.push(Math.sqrt((2 * Math.log(2 / alpha)) / (squares * Math.log(1 + t))))
    centres.push(sum / t)
    sum += value
    squares += (value - sum / (t + 1)) ** 2
  }
  return { lambda, centres }
}

const CAP = 0.5
const CELLS = 2000

/** The wealth of a gambler who bets on both sides against the mean being `m`, after each observation in [0, 1]. */
export const hedgedCapital = (x: readonly number[], m: number, alpha = 0.05): readonly number[] => {
  const { lambda } = stakes(x, alpha)
  let [up, down] = [0.5, 0.5]
  return x.map((value, i) => {
    up *= 1 + Math.min(lambda[i]!, CAP / m) * (value - m)
    down *= 1 - Math.min(lambda[i]!, CAP / (1 - m)) * (value - m)
    return Math.max(up, down)
  })
}

/**
 * The mean of bounded observations with an interval that holds at every number of them at once, and needs nothing but
 * the bounds (Waudby-Smith and Ramdas 2024, theorems 2 and 3): the values that no gambler has grown rich against, or
 * the empirical Bernstein interval; running intersections both. Throws on an observation outside the bounds.
 */
export const boundedMeanSequence = (
  values: readonly number[],
  options: BoundedMeanOptions = {},
): Estimate & { readonly interval: Interval } => {
  const level = checkLevel(options.level)
  const alpha = 1 - level
  const [low, high] = options.bounds ?? [0, 1]
  const method = options.method ?? 'betting'
  checkNumbers(values, 'a bounded mean')
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high))
    throw new Error(`the bounds of a mean are two finite numbers, the lower first; they were ${low} and ${high}`)
  const out = values.findIndex((value) => value < low || value > high)
  if (out >= 0) throw new Error(`observation ${out} is ${values[out]}, outside the bounds ${low} to ${high}`)
  const x = values.map((value) => (value - low) / (high - low))
  const [from, to] = method === 'betting' ? bet(x, alpha) : bernstein(x, alpha)
  const value = values.reduce((sum, each) => sum + each, 0) / values.length
  return {
    value,
    interval: [low + from * (high - low), low + to * (high - low)],
    level,
    n: values.length,
    estimator: `mean, anytime-valid interval (${method})`,
  }
}

const bet = (x: readonly number[], alpha: number): Interval => {
  const { lambda } = stakes(x, alpha)
  const alive: number[] = []
  for (let cell = 0; cell <= CELLS; cell++) {
    const m = Math.min(1 - 1e-9, Math.max(1e-9, cell / CELLS))
    let [up, down] = [0.5, 0.5]
    let rich = false
    for (let i = 0; i < x.length && !rich; i++) {
      up *= 1 + Math.min(lambda[i]!, CAP / m) * (x[i]! - m)
      down *= 1 - Math.min(lambda[i]!, CAP / (1 - m)) * (x[i]! - m)
      rich = Math.max(up, down) >= 1 / alpha
    }
    if (!rich) alive.push(cell)
  }
  // An empty set says that the mean moved while it was watched: nothing is claimed of it then.
  if (alive.length === 0) return [0, 1]
  return [Math.max(0, (alive[0]! - 1) / CELLS), Math.min(1, (alive.at(-1)! + 1) / CELLS)]
}

/** Centre and half width of the empirical Bernstein interval after each observation in [0, 1]. */
export const empiricalBernstein = (
  x: readonly number[],
  alpha = 0.05,
): readonly { readonly centre: number; readonly half: number }[] => {
  const { lambda, centres } = stakes(x, alpha)
  let [weight, weighted, spread] = [0, 0, 0]
  return x.map((value, i) => {
    const stake = Math.min(lambda[i]!, CAP)
    weight += stake
    weighted += stake * value
    spread += 4 * (value - centres[i]!) ** 2 * ((-Math.log(1 - stake) - stake) / 4)
    return { centre: weighted / weight, half: (Math.log(2 / alpha) + spread) / weight }
  })
}

const bernstein = (x: readonly number[], alpha: number): Interval => {
  let [low, high] = [0, 1]
  for (const { centre, half } of empiricalBernstein(x, alpha)) {
    low = Math.max(low, centre - half)
    high = Math.min(high, centre + half)
  }
  return low <= high ? [low, high] : [0, 1]
}
