import type { Episode, Event } from './event.ts'
import type { Json } from './json.ts'
import { type Opening, packOpening, unpackOpening } from './opening.ts'
import type { SeatId } from './protocol.ts'

type ActEvent = Extract<Event, { kind: 'act' }>

/** Several plain acts of one turn with one move, as columns: a tenth of the bytes where many act at once. */
interface Acts {
  readonly kind: 'acts'
  readonly turn: number
  /** Who acted, in order; left out when it was everyone, in the order of the opening. */
  readonly seats?: readonly SeatId[]
  readonly move: string
  readonly fields: Readonly<Record<string, readonly Json[]>>
}

/** An episode as it is stored: what many seats did at once stands in columns, and who they are is told once. */
export type Packed = readonly (Event | Acts | Opening)[]

const plain = (event: Event): event is ActEvent =>
  event.kind === 'act' && event.note === undefined && !event.flags && !event.declared && !event.words

/** Packs a log for storage; `unpack` gives the same log again. */
export const pack = (episode: Episode): Packed => {
  const packed: (Event | Acts | Opening)[] = []
  let everyone: readonly SeatId[] = []
  for (let i = 0; i < episode.length; ) {
    const event = episode[i]!
    if (event.kind === 'open') {
      everyone = Object.keys(event.seats)
      packed.push(everyone.length > 2 ? packOpening(event) : event)
      i++
      continue
    }
    const end = plain(event) ? endOfRun(episode, i, event) : i + 1
    packed.push(end - i > 2 ? columns(episode as readonly ActEvent[], i, end, everyone) : event)
    i = end - i > 2 ? end : i + 1
  }
  return packed
}

const endOfRun = (episode: Episode, from: number, { turn, act }: ActEvent): number => {
  const keys = Object.keys(act)
  let end = from + 1
  for (; end < episode.length; end++) {
    const next = episode[end]!
    if (!plain(next) || next.turn !== turn || next.act['move'] !== act['move']) break
    let same = 0
    for (const key in next.act) if (key === keys[same]) same++
    if (same !== keys.length) break
  }
  return end
}

const columns = (episode: readonly ActEvent[], from: number, to: number, everyone: readonly SeatId[]): Acts => {
  const { turn, act } = episode[from]!
  const n = to - from
  let all = n === everyone.length
  for (let i = 0; all && i < n; i++) all = episode[from + i]!.seat === everyone[i]
  const fields: Record<string, Json[]> = {}
  for (const key in act) {
    if (key === 'move') continue
    const column = new Array<Json>(n)
    for (let i = 0; i < n; i++) column[i] = episode[from + i]!.act[key]!
    fields[key] = column
  }
  const seats = all ? undefined : episode.slice(from, to).map(({ seat }) => seat)
  return { kind: 'acts', turn, ...(seats && { seats }), move: act['move'] as string, fields }
}

/** The log of a packed episode. */
export const unpack = (packed: Packed): Episode => {
  let everyone: readonly SeatId[] = []
  return packed.flatMap((event) => {
    if (event.kind === 'opening' || event.kind === 'open') everyone = Object.keys(event.seats)
    if (event.kind === 'opening') return [unpackOpening(event)]
    if (event.kind !== 'acts') return [event]
    const { turn, seats = everyone, move, fields } = event
    const names = Object.keys(fields)
    return seats.map((seat, i): Event => {
      const act: Record<string, Json> = { move }
      for (const name of names) act[name] = fields[name]![i]!
      return { kind: 'act', turn, seat, act }
    })
  })
}
