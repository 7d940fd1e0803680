import { actForm, type Form, type Json, type Mind, type MindContext, type MindEntry, type Reply } from 'suasion'
import type { Budget, Cache, Completion, LanguageModel } from 'suasion/models'
import { describe } from './form/describe.ts'
import { charactersOf, messagesOf } from './form/messages.ts'

/** How a language model is used in a seat. */
export interface LlmOptions {
  /** Default: the model's id. */
  readonly name?: string
  /** 0 to 2; the server's own default when left out. */
  readonly temperature?: number
  /** Who it is to be; said before the brief. */
  readonly persona?: string
  /** The most tokens an answer may have; the server's own limit when left out. */
  readonly maxTokens?: number
}

/** What it did in an earlier episode, and what came of it. */
type Lived = { readonly did: readonly Json[]; readonly payoff: number | null }

/** How often it has acted (what the seeds of its calls are addressed by), what it did, and what it brings from earlier episodes. */
type Kept = { readonly acts: number; readonly did: readonly Json[]; readonly earlier: Json }

const flagOf: Readonly<Record<string, string>> = {
  refusal: 'refusal',
  content_filter: 'content filter',
  length: 'truncated',
}

/**
 * A language model in any seat of any protocol: it reads the ask in words, and its grammar is the legal moves. What it
 * writes is judged as anybody's act is: an answer that is no JSON, or no legal act, is a fault, and it is asked again
 * with the words of the fault. Its note holds usage (under `reused`, where the answer came out of a cache and cost
 * nothing), model, finish, tries and the characters of the prompt; flags: 'refusal', 'content filter', 'truncated',
 * 'cache reuse'. Rejects with a ModelError where the world failed.
 */
// biome-ignore lint/suspicious/noExplicitAny: it plays any protocol
export const llm = (model: LanguageModel, options: LlmOptions = {}): Mind<'*', any, any, Kept> => {
  const { name = model.id, temperature, persona = '', maxTokens } = options
  return {
    name,
    plays: '*',
    cast: 'language-model',
    source: model.id,
    open: (_seat, carried) => ({ acts: 0, did: [], earlier: carried ? carried.earlier : null }),
    decide: async (seen, { acts, earlier }) => {
      const { seat, moves, legal, luck, question, tries } = seen
      const { schema, text } = formed(moves, legal)
      const seed = Math.floor(luck.of('model', acts, question?.id ?? '', tries).uniform() * 2 ** 31)
      const messages = messagesOf(seat, seen.words(), persona, text, memoryText(earlier))
      const characters = charactersOf(messages)
      const completion = await model.complete({ messages, schema, name: 'act', seed, temperature, maxTokens })
      const reply = { act: read(completion.text), note: noteOf(completion, characters) }
      const flag = flagOf[completion.finish]
      if (!flag && !completion.reused) return reply
      return { ...reply, flags: [...(flag ? [flag] : []), ...(completion.reused ? ['cache reuse'] : [])] }
    },
    keep: ({ acts, did, earlier }, _seen, { act }) => ({ acts: acts + 1, did: [...did, act as Json], earlier }),
    close: ({ did, earlier }, payoff) => {
      const lived: Lived = { did, payoff }
      return { acts: 0, did: [], earlier: [...(Array.isArray(earlier) ? earlier : earlier ? [earlier] : []), lived] }
    },
  }
}

/** What it brings from earlier episodes, in its own records or in whatever a design hands on to it. */
const memoryText = (earlier: Json): string =>
  earlier === null ? '' : `What you bring from earlier episodes: ${JSON.stringify(earlier)}`

/** The legal moves as a schema, and in words. */
interface Formed {
  readonly schema: Form
  readonly text: string
}

const forms = new WeakMap<object, Map<string, Formed>>()

/** Most asks of an episode have the same legal moves as others before: their forms are made once. */
// biome-ignore lint/suspicious/noExplicitAny: the moves of any protocol
const formed = (moves: any, legal: any): Formed => {
  const known = forms.get(moves) ?? new Map<string, Formed>()
  const key = JSON.stringify(legal)
  const made = known.get(key)
  if (made) return made
  const schema = enclosed(actForm(moves, legal))
  const fresh = { schema, text: formText(schema) }
  if (known.size >= 256) known.clear()
  known.set(key, fresh)
  forms.set(moves, known)
  return fresh
}

/** One object at the root, because strict servers refuse a choice there. */
const enclosed = (form: Form): Form =>
  form.anyOf ? { type: 'object', properties: { act: form }, required: ['act'], additionalProperties: false } : form

