import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Misuse } from './misuse.ts'

/** Why a file could not be written, where the system's word for it is known, and what to do about it. */
const remedy = (code: string | undefined, path: string): readonly [why: string | null, advice: string] => {
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return ['the disk is full', 'free some space and run the same command again to go on']
  if (code === 'ENOENT') return [`there is no folder ${dirname(path)}`, 'make it, or name another place']
  if (code === 'ENOTDIR') return [`${dirname(path)} is no folder`, 'name another place']
  if (code === 'EISDIR') return ['it is a folder', 'name a file']
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return ['writing there is not allowed', 'name another place']
  return [null, 'run the same command again to go on']
}

/** A file that could not be written, in words that say why, what is kept of the work, and what to do. */
export const diskError = (path: string, error: unknown, kept = 'What was finished is kept'): Misuse => {
  const { code, message } = error as NodeJS.ErrnoException
  const [why, advice] = remedy(code, path)
  return new Misuse(`cannot write ${path}: ${why ?? message}. ${kept}; ${advice}`, 4)
}

/** Makes a folder and those above it, one by one: Node's own way never ends where the kernel lets none be made, as in /proc. */
const made = (folder: string): void => {
  try {
    mkdirSync(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && statSync(folder).isDirectory()) return
    const above = dirname(folder)
    if (code !== 'ENOENT' || above === folder || existsSync(above)) throw error
    made(above)
    mkdirSync(folder)
  }
}

/** Makes a folder where it is missing; throws misuse, saying why and what to do, where that cannot be. */
export const makeFolder = (folder: string): void => {
  try {
    made(folder)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const taken = code === 'ENOTDIR' || code === 'EEXIST'
    const known = code === 'ENOENT' ? 'none can be made there' : remedy(code, folder)[0]
    const why = taken ? 'a file stands where a folder is to be' : (known ?? message)
    throw new Misuse(`cannot make the folder ${folder}: ${why}. Name another one`, 4)
  }
}

/** Writes a page or a table where the user asked for it, and gives its path; throws misuse, saying why and what to do, where that fails. */
export const writeAsked = (path: string, content: string | Uint8Array): string => {
  try {
    writeFileSync(path, content)
  } catch (error) {
    throw diskError(path, error, 'Nothing was written')
  }
  return path
}
