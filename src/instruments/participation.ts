import { type Instrument, instrumentEntry, openingOf, type Row } from 'suasion'
import { z } from 'zod'

export interface ParticipationOptions {
  /** The field of words; 'text' unless said. */
  readonly field?: string
}

/** How much one seat took part in the talk. */
export interface Participation extends Row {
  readonly seat: string
  readonly contributions: number
  readonly words: number
  readonly wordShare: number | null
  readonly meanWords: number | null
  readonly questions: number
}

/** Runs of letters, digits and what stands inside a word; in a script without spaces a run is a phrase. */
const WORD = /[\p{L}\p{N}\p{M}]+(?:['’-][\p{L}\p{N}\p{M}]+)*/gu

/**
 * Counts how much each seat took part in the talk, a row per seat: acts with a text that is not blank, their words, its share of all
 * words (null where nobody said any) and mean words of a contribution (null where it made none), and how many of them
 * hold a question mark. Every move with a field of that name counts, in any protocol.
 */
export const participation = ({ field = 'text' }: ParticipationOptions = {}): Instrument<Participation> => ({
  name: 'participation',
  columns: {
    seat: 'the seat',
    contributions: 'acts with a text',
    words: 'words in them',
    wordShare: 'share of the words of all seats',
    meanWords: 'mean words of a contribution',
    questions: 'contributions with a question mark',
  },
  read: (episode) => {
    const counts = new Map(
      Object.keys(openingOf(episode).seats).map((seat) => [seat, { contributions: 0, words: 0, questions: 0 }]),
    )
    let all = 0
    for (const event of episode) {
      const text = event.kind === 'act' ? event.act[field] : undefined
      if (event.kind !== 'act' || typeof text !== 'string' || text.trim() === '') continue
      const own = counts.get(event.seat)!
      const words = text.match(WORD)?.length ?? 0
      own.contributions++
      own.words += words
      if (/[?？؟]/.test(text)) own.questions++
      all += words
    }
    return [...counts].map(([seat, { contributions, words, questions }]) => ({
      seat,
      contributions,
      words,
      wordShare: all ? words / all : null,
      meanWords: contributions ? words / contributions : null,
      questions,
    }))
  },
})

export default instrumentEntry(
  z.object({ field: z.string().default('text').describe('the field of words') }),
  participation,
)
