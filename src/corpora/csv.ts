import { parse } from 'csv-parse/sync'
import type { Corpus, Json, Problem, Row, Told } from 'suasion'
import { participation } from 'suasion/instruments'
import { conversation, type Spoken, toldTalk } from 'suasion/protocols/conversation'
import { factColumn, typed } from './parts/cells.ts'

interface Line {
  readonly file: string
  readonly line: number
  readonly cells: Readonly<Record<string, string>>
}

const NEEDED = ['conversation', 'speaker', 'text'] as const
const OWN: readonly string[] = [...NEEDED, 'turn', 'time']

const readTable = (text: string, file: string): Line[] => {
  let records: { readonly record: Record<string, string>; readonly info: { readonly lines: number } }[]
  try {
    records = parse(text, {
      columns: (header: string[]) => {
        const names = header.map((name) => name.trim())
        const twice = names.find((name, i) => names.indexOf(name) < i)
        if (twice !== undefined) throw new Error(`the column ${twice} stands there twice`)
        return names
      },
      bom: true,
      delimiter: /\.tsv$/i.test(file) ? '\t' : ',',
      skip_empty_lines: true,
      info: true,
    }) as never
  } catch (error) {
    throw new Error(`${file} is not a whole table: ${(error as Error).message}`)
  }
  const [first] = records
  if (!first) throw new Error(`${file} has no rows`)
  const missing = NEEDED.filter((column) => !(column in first.record))
  const has = Object.keys(first.record).join(', ')
  if (missing.length)
    throw new Error(
      `${file} lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}; it has ${has}. ${/[;\t]/.test(has) ? 'Its cells are not parted by commas: save it with commas, or as .tsv with tabs' : 'A table of conversations has a row for each contribution, with the columns conversation, speaker and text'}`,
    )
  return records.map(({ record, info }) => ({ file, line: info.lines, cells: record }))
}

/** The rows of each conversation in the order of its talk, or what is wrong with that order. */
const inOrder = (lines: readonly Line[]): readonly Line[] | string => {
  if (!('turn' in lines[0]!.cells)) return lines
  const placed = lines.map((line) => ({
    line,
    turn: line.cells['turn']!.trim() === '' ? Number.NaN : Number(line.cells['turn']),
  }))
  if (placed.some(({ turn }) => !Number.isFinite(turn))) return 'a turn that is no number'
  if (new Set(placed.map(({ turn }) => turn)).size < placed.length) return 'two contributions with the same turn'
  return placed.sort((a, b) => a.turn - b.turn).map(({ line }) => line)
}

/** What a column says: of the whole conversation, of each of its speakers, or of single contributions. */
const about = (lines: readonly Line[], column: string): 'conversation' | 'speaker' | 'contribution' => {
  const whole = new Set<string>()
  const of = new Map<string, string>()
  let byOne = true
  for (const { cells } of lines) {
    const cell = cells[column] ?? ''
    whole.add(cell)
    const known = of.get(cells['speaker']!)
    if (known !== undefined && known !== cell) byOne = false
    of.set(cells['speaker']!, cell)
  }
  if (!byOne) return 'contribution'
  return whole.size > 1 || column === 'role' ? 'speaker' : 'conversation'
}

type Scope = ReturnType<typeof about>
const wider: readonly Scope[] = ['conversation', 'speaker', 'contribution']

/** The further columns of a table by what they are about, read as numbers, truths or text. */
const factsOf = (lines: readonly Line[], groups: ReadonlyMap<string, readonly Line[]>) => {
  const tables = new Map(lines.map((line) => [line.file, line.cells]))
  const columns = new Set([...tables.values()].flatMap((cells) => Object.keys(cells)))
  for (const column of OWN) columns.delete(column)
  const found = [...columns].map((column) => {
    // A column is about the same thing in every conversation: the narrowest that it varies with in any of them.
    let scope = 0
    for (const group of groups.values()) scope = Math.max(scope, wider.indexOf(about(group, column)))
    const read = typed(lines.map(({ cells }) => cells[column] ?? ''))
    return { column, name: factColumn(column), read, scope: wider[scope]! }
  })
  const of = Object.fromEntries(wider.map((scope) => [scope, found.filter((each) => each.scope === scope)]))
  return (scope: Scope, { cells }: Line): Row => {
    const row: Record<string, Row[string]> = {}
    for (const { column, name, read } of of[scope]!) row[name] = read(cells[column])
    return row
  }
}

