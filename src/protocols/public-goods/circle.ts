import type { SeatId } from 'suasion'

/** The seats of a group, and the number of each from 0. */
export interface Circle {
  readonly players: number
  readonly seats: Readonly<Record<SeatId, 'player'>>
  readonly index: ReadonlyMap<SeatId, number>
}

let last: Circle | null = null

/** The seats of so many players; made once while the same number is asked for. */
export const circle = (players: number): Circle => {
  if (last?.players === players) return last
  const names = Array.from({ length: players }, (_, i) => `player${i + 1}`)
  const seats = Object.freeze(Object.fromEntries(names.map((name) => [name, 'player' as const])))
  last = { players, seats, index: new Map(names.map((name, i) => [name, i])) }
  return last
}
