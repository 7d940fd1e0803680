import { tokens } from './mock/prose.ts'
import type { CompletionRequest, LanguageModel } from './model.ts'
import { checkRequest } from './request.ts'

/** What a script answers: a text as it is, or a value to be written as JSON. */
export type Scripted = string | object

/** Says an answer to each request; `n` counts the requests from 1. */
export type Writer = (request: CompletionRequest, n: number) => Scripted | Promise<Scripted>

/** A language model for tests, inside the process: answers from a list in order, or as a function says. */
export const scripted = (write: readonly Scripted[] | Writer, { id = 'scripted' } = {}): LanguageModel => {
  let calls = 0
  return {
    id,
    async complete(request) {
      checkRequest(id, request)
      request.signal?.throwIfAborted()
      const n = ++calls
      const answer = typeof write === 'function' ? await write(request, n) : write[n - 1]
      if (answer === undefined || answer === null)
        throw new Error(`${id}: the script has no answer to request ${n}; right would be one text or object for each`)
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer)
      const input = request.messages.reduce((sum, { content }) => sum + tokens(content), 0)
      const usage = { input, output: tokens(text) }
      return { text, usage, finish: 'stop', model: id, milliseconds: 0, tries: 1 }
    },
  }
}
