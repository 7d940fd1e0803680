import type { Coding, FactorTerm, InteractionTerm, NumericTerm, Term } from './design.ts'
import { type Formula, termName } from './formula.ts'
import type { Variable } from './formula-parser.ts'
import { categories, type Level, levelsOf, type Row, shownCell } from './row.ts'

export interface FrameOptions {
  /** Of every factor; treatment unless said. */
  readonly coding?: 'treatment' | 'effects'
  /** The reference level of a factor by its column. */
  readonly reference?: Readonly<Record<string, Level>>
}

/** A random part with its terms as the estimators take them; `group` is a column of `rows`. */
export interface RandomTerms {
  readonly text: string
  readonly group: string
  readonly intercept: boolean
  readonly terms: readonly Term[]
  readonly correlated: boolean
}

/** Rows and terms of a formula, as every estimator here takes them. */
export interface ModelFrame {
  /** The rows given, with the computed columns of the formula beside their own. */
  readonly rows: readonly Row[]
  readonly outcome: string
  readonly terms: readonly Term[]
  readonly intercept: boolean
  readonly random: readonly RandomTerms[]
  /** A column of `rows` added to the linear predictor with coefficient 1. */
  readonly offset?: string
  readonly formula: Formula
  /** The levels of each factor among the terms, in order. */
  readonly factors: Readonly<Record<string, readonly Level[]>>
  /** Other rows that have the columns of the terms, with the terms' computed columns beside them. */
  readonly complete: (rows: readonly Row[]) => readonly Row[]
}

const everyVariable = ({ terms, random, offset, outcome }: Formula): readonly Variable[] => [
  outcome,
  ...terms.flat(),
  ...offset,
  ...random.flatMap((part) => part.terms.flat()),
]

/** The columns a formula reads, grouping columns included. */
export const columnsOf = (model: Formula): readonly string[] => [
  ...new Set([
    ...everyVariable(model).flatMap((variable) => variable.columns),
    ...model.random.flatMap((part) => part.group),
  ]),
]

const computed = (rows: readonly Row[], { text, expression }: Variable): readonly number[] =>
  rows.map((row, i) => {
    const value = expression!.evaluate((column) => {
      const cell = row[column]
      if (typeof cell === 'number' && Number.isFinite(cell)) return cell
      throw new Error(`row ${i}: ${column} is ${shownCell(cell)}, not a finite number, so ${text} is not defined`)
    })
    if (Number.isFinite(value)) return value
    const cells = expression!.columns.map((column) => `${column} is ${shownCell(row[column])}`)
    throw new Error(`row ${i}: ${text} is ${value}, as ${cells.join(' and ')}; leave the row out or use another form`)
  })

/** Rows with the computed columns of some variables. */
const computedOf = (rows: readonly Row[], variables: readonly Variable[]): readonly Row[] => {
  const made = new Map(
    variables.filter((variable) => variable.kind === 'computed').map((variable) => [variable.text, variable]),
  )
  if (made.size === 0) return rows
  const columns = [...made].map(([text, variable]) => [text, computed(rows, variable)] as const)
  return rows.map((row, i) => ({ ...row, ...Object.fromEntries(columns.map(([text, values]) => [text, values[i]!])) }))
}

/**
 * The rows and terms of a formula for these rows. Text and boolean columns become factors, numbers stay numbers unless
 * `factor()` says otherwise; without intercept the first factor gets a column for each level, as in R.
 * Throws on a column the rows lack, a computed value that is not finite (naming the row), a reference that is no level,
 * and a reference for a column that is no factor of the formula.
 */
export const modelFrame = (rows: readonly Row[], model: Formula, options: FrameOptions = {}): ModelFrame => {
  const first = rows[0]
  if (!first) throw new Error('there are no rows to fit')
  const absent = columnsOf(model).find((column) => !Object.hasOwn(first, column))
  if (absent !== undefined)
    throw new Error(`the rows have no column ${absent}; they have ${Object.keys(first).join(', ')}`)
  const groups = model.random.filter((part) => part.group.length > 1).map((part) => part.group)
  const completed = computedOf(rows, everyVariable(model)).map((row, i) =>
    groups.length === 0
      ? row
      : {
          ...row,
          ...Object.fromEntries(
            groups.map((group) => [group.join(':'), group.map((column) => rows[i]![column]).join(':')]),
          ),
        },
  )
  const isFactor = (variable: Variable): boolean =>
    variable.kind === 'factor' ||
    (variable.kind === 'column' && rows.some((row) => ['string', 'boolean'].includes(typeof row[variable.columns[0]!])))
  const variables = model.terms.flat()
  const factors = [...new Set(variables.filter(isFactor).map((variable) => variable.columns[0]!))]
  const levels: Record<string, readonly Level[]> = Object.create(null)
  for (const column of factors) levels[column] = levelsOf(categories(rows, column))
  for (const column of Object.keys(options.reference ?? {}))
    if (!factors.includes(column))
      throw new Error(
        `${column} has a reference level but is no factor of ${model.text}${factors.length ? `; its factors are ${factors.join(', ')}` : ''}`,
      )
  const leadingOf = ({ intercept, terms }: Pick<Formula, 'intercept' | 'terms'>): string | undefined =>
    intercept ? undefined : terms.find((term) => term.length === 1 && isFactor(term[0]!))?.[0]?.columns[0]
  const part = (variable: Variable, leading: string | undefined): NumericTerm | FactorTerm => {
    if (!isFactor(variable))
      return { kind: 'numeric', column: variable.kind === 'computed' ? variable.text : variable.columns[0]! }
    const column = variable.columns[0]!
    const coding: Coding | undefined = column === leading ? 'cells' : options.coding
    const given = options.reference ?? {}
    const reference = Object.hasOwn(given, column) ? given[column] : undefined
    return { kind: 'factor', column, ...(coding && { coding }), ...(reference !== undefined && { reference }) }
  }
  const termsOf = (side: Pick<Formula, 'intercept' | 'terms'>): readonly Term[] =>
    side.terms.map((term): Term => {
      if (term.length === 1) return part(term[0]!, leadingOf(side))
      const joined: InteractionTerm = { kind: 'interaction', of: term.map((variable) => part(variable, undefined)) }
      if (new Set(joined.of.map((one) => one.column)).size < joined.of.length)
        throw new Error(`${termName(term)} multiplies a column with itself; write I(x^2)`)
      return joined
    })
  const { outcome, offset } = model
  const shifts = offset.map((variable) => (variable.kind === 'computed' ? variable.text : variable.columns[0]!))
  if (shifts.length > 1) throw new Error(`${model.text} has ${shifts.length} offsets; add them up in one`)
  return {
    rows: completed,
    outcome: outcome.kind === 'computed' ? outcome.text : outcome.columns[0]!,
    terms: termsOf(model),
    intercept: model.intercept,
    random: model.random.map((one) => ({
      text: one.text,
      group: one.group.join(':'),
      intercept: one.intercept,
      terms: termsOf(one),
      correlated: one.correlated,
    })),
    ...(shifts[0] !== undefined && { offset: shifts[0] }),
    formula: model,
    factors: levels,
    complete: (some) => computedOf(some, model.terms.flat()),
  }
}
