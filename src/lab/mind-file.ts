import { createHash } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { AnyMind, AnyProtocol, Fitted, Fitter } from '../core/index.ts'
import { diskError } from './disk-error.ts'
import { importFile, loadProtocol, protocolNames } from './load.ts'
import { Misuse, unknownName } from './misuse.ts'
import { version } from './version.ts'

/** The number every mind file carries; a reader refuses one it does not know. */
const FORMAT = 1

/** A fitted mind as a file: everything needed to seat it again, and what it was fitted from. */
export interface MindFile extends Fitted {
  readonly format: number
  readonly what: 'a fitted mind of suasion'
  readonly suasion: string
  readonly protocol: { readonly name: string; readonly version: number }
  /** The user's own file that holds the fitter, when it is not one of the catalogue. */
  readonly fitterFile: string | null
  readonly run: {
    readonly study: string
    readonly episodes: number
    readonly corpus: string | null
    readonly seed: string
  }
  /** Of everything else in the file. */
  readonly hash: string
}

const hashOf = ({ hash: _, ...rest }: Omit<MindFile, 'hash'> & { readonly hash?: string }): string =>
  createHash('sha256').update(JSON.stringify(rest)).digest('hex')

const isFitter = (value: unknown): value is Fitter => {
  const { name, fit, mind } = (value ?? {}) as Partial<Fitter>
  return typeof name === 'string' && typeof fit === 'function' && typeof mind === 'function'
}

/** A fitter of a protocol by its name, or the default export of a user's file, with that path. */
export const readFitter = async (
  text: string,
  protocol: AnyProtocol,
): Promise<{ fitter: Fitter; file: string | null }> => {
  if (/\.[cm]?[jt]s$/.test(text)) {
    const own = (await importFile(text)).default
    if (!isFitter(own))
      throw new Misuse(`${text} has no fitter as its default export: an object with name, fit and mind`)
    return { fitter: own, file: resolve(text) }
  }
  const fitters = protocolNames.includes(protocol.name) ? ((await loadProtocol(protocol.name)).fitters ?? []) : []
  const name = text.startsWith(`${protocol.name}/`) ? text.slice(protocol.name.length + 1) : text
  if (fitters.length === 0)
    throw new Misuse(
      `no mind of ${protocol.name} can be fitted: its folder lists no fitter. A file whose default export is a fitter can be named in place of ${text}`,
    )
  const names = fitters.map((each) => each.name)
  const begun = fitters.filter((each) => each.name === name)
  const found = begun.length ? begun : fitters.filter((each) => each.name.startsWith(name))
  if (found.length !== 1) throw unknownName(`mind of ${protocol.name} that can be fitted`, name, names)
  return { fitter: found[0]!, file: null }
}

/** What was fitted, as the file that keeps it. */
export const mindFileOf = (
  fitted: Fitted,
  { name, version: rules }: AnyProtocol,
  run: MindFile['run'],
  fitterFile: string | null,
): MindFile => {
  const { fitter, parameters, draws, fit, report } = fitted
  const file = {
    format: FORMAT,
    what: 'a fitted mind of suasion' as const,
    suasion: version,
    protocol: { name, version: rules },
    fitter,
    fitterFile,
    run,
    parameters,
    draws,
    fit,
    report,
  }
  // Read again as it will be read, so that the fingerprint is of what the file holds.
  const stored = JSON.parse(JSON.stringify(file)) as Omit<MindFile, 'hash'>
  return { ...stored, hash: hashOf(stored) }
}

/** Writes a mind file whole or not at all. */
export const writeMindFile = (path: string, file: MindFile): void => {
  try {
    writeFileSync(`${path}.part`, `${JSON.stringify(file, null, 1)}\n`)
    renameSync(`${path}.part`, path)
  } catch (error) {
    rmSync(`${path}.part`, { force: true })
    throw diskError(path, error, 'No mind is kept')
  }
}

/** A mind file; throws, naming it, where it is damaged, of another format, or no mind file at all. */
export const readMindFile = (path: string): MindFile => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new Misuse(
      missing
        ? `there is no mind file at ${resolve(path)}; suasion fit RUN --mind NAME writes one`
        : `cannot read ${path}: ${(error as Error).message}`,
    )
  }
  let file: MindFile
  try {
    file = JSON.parse(text)
  } catch {
    throw new Misuse(`${path} is damaged: it is not whole JSON. Fit the mind again, or copy the file again`)
  }
  if (file?.what !== 'a fitted mind of suasion')
    throw new Misuse(`${path} is no mind file; suasion fit RUN --mind NAME writes one`)
  if (file.format !== FORMAT)
    throw new Misuse(`${path} has format ${file.format}; this version of suasion reads mind files of format ${FORMAT}`)
  if (hashOf(file) !== file.hash)
    throw new Misuse(
      `${path} is damaged: it is not what was fitted, since its fingerprint differs. Fit the mind again, or copy the file again`,
    )
  return file
}

/** The mind of a mind file, for a protocol; throws on one that was fitted for other rules. */
export const mindOfFile = async (path: string, protocol: AnyProtocol): Promise<AnyMind> => {
  const file = readMindFile(path)
  const { name, version: rules } = file.protocol
  if (name !== protocol.name)
    throw new Misuse(`${path} was fitted for ${name} and cannot take part in ${protocol.name}`)
  if (rules !== protocol.version)
    throw new Misuse(
      `${path} was fitted for version ${rules} of ${name}, and this is version ${protocol.version}; fit it again with: suasion fit RUN --mind ${file.fitter.replace(/^.*\//, '')}`,
    )
  const { fitter } = await readFitter(file.fitterFile ?? file.fitter, protocol)
  const mind = seated(fitter, file)
  return { ...mind, name: path, source: `${mind.source}; fitted, ${path} ${file.hash.slice(0, 12)}` }
}

/** The mind a fitter makes of what it learnt; throws on one that does not say what it was fitted from. */
export const seated = (fitter: Fitter, fitted: Fitted): AnyMind => {
  const mind = fitter.mind(fitted)
  if (mind.cast !== 'fitted' || !mind.fit)
    throw new Error(
      `${fitter.name} makes a mind of kind ${mind.cast}; right would be a fitted one that carries its fit`,
    )
  return mind
}
