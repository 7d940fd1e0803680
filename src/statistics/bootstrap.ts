import type { Estimate, Interval } from '../core/estimate.ts'
import { normalCdf, normalQuantile } from '../math/distributions.ts'
import { resampler } from '../math/resample.ts'
import { resampledSum } from '../math/resample-sum.ts'
import { checkLevel, checkNumbers } from './check.ts'
import { sortedQuantile, standardDeviation } from './summary.ts'

export interface BootstrapOptions<T> {
  /** Where chance comes from: the same luck gives the same interval. Four numbers are taken from it. */
  readonly luck: { uniform(): number }
  /** How many resamples; 10 000 unless said. */
  readonly replicates?: number
  /** Bias-corrected and accelerated unless said. */
  readonly interval?: 'bca' | 'percentile'
  /** Of the interval; .95 unless said. */
  readonly level?: number
  /** The independent unit an item belongs to (dialogue, person, pair); whole units are resampled then. */
  readonly cluster?: (item: T, index: number) => string | number
}

/** The percentile interval of bootstrap replicates (R `quantile(t, c(.025, .975), type = 7)`). */
export const percentileInterval = (replicates: ArrayLike<number>, level = 0.95): Interval => {
  checkNumbers(replicates, 'a percentile interval', 2)
  checkLevel(level)
  const sorted = Float64Array.from(replicates).sort()
  return [sortedQuantile(sorted, 0.5 - level / 2), sortedQuantile(sorted, 0.5 + level / 2)]
}

/** The basic interval of bootstrap replicates about their estimate: twice it less the other end of the percentile interval. */
export const basicInterval = (replicates: ArrayLike<number>, estimate: number, level = 0.95): Interval => {
  checkNumbers([estimate], 'the estimate of a basic interval')
  const [low, high] = percentileInterval(replicates, level)
  return [2 * estimate - high, 2 * estimate - low]
}

/** What moves the ends of a BCa interval: bias, acceleration, and the probabilities its ends are quantiles at. */
export interface BcaCorrection {
  readonly bias: number
  readonly acceleration: number
  readonly probabilities: readonly [low: number, high: number]
}

/**
 * Efron's correction (1987) of a bootstrap interval from the replicates, the estimate and its leave-one-out values; the
 * bias is the normal quantile of the share of replicates strictly below the estimate. Null where that share is 0 or 1.
 */
export const bcaCorrection = (
  replicates: ArrayLike<number>,
  estimate: number,
  leaveOneOut: ArrayLike<number>,
  level = 0.95,
): BcaCorrection | null => {
  checkNumbers(replicates, 'a BCa interval', 2)
  checkNumbers(leaveOneOut, 'the leave-one-out values of a BCa interval', 2)
  checkLevel(level)
  let below = 0
  for (let i = 0; i < replicates.length; i++) if (replicates[i]! < estimate) below++
  if (below === 0 || below === replicates.length) return null
  let centre = 0
  for (let i = 0; i < leaveOneOut.length; i++) centre += leaveOneOut[i]! / leaveOneOut.length
  let squares = 0
  let cubes = 0
  for (let i = 0; i < leaveOneOut.length; i++) {
    squares += (centre - leaveOneOut[i]!) ** 2
    cubes += (centre - leaveOneOut[i]!) ** 3
  }
  const bias = normalQuantile(below / replicates.length)
  const acceleration = squares === 0 ? 0 : cubes / (6 * squares ** 1.5)
  const end = (p: number): number => {
    const shifted = bias + normalQuantile(p)
    return normalCdf(bias + shifted / (1 - acceleration * shifted))
  }
  return { bias, acceleration, probabilities: [end(0.5 - level / 2), end(0.5 + level / 2)] }
}

/**
 * Efron's bias-corrected and accelerated interval (1987): the type-7 quantiles of the replicates that `bcaCorrection`
 * says. Null where it is. R: the BCa rows of `boot::boot.ci` but for its quantiles.
 */
export const bcaInterval = (
  replicates: ArrayLike<number>,
  estimate: number,
  leaveOneOut: ArrayLike<number>,
  level = 0.95,
): Interval | null => {
  const correction = bcaCorrection(replicates, estimate, leaveOneOut, level)
  if (!correction) return null
  const sorted = Float64Array.from(replicates).sort()
  const [low, high] = correction.probabilities
  return [sortedQuantile(sorted, low), sortedQuantile(sorted, high)]
}

type Sample<T> = [T] extends [number] ? Float64Array : readonly T[]

/** Hands samples out in one buffer: `take` gathers the units at `indices`, `leaveOut` all units but one. */
interface Sampler<T> {
  readonly units: number
  take(indices: Uint32Array): Sample<T>
  /** Called with 0, 1, 2, ... in this order. */
  leaveOut(unit: number): Sample<T>
}

const sampleNumbers = (source: Float64Array): Sampler<number> => {
  const sample = new Float64Array(source.length)
  return {
    units: source.length,
    take(indices) {
      for (let k = 0; k < indices.length; k++) sample[k] = source[indices[k]!]!
      return sample
    },
    leaveOut(unit) {
      if (unit === 0) sample.set(source.subarray(1))
      else sample[unit - 1] = source[unit - 1]!
      return sample.subarray(0, source.length - 1)
    },
  }
}

const sampleClusters = <T>(clusters: readonly (readonly T[])[], pack: (sample: T[]) => Sample<T>): Sampler<T> => {
  const sample: T[] = []
  const gather = (indices: ArrayLike<number>, skip: number): Sample<T> => {
    let length = 0
    for (let k = 0; k < indices.length; k++) {
      if (k === skip) continue
      const members = clusters[indices[k]!]!
      for (let m = 0; m < members.length; m++) sample[length++] = members[m]!
    }
    sample.length = length
    return pack(sample)
  }
  const inOrder = clusters.map((_, unit) => unit)
  return {
    units: clusters.length,
    take: (indices) => gather(indices, -1),
    leaveOut: (unit) => gather(inOrder, unit),
  }
}

