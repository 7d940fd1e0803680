import { type Episode, type Instrument, type Json, openingOf, type SeatId } from 'suasion'

/** A move, and its field that holds what is meant. */
export interface Naming {
  readonly move: string
  readonly field: string
}
/** The roles of all seats, as they were dealt. */
type Dealt = Readonly<Record<SeatId, string>>

export interface DeceptionOptions {
  /** The roles that have something to hide. */
  readonly deceivers: readonly string[]
  /** The move that says something that may be untrue. */
  readonly statement: {
    readonly move: string
    /** Whether it is untrue, by its fields and how all roles were dealt; null where it states nothing of that kind. */
    untrue(act: Readonly<Record<string, Json>>, seat: SeatId, roles: Dealt): boolean | null
  }
  /** Where somebody names whom they hold for a deceiver: fields that hold a seat, or a list of seats. */
  readonly judgements: readonly Naming[]
}

/** How one seat deceived and was seen through, and how it saw through others. */
export type Deception = {
  readonly seat: string
  readonly deceiver: boolean
  readonly statements: number
  readonly untrue: number
  readonly believed: number | null
  readonly against: number | null
  readonly detected: number | null
}

/**
 * Sets deception beside detection, a row per seat. Judges are the seats that are no deceivers. `believed` is the share of
 * the judgements others made while an untrue statement of the seat stood that do not name it; `against` the share of all
 * judgements others made, as long as it acted, that name it: read it beside the same of honest seats. `detected` is the
 * share of its own judgements that name a deceiver. Null where there was nothing to share out. Throws where a move lacks its field.
 */
export const deception = ({ deceivers, statement, judgements }: DeceptionOptions): Instrument<Deception> => {
  if (deceivers.length === 0 || judgements.length === 0)
    throw new Error('deception needs a role that deceives, and a move that judges')
  return {
    name: 'deception',
    columns: {
      seat: 'the seat',
      deceiver: `its role is ${deceivers.join(' or ')}`,
      statements: `how often it stated something (${statement.move})`,
      untrue: 'how many of those were untrue',
      believed: 'share of the judgements of others, after an untrue statement of its, that do not name it',
      against: 'share of the judgements of others that name it, as long as it acted',
      detected: 'share of its own judgements that name a deceiver; null for deceivers',
    },
    read: (episode) => {
      const roles = Object.fromEntries(Object.entries(openingOf(episode).seats).map(([seat, { role }]) => [seat, role]))
      const deceives = (seat: SeatId): boolean => deceivers.includes(roles[seat]!)
      const acts = actsOf(episode)
      const judged = acts.flatMap(({ turn, seat, act }) => {
        const place = judgements.find(({ move }) => move === act['move'])
        return place && !deceives(seat) ? [{ turn, seat, names: namesIn(act, place) }] : []
      })
      return Object.keys(roles).map((seat): Deception => {
        const own = acts.filter((each) => each.seat === seat)
        const until = own.at(-1)?.turn ?? -1
        const said = own.flatMap(({ turn, act }) => {
          const untrue = act['move'] === statement.move ? statement.untrue(act, seat, roles) : null
          return untrue === null ? [] : [{ turn, untrue }]
        })
        const lied = said.find(({ untrue }) => untrue)?.turn ?? null
        const others = judged.filter((each) => each.seat !== seat && each.turn <= until)
        const after = lied === null ? [] : others.filter(({ turn }) => turn > lied)
        const names = judged.flatMap((each) => (each.seat === seat ? each.names : []))
        return {
          seat,
          deceiver: deceives(seat),
          statements: said.length,
          untrue: said.filter(({ untrue }) => untrue).length,
          believed: share(after, (each) => !each.names.includes(seat)),
          against: share(others, (each) => each.names.includes(seat)),
          detected: deceives(seat) ? null : share(names, deceives),
        }
      })
    },
  }
}

const actsOf = (episode: Episode) => episode.flatMap((event) => (event.kind === 'act' ? [event] : []))

const share = <T>(all: readonly T[], is: (one: T) => boolean): number | null =>
  all.length ? all.filter(is).length / all.length : null

const namesIn = (act: Readonly<Record<string, Json>>, { move, field }: Naming): readonly SeatId[] => {
  const value = act[field]
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value as readonly SeatId[]
  const has = Object.keys(act).filter((name) => name !== 'move')
  throw new Error(`deception: ${move} has no field ${field} that names seats; it has ${has.join(', ') || 'none'}`)
}
