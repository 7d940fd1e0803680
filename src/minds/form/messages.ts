import type { InWords, SeatId } from 'suasion'
import type { Message } from 'suasion/models'

/** Stands where nobody else spoke before a seat did: many chat templates refuse two messages of one side in a row. */
const opening = 'It is your turn.'

/**
 * The ask as a chat: the brief as system message; what others said and the setting as the user's, joined; the seat's
 * own lines as the assistant's. Sides alternate, and all but the last message are the beginning of every later chat of
 * the seat, so that a server's cache serves them again; what no two episodes share comes after what they do. What was
 * said since the seat's own last line is in the last.
 */
export const messagesOf = (
  seat: SeatId,
  { brief, lines, now, ask }: InWords,
  persona: string,
  form: string,
  earlier = '',
): Message[] => {
  const messages: Message[] = [{ role: 'system', content: [persona, brief, earlier].filter(Boolean).join('\n\n') }]
  let heard: string[] = []
  for (const { by, to, text } of lines) {
    if (by === seat) {
      messages.push({ role: 'user', content: heard.join('\n') || opening }, { role: 'assistant', content: text })
      heard = []
      continue
    }
    const whom = to ? ` (to ${to.map((each) => (each === seat ? 'you' : each)).join(', ')})` : ''
    heard.push(by === null ? text : `${by}${whom}: ${text}`)
  }
  const last = [heard.join('\n'), now, ask, form].filter(Boolean).join('\n\n')
  return [...messages, { role: 'user', content: last }]
}

/** The characters of some messages: what the tokens of a prompt are forecast from. */
export const charactersOf = (messages: readonly Message[]): number =>
  messages.reduce((sum, { content }) => sum + content.length, 0)
