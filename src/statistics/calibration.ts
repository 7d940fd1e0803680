import type { Estimate, Interval } from '../core/estimate.ts'
import { tQuantile } from '../math/distributions.ts'
import { checkLevel, checkNumbers } from './check.ts'
import { numeric } from './design.ts'
import { type Likelihood, maximise, SeparationError } from './likelihood.ts'
import { type LogisticFit, logistic } from './logistic.ts'
import { binaryOutcomes, type Outcome } from './outcomes.ts'
import { proportion } from './proportion.ts'
import { mean, sortedQuantile, standardDeviation } from './summary.ts'

export interface Binning {
  /** How many; 10 unless said. */
  readonly bins?: number
  /**
   * 'width': (a, b] of equal width on [0, 1], the first closed at 0. 'mass': as equal in number as forecasts allow,
   * equal forecasts kept together. 'width' unless said.
   */
  readonly binning?: 'width' | 'mass'
}

/** The forecasts of one bin that holds any: their mean beside the share of outcomes that came true. */
export interface CalibrationBin {
  readonly from: number
  readonly to: number
  readonly n: number
  readonly forecast: number
  readonly outcome: number
  /** Of the share, after Wilson. */
  readonly interval: Interval
}

const checkForecasts = (forecasts: readonly number[], outcomes: readonly Outcome[], what: string): Uint8Array => {
  checkNumbers(forecasts, what)
  const bad = forecasts.findIndex((p) => p < 0 || p > 1)
  if (bad >= 0) throw new Error(`${what}: forecast ${bad} is ${forecasts[bad]}; a probability lies in [0, 1]`)
  return binaryOutcomes(outcomes, forecasts.length, what)
}

const meanLoss = (losses: readonly number[], estimator: string, level: number): Estimate => {
  const n = losses.length
  const value = mean(losses)
  if (n < 2) return { value, n, estimator, note: 'one forecast only: no interval' }
  const se = standardDeviation(losses) / Math.sqrt(n)
  const reach = tQuantile(0.5 + level / 2, n - 1) * se
  return { value, se, interval: [value - reach, value + reach], level, n, estimator: `${estimator}, t interval` }
}

/** Where each forecast goes; the bins' edges are `edges[k]` and `edges[k + 1]`. */
const assign = (forecasts: readonly number[], { bins = 10, binning = 'width' }: Binning) => {
  if (!(Number.isInteger(bins) && bins >= 1)) throw new Error(`${bins} bins; a whole number from 1 on is needed`)
  if (binning !== 'width' && binning !== 'mass')
    throw new Error(`${String(binning)} is no binning; it is 'width' or 'mass'`)
  if (binning === 'width')
    return forecasts.map((p) => {
      let k = Math.max(0, Math.ceil(p * bins) - 1)
      // The product may round up past an edge that the quotient meets exactly.
      while (k > 0 && p <= k / bins) k--
      return k
    })
  const sorted = Float64Array.from(forecasts).sort()
  const first = new Map<number, number>()
  for (const [i, p] of sorted.entries()) if (!first.has(p)) first.set(p, i)
  return forecasts.map((p) => Math.floor((first.get(p)! * bins) / sorted.length))
}

/**
 * The reliability diagram of forecasts (probabilities of outcome 1): one entry for each bin that holds any, in order.
 * Python: `sklearn.calibration.calibration_curve(y, p, n_bins)` but for the edges, which here belong to the bin below.
 * Throws on forecasts outside [0, 1], on outcomes other than 0 and 1, and on unequal lengths.
 */
export const calibrationCurve = (
  forecasts: readonly number[],
  outcomes: readonly Outcome[],
  options: Binning & { readonly level?: number } = {},
): readonly CalibrationBin[] => {
  const level = checkLevel(options.level)
  const y = checkForecasts(forecasts, outcomes, 'a calibration curve')
  const places = assign(forecasts, options)
  const bins = options.bins ?? 10
  return [...new Set(places)]
    .sort((a, b) => a - b)
    .map((k) => {
      const inside = [...places.keys()].filter((i) => places[i] === k)
      const own = inside.map((i) => forecasts[i]!)
      const hits = inside.reduce((sum, i) => sum + y[i]!, 0)
      const mass = options.binning === 'mass'
      return {
        from: mass ? own.reduce((a, b) => Math.min(a, b)) : k / bins,
        to: mass ? own.reduce((a, b) => Math.max(a, b)) : (k + 1) / bins,
        n: own.length,
        forecast: mean(own),
        outcome: hits / own.length,
        interval: proportion(hits, own.length, { level }).interval!,
      }
    })
}

