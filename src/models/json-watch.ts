/** How far a text has come that is to be one JSON value. */
export type JsonState = 'open' | 'complete' | 'invalid'

/** Reads a JSON value as its text arrives. */
export interface JsonWatch {
  /** Takes the next part; says whether the value is complete, can still become one, or never will. */
  take(part: string): JsonState
  /** Where the value stands in the whole text, once it is complete. */
  span(): readonly [from: number, to: number] | null
}

type Want = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma'

const space = /[ \t\n\r]/
const literals = ['true', 'false', 'null']
const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/**
 * Watches for one JSON object, as the grammar of RFC 8259 has it. A thought in front of it (`<think>...</think>`) and
 * the opening line of a code fence are passed over; any other text in front of it is none, and makes it invalid.
 */
export const jsonWatch = (): JsonWatch => {
  const stack: ('{' | '[')[] = []
  let before = ''
  let want: Want = 'value'
  let text: 'string' | 'escape' | number | null = null
  let isKey = false
  let word = ''
  let at = 0
  let from = -1
  let to = -1
  let state: JsonState = 'open'

  const closed = (): true => {
    stack.pop()
    want = 'comma'
    if (stack.length === 0) {
      state = 'complete'
      to = at + 1
    }
    return true
  }
  const wordEnds = (): boolean => {
    const fine = literals.includes(word) || number.test(word)
    word = ''
    want = 'comma'
    return fine
  }
  /** Takes a character inside a string; false where no string has it. */
  const inString = (c: string): boolean => {
    if (typeof text === 'number') {
      if (!/[\da-fA-F]/.test(c)) return false
      text = text === 1 ? 'string' : text - 1
    } else if (text === 'escape') {
      if (!'"\\/bfnrtu'.includes(c)) return false
      text = c === 'u' ? 4 : 'string'
    } else if (c === '\\') text = 'escape'
    else if (c === '"') {
      text = null
      want = isKey ? 'colon' : 'comma'
    } else return c >= ' '
    return true
  }
  /** Takes a character between the values; false where the grammar has none there. */
  const between = (c: string): boolean => {
    const inside = stack.at(-1)
    if (space.test(c)) return true
    if (c === '}') return inside === '{' && (want === 'comma' || want === 'first key') && closed()
    if (c === ']') return inside === '[' && (want === 'comma' || want === 'first value') && closed()
    if (want === 'comma') {
      want = inside === '{' ? 'key' : 'value'
      return c === ','
    }
    if (want === 'colon') {
      want = 'value'
      return c === ':'
    }
    if (c === '"') {
      isKey = want === 'key' || want === 'first key'
      text = 'string'
      return true
    }
    if (want === 'key' || want === 'first key') return false
    if (c === '{' || c === '[') {
      stack.push(c)
      want = c === '{' ? 'first key' : 'first value'
      return true
    }
    word = c
    return /[-\dtfn]/.test(c)
  }
  const inside = (c: string): boolean => {
    if (text !== null) return inString(c)
    if (word !== '' && /[-+.\w]/.test(c)) {
      word += c
      return word.length < 400
    }
    if (word !== '' && !wordEnds()) return false
    return between(c)
  }
  /** Takes a character in front of the value; false where no value can follow. */
  const front = (c: string): boolean => {
    before += c
    const rest = before.trimStart()
    if (rest === '') return true
    if (rest.startsWith('<')) {
      if (!'<think>'.startsWith(rest.slice(0, 7))) return false
      if (rest.endsWith('</think>')) before = ''
      return true
    }
    if (rest.startsWith('`')) {
      if (c === '\n') before = ''
      return rest.length < 20 || c === '\n'
    }
    if (c !== '{') return false
    from = at
    stack.push('{')
    want = 'first key'
    return true
  }
  return {
    take(part) {
      for (let i = 0; i < part.length && state === 'open'; i++, at++)
        if (!(from < 0 ? front(part[i]!) : inside(part[i]!))) state = 'invalid'
      return state
    },
    span: () => (state === 'complete' ? [from, to] : null),
  }
}
