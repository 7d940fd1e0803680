import type { Estimate } from '../core/estimate.ts'
import { checkCount, checkLevel, criticalValue } from './check.ts'

/** How often a reader was right about what bears a label and what does not, counted on talk it was not trained on. */
export interface ReaderCounts {
  readonly hits: number
  readonly misses: number
  readonly falseAlarms: number
  readonly rejections: number
}

/**
 * The share of what truly bears a label when a fallible reader found it in `found` of `n`: Rogan & Gladen (1978),
 * (found/n + specificity - 1) / (sensitivity + specificity - 1), with the interval of Lang & Reiczigel (2014), which
 * carries the uncertainty of the reader's own error beside that of the sample. Value and interval are cut to [0, 1].
 * Null where the reader does no better than chance, since then nothing can be said. Throws on counts that are none.
 */
export const sharesCorrected = (
  found: number,
  n: number,
  reader: ReaderCounts,
  options: { readonly level?: number } = {},
): Estimate | null => {
  const level = checkLevel(options.level)
  checkCount(found, 'found')
  checkCount(n, 'n')
  if (found > n) throw new Error(`a reader cannot find a label in ${found} of ${n}`)
  for (const [name, count] of Object.entries(reader)) checkCount(count, name)
  const { hits, misses, falseAlarms, rejections } = reader
  const [with_, without] = [hits + misses, falseAlarms + rejections]
  if (n === 0 || with_ === 0 || without === 0) return null
  const [se, sp] = [hits / with_, rejections / without]
  if (se + sp - 1 <= 0.02) return null
  const cut = (x: number): number => Math.max(0, Math.min(1, x))
  const value = cut((found / n + sp - 1) / (se + sp - 1))
  const z = criticalValue(level)
  const [np, n1, n0] = [n + z * z, with_ + 2, without + 2]
  const p = (found + (z * z) / 2) / np
  const [s1, s0] = [(hits + 1) / n1, (rejections + 1) / n0]
  const centre = (p + s0 - 1) / (s1 + s0 - 1)
  const shift = 2 * z * z * ((centre * s1 * (1 - s1)) / n1 - ((1 - centre) * s0 * (1 - s0)) / n0)
  const spread = (p * (1 - p)) / np + (centre ** 2 * s1 * (1 - s1)) / n1 + ((1 - centre) ** 2 * s0 * (1 - s0)) / n0
  const half = (z * Math.sqrt(spread)) / Math.abs(s1 + s0 - 1)
  return {
    value,
    interval: [cut(centre + shift - half), cut(centre + shift + half)],
    level,
    n,
    estimator: 'share corrected for the reader (Rogan & Gladen), Lang-Reiczigel interval',
    note: `read ${found} of ${n}; the reader finds ${(100 * se).toFixed(0)}% of them and takes ${(100 * (1 - sp)).toFixed(1)}% of others for one`,
  }
}
