import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CompletionRequest, ModelError } from 'suasion/models'

/** A server that answers as a test says, for answers that no well-meant server gives. */
export const serve = async (listener: RequestListener) => {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  }
  return { origin, address: `${origin}/v1#m`, close }
}

export const readBody = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  let text = ''
  for await (const chunk of request) text += chunk
  return JSON.parse(text)
}

/** The envelope of a chat completion around a choice. */
export const envelope = (choice: object, more: object = {}): string => JSON.stringify({ choices: [choice], ...more })

export const schema = {
  type: 'object',
  properties: { price: { type: 'integer', minimum: 1, maximum: 9 }, text: { type: 'string', maxLength: 60 } },
  required: ['price', 'text'],
  additionalProperties: false,
}

export const ask = (more: Partial<CompletionRequest> = {}): CompletionRequest => ({
  messages: [
    { role: 'system', content: 'You sell a bicycle.' },
    { role: 'user', content: 'Name your price, please.' },
  ],
  schema,
  seed: 7,
  ...more,
})

/** What a promise rejects with; fails where it resolves. */
export const failure = async (promise: Promise<unknown>): Promise<ModelError> => {
  try {
    await promise
  } catch (error) {
    return error as ModelError
  }
  throw new Error('it resolved, and should have failed')
}

/** A port at which nothing listens. */
export const closedPort = async (): Promise<number> => {
  const server = await serve(() => {})
  await server.close()
  return Number(new URL(server.origin).port)
}
