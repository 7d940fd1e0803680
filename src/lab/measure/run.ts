import pc from 'picocolors'
import type { Instrument } from '../../core/index.ts'
import { aligned } from '../aligned.ts'
import type { Desk, Given } from '../command.ts'
import { writeAsked } from '../disk-error.ts'
import { Misuse } from '../misuse.ts'
import { openRun } from '../open.ts'
import { counted, shortNumber, withInterval } from '../report/format.ts'
import { readerLine, taughtHere } from '../report/readers.ts'
import { meaningOf } from '../report/subjects.ts'
import { protocolOf } from '../report/transcripts.ts'
import { type CorrectedShare, correctedShares } from './corrected.ts'
import { readInstrument } from './instruments.ts'
import { type ColumnSummary, columnSummaries, measure } from './measured.ts'
import { rowsWhere } from './where.ts'

/** Counts as they are, other numbers in short. */
const shown = (value: number): string =>
  Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value).replace('-', '−') : shortNumber(value)

const row = ({ column, n, missing, mean, sd, range, values }: ColumnSummary): string[] => {
  const most = values.slice(0, 4).map(([value, times]) => `${value.slice(0, 30)} (${times})`)
  const told = mean
    ? withInterval(mean.value, mean.interval)
    : `${most.join(', ')}${values.length > most.length ? `, and ${values.length - most.length} more` : ''}`
  return [
    column,
    String(n),
    String(missing),
    told || 'nothing',
    sd === null ? '–' : shortNumber(sd),
    range ? `${shown(range[0])} to ${shown(range[1])}` : '–',
  ]
}

const shareRow = ({ label, read, corrected }: CorrectedShare): string[] => [
  label,
  shortNumber(read),
  corrected ? withInterval(corrected.value, corrected.interval) : 'the reader does no better than chance',
]

/** `suasion measure RUN`: runs instruments on the logs of a run, prints each column in short, and writes the rows. */
export const measureRun = async (given: Given, desk: Desk): Promise<number> => {
  const run = await openRun(given.words[0]!)
  const [first] = run.stored
  if (!first) throw new Misuse(`${given.words[0]} holds no finished episode`)
  const protocol = protocolOf(run, first)
  const names = given.texts('instrument')
  const own: readonly Instrument[] = run.study.instruments
  const instruments = names.length ? await Promise.all(names.map((name) => readInstrument(name, run, protocol))) : own
  if (instruments.length === 0) throw new Misuse(`${run.study.name} reads nothing by itself; name an --instrument`)
  const { rows: all, episodes, read, reasons } = measure(run, instruments)
  const rows = rowsWhere(all, given.texts('where'))
  if (rows.length === 0) throw new Misuse(`no row of ${all.length} is left where ${given.texts('where').join(' and ')}`)
  const meanings = Object.assign({}, ...instruments.map(({ columns }) => columns)) as Record<string, string>
  const columns = columnSummaries(rows, (column) => meanings[column] ?? meaningOf(run, column), Object.keys(meanings))
  const parsers = instruments.flatMap((instrument) => instrument.parsers ?? [])
  const shares = correctedShares(instruments, rows)
  const out = given.text('out')
  if (out !== undefined) await writeRows(out, rows, columns)
  if (given.flag('json')) {
    const document = {
      run: given.words[0],
      study: run.study.name,
      instruments: instruments.map(({ name }) => name),
      flow: { episodes, read, reasons, rows: rows.length, of: all.length },
      columns,
      ...(parsers.length > 0 && { parsers, shares, warnings: parsers.flatMap((card) => taughtHere(card, run) ?? []) }),
      rows,
    }
    desk.output.write(`${JSON.stringify(document, null, 2)}\n`)
    return 0
  }
  const { bold, dim } = pc.createColors(desk.colour)
  const lost = Object.entries(reasons).map(([reason, n]) => `${reason}: ${n}`)
  const head = ['column', 'n', 'missing', 'mean [95% interval over episodes], or values', 'sd', 'range']
  const lines = [
    bold(`${instruments.map(({ name }) => name).join(', ')} on ${given.words[0]} (${run.study.name})`),
    `${counted(episodes, 'episode')}, ${read.toLocaleString('en-US')} read${lost.length ? `; not read: ${lost.join('; ')}` : ''}`,
    `${counted(rows.length, 'row')}${rows.length < all.length ? ` of ${all.length.toLocaleString('en-US')}, where ${given.texts('where').join(' and ')}` : ''}`,
    '',
    ...aligned(head, columns.map(row), bold),
    '',
    ...columns.flatMap(({ column, meaning }) => (meaning === null ? [] : [dim(`${column}: ${meaning}`)])),
    ...(shares.length
      ? ['', ...aligned(['label', 'share of texts, as read', 'corrected for the reader'], shares.map(shareRow), bold)]
      : []),
    ...parsers.flatMap((card) => ['', readerLine(card), ...[taughtHere(card, run) ?? []].flat()]),
    ...(out !== undefined ? ['', `Rows in ${out}`] : []),
  ]
  desk.output.write(`${lines.join('\n')}\n`)
  return 0
}

const writeRows = async (
  path: string,
  rows: Parameters<typeof columnSummaries>[0],
  columns: readonly ColumnSummary[],
) => {
  if (!/\.csv$/i.test(path)) throw new Misuse(`--out takes a file that ends in .csv, not ${path}`)
  const { csvOf } = await import('../export.ts')
  const names = [...new Set(['trial', 'pair', 'item', 'replicate', ...columns.map(({ column }) => column)])]
  const table = {
    name: 'rows' as const,
    about: 'measured rows',
    columns: names.map((name) => ({ name, type: 'text' as const, meaning: '' })),
    rows,
  }
  writeAsked(path, csvOf(table))
}
