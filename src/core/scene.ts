import type { ParamsOf } from './define.ts'
import { settings } from './define.ts'
import { luckOf } from './luck.ts'
import type { AnyMind, MindFor } from './mind.ts'
import { suggest } from './nearest.ts'
import type { AnyProtocol, SeatId } from './protocol.ts'
import type { Words } from './words.ts'

/** A protocol with its parameters and wording, and a mind per role or seat: all that one episode needs. */
export interface Scene<T extends AnyProtocol = AnyProtocol> {
  readonly protocol: T
  readonly params: Readonly<Record<string, unknown>>
  readonly wording: string
  // biome-ignore lint/suspicious/noExplicitAny: the words of a protocol, no matter which
  readonly words: Words<any, any>
  readonly minds: Readonly<Record<string, AnyMind>>
  /** How many bad answers a seat may give to one ask before it counts as absent. */
  readonly patience: number
}

export interface SceneOptions<T extends AnyProtocol> {
  readonly params?: ParamsOf<T>
  /** One of the protocol's wordings; without it, its own words. */
  readonly wording?: string
  readonly patience?: number
  /** A mind for each role or seat; a seat's own mind wins over its role's. */
  readonly minds: Readonly<Record<string, MindFor<T> | AnyMind>>
}

/** Sets a scene; throws at once on an unknown parameter, wording, role or seat, or a mind made for another protocol. */
export const scene = <T extends AnyProtocol>(protocol: T, options: SceneOptions<T>): Scene<T> => {
  const { minds, wording = 'own', patience = 3 } = options
  const params = settings(protocol, options.params ?? {})
  const words = wording === 'own' ? protocol.words : protocol.wordings?.[wording]
  if (!words) {
    const has = ['own', ...Object.keys(protocol.wordings ?? {})]
    throw new Error(`${protocol.name} has no wording called ${wording}${suggest(wording, has)}`)
  }
  const seats = protocol.seats(params, luckOf('seats'))
  const places = [...Object.keys(protocol.roles), ...Object.keys(seats)]
  for (const [place, mind] of Object.entries(minds)) {
    if (!places.includes(place))
      throw new Error(`${protocol.name} has no role or seat called ${place}; it has ${[...new Set(places)].join(', ')}`)
    if (mind.plays !== '*' && mind.plays !== protocol.name)
      throw new Error(`${mind.name} plays ${mind.plays} and cannot sit at ${protocol.name}`)
  }
  // A mind named for a seat is held to its role when the roles are dealt: here they are dealt for a trial only.
  for (const [seat, role] of Object.entries(seats))
    if (!minds[seat] || seat in protocol.roles) mindOf(protocol, minds, seat, role)
  return { protocol, params, wording, words, minds: minds as Readonly<Record<string, AnyMind>>, patience }
}

/** The mind in a seat: the seat's own, else its role's; throws where there is none, or it cannot take the role. */
export const mindOf = (
  protocol: AnyProtocol,
  minds: Readonly<Record<string, AnyMind>>,
  seat: SeatId,
  role: string,
): AnyMind => {
  const mind = minds[seat] ?? minds[role]
  if (!mind)
    throw new Error(
      `${protocol.name} needs a mind for ${seat} (${role}); it was given ${Object.keys(minds).join(', ')}`,
    )
  if (mind.roles && !mind.roles.includes(role))
    throw new Error(`${mind.name} cannot be ${role} of ${protocol.name}; it can be ${mind.roles.join(', ')}`)
  return mind
}
