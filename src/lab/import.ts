import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Corpus, FORMAT, person, type Told, unstorable } from '../core/index.ts'
import { fingerprint } from '../math/hash.ts'
import { counts, dataName, type ReadCorpus } from './corpora.ts'
import { corpusStudy } from './corpus-study.ts'
import { diskError } from './disk-error.ts'
import { freezePlan } from './freeze.ts'
import { Misuse } from './misuse.ts'
import type { CorpusCard, Manifest, Stored } from './record.ts'
import { lock, openLines, readManifest, storedLine, writeManifest } from './store.ts'
import { version } from './version.ts'

export interface ImportOptions {
  /** The run's folder: made whole or not at all. */
  readonly folder?: string
  /** Where the files were, as the user wrote it. */
  readonly path: string
  /** The user's own file the corpus came from. */
  readonly file?: string | null
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, of: number) => void
}

/** What an import made. */
export interface Imported {
  readonly folder: string
  readonly manifest: Manifest
  /** True where the folder held these very conversations already, and nothing was written. */
  readonly before: boolean
  /** Stopped by ctrl-C before its end: nothing was kept. */
  readonly stopped: boolean
}

/** A conversation as a finished episode of its run. */
export const storedTold = ({ key, episode, facts }: Told, replicate: number): Stored => {
  const lost = unstorable(facts as never, `the facts of ${key}`)
  if (lost) throw new Error(`${lost}, which JSON cannot hold; a fact that is missing is null`)
  return { key, trial: { condition: {}, replicate, pair: key }, episode, kept: {}, ...(facts.length && { facts }) }
}

const cardOf = (corpus: Corpus, read: ReadCorpus, { path, file = null }: ImportOptions): CorpusCard => {
  const columns = new Set(read.told.flatMap(({ facts }) => facts.flatMap((row) => Object.keys(row))))
  columns.delete('seat')
  const leftOut = counts(read.problems.filter(({ kept }) => !kept))
  return {
    name: corpus.name,
    data: dataName(corpus, path),
    file,
    path,
    about: corpus.about,
    licence: corpus.licence,
    hash: read.hash,
    files: read.files,
    found: read.told.length + Object.values(leftOut).reduce((sum, n) => sum + n, 0),
    taken: read.told.length,
    leftOut,
    missing: counts(read.problems.filter(({ kept }) => kept)),
    facts: Object.fromEntries(
      [...columns].map((column) => [column, corpus.facts[column] ?? 'as the files of the corpus say']),
    ),
  }
}

/** The manifest of an imported run: the study is the corpus, the design its conversations, and the cast people. */
export const corpusManifest = (corpus: Corpus, read: ReadCorpus, options: ImportOptions): Manifest => {
  const study = corpusStudy(corpus, dataName(corpus, options.path), read.told.length)
  const { name, cast, source } = person
  return {
    format: FORMAT,
    suasion: version,
    study: study.name,
    file: null,
    title: study.title,
    cite: study.cite,
    seed: '1',
    cast: { people: [{ name, cast, source, hears: null, fit: null }] },
    castNames: {},
    factors: {},
    size: read.told.length,
    shard: [1, 1],
    set: {},
    items: null,
    instruments: corpus.instruments.map((instrument) => instrument.name),
    plan: freezePlan(study, study.design),
    corpus: cardOf(corpus, read, options),
  }
}

/** What makes two imports the same conversations, read the same way. */
const identity = ({ study, corpus, plan }: Manifest): string =>
  JSON.stringify([study, corpus?.hash, corpus?.found, plan.hash])

const refuse = (folder: string, ours: Manifest): boolean => {
  const stat = statSync(folder, { throwIfNoEntry: false })
  if (!stat) return false
  if (!stat.isDirectory()) throw new Misuse(`${folder} is a file; name another folder with --out`)
  if (existsSync(join(folder, 'manifest.json'))) {
    const theirs = readManifest(folder)
    if (identity(theirs) === identity(ours)) return true
    throw new Misuse(
      `${folder} holds ${theirs.corpus ? `other conversations of ${theirs.study}` : `a run of ${theirs.study}`}; give this import another folder with --out`,
    )
  }
  if (readdirSync(folder).length > 0) throw new Misuse(`${folder} is not empty; name another folder with --out`)
  return false
}

const kept = 'Nothing of this import is kept'

/**
 * Writes the conversations of a corpus as a run's folder, whole or not at all: everything is written beside it and moved
 * into place at the end, so that a killed import leaves nothing that could be taken for a run.
 */
export const importCorpus = async (corpus: Corpus, read: ReadCorpus, options: ImportOptions): Promise<Imported> => {
  const manifest = corpusManifest(corpus, read, options)
  const folder =
    options.folder?.replace(/(?<=.)[\\/]+$/, '') ??
    join('runs', `${corpus.name}-${fingerprint(identity(manifest)).slice(0, 8)}`)
  if (refuse(folder, manifest)) return { folder, manifest: readManifest(folder), before: true, stopped: false }
  const whole = resolve(folder)
  const part = `${whole}.part`
  const release = lock(part)
  try {
    for (const name of readdirSync(part)) if (name !== 'run.lock') rmSync(join(part, name), { recursive: true })
    const lines = openLines(join(part, 'episodes-1.ndjson'), { kept })
    let done = 0
    try {
      for (const told of read.told) {
        lines.write(storedLine(storedTold(told, done)))
        if (++done % 200 !== 0) continue
        options.onProgress?.(done, read.told.length)
        await new Promise(setImmediate)
        if (options.signal?.aborted) break
      }
    } finally {
      lines.close()
    }
    if (done < read.told.length) {
      rmSync(part, { recursive: true })
      return { folder, manifest, before: false, stopped: true }
    }
    try {
      const told = read.problems.map((problem) => `${JSON.stringify(problem)}\n`).join('')
      if (told) writeFileSync(join(part, 'problems.ndjson'), told)
    } catch (error) {
      throw diskError(join(part, 'problems.ndjson'), error, kept)
    }
    writeManifest(part, manifest, kept)
    renameSync(part, whole)
    rmSync(join(whole, 'run.lock'), { force: true })
    return { folder, manifest, before: false, stopped: false }
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    throw error
  } finally {
    release()
  }
}
