import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
export const bin = join(root, 'dist/bin.js')
/** The built command is what users run; `npm test` builds it first. */
export const built = existsSync(bin)

export interface Output {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** A fresh folder for one test. */
export const scratch = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'suasion-cli-'))
  folders.push(folder)
  return folder
}
const folders: string[] = []
const children = new Set<ChildProcess>()
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Starts the built command in a folder; `done` resolves when it has ended. */
export const start = (cwd: string, args: readonly string[], env: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', SUASION_API_KEY: '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  children.add(child)
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  const done = new Promise<Output>((settle) => child.on('close', (code) => settle({ code, out, err })))
  return { child, done, output: () => out, errors: () => err }
}

/** Runs the built command to its end. */
export const suasion = (cwd: string, ...args: readonly string[]): Promise<Output> => start(cwd, args).done

/** Waits until something is so, and fails after a while. */
export const until = async (what: string, so: () => boolean, milliseconds = 20_000): Promise<void> => {
  const end = Date.now() + milliseconds
  while (!so()) {
    if (Date.now() > end) throw new Error(`waited ${milliseconds} ms for ${what}`)
    await new Promise((settle) => setTimeout(settle, 5))
  }
}
