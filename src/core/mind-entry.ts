import type { Awaitable } from './json.ts'
import type { AnyMind } from './mind.ts'
import type { AnyProtocol } from './protocol.ts'

/** What a mind of the command line may use, and must keep to. */
export interface MindContext {
  /** The protocol the mind will play. */
  readonly protocol: AnyProtocol
  readonly part: string
  /** Stop before more model calls than this, over all minds of a run. */
  readonly maxCalls?: number
  /** Stop before more dollars than this. */
  readonly maxCost?: number
  /** Dollars per million tokens, by model name. */
  readonly prices?: Readonly<
    Record<string, { readonly input: number; readonly output: number; readonly cached?: number | undefined }>
  >
  readonly temperature?: number
  /** A folder in which answers of models are kept, and looked for before a model is asked. */
  readonly cache?: string
  /** Answers come from the cache alone: nothing is sent. */
  readonly offline?: boolean
  /** Whether answers are streamed. */
  readonly stream?: boolean
  /** Seconds one model call may take in all, its retries included. */
  readonly timeout?: number
  /** How many calls may be in flight at once to one endpoint. */
  readonly concurrency?: number
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
  /** Shared by all minds of one run, for what they must count together; keyed by whoever counts. */
  readonly shared: Map<string, unknown>
  /** Called by a mind through which a person takes part, so that the run can ask for consent, and debrief. */
  onPerson?(terminal: Conversation): void
  /** Something to close when the run ends. */
  onClose(close: () => Awaitable<void>): void
}

/** Where a run talks to a person outside the episodes: text out, a line in. `line` rejects when the person has left. */
export interface Conversation {
  write(text: string): void
  line(prompt: string): Promise<string>
}

/** How a mind for any protocol is named on the command line; the default export of a file in src/minds. */
export interface MindEntry {
  readonly name: string
  readonly about: string
  /** What to type after `--cast part=`. */
  readonly example: string
  matches(text: string): boolean
  make(text: string, context: MindContext): Awaitable<AnyMind>
  /** The same mind for a rehearsal: it tells of each call in place of sending it, and answers by chance. */
  rehearse?(text: string, context: MindContext, tell: (call: RehearsedCall) => void): Awaitable<AnyMind>
}

/** A model call that a rehearsal would have made. */
export interface RehearsedCall {
  /** The id of the model. */
  readonly model: string
  /** Characters of its messages. */
  readonly characters: number
}