const samplerOf = <T>(items: ArrayLike<T>, cluster: BootstrapOptions<T>['cluster']): Sampler<T> => {
  const numeric = items.length > 0 && typeof items[0] === 'number'
  if (numeric) checkNumbers(items as ArrayLike<number>, 'a bootstrap')
  if (numeric && !cluster) return sampleNumbers(Float64Array.from(items as ArrayLike<number>)) as unknown as Sampler<T>
  const clusters = new Map<string | number, T[]>()
  for (let i = 0; i < items.length; i++) {
    const key = cluster ? cluster(items[i]!, i) : i
    if (key === undefined || key === null || Number.isNaN(key))
      throw new Error(`item ${i} of a bootstrap belongs to the cluster ${String(key)}; name one`)
    const members = clusters.get(key)
    if (members) members.push(items[i]!)
    else clusters.set(key, [items[i]!])
  }
  const pack = numeric ? (sample: T[]) => Float64Array.from(sample as number[]) : (sample: T[]) => sample
  return sampleClusters([...clusters.values()], pack as (sample: T[]) => Sample<T>)
}

/** An estimate with its bootstrap interval and the replicates behind it. */
export type BootstrapEstimate = Estimate & { readonly interval: Interval; readonly replicates: Float64Array }

const checkReplicates = (count = 10_000): number => {
  if (Number.isInteger(count) && count >= 100) return count
  throw new Error(`${count} bootstrap replicates; a whole number from 100 on is needed`)
}

const summarised = (
  value: number,
  replicates: Float64Array,
  units: number,
  leaveOneOut: () => Float64Array,
  what: string,
  options: { readonly interval?: 'bca' | 'percentile'; readonly level?: number },
): BootstrapEstimate => {
  const level = checkLevel(options.level)
  const bca = options.interval === 'percentile' ? null : bcaInterval(replicates, value, leaveOneOut(), level)
  return {
    value,
    interval: bca ?? percentileInterval(replicates, level),
    level,
    n: units,
    se: standardDeviation(replicates),
    estimator: `${what}, ${bca ? 'BCa' : 'percentile'} interval of ${replicates.length} replicates`,
    ...(options.interval !== 'percentile' &&
      !bca && { note: 'no BCa interval exists: all replicates lie on one side of the estimate' }),
    replicates,
  }
}

/**
 * A statistic of items with a bootstrap interval; `se` is the standard deviation of the replicates.
 * Items are numbers (the statistic is then handed a Float64Array) or anything else (an array). The sample handed to
 * the statistic is used again for the next resample: read it, don't keep or change it. n counts the units resampled.
 * BCa calls the statistic once more for each unit left out. Where it does not exist (all replicates on one side of the
 * estimate) the interval is the percentile one and `note` says so.
 * R: `boot::boot(x, function(d, i) f(d[i]), R)` with `boot.ci`; by cluster, `boot` over the cluster names.
 * Throws on fewer than two units, NaN, and a statistic that is not finite on some resample.
 */
export const bootstrap = <T>(
  items: ArrayLike<T>,
  statistic: (sample: Sample<T>) => number,
  options: BootstrapOptions<T>,
): BootstrapEstimate => {
  checkLevel(options.level)
  const count = checkReplicates(options.replicates)
  const { units, take, leaveOut } = samplerOf(items, options.cluster)
  const what = options.cluster ? 'cluster bootstrap' : 'bootstrap'
  if (units < 2)
    throw new Error(`a ${what} of ${units} ${options.cluster ? 'clusters' : 'items'}; at least two are needed`)
  const evaluate = (sample: Sample<T>, when: string, number?: number): number => {
    const value = statistic(sample)
    if (Number.isFinite(value)) return value
    throw new Error(`the statistic is ${value} on ${when}${number ?? ''}; it must be a finite number`)
  }
  const drawn = Uint32Array.from({ length: units }, (_, unit) => unit)
  const value = evaluate(take(drawn), 'the sample itself')
  const fill = resampler(options.luck)
  const replicates = new Float64Array(count)
  for (let r = 0; r < count; r++) {
    fill(drawn, units)
    replicates[r] = evaluate(take(drawn), 'resample ', r)
  }
  const leftOut = (): Float64Array =>
    Float64Array.from({ length: units }, (_, unit) => evaluate(leaveOut(unit), 'the sample without unit ', unit))
  return summarised(value, replicates, units, leftOut, what, options)
}

/**
 * The mean of numbers with a bootstrap interval: what `bootstrap` does with their mean for a statistic, from other draws
 * (sixteen numbers are taken from `luck`) and several times as fast, since no resample is gathered. R: `boot::boot(x, function(d, i) mean(d[i]), R)`.
 */
export const bootstrapMean = (
  values: ArrayLike<number>,
  options: Omit<BootstrapOptions<number>, 'cluster'>,
): BootstrapEstimate => {
  const count = checkReplicates(options.replicates)
  checkNumbers(values, 'a bootstrap', 2)
  const source = Float64Array.from(values)
  const units = source.length
  const total = source.reduce((sum, one) => sum + one, 0)
  const sum = resampledSum(options.luck, source)
  const replicates = new Float64Array(count)
  for (let r = 0; r < count; r++) replicates[r] = sum() / units
  const leftOut = (): Float64Array => source.map((one) => (total - one) / (units - 1))
  return summarised(total / units, replicates, units, leftOut, 'bootstrap', options)
}
