import type { AnyRow, Estimate, Instrument } from '../../core/index.ts'
import { sharesCorrected } from '../../statistics/misclassification.ts'
import { numeric } from '../report/subjects.ts'

/** The share of texts that bear a label, by a fallible reader and corrected for its error. */
export interface CorrectedShare {
  readonly label: string
  /** As read. */
  readonly read: number
  /** Null where the reader does no better than chance. */
  readonly corrected: Estimate | null
}

const sum = (rows: readonly AnyRow[], column: string): number =>
  rows.reduce((total, row) => total + (numeric(row[column]) ?? 0), 0)

/**
 * What instruments with parsers read, label by label, with the parsers' own error carried into value and interval. Texts
 * count as independent, so the intervals are too narrow where one person wrote many.
 */
export const correctedShares = (
  instruments: readonly Instrument[],
  rows: readonly AnyRow[],
): readonly CorrectedShare[] =>
  instruments.flatMap(({ parsers = [], columns }) =>
    parsers.flatMap(({ labels }) =>
      Object.entries(labels).flatMap(([label, counts]) => {
        const column = `read ${label}`
        if (!(column in columns)) return []
        const texts = sum(rows, 'texts')
        const found = Math.min(texts, sum(rows, column))
        return texts > 0 ? [{ label, read: found / texts, corrected: sharesCorrected(found, texts, counts) }] : []
      }),
    ),
  )
