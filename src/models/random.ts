import { addressed } from './mock/addressed.ts'
import { draw } from './mock/draw.ts'
import type { Schema } from './mock/holds.ts'
import type { LanguageModel } from './model.ts'
import { checkRequest } from './request.ts'

/** A language model that sends nothing: its answers are drawn from the schema, by the seed of each request. */
export const randomModel = (id = 'random'): LanguageModel => ({
  id,
  async complete(request) {
    checkRequest(id, request)
    request.signal?.throwIfAborted()
    const text = JSON.stringify(draw(request.schema as Schema, addressed(request.seed)))
    return { text, usage: { input: 0, output: 0 }, finish: 'stop', model: id, milliseconds: 0, tries: 0 }
  },
})
