import { addressed } from './addressed.ts'
import type { Fate } from './behaviour.ts'
import { breach, draw } from './draw.ts'
import type { Schema } from './holds.ts'
import { sentence, tokens } from './prose.ts'
import type { ChatRequest, Prompter } from './script.ts'

/** What the mock says to one request. */
export interface Said {
  readonly content: string
  readonly refusal: string | null
  readonly finish: 'stop' | 'length' | 'content_filter'
  /** Reasoning that is sent beside the answer. */
  readonly thought?: string
}

/** The schema a request asks for; where it stands in words, as our own client puts it, that is read. */
const schemaOf = ({ response_format, messages }: ChatRequest): Schema | null => {
  if (response_format?.type === 'json_schema') return (response_format.json_schema?.schema as Schema) ?? true
  const last = messages.at(-1)?.content.trimEnd().split('\n').at(-1) ?? ''
  if (!last.startsWith('{')) return response_format?.type === 'json_object' ? { type: 'object' } : null
  try {
    return JSON.parse(last)
  } catch {
    return null
  }
}

/** Thinks up what to say: from the script or drawn from the schema, as the fate has it, by chance at this address. */
export const reply = async (
  request: ChatRequest,
  fate: Fate | null,
  script: Prompter | null,
  address: readonly number[],
): Promise<Said> => {
  const uniform = addressed(...address)
  const said = (content: string, finish: Said['finish'] = 'stop') => ({ content, refusal: null, finish })
  if (fate?.name === 'nonsense') return said(`${sentence(uniform)} ${sentence(uniform)}`)
  if (fate?.name === 'refusal') return { content: '', refusal: 'I am sorry, I cannot help with that.', finish: 'stop' }
  if (fate?.name === 'filter') return said('', 'content_filter')
  if (fate?.name === 'blank') return said('')
  if (fate?.name === 'huge') return said(`{"text":"${'x'.repeat(9_000_000)}`, 'length')
  const schema = schemaOf(request)
  if (fate?.name === 'invalid') return said(JSON.stringify(breach(schema ?? true, uniform)))
  const content = script
    ? await script(request, fate !== null && !answered.has(fate.name))
    : schema === null
      ? sentence(uniform)
      : JSON.stringify(draw(schema, uniform))
  // A number that is cut short is still a number.
  if (fate?.name === 'badjson')
    return said(
      /^[[{"]/.test(content) ? content.slice(0, Math.max(1, Math.floor(content.length * 0.6))) : '{"',
      'length',
    )
  if (fate?.name === 'babble')
    return said(`${content}\n\n${Array.from({ length: 20 }, () => sentence(uniform)).join(' ')}`)
  if (fate?.name === 'fence') return said(`\`\`\`json\n${content}\n\`\`\``)
  if (fate?.name === 'thinks') return { ...said(content), thought: `${sentence(uniform)} ${sentence(uniform)}` }
  return said(content)
}

/** Behaviours that give the next answer of a script all the same. */
const answered: ReadonlySet<string> = new Set(['slow', 'drip', 'babble', 'fence', 'uncounted', 'thinks', 'plain'])

/** Tokens of a request and its answer, as servers count them; `reused`: how many first messages it had in its cache. */
export const usageOf = (request: ChatRequest, { content, refusal }: Said, reused: number | null) => {
  const count = (messages: ChatRequest['messages']): number => tokens(messages.map((each) => each.content).join(' '))
  const prompt_tokens = count(request.messages)
  const completion_tokens = tokens(refusal ?? content)
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
    ...(reused !== null && { prompt_tokens_details: { cached_tokens: count(request.messages.slice(0, reused)) } }),
  }
}
