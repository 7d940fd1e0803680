import { StringDecoder } from 'node:string_decoder'
import type { Dispatcher, Pool } from 'undici'
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

/** What undici tells of one answer; a class, because every call makes one. */
class Gathering implements Dispatcher.DispatchHandler {
  private chunks: Buffer[] = []
  private size = 0
  private status = 0
  private headers: Answer['headers'] = {}
  private controller: Dispatcher.DispatchController | null = null
  private decoder: StringDecoder | null = null
  /** Whether nobody waits for it any more. */
  stopped = false
  constructor(
    private readonly ask: Ask,
    private readonly resolve: (answer: Answer | Fault) => void,
  ) {}
  stop(error: Error): void {
    this.controller?.abort(error)
  }
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    // The request may have waited for a connection until after its caller had gone.
    if (this.stopped) this.stop(new Error('stopped'))
  }
  onResponseStart(_: unknown, status: number, headers: Answer['headers']): void {
    this.status = status
    this.headers = headers
    if (this.ask.stream && status === 200 && /^text\/event-stream/i.test(String(headers['content-type'] ?? '')))
      this.decoder = new StringDecoder('utf8')
  }
  onResponseData(_: unknown, chunk: Buffer): void {
    this.size += chunk.length
    if (this.size > this.ask.answerBytes) {
      this.stop(Object.assign(new Error('too long'), { code: 'TOO_LONG' }))
      return
    }
    if (!this.decoder) {
      this.chunks.push(chunk)
      return
    }
    const next = this.ask.stream!(this.decoder.write(chunk))
    if (next !== null) this.tell('', true)
    // What is done ends by itself, and its connection is used again.
    if (next === 'stop') this.stop(new Error('stopped'))
  }
  onResponseEnd(): void {
    const { chunks } = this
    this.tell((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString(), this.decoder !== null)
  }
  onResponseError(_: unknown, error: Error): void {
    this.resolve(faultOf(error, this.status >= 200))
  }
  private tell(text: string, streamed: boolean): void {
    this.resolve({ status: this.status, headers: this.headers, text, streamed })
  }
}

/** Sends one request and gathers the answer. Rejects only with the deadline's reason: any failure of the wire is a value. */
export const exchange = (pool: Pool, ask: Ask, end: Deadline): Promise<Answer | Fault> =>
  new Promise((resolve, reject) => {
    const gathering = new Gathering(ask, resolve)
    end.tell((reason) => {
      gathering.stopped = true
      reject(reason)
      gathering.stop(new Error('stopped'))
    })
    if (!gathering.stopped) pool.dispatch(ask, gathering)
  })
