import type { Instrument, Parser } from '../../core/index.ts'
import type { Run } from '../record.ts'
import { counted, shortNumber } from './format.ts'
import { type Html, html } from './html.ts'

/** How often a parser that a run's instruments used is wrong, on people it never saw. */
export interface ParserError {
  readonly name: string
  readonly about: string
  readonly data: string
  readonly language: string
  readonly people: number
  readonly tested: number
  /** The share of held-out utterances that were read as their own label; null where none was tested. */
  readonly right: number | null
  /** Per label: how many were tested, the share of those that were found, and the share right of those read so. */
  readonly labels: readonly {
    readonly label: string
    readonly tested: number
    readonly found: number | null
    readonly right: number | null
  }[]
  readonly limits: string
}

const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

/** A parser's card as shares. Throws where its table of confusions does not fit its labels. */
export const parserError = ({
  name,
  about,
  labels,
  card,
}: Pick<Parser, 'name' | 'about' | 'labels' | 'card'>): ParserError => {
  const { data, language, people, tested, confusion, limits } = card
  const square = confusion.length === labels.length && confusion.every((row) => row.length === labels.length)
  if (!square)
    throw new Error(
      `${name} has ${labels.length} labels, and a table of confusions that is not as many rows and columns`,
    )
  const own = labels.map((_, i) => confusion[i]![i]!)
  const all = confusion.flat().reduce((sum, n) => sum + n, 0)
  return {
    name,
    about,
    data,
    language,
    people,
    tested,
    right: share(
      own.reduce((sum, n) => sum + n, 0),
      all,
    ),
    labels: labels.map((label, i) => {
      const of = confusion[i]!.reduce((sum, n) => sum + n, 0)
      const read = confusion.reduce((sum, row) => sum + row[i]!, 0)
      return { label, tested: of, found: share(own[i]!, of), right: share(own[i]!, read) }
    }),
    limits,
  }
}

/** The parsers that a run's instruments read by, each once, with how often they are wrong. */
export const parsersOf = ({ study }: Pick<Run, 'study'>): readonly ParserError[] => {
  const instruments: readonly Instrument[] = study.instruments
  const used = new Map(
    instruments.flatMap(({ parsers = [] }) => parsers.map((parser) => [parser.name, parser] as const)),
  )
  return [...used.values()].map(parserError)
}

/** One line about a parser, as it stands among the limits. */
export const parserLine = ({ name, right, tested, people, data, language }: ParserError): string =>
  `read by the parser ${name}: right in ${right === null ? 'an unknown share' : shortNumber(right)} of ${counted(tested, 'utterance')} of ${counted(people, 'person').replace('persons', 'people')} it never saw (${data}, ${language})`

const cell = (value: number | null): string => (value === null ? '–' : shortNumber(value))

/** The section of a report about its parsers; nothing where none was used. */
export const parserSection = (parsers: readonly ParserError[]): Html =>
  html`${
    parsers.length > 0 &&
    html`<section class="more" id="parsers"><h3>Parsers, and how often they are wrong</h3>${parsers.map(
      (parser) => html`<p><strong>${parser.name}</strong>: ${parser.about}. ${parserLine(parser)}. ${parser.limits}</p>
<div class="scroll"><table><thead><tr><th scope="col">label</th><th scope="col">tested</th><th scope="col">of those, found</th><th scope="col">of those read so, right</th></tr></thead><tbody>${parser.labels.map(
        ({ label, tested, found, right }) =>
          html`<tr><th scope="row">${label}</th><td class="number">${tested}</td><td class="number">${cell(found)}</td><td class="number">${cell(right)}</td></tr>`,
      )}</tbody></table></div>`,
    )}</section>`
  }`
