import type { ServerResponse } from 'node:http'
import { type Said, usageOf } from './reply.ts'
import type { ChatRequest } from './script.ts'

/** Sends a JSON body with a status. */
export const send = (
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void => {
  const text = JSON.stringify(body)
  const own = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  response.writeHead(status, { ...headers, ...own })
  response.end(text)
}

/** Sends an error in the form OpenAI gives to errors. */
export const fail = (response: ServerResponse, status: number, message: string, code: string, headers = {}): void =>
  send(response, status, { error: { message, type: code, code, param: null } }, headers)

/** Sends what was said as a chat completion, whole or as a stream, as asked; `cut`: the connection ends half-way. */
export const deliver = (response: ServerResponse, said: Said, body: ChatRequest, id: string, cut: boolean): void => {
  const { content, refusal, finish } = said
  const about = { id, created: Math.floor(Date.now() / 1000), model: body.model }
  const usage = usageOf(body, said)
  const hangUp = () => response.destroy()
  if (body.stream !== true) {
    const message = { role: 'assistant', content: refusal === null ? content : null, refusal }
    const choices = [{ index: 0, message, finish_reason: finish }]
    const envelope = { ...about, object: 'chat.completion', choices, usage }
    if (!cut) {
      send(response, 200, envelope)
      return
    }
    const text = JSON.stringify(envelope)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    response.write(text.slice(0, text.length / 2), hangUp)
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  const write = (fields: object) =>
    response.write(`data: ${JSON.stringify({ ...about, object: 'chat.completion.chunk', ...fields })}\n\n`)
  const delta = (part: object, finish_reason: string | null = null) =>
    write({ choices: [{ index: 0, delta: part, finish_reason }] })
  delta({ role: 'assistant', content: '' })
  const parts = content.match(/\s*\S+|\s+$/g) ?? []
  for (const part of cut ? parts.slice(0, parts.length / 2) : parts) delta({ content: part })
  if (cut) {
    response.write('data: {"id":', hangUp)
    return
  }
  if (refusal !== null) delta({ refusal })
  delta({}, finish)
  if ((body.stream_options as { include_usage?: boolean } | undefined)?.include_usage) write({ choices: [], usage })
  response.end('data: [DONE]\n\n')
}
