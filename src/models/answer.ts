import type { Finish, Usage } from './model.ts'

/** What an answer's envelope held. */
export interface Read {
  readonly text: string
  readonly thought: string | null
  readonly usage: Usage
  readonly finish: Finish
  readonly model: string | null
}

/** Why an envelope could not be read, and whether the same request may fare better. */
export interface Unread {
  readonly wrong: string
  readonly again: boolean
}

type Fields = { readonly [key: string]: unknown }
const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
const count = (value: unknown): number => (typeof value === 'number' && value >= 0 && value < Infinity ? value : 0)

const finishes = new Map<unknown, Finish>([
  ['stop', 'stop'],
  ['eos', 'stop'],
  ['end_turn', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['content_filter', 'content_filter'],
  ['refusal', 'refusal'],
])

/** Why the model stopped, in our words. */
export const finishOf = (reason: unknown): Finish => finishes.get(reason) ?? 'unknown'

/** What a server counted; null where its answer holds no count. */
export const usageIn = (envelope: unknown): Usage | null => {
  const { usage } = fields(envelope)
  if (typeof usage !== 'object' || usage === null) return null
  const { prompt_tokens, completion_tokens, prompt_tokens_details } = fields(usage)
  const input = count(prompt_tokens)
  const cached = fields(prompt_tokens_details).cached_tokens
  const output = count(completion_tokens)
  return cached === undefined ? { input, output } : { input, output, cached: Math.min(count(cached), input) }
}

/** What one event of a stream adds to an answer. */
export const deltaOf = (event: unknown) => {
  const { choices, model, error } = fields(event)
  const choice = fields(Array.isArray(choices) ? choices[0] : null)
  const { content, refusal, reasoning_content, reasoning } = fields(choice.delta)
  const said = parts(content)
  const thought = [reasoning_content, reasoning].find((each) => typeof each === 'string')
  return {
    text: said.text,
    thought: `${said.thought}${thought ?? ''}`,
    refusal: typeof refusal === 'string' ? refusal : '',
    finish: choice.finish_reason ?? null,
    model: typeof model === 'string' && model !== '' ? model : null,
    error: error !== undefined && error !== null,
  }
}

/** Text parts of a content, and its thinking parts apart: some servers send a list of parts and not a text. */
const parts = (content: unknown): { text: string; thought: string } => {
  if (typeof content === 'string') return { text: content, thought: '' }
  const found = { text: '', thought: '' }
  for (const part of Array.isArray(content) ? content.map(fields) : [])
    if (part.type === 'thinking') found.thought += parts(part.thinking).text
    else if (typeof part.text === 'string') found.text += part.text
  return found
}

/** What a server says was wrong: at most 300 characters of its words, its code, the parameter it names. */
export interface Complaint {
  readonly words: string
  readonly code: string
  readonly param: string
}

/** Reads a complaint in any of the forms servers use. `blot` removes credentials before anything is cut short. */
export const complaint = (text: string, blot: (text: string) => string): Complaint => {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    body = { message: blot(text).replace(/<[^>]*>/g, ' ') }
  }
  const outer = fields(body)
  const error = typeof outer.error === 'string' ? { message: outer.error } : { ...outer, ...fields(outer.error) }
  const { message = (error as Fields).detail, code, type, param } = error as Fields
  const words = typeof message === 'string' ? message : JSON.stringify(message ?? body)
  return {
    words: blot(words).replace(/\s+/g, ' ').trim().slice(0, 300),
    code: [code, type].filter((word) => typeof word === 'string').join(' '),
    param: typeof param === 'string' ? param : '',
  }
}

const thinking = (text: string): readonly string[] => /^\s*<think>([\s\S]*?)<\/think>\s*([\s\S]*)$/.exec(text) ?? []

/** Reads a chat completion's envelope. What the model wrote in it is not judged here. */
export const readAnswer = (body: string, blot: (text: string) => string): Read | Unread => {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    // What begins as JSON was torn on its way; a page of words will be there again.
    const torn = /^\s*\{/.test(body)
    return { wrong: `an answer that is not JSON ("${complaint(body, blot).words.slice(0, 80)}")`, again: torn }
  }
  const envelope = fields(parsed)
  const choice = fields(Array.isArray(envelope.choices) ? envelope.choices[0] : null)
  if (!('message' in choice)) {
    if (envelope.error) return { wrong: `an error ("${complaint(body, blot).words}")`, again: true }
    if (Array.isArray(envelope.choices)) return { wrong: 'an answer with no choice in it', again: true }
    return { wrong: 'JSON that is not a chat completion (it has no choices)', again: false }
  }
  const message = fields(choice.message)
  const refusal = typeof message.refusal === 'string' && message.refusal !== '' ? message.refusal : null
  const content = parts(message.content)
  // Servers without a reasoning parser leave the thought in front of the answer.
  const [, before, after] = content.text.includes('</think>') ? thinking(content.text) : []
  const apart = [message.reasoning_content, message.reasoning, before, content.thought]
  return {
    text: refusal ?? after ?? content.text,
    thought: apart.find((thought): thought is string => typeof thought === 'string' && thought.trim() !== '') ?? null,
    usage: usageIn(envelope) ?? { input: 0, output: 0 },
    finish: refusal !== null ? 'refusal' : finishOf(choice.finish_reason),
    model: typeof envelope.model === 'string' && envelope.model !== '' ? envelope.model : null,
  }
}
