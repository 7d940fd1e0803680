/** How one label was read among held-out utterances. */
export interface LabelCounts {
  /** Utterances that bear it and were read so. */
  readonly hits: number
  /** Utterances that bear it and were not read so. */
  readonly misses: number
  /** Utterances that do not bear it and were read so. */
  readonly falseAlarms: number
  /** All others. */
  readonly rejections: number
}

/** How often a parser is right, measured on people it never saw: printed wherever its readings are used. */
export interface ParserCard {
  readonly name: string
  /** The talk it was trained and tested on. */
  readonly data: string
  /** The corpus of the catalogue whose people taught it, if any: of these it reads more right than of others. */
  readonly corpus?: string
  readonly people: number
  /** Utterances of the held-out people. */
  readonly tested: number
  readonly language: string
  /** Share of held-out utterances whose first label was read as the likeliest. */
  readonly accuracy: number
  /** The same for always guessing the commonest label. */
  readonly baseline: number
  readonly labels: Readonly<Record<string, LabelCounts>>
  readonly limits: string
}

/** What a parser makes of one text. */
export interface Parsed {
  /** The labels it finds, the likeliest first; none where it should not be relied on. */
  readonly labels: readonly string[]
  /** How sure it is of each label, 0 to 1. */
  readonly scores: Readonly<Record<string, number>>
  /** Why it should not be relied on here: another language, words it never met. Null where it can be. */
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
}

/** A labelled utterance of people, to train or test a parser on. */
export interface Example {
  /** What must stay together when talk is held out: everything one conversation's people said. */
  readonly group: string
  readonly text: string
  readonly before: string
  /** The annotators' labels, the main one first. */
  readonly labels: readonly string[]
}
