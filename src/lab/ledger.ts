import pc from 'picocolors'
import { type AnyStudy, type Estimate, type Published, readRows, type Told, type Verdict } from '../core/index.ts'
import type { CorpusCard } from './record.ts'
import { shortDifference, shortMargin, shortNumber, withInterval } from './report/format.ts'
import { dataCommand, shellWord } from './report/next.ts'
import { kindWords } from './report/say.ts'
import { type Comparison, type Outcome, outcomeOf, type Test } from './report/verdict.ts'
import { compareWithPublished, type Summary } from './summary.ts'

export { type Comparison, type Judgement, verdict } from './report/verdict.ts'

/** What was done with a published number. */
export type Done =
  | 'recomputed from data'
  | 'derived'
  | 'replicated'
  | 'planted, recovered'
  | 'circular, data not available, or the wrong cast'

const groups: readonly { readonly done: Done; readonly tests: readonly (Test | null)[] }[] = [
  { done: 'recomputed from data', tests: ['data'] },
  { done: 'derived', tests: ['theorem'] },
  { done: 'replicated', tests: ['same', 'other'] },
  { done: 'planted, recovered', tests: ['planted'] },
  { done: 'circular, data not available, or the wrong cast', tests: [null] },
]

/** The published numbers of one study beside those of one run, or of its authors' data. */
export interface LedgerEntry {
  readonly study: string
  /** What ours were made with: 'formal with fitted', 'data: NAME'. */
  readonly from: string
  readonly comparisons: readonly Comparison[]
  /** What makes ours again. */
  readonly command: string
  /** What is to be known of all of them. */
  readonly notes?: readonly string[]
}

/** One published number beside ours, as a line of the ledger. */
export interface LedgerRow extends Comparison {
  readonly study: string
  readonly from: string
  /** How far ours is from theirs, in margins; null where there is no difference or no margin to divide by. */
  readonly margins: number | null
  readonly outcome: Outcome
  readonly command: string
}

/** What was tested and what was not, then the rows by what was done, the worst misses first. */
export interface Ledger {
  /** Per kind of test, how its rows came out: there is no count over all kinds, because they do not mean the same. */
  readonly tested: readonly {
    readonly done: Done
    readonly numbers: number
    readonly agrees: number
    readonly differs: number
    readonly tooImprecise: number
  }[]
  /** The numbers that nothing here tested, by why. */
  readonly notTested: readonly { readonly verdict: Verdict; readonly numbers: readonly string[] }[]
  readonly groups: readonly { readonly done: Done; readonly rows: readonly LedgerRow[] }[]
  /** What is to be known of the data that were read: records taken and left out. */
  readonly notes: readonly string[]
}

const fromData = 'data: '
const isOfData = ({ claim, data }: Published): boolean => claim === 'data' || data !== undefined
const order: readonly Outcome[] = ['differs', 'too imprecise', 'agrees', 'not tested']

/** A run's summary as an entry of the ledger. */
export const ledgerEntry = ({ cast, comparisons, provenance }: Summary): LedgerEntry => ({
  study: provenance.study,
  from:
    [...new Set(cast.flatMap(({ minds }) => minds.map((mind) => kindWords[mind.cast])))].join(' with ') || 'no cast',
  comparisons,
  command: provenance.rerun,
})

/**
 * All published numbers of a study, none of them tested: each says what it would take, with the command for it. The
 * paper's own errors stay errors.
 */
export const untestedLedger = (study: AnyStudy): LedgerEntry => {
  const { name } = study
  const data = study.data ?? study.corpus
  const missing = ({ claim, data: from, population }: Published): string => {
    if (claim === 'data' || (data && from === data.name))
      return data ? `${data.name} was not given: ${data.about}` : `${name} reads no data`
    return claim === 'people' || claim === 'language-model'
      ? `nobody was run; the claim is about ${population}`
      : 'nothing was run'
  }
  return {
    study: name,
    from: 'nothing',
    comparisons: compareWithPublished({ ...study, planted: {} }, {}, { cast: [], fittedOn: [] }).map((each) =>
      each.theirs.error === undefined
        ? { ...each, by: null, verdict: 'data not available', why: missing(each.theirs) }
        : each,
    ),
    command: `suasion run ${shellWord(name)}`,
  }
}

