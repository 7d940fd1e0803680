import type { Design, Estimate, Factors, Row } from 'suasion'
import { anytime } from 'suasion/statistics'
import { checkNumber } from './remaining.ts'
import { staged } from './staged.ts'

export interface AnytimeValidOptions {
  /**
   * What is watched, from the rows so far; null where they do not allow it. With `optimalSe` its interval is made
   * anytime-valid from its standard error; without, it must be so already, as those of `proportionSequence` and
   * `boundedMeanSequence` are.
   */
  readonly estimate: (rows: readonly Row[]) => Estimate | null
  /** The standard error (of the logarithm, for ratios) at which the interval is to be tightest: that of the planned end. */
  readonly optimalSe?: number
  /** A look after every so many trials. */
  readonly every: number
  /** Of the interval; .95 unless said. */
  readonly level?: number
  readonly scale?: 'difference' | 'ratio'
  /** Stops when the interval excludes this; no effect (0, or 1 for a ratio) unless said, and null for never. */
  readonly excludes?: number | null
  /** Stops when the interval is no wider than this (for ratios, on logarithms). */
  readonly width?: number
}

/**
 * A design that looks after every few trials and stops when an anytime-valid interval excludes no effect, or is narrow
 * enough. However often one looks, and whenever one stops, the interval holds at its level.
 */
export const anytimeValid = <F extends Factors>(design: Design<F>, options: AnytimeValidOptions): Design<F> => {
  const { estimate, optimalSe, level = 0.95, scale = 'difference', width } = options
  const every = checkNumber('anytimeValid', 'every', options.every, 1)
  const excludes = options.excludes === undefined ? (scale === 'ratio' ? 1 : 0) : options.excludes
  if (!(level > 0 && level < 1)) throw new Error(`anytimeValid: the level is ${level}; it must lie between 0 and 1`)
  if (width !== undefined && !(width > 0)) throw new Error(`anytimeValid: the width is above 0, not ${width}`)
  if (optimalSe !== undefined && !(optimalSe > 0))
    throw new Error(`anytimeValid: optimalSe is the standard error expected at the end, above 0, not ${optimalSe}`)
  if (excludes === null && width === undefined)
    throw new Error('anytimeValid: it never stops; give a width, or what the interval is to exclude')
  const counts = Array.from({ length: Math.ceil(design.size / every) }, (_, k) =>
    Math.min(design.size, (k + 1) * every),
  )
  const found = (rows: readonly Row[], at: number) => {
    const seen = estimate(rows)
    if (!seen || (optimalSe !== undefined && !(seen.se !== undefined && seen.se > 0)))
      return { estimate: null, stops: null }
    const watched = optimalSe === undefined ? seen : anytime(seen, { optimalSe, level, scale })
    if (!watched.interval) throw new Error(`anytimeValid: ${watched.estimator} has no interval; give optimalSe`)
    const [low, high] = watched.interval
    const wide = scale === 'ratio' ? Math.log(high / low) : high - low
    const why =
      excludes !== null && (low > excludes || high < excludes)
        ? `the anytime-valid interval excludes ${excludes}`
        : width !== undefined && wide <= width
          ? `the anytime-valid interval is no wider than ${width}`
          : null
    return { estimate: watched, stops: at < counts.length - 1 ? why : null }
  }
  const when = [
    ...(excludes === null ? [] : [`excludes ${excludes}`]),
    ...(width === undefined ? [] : [`is no wider than ${width}`]),
  ]
  return {
    ...design,
    ...staged(design, { name: 'anytimeValid', counts, found }),
    name: `${design.name}, anytime-valid`,
    adapts: true,
    notes: [
      ...(design.notes ?? []),
      `looks after every ${every} trials and stops when an anytime-valid interval of ${level} ${when.join(' or ')}`,
    ],
    resize: (size) => anytimeValid(design.resize(size), options),
  }
}
