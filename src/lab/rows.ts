import {
  type AnyRow,
  type AnyStudy,
  closingOf,
  type Finished,
  type Instrument,
  type Json,
  joinRows,
  openingOf,
  type Row,
  type Trial,
} from '../core/index.ts'
import { probabilityColumn } from '../statistics/index.ts'
import { type Flow, type Stored, unusable } from './record.ts'

/** Facts beside what instruments read: one whose column an instrument has too is called `fact_...`. */
export const factsBeside = (facts: readonly Row[], instruments: readonly Pick<Instrument, 'columns'>[]): Row[] => {
  const taken = (column: string): boolean => column !== 'seat' && instruments.some(({ columns }) => column in columns)
  return facts.map((row) =>
    Object.keys(row).some(taken)
      ? Object.fromEntries(
          Object.entries(row).map(([column, cell]) => [taken(column) ? `fact_${column}` : column, cell]),
        )
      : row,
  )
}

/** The rows of one finished episode: its condition, where it comes from, what the instruments read, and its facts. */
export const rowsOf = (study: AnyStudy, { key, trial, episode, judged, facts }: Stored): AnyRow[] => {
  const { condition, pair, item = null, replicate } = trial
  const readings = study.instruments.map((instrument: AnyStudy['instruments'][number]) =>
    instrument.read(episode, judged?.[instrument.name] ?? null),
  )
  const all = facts ? [...readings, factsBeside(facts, study.instruments)] : readings
  const adapted = adaptedColumns(trial)
  return joinRows(all).map((row) => ({ ...condition, ...row, ...adapted, trial: key, pair, item, replicate }))
}

/** What an estimate under adaptive assignment weighs by; nothing for other designs. */
const adaptedColumns = ({ assignment }: Trial): Readonly<Record<string, number>> => {
  if (!assignment?.probabilities) return {}
  const chances = Object.entries(assignment.probabilities).map(([arm, p]) => [probabilityColumn(arm), p])
  return { batch: assignment.batch!, ...Object.fromEntries(chances) }
}

/** What a design is told of a stored episode. */
export const finishedOf = (study: AnyStudy, each: Stored): Finished => {
  const { payoff, flags } = closingOf(each.episode)
  const kept: Record<string, Json> = {}
  for (const seat in openingOf(each.episode).seats) kept[seat] = each.kept[seat] ?? null
  return { trial: each.trial, payoff, kept, rows: rowsOf(study, each), usable: unusable(flags).length === 0 }
}

const count = (counts: Record<string, number>, key: string): void => {
  counts[key] = (counts[key] ?? 0) + 1
}

/** Reads all usable episodes into rows, and counts what became of the others. */
export const analyse = (
  study: AnyStudy,
  stored: readonly Stored[],
  assigned: number,
  started = stored.length,
): { rows: AnyRow[]; flow: Flow } => {
  const reasons: Record<string, number> = {}
  const flags: Record<string, number> = {}
  const rows: AnyRow[] = []
  let valid = 0
  let analysed = 0
  for (const each of stored) {
    const close = closingOf(each.episode)
    for (const flag of close.flags) count(flags, flag)
    const bad = unusable(close.flags)
    if (bad.length) {
      count(reasons, bad[0]!)
      continue
    }
    valid++
    const read = rowsOf(study, each)
    if (read.length) analysed++
    else count(reasons, 'no instrument could read it')
    rows.push(...read)
  }
  if (assigned > started) reasons['not yet started'] = assigned - started
  if (started > stored.length) reasons['started, not finished'] = started - stored.length
  return { rows, flow: { assigned, started, completed: stored.length, valid, analysed, reasons, flags } }
}
