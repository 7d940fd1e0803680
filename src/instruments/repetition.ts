import { type Instrument, openingOf, type Row } from 'suasion'

export interface RepetitionOptions {
  /** The role or seat whose talk it is; without it, a row for everyone who said something. */
  readonly of?: string
  /** The field of words; 'text' unless said. */
  readonly text?: string
  /** From which overlap on a sentence repeats another; .5 unless said. */
  readonly threshold?: number
  /** Names that count as one word, such as 'save the children'. */
  readonly names?: readonly string[]
}

export interface RepetitionRow extends Row {
  readonly seat: string
  readonly sentences: number
  readonly repeated: number
  readonly repetition: number | null
  readonly echoed: number | null
}

const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  `a about above after again all am an and any are as at be because been before being below between both but by can could
  did do does doing down during each few for from further had has have having he her here hers him his how i if in into is
  it its just me more most my no nor not now of off on once only or other our out over own same she should so some such
  than that the their them then there these they this those through to too under until up very was we were what when
  where which while who whom why will with would you your yours im ive id ill youre youve its thats dont didnt doesnt isnt
  arent wasnt cant couldnt wont wouldnt`.split(/\s+/),
)

const sentences = (text: string): string[] =>
  text.split(/(?<=[.!?])\s+|\n+/).filter((each) => /[\p{L}\p{N}]/u.test(each))

/** The words of a sentence: without those that only hold it together, unless there are no others. */
const wordsOf = (
  sentence: string,
  names: readonly string[],
): { readonly all: Set<string>; readonly content: Set<string> } => {
  let lower = sentence.toLowerCase().replace(/['’]/gu, '')
  for (const name of names) lower = lower.replaceAll(name.toLowerCase(), name.toLowerCase().replaceAll(' ', '_'))
  const all = new Set(lower.match(/[\p{L}\p{N}_]+/gu) ?? [])
  return { all, content: new Set([...all].filter((word) => !FUNCTION_WORDS.has(word))) }
}

type Words = ReturnType<typeof wordsOf>
/** Jaccard's overlap of two sentences: of their content words, or of all words where neither has any. */
const overlap = (a: Words, b: Words): number => {
  const [x, y] = a.content.size === 0 && b.content.size === 0 ? [a.all, b.all] : [a.content, b.content]
  const shared = [...x].filter((word) => y.has(word)).length
  return shared / (x.size + y.size - shared)
}

/**
 * How much somebody repeats itself: the share of its sentences whose words overlap one of its earlier sentences by half
 * or more (Jaccard over words without function words), the filter of Shi et al. 2020, Refine and Imitate. Reads words
 * alone, of any log. The list of function words is our own.
 */
export const repetition = (options: RepetitionOptions = {}): Instrument<RepetitionRow> => {
  const { of, text = 'text', threshold = 0.5, names = [] } = options
  if (!(threshold > 0 && threshold <= 1))
    throw new Error(`repetition: the threshold is ${threshold}; it lies in (0, 1]`)
  return {
    name: 'repetition',
    columns: {
      seat: 'who spoke',
      sentences: 'how many sentences it said',
      repeated: `how many of them overlap an earlier one of its own by ${threshold} or more`,
      repetition: 'share of repeated sentences; null where it said none',
      echoed:
        'share of its turns after the first in which every sentence is a repeated one; null with fewer than two turns',
    },
    read: (episode) => {
      const { seats } = openingOf(episode)
      return Object.keys(seats).flatMap((seat): RepetitionRow[] => {
        const turns = episode.flatMap((event) => {
          const words = event.kind === 'act' && event.seat === seat ? event.act[text] : undefined
          return typeof words === 'string' ? [sentences(words).map((each) => wordsOf(each, names))] : []
        })
        if (of === undefined ? turns.flat().length === 0 : seat !== of && seats[seat]!.role !== of) return []
        const said = turns.flat()
        const again = said.map((each, i) => said.slice(0, i).some((earlier) => overlap(each, earlier) >= threshold))
        const repeated = again.filter(Boolean).length
        let at = 0
        const echoes = turns.map((turn) => {
          const those = again.slice(at, at + turn.length)
          at += turn.length
          return those.length > 0 && those.every(Boolean)
        })
        const after = echoes.slice(1)
        return [
          {
            seat,
            sentences: said.length,
            repeated,
            repetition: said.length ? repeated / said.length : null,
            echoed: after.length ? after.filter(Boolean).length / after.length : null,
          },
        ]
      })
    },
  }
}
