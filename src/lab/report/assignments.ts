import { Misuse } from '../misuse.ts'
import type { Run, Stored } from '../record.ts'
import type { Cell } from './tables.ts'

/** What each column of the assignment table means. */
export const assignmentColumns: Readonly<Record<string, string>> = {
  probability:
    'with which this unit got its condition, given all that was known when it was drawn; 1 where nothing was drawn',
  draw: "the address of the draw under the design's luck; empty where nothing was drawn and the trial is run for certain",
  batch: 'of a design that adapts: which batch, from 0',
  design_luck: 'where the draws of the design come from: the study and the seed',
  subjects: 'who sat where, as SEAT: MIND',
}

/**
 * Who was assigned what, with which probability and by which draw: one row a trial that was played, whoever played it.
 * The same seed, and for a design that adapts the same finished trials, give the same table.
 */
export const assignmentsOf = ({ manifest, stored }: Pick<Run, 'manifest' | 'stored'>): Record<string, Cell>[] =>
  stored.map((each) => {
    const { trial } = each
    const { assignment } = trial
    if (assignment && !(assignment.probability > 0 && assignment.probability <= 1))
      throw new Misuse(
        `${each.key} was assigned with the probability ${assignment.probability}; it lies above 0 and at most 1`,
      )
    return {
      trial: each.key,
      pair: trial.pair,
      item: trial.item ?? null,
      replicate: trial.replicate,
      ...trial.condition,
      probability: assignment?.probability ?? 1,
      draw: assignment?.draw ?? '',
      batch: assignment?.batch ?? null,
      ...Object.fromEntries(Object.entries(assignment?.probabilities ?? {}).map(([arm, p]) => [`p_${arm}`, p])),
      design_luck: `${manifest.study}/${manifest.seed}/design`,
      subjects: subjectsOf(each),
    }
  })

const subjectsOf = ({ episode }: Stored): string => {
  const opening = episode[0]
  if (opening?.kind !== 'open') return ''
  return Object.entries(opening.seats)
    .map(([seat, { mind }]) => `${seat}: ${mind}`)
    .join('; ')
}
