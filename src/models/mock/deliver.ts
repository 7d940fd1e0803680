import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BehaviourName, Fate } from './behaviour.ts'
import { type Said, usageOf } from './reply.ts'
import type { ChatRequest } from './script.ts'

/** Sends a JSON body with a status. */
export const send = (
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
  type = 'application/json',
): void => {
  const text = JSON.stringify(body)
  const own = { 'content-type': type, 'content-length': Buffer.byteLength(text) }
  response.writeHead(status, { ...headers, ...own })
  response.end(text)
}

/** Sends an error in the form OpenAI gives to errors. */
export const fail = (response: ServerResponse, status: number, message: string, code: string, headers = {}): void =>
  send(response, status, { error: { message, type: code, code, param: null } }, headers)

/** Sends a web page, as a proxy in front of a server does. */
export const page = (response: ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'text/html' })
  response.end('<!doctype html><title>Welcome</title><h1>Please log in</h1>')
}

/** How a body is sent: whole, or as a behaviour spoils it. */
type Manner = 'whole' | 'cut' | 'stall' | 'drip' | 'junk' | 'babble'

/** Behaviours that spoil the sending of a body, and no more. */
const mannerOf = (name: BehaviourName | undefined): Manner =>
  name === 'cut' || name === 'stall' || name === 'drip' || name === 'junk' || name === 'babble' ? name : 'whole'

/** Writes parts of a body: all at once, some time apart, or only their first half, after which nothing comes or the connection ends. */
const write = async (response: ServerResponse, parts: readonly string[], manner: Manner, ms: number): Promise<void> => {
  const half = manner === 'cut' || manner === 'stall'
  for (const part of half ? parts.slice(0, Math.max(1, parts.length / 2)) : parts) {
    if (response.destroyed) return
    response.write(part)
    if (manner === 'drip') await sleep(ms, undefined, { ref: false })
  }
  if (manner === 'cut') response.write('{"id":', () => response.destroy())
  if (!half) response.end()
}

const split = (text: string, n: number): string[] =>
  Array.from({ length: n }, (_, i) => text.slice((i * text.length) / n, ((i + 1) * text.length) / n))

/** Sends what was said as a chat completion, whole or as a stream, as asked, and in this manner. */
export const deliver = async (
  response: ServerResponse,
  said: Said,
  body: ChatRequest,
  { id, fate, reused }: { id: string; fate: Fate | null; reused: number | null },
): Promise<void> => {
  const { content, refusal, finish, thought } = said
  const manner = mannerOf(fate?.name)
  const ms = fate?.ms ?? 100
  const type = fate?.name === 'plain' ? 'text/plain' : null
  const about = { id, created: Math.floor(Date.now() / 1000), model: body.model }
  const usage = fate?.name === 'uncounted' ? null : usageOf(body, said, reused)
  if (body.stream !== true) {
    const told = { role: 'assistant', content: refusal === null ? content : null, refusal }
    const message = thought === undefined ? told : { ...told, reasoning_content: thought }
    const choices = [{ index: 0, message, finish_reason: finish }]
    const envelope = { ...about, object: 'chat.completion', choices, usage }
    if (manner === 'whole' || manner === 'babble') {
      send(response, 200, envelope, {}, type ?? 'application/json')
      return
    }
    const text = `${manner === 'junk' ? '<junk> ' : ''}${JSON.stringify(envelope)}`
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    await write(response, split(text, 8), manner, ms)
    return
  }
  response.writeHead(200, { 'content-type': type ?? 'text/event-stream', 'cache-control': 'no-cache' })
  const event = (fields: object) =>
    `data: ${JSON.stringify({ ...about, object: 'chat.completion.chunk', ...fields })}\n\n`
  const delta = (part: object, finish_reason: string | null = null) =>
    event({ choices: [{ index: 0, delta: part, finish_reason }] })
  const parts = content.match(/\s*\S+|\s+$/g) ?? []
  const middle = parts.length >> 1
  const told = (part: string): string => delta({ content: part })
  const counted = (body.stream_options as { include_usage?: boolean } | undefined)?.include_usage
  const events = [
    ...(manner === 'junk' ? [': a comment, as servers send to keep a connection open\n\n'] : []),
    delta({ role: 'assistant', content: '' }),
    ...(thought === undefined ? [] : [delta({ reasoning_content: thought })]),
    ...parts.slice(0, middle).map(told),
    ...(manner === 'junk' ? ['data: <junk>\n\n'] : []),
    ...parts.slice(middle).map(told),
    ...(refusal !== null ? [delta({ refusal })] : []),
    delta({}, finish),
    ...(counted ? [event({ choices: [], usage })] : []),
    'data: [DONE]\n\n',
  ]
  // What talks on does so slowly, as models do: a client that has heard enough can leave.
  if (manner === 'babble') await write(response, events, 'drip', 5)
  else await write(response, manner === 'drip' ? split(events.join(''), 8) : events, manner, ms)
}