/** Said in words too, because not every server shows the model its grammar. */
const formText = (schema: Form): string =>
  `Answer with JSON only:\n${choicesOf(schema).map(describe).join('\nor\n')}${choicesOf(schema).length > 1 ? '\nas the value of "act": {"act": {...}}' : ''}`

const choicesOf = (schema: Form): readonly Form[] => schema.properties?.['act']?.anyOf ?? [schema]

/** The JSON that was written, out of a code fence where it stands in one; any other text stays as it is, for the rules to refuse. */
const read = (text: string): Reply<never>['act'] => {
  const fenced = text.startsWith('{') ? text : (/^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/.exec(text)?.[1] ?? text)
  try {
    const written = JSON.parse(fenced)
    const inner = written !== null && typeof written === 'object' && !('move' in written) ? written.act : undefined
    return (inner ?? written) as never
  } catch {
    return text as never
  }
}

const noteOf = (completion: Completion, characters: number): Json => {
  const { usage, cost, reused, model, finish, tries, format, thought, stopped } = completion
  const { input, output, cached } = usage
  // Written field by field: a note is made for every call, and spreads cost more than the rest of it.
  const counted: { input: number; output: number; cached?: number; cost?: number } = { input, output }
  if (cached !== undefined) counted.cached = cached
  if (cost !== undefined && !reused) counted.cost = cost
  const note: Record<string, Json> = { [reused ? 'reused' : 'usage']: counted, characters, model, finish, tries }
  if (format) note['format'] = format
  if (stopped) note['stopped'] = stopped
  if (thought !== undefined) note['thought'] = thought
  return note
}

/** What the language models of one run share: one purse, one cache, and one connection pool for each address. */
interface Shared {
  readonly purse: Budget
  readonly cache: Promise<Cache> | null
  readonly open: Map<string, Promise<LanguageModel>>
}

type Models = typeof import('suasion/models')

const sharedOf = (context: MindContext, { budget, openCache }: Models): Shared => {
  const { shared, maxCalls, maxCost, prices, cache, offline = false } = context
  const known = shared.get('language models') as Shared | undefined
  if (known) return known
  const opening = cache === undefined ? null : openCache(cache, { offline })
  opening?.then(({ close }) => context.onClose(close)).catch(() => undefined)
  const purse = budget({ maxCalls, maxCost, ...(prices && { prices }) })
  const made: Shared = { purse, cache: opening, open: new Map() }
  shared.set('language models', made)
  return made
}

/** A model behind an address: paid from the purse of the run, and asked for what its cache does not hold. */
const opened = async (text: string, context: MindContext, models: Models): Promise<LanguageModel> => {
  const { concurrency, timeout, stream } = context
  const { purse, cache } = sharedOf(context, models)
  const call = timeout === undefined ? undefined : Math.max(1, Math.round(timeout * 1000))
  const model = await models.endpoint(text, {
    ...(concurrency !== undefined && { concurrency }),
    ...(call !== undefined && { timeout: { call, headers: call, body: call } }),
    ...(stream !== undefined && { stream }),
  })
  // A run that has ended waits for no call: one that still is under way was given up, and nobody takes its answer.
  context.onClose(() => model.close(true))
  const paying = purse.of<LanguageModel>(model)
  return cache ? (await cache).of(paying) : paying
}

/** A language model on the command line, by its address. */
const entry: MindEntry = {
  name: 'llm',
  about: 'a language model behind an OpenAI-compatible server',
  example: 'http://127.0.0.1:8080/v1#model',
  matches: (text) => /^https?:\/\//.test(text),
  make: async (text, context) => {
    // The transport is loaded only where a model takes part: it would double the time to a formal result.
    const models = await import('suasion/models')
    const { open } = sharedOf(context, models)
    const { temperature } = context
    const opening = open.get(text) ?? opened(text, context, models)
    open.set(text, opening)
    return llm(await opening, temperature === undefined ? {} : { temperature })
  },
  rehearse: async (text, { temperature }, tell) => {
    const { parseAddress, randomModel } = await import('suasion/models')
    const model = randomModel(parseAddress(text).id)
    const complete: LanguageModel['complete'] = (request) => {
      tell({ model: model.id, characters: charactersOf(request.messages) })
      return model.complete(request)
    }
    return llm({ id: model.id, complete }, temperature === undefined ? {} : { temperature })
  },
}
export default entry
