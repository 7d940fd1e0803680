import type { OpenEvent } from './event.ts'
import type { AnyMind } from './mind.ts'
import type { SeatId } from './protocol.ts'
import { mindOf, type Scene } from './scene.ts'

/** Who sits in a seat: a role and a mind. */
export interface Place {
  readonly role: string
  readonly mind: AnyMind
}

/** Who sits where in a scene whose roles are dealt. */
export interface Places {
  readonly of: ReadonlyMap<SeatId, Place>
  /** The same as the log tells it. */
  readonly told: OpenEvent['seats']
  /** What minds that keep nothing leave, by seat; null where one of them may leave something. */
  readonly nothing: Readonly<Record<SeatId, null>> | null
}

type Roles = Readonly<Record<SeatId, string>>
interface Memory {
  readonly scene: Scene
  readonly roles: Roles
  readonly places: Places
  row: readonly SeatId[]
  line: readonly Place[]
}
let last: Memory | null = null
/** Those of tables that take turns: their minds have to be waited for. */
const others = new WeakMap<Roles, Memory>()

/**
 * The places of a table; made once for each scene and its roles, and once more where tables take turns. `dealt`: the roles
 * have only now been dealt. Throws where a seat has no mind.
 */
export const placesOf = (scene: Scene, roles: Roles, dealt = false): Places => {
  if (last?.scene === scene && last.roles === roles) return last.places
  const known = dealt ? undefined : others.get(roles)
  if (known?.scene === scene) {
    last = known
    return known.places
  }
  const of = new Map<SeatId, Place>()
  const told: Record<SeatId, OpenEvent['seats'][string]> = {}
  const nothing: Record<SeatId, null> = {}
  let closes = false
  for (const seat in roles) {
    const role = roles[seat]!
    const mind = mindOf(scene.protocol, scene.minds, seat, role)
    of.set(seat, { role, mind })
    told[seat] = { role, mind: mind.name, cast: mind.cast }
    nothing[seat] = null
    if (mind.close) closes = true
  }
  const places = { of, told, nothing: closes ? null : nothing }
  last = { scene, roles, places, row: [], line: [] }
  if (!dealt) others.set(roles, last)
  return places
}

/** The places of some seats in order; made once while the same list is asked again. */
export const lineOf = (scene: Scene, roles: Roles, row: readonly SeatId[]): readonly Place[] => {
  const { of } = placesOf(scene, roles)
  const memory = last!
  if (memory.row !== row) {
    memory.row = row
    memory.line = row.map((seat) => of.get(seat)!)
  }
  return memory.line
}
