import type { Example, Parser } from 'suasion'

/** A parser as the command line names it; the default export of a folder in src/parsers. */
export interface ParserEntry {
  readonly parser: Parser
  /** The files of labelled talk it can be trained and tested on again, by name within a folder. */
  readonly files: readonly string[]
  /** The labelled utterances in those files, by name; throws on files of another kind. */
  examples(files: Readonly<Record<string, string>>): readonly Example[]
}
