import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { addressed, digest } from './mock/addressed.ts'
import { type BehaviourName, type Behaviours, fates } from './mock/behaviour.ts'
import { deliver, fail, page, send } from './mock/deliver.ts'
import { reply } from './mock/reply.ts'
import { type ChatRequest, prompter, type Script } from './mock/script.ts'

/** How a mock server behaves. */
export interface MockOptions {
  /** Default 0: any free port. */
  readonly port?: number
  /** Default 127.0.0.1. */
  readonly host?: string
  /** The model it serves. Default 'mock'. */
  readonly model?: string
  /** What it says. Default: values drawn at random from the schema that each request asks for. */
  readonly script?: Script | undefined
  /** How often it misbehaves, and how. Default: never. */
  readonly behaviour?: Behaviours
  /** An integer: the same seed, request and count of that request give the same answer. Default 0. */
  readonly seed?: number
  /** Milliseconds before each answer. Default 0. */
  readonly delay?: number
  /** The API key it asks for. Default: none. */
  readonly key?: string
  /** Parts of a request it answers with status 400, as simpler servers do. */
  readonly rejects?: readonly ('json_schema' | 'json_object' | 'seed' | 'max_tokens')[]
  /**
   * Whether it works as servers with a prefix cache do, and counts the tokens of first messages that it has met before, in
   * the same order, as `cached_tokens`. Default false.
   */
  readonly remembers?: boolean
  /** How many of the last requests are remembered. Default 100. */
  readonly keep?: number
}

/** A chat request as the mock received it. */
export interface MockRequest {
  /** Its number, from 1 in the order they came. */
  readonly n: number
  readonly body: ChatRequest
  /** Whether an authorization header came with it; the key itself is not kept. */
  readonly keySent: boolean
  /** The status of the answer; 0 where none was begun. */
  readonly status: number
  readonly behaviour: BehaviourName | null
  /** Milliseconds since 1970 when it came. */
  readonly at: number
}

/** A running mock server. */
export interface MockServer {
  /** Such as http://127.0.0.1:40001/v1; `${url}#${model}` is the address for `endpoint`. */
  readonly url: string
  readonly model: string
  /** Chat requests so far, the most that were open at once, and the last whose answer has ended, in that order. */
  requests(): { readonly count: number; readonly atOnce: number; readonly last: readonly MockRequest[] }
  /** Stops at once, open requests included. */
  close(): Promise<void>
}

const bodyLimit = 32 * 2 ** 20

/** Reads a chat request, a content in parts as one text; null where it is none. */
const chatOf = (text: string): ChatRequest | null => {
  try {
    const body = JSON.parse(text) as ChatRequest
    if (typeof body.model !== 'string' || !Array.isArray(body.messages) || body.messages.length === 0) return null
    const messages = body.messages.map(({ role, content }: { role: never; content: unknown }) => {
      const parts = Array.isArray(content) ? content.map((part) => part.text ?? '').join('') : (content ?? '')
      if (typeof parts !== 'string') throw new Error('a content that is no text')
      return { role, content: parts }
    })
    return { ...body, messages }
  } catch {
    return null
  }
}

/** The words in which the mock refuses a part of a request; null where it takes all. */
const refusalOf = (body: ChatRequest, rejects: NonNullable<MockOptions['rejects']>): string | null => {
  for (const part of rejects) {
    if (part === 'seed' && body.seed !== undefined) return 'Unsupported parameter: seed'
    if (part === 'max_tokens' && body.max_tokens !== undefined)
      return "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    if (body.response_format?.type === part) return `response_format of type ${part} is not supported`
  }
  return null
}

/** The beginnings of chats that were met before. */
const prefixes = () => {
  const met = new Set<number>()
  return {
    /** How many first messages of a chat were met before; all of its beginnings are from then on. */
    first(messages: ChatRequest['messages']): number {
      let [text, reused] = ['', 0]
      for (const [i, { role, content }] of messages.entries()) {
        text += JSON.stringify([role, content])
        const number = digest(text)
        if (met.has(number) && reused === i) reused++
        met.add(number)
      }
      return reused
    },
  }
}

