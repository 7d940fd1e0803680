import type { OpenEvent } from './event.ts'
import type { SeatId } from './protocol.ts'

type Who = OpenEvent['seats'][string]

/** The opening, with each role and mind told once: a seat is its number in `who`. */
export interface Opening extends Omit<OpenEvent, 'kind' | 'seats'> {
  readonly kind: 'opening'
  readonly who: readonly Who[]
  readonly seats: Readonly<Record<SeatId, number>>
}

type Numbered = Pick<Opening, 'who' | 'seats'>

/** Episodes of one scene share their seats, and numbering forty costs more than ten of their acts. */
const known = new WeakMap<OpenEvent['seats'], Numbered>()

const number = (seats: OpenEvent['seats']): Numbered => {
  const before = known.get(seats)
  if (before) return before
  const who: Who[] = []
  const numbers: Record<SeatId, number> = {}
  for (const seat in seats) {
    const { role, mind, cast } = seats[seat]!
    let at = who.findIndex((each) => each.mind === mind && each.role === role && each.cast === cast)
    if (at < 0) at = who.push(seats[seat]!) - 1
    numbers[seat] = at
  }
  const made = { who, seats: numbers }
  known.set(seats, made)
  return made
}

/** The opening of an episode as it is stored. */
export const packOpening = ({ seats, kind: _, ...rest }: OpenEvent): Opening => ({
  kind: 'opening',
  ...rest,
  ...number(seats),
})

/** The opening event of a stored one. */
export const unpackOpening = ({ who, seats, kind: _, ...rest }: Opening): OpenEvent => {
  const { format, key, luck, protocol, version, params, wording, ...more } = rest
  const told = Object.fromEntries(Object.entries(seats).map(([seat, at]) => [seat, who[at]!]))
  return { kind: 'open', format, key, luck, protocol, version, params, wording, seats: told, ...more }
}
