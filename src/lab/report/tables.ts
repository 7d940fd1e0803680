import { type AnyProtocol, closingOf, type Json, openingOf, type Question, questionText } from '../../core/index.ts'
import { judgementColumns, judgementsOfRun } from '../judge/of-run.ts'
import { type Run, unusable } from '../record.ts'
import { assignmentColumns, assignmentsOf } from './assignments.ts'
import { protocolOf } from './transcripts.ts'

export type Cell = number | string | boolean | null

export interface Column {
  readonly name: string
  readonly type: 'number' | 'integer' | 'boolean' | 'text'
  readonly meaning: string
}

/** A tidy table: a row per thing, a column per property, a cell per value; null is missing. */
export interface Table {
  readonly name: 'rows' | 'acts' | 'probes' | 'episodes' | 'assignments' | 'judgements' | 'estimates'
  readonly about: string
  readonly columns: readonly Column[]
  readonly rows: readonly Readonly<Record<string, Cell>>[]
}

type Cells = Record<string, Cell>

/** A value as a cell: numbers, text and booleans as they are, lists and objects as JSON text. */
const cell = (value: Json | undefined): Cell =>
  value === undefined || value === null ? null : typeof value === 'object' ? JSON.stringify(value) : value

/** Counts whose cells are always whole. */
const whole = new Set(['replicate', 'batch', 'turn', 'turns', 'version', 'tries'])

const typeOf = (name: string, values: readonly Cell[]): Column['type'] => {
  const kinds = new Set(values.filter((value) => value !== null).map((value) => typeof value))
  if (kinds.size !== 1) return 'text'
  if (kinds.has('boolean')) return 'boolean'
  if (kinds.has('number')) return whole.has(name) ? 'integer' : 'number'
  return 'text'
}

/** Joins rows into a table: the columns it always has, then others as they are met; cells of mixed kinds become text. */
const tableOf = (
  name: Table['name'],
  about: string,
  rows: readonly Readonly<Cells>[],
  always: readonly string[],
  meaningOf: (column: string) => string,
): Table => {
  const names = new Set<string>(always)
  for (const row of rows) for (const column in row) names.add(column)
  const columns = [...names].map((column): Column => {
    const values = rows.map((row, i) => {
      const value = row[column] ?? null
      if (typeof value === 'number' && !Number.isFinite(value))
        throw new Error(
          `${name}, row ${i + 1}, column ${column} is ${value}, which no table can hold; an instrument must read null there`,
        )
      return value
    })
    return { name: column, type: typeOf(column, values), meaning: meaningOf(column) }
  })
  const texts = columns.filter(({ type }) => type === 'text').map((column) => column.name)
  const tidy = rows.map((row) => {
    const changed = texts.filter(
      (column) => row[column] !== null && row[column] !== undefined && typeof row[column] !== 'string',
    )
    return changed.length
      ? { ...row, ...Object.fromEntries(changed.map((column) => [column, String(row[column])])) }
      : row
  })
  return { name, about, columns, rows: tidy }
}

const addresses: Readonly<Record<string, string>> = {
  trial: 'the episode: its name within the study',
  pair: 'what its luck is addressed by; trials with the same pair are compared in pairs',
  item: 'the row of the item table it is about',
  replicate: 'which of the repetitions of its cell',
  seat: 'the seat at the table',
  role: 'what the seat plays',
  mind: 'what sits in the seat',
  turn: 'the turn of the episode, from 0',
  move: 'the kind of act',
  flags: 'what is to be known before it is used, separated by "; "',
  note: 'what the mind noted in private, as JSON',
  words: 'the fingerprint of the words it was shown',
  when: 'before the first turn, after the last, or the number of the turn it followed',
  question: 'the question asked, by its name',
  asked: 'the question in words',
  answer: 'the answer as text',
  answer_number: 'the answer, where it is a number',
  luck: "what the episode's luck was addressed by: the same in compared episodes",
  protocol: 'the rules it was played by',
  version: 'their version',
  params: 'their parameters, as JSON',
  wording: 'the words they were put in',
  turns: 'how many turns it lasted',
  usable: 'whether no flag keeps it out of the analysis',
  analysed: 'whether the instruments read it into rows',
}

