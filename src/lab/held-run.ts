import type { AnyStudy } from '../core/index.ts'
import { loadCorpus } from './corpora.ts'
import { corpusStudy } from './corpus-study.ts'
import { loadStudy } from './load.ts'
import type { Flow, Manifest } from './record.ts'

/** The study of a run: the one it was played by, or the corpus whose conversations were imported. */
export const studyOf = async ({ corpus, file, study, size }: Manifest): Promise<AnyStudy> =>
  corpus
    ? corpusStudy((await loadCorpus(corpus.file ?? corpus.name)).corpus, corpus.data, size)
    : (await loadStudy(file ?? study)).study

/** The flow of a run, which for imported conversations begins with the records found, and says why some were left out. */
export const flowFound = ({ corpus }: Manifest, flow: Flow): Flow =>
  corpus ? { ...flow, assigned: corpus.found, reasons: { ...corpus.leftOut, ...flow.reasons } } : flow
