import type { Design, Estimate, Factors, Row } from 'suasion'
import { type BoundaryName, sequentialBoundaries, stoppingChances } from 'suasion/statistics'
import { staged } from './staged.ts'

export interface GroupSequentialOptions {
  /** What is tested at each look, from the rows so far; null where they do not allow it. It needs a standard error. */
  readonly estimate: (rows: readonly Row[]) => Estimate | null
  /** How many looks, the last at the end, or the shares of the trials at which they are; 5 unless said. */
  readonly looks?: number | readonly number[]
  /** Over all looks; .05, two-sided, unless said. */
  readonly alpha?: number
  /** "O'Brien-Fleming spending" unless said. */
  readonly boundary?: BoundaryName
  /** 'ratio': the value is a ratio, and its standard error that of its logarithm; 'difference' unless said. */
  readonly scale?: 'difference' | 'ratio'
}

/**
 * A design that looks at its estimate a few times and stops when it crosses a boundary, with the error of the first kind
 * over all looks kept at alpha. The report says at which look it stopped, with the repeated confidence interval (Jennison
 * and Turnbull 1989) and the stagewise p value. The information at a look is the share of trials finished.
 */
export const groupSequential = <F extends Factors>(design: Design<F>, options: GroupSequentialOptions): Design<F> => {
  const { estimate, looks = 5, alpha = 0.05, boundary = "O'Brien-Fleming spending", scale = 'difference' } = options
  const boundaries = sequentialBoundaries({ looks, alpha, boundary })
  const counts = boundaries.fractions.map((t) => Math.round(t * design.size))
  if (counts.some((count, k) => count <= (counts[k - 1] ?? 0)))
    throw new Error(
      `groupSequential: ${design.size} trials are too few for ${counts.length} looks; each look needs a trial of its own`,
    )
  const { critical, fractions, spent } = boundaries
  const found = (rows: readonly Row[], at: number) => {
    const seen = estimate(rows)
    if (!seen) return { estimate: null, stops: null }
    const { value, se } = seen
    if (se === undefined || !(se > 0 && Number.isFinite(se)) || (scale === 'ratio' && !(value > 0)))
      throw new Error(
        `groupSequential: a look needs an estimate with a standard error above 0${scale === 'ratio' ? ' and a ratio above 0' : ''}; ${seen.estimator} gave ${value} with ${se}`,
      )
    const centre = scale === 'ratio' ? Math.log(value) : value
    const z = centre / se
    const turn = scale === 'ratio' ? Math.exp : (x: number) => x
    const reach = critical[at]! * se
    // Whatever crossed before counts as more extreme, then this look by its own z (stagewise ordering).
    const through = [...critical.slice(0, at), Math.abs(z)]
    const p =
      (at > 0 ? spent[at - 1]! : 0) +
      stoppingChances({ fractions: fractions.slice(0, at + 1), critical: through }, 0).chances.at(-1)!
    const crossed = Math.abs(z) >= critical[at]!
    return {
      estimate: {
        ...seen,
        interval: [turn(centre - reach), turn(centre + reach)] as const,
        level: 1 - alpha,
        statistic: z,
        p: Math.min(1, p),
        estimator: `${seen.estimator.replace(/,? \w+ interval$/, '')}, repeated confidence interval, stagewise p`,
      },
      stops:
        crossed && at < counts.length - 1
          ? `|z| is ${Math.abs(z).toFixed(2)}, at or above ${critical[at]!.toFixed(2)} (${boundary})`
          : null,
    }
  }
  const shown = critical.map((z, k) => `${counts[k]} trials |z| ${z.toFixed(3)}`)
  return {
    ...design,
    ...staged(design, { name: 'groupSequential', counts, found }),
    name: `${design.name}, group-sequential`,
    adapts: true,
    notes: [
      ...(design.notes ?? []),
      `stops at ${boundary} boundaries of alpha ${alpha} over all looks: ${shown.join(', ')}`,
    ],
    resize: (size) => groupSequential(design.resize(size), options),
  }
}