/** Starts an OpenAI-compatible chat server on this machine: POST /v1/chat/completions (also streamed), GET /v1/models. */
export const mockServer = async (options: MockOptions = {}): Promise<MockServer> => {
  const { port = 0, host = '127.0.0.1', model = 'mock', seed = 0, delay = 0, key, rejects = [], keep = 100 } = options
  const { remembers = false } = options
  const known = prefixes()
  for (const [name, value] of Object.entries({ port, delay, keep, seed }))
    if (!Number.isSafeInteger(value) || (name !== 'seed' && (value < 0 || value >= 2 ** 31)))
      throw new Error(
        `the mock's ${name} is ${value}; right would be an integer${name === 'seed' ? '' : ' from 0 to 2147483647'}`,
      )
  const fateOf = fates(options.behaviour ?? {})
  const script = options.script === undefined ? null : await prompter(options.script)
  const times = new Map<number, number>()
  const last: MockRequest[] = []
  let [count, open, atOnce] = [0, 0, 0]

  const chat = async (text: string, keySent: boolean, response: ServerResponse): Promise<void> => {
    const at = Date.now()
    const body = chatOf(text)
    if (!body) return fail(response, 400, 'not JSON with a model and messages', 'invalid_request_error')
    const n = ++count
    const number = digest(text)
    const time = (times.get(number) ?? 0) + 1
    times.set(number, time)
    const unknown = body.model !== model
    const refused = unknown ? null : refusalOf(body, rejects)
    const fate = unknown || refused !== null ? null : fateOf(n, addressed(seed, number, time, 1)())
    response.once('close', () => {
      const status = response.headersSent ? response.statusCode : 0
      if (keep > 0) last.push({ n, body, keySent, status, behaviour: fate?.name ?? null, at })
      if (last.length >= 2 * keep) last.splice(0, last.length - keep)
    })
    const late = delay + (fate?.name === 'slow' ? (fate.ms ?? 1000) : 0)
    if (late > 0) await sleep(late, undefined, { ref: false })
    if (unknown)
      return fail(response, 404, `The model ${body.model} does not exist; this server has ${model}`, 'model_not_found')
    if (refused !== null) return fail(response, 400, refused, 'invalid_request_error')
    if (fate?.name === 'hang') return
    if (fate?.name === 'reset') {
      response.socket?.resetAndDestroy()
      return
    }
    if (fate?.name === 'page') return page(response)
    if (fate?.name === '500') return fail(response, 500, 'the mock was told to fail', 'server_error')
    if (fate?.name === '503') return fail(response, 503, 'the mock was told to be busy', 'overloaded')
    if (fate?.name === '429') {
      const after = fate.after ?? 1
      const wait = fate.date ? new Date(Math.ceil(Date.now() / 1000 + after) * 1000).toUTCString() : String(after)
      return fail(response, 429, 'Rate limit reached', 'rate_limit_exceeded', { 'retry-after': wait })
    }
    const id = `chatcmpl-${n}`
    if (fate?.name === 'empty') return send(response, 200, { id, object: 'chat.completion', model, choices: [] })
    const said = await reply(body, fate, script, [seed, number, time, 2])
    const reused = remembers ? known.first(body.messages) : null
    await deliver(response, said, body, { id, fate, reused })
  }

  const server = createServer((request, response) => {
    open++
    atOnce = Math.max(atOnce, open)
    response.once('close', () => open--)
    const path = (request.url ?? '').split('?')[0]
    const { authorization } = request.headers
    if (key !== undefined && authorization !== `Bearer ${key}`)
      return fail(response, 401, 'Incorrect API key provided', 'invalid_api_key')
    if (path === '/v1/models' && request.method === 'GET')
      return send(response, 200, {
        object: 'list',
        data: [{ id: model, object: 'model', created: 0, owned_by: 'mock' }],
      })
    if (path !== '/v1/chat/completions' || request.method !== 'POST')
      return fail(response, 404, `no ${request.method} ${path}; there is POST /v1/chat/completions`, 'not_found')
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= bodyLimit) chunks.push(chunk)
    })
    request.on('end', () => {
      if (size > bodyLimit) return fail(response, 413, `more than ${bodyLimit} bytes`, 'too_large')
      chat(Buffer.concat(chunks).toString(), authorization !== undefined, response).catch((error: Error) => {
        if (!response.headersSent) fail(response, 400, error.message, 'invalid_request_error')
      })
    })
  })
  // Clients keep connections longer than Node's 5 s, and one that ends as they write costs them a try.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new Error(`the mock cannot listen at ${host}:${port} (${error.code}); right would be a free port, or 0`)),
    )
    server.listen(port, host, () => resolve())
  })
  const place = host.includes(':') ? `[${host}]` : host
  return {
    url: `http://${place}:${(server.address() as AddressInfo).port}/v1`,
    model,
    requests: () => ({ count, atOnce, last: last.slice(Math.max(0, last.length - keep)) }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
