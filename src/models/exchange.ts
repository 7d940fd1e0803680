import { StringDecoder } from 'node:string_decoder'
import type { Pool } from 'undici'
import type { Deadline } from './deadline.ts'

/** Takes a part of an answer: 'done' when it was the last, 'stop' when no more is wanted; null otherwise. */
export type TakePart = (part: string) => 'done' | 'stop' | null

/** One HTTP request to a server. */
export interface Ask {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: string[]
  readonly body: string | null
  /** Milliseconds until the answer begins, and at most between two parts of it. */
  readonly headersTimeout: number
  readonly bodyTimeout: number
  /** The most bytes an answer may have. */
  readonly answerBytes: number
  /** Takes a streamed answer part by part; its text is then not gathered. */
  readonly stream?: TakePart | undefined
}

/** A whole answer. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** Whether the answer was a stream, and went to the taker of its parts. */
  readonly streamed: boolean
}

/** No whole answer: `code` as Node and undici name it, and whether the answer had begun. */
export interface Fault {
  readonly status: 0
  readonly code: string
  readonly words: string
  readonly begun: boolean
}

const faultOf = (error: Error & { code?: string; errors?: readonly { code?: string }[] }, begun: boolean): Fault => ({
  status: 0,
  // A name with several addresses fails with one error that holds one per address.
  code: error.code ?? error.errors?.[0]?.code ?? error.name,
  words: error.message,
  begun,
})

/** Sends one request and gathers the answer. Rejects only with the deadline's reason: any failure of the wire is a value. */
export const exchange = (pool: Pool, ask: Ask, end: Deadline): Promise<Answer | Fault> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    let status = 0
    let headers: Answer['headers'] = {}
    let abort: ((error: Error) => void) | null = null
    let stopped = false
    let decoder: StringDecoder | null = null
    end.tell((reason) => {
      stopped = true
      reject(reason)
      abort?.(new Error('stopped'))
    })
    if (stopped) return
    pool.dispatch(ask, {
      onRequestStart(controller) {
        // The request may have waited for a connection until after its caller had gone.
        if (stopped) controller.abort(new Error('stopped'))
        else abort = (error) => controller.abort(error)
      },
      onResponseStart(_, code, fields) {
        status = code
        headers = fields
        const type = String(fields['content-type'] ?? '')
        if (ask.stream && code === 200 && /^text\/event-stream/i.test(type)) decoder = new StringDecoder('utf8')
      },
      onResponseData(_, chunk) {
        size += chunk.length
        if (size > ask.answerBytes) {
          abort?.(Object.assign(new Error('too long'), { code: 'TOO_LONG' }))
          return
        }
        if (!decoder) {
          chunks.push(chunk)
          return
        }
        const next = ask.stream!(decoder.write(chunk))
        if (next !== null) resolve({ status, headers, text: '', streamed: true })
        // What is done ends by itself, and its connection is used again.
        if (next === 'stop') abort?.(new Error('stopped'))
      },
      onResponseEnd() {
        const text = (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString()
        resolve({ status, headers, text, streamed: decoder !== null })
      },
      onResponseError: (_, error) => resolve(faultOf(error, status >= 200)),
    })
  })
