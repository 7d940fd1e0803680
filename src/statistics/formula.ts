import { type Parsed, parseFormula, type Variable } from './formula-parser.ts'

/** A random part such as `(1 + x | topic)`: what varies between the groups of one or more columns. */
export interface RandomPart {
  /** As it was written. */
  readonly text: string
  readonly intercept: boolean
  /** The slopes, each a product of variables. */
  readonly terms: readonly (readonly Variable[])[]
  /** The columns whose combination names a group: `topic`, or `topic` and `judge` for `(1 | topic:judge)`. */
  readonly group: readonly string[]
  /** False for `||`, where intercept and slopes do not covary. */
  readonly correlated: boolean
}

/** A model formula, read: names and structure, with no data yet. */
export interface Formula {
  readonly text: string
  readonly outcome: Variable
  readonly intercept: boolean
  /** Each a product of variables, main effects before interactions as R orders them. */
  readonly terms: readonly (readonly Variable[])[]
  readonly offset: readonly Variable[]
  readonly random: readonly RandomPart[]
}

const unique = (terms: readonly (readonly Variable[])[]): readonly (readonly Variable[])[] => {
  const key = (term: readonly Variable[]): string =>
    JSON.stringify([...new Set(term.map((variable) => variable.text))].sort())
  const seen = new Map<string, readonly Variable[]>()
  for (const term of terms) {
    const once = term.filter((one, i) => term.findIndex((other) => other.text === one.text) === i)
    if (!seen.has(key(term))) seen.set(key(term), once)
  }
  return [...seen.values()].sort((a, b) => a.length - b.length)
}

const partOf = (text: string, { intercept, terms }: Parsed['effects'], bar: Parsed['random'][number]): RandomPart[] =>
  bar.groups.map((group) => ({
    text: `(${text} | ${group.join(':')})`,
    intercept,
    terms: unique(terms),
    group,
    correlated: bar.correlated,
  }))

/**
 * Reads a model formula as R does: `post ~ pre + opponent * personalised`, with `+`, `:`, `*`, `^`, `/`, `-` and
 * parentheses; `-1` or `0 +` for no intercept; `I(x^2)`, `log(x)`, `exp(x)`, `sqrt(x)`, `abs(x)`, `log2`, `log10` and
 * `log1p` as computed columns; `factor(x)` for numbers that are categories; `offset(log(x))`; random parts `(1 | topic)`,
 * `(1 + x | topic)`, `(x || topic)`, `(1 | a/b)`; and names in backticks. Throws naming the position of what it cannot read.
 */
export const formula = (text: string): Formula => {
  const { outcome, effects, random } = parseFormula(text)
  return {
    text: text.trim(),
    outcome,
    intercept: effects.intercept,
    terms: unique(effects.terms),
    offset: effects.offset,
    random: random.flatMap((bar) => partOf(bar.text, bar.effects, bar)),
  }
}

/** A term of a formula as it is written: `opponent:personalised`. */
export const termName = (term: readonly Variable[]): string => term.map((variable) => variable.text).join(':')
