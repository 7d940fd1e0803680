import { z } from 'zod'
import type { Legal, SeatId, Turn } from './protocol.ts'
import type { Line } from './words.ts'

/** Something said in a room. */
export interface Utterance {
  readonly by: SeatId
  readonly room: string
  readonly text: string
}

/** Free chat in rooms, as plain data inside a protocol's state: who is where, what was said, who has nothing to add. */
export interface Talk {
  readonly rooms: Readonly<Record<string, readonly SeatId[]>>
  readonly said: readonly Utterance[]
  readonly silent: readonly SeatId[]
  readonly gone: readonly SeatId[]
  /** How many utterances close the floor. */
  readonly limit: number
}

/** The moves of free chat: say something in a room one is in, or stay silent until somebody else speaks. */
export const talkMoves = {
  say: z.object({ room: z.string().describe('where to say it'), text: z.string().min(1).max(600) }),
  silent: z.object({}),
}

/** Opens the floor: room names to their members, and how many utterances it lasts at most. */
export const openFloor = (rooms: Talk['rooms'], limit: number): Talk => ({
  rooms,
  said: [],
  silent: [],
  gone: [],
  limit,
})

/** The rooms a seat is in. */
export const roomsOf = (talk: Talk, seat: SeatId): string[] =>
  Object.keys(talk.rooms).filter((room) => talk.rooms[room]!.includes(seat))

/** What a seat has heard: everything said in its rooms. */
export const heard = (talk: Talk, seat: SeatId): readonly Utterance[] => {
  const rooms = roomsOf(talk, seat)
  return talk.said.filter((each) => rooms.includes(each.room))
}

/** Who may speak: everyone in a room who has not fallen silent; nobody once the floor is closed. The first to act closes the turn. */
export const floor = (talk: Talk): Turn => {
  if (talk.said.length >= talk.limit) return { ask: [] }
  const members = [...new Set(Object.values(talk.rooms).flat())]
  return { ask: members.filter((seat) => !talk.silent.includes(seat) && !talk.gone.includes(seat)), until: 'any' }
}

/** After an utterance those who can hear it may speak again; after a silence the seat waits for one. */
export const talked = (
  talk: Talk,
  seat: SeatId,
  act: { readonly move: 'say'; readonly room: string; readonly text: string } | { readonly move: 'silent' },
): Talk => {
  if (act.move === 'silent') return { ...talk, silent: [...talk.silent, seat] }
  const listeners = talk.rooms[act.room] ?? []
  const silent = talk.silent.filter((each) => !listeners.includes(each))
  return { ...talk, silent, said: [...talk.said, { by: seat, room: act.room, text: act.text }] }
}

/** A seat that left is not asked to speak again. */
export const left = (talk: Talk, seat: SeatId): Talk => ({ ...talk, gone: [...talk.gone, seat] })

/** The moves of free chat open to someone in these rooms. */
export const talkLegal = (rooms: readonly string[]): Legal<typeof talkMoves> => ({
  say: { room: { only: rooms } },
  silent: {},
})

/** What was said as lines: to everyone in `everyone`, or to the members of a private room only. */
export const talkLines = (said: readonly Utterance[], rooms: Talk['rooms'], everyone: string): Line[] =>
  said.map(({ by, room, text }) => (room === everyone ? { by, text } : { by, to: rooms[room]!, text }))
