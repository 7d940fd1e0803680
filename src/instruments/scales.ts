import type { Episode, Instrument, Json, Probe, Question, Row, SeatId } from 'suasion'
import { instrumentEntry, questionSchema } from 'suasion'
import { cronbachAlpha } from 'suasion/statistics'
import { z } from 'zod'

/** An answer to a question, by its id; null where none could be used. */
interface Answer {
  readonly id: string
  readonly answer: Json
}

export interface ScalesOptions {
  /** Reads the answers out of an episode that is itself the survey, as `answersOf` of suasion/protocols/survey does. */
  readonly from?: (episode: Episode) => readonly Answer[]
  /** The role or seat that is asked the questions as probes: one row a seat. */
  readonly of?: string
  /** When the probes are asked. */
  readonly when?: 'before' | 'after'
  /** Put before every column, so that the same questions may be asked twice. */
  readonly prefix?: string
}

interface Item {
  readonly column: string
  readonly scale: string
  readonly min: number
  readonly max: number
  readonly reversed: boolean
}

/**
 * Measures a questionnaire, in a survey (`from`) or as probes (`of`). Columns: each answer by its question's id (a
 * matrix has `id_1`, `id_2`, ... by row, a rank the place of each option, 1 the best); the mean of each scale with
 * reversed items turned; `attention`, whether every check that was asked was passed; and `straightlining`, the longest
 * run of equal ratings in the order given, as a share of all (the long string of Johnson 2005). Null: nothing to score.
 */
export const scales = (declared: readonly z.input<typeof questionSchema>[], options: ScalesOptions): Instrument => {
  const { from, of, when = 'after', prefix = '' } = options
  if ((from === undefined) === (of === undefined))
    throw new Error('scales needs either "from" (how a survey is read) or "of" (whom to ask): one of the two')
  const questions = declared.map((question) => questionSchema.parse(question))
  const branch = of !== undefined && questions.find(({ shownIf }) => shownIf)
  if (branch) throw new Error(`scales: ${branch.id} is shown after certain answers, which a probe cannot wait for`)
  const names = scaleNames(questions)
  const checks = questions.filter(({ attention }) => attention !== undefined)
  const columns: Record<string, string> = {}
  const declare = (name: string, meaning: string): void => {
    const column = prefix + name
    if (column in columns || column === 'seat') throw new Error(`scales: two columns would be called ${column}`)
    columns[column] = meaning
  }
  for (const question of questions) for (const [column, meaning] of columnsOf(question)) declare(column, meaning)
  for (const name of names) declare(name, `mean of the scale ${name}, reversed items turned`)
  if (checks.length) declare('attention', 'passed every attention check that was asked')
  declare('straightlining', 'longest run of equal ratings as a share of all ratings')

  const row = (given: readonly Answer[]): Row => {
    const answered = new Map(given.map(({ id, answer }) => [id, answer]))
    const raw = Object.fromEntries(
      questions.flatMap((question) => cellsOf(question, answered.get(question.id) ?? null)),
    )
    const scores = names.map((name) => [name, mean(turned(questions, name, raw))] as const)
    const met = checks.filter(({ id }) => answered.has(id))
    const passed = met.length ? met.every(({ id, attention }) => answered.get(id) === attention) : null
    const all = { ...raw, ...Object.fromEntries(scores), ...(checks.length && { attention: passed }) }
    const own = { ...all, straightlining: longestRun(ratings(questions, given)) }
    return Object.fromEntries(Object.entries(own).map(([column, value]) => [prefix + column, value]))
  }
  const probes = of === undefined ? [] : questions.map((question): Probe => ({ of, when, question }))
  return {
    name: `${prefix}scales`,
    columns,
    ...(probes.length && { probes }),
    read: (episode) => (from ? row(from(episode)) : probed(episode, when, questions, row)),
  }
}

/** Cronbach's alpha of one scale over rows that `scales` read; rows with a missing item are left out. */
export const reliability = (
  rows: readonly Row[],
  declared: readonly z.input<typeof questionSchema>[],
  scale: string,
  { prefix = '', level }: { readonly prefix?: string; readonly level?: number } = {},
): ReturnType<typeof cronbachAlpha> => {
  const questions = declared.map((question) => questionSchema.parse(question))
  const names = scaleNames(questions)
  if (!names.includes(scale)) throw new Error(`no question belongs to a scale called ${scale}; the scales are ${names}`)
  const items = questions.flatMap(itemsOf).filter((item) => item.scale === scale)
  for (const { column } of items)
    for (const row of rows)
      if (!(prefix + column in row))
        throw new Error(`the rows have no column ${prefix + column}; they have ${Object.keys(row).join(', ')}`)
  const complete = rows
    .map((row) => items.flatMap((item) => turn(item, row[prefix + item.column])))
    .filter((answers) => answers.length === items.length)
  return cronbachAlpha(complete, level === undefined ? {} : { level })
}