/** The tables of a run: one row per subject, per act, per probe, per episode and per assignment. */
export const tablesOf = (run: Run): readonly Table[] => {
  const { study, manifest, stored } = run
  const factors = Object.keys(manifest.factors)
  const instruments: readonly {
    readonly name: string
    readonly columns: Readonly<Record<string, string>>
    readonly probes?: readonly { readonly question: Question }[]
  }[] = study.instruments
  const measured = new Map(
    instruments.flatMap(({ name, columns }) =>
      Object.entries(columns).map(([column, meaning]) => [column, `${meaning} (${name})`] as const),
    ),
  )
  for (const [column, meaning] of Object.entries(manifest.corpus?.facts ?? {}))
    measured.set(measured.has(column) ? `fact_${column}` : column, `${meaning} (fact of ${study.name})`)
  const questions = new Map(
    instruments.flatMap(({ probes = [] }) =>
      probes.map(({ question }) => [question.id, questionText(question)] as const),
    ),
  )
  const analysed = new Set(run.rows.map(({ trial }) => trial))
  const base = (column: string): string | undefined =>
    factors.includes(column) ? `factor of the design: ${manifest.factors[column]!.join(', ')}` : addresses[column]
  const place = ({ key, trial }: (typeof stored)[number]): Cells => ({
    trial: key,
    pair: trial.pair,
    item: trial.item ?? null,
    replicate: trial.replicate,
    ...Object.fromEntries(factors.map((factor) => [factor, trial.condition[factor] ?? null])),
  })

  const protocols = new Map<string, AnyProtocol>()
  for (const each of stored) {
    const { protocol } = openingOf(each.episode)
    if (!protocols.has(protocol)) protocols.set(protocol, protocolOf(run, each))
  }
  const described = (field: string): string => {
    const found = [...protocols.values()].flatMap(({ moves }) =>
      Object.entries(
        moves as Readonly<Record<string, { shape: Readonly<Record<string, { description?: string }>> }>>,
      ).flatMap(([move, { shape }]) =>
        shape[field] ? [`${move}${shape[field].description ? `: ${shape[field].description}` : ''}`] : [],
      ),
    )
    return `field of ${[...new Set(found)].join('; ') || 'an act'}`
  }

  const acts: Cells[] = []
  const probes: Cells[] = []
  const episodes: Cells[] = []
  const fixed = new Set([...Object.keys(addresses), ...factors])
  const fields = new Map<string, string>()
  const column = (field: string, prefix = ''): string => {
    const name = prefix || fixed.has(field) ? `${prefix || 'act_'}${field}` : field
    fields.set(name, `${described(field)}${prefix ? ', as the speaker labelled it' : ''}`)
    return name
  }
  for (const each of stored) {
    const at = place(each)
    const opening = openingOf(each.episode)
    const closing = closingOf(each.episode)
    for (const event of each.episode) {
      if (event.kind !== 'act' && event.kind !== 'probe') continue
      const { seat, turn, note, flags } = event
      const { role, mind } = opening.seats[seat] ?? { role: null, mind: null }
      const who = { ...at, turn, seat, role, mind }
      const asides = { flags: flags?.join('; ') ?? null, note: note === undefined ? null : JSON.stringify(note) }
      if (event.kind === 'probe') {
        const { when, question, answer } = event
        const number = typeof answer === 'number' ? answer : null
        const text = answer === null ? null : typeof answer === 'string' ? answer : JSON.stringify(answer)
        probes.push({
          ...who,
          when,
          question,
          asked: questions.get(question) ?? null,
          answer: text,
          answer_number: number,
          ...asides,
        })
        continue
      }
      const { move, ...did } = event.act
      const said = Object.entries(did).map(([field, value]) => [column(field), cell(value)] as const)
      const declared = Object.entries((event.declared ?? {}) as Readonly<Record<string, Json>>).map(
        ([field, value]) => [column(field, 'declared_'), cell(value)] as const,
      )
      acts.push({
        ...who,
        move: String(move),
        ...Object.fromEntries([...said, ...declared]),
        ...asides,
        words: event.words ?? null,
      })
    }
    const { luck, protocol, version, params, wording, seats } = opening
    episodes.push({
      ...at,
      luck,
      protocol,
      version,
      params: JSON.stringify(params),
      wording,
      ...Object.fromEntries(Object.entries(seats).map(([seat, { mind }]) => [`mind_${seat}`, mind])),
      turns: closing.turns,
      ...Object.fromEntries(Object.entries(closing.payoff ?? {}).map(([seat, value]) => [`payoff_${seat}`, value])),
      flags: closing.flags.join('; ') || null,
      usable: unusable(closing.flags).length === 0,
      analysed: analysed.has(each.key),
    })
  }
  const ofSeat = (name: string): string =>
    name.startsWith('payoff_') ? `what ${name.slice(7)} got` : `what sat as ${name.slice(5)}`
  const ofArm = (name: string): string => `the probability with which this unit could have got ${name.slice(2)}`
  const judgements = judgementsOfRun(run).map((each): Cells => ({ ...each }))
  const where = ['trial', 'pair', 'item', 'replicate', ...factors]
  const who = ['turn', 'seat', 'role', 'mind']
  return [
    tableOf(
      'rows',
      'one row per measured subject, or per episode where nobody in it is measured alone',
      run.rows,
      where,
      (name) =>
        measured.get(name) ??
        base(name) ??
        (name.startsWith('p_') ? ofArm(name) : (assignmentColumns[name] ?? 'not described')),
    ),
    tableOf(
      'acts',
      'one row per act, with its typed fields and its text',
      acts,
      [...where, ...who, 'move'],
      (name) => base(name) ?? fields.get(name) ?? 'not described',
    ),
    tableOf(
      'probes',
      'one row per answer to a question that was put outside the rules',
      probes,
      [...where, ...who, 'when', 'question', 'asked', 'answer', 'answer_number'],
      (name) => base(name) ?? 'not described',
    ),
    tableOf(
      'episodes',
      'one row per finished episode, whether analysed or not',
      episodes,
      [...where, 'luck', 'protocol', 'version', 'params', 'wording'],
      (name) => base(name) ?? ofSeat(name),
    ),
    tableOf(
      'assignments',
      'one row per trial that was played: what was assigned, with which probability, by which draw',
      assignmentsOf(run),
      [...where, ...Object.keys(assignmentColumns)],
      (name) => base(name) ?? assignmentColumns[name] ?? (name.startsWith('p_') ? ofArm(name) : 'not described'),
    ),
    ...(judgements.length
      ? [
          tableOf(
            'judgements',
            'one row per verdict of a judge between two texts, as suasion rate reads it',
            judgements,
            ['trial', ...Object.keys(judgementColumns)],
            (name) => judgementColumns[name] ?? base(name) ?? 'not described',
          ),
        ]
      : []),
  ]
}
