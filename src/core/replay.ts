import { advance } from './advance.ts'
import { type Episode, type Event, openingOf } from './event.ts'
import type { Json } from './json.ts'
import type { SeatId } from './protocol.ts'
import type { Scene } from './scene.ts'
import { type Answer, begin, type Table } from './table.ts'

type ActEvent = Extract<Event, { kind: 'act' }>

/** The reply a mind gave, as its log tells it. */
export const replyOf = ({ act, declared, note, flags }: ActEvent): Answer =>
  ({
    act: { ...act, ...(declared as object | undefined) },
    ...(note !== undefined && { note }),
    ...(flags && { flags }),
  }) as unknown as Answer

/** The replies of one turn of a log, by seat. */
export const repliesAt = (episode: Episode, turn: number): Readonly<Record<SeatId, Answer>> =>
  repliesOf(episode.filter((event) => 'turn' in event && event.turn === turn)).get(turn) ?? {}

/** The replies of a log by turn and seat; a turn in which nobody replied has none. */
const repliesOf = (events: readonly Event[]): ReadonlyMap<number, Readonly<Record<SeatId, Answer>>> => {
  const turns = new Map<number, Record<SeatId, Answer>>()
  const put = (turn: number, seat: SeatId, answer: Answer): void => {
    const replies = turns.get(turn)
    if (replies) replies[seat] = answer
    else turns.set(turn, { [seat]: answer })
  }
  for (const event of events) {
    if (event.kind === 'act') put(event.turn, event.seat, replyOf(event))
    if (event.kind === 'absent' && event.probe === undefined)
      put(event.turn, event.seat, { absent: event.why, ...(event.reason !== undefined && { reason: event.reason }) })
  }
  return turns
}

/** The table as it stood when `turn` began, refolded from a log with no call to any mind. */
export const refold = (scene: Scene, episode: Episode, turn: number = Number.POSITIVE_INFINITY): Table => {
  const { key, luck, carry, protocol, version } = openingOf(episode)
  if (protocol !== scene.protocol.name || version !== scene.protocol.version) {
    const ours = `${scene.protocol.name} version ${scene.protocol.version}`
    throw new Error(`${key} was played by ${protocol} version ${version}, and cannot be refolded by ${ours}`)
  }
  let table = begin(scene, { key, luck, ...(carry && { carry }) }).table
  const turns = repliesOf(episode)
  while (table.turn < turn) {
    const replies = turns.get(table.turn)
    if (!replies) break
    table = advance(scene, table, replies).table
  }
  return table
}

/** A table at `turn` of a log, with some acts already changed: play on from it to see what would have been. */
export const fork = (
  scene: Scene,
  episode: Episode,
  turn: number,
  changes: Readonly<Record<SeatId, { readonly move: string } & Readonly<Record<string, Json>>>> = {},
): Table => {
  const table = refold(scene, episode, turn)
  if (Object.keys(changes).length === 0) return table
  const replies = Object.fromEntries(Object.entries(changes).map(([seat, act]) => [seat, { act } as unknown as Answer]))
  const { table: changed, events } = advance(scene, table, replies)
  for (const event of events)
    if (event.kind === 'fault') throw new Error(`${event.seat} may not do that at turn ${turn}: ${event.problem}`)
  return changed
}
