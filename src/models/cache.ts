import { hash, randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type CallFile, type CallWriter, readCalls, writeCalls } from './call-file.ts'
import { type Completion, type CompletionRequest, type LanguageModel, ModelError } from './model.ts'
import { schemaText } from './shape.ts'

export interface CacheOptions {
  /** Answer from the folder alone: a call that it does not hold rejects with a ModelError of kind 'not recorded'. Default false. */
  readonly offline?: boolean
}

/** Answers that were paid for, in a folder: the record of what was asked, and the replay of it. */
export interface Cache {
  /** The same model, asked only for what the folder does not hold; what it answers is kept there. */
  of<M extends LanguageModel>(model: M): M
  /** How many calls were answered from the folder, and how many went on to a model. */
  counts(): { readonly reused: number; readonly asked: number }
  /** The calls in the folder, oldest file first, as far as they can be read. */
  calls(): Iterable<Call>
  close(): void
}

/** One answered call as a cache keeps it. */
export interface Call {
  readonly key: string
  /** The id of the model that was asked. */
  readonly model: string
  /** Characters of the messages. */
  readonly characters: number
  readonly completion: Completion
}

/** The characters of a request's messages. */
export const charactersOf = ({ messages }: Pick<CompletionRequest, 'messages'>): number =>
  messages.reduce((sum, { content }) => sum + content.length, 0)

/**
 * What a call is known by: the model's address and settings, and all of the request, its seed included, so that
 * replicates are different calls. An API key is no part of it.
 */
export const callKey = ({ id, settings = {} }: LanguageModel, request: CompletionRequest): string => {
  const { messages, schema, name, seed, temperature, maxTokens } = request
  const said = messages.map(({ role, content }) => [role, content])
  const all = [id, settings, said, name ?? null, seed, temperature ?? null, maxTokens ?? null]
  return hash('sha256', `${JSON.stringify(all)}${schemaText(schema)}`, 'base64url')
}

const start = ({ messages }: CompletionRequest): string => {
  const text = messages.at(-1)!.content.replace(/\s+/g, ' ')
  return text.length > 80 ? `${text.slice(0, 80)}...` : text
}

const isCompletion = (value: unknown): value is Completion => {
  const { text, usage, finish } = (value ?? {}) as Partial<Completion>
  return typeof text === 'string' && typeof usage?.input === 'number' && typeof finish === 'string'
}

/** A file that this process writes, and reads again. */
const openOwn = (path: string): CallWriter & { readonly file: CallFile } => {
  const { write, close } = writeCalls(path)
  const file = readCalls(path)
  return {
    write,
    file,
    close: () => {
      file.close()
      close()
    },
  }
}

/**
 * Opens a folder of answered calls, which is made where it is missing. Any number of processes may use one folder at
 * once: each writes a file of its own, and sees within a second what the others wrote. A torn or damaged line is passed
 * over, as if that call had never been made. Rejects where the folder cannot be read.
 */
export const openCache = async (folder: string, { offline = false }: CacheOptions = {}): Promise<Cache> => {
  if (!offline) await mkdir(folder, { recursive: true }).catch(() => undefined)
  const files = new Map<string, CallFile>()
  const known = new Map<string, { readonly file: CallFile; readonly at: number; readonly bytes: number }>()
  const pending = new Map<string, Promise<Completion>>()
  const own = join(folder, `calls-${process.pid}-${randomBytes(4).toString('hex')}.ndjson`)
  let writer: ReturnType<typeof openOwn> | null = null
  let broken: Error | null = null
  let looked = Number.NEGATIVE_INFINITY
  let [reused, asked] = [0, 0]

  const look = (): void => {
    looked = performance.now()
    const names = readdirSync(folder).filter((name) => /^calls-.*\.ndjson$/.test(name))
    for (const name of names.sort()) {
      const path = join(folder, name)
      if (path === own) continue
      const file = files.get(path) ?? readCalls(path)
      files.set(path, file)
      file.more((key, at, bytes) => {
        if (!known.has(key)) known.set(key, { file, at, bytes })
      })
    }
  }
  const find = (key: string): Completion | null => {
    const place = known.get(key)
    if (!place) return null
    const call = place.file.read(place.at, place.bytes) as Partial<Call> | null
    if (isCompletion(call?.completion)) return call.completion
    known.delete(key)
    return null
  }
  const found = (key: string): Completion | null => {
    const completion = find(key)
    if (completion || performance.now() - looked < 1000) return completion
    look()
    return find(key)
  }
  const again = (completion: Completion): Completion => {
    reused++
    const { firstToken: _, cost: __, ...told } = completion
    return { ...told, milliseconds: 0, tries: 0, reused: true }
  }
  try {
    look()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such folder' : code === 'ENOTDIR' ? 'that is a file' : message
    throw new Error(`cannot read the cache ${folder}: ${why}; right would be a folder that an earlier run wrote`)
  }

  const of = <M extends LanguageModel>(model: M): M => {
    const ask = async (key: string, request: CompletionRequest): Promise<Completion> => {
      asked++
      const completion = await model.complete(request)
      try {
        writer ??= openOwn(own)
        const place = writer.write({ key, model: model.id, characters: charactersOf(request), completion })
        known.set(key, { file: writer.file, ...place })
      } catch (error) {
        // What is paid for is still used; the next call is not made, since it would be lost to a later run.
        broken = new Error(`cannot write ${own}: ${(error as Error).message}; right would be a disk with free space`)
      }
      return completion
    }
    const complete: LanguageModel['complete'] = async (request) => {
      if (broken) throw broken
      const key = callKey(model, request)
      for (;;) {
        const completion = found(key)
        if (completion) return again(completion)
        if (offline) throw missing(model, request)
        const under = pending.get(key)
        if (!under) break
        const shared = await under.catch(() => null)
        if (shared) return again(shared)
      }
      const promise = ask(key, request)
      pending.set(key, promise)
      try {
        return await promise
      } finally {
        pending.delete(key)
      }
    }
    return { ...model, complete }
  }
  const missing = ({ id }: LanguageModel, request: CompletionRequest): ModelError =>
    new ModelError(
      'not recorded',
      id,
      `${folder} has no answer to the call with seed ${request.seed} whose last message begins "${start(request)}"; ` +
        'right would be the settings it was recorded with, or a run that is not offline',
      0,
    )
  return {
    of,
    counts: () => ({ reused, asked }),
    *calls() {
      look()
      for (const [key, { file, at, bytes }] of known) {
        const call = file.read(at, bytes) as Call | null
        if (call && isCompletion(call.completion)) yield { ...call, key }
      }
    },
    close() {
      writer?.close()
      for (const file of files.values()) file.close()
    },
  }
}
