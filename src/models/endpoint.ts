import { Pool } from 'undici'
import { type Address, blotter, parseAddress } from './address.ts'
import { complaint, type Read, readAnswer } from './answer.ts'
import { type Deadline, deadline } from './deadline.ts'
import { exchange, type TakePart } from './exchange.ts'
import { type Failure, faultMeans, type Limits, statusMeans } from './failure.ts'
import { gate } from './gate.ts'
import { type Completion, type CompletionRequest, type LanguageModel, ModelError } from './model.ts'
import { checkRequest } from './request.ts'
import { backoff, retryAfter } from './retry.ts'
import { full, type Shape, simpler, writeBody } from './shape.ts'
import { streamReader } from './stream.ts'

/** How an endpoint is used. All defaults are *chosen*. */
export interface EndpointOptions {
  /** The API key. Default: what stands in the address, SUASION_API_KEY, or for api.openai.com OPENAI_API_KEY. */
  readonly key?: string | undefined
  /** The most calls, and sockets, at once. Default 16; further calls wait in line. */
  readonly concurrency?: number
  /** The most times a request is sent when the server is busy or the connection lost. Default 5. */
  readonly tries?: number
  /** The most milliseconds before the second try, doubled each time, unless the server names its own wait. Default 500. */
  readonly wait?: number
  /** Milliseconds; default 10 s to connect, 300 s to the first byte, 60 s between two, 600 s for the whole call. */
  readonly timeout?: Partial<Limits>
  /** The most bytes an answer may have. Default 8 MiB. */
  readonly answerBytes?: number
  /** Whether a vendor's strict mode is asked for: the schema must then require every property. Default true. */
  readonly strict?: boolean
  /**
   * Whether answers are streamed: the time to the first token is then measured, and an answer is not read on when its
   * JSON is complete or can never become JSON. Default false: whole answers cost less.
   */
  readonly stream?: boolean
  /** Further fields given to the server with every request, such as { reasoning_effort: 'low' }. */
  readonly extra?: object
}

/** A language model behind an OpenAI-compatible HTTP server. */
export interface Endpoint extends LanguageModel {
  /** In which form the server takes requests, as far as it has shown by refusing others. */
  capability(): Shape
  /** How many calls it lets through at once now: `concurrency`, or fewer since the server said it was busy. */
  room(): number
  /** Lets go of connections once the calls under way have ended; `now`: those are given up, and reject. */
  close(now?: boolean): Promise<void>
}

const whole = (id: string, name: string, value: number): number => {
  // Node's timers take no more milliseconds than this.
  if (Number.isSafeInteger(value) && value >= 1 && value < 2 ** 31) return value
  throw new Error(`${id}: the option ${name} is ${value}; right would be an integer from 1 to 2147483647`)
}

const usual: Limits = { connect: 10_000, headers: 300_000, body: 60_000, call: 600_000 }

/** Fields of a request that are not for the options to say; a stream, or several choices, are not read. */
const own = new Set(
  'model messages response_format seed temperature max_tokens max_completion_tokens stream n'.split(' '),
)

const chatServer = 'right would be the address of an OpenAI-compatible chat server'

/** Statuses that say a server is busy: the calls at once are then too many. */
const busy = new Set([429, 503, 529])

/** A call under way: how often it was sent, whether it has a place, and how its last try failed. */
interface Under {
  tries: number
  inside: boolean
  failed: Failure | null
}

/** What is told of a prompt that the server's filter stopped. */
const filtered: Read = {
  text: '',
  thought: null,
  usage: { input: 0, output: 0 },
  finish: 'content_filter',
  model: null,
}

const keyOf = (address: Address, given: string | undefined): string | null => {
  const { SUASION_API_KEY, OPENAI_API_KEY } = address.authorization === null ? process.env : {}
  const key = given ?? (SUASION_API_KEY || (address.host === 'api.openai.com' ? OPENAI_API_KEY : undefined)) ?? ''
  if (!/^[\x21-\x7e]*$/.test(key))
    throw new Error(
      `${address.id}: the API key holds a space, a line break or a letter outside ASCII; right would be none`,
    )
  return key || null
}