const columnsOf = ({ id, ...question }: Question): [string, string][] => {
  if (question.kind === 'matrix') return question.rows.map((row, i) => [`${id}_${i + 1}`, `${question.text} ${row}`])
  if (question.kind === 'rank')
    return question.options.map((option, i) => [`${id}_${i + 1}`, `${question.text} The place of: ${option}`])
  return [[id, question.text]]
}

const cellsOf = (question: Question, answer: Json): [string, string | number | null][] => {
  const given = Array.isArray(answer) ? (answer as readonly (string | number)[]) : null
  const { id, kind } = question
  if (kind === 'matrix') return question.rows.map((_, i) => [`${id}_${i + 1}`, given?.[i] ?? null])
  if (kind === 'rank')
    return question.options.map((option, i) => [`${id}_${i + 1}`, given ? given.indexOf(option) + 1 : null])
  return [[id, answer as string | number | null]]
}

const itemsOf = (question: Question): Item[] => {
  const { kind, id, scale, reversed = false } = question
  if (scale === undefined) return []
  if (kind === 'likert') return [{ column: id, scale, min: 1, max: question.points, reversed }]
  if (kind === 'slider') return [{ column: id, scale, min: question.min, max: question.max, reversed }]
  if (kind === 'matrix')
    return question.rows.map((_, i) => ({ column: `${id}_${i + 1}`, scale, min: 1, max: question.points, reversed }))
  throw new Error(`${id} is a ${kind} question and has no number for the scale ${scale}; likert, slider and matrix do`)
}

const scaleNames = (questions: readonly Question[]): readonly string[] => {
  const items = questions.flatMap(itemsOf)
  for (const { column, scale, min, max } of items) {
    const first = items.find((item) => item.scale === scale)!
    if (first.min !== min || first.max !== max)
      throw new Error(
        `the scale ${scale} goes from ${first.min} to ${first.max} in ${first.column} and from ${min} to ${max} in ${column}; its items need one range`,
      )
  }
  return [...new Set(items.map(({ scale }) => scale))]
}

const turn = ({ min, max, reversed }: Item, value: Row[string] | undefined): number[] =>
  typeof value !== 'number' ? [] : [reversed ? min + max - value : value]

const turned = (questions: readonly Question[], scale: string, raw: Row): number[] =>
  questions.flatMap(itemsOf).flatMap((item) => (item.scale === scale ? turn(item, raw[item.column]) : []))

const mean = (values: readonly number[]): number | null =>
  values.length ? values.reduce((total, value) => total + value, 0) / values.length : null

const ratings = (questions: readonly Question[], given: readonly Answer[]): number[] =>
  given.flatMap(({ id, answer }) => {
    const kind = questions.find((question) => question.id === id)?.kind
    if (kind !== 'likert' && kind !== 'matrix') return []
    return (Array.isArray(answer) ? answer : answer === null ? [] : [answer]) as number[]
  })

const longestRun = (values: readonly number[]): number | null => {
  let run = 0
  let longest = 0
  for (const [i, value] of values.entries()) {
    run = i > 0 && value === values[i - 1] ? run + 1 : 1
    longest = Math.max(longest, run)
  }
  return values.length > 1 ? longest / values.length : null
}

const probed = (
  episode: Episode,
  when: 'before' | 'after',
  questions: readonly Question[],
  row: (given: readonly Answer[]) => Row,
): Row[] => {
  const seats = new Map<SeatId, Answer[]>()
  for (const event of episode)
    if (event.kind === 'probe' && event.when === when && questions.some(({ id }) => id === event.question))
      seats.set(event.seat, [...(seats.get(event.seat) ?? []), { id: event.question, answer: event.answer }])
  return [...seats].map(([seat, given]) => ({ seat, ...row(given) }))
}

export default instrumentEntry(
  z.object({
    questions: z.array(questionSchema).min(1).describe('the questions as JSON'),
    of: z.string().describe('the role or seat that was asked them'),
    when: z.enum(['before', 'after']).default('after').describe('when they were asked'),
    prefix: z.string().default('').describe('put before every column'),
  }),
  ({ questions, ...options }) => scales(questions, options),
)
