import { complaint, deltaOf, finishOf, type Read, type Unread, usageIn } from './answer.ts'
import type { TakePart } from './exchange.ts'
import { type JsonState, jsonWatch } from './json-watch.ts'
import type { Completion, Usage } from './model.ts'

/** A streamed answer as it arrives. */
export interface Stream {
  readonly take: TakePart
  /** What was read, once the body has ended or no more was needed. */
  read(): (Read & Pick<Completion, 'firstToken' | 'stopped'>) | Unread
}

/** So many characters after the end of its JSON show that a model will go on talking (*chosen*). */
const babble = 64

/**
 * Reads a chat completion that is streamed as server-sent events. It needs no more when its JSON is complete and the
 * model talks on, or when what was written can no longer become JSON. Tokens are those the server counted; where it did
 * not, each part counts as one and the prompt as none. `clock` gives milliseconds since the request was sent.
 */
export const streamReader = (blot: (text: string) => string, clock: () => number): Stream => {
  const watch = jsonWatch()
  let rest = ''
  let half = false
  let [text, refusal, thought] = ['', '', '']
  let finish: unknown = null
  let model: string | null = null
  let usage: Usage | null = null
  let parts = 0
  let firstToken: number | null = null
  let json: JsonState = 'open'
  let ended = false
  let over = 0
  let unread: Unread | null = null

  const line = (data: string): void => {
    if (data === '[DONE]') {
      ended = true
      return
    }
    let event: unknown
    try {
      event = JSON.parse(data)
    } catch {
      unread = { wrong: `a stream with a line that is not JSON ("${blot(data).slice(0, 80)}")`, again: true }
      return
    }
    const delta = deltaOf(event)
    if (delta.error) {
      unread = { wrong: `an error in mid-stream ("${complaint(data, blot).words}")`, again: true }
      return
    }
    model ??= delta.model
    usage = usageIn(event) ?? usage
    if (delta.finish !== null) finish = delta.finish
    if (delta.text + delta.refusal + delta.thought === '') return
    firstToken ??= clock()
    parts++
    refusal += delta.refusal
    thought += delta.thought
    text += delta.text
    if (json === 'complete') over += delta.text.length
    else json = watch.take(delta.text)
  }
  return {
    take(part) {
      rest += part
      // A line that goes on is not read again with every part of it.
      if (!half && !/[\r\n]/.test(part)) return null
      half = part.endsWith('\r')
      const lines = rest.split(/\r\n|\n|\r(?!$)/)
      rest = lines.pop()!
      for (const each of lines) {
        if (each.startsWith('data:') && !unread && !ended) line(each.slice(5).trim())
      }
      if (ended) return 'done'
      return unread !== null || (refusal === '' && (json === 'invalid' || over > babble)) ? 'stop' : null
    },
    read() {
      if (unread) return unread
      const stopped = finish !== null || ended || refusal !== '' || json === 'open' ? null : json
      if (finish === null && !ended && stopped === null)
        return { wrong: 'a stream that was cut off before its end', again: true }
      const span = watch.span()
      return {
        text: refusal || (span ? text.slice(...span) : text.replace(/^\s*<think>[\s\S]*?<\/think>\s*/, '')),
        thought: thought.trim() || /^\s*<think>([\s\S]*?)<\/think>/.exec(text)?.[1] || null,
        usage: usage ?? { input: 0, output: parts },
        finish: refusal ? 'refusal' : stopped ? 'stop' : finishOf(finish),
        model,
        ...(firstToken !== null && { firstToken }),
        ...(stopped && { stopped }),
      }
    },
  }
}
