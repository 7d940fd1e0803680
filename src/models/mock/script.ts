import { readFile } from 'node:fs/promises'
import type { Message } from '../model.ts'

/** A chat completion request as a server reads it; further fields are there as they were sent. */
export interface ChatRequest {
  readonly model: string
  readonly messages: readonly Message[]
  readonly response_format?: { readonly type?: string; readonly json_schema?: { readonly schema?: object } }
  readonly stream?: boolean
  readonly [field: string]: unknown
}

/** What the mock is to say: a list, a function of the request and its number from 1, or a JSON-lines file. */
export type Script =
  | readonly (string | object)[]
  | ((request: ChatRequest, n: number) => string | object | Promise<string | object>)
  | string
  | URL

/** Gives the next text of a script; `keep` looks at it and leaves it next. */
export type Prompter = (request: ChatRequest, keep: boolean) => Promise<string>

const readLines = async (path: string | URL): Promise<(string | object)[]> => {
  const lines = (await readFile(path, 'utf8')).split('\n')
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return []
    const wrong = (what: string) =>
      new Error(`the script ${path}, line ${i + 1}, ${what}; right would be one JSON text or object in each line`)
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch {
      throw wrong('is not JSON')
    }
    if (typeof value === 'string' || (typeof value === 'object' && value !== null)) return [value]
    throw wrong(`is ${line.trim()}`)
  })
}

/** Opens a script. Texts are said as they are, objects as JSON. Rejects where a file is missing or not JSON lines. */
export const prompter = async (script: Script): Promise<Prompter> => {
  const list = typeof script === 'string' || script instanceof URL ? await readLines(script) : script
  let n = 0
  return async (request, keep) => {
    const next = n + 1
    if (!keep && (typeof list === 'function' || next <= list.length)) n = next
    const said = typeof list === 'function' ? await list(request, next) : list[next - 1]
    if (said === undefined || said === null)
      throw new Error(
        `the mock's script has no answer to request ${next}; right would be a longer script or a function`,
      )
    return typeof said === 'string' ? said : JSON.stringify(said)
  }
}
