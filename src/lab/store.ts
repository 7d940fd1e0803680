import {
  closeSync,
  existsSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { FORMAT, type Json, type Packed, pack, unpack } from '../core/index.ts'
import { diskError, makeFolder } from './disk-error.ts'
import { Misuse } from './misuse.ts'
import type { FrozenPlan, Manifest, Stored } from './record.ts'

/** A file of JSON lines that only grows: each line is handed to the kernel when it is written, and synced once a second at most. */
export interface Lines {
  write(line: unknown): void
  /** Writes a line with all others of this moment; resolves when the kernel has them. */
  commit(line: unknown): Promise<void>
  /** Takes lines out of the file for good: those that do not pass. */
  keep(passes: (line: never) => boolean): void
  close(): void
}

/**
 * Opens a file of lines for one writer; a torn last line (of a killed process) is cut off first. `kept` says in a disk's
 * refusal what is kept of the work.
 */
export const openLines = (
  path: string,
  { now = Date.now, kept }: { readonly now?: () => number; readonly kept?: string } = {},
): Lines => {
  const fresh = !existsSync(path)
  const file = openSync(path, fresh ? 'wx' : 'r+')
  let end = 0
  if (!fresh) {
    end = readFileSync(path).lastIndexOf(10) + 1
    ftruncateSync(file, end)
  }
  let synced = now()
  let syncing = false
  let unsynced: Error | null = null
  let closed = false
  // One place for all that is written: fresh memory for every write costs more than the write.
  const room = Buffer.allocUnsafe(2 ** 17)
  const put = (text: string): void => {
    // An episode may end after its run: its number may be another file's by then.
    if (closed) throw new Error(`${path} is closed`)
    if (unsynced) throw diskError(path, unsynced, kept)
    const bytes =
      text.length * 3 <= room.length ? room.subarray(0, room.write(text, 'utf8')) : Buffer.from(text, 'utf8')
    let done = 0
    try {
      while (done < bytes.length) done += writeSync(file, bytes, done, bytes.length - done, end + done)
    } catch (error) {
      // Half a line must not stay: the next reader would take the file for a torn one in the middle.
      ftruncateSync(file, end)
      throw diskError(path, error, kept)
    }
    end += bytes.length
    if (syncing || now() - synced < 1000) return
    syncing = true
    // In the background: a sync takes milliseconds, in which answers would wait.
    fsync(file, (error) => {
      syncing = false
      unsynced = error
      synced = now()
    })
  }
  let batch = ''
  let committed: Promise<void> | null = null
  const flush = (): void => {
    committed = null
    if (batch === '') return
    put(batch)
    batch = ''
  }
  /** One write, when all that has arrived was taken: a system call for every line costs more than the rest of it. */
  const commit = (line: unknown): Promise<void> => {
    batch += `${JSON.stringify(line)}\n`
    committed ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        try {
          flush()
          resolve()
        } catch (error) {
          reject(error)
        }
      })
    })
    return committed
  }
  if (end === 0) put(`${JSON.stringify({ format: FORMAT })}\n`)
  return {
    write: (line) => put(`${JSON.stringify(line)}\n`),
    commit,
    keep: (passes) => {
      flush()
      const lines = readLines(path).filter((line) => passes(line as never))
      ftruncateSync(file, 0)
      end = 0
      put([{ format: FORMAT }, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''))
      fsyncSync(file)
    },
    close: () => {
      try {
        flush()
        fsyncSync(file)
      } finally {
        closed = true
        closeSync(file)
      }
    },
  }
}

/** The lines of a file, without its header and a torn last line; throws where the format is unknown or a line is damaged. */
export const readLines = <T>(path: string): T[] => {
  const text = readFileSync(path, 'utf8')
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  lines.pop()
  return lines.flatMap((line, i) => {
    let value: T & { readonly format?: number }
    try {
      value = JSON.parse(line)
    } catch {
      throw new Misuse(
        `${path} is damaged at line ${i + 1}: it is not JSON. Move that line out of the file, or the file out of the run`,
      )
    }
    if (i > 0) return [value]
    if (value.format !== FORMAT)
      throw new Misuse(
        `${path} has format ${value.format ?? 'unknown'}; this version of suasion reads format ${FORMAT}`,
      )
    return []
  })
}

