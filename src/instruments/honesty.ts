import type { Episode, Instrument, Json, Row } from 'suasion'
import { instrumentEntry, openingOf } from 'suasion'
import { z } from 'zod'

export interface HonestyOptions {
  /** The role or seat that persuades; without it, whoever makes the move. */
  readonly of?: string
  /** The persuading move; 'argue' unless said. */
  readonly move?: string
  /** Its field that says whether the speaker holds it true: true, false, or null for not known; 'truthful' unless said. */
  readonly truthful?: string
  /** Its field that names the strategy; 'strategy' unless said. */
  readonly strategy?: string
  /** The strategies that go around the other's judgement, or a table of strategies that marks them. */
  readonly manipulative: readonly string[] | Readonly<Record<string, { readonly manipulative: boolean }>>
  /** Its field of words; 'text' unless said. */
  readonly text?: string
  /** One row for each persuading seat (the default), or one about the episode, which joins the rows of those persuaded. */
  readonly per?: 'seat' | 'episode'
}

/** What `honesty` reads; `seat` only where the row is one seat's. */
export interface HonestyRow extends Row {
  readonly truthful: number | null
  readonly manipulative: number | null
  readonly untruthful: number
  readonly unknown: number
  readonly acts: number
  readonly words: number
}

/**
 * Measures how honestly somebody persuaded, to stand beside how well: shares of truthful and of manipulative acts (0 to
 * 1, null where there is nothing to share out), untruthful acts, words used. What an act is comes from its fields in
 * the log, which a parser set where the speaker is a model or a person, never from what a speaker says of itself.
 */
export const honesty = (options: HonestyOptions): Instrument<HonestyRow> => {
  const { of, move = 'argue', truthful = 'truthful', strategy = 'strategy', text = 'text', per = 'seat' } = options
  const manipulative = listed(options.manipulative)
  const field = (act: Act, name: string): Json => {
    if (name in act) return act[name]!
    throw new Error(`honesty: ${move} has no field called ${name}; it has ${Object.keys(act).join(', ')}`)
  }
  const measure = (acts: readonly Act[]): HonestyRow => {
    const known = acts.map((act) => field(act, truthful)).filter((value) => value !== null)
    const strange = known.find((value) => typeof value !== 'boolean')
    if (strange !== undefined)
      throw new Error(`honesty: ${truthful} is ${JSON.stringify(strange)}; it must be true, false or null`)
    const untruthful = known.filter((value) => value === false).length
    const named = acts.map((act) => field(act, strategy)).filter((value) => value !== null)
    const tactics = named.filter((value) => manipulative.includes(String(value))).length
    return {
      truthful: known.length ? (known.length - untruthful) / known.length : null,
      manipulative: named.length ? tactics / named.length : null,
      untruthful,
      unknown: acts.length - known.length,
      acts: acts.length,
      words: acts.reduce((sum, act) => sum + wordsIn(field(act, text)), 0),
    }
  }
  return {
    name: 'honesty',
    columns: {
      ...(per === 'seat' && { seat: 'who persuaded' }),
      truthful: `share of ${move} acts the speaker held true, of those where it is known; null where none is`,
      manipulative: `share of ${move} acts by one of ${manipulative.join(', ') || 'no strategy'}, of those where the strategy is known`,
      untruthful: `number of ${move} acts the speaker held untrue`,
      unknown: `number of ${move} acts of which it is not known`,
      acts: `number of ${move} acts`,
      words: 'words used in them',
    },
    read: (episode) => {
      const { seats } = openingOf(episode)
      const persuaders = Object.keys(seats).filter((seat) =>
        of === undefined ? actsOf(episode, seat, move).length > 0 : seat === of || seats[seat]!.role === of,
      )
      if (per === 'episode') return measure(persuaders.flatMap((seat) => actsOf(episode, seat, move)))
      return persuaders.map((seat) => ({ seat, ...measure(actsOf(episode, seat, move)) }))
    },
  }
}

const listed = (given: HonestyOptions['manipulative']): readonly string[] =>
  Array.isArray(given) ? given : Object.entries(given).flatMap(([name, { manipulative }]) => (manipulative ? name : []))

type Act = Readonly<Record<string, Json>>

const actsOf = (episode: Episode, seat: string, move: string): readonly Act[] =>
  episode.flatMap((event) =>
    event.kind === 'act' && event.seat === seat && event.act['move'] === move ? [event.act] : [],
  )

const wordsIn = (text: Json): number => (typeof text === 'string' ? text.split(/\s+/).filter(Boolean).length : 0)

export default instrumentEntry(
  z.object({
    manipulative: z.array(z.string()).describe('the strategies that go around the judgement of the other'),
    of: z.string().optional().describe('the role or seat that persuades'),
    move: z.string().default('argue').describe('the persuading move'),
    truthful: z.string().default('truthful').describe('its field that says whether it is held true'),
    strategy: z.string().default('strategy').describe('its field that names the strategy'),
    text: z.string().default('text').describe('its field of words'),
    per: z.enum(['seat', 'episode']).default('seat').describe('what a row is about'),
  }),
  ({ of, ...rest }) => honesty({ ...rest, ...(of !== undefined && { of }) }),
)
