import type { Json } from './json.ts'

/** How often a parser is right, measured on people it never saw: printed wherever its readings are used. */
export interface ParserCard {
  /** The talk it was trained and tested on. */
  readonly data: string
  readonly people: number
  /** Utterances of the held-out people. */
  readonly tested: number
  readonly language: string
  /** confusion[i][j]: held-out utterances of label i that were read as label j; labels in the order of `labels`. */
  readonly confusion: readonly (readonly number[])[]
  readonly limits: string
}

/** What a parser makes of one text. */
export interface Parsed {
  /** The labels it finds; none where the text is not in its language, or says too little. */
  readonly labels: readonly string[]
  /** How sure it is of each label, 0 to 1. */
  readonly scores: Readonly<Record<string, number>>
  /** Why it should not be relied on here: another language, words it never met. */
  readonly doubt: string | null
}

/** Reads what a text does, blind to who said it. */
export interface Parser {
  readonly name: string
  readonly about: string
  readonly labels: readonly string[]
  readonly card: ParserCard
  /** `before` is what the other said last, for labels that only make sense as an answer. */
  parse(text: string, before?: string): Parsed
  /** A parser as plain data, so that it can be written to a file and read again. */
  readonly weights: Json
}