/**
 * The published numbers of a study beside those from its authors' released data: CSV text, and the path it was read
 * from. Throws where the study reads no data, or the table is not its own, naming the line and column.
 */
export const dataLedger = (study: AnyStudy, csv: string, path: string): LedgerEntry => {
  const { name, data } = study
  if (!data) throw new Error(`${name} reads no data; the numbers it was compared with have none that was released`)
  return recomputed(study, data.name, data.estimates(readRows(csv, data.columns, path)), dataCommand(name, path))
}

/**
 * The published numbers of a study beside those from its authors' released conversations, as its corpus read them.
 * `problems` are counted in a note, since an estimate is of the conversations that could be taken. Throws where the
 * study reads no conversations.
 */
export const corpusLedger = (
  study: AnyStudy,
  told: readonly Told[],
  problems: Pick<CorpusCard, 'found' | 'leftOut' | 'missing'>,
  command: string,
): LedgerEntry => {
  const { name, corpus } = study
  if (!corpus) throw new Error(`${name} reads no released conversations`)
  return {
    ...recomputed(study, corpus.name, corpus.estimates(told), command),
    notes: [readNote(told.length, problems)],
  }
}

const readNote = (
  taken: number,
  { found, leftOut, missing }: Pick<CorpusCard, 'found' | 'leftOut' | 'missing'>,
): string => {
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([what, n]) => `${what}: ${n}`)
      .join('; ')
  return [
    `${taken} of ${found} conversations taken`,
    ...(Object.keys(leftOut).length ? [`left out: ${list(leftOut)}`] : []),
    ...(Object.keys(missing).length ? [`taken with something missing: ${list(missing)}`] : []),
  ].join('. ')
}

const recomputed = (
  study: AnyStudy,
  data: string,
  estimates: Readonly<Record<string, Estimate | undefined>>,
  command: string,
): LedgerEntry => {
  const unknown = Object.keys(estimates).filter((key) => !(key in study.published))
  if (unknown.length)
    throw new Error(
      `${data} estimates ${unknown.join(', ')}, and ${study.name} publishes ${Object.keys(study.published).join(', ')}`,
    )
  const evidence = { cast: [], fittedOn: [], data }
  const reached = ({ key, theirs }: { readonly key: string; readonly theirs: Published }): boolean =>
    estimates[key] !== undefined || theirs.claim === 'data' || theirs.data === data
  return {
    study: study.name,
    from: `${fromData}${data}`,
    comparisons: compareWithPublished({ ...study, planted: {} }, estimates, evidence).filter(reached),
    command,
  }
}