const isNamed = (row: Row): boolean => Object.keys(row).length > 0

/**
 * A table with a row for each contribution: `conversation`, `speaker` and `text`; where they are there, `turn` gives the
 * order (else the rows do), `time` goes to the log, and every further column is a fact: of the conversation, of the
 * speaker, or of the contribution, whichever it never varies within in the whole table.
 */
export const csv: Corpus = {
  name: 'csv',
  about: 'conversations in a table of your own, a row for each contribution',
  licence: 'as whoever made the table says',
  format: true,
  protocol: conversation,
  files: [{ name: /\.(csv|tsv)$/i, about: 'a table with the columns conversation, speaker and text', required: true }],
  instruments: [participation()],
  facts: { role: 'what the table calls the part of the speaker' },
  read: (files, progress) => {
    const problems: Problem[] = []
    const groups = new Map<string, Line[]>()
    const lines = Object.entries(files).flatMap(([file, text]) => readTable(text, file))
    for (const line of lines) {
      const id = line.cells['conversation']!.trim()
      if (id === '') {
        const record = `${line.file}:${line.line}`
        problems.push({ record, what: 'a row without a conversation', kept: false })
      } else if (groups.has(id)) groups.get(id)!.push(line)
      else groups.set(id, [line])
    }
    const facts = factsOf(lines, groups)
    const told: Told[] = []
    let done = 0
    for (const [id, group] of groups) {
      if (++done % 200 === 0) progress?.(done, groups.size)
      const made = toldGroup(id, group, facts)
      if (typeof made === 'string') problems.push({ record: id, what: made, kept: false })
      else {
        told.push(made.told)
        for (const what of made.missing) problems.push({ record: id, what, kept: true })
      }
    }
    return { told, problems }
  },
}

/** One conversation with what is missing in it, or why it is left out. */
const toldGroup = (
  id: string,
  group: readonly Line[],
  facts: ReturnType<typeof factsOf>,
): { readonly told: Told; readonly missing: readonly string[] } | string => {
  if (new Set(group.map(({ file }) => file)).size > 1) return 'a conversation that stands in two files'
  const ordered = inOrder(group)
  if (typeof ordered === 'string') return ordered
  const lacks = (column: string) => (line: Line) => line.cells[column]!.trim() === ''
  const missing = (['speaker', 'text'] as const)
    .filter((column) => ordered.some(lacks(column)))
    .map((column) => `contributions without ${column === 'text' ? 'text' : 'a speaker'}`)
  const there = ordered.filter((line) => !lacks('speaker')(line) && !lacks('text')(line))
  const spoken = there.map((line): Spoken => {
    const { speaker, text, time } = line.cells
    const own = facts('contribution', line)
    const note: Record<string, Json> = {
      ...(time?.trim() && { time: time.trim() }),
      ...(isNamed(own) && { facts: own }),
    }
    return { speaker: speaker!.trim(), text: text!, ...(Object.keys(note).length && { note }) }
  })
  const told = toldTalk(id, spoken, (seats) => [
    ...[facts('conversation', there[0]!)].filter(isNamed),
    ...[...seats].flatMap(([speaker, seat]) => {
      const own = facts('speaker', there.find(({ cells }) => cells['speaker']!.trim() === speaker)!)
      return isNamed(own) ? [{ seat, ...own }] : []
    }),
  ])
  return 'problem' in told ? told.problem : { told, missing }
}
