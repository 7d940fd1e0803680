import { actForm, type Form, type Json, type Mind, type MindContext, type MindEntry, type Reply } from 'suasion'
import type { Budget, Completion, Endpoint, LanguageModel, Price } from 'suasion/models'
import { describe } from './form/describe.ts'
import { messagesOf } from './form/messages.ts'

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
  /** Dollars per million tokens, for the cost in its notes. */
  readonly price?: Price
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
 * with the words of the fault. Its note holds usage, model, finish and tries; flags: 'refusal', 'content filter',
 * 'truncated'. Rejects with a ModelError where the world failed.
 */
// biome-ignore lint/suspicious/noExplicitAny: it plays any protocol
export const llm = (model: LanguageModel, options: LlmOptions = {}): Mind<'*', any, any, Kept> => {
  const { name = model.id, temperature, persona = '', maxTokens, price } = options
  return {
    name,
    plays: '*',
    cast: 'language-model',
    source: model.id,
    open: (_seat, carried) => ({ acts: 0, did: [], earlier: carried ? carried.earlier : null }),
    decide: async (seen, { acts, earlier }) => {
      const { seat, moves, legal, luck, question, tries } = seen
      const schema = enclosed(actForm(moves, legal))
      const seed = Math.floor(luck.of('model', acts, question?.id ?? '', tries).uniform() * 2 ** 31)
      const completion = await model.complete({
        messages: messagesOf(
          seat,
          seen.words(),
          [persona, memoryText(earlier)].filter(Boolean).join('\n\n'),
          formText(schema),
        ),
        schema,
        name: 'act',
        seed,
        temperature,
        maxTokens,
      })
      const flag = flagOf[completion.finish]
      return { act: read(completion.text), note: noteOf(completion, price), ...(flag && { flags: [flag] }) }
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

/** One object at the root, because strict servers refuse a choice there. */
const enclosed = (form: Form): Form =>
  form.anyOf ? { type: 'object', properties: { act: form }, required: ['act'], additionalProperties: false } : form

/** Said in words too, because not every server shows the model its grammar. */
const formText = (schema: Form): string =>
  `Answer with JSON only:\n${choicesOf(schema).map(describe).join('\nor\n')}${choicesOf(schema).length > 1 ? '\nas the value of "act": {"act": {...}}' : ''}`

const choicesOf = (schema: Form): readonly Form[] => schema.properties?.['act']?.anyOf ?? [schema]

/** The JSON that was written, out of a code fence where it stands in one; any other text stays as it is, for the rules to refuse. */
const read = (text: string): Reply<never>['act'] => {
  const [, fenced = text] = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/.exec(text) ?? []
  try {
    const written = JSON.parse(fenced)
    const inner = written !== null && typeof written === 'object' && !('move' in written) ? written.act : undefined
    return (inner ?? written) as never
  } catch {
    return text as never
  }
}

const noteOf = ({ usage, model, finish, tries, format, thought }: Completion, price: Price | undefined): Json => {
  const { input, output, cached } = usage
  const paid =
    price &&
    ((input - (cached ?? 0)) * price.input + (cached ?? 0) * (price.cached ?? price.input) + output * price.output) /
      1e6
  return {
    usage: { input, output, ...(cached !== undefined && { cached }), ...(paid !== undefined && { cost: paid }) },
    model,
    finish,
    tries,
    ...(format && { format }),
    ...(thought !== undefined && { thought }),
  }
}

/** What the language models of one run share: one purse, and one connection pool for each address. */
interface Shared {
  readonly purse: Budget
  readonly open: Map<string, Promise<Endpoint>>
}

const sharedOf = (
  { shared, maxCalls, maxCost, prices }: MindContext,
  { budget }: Pick<typeof import('suasion/models'), 'budget'>,
): Shared => {
  const known = shared.get('language models') as Shared | undefined
  if (known) return known
  const made: Shared = { purse: budget({ maxCalls, maxCost, ...(prices && { prices }) }), open: new Map() }
  shared.set('language models', made)
  return made
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
    const { purse, open } = sharedOf(context, models)
    const { concurrency, temperature, timeout, prices = {} } = context
    let opening = open.get(text)
    if (!opening) {
      const call = timeout === undefined ? undefined : Math.max(1, Math.round(timeout * 1000))
      const options = {
        ...(concurrency !== undefined && { concurrency }),
        ...(call !== undefined && { timeout: { call, headers: call, body: call } }),
      }
      opening = models.endpoint(text, options).then((model) => {
        context.onClose(() => model.close())
        return model
      })
      open.set(text, opening)
    }
    const model = await opening
    const name = model.id.slice(model.id.indexOf('#') + 1)
    const price = prices[model.id] ?? prices[name]
    return llm(purse.of(model), { ...(temperature !== undefined && { temperature }), ...(price && { price }) })
  },
}
export default entry
