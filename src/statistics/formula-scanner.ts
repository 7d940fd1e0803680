/** A piece of a formula: a name, a number or a sign, from one character to another. */
export interface Token {
  readonly kind: 'name' | 'number' | 'sign'
  readonly text: string
  readonly quoted: boolean
  readonly from: number
  readonly to: number
}

export interface Scanner {
  readonly text: string
  next(): Token | undefined
  ahead(by: number): Token | undefined
  take(): Token | undefined
  expect(sign: string): Token
  /** Whether the parenthesis that opens here holds a bar of its own. */
  barAhead(): boolean
  fail(at: Token | undefined, why: string): never
}

const pieces =
  /\s*(?:`([^`]+)`|([\p{L}_.][\p{L}\p{N}_.]*)|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(\|\||[-+*:^/()~|,]))/uy

/** The pieces of a formula in order; throws on a character that belongs to none. */
export const scanFormula = (text: string): Scanner => {
  if (typeof text !== 'string' || text.trim() === '')
    throw new Error('the formula is empty; write OUTCOME ~ TERMS, as in post ~ pre + opponent * personalised')
  const fail = (at: Token | undefined, why: string): never => {
    const where = at ? `at character ${at.from + 1} (${at.text})` : 'at its end'
    throw new Error(`the formula ${text.trim()} cannot be read ${where}: ${why}`)
  }
  const tokens: Token[] = []
  const end = text.trimEnd().length
  for (let from = 0; from < end; ) {
    pieces.lastIndex = from
    const found = pieces.exec(text)
    const start = from + /^\s*/.exec(text.slice(from))![0].length
    if (!found)
      return fail(
        { kind: 'sign', text: text[start]!, quoted: false, from: start, to: start + 1 },
        'this sign has no meaning here; a name with other characters goes in `backticks`',
      )
    const [, quoted, name, number, sign] = found
    from = pieces.lastIndex
    tokens.push({
      kind: sign !== undefined ? 'sign' : number !== undefined ? 'number' : 'name',
      text: (quoted ?? name ?? number ?? sign)!,
      quoted: quoted !== undefined,
      from: start,
      to: from,
    })
  }
  let at = 0
  return {
    text,
    next: () => tokens[at],
    ahead: (by) => tokens[at + by],
    take: () => tokens[at++],
    expect: (sign) => {
      const token = tokens[at++]
      return token?.kind === 'sign' && token.text === sign ? token : fail(token, `${sign} is wanted here`)
    },
    barAhead: () => {
      let depth = 0
      for (let k = at; k < tokens.length; k++) {
        const { kind, text: sign } = tokens[k]!
        if (kind !== 'sign') continue
        if (sign === '(') depth++
        if (sign === ')' && --depth === 0) return false
        if (depth === 1 && sign.startsWith('|')) return true
      }
      return false
    },
    fail,
  }
}

/** A number computed from the columns of a row. */
export interface Expression {
  readonly text: string
  readonly columns: readonly string[]
  /** `read` gives the number of a column in the row at hand. */
  evaluate(read: (column: string) => number): number
}

const functions: Readonly<Record<string, (x: number) => number>> = {
  I: (x) => x,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  exp: Math.exp,
  sqrt: Math.sqrt,
  abs: Math.abs,
}

/** How closely the signs of arithmetic bind. */
const strength: Readonly<Record<string, number>> = { '+': 1, '-': 1, '*': 2, '/': 2, '^': 4 }
const apply: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
}

/** Reads arithmetic over columns: names, numbers, + - * / ^, parentheses and the functions above. */
export const readExpression = (scanner: Scanner, least = 5): Expression => {
  let left = operand(scanner)
  for (;;) {
    const sign = scanner.next()?.text ?? ''
    const binds = strength[sign]
    if (least > 4 || binds === undefined || binds < least) return left
    scanner.take()
    const [a, b] = [left, readExpression(scanner, sign === '^' ? binds : binds + 1)]
    left = {
      text: `${a.text} ${sign} ${b.text}`.replace(/ \^ /g, '^'),
      columns: [...new Set([...a.columns, ...b.columns])],
      evaluate: (read) => apply[sign]!(a.evaluate(read), b.evaluate(read)),
    }
  }
}

const operand = (scanner: Scanner): Expression => {
  const token = scanner.take()
  if (token?.kind === 'number') {
    const value = Number(token.text)
    return { text: token.text, columns: [], evaluate: () => value }
  }
  if (token?.text === '-' && token.kind === 'sign') {
    const inner = readExpression(scanner, 3)
    return { text: `-${inner.text}`, columns: inner.columns, evaluate: (read) => -inner.evaluate(read) }
  }
  if (token?.text === '(' && token.kind === 'sign') {
    const inner = readExpression(scanner, 1)
    scanner.expect(')')
    return { ...inner, text: `(${inner.text})` }
  }
  if (token?.kind !== 'name') return scanner.fail(token, 'a column or a number is wanted here')
  if (token.quoted || scanner.next()?.text !== '(')
    return { text: token.text, columns: [token.text], evaluate: (read) => read(token.text) }
  const call = functions[token.text]
  if (!call) return scanner.fail(token, `${token.text}() is not known; there are ${Object.keys(functions).join(', ')}`)
  scanner.expect('(')
  const inner = readExpression(scanner, 1)
  scanner.expect(')')
  return {
    text: `${token.text}(${inner.text})`,
    columns: inner.columns,
    evaluate: (read) => call(inner.evaluate(read)),
  }
}
