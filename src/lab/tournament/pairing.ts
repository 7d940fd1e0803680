import { type AnyMind, type AnyProtocol, luckOf, type Scene, scene } from '../../core/index.ts'
import { Misuse } from '../misuse.ts'

/** One way to seat two minds at a protocol. */
export interface Order {
  /** What its games are stored under, as in 'equilibrium, honest' or 'optimal (sender), gullible (receiver)'. */
  readonly name: string
  readonly scene: Scene
}

/** Whether two minds have the same roles in each game, only over all orders of a match, or never. */
export type Fairness = 'always' | 'swapped' | 'never'

/** Two minds that meet, and the orders in which they can. */
export interface Pairing {
  readonly minds: readonly [string, string]
  readonly orders: readonly Order[]
  /** False where one of them is held back. */
  readonly seen: boolean
  readonly fair: Fairness
}

/** What decides how minds are seated. */
export interface Table {
  readonly protocol: AnyProtocol
  readonly params: Readonly<Record<string, unknown>>
  readonly wording: string
}

const able = ({ roles }: AnyMind, role: string): boolean => !roles || roles.includes(role)

/** The places of a table and which of two sides each belongs to, one entry per order. */
const sidesOf = ({
  protocol,
  params,
}: Table): readonly (readonly (readonly [place: string, role: string, side: 0 | 1])[])[] => {
  const seats = Object.entries(protocol.seats(params, luckOf('seats')) as Readonly<Record<string, string>>)
  if (seats.length < 2)
    throw new Misuse(
      `${protocol.name} seats one, and a tournament needs two seats or more; suasion run has studies for it`,
    )
  const roles = [...new Set(seats.map(([, role]) => role))]
  if (roles.length === 1)
    return ([0, 1] as const).map((first) =>
      seats.map(([seat, role], i) => [seat, role, ((i + first) % 2) as 0 | 1] as const),
    )
  // Each order and the one that gives everybody the other's roles stand side by side.
  return Array.from({ length: 2 ** (roles.length - 1) - 1 }, (_, k) => k + 1).flatMap((mask) =>
    ([0, 1] as const).map((first) =>
      roles.map((role, r) => [role, role, (((mask >> (roles.length - 1 - r)) & 1) ^ first) as 0 | 1] as const),
    ),
  )
}

/**
 * The legal orders of two minds. Where all seats have one role, they fill them alternately, and the other order swaps
 * them. Where there are several roles, all seats of a role go to one of the two, in every split of the roles over both
 * that their own roles allow.
 */
const ordersOf = (table: Table, sides: ReturnType<typeof sidesOf>, [a, b]: readonly [AnyMind, AnyMind]): Order[] => {
  const { protocol, params, wording } = table
  const names = [a.name, b.name === a.name ? `${b.name} (again)` : b.name] as const
  return sides.flatMap((places): Order[] => {
    if (!places.every(([, role, side]) => able([a, b][side]!, role))) return []
    const minds = Object.fromEntries(places.map(([place, , side]) => [place, [a, b][side]!]))
    const split = new Set(places.map(([, role]) => role)).size > 1
    const of = (side: 0 | 1): string =>
      split
        ? `${names[side]} (${places.flatMap(([, role, other]) => (other === side ? [role] : [])).join(', ')})`
        : names[side]
    const first = places[0]![2]
    return [
      {
        name: `${of(first)}, ${of(first === 0 ? 1 : 0)}`,
        scene: scene(protocol, { params: params as never, wording, minds }),
      },
    ]
  })
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Who can meet whom, in the order of names, so that neither the order in which minds are listed nor who else takes part
 * changes the luck of a pair. Throws, naming the mind and its roles, where one can meet nobody.
 */
export const pairingsOf = (
  table: Table,
  minds: Readonly<Record<string, AnyMind>>,
  heldBack: readonly string[],
  selfPlay: boolean,
): Pairing[] => {
  const names = Object.keys(minds).sort(byName)
  const held = (name: string): boolean => heldBack.includes(name)
  const sides = sidesOf(table)
  const split = new Set(sides[0]!.map(([, role]) => role)).size > 1
  const found = names.flatMap((a, i) =>
    names.slice(selfPlay && !held(a) ? i : i + 1).flatMap((b): Pairing[] => {
      if (held(a) && held(b)) return []
      const orders = ordersOf(table, sides, [minds[a]!, minds[b]!]).slice(0, a === b ? 1 : sides.length)
      const fair = !split ? 'always' : orders.length === sides.length ? 'swapped' : 'never'
      return orders.length ? [{ minds: [a, b], orders, seen: !held(a) && !held(b), fair }] : []
    }),
  )
  for (const [name, mind] of Object.entries(minds)) {
    if (found.some(({ minds: [a, b] }) => a !== b && (a === name || b === name))) continue
    const roles = Object.keys(table.protocol.roles)
    const can = mind.roles ? `can only be ${mind.roles.join(' or ')}` : 'can be anybody'
    throw new Misuse(
      `${name} ${can} of ${table.protocol.name}, and finds nobody to meet among the ${held(name) ? 'entrants' : 'others'}; its roles are ${roles.join(', ')}, and some mind has to take those that ${name} does not`,
    )
  }
  return found
}
