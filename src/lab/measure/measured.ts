import {
  type AnyRow,
  closingOf,
  type Estimate,
  type Instrument,
  joinRows,
  openingOf,
  type Row,
} from '../../core/index.ts'
import { standardDeviation } from '../../statistics/summary.ts'
import { Misuse } from '../misuse.ts'
import { type Run, type Stored, unusable } from '../record.ts'
import { meanByUnit } from '../report/arms.ts'
import { numeric } from '../report/subjects.ts'
import { factsBeside } from '../rows.ts'

/** What instruments read in a run. */
export interface Measured {
  readonly rows: readonly AnyRow[]
  readonly episodes: number
  /** Episodes that gave rows. */
  readonly read: number
  /** Why the others gave none: reason to count. */
  readonly reasons: Readonly<Record<string, number>>
}

const asks = ({ probes = [] }: Instrument): string =>
  [...new Set(probes.map(({ of, question }) => `${of} "${question.id}"`))].join(', ')

/** Refuses an instrument whose questions or judges are not in the logs: they cannot be put afterwards. */
const refuse = (instrument: Instrument, run: Run, usable: readonly Stored[]): void => {
  const { name, probes = [], judge } = instrument
  if (judge && !usable.some(({ judged }) => judged?.[name]))
    throw new Misuse(`${name} asks a judge, and this run holds no judgement of it; run the study again with it`)
  const [first] = usable
  if (probes.length === 0 || !first) return
  const seats = Object.entries(openingOf(first.episode).seats)
  const places = [...new Set(seats.flatMap(([seat, { role }]) => [role, seat]))]
  const stranger = probes.find(({ of }) => !places.includes(of))
  if (stranger)
    throw new Misuse(`${name} asks ${stranger.of}, and the roles and seats of this run are ${places.join(', ')}`)
  const ids = new Set(probes.map(({ question }) => question.id))
  const answered = usable.some(({ episode }) =>
    episode.some((event) => event.kind === 'probe' && ids.has(event.question)),
  )
  if (!answered)
    throw new Misuse(
      `${name} asks ${asks(instrument)}, and nobody in this run was asked that${run.manifest.corpus ? ': what people were not asked cannot be read afterwards' : ''}`,
    )
}

/**
 * What some instruments read in the usable episodes of a run, with its conditions and facts: from the logs alone, so that
 * any run can be measured again. Throws misuse on an instrument that does not fit the run, with the reason.
 */
export const measure = (run: Run, instruments: readonly Instrument[]): Measured => {
  const reasons: Record<string, number> = {}
  const count = (reason: string): void => {
    reasons[reason] = (reasons[reason] ?? 0) + 1
  }
  const usable = run.stored.filter(({ episode }) => {
    const [flag] = unusable(closingOf(episode).flags)
    if (flag !== undefined) count(flag)
    return flag === undefined
  })
  if (usable.length === 0) throw new Misuse(`there is nothing to measure: no episode of this run is usable`)
  for (const instrument of instruments) refuse(instrument, run, usable)
  const rows: AnyRow[] = []
  let read = 0
  for (const stored of usable) {
    const found = rowsIn(stored, instruments)
    if (typeof found === 'string') {
      count(found)
      continue
    }
    if (found.length) read++
    else count('no instrument could read it')
    rows.push(...found)
  }
  if (rows.length === 0) {
    const why = Object.entries(reasons).map(([reason, n]) => `${reason} (${n} episodes)`)
    throw new Misuse(`${instruments.map(({ name }) => name).join(', ')} cannot read this run: ${why.join('; ')}`)
  }
  return { rows, episodes: run.stored.length, read, reasons }
}

const rowsIn = (
  { key, trial, episode, judged, facts = [] }: Stored,
  instruments: readonly Instrument[],
): AnyRow[] | string => {
  let readings: (Row | readonly Row[])[]
  try {
    readings = instruments.map((instrument) => instrument.read(episode, judged?.[instrument.name] ?? null))
  } catch (error) {
    if ((error as Error).name !== 'Error') throw error
    return (error as Error).message
  }
  if (readings.every((each) => Array.isArray(each) && each.length === 0)) return []
  const { condition, pair, item = null, replicate } = trial
  const measured = joinRows(readings)
  for (const row of measured)
    for (const [column, cell] of Object.entries(row))
      if (typeof cell === 'number' && !Number.isFinite(cell))
        throw new Misuse(`${key}: ${column} is ${cell}; an instrument reads null where there is no number`)
  return joinRows([...readings, ...besides(measured, factsBeside(facts, instruments))]).map((row) => ({
    ...condition,
    ...row,
    trial: key,
    pair,
    item,
    replicate,
  }))
}

/** Facts of the conversation, and of the seats that were measured; of all seats where none was measured alone. */
const besides = (measured: readonly Row[], facts: readonly Row[]): readonly Row[] => {
  const seats = new Set(measured.flatMap(({ seat }) => (typeof seat === 'string' ? seat : [])))
  return seats.size ? facts.filter(({ seat }) => typeof seat !== 'string' || seats.has(seat)) : facts
}

/** One column in short. */
export interface ColumnSummary {
  readonly column: string
  readonly meaning: string | null
  readonly n: number
  readonly missing: number
  /** Of a column of numbers, or of truths as 1 and 0: the mean over episodes. */
  readonly mean: Estimate | null
  readonly sd: number | null
  readonly range: readonly [least: number, greatest: number] | null
  /** Of a column of text: its most frequent values with their counts. */
  readonly values: readonly (readonly [value: string, n: number])[]
}

const ADDRESSES = ['trial', 'pair', 'item', 'replicate']

/** Each column of measured rows in short, those of the instruments first. */
export const columnSummaries = (
  rows: readonly AnyRow[],
  meaningOf: (column: string) => string | null,
  first: readonly string[],
): readonly ColumnSummary[] => {
  const there = new Set([...first, ...rows.flatMap((row) => Object.keys(row))])
  return [...there]
    .filter((column) => !ADDRESSES.includes(column))
    .map((column) => {
      const cells = rows.map((row) => [row.trial, row[column] ?? null] as const).filter(([, cell]) => cell !== null)
      const numbers = cells.flatMap(([trial, cell]): [string, number][] => {
        const value = numeric(cell)
        return value === null ? [] : [[trial, value]]
      })
      const texts = new Map<string, number>()
      if (numbers.length < cells.length)
        for (const [, cell] of cells) texts.set(String(cell), (texts.get(String(cell)) ?? 0) + 1)
      const values = numbers.map(([, value]) => value)
      const plainNumbers = values.length > 0 && texts.size === 0
      return {
        column,
        meaning: meaningOf(column),
        n: cells.length,
        missing: rows.length - cells.length,
        mean: plainNumbers ? meanByUnit(numbers) : null,
        sd: plainNumbers && values.length > 1 ? standardDeviation(values) : null,
        range: plainNumbers ? extent(values) : null,
        values: [...texts].sort(([, a], [, b]) => b - a),
      }
    })
}

const extent = (values: readonly number[]): readonly [number, number] => {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  return [least, most]
}
