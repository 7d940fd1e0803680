import type { Corpus } from '../core/index.ts'
import { loadProtocol, loadStudy, protocolNames, studyNames } from './load.ts'
import { type Next, shellWord } from './report/next.ts'

/** The studies of the catalogue whose published numbers are computed from a corpus. */
export const studiesOf = async (corpus: string): Promise<readonly string[]> => {
  const studies = await Promise.all(studyNames.map(async (name) => (await loadStudy(name)).study))
  return studies.filter((study) => study.corpus?.corpus.name === corpus).map(({ name }) => name)
}

/** What can be done with a run of imported conversations, the most telling first. */
export const importNext = async ({ name, protocol, format }: Corpus, folder: string): Promise<readonly Next[]> => {
  const run = shellWord(folder)
  const fitters = protocolNames.includes(protocol.name) ? ((await loadProtocol(protocol.name)).fitters ?? []) : []
  // What is computed from one data set cannot be from any file of a format.
  const studies = format ? [] : await studiesOf(name)
  return [
    ...studies.map((study) => ({
      command: `suasion ledger ${study} --run ${run}`,
      why: "the paper's numbers again, from these conversations",
    })),
    { command: `suasion report ${run}`, why: 'one HTML file with every mean and transcripts' },
    { command: `suasion measure ${run}`, why: 'what its instruments read, as a table; --instrument NAME for others' },
    ...fitters.map((fitter) => ({ command: `suasion fit ${run} --mind ${fitter.name}`, why: fitter.about })),
    { command: `suasion export ${run}`, why: 'tidy tables with a codebook' },
  ]
}
