import { openingOf, type ParserCard } from '../../core/index.ts'
import type { Run } from '../record.ts'
import { protocolOf } from './transcripts.ts'

/** What read the texts of a run: parsers of its instruments, and those of its protocols where models or people spoke. */
export const readersOf = (run: Run): readonly ParserCard[] => {
  const { study, stored, manifest } = run
  const instruments: readonly { readonly parsers?: readonly ParserCard[] }[] = study.instruments
  const spoken = new Map(
    stored
      .filter(({ episode }) =>
        Object.values(openingOf(episode).seats).some(({ cast }) => cast === 'language-model' || cast === 'people'),
      )
      .map((each) => [openingOf(each.episode).protocol, each]),
  )
  // In conversations that were imported the labels of annotators stand in the acts, and no parser read them.
  const read = manifest.corpus ? [] : [...spoken.values()].flatMap((each) => protocolOf(run, each).parsers ?? [])
  return [
    ...new Map(
      [...instruments.flatMap(({ parsers = [] }) => parsers), ...read].map((card) => [card.name, card]),
    ).values(),
  ]
}

const percent = (share: number): string => `${Math.round(100 * share)}%`

/** One line about a parser: what it was tested on, how often it is right, and what it cannot do. */
export const readerLine = ({ name, data, people, tested, accuracy, baseline, language, limits }: ParserCard): string =>
  `texts were read by ${name} (${language}; ${data}): right for ${percent(accuracy)} of ${tested.toLocaleString('en-US')} utterances of people held out (${people} people; always guessing the commonest: ${percent(baseline)}); ${limits}`

/** What must be said where a parser reads the very people who taught it; null elsewhere. */
export const taughtHere = ({ name, corpus }: ParserCard, { manifest }: Pick<Run, 'manifest'>): string | null =>
  corpus !== undefined && manifest.corpus?.name === corpus
    ? `some of these people taught ${name}, and of those it reads more right than its error says: the corrected shares lean towards what annotators set`
    : null