/** Joins runs and data into one ledger. A number is listed as without data once, and only where nothing else is said of it. */
export const ledger = (entries: readonly (Summary | LedgerEntry)[]): Ledger => {
  const made = entries.map((entry): LedgerEntry => ('provenance' in entry ? ledgerEntry(entry) : entry))
  const all = made.flatMap(({ study, from, comparisons, command }) =>
    comparisons.map((each): LedgerRow => {
      const { difference } = each
      const margins = difference && difference.margin > 0 ? Math.abs(difference.value) / difference.margin : null
      const byData = each.verdict === 'data not available' && !from.startsWith(fromData) && isOfData(each.theirs)
      const again = byData ? dataCommand(study) : command
      return { study, from, ...each, margins, outcome: outcomeOf(each), command: again }
    }),
  )
  const name = ({ study, key }: LedgerRow): string => `${study}: ${key}`
  const missing = ({ verdict }: LedgerRow): boolean => verdict === 'data not available'
  const met = new Set(all.filter((row) => !missing(row)).map(name))
  const rows = all.filter(
    (row, i) => !missing(row) || !(met.has(name(row)) || all.findIndex((other) => name(other) === name(row)) < i),
  )
  const worst = (a: LedgerRow, b: LedgerRow): number =>
    order.indexOf(a.outcome) - order.indexOf(b.outcome) || (b.margins ?? -1) - (a.margins ?? -1)
  const grouped = groups.map(({ done, tests }) => ({
    done,
    rows: rows.filter(({ by }) => tests.includes(by)).sort(worst),
  }))
  const tested = grouped.slice(0, -1).map(({ done, rows }) => {
    const count = (outcome: Outcome): number => rows.filter((row) => row.outcome === outcome).length
    return {
      done,
      numbers: rows.length,
      agrees: count('agrees'),
      differs: count('differs'),
      tooImprecise: count('too imprecise'),
    }
  })
  const put = new Set(rows.filter(({ by }) => by !== null).map(name))
  const missed = new Map<Verdict, Set<string>>()
  for (const row of rows)
    if (!put.has(name(row))) missed.set(row.verdict, (missed.get(row.verdict) ?? new Set()).add(name(row)))
  return {
    tested,
    notTested: [...missed].map(([verdict, numbers]) => ({ verdict, numbers: [...numbers] })),
    groups: grouped.filter(({ rows }) => rows.length > 0),
    notes: made.flatMap(({ study, notes = [] }) => notes.map((note) => `${study}: ${note}`)),
  }
}

const columns = ['study', 'number', 'ours', 'theirs', 'difference', 'margin', 'from', 'verdict'] as const

const cellsOf = (row: LedgerRow): string[] => {
  const { study, key, ours, theirs, difference, from, verdict, by, planted, status } = row
  return [
    study,
    status === 'exploratory' ? `${key} (exploratory)` : key,
    ours ? withInterval(ours.value, ours.interval) : '–',
    by === 'planted' && planted !== null
      ? `planted ${shortNumber(planted)}`
      : withInterval(theirs.value, theirs.interval),
    difference ? shortDifference(difference) : '–',
    shortMargin(theirs),
    from,
    verdict,
  ]
}

/** The ledger as text for a terminal, in aligned columns; `colour` forces colours on or off. */
export const renderLedger = (
  { tested, notTested, groups: shown, notes }: Ledger,
  { colour = pc.isColorSupported }: { readonly colour?: boolean } = {},
): string => {
  const { bold, dim, red, yellow, green } = pc.createColors(colour)
  const paint = { agrees: green, differs: red, 'too imprecise': yellow, 'not tested': dim }
  const all = shown.flatMap(({ rows }) => rows.map(cellsOf))
  const widths = columns.map((column, i) => Math.max(column.length, ...all.map((cells) => cells[i]!.length)))
  const aligned = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd()
  const lines = [bold('What was tested')]
  for (const { done, numbers, agrees, differs, tooImprecise } of tested)
    lines.push(
      numbers === 0
        ? dim(`  ${done}: nothing`)
        : `  ${done}: ${numbers} (${agrees} agree, ${differs} differ, ${tooImprecise} too imprecise to say)`,
    )
  lines.push('', bold('What was not'))
  if (notTested.length === 0) lines.push('  nothing: every number here was put to some test')
  for (const { verdict, numbers } of notTested) lines.push(`  ${verdict}: ${numbers.length} (${numbers.join('; ')})`)
  for (const note of notes) lines.push(...(note === notes[0] ? ['', bold('What was read')] : []), `  ${note}`)
  for (const { done, rows } of shown) {
    lines.push('', bold(done), dim(aligned(columns)))
    for (const row of rows) {
      const cells = cellsOf(row)
      lines.push(paint[row.outcome](aligned(cells)))
      if (row.outcome === 'agrees' && !row.note) continue
      lines.push(dim(`  ${row.note ? `${row.note}; ` : ''}${row.why}`), dim(`  ${row.command}`))
    }
  }
  return `${lines.join('\n')}\n`
}
