import { behaviours } from '../../models/mock/behaviour.ts'
import type { Command } from '../command.ts'
import { Misuse, unknownName } from '../misuse.ts'

const parts = ['json_schema', 'json_object', 'seed', 'max_tokens'] as const

export default {
  name: 'mock',
  about: 'Serve a stand-in for a language model, for tests: OpenAI-compatible, on this machine only.',
  words: [],
  options: {
    port: { type: 'string', hint: 'PORT', about: 'where it listens (a free one)' },
    script: {
      type: 'string',
      hint: 'FILE.jsonl',
      about: 'answers in order, one JSON a line; without it, random answers that fit the schema',
    },
    behaviour: {
      type: 'string',
      multiple: true,
      hint: 'NAME=RATE',
      about: `${behaviours.slice(0, -1).join(', ')} or ${behaviours.at(-1)}, for this share of the calls`,
    },
    reject: {
      type: 'string',
      multiple: true,
      hint: 'PART',
      about: `refuse requests that hold ${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}, as simpler servers do`,
    },
    delay: { type: 'string', hint: 'MS', about: 'how long every answer takes (0)' },
    seed: { type: 'string', hint: 'N', about: 'where its luck comes from (0)' },
  },
  examples: [
    ['suasion mock --port 8080', 'then: suasion run salvi-2024 --cast ai=http://127.0.0.1:8080/v1#mock'],
    ['suasion mock --port 8080 --behaviour 429=0.2 --behaviour cut=0.05', 'a server with bad days'],
  ],
  run: async (given, desk) => {
    const rates = given.texts('behaviour').map((text) => {
      const [, name, rate] = /^(\w+)=([\d.]+)$/.exec(text) ?? []
      if (!name || !(Number(rate) >= 0 && Number(rate) <= 1))
        throw new Misuse(`--behaviour takes NAME=RATE with a rate from 0 to 1, as in 429=0.2, not "${text}"`)
      return [name, Number(rate)] as const
    })
    const rejects = given.texts('reject').map((text) => {
      const part = parts.find((each) => each === text)
      if (!part) throw unknownName('part of a request', text, parts)
      return part
    })
    const { mockServer } = await import('../../models/index.ts')
    const script = given.text('script')
    const server = await mockServer({
      port: given.number('port') ?? 0,
      delay: given.number('delay', 'any') ?? 0,
      seed: given.number('seed') ?? 0,
      behaviour: Object.fromEntries(rates),
      rejects,
      ...(script !== undefined && { script }),
    })
    desk.output.write(`${server.url}#${server.model}\n`)
    await new Promise<void>((resolve) => {
      if (desk.signal.aborted) resolve()
      desk.signal.addEventListener('abort', () => resolve(), { once: true })
    })
    await server.close()
    return 0
  },
} satisfies Command
