import type { CompletionRequest } from './model.ts'

const roles = new Set(['system', 'user', 'assistant'])

/** Throws where a request makes no sense, before anything is sent: says which model, what was wrong, what would be right. */
export const checkRequest = (id: string, request: CompletionRequest): void => {
  const { messages, schema, name, seed, temperature, maxTokens } = request
  const wrong = (what: string) => {
    throw new Error(`${id}: ${what}`)
  }
  if (!Array.isArray(messages) || messages.length === 0)
    wrong('a request has no messages; right would be a list of at least one { role, content }')
  for (let i = 0; i < messages.length; i++) {
    const message = messages[i]!
    if (!roles.has(message?.role))
      wrong(`message ${i} has the role ${JSON.stringify(message?.role)}; right would be system, user or assistant`)
    if (typeof message.content !== 'string')
      wrong(`message ${i} has a content of type ${typeof message.content}; right would be a text`)
  }
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema))
    wrong(`the schema is ${JSON.stringify(schema)}; right would be a JSON Schema object, such as z.toJSONSchema gives`)
  if (!Number.isSafeInteger(seed)) wrong(`the seed is ${seed}; right would be an integer below 2^53`)
  if (name !== undefined && !/^[\w-]{1,64}$/.test(name))
    wrong(`the name is ${JSON.stringify(name)}; right would be 1 to 64 letters, digits, - and _`)
  if (temperature !== undefined && !(temperature >= 0 && temperature <= 2))
    wrong(`the temperature is ${temperature}; right would be a number from 0 to 2`)
  if (maxTokens !== undefined && !(Number.isSafeInteger(maxTokens) && maxTokens >= 1))
    wrong(`maxTokens is ${maxTokens}; right would be an integer of at least 1`)
}
