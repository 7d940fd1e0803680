import { type Instrument, instrumentEntry, openingOf, type Parser, type SeatId } from 'suasion'
import { z } from 'zod'

type Columns = {
  readonly seat: SeatId
  readonly role: string
  readonly texts: number
  readonly unread: number
} & Readonly<Record<`read ${string}`, number>>

const slug = (label: string): `read ${string}` => `read ${label}`

/** The sentences of a text: parsers are trained on single ones. */
export const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((each) => each.trim())
    .filter((each) => /[\p{L}\p{N}]/u.test(each))

/**
 * Reads with a parser what seats said, a row per seat: in how many of its texts each label was found. The same reader
 * serves people's talk and minds'. `per` says whether it was trained on sentences or on whole messages. Shares are
 * corrected for its errors by `sharesCorrected` with the counts of its card.
 */
export const labelled = ({
  parser,
  of,
  per = 'sentence',
}: {
  readonly parser: Parser
  /** The role or seat that is read; without it, all. */
  readonly of?: string
  readonly per?: 'sentence' | 'message'
}): Instrument<Columns> => {
  if (per !== 'sentence' && per !== 'message')
    throw new Error(`labelled reads per sentence or per message, not per ${String(per)}`)
  return {
    name: `labelled by ${parser.name}`,
    columns: {
      seat: 'the seat that spoke',
      role: 'its role',
      texts: `${per}s that were read`,
      unread: `${per}s that the parser would not read: another language, or words it never met`,
      ...(Object.fromEntries(
        parser.labels.map((label) => [slug(label), `${per}s read as ${label} by ${parser.name}`]),
      ) as Record<`read ${string}`, string>),
    },
    parsers: [parser.card],
    read: (episode) => {
      const { seats } = openingOf(episode)
      const counts = new Map<SeatId, Record<string, number>>()
      let last: { readonly seat: SeatId; readonly text: string } | null = null
      let before = ''
      for (const event of episode) {
        if (event.kind !== 'act' || typeof event.act['text'] !== 'string') continue
        const { seat } = event
        const text = event.act['text']
        // What the other said last, however many messages the speaker itself wrote since.
        if (last && last.seat !== seat) before = last.text
        last = { seat, text }
        const role = seats[seat]!.role
        if (of !== undefined && of !== seat && of !== role) continue
        const own = counts.get(seat) ?? {}
        for (const part of per === 'message' ? [text] : sentencesOf(text)) {
          const { labels, doubt } = parser.parse(part, before)
          own[doubt ? 'unread' : 'texts'] = (own[doubt ? 'unread' : 'texts'] ?? 0) + 1
          for (const label of labels) own[slug(label)] = (own[slug(label)] ?? 0) + 1
        }
        counts.set(seat, own)
      }
      return [...counts].map(([seat, own]) => ({
        seat,
        role: seats[seat]!.role,
        texts: own['texts'] ?? 0,
        unread: own['unread'] ?? 0,
        ...(Object.fromEntries(parser.labels.map((label) => [slug(label), own[slug(label)] ?? 0])) as Record<
          `read ${string}`,
          number
        >),
      }))
    },
  }
}

export default instrumentEntry(
  z.object({
    parser: z.string().describe('what reads: a name of suasion parse'),
    of: z.string().optional().describe('the role or seat that is read; all without it'),
    per: z.enum(['sentence', 'message']).default('sentence').describe('what the parser was trained on'),
  }),
  async ({ parser, of, per }, _protocol, parserOf) =>
    labelled({ parser: await parserOf(parser), per, ...(of !== undefined && { of }) }),
)
