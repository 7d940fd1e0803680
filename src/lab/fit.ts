import { closingOf, type Fitted, luckOf, openingOf, type Told } from '../core/index.ts'
import { type MindFile, mindFileOf, readFitter, seated } from './mind-file.ts'
import { Misuse } from './misuse.ts'
import { type Run, unusable } from './record.ts'
import { kindsOf, kindWords } from './report/say.ts'
import { protocolOf } from './report/transcripts.ts'

/** What was learnt from a run, and from whom. */
export interface FittedFromRun {
  readonly file: MindFile
  readonly about: string
  readonly flow: {
    readonly episodes: number
    readonly used: number
    readonly reasons: Readonly<Record<string, number>>
  }
  /** Where those it was fitted from were no people. */
  readonly warning: string | null
}

/** The name of the data a mind fitted on a run carries: the corpus, or the study with who played it. */
const dataOf = ({ manifest }: Run): string => {
  if (manifest.corpus) return manifest.corpus.data
  const kinds = kindsOf(manifest).map((kind) => kindWords[kind])
  return `${manifest.study}, seed ${manifest.seed} (${kinds.join(' with ')})`
}

/**
 * Fits a mind from the usable episodes of a run by a fitter of its protocol. Throws misuse where the run holds no such
 * episode, is of several protocols or of another version, or the fitter finds nothing to learn.
 */
export const fitMind = async (run: Run, name: string, seed = '1'): Promise<FittedFromRun> => {
  const [first] = run.stored
  if (!first) throw new Misuse(`${run.folder ?? 'this run'} holds no finished episode to fit from`)
  const protocol = protocolOf(run, first)
  const strange = run.stored
    .map(({ episode }) => openingOf(episode))
    .find((opening) => opening.protocol !== protocol.name || opening.version !== protocol.version)
  if (strange)
    throw new Misuse(
      `this run holds logs of ${strange.protocol} version ${strange.version}, and a mind of ${protocol.name} version ${protocol.version} is fitted from that alone`,
    )
  const { fitter, file } = await readFitter(name, protocol)
  const reasons: Record<string, number> = {}
  const told = run.stored.flatMap(({ key, episode, facts = [] }): Told[] => {
    const [flag] = unusable(closingOf(episode).flags)
    if (flag === undefined) return [{ key, episode, facts }]
    reasons[flag] = (reasons[flag] ?? 0) + 1
    return []
  })
  if (told.length === 0) throw new Misuse(`no episode of this run is usable, so nothing can be fitted from it`)
  const data = dataOf(run)
  let fitted: Fitted
  try {
    fitted = fitter.fit(told, data, luckOf(`fit/${fitter.name}/${seed}`))
    seated(fitter, fitted)
  } catch (error) {
    if ((error as Error).name !== 'Error') throw error
    throw new Misuse(`${fitter.name} cannot be fitted from this run: ${(error as Error).message}`)
  }
  const kinds = kindsOf(run.manifest)
  const from = { study: run.manifest.study, episodes: told.length, corpus: run.manifest.corpus?.hash ?? null, seed }
  return {
    file: mindFileOf(fitted, protocol, from, file),
    about: fitter.about,
    flow: { episodes: run.stored.length, used: told.length, reasons },
    warning: kinds.includes('people')
      ? null
      : `nobody in this run is a person (${kinds.map((kind) => kindWords[kind]).join(' with ')}): what is fitted are its minds, and it says nothing about people`,
  }
}
