import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import * as catalogue from '../catalogue.ts'
import type { AnyMind, AnyProtocol, AnyStudy, Fitter, Instrument } from '../core/index.ts'
import { Misuse, unknownName } from './misuse.ts'

/** What a protocol's folder offers: the protocol, and its formal minds by name. */
export interface ProtocolEntry {
  readonly protocol: AnyProtocol
  readonly minds: Readonly<Record<string, (options?: never) => AnyMind>>
  /** How minds of it are fitted from conversations of people, where they can be. */
  readonly fitters?: readonly Fitter[]
  /** Instruments that know its rules, by name, as `suasion measure` takes them. */
  readonly instruments?: Readonly<Record<string, (options?: never) => Instrument>>
}

/** The full name a beginning stands for; throws with the nearest where there is none, or lists them where there are several. */
export const complete = (kind: string, name: string, known: readonly string[]): string => {
  if (known.includes(name)) return name
  const begun = known.filter((each) => each.startsWith(name))
  if (begun.length === 1) return begun[0]!
  if (begun.length > 1) throw new Misuse(`${name} could be ${begun.join(' or ')}`)
  throw unknownName(kind, name, known)
}

export const studyNames = Object.keys(catalogue.studies)
export const protocolNames = Object.keys(catalogue.protocols)

const isFile = (name: string): boolean => /\.[cm]?[jt]s$/.test(name) || name.includes('/') || name.includes('\\')

/** A study by its name, the beginning of its name, or the path of a user's own file, with that path. */
export const loadStudy = async (name: string): Promise<{ study: AnyStudy; file: string | null }> => {
  if (isFile(name)) {
    const study = (await importFile(name)).default as AnyStudy | undefined
    if (!study?.design || !study.instruments || !study.scene)
      throw new Misuse(`${name} has no study as its default export; write: export default study({ name: '...', ... })`)
    return { study, file: resolve(name) }
  }
  const full = complete('study', name, studyNames) as keyof typeof catalogue.studies
  const module: { default: AnyStudy } = await catalogue.studies[full]()
  return { study: module.default, file: null }
}

/** A protocol by its name, the beginning of its name, or the path of a user's own file. */
export const loadProtocol = async (name: string): Promise<ProtocolEntry> => {
  if (isFile(name)) {
    const entry = (await importFile(name)).catalogue as ProtocolEntry | undefined
    if (!entry?.protocol || !entry.minds)
      throw new Misuse(
        `${name} exports no catalogue; write: export const catalogue = { protocol: myProtocol, minds: { ... } }`,
      )
    return entry
  }
  const full = complete('protocol', name, protocolNames) as keyof typeof catalogue.protocols
  const module: { catalogue: unknown } = await catalogue.protocols[full]()
  return module.catalogue as ProtocolEntry
}

/** The formal minds made for a protocol of the catalogue; none for a user's own. */
export const mindsOf = async (protocol: AnyProtocol): Promise<ProtocolEntry['minds']> =>
  protocolNames.includes(protocol.name) ? (await loadProtocol(protocol.name)).minds : {}

/** The folder of this copy of the package: where its package.json and dist are. */
export const packageRoot = (): string => {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}

/** Where `suasion`, `suasion/...` and `zod` of a user's file are found: in this running copy, and what it depends on. */
const running = (specifier: string): string => {
  if (/^zod(\/|$)/.test(specifier)) return import.meta.resolve(specifier)
  const [, ...rest] = specifier.split('/')
  const path =
    rest.length === 0 ? 'index.js' : rest[0] === 'studies' ? `${rest.join('/')}.js` : `${rest.join('/')}/index.js`
  const file = join(packageRoot(), 'dist', path)
  if (!existsSync(file))
    throw new Misuse(`${specifier} is no part of suasion: its parts are suasion, suasion/lab, suasion/designs, ...`)
  return pathToFileURL(file).href
}

/** Runs a TypeScript or JavaScript module from anywhere on disk, against this running copy. */
export const importFile = async (name: string): Promise<Record<string, unknown>> => {
  const path = resolve(name)
  if (!existsSync(path)) throw new Misuse(`there is no file ${path}`)
  const { build } = await import('esbuild')
  const result = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
    sourcemap: 'inline',
    loader: { '.csv': 'text' },
    define: { 'import.meta.url': JSON.stringify(pathToFileURL(path).href) },
    plugins: [
      {
        name: 'the running copy of suasion',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^(suasion|zod)(\/|$)/ }, ({ path: specifier }) => ({
            path: running(specifier),
            external: true,
          }))
        },
      },
    ],
  }).catch(
    (error: {
      errors?: readonly {
        text: string
        location: { file: string; line: number; column: number; lineText: string } | null
      }[]
    }) => {
      const [first] = error.errors ?? []
      if (!first) throw error
      const { location, text } = first
      const at = location ? `${location.file}:${location.line}:${location.column + 1}: ` : ''
      throw new Misuse(`${at}${text}${location ? `\n    ${location.lineText.trim()}` : ''}`)
    },
  )
  const folder = mkdtempSync(join(tmpdir(), 'suasion-study-'))
  const file = join(folder, 'module.mjs')
  try {
    writeFileSync(file, result.outputFiles![0]!.text)
    return await import(pathToFileURL(file).href)
  } catch (error) {
    if (error instanceof Misuse) throw error
    throw new Misuse(`${name} could not be loaded: ${(error as Error).message}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The text of a file the user named; throws, naming it, where it cannot be read. */
export const readText = (path: string, what: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new Misuse(
      code === 'ENOENT' ? `there is no ${what} at ${resolve(path)}` : `cannot read ${what} ${path}: ${message}`,
    )
  }
}
