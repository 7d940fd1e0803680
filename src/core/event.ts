import type { Json } from './json.ts'
import type { CastKind } from './mind.ts'
import type { SeatId, Why } from './protocol.ts'

/** The number every log opens with; a reader refuses one it does not know. */
export const FORMAT = 1

/** One typed fact of an episode. What a seat saw is re-derived from these, so it is not stored. */
export type Event =
  | {
      readonly kind: 'open'
      readonly format: number
      readonly key: string
      readonly luck: string
      readonly protocol: string
      readonly version: number
      readonly params: Json
      readonly wording: string
      readonly seats: Readonly<
        Record<SeatId, { readonly role: string; readonly mind: string; readonly cast: CastKind }>
      >
      readonly carry?: Readonly<Record<SeatId, Json>>
    }
  | {
      readonly kind: 'act'
      readonly turn: number
      readonly seat: SeatId
      readonly act: Readonly<Record<string, Json>>
      /** The speaker's own expressive fields, where a parser's stand in the act. */
      readonly declared?: Json
      readonly note?: Json
      readonly flags?: readonly string[]
      /** The fingerprint of the words the mind was shown, where it asked for words. */
      readonly words?: string
    }
  | {
      readonly kind: 'probe'
      readonly when: string
      readonly turn: number
      readonly seat: SeatId
      readonly question: string
      readonly answer: Json
      readonly note?: Json
      readonly flags?: readonly string[]
    }
  | {
      readonly kind: 'fault'
      readonly turn: number
      readonly seat: SeatId
      readonly tries: number
      readonly problem: string
      /** What the mind noted beside the answer that could not be used: what it cost, why it refused. */
      readonly note?: Json
      readonly flags?: readonly string[]
      /** The question, where it was no ask of the rules. */
      readonly probe?: string
    }
  | {
      readonly kind: 'absent'
      readonly turn: number
      readonly seat: SeatId
      readonly why: Why
      readonly reason?: string
      /** The question that was not answered; without it, the seat missed its turn. */
      readonly probe?: string
    }
  | {
      readonly kind: 'close'
      readonly turns: number
      readonly payoff: Readonly<Record<SeatId, number>> | null
      readonly flags: readonly string[]
    }

/** The log of one episode, from open to close. */
export type Episode = readonly Event[]
export type OpenEvent = Extract<Event, { kind: 'open' }>
export type CloseEvent = Extract<Event, { kind: 'close' }>

/** The opening of an episode; throws on a log that has none or is of another format. */
export const openingOf = (episode: Episode): OpenEvent => {
  const [first] = episode
  if (first?.kind !== 'open')
    throw new Error(`an episode begins with an open event, and this one with ${first?.kind ?? 'nothing'}`)
  if (first.format !== FORMAT)
    throw new Error(`this log has format ${first.format}; this version reads format ${FORMAT}`)
  return first
}

/** The end of an episode; throws on one that never ended. */
export const closingOf = (episode: Episode): CloseEvent => {
  const last = episode.at(-1)
  if (last?.kind !== 'close') throw new Error('this episode has no end')
  return last
}