export interface BrierScore extends Estimate {
  /** Mean squared distance of bin forecasts from bin shares; 0 is perfect. */
  readonly reliability: number
  /** How far the bins' shares lie from the overall share; more is better. */
  readonly resolution: number
  /** The score of always forecasting the overall share. */
  readonly uncertainty: number
  /** score - (reliability - resolution + uncertainty): 0 where forecasts are constant within bins. */
  readonly remainder: number
  /** 1 - score / uncertainty; left out where the outcome never varies. */
  readonly skill?: number
}

/**
 * The Brier score, mean squared error of probabilities (0 perfect, .25 for a coin), with Murphy's decomposition (1973)
 * over bins. Python: `sklearn.metrics.brier_score_loss(y, p)`; interval as R `t.test((p - y)^2)`.
 * Throws as `calibrationCurve` does.
 */
export const brierScore = (
  forecasts: readonly number[],
  outcomes: readonly Outcome[],
  options: Binning & { readonly level?: number } = {},
): BrierScore => {
  const level = checkLevel(options.level)
  const y = checkForecasts(forecasts, outcomes, 'a Brier score')
  const score = meanLoss(
    forecasts.map((p, i) => (p - y[i]!) ** 2),
    'Brier score',
    level,
  )
  const share = mean(Float64Array.from(y))
  const uncertainty = share * (1 - share)
  const bins = calibrationCurve(forecasts, outcomes, options)
  const over = (term: (bin: CalibrationBin) => number) =>
    bins.reduce((sum, bin) => sum + (bin.n / y.length) * term(bin), 0)
  const reliability = over((bin) => (bin.forecast - bin.outcome) ** 2)
  const resolution = over((bin) => (bin.outcome - share) ** 2)
  return {
    ...score,
    reliability,
    resolution,
    uncertainty,
    remainder: score.value - (reliability - resolution + uncertainty),
    ...(uncertainty > 0 && { skill: 1 - score.value / uncertainty }),
  }
}

/**
 * The mean of -ln(probability given to what happened). Python: `sklearn.metrics.log_loss(y, p)` without its clipping:
 * a certain forecast that failed throws, for its loss is infinite.
 */
export const logLoss = (
  forecasts: readonly number[],
  outcomes: readonly Outcome[],
  options: { readonly level?: number } = {},
): Estimate => {
  const level = checkLevel(options.level)
  const y = checkForecasts(forecasts, outcomes, 'a log loss')
  const losses = forecasts.map((p, i) => {
    const given = y[i] === 1 ? p : 1 - p
    if (given === 0)
      throw new Error(`forecast ${i} is ${p} but the outcome is ${y[i]}: its log loss is infinite; keep off 0 and 1`)
    return y[i] === 1 ? -Math.log(p) : -Math.log1p(-p)
  })
  return meanLoss(losses, 'log loss', level)
}

export interface CalibrationError extends Estimate {
  /** The largest gap of any bin. */
  readonly largest: number
  /** What perfectly calibrated forecasts would show: mean and upper quantile at `level`; p is theirs of this or more. */
  readonly perfect?: { readonly mean: number; readonly upper: number }
}

const gapsOf = (places: readonly number[], forecasts: readonly number[], y: ArrayLike<number>, bins: number) => {
  const gaps = new Float64Array(bins)
  for (const [i, k] of places.entries()) gaps[k]! += forecasts[i]! - y[i]!
  return gaps
}

/**
 * Expected calibration error: the gaps between forecast and share, averaged over bins by the number they hold (Naeini
 * et al. 2015); 10 bins (a, b] of equal width unless said. It is above 0 even for perfect forecasts, the more the fewer
 * a bin holds; with `luck` that floor is simulated (outcomes drawn from the forecasts) and the estimate tested on it.
 * Throws as `calibrationCurve` does.
 */
