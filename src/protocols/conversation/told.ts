import { type Json, type Row, type SeatId, type Told, tell } from 'suasion'
import { conversation } from './protocol.ts'

/** One thing somebody said, as a transcript holds it. */
export interface Spoken {
  /** Who said it, as the transcript names them: a seat number stands for the name. */
  readonly speaker: string
  readonly text: string
  /** What is known of it beside its text; it goes to the log, as a note on the act. */
  readonly note?: Json
}

/** The most speakers and contributions, and the longest text, that one conversation can have. */
const MOST = { speakers: 1000, contributions: 100_000, characters: 1_000_000 }

/** The seats of the speakers of a conversation, numbered in the order in which they first speak: no name is kept. */
export const seatsBySpeaker = (spoken: readonly Spoken[]): ReadonlyMap<string, SeatId> => {
  const seats = new Map<string, SeatId>()
  for (const { speaker } of spoken) if (!seats.has(speaker)) seats.set(speaker, `speaker${seats.size + 1}`)
  return seats
}

/** A transcript in the order of its talk as an episode, or why it cannot be one. `facts` is handed the seats. */
export const toldTalk = (
  key: string,
  spoken: readonly Spoken[],
  facts: (seats: ReadonlyMap<string, SeatId>) => readonly Row[],
): Told | { readonly problem: string } => {
  const seats = seatsBySpeaker(spoken)
  let longest = conversation.params.parse({}).longest
  for (const { text } of spoken) longest = Math.max(longest, text.length)
  if (spoken.length === 0) return { problem: 'nothing was said' }
  if (seats.size > MOST.speakers) return { problem: `more than ${MOST.speakers} speakers` }
  if (spoken.length > MOST.contributions) return { problem: `more than ${MOST.contributions} contributions` }
  if (longest > MOST.characters) return { problem: `a text of more than ${MOST.characters} characters` }
  const params = { speakers: seats.size, order: 'any', length: spoken.length, longest }
  const deeds = spoken.map(({ speaker, text, note }) => ({
    seat: seats.get(speaker)!,
    act: { move: 'say', text },
    ...(note !== undefined && { note }),
  }))
  const told = tell(conversation, key, params, deeds)
  return 'problem' in told ? { problem: told.problem } : { key, episode: told.episode, facts: facts(seats) }
}
