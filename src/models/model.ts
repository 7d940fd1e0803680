/** One message of a chat, as every OpenAI-compatible server reads it. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** One question put to a language model: what was said so far, and the JSON Schema its answer must satisfy. */
export interface CompletionRequest {
  /** Oldest first, at least one. Keep the beginning unchanged from call to call and servers reuse their work on it. */
  readonly messages: readonly Message[]
  readonly schema: object
  /** What the answer is called, 1 to 64 of letters, digits, - and _. Default 'answer'. */
  readonly name?: string | undefined
  /**
   * A safe integer: which draw this is. The same request with the same seed is the same draw, as far as the server keeps
   * its promise, and always from a cache; replicates must therefore have seeds of their own.
   */
  readonly seed: number
  /** 0 to 2; the server's own default when left out. */
  readonly temperature?: number | undefined
  /** The most tokens the answer may have, at least 1; the server's own limit when left out. */
  readonly maxTokens?: number | undefined
  /** Aborting rejects the call with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** Tokens that a call used, as the server counted them; 0 where it did not say. */
export interface Usage {
  readonly input: number
  readonly output: number
  /** The part of `input` that the server had in its cache. */
  readonly cached?: number
}

/** Why the model stopped. 'refusal' and 'content_filter' are answers, not errors; 'unknown' is any other word. */
export type Finish = 'stop' | 'length' | 'content_filter' | 'refusal' | 'unknown'

/** What a language model answered. `text` is whatever it wrote: whether it fits the schema is for the caller to judge. */
export interface Completion {
  readonly text: string
  /** Reasoning that the server reported apart from the answer. */
  readonly thought?: string
  readonly usage: Usage
  /** Dollars, where a budget knows the model's price. */
  readonly cost?: number
  readonly finish: Finish
  /** The model as the server named it, which may be more exact than what was asked for. */
  readonly model: string
  /** From the first byte sent to the last received, tries and the waits between them included. */
  readonly milliseconds: number
  /** HTTP requests it took: 0 where it came out of a cache. */
  readonly tries: number
  /** How the answer was held to the schema: by the server's grammar, as JSON of any shape, or by words alone. */
  readonly format?: Format
  /** It came out of a cache: nothing was sent, and nothing paid. */
  readonly reused?: true
  /** Of a streamed answer: milliseconds from the last sending to its first token. */
  readonly firstToken?: number
  /** Of a streamed answer that was not read to its end: its JSON was complete and went on, or could not become JSON. */
  readonly stopped?: 'complete' | 'invalid'
}

/** OpenAI's three response formats, the most binding first. */
export type Format = 'json_schema' | 'json_object' | 'text'

/** A language model: one question in, one answer out. Whatever can do this can sit in any seat. */
export interface LanguageModel {
  /** Says which model it is in every log, such as `http://127.0.0.1:8080/v1#model`; holds no credential. */
  readonly id: string
  /** What shapes its answers beside its id and the request, such as { reasoning_effort: 'low' }: part of a cache's key. */
  readonly settings?: object
  /** Rejects with a `ModelError` where the world failed, and with a plain Error where the request makes no sense. */
  complete(request: CompletionRequest): Promise<Completion>
  /** Lets go of connections once the calls under way have ended. */
  close?(): Promise<void>
}

/** What went wrong in the world between us and a model. */
export type ModelErrorKind =
  | 'refused connection'
  | 'lost connection'
  | 'timeout'
  | 'rate limited'
  | 'server error'
  | 'rejected request'
  | 'unreadable answer'
  | 'unauthorised'
  | 'not found'
  | 'budget'
  | 'not recorded'

/** The world failed: the message says who, what, and what would be right, and never holds a credential. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly kind: ModelErrorKind
  /** The id of the model that was asked. */
  readonly model: string
  /** HTTP requests made before giving up. */
  readonly tries: number
  /** The HTTP status of the last answer, where there was one. */
  readonly status: number | undefined

  constructor(kind: ModelErrorKind, model: string, what: string, tries: number, status?: number) {
    super(`${model}: ${what}`)
    this.kind = kind
    this.model = model
    this.tries = tries
    this.status = status
  }
}
