import { type Expression, readExpression, type Scanner, scanFormula } from './formula-scanner.ts'

/** One variable of a formula: a column as it is, a column of categories, or numbers computed from columns. */
export interface Variable {
  readonly kind: 'column' | 'factor' | 'computed'
  /** As it is written, spaces aside: `log(x)`. */
  readonly text: string
  /** The columns it reads; one, unless computed. */
  readonly columns: readonly string[]
  readonly expression?: Expression
}

interface Effects {
  readonly intercept: boolean
  readonly terms: readonly (readonly Variable[])[]
  readonly offset: readonly Variable[]
}

interface Bar {
  readonly text: string
  readonly effects: Effects
  readonly groups: readonly (readonly string[])[]
  readonly correlated: boolean
}

export interface Parsed {
  readonly outcome: Variable
  readonly effects: Effects
  readonly random: readonly Bar[]
}

type Terms = readonly (readonly Variable[])[]

const sameTerm = (a: readonly Variable[], b: readonly Variable[]): boolean =>
  a.length === b.length && a.every((one) => b.some((other) => other.text === one.text))
// A variable times itself is itself, as in R.
const products = (left: Terms, right: Terms): Terms =>
  left.flatMap((a) =>
    right.map((b) => [...a, ...b].filter((one, i, all) => all.findIndex((other) => other.text === one.text) === i)),
  )

const computing = ['I', 'log', 'log2', 'log10', 'log1p', 'exp', 'sqrt', 'abs']

/** A variable: a name, `factor(name)`, or a computed column. */
const variable = (scanner: Scanner): Variable => {
  const at = scanner.next()
  if (at?.kind !== 'name') return scanner.fail(at, 'a column is wanted here')
  const opens = scanner.ahead(1)?.text === '(' && !at.quoted
  if (!opens) {
    scanner.take()
    if (at.text === '.' && !at.quoted) return scanner.fail(at, 'write the columns out in place of the dot')
    return { kind: 'column', text: at.text, columns: [at.text] }
  }
  if (at.text === 'factor' || at.text === 'as.factor') {
    scanner.take()
    scanner.expect('(')
    const name = scanner.take()
    if (name?.kind !== 'name') return scanner.fail(name, 'factor() takes the name of a column')
    scanner.expect(')')
    return { kind: 'factor', text: `factor(${name.text})`, columns: [name.text] }
  }
  if (at.text === 'poly') return scanner.fail(at, 'poly() is not read; write x + I(x^2), which fits the same curve')
  if (at.text === 'cbind')
    return scanner.fail(at, 'cbind() is not read; give one row for each outcome and its count as a frequency')
  if (!computing.includes(at.text))
    return scanner.fail(at, `${at.text}() is not known; there are factor, offset, ${computing.join(', ')}`)
  const expression = readExpression(scanner)
  return { kind: 'computed', text: expression.text, columns: expression.columns, expression }
}

/** Reads the right-hand side up to `|`, `)` or the end. */
const effects = (scanner: Scanner, bars: Bar[] | null): Effects => {
  let intercept = true
  let terms: Terms = []
  const offset: Variable[] = []
  let sign: '+' | '-' = '+'
  const first = scanner.next()
  if (first?.text === '-' || first?.text === '+') sign = scanner.take()!.text as '+' | '-'
  for (;;) {
    const at = scanner.next()
    if (at?.kind === 'number') {
      if (at.text !== '0' && at.text !== '1') scanner.fail(at, 'a number alone can only be 0 or 1, for the intercept')
      scanner.take()
      intercept = (at.text === '1') === (sign === '+')
    } else if (at?.text === 'offset' && scanner.ahead(1)?.text === '(') {
      scanner.take()
      scanner.expect('(')
      offset.push(variable(scanner))
      scanner.expect(')')
    } else if (at?.text === '(' && scanner.barAhead()) {
      if (!bars) scanner.fail(at, 'a random part cannot stand inside another')
      if (sign === '-') scanner.fail(at, 'a random part cannot be taken away')
      bars!.push(bar(scanner))
    } else {
      const found = crossing(scanner)
      terms =
        sign === '+' ? [...terms, ...found] : terms.filter((term) => !found.some((other) => sameTerm(term, other)))
    }
    const then = scanner.next()
    if (then?.text !== '+' && then?.text !== '-') return { intercept, terms, offset }
    sign = scanner.take()!.text as '+' | '-'
  }
}

/** `a * b` and `a / b`, of what binds closer. */
const crossing = (scanner: Scanner): Terms => {
  let left = interacting(scanner)
  for (;;) {
    const text = scanner.next()?.text
    if (text !== '*' && text !== '/') return left
    scanner.take()
    const right = interacting(scanner)
    left = text === '*' ? [...left, ...right, ...products(left, right)] : [...left, ...products([left.flat()], right)]
  }
}

const interacting = (scanner: Scanner): Terms => {
  let left = power(scanner)
  while (scanner.next()?.text === ':') {
    scanner.take()
    left = products(left, power(scanner))
  }
  return left
}

const power = (scanner: Scanner): Terms => {
  const base = scanner.next()?.text === '(' ? parenthesised(scanner) : [[variable(scanner)]]
  if (scanner.next()?.text !== '^') return base
  scanner.take()
  const exponent = scanner.take()
  const times = Number(exponent?.text)
  if (exponent?.kind !== 'number' || !Number.isInteger(times) || times < 1 || times > 9)
    return scanner.fail(exponent, 'a power of terms is a whole number from 1 to 9; a power of a column is I(x^2)')
  let all: Terms = base
  for (let k = 1; k < times; k++) all = [...all, ...products(all, base)]
  return all
}

const parenthesised = (scanner: Scanner): Terms => {
  scanner.expect('(')
  const inside = effects(scanner, null)
  scanner.expect(')')
  return inside.terms
}

const bar = (scanner: Scanner): Bar => {
  const from = scanner.expect('(').to
  const inside = effects(scanner, null)
  const sign = scanner.take()
  if (sign?.text !== '|' && sign?.text !== '||') return scanner.fail(sign, 'a bar and a grouping column are wanted')
  const text = scanner.text.slice(from, sign.from).trim()
  let groups: string[][] = []
  for (let joined: string | null = ''; joined !== null; ) {
    const name = scanner.take()
    if (name?.kind !== 'name') return scanner.fail(name, 'a grouping column is wanted after the bar')
    const last: readonly string[] = groups.at(-1) ?? []
    groups = joined === '/' ? [...groups, [...last, name.text]] : [...groups.slice(0, -1), [...last, name.text]]
    const then = scanner.next()?.text
    joined = then === ':' || then === '/' ? then : null
    if (joined !== null) scanner.take()
  }
  scanner.expect(')')
  return { text, effects: inside, groups, correlated: sign.text === '|' }
}

/** Reads a formula into its outcome, effects and random parts; throws naming the position of what it cannot read. */
export const parseFormula = (text: string): Parsed => {
  const scanner = scanFormula(text)
  const tilde = scanner.next()
  if (tilde?.text === '~') scanner.fail(tilde, 'the outcome is wanted before ~')
  const outcome = variable(scanner)
  if (scanner.next()?.text !== '~')
    scanner.fail(scanner.next(), 'a formula is OUTCOME ~ TERMS, as in post ~ pre + opponent * personalised')
  scanner.take()
  const random: Bar[] = []
  const read = effects(scanner, random)
  if (scanner.next()) scanner.fail(scanner.next(), 'an operator (+ - * : / ^) or the end is wanted here')
  return { outcome, effects: read, random }
}