const files = (folder: string, kind: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(`${kind}-`) && name.endsWith('.ndjson'))
    .sort()
    .map((name) => join(folder, name))

/** A finished episode as a line of its file. */
type StoredLine = Omit<Stored, 'episode'> & { readonly episode: Packed }

/** The line of a finished episode; a seat whose mind keeps nothing is not named under `kept`. */
export const storedLine = (stored: Stored): StoredLine => {
  const kept: Record<string, Json> = {}
  for (const seat in stored.kept) if (stored.kept[seat] !== null) kept[seat] = stored.kept[seat]!
  return { ...stored, episode: pack(stored.episode), kept }
}

/** The finished episodes of a run's folder, one for each key: the newest where one was played again. */
export const readEpisodes = (folder: string): Stored[] => {
  const byKey = new Map<string, Stored>()
  for (const file of files(folder, 'episodes'))
    for (const line of readLines<StoredLine>(file)) byKey.set(line.key, { ...line, episode: unpack(line.episode) })
  return [...byKey.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** A reply that had to be waited for, stored as it arrived. */
export interface StoredReply {
  readonly at: string
  readonly reply: Json
}

/** The stored replies of unfinished and finished episodes, by address. */
export const readReplies = (folder: string): Map<string, Json> =>
  new Map(
    files(folder, 'replies').flatMap((file) =>
      readLines<StoredReply>(file).map(({ at, reply }) => [at, reply] as const),
    ),
  )

/** The manifest of a run's folder; throws, saying what a run's folder is, where there is none. */
export const readManifest = (folder: string): Manifest => {
  const path = join(folder, 'manifest.json')
  if (!existsSync(path))
    throw new Misuse(`${folder} is no run: it has no manifest.json. suasion run STUDY makes one, and prints its folder`)
  let manifest: Manifest
  try {
    manifest = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new Misuse(`${path} is damaged: it is not JSON`)
  }
  if (manifest.format !== FORMAT)
    throw new Misuse(
      `${path} has format ${manifest.format ?? 'unknown'}; this version of suasion reads format ${FORMAT}`,
    )
  const { plan }: { readonly plan: FrozenPlan | string } = manifest
  return typeof plan === 'string' ? { ...manifest, plan: oldPlan(plan) } : manifest
}

/** What a manifest that was written before plans were documents holds: its fingerprint alone. */
const oldPlan = (hash: string): FrozenPlan => ({
  hash,
  declared: false,
  estimand: '',
  primary: {},
  family: [],
  exclusions: [],
  stopping: 'not recorded: the run is older than readable plans',
  design: { name: '', size: 0, notes: [] },
  estimates: null,
  published: {},
  instruments: [],
  analysis: hash,
})

/** Writes a manifest whole or not at all; `kept` says in a disk's refusal what is kept of the work. */
export const writeManifest = (folder: string, manifest: Manifest, kept?: string): void => {
  const path = join(folder, 'manifest.json')
  makeFolder(folder)
  try {
    writeFileSync(`${path}.part`, `${JSON.stringify(manifest, null, 2)}\n`)
    renameSync(`${path}.part`, path)
  } catch (error) {
    rmSync(`${path}.part`, { force: true })
    throw diskError(path, error, kept)
  }
}

/** Takes a folder for one process; throws, naming the process, where another live one has it. Returns how to let go. */
export const lock = (folder: string): (() => void) => {
  const path = join(folder, 'run.lock')
  makeFolder(folder)
  for (;;) {
    try {
      const file = openSync(path, 'wx')
      writeSync(file, String(process.pid))
      closeSync(file)
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw diskError(path, error)
      const holder = Number(readFileSync(path, 'utf8'))
      if (alive(holder))
        throw new Misuse(
          `process ${holder} is writing to ${folder}; wait for it, or give this run another folder with --out`,
        )
      rmSync(path, { force: true })
    }
  }
}

const alive = (pid: number): boolean => {
  if (!(pid > 0)) return false
  if (pid === process.pid) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
