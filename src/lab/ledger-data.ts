import type { AnyStudy, Told } from '../core/index.ts'
import { counts, readCorpus } from './corpora.ts'
import { studiesOf } from './import-next.ts'
import { corpusLedger, dataLedger, type LedgerEntry } from './ledger.ts'
import { loadStudy, readText } from './load.ts'
import { Misuse } from './misuse.ts'
import type { Run } from './record.ts'
import { dataCommand, shellWord } from './report/next.ts'

/** A study's published numbers beside its authors' data at a path: a table, or the folder of released conversations. */
export const pathLedger = (study: AnyStudy, path: string): LedgerEntry => {
  const { name, corpus } = study
  if (!corpus) return dataLedger(study, readText(path, 'data file'), path)
  const { told, problems } = readCorpus(corpus.corpus, path)
  const leftOut = counts(problems.filter(({ kept }) => !kept))
  const found = told.length + Object.values(leftOut).reduce((sum, n) => sum + n, 0)
  const missing = counts(problems.filter(({ kept }) => kept))
  return corpusLedger(study, told, { found, leftOut, missing }, dataCommand(name, path))
}

/**
 * What imported conversations say of the studies that are computed from them: of those named, or of all of the catalogue
 * where none is. Throws where a run is of a corpus that no such study reads.
 */
export const heldLedgers = async (runs: readonly Run[], named: readonly AnyStudy[]): Promise<LedgerEntry[]> => {
  const entries = await Promise.all(
    runs.map(async ({ manifest, stored, folder }) => {
      const corpus = manifest.corpus!
      const studies = named.length
        ? named.filter((study) => study.corpus?.corpus.name === corpus.name)
        : await Promise.all((await studiesOf(corpus.name)).map(async (name) => (await loadStudy(name)).study))
      if (studies.length === 0)
        throw new Misuse(
          `${folder} holds conversations of ${corpus.name}, and ${named.length ? `${named.map(({ name }) => name).join(', ')} is not` : 'no study of the catalogue is'} computed from them`,
        )
      const told = stored.map(({ key, episode, facts = [] }): Told => ({ key, episode, facts }))
      return studies.map((study) =>
        corpusLedger(study, told, corpus, `suasion ledger ${shellWord(study.name)} --run ${shellWord(folder!)}`),
      )
    }),
  )
  return entries.flat()
}
