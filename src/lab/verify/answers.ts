import {
  type Answer,
  type Asked,
  answerAct,
  asides,
  type Episode,
  type Event,
  type Json,
  replyOf,
} from '../../core/index.ts'

type SeatEvent = Extract<Event, { readonly seat: string }>

/** What a stored episode says each seat replied, in the order of its asks. */
export interface LoggedAnswers {
  /** The reply to the next ask of a seat; null where the log has no further one. `stored`: the reply as it arrived. */
  next(seen: Asked, stored: Json | undefined): Answer | null
  /** Faults whose bad answer stands nowhere, so that its problem cannot be found again. */
  readonly lost: ReadonlySet<Event>
}

/** Reads the replies of all seats out of a log. Each reply left one event of its seat, and these stand in order. */
export const loggedAnswers = (episode: Episode): LoggedAnswers => {
  const bySeat = new Map<string, SeatEvent[]>()
  for (const event of episode) if ('seat' in event) bySeat.set(event.seat, [...(bySeat.get(event.seat) ?? []), event])
  const lost = new Set<Event>()
  return {
    lost,
    next: (seen, stored) => {
      const line = bySeat.get(seen.seat) ?? []
      // An absence after exhausted tries came of the faults before it: it was no reply.
      while (line[0]?.kind === 'absent' && line[0].why === 'invalid' && line[0].probe === undefined) line.shift()
      const event = line.shift()
      if (event?.kind === 'act' && event.words !== undefined) seen.words()
      if (stored !== undefined) return stored as unknown as Answer
      if (event === undefined) return null
      if (event.kind === 'act') return replyOf(event)
      if (event.kind === 'absent')
        return { absent: event.why, ...(event.reason !== undefined && { reason: event.reason }) }
      const beside = asides(event as never)
      if (event.kind === 'probe') return { act: answerAct(seen.question!, event.answer) as never, ...beside }
      lost.add(event)
      return { act: '' as never, ...beside }
    },
  }
}
