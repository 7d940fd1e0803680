import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import * as catalogue from '../catalogue.ts'
import type { Corpus, Problem, Told } from '../core/index.ts'
import { complete, importFile } from './load.ts'
import { Misuse } from './misuse.ts'

/** The corpora that can be imported, by name. */
export const corpusNames: readonly string[] = Object.keys(catalogue.corpora)

const isCorpus = (value: unknown): value is Corpus => {
  const { name, read, files, protocol } = (value ?? {}) as Partial<Corpus>
  return typeof name === 'string' && typeof read === 'function' && Array.isArray(files) && protocol !== undefined
}

/** A corpus by its name, the beginning of its name, or the path of a user's own file, with that path. */
export const loadCorpus = async (name: string): Promise<{ corpus: Corpus; file: string | null }> => {
  if (/\.[cm]?[jt]s$/.test(name)) {
    const own = (await importFile(name)).default
    if (!isCorpus(own))
      throw new Misuse(`${name} has no corpus as its default export: an object with name, protocol, files and read`)
    return { corpus: own, file: resolve(name) }
  }
  const full = complete('corpus', name, corpusNames)
  const modules = catalogue.corpora as Readonly<Record<string, () => Promise<Readonly<Record<string, unknown>>>>>
  const corpus = Object.values(await modules[full]!()).find((each) => isCorpus(each) && each.name === full)
  if (!corpus) throw new Error(`src/corpora holds no corpus called ${full}`)
  return { corpus: corpus as Corpus, file: null }
}

/** What the conversations of a corpus are called: a format's after the file or folder they were read from. */
export const dataName = ({ name, format }: Corpus, path: string): string =>
  format ? `${name} ${basename(resolve(path)).replace(/\.(csv|tsv)$/i, '')}` : name

/** A file of a corpus as it was read. */
export interface CorpusFile {
  readonly name: string
  readonly bytes: number
  readonly hash: string
}

/** What was read of a corpus, each conversation once. */
export interface ReadCorpus {
  readonly told: readonly Told[]
  readonly problems: readonly Problem[]
  readonly files: readonly CorpusFile[]
  /** The fingerprint of all files. */
  readonly hash: string
}

/** How many folders deep the files of a corpus are looked for. */
const DEEP = 4

const within = (folder: string, deep: number): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return deep > 0 ? within(path, deep - 1) : []
      return entry.isFile() || entry.isSymbolicLink() ? [path] : []
    })

/** The paths of a corpus's files in a folder: where the folder itself has none of a kind, those deeper in it. */
const filesIn = ({ name, files }: Corpus, folder: string): string[] => {
  const all = within(folder, DEEP)
  const known = files.flatMap(({ name: wanted, about, required }) => {
    const found = all.filter((path) => wanted.test(basename(path)))
    const here = found.filter((path) => join(folder, basename(path)) === path)
    const taken = here.length ? here : found
    if (taken.length === 0 && required)
      throw new Misuse(
        `${folder} has no file of ${name} that holds ${about} (its name matches ${wanted.source})${all.length ? `; it has ${listed(all)}` : ': it is empty'}`,
      )
    return taken
  })
  const twice = known.find((path, i) =>
    known.some((other, j) => j < i && other !== path && basename(other) === basename(path)),
  )
  if (twice)
    throw new Misuse(`${folder} has two files called ${basename(twice)}; give the folder that holds one of them`)
  return [...new Set(known)]
}

const listed = (paths: readonly string[]): string => {
  const names = paths.slice(0, 8).map((path) => basename(path))
  return `${names.join(', ')}${paths.length > names.length ? ` and ${paths.length - names.length} more` : ''}`
}

const fileAlone = ({ name, files }: Corpus, path: string): string[] => {
  const own = files.find((each) => each.name.test(basename(path)))
  const missing = files.filter((each) => each.required && each !== own)
  if (/\.(zip|gz|bz2|xz|7z|tar)$/i.test(path)) throw new Misuse(`${path} is packed; unpack it, and give the folder`)
  if (!own)
    throw new Misuse(
      `${path} is no file of ${name}, which is read from ${files.map((each) => each.name.source).join(', ')}`,
    )
  if (missing.length)
    throw new Misuse(
      `${name} needs ${missing.map(({ about }) => about).join(' and ')} too; give the folder of its files`,
    )
  return [path]
}

