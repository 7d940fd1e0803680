import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Misuse } from './misuse.ts'

/** Writes a file, and its folder where there is none; gives its path. The disk's refusal is a misuse that names the file. */
export const written = (path: string, content: string | Uint8Array): string => {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  } catch (error) {
    throw new Misuse(`cannot write ${path}: ${(error as Error).message}`, 4)
  }
  return path
}