/**
 * Opens a language model behind an address such as `http://127.0.0.1:8080/v1#model`: a vendor, vLLM, llama.cpp, Ollama.
 * Nothing is sent until the first call, except where the address names no model: then the server is asked which it has,
 * and the promise rejects with an Error that lists them. Misuse rejects too, naming what would be right.
 */
export const endpoint = async (text: string, options: EndpointOptions = {}): Promise<Endpoint> => {
  const address = parseAddress(text)
  const { id, model } = address
  const { strict = true, extra = {}, stream = false } = options
  const concurrency = whole(id, 'concurrency', options.concurrency ?? 16)
  const most = whole(id, 'tries', options.tries ?? 5)
  const first = whole(id, 'wait', options.wait ?? 500)
  const answerBytes = whole(id, 'answerBytes', options.answerBytes ?? 8 * 2 ** 20)
  const limits: Limits = { ...usual, ...options.timeout }
  for (const [name, value] of Object.entries(limits)) whole(id, `timeout.${name}`, value)
  const unknown = Object.keys(limits).find((name) => !(name in usual))
  if (unknown) throw new Error(`${id}: there is no timeout.${unknown}; right would be ${Object.keys(usual).join(', ')}`)
  const taken = Object.keys(extra).find((name) => own.has(name))
  if (taken)
    throw new Error(`${id}: extra holds ${taken}, which each request sets itself; right would be to leave it out`)
  const key = keyOf(address, options.key)
  const authorization = key === null ? address.authorization : `Bearer ${key}`
  const blot = blotter([...address.secrets, ...(key === null ? [] : [key])])
  const headers = ['accept', 'application/json', 'content-type', 'application/json', 'user-agent', 'suasion']
  if (authorization) headers.push('authorization', authorization)
  const pool = new Pool(address.origin, { connections: concurrency, connect: { timeout: limits.connect } })
  const places = gate(concurrency)
  const tooLate = `no answer within ${limits.call} ms; right would be a less busy server or a longer timeout.call (--timeout)`
  const closed = () => new Error(`${id}: it was closed; right would be to close it after the last call`)
  let known: Shape = { ...full, stream: stream ? 'counted' : 'no' }
  let closing: Promise<void> | null = null
  const under = new Set<Deadline>()

  const send = (method: 'GET' | 'POST', path: string, body: string | null, end: Deadline, take?: TakePart) => {
    const target = `${address.path}${path}${address.query}`
    const ask = {
      method,
      path: target,
      headers,
      body,
      headersTimeout: limits.headers,
      bodyTimeout: limits.body,
      answerBytes,
      stream: take,
    }
    return exchange(pool, ask, end)
  }

  /** The models the server says it has; null where it does not say within 5 s. */
  const served = async (signal?: AbortSignal): Promise<readonly string[] | null> => {
    const end = deadline(signal, 5000, () => null)
    try {
      const answer = await send('GET', '/models', null, end)
      const list: unknown = answer.status === 200 ? JSON.parse(answer.text).data : null
      return Array.isArray(list) ? list.map((entry) => blot(String(entry?.id))) : null
    } catch {
      signal?.throwIfAborted()
      return null
    } finally {
      end.release()
    }
  }

  /** Waits, outside the gate, for the next try of a call, and comes in before all newcomers. */
  const comeBack = async (pause: number, end: Deadline, call: Under): Promise<void> => {
    call.inside = false
    places.leave()
    await end.wait(pause)
    const stop = new AbortController()
    end.tell((reason) => stop.abort(reason))
    await places.enter(stop.signal, true)
    call.inside = true
  }

  const ask = async (name: string, request: CompletionRequest, end: Deadline, call: Under) => {
    const began = performance.now()
    let shape = known
    let learned: Partial<Shape> = {}
    const done = (read: Read & Pick<Completion, 'firstToken' | 'stopped'>): Completion => {
      if (Object.keys(learned).length > 0) known = { ...known, ...learned }
      places.answered()
      const { text, thought, usage, finish, firstToken, stopped } = read
      // A server may echo the key it was sent, and what a model wrote is stored.
      const completion: { -readonly [K in keyof Completion]: Completion[K] } = {
        text: blot(text),
        usage,
        finish,
        model: read.model ?? name,
        milliseconds: performance.now() - began,
        tries: call.tries,
        format: shape.format,
      }
      if (thought !== null) completion.thought = blot(thought)
      if (firstToken !== undefined) completion.firstToken = firstToken
      if (stopped !== undefined) completion.stopped = stopped
      return completion
    }
    for (let failures = 1; ; failures++) {
      call.tries++
      const sent = performance.now()
      const streamed = shape.stream === 'no' ? null : streamReader(blot, () => performance.now() - sent)
      const body = writeBody(name, request, shape, strict, extra)
      const answer = await send('POST', '/chat/completions', body, end, streamed?.take)
      let failure: Failure
      if ('code' in answer && /^UND_ERR_(CLOSED|DESTROYED)$/.test(answer.code)) throw closed()
      if ('code' in answer) failure = faultMeans(answer, address, limits, answerBytes)
      else if (answer.status >= 200 && answer.status < 300) {
        // Some servers stream under another name than text/event-stream.
        const unnamed = streamed !== null && !answer.streamed && /^(data|event|id|retry)?:/.test(answer.text)
        if (unnamed) streamed.take(`${answer.text}\n`)
        const read = answer.streamed || unnamed ? streamed!.read() : readAnswer(answer.text, blot)
        if (!('wrong' in read)) return done(read)
        failure = { kind: 'unreadable answer', what: `${read.wrong}; ${chatServer}`, again: read.again }
      } else {
        const told = complaint(answer.text, blot)
        const refused = answer.status === 400 || answer.status === 422
        // Azure refuses a filtered prompt by status where others answer with a finish reason.
        if (refused && told.code.includes('content_filter')) return done(filtered)
        const next = refused ? simpler(shape, request, told) : null
        if (next) {
          shape = { ...shape, ...next.change }
          if (next.lasting) learned = { ...learned, ...next.change }
          failures--
          continue
        }
        const models = answer.status === 404 ? await served(request.signal) : null
        failure = statusMeans(answer, told, address, authorization !== null, models)
      }
      const asked = 'code' in answer ? null : retryAfter(answer.headers, Date.now())
      const pause = (asked ?? 0) + backoff(first, asked === null ? failures : 1, Math.random())
      const late = failure.again && pause >= end.left()
      // A wait that no call can outlast is for this call to tell of, and not for all others to sit through.
      if (failure.again && busy.has(answer.status)) places.busy(sent, asked !== null && asked < limits.call ? asked : 0)
      if (!failure.again || late || failures >= most) {
        const over = late ? `; the next try would come in ${Math.ceil(pause / 1000)} s, after the end of the call` : ''
        const times = call.tries > 1 ? ` (sent ${call.tries} times)` : ''
        throw new ModelError(
          failure.kind,
          id,
          blot(`${failure.what}${over}${times}`),
          call.tries,
          answer.status || undefined,
        )
      }
      call.failed = failure
      await comeBack(pause, end, call)
    }
  }

  if (model === null) {
    const models = await served()
    await pool.destroy()
    const has = models?.length ? `it serves ${models.join(', ')}` : 'and the server did not list those it has'
    throw new Error(`${address.base} names no model; ${has}; right would be ${address.base}#${models?.[0] ?? 'model'}`)
  }
  return {
    id,
    ...(Object.keys(extra).length > 0 && { settings: extra }),
    capability: () => known,
    room: places.room,
    async complete(request) {
      checkRequest(id, request)
      if (closing) throw closed()
      request.signal?.throwIfAborted()
      if (!places.pass()) await places.enter(request.signal)
      const call: Under = { tries: 0, inside: true, failed: null }
      const late = () => {
        const { failed, tries } = call
        const times = `; no other answer within ${limits.call} ms (sent ${tries} times)`
        return failed
          ? new ModelError(failed.kind, id, blot(`${failed.what}${times}`), tries)
          : new ModelError('timeout', id, tooLate, tries)
      }
      const end = deadline(request.signal, limits.call, late)
      under.add(end)
      try {
        return await ask(model, request, end, call)
      } finally {
        end.release()
        under.delete(end)
        if (call.inside) places.leave()
      }
    },
    close(now = false) {
      if (!now) return (closing ??= pool.close())
      closing = pool.destroy()
      for (const end of under) end.stop(closed())
      places.close()
      return closing
    },
  }
}