export const expectedCalibrationError = (
  forecasts: readonly number[],
  outcomes: readonly Outcome[],
  options: Binning & {
    readonly level?: number
    readonly luck?: { uniform(): number }
    /** Of the simulation; 1000 unless said. */
    readonly replicates?: number
  } = {},
): CalibrationError => {
  const level = checkLevel(options.level)
  const { luck, replicates = 1000, bins = 10, binning = 'width' } = options
  const y = checkForecasts(forecasts, outcomes, 'a calibration error')
  if (!(Number.isInteger(replicates) && replicates >= 100))
    throw new Error(`${replicates} replicates; a whole number from 100 on is needed`)
  const places = assign(forecasts, options)
  const n = y.length
  const errorOf = (happened: ArrayLike<number>) =>
    gapsOf(places, forecasts, happened, bins).reduce((sum, gap) => sum + Math.abs(gap), 0) / n
  const value = errorOf(y)
  const held = new Float64Array(bins)
  for (const k of places) held[k]! += 1
  const largest = gapsOf(places, forecasts, y, bins).reduce(
    (most, gap, k) => (held[k]! > 0 ? Math.max(most, Math.abs(gap) / held[k]!) : most),
    0,
  )
  const estimator = `expected calibration error, ${bins} bins of equal ${binning}`
  if (!luck) return { value, n, largest, estimator }
  const drawn = new Uint8Array(n)
  const null_ = Float64Array.from({ length: replicates }, () => {
    for (let i = 0; i < n; i++) drawn[i] = luck.uniform() < forecasts[i]! ? 1 : 0
    return errorOf(drawn)
  }).sort()
  const atLeast = null_.filter((error) => error >= value - 1e-12).length
  return {
    value,
    n,
    largest,
    level,
    p: (1 + atLeast) / (1 + replicates),
    perfect: { mean: mean(null_), upper: sortedQuantile(null_, level) },
    estimator: `${estimator}, against ${replicates} simulations of perfect forecasts`,
  }
}

const logits = (forecasts: readonly number[], what: string): number[] =>
  forecasts.map((p, i) => {
    if (p > 0 && p < 1) return Math.log(p) - Math.log1p(-p)
    throw new Error(`${what}: forecast ${i} is ${p}, whose logit is infinite; keep off 0 and 1`)
  })

/**
 * Cox's calibration intercept and slope (Platt scaling): 0 and 1 for calibrated forecasts, a slope below 1 for
 * overconfident ones. R: `glm(y ~ qlogis(p), family = binomial)`; the coefficients are `intercept` and `logit`.
 */
export const calibrationSlope = (
  forecasts: readonly number[],
  outcomes: readonly Outcome[],
  options: { readonly level?: number } = {},
): LogisticFit => {
  const y = checkForecasts(forecasts, outcomes, 'a calibration slope')
  const rows = logits(forecasts, 'a calibration slope').map((logit, i) => ({ logit, outcome: y[i]! }))
  return logistic(rows, { outcome: 'outcome', terms: [numeric('logit')], ...options })
}

/**
 * The temperature T that makes sigmoid(logit p / T) likeliest (Guo et al. 2017): above 1 for overconfident forecasts.
 * `logLoss` is that of the forecasts so cooled. Throws where forecasts part the outcomes without overlap, and where
 * they point the wrong way, so that no T above 0 is best.
 */
export const temperature = (
  forecasts: readonly number[],
  outcomes: readonly Outcome[],
): Estimate & { readonly logLoss: number } => {
  const y = checkForecasts(forecasts, outcomes, 'a temperature')
  const x = logits(forecasts, 'a temperature').map((logit, i) => (y[i] === 1 ? logit : -logit))
  const reachOf = x.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  if (reachOf === 0) throw new Error('every forecast is .5, which no temperature changes')
  const away = 'the forecasts point away from the outcomes, so no temperature above 0 is best'
  if (x.every((value) => value <= 0)) throw new Error(away)
  if (x.every((value) => value >= 0)) throw new SeparationError('the forecasts, for which T would go to 0')
  const likelihood: Likelihood = {
    names: ['1 / T'],
    cuts: 0,
    evaluate: (at, gradient, information) => {
      let total = 0
      gradient[0] = information[0] = 0
      for (const value of x) {
        const z = at[0]! * value
        const miss = 1 / (1 + Math.exp(z))
        total -= z > 0 ? Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)) - z
        gradient[0]! += value * miss
        information[0]! += value ** 2 * miss * (1 - miss)
      }
      return total
    },
    reach: (step) => Math.abs(step[0]!) * reachOf,
  }
  const { at, logLikelihood } = maximise(likelihood, Float64Array.of(0))
  if (!(at[0]! > 1e-9)) throw new Error(away)
  return {
    value: 1 / at[0]!,
    n: x.length,
    logLoss: -logLikelihood / x.length,
    estimator: 'temperature by maximum likelihood',
  }
}
