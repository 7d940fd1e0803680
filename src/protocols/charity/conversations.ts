import { openingOf, type Told } from 'suasion'
import { type Reply, replyOf } from './acts.ts'
import { after, type History, START } from './hazards.ts'

/** One turn of the persuader's that was answered. */
export interface Exchange {
  readonly acts: readonly string[]
  readonly history: History
  readonly reply: Reply
  /** The labels of the answer. */
  readonly answered: readonly string[]
}
/** What a fit needs of one conversation: nothing that anybody said. */
export interface Conversation {
  readonly key: string
  readonly exchanges: readonly Exchange[]
  /** Whether the persuadee agreed to donate at any time. */
  readonly agreed: boolean
  /** As shares of the endowment; null where not known. */
  readonly pledged: number | null
  readonly given: number | null
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/**
 * The labelled exchanges of a conversation, and what was pledged and given: from the log where it holds a pledge, else
 * from the fact `intended`. Null where nobody labelled its turns. Throws on a log of another protocol.
 */
export const conversationOf = ({ key, episode, facts }: Told): Conversation | null => {
  const { protocol, params } = openingOf(episode)
  if (protocol !== 'charity')
    throw new Error(`a persuadee is fitted from conversations of charity, and ${key} is one of ${protocol}`)
  const { endowment } = params as { readonly endowment: number }
  const exchanges: Exchange[] = []
  let history = START
  let acts: readonly string[] = []
  let [pledged, given, labels] = [null, null, 0] as [number | null, number | null, number]
  for (const event of episode) {
    if (event.kind !== 'act') continue
    const { act, seat, turn } = event
    const own = (act['acts'] ?? []) as readonly string[]
    labels += own.length
    if (act['move'] === 'give') {
      if (seat === 'persuadee') given = act['amount'] as number
    } else if (seat === 'persuader') acts = [...acts, ...own]
    else {
      const reply = replyOf(act['move'] as string, own)
      const here = { ...history, exchange: turn >> 1 }
      exchanges.push({ acts, history: here, reply, answered: own })
      history = after(here, acts, reply)
      acts = []
      if (act['move'] === 'pledge') pledged = act['amount'] as number
      if (act['move'] === 'decline') pledged = null
    }
  }
  if (labels === 0) return null
  const intended = facts.find((row) => row['seat'] === 'persuadee')?.['intended']
  const promised = pledged ?? (isNumber(intended) ? intended : null)
  return {
    key,
    exchanges,
    agreed: exchanges.some(({ reply }) => reply === 'donate'),
    pledged: promised === null ? null : promised / endowment,
    given: given === null ? null : given / endowment,
  }
}

/** The exchanges up to and with the first donation: those in which it could still happen. */
export const atRisk = ({ exchanges }: Conversation): readonly Exchange[] => {
  const first = exchanges.findIndex(({ reply }) => reply === 'donate')
  return first < 0 ? exchanges : exchanges.slice(0, first + 1)
}
