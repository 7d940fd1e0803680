import type { Complaint } from './answer.ts'
import type { CompletionRequest, Format } from './model.ts'

/** In which form a server takes a request. Servers differ; what one refuses is left out or said another way. */
export interface Shape {
  readonly format: Format
  readonly seed: boolean
  readonly limit: 'max_tokens' | 'max_completion_tokens'
  /** Whether the answer is to be streamed, with a count of its tokens at the end. */
  readonly stream: 'no' | 'bare' | 'counted'
}

/** The form every server is first tried with. */
export const full: Shape = { format: 'json_schema', seed: true, limit: 'max_tokens', stream: 'no' }

/** The words that carry a schema to a server that has no grammar; the schema is their last line. */
export const schemaInWords = (schema: object): string =>
  `Answer with one JSON value that satisfies this JSON Schema, and with nothing else:\n${schemaText(schema)}`

/** Writes the body of a chat completion; `extra` holds further fields a server is to be given. */
export const writeBody = (
  model: string,
  request: CompletionRequest,
  shape: Shape,
  strict: boolean,
  extra: object,
): string => {
  const { messages, schema, name = 'answer', seed, temperature, maxTokens } = request
  const { format, stream, limit } = shape
  // Written as text around the schema's, which is made once: a body is written for every call.
  const field = (key: string, value: unknown): string => `,"${key}":${JSON.stringify(value)}`
  const further = JSON.stringify(extra)
  let body = `{"model":${JSON.stringify(model)}`
  if (further !== '{}') body += `,${further.slice(1, -1)}`
  if (format === 'json_schema') {
    const grammar = `{"name":${JSON.stringify(name)},"strict":${strict},"schema":${schemaText(schema)}}`
    body += `${field('messages', messages)},"response_format":{"type":"json_schema","json_schema":${grammar}}`
  } else {
    const last = messages.at(-1)!
    const asked = { role: last.role, content: `${last.content}\n\n${schemaInWords(schema)}` }
    body += field('messages', [...messages.slice(0, -1), asked])
    if (format === 'json_object') body += field('response_format', { type: format })
  }
  if (stream !== 'no') body += ',"stream":true'
  if (stream === 'counted') body += field('stream_options', { include_usage: true })
  if (shape.seed) body += field('seed', seed)
  if (temperature !== undefined) body += field('temperature', temperature)
  if (maxTokens !== undefined) body += field(limit, maxTokens)
  return `${body}}`
}

const texts = new WeakMap<object, string>()

/** A schema as JSON, made once for each object. */
export const schemaText = (schema: object): string => {
  const known = texts.get(schema)
  if (known !== undefined) return known
  const text = JSON.stringify(schema)
  texts.set(schema, text)
  return text
}

/**
 * What to change in the form after a server answered 400 or 422 with these words; null when no other form can help.
 * `lasting`: the server refused the form itself, so it is remembered; else it refused this one schema.
 */
export const simpler = (
  shape: Shape,
  request: CompletionRequest,
  { words, code, param }: Complaint,
): { readonly change: Partial<Shape>; readonly lasting: boolean } | null => {
  const said = `${param} ${code} ${words}`
  if (shape.limit === 'max_tokens' && request.maxTokens !== undefined && /max_completion_tokens/.test(said))
    return { change: { limit: 'max_completion_tokens' }, lasting: true }
  if (shape.seed && /\bseed\b/i.test(said)) return { change: { seed: false }, lasting: true }
  if (shape.stream === 'counted' && /stream_options|include_usage/.test(said))
    return { change: { stream: 'bare' }, lasting: true }
  if (shape.stream !== 'no' && /\bstream(ing)?\b/i.test(said)) return { change: { stream: 'no' }, lasting: true }
  // A prompt that is too long stays so in every form.
  if (/context[ _](length|window|size)|too long/i.test(said)) return null
  if (shape.format === 'json_schema') {
    const schemaOnly = /invalid (json )?schema|(schema|grammar)\b.*\b(contain|feature|pars|compil|keyword)/i.test(said)
    return { change: { format: 'json_object' }, lasting: !schemaOnly }
  }
  if (shape.format === 'json_object' && /response_format|json_object/i.test(said))
    return { change: { format: 'text' }, lasting: true }
  return null
}