/** The text of a file; throws, with the place, on bytes that are not UTF-8. */
const textOf = (bytes: Buffer, path: string): string => {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw new Misuse(`${path} is UTF-16, and UTF-8 is wanted; save it again as UTF-8`)
  if (!isUtf8(bytes)) {
    const at = firstBad(bytes)
    throw new Misuse(
      `${path} is not UTF-8: byte ${at} (0x${bytes[at]!.toString(16)}, line ${lineAt(bytes, at)}) belongs to another encoding. Save it as UTF-8, for example with: iconv -f LATIN1 -t UTF-8`,
    )
  }
  const text = bytes.toString('utf8')
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** The place of the first byte that is not UTF-8. */
const firstBad = (bytes: Buffer): number => {
  let good = 0
  let bad = bytes.length
  // What is whole up to a byte may break off inside a character there, which the next three bytes can end.
  const whole = (end: number): boolean =>
    [0, 1, 2, 3].some((more) => end + more <= bytes.length && isUtf8(bytes.subarray(0, end + more)))
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (whole(middle)) good = middle
    else bad = middle
  }
  return good
}

const lineAt = (bytes: Buffer, at: number): number => {
  let line = 1
  for (let i = bytes.indexOf(10); i >= 0 && i < at; i = bytes.indexOf(10, i + 1)) line++
  return line
}

/** The most bytes that one file may have: more no text can hold. */
const MOST = 500_000_000

const readOne = (path: string): { readonly text: string; readonly file: CorpusFile } => {
  let bytes: Buffer
  try {
    if (statSync(path).size > MOST)
      throw new Misuse(`${path} has more than ${MOST / 1e6} MB; split it, and import the parts as runs of their own`)
    bytes = readFileSync(path)
  } catch (error) {
    if (error instanceof Misuse) throw error
    throw new Misuse(`cannot read ${path}: ${(error as Error).message}`)
  }
  if (bytes.length === 0) throw new Misuse(`${path} is empty`)
  const hash = createHash('sha256').update(bytes).digest('hex')
  return { text: textOf(bytes, path), file: { name: basename(path), bytes: bytes.length, hash } }
}

/**
 * Reads a corpus from a folder, or from its one file. Throws misuse, naming the file, on one that is missing, empty, in
 * another encoding, cut off, or of another corpus.
 */
export const readCorpus = (corpus: Corpus, path: string, progress?: (done: number, of: number) => void): ReadCorpus => {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) throw new Misuse(`there is no file or folder at ${resolve(path)}`)
  const paths = stat.isDirectory() ? filesIn(corpus, path) : fileAlone(corpus, path)
  const read = paths.sort().map(readOne)
  const texts = Object.fromEntries(read.map(({ text, file }) => [file.name, text]))
  let found: ReturnType<Corpus['read']>
  try {
    found = corpus.read(texts, progress)
  } catch (error) {
    if ((error as Error).name !== 'Error') throw error
    throw new Misuse(`${path} cannot be read as ${corpus.name}: ${(error as Error).message}`)
  }
  const keys = new Set<string>()
  const twice: Problem[] = []
  const told = found.told.filter(({ key }) => {
    if (keys.has(key)) twice.push({ record: key, what: 'a second conversation with this id', kept: false })
    return !keys.has(key) && keys.add(key)
  })
  const problems = [...found.problems, ...twice]
  if (told.length === 0) {
    const why = Object.entries(counts(problems.filter(({ kept }) => !kept))).map(([what, n]) => `${what}: ${n}`)
    throw new Misuse(
      `${path} holds no conversation of ${corpus.name} that could be taken${why.length ? ` (${why.join('; ')})` : ''}`,
    )
  }
  const files = read.map(({ file }) => file)
  const hash = createHash('sha256')
    .update(files.map((each) => each.name + each.hash).join())
    .digest('hex')
    .slice(0, 16)
  return { told, problems, files, hash }
}

/** How many problems there are of each kind. */
export const counts = (problems: readonly Problem[]): Record<string, number> => {
  const counted: Record<string, number> = {}
  for (const { what } of problems) counted[what] = (counted[what] ?? 0) + 1
  return counted
}
