import { type AnyStudy, emptyScene, openingOf, type Scene } from '../core/index.ts'
import { prepareAgain } from './again.ts'
import { loadCorpus } from './corpora.ts'
import { corpusStudy } from './corpus-study.ts'
import { loadStudy } from './load.ts'
import type { Flow, Manifest, Run, Stored } from './record.ts'
import { protocolOf } from './report/transcripts.ts'

/** The study of a run: the one it was played by, or the corpus whose conversations were imported. */
export const studyOf = async ({ corpus, file, study, size }: Manifest): Promise<AnyStudy> =>
  corpus
    ? corpusStudy((await loadCorpus(corpus.file ?? corpus.name)).corpus, corpus.data, size)
    : (await loadStudy(file ?? study)).study

/** The flow of a run, which for imported conversations begins with the records found, and says why some were left out. */
export const flowFound = ({ corpus }: Manifest, flow: Flow): Flow =>
  corpus ? { ...flow, assigned: corpus.found, reasons: { ...corpus.leftOut, ...flow.reasons } } : flow

/** The scene of a stored episode again; in a conversation that was held nobody sits in the seats, since nobody can be asked. */
export const sceneAgain = async (run: Run, stored: Stored): Promise<Scene> =>
  run.manifest.corpus ? emptyScene(protocolOf(run, stored), openingOf(stored.episode)) : prepareAgain(run, stored.trial)
