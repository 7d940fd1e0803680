import {
  type Act,
  type AnyProtocol,
  asked,
  type Legal,
  luckOf,
  type Moves,
  type Scene,
  type SeatId,
  type Table,
} from '../../core/index.ts'
import { difference, type Report } from './finding.ts'
import { packed, tracked } from './watch.ts'

/** A table at which something was asked, and the acts that closed its turn. */
export interface Met {
  readonly scene: Scene
  readonly table: Table
  readonly acts: readonly { readonly seat: SeatId; readonly act: Act<Moves> }[]
}

/** Draws some legal act. */
export type DrawAct = (moves: Moves, legal: Legal<Moves>, luck: ReturnType<typeof luckOf>) => Act<Moves>

/** All that a seat may notice of a state: what it sees, may do and is told, and who is asked. */
const noticed = ({ protocol, words }: Scene, state: unknown, seat: SeatId) => {
  const view = protocol.view(state, seat)
  return {
    view,
    legal: protocol.legal(view),
    words: { brief: words.brief(view), lines: words.lines(view), now: words.now(view) },
    turn: protocol.turn(state),
  }
}

/** Redraws what a seat does not know, and reports where the seat could tell. Returns whether anything was redrawn. */
export const checkLeaks = (met: readonly Met[], report: Report): boolean => {
  let redrawn = false
  for (const [i, { scene, table }] of met.entries()) {
    const { protocol } = scene
    const seats = Object.keys(table.roles)
    const some = luckOf(`leaks/${i}`).of('seats').draw(seats, Math.min(4, seats.length))
    for (const seat of some) {
      const before = noticed(scene, table.state, seat)
      for (const k of [1, 2]) {
        const state = protocol.resample!(table.state, seat, luckOf(`leaks/${i}/${seat}/${k}`))
        redrawn ||= difference(packed(protocol, table.state), packed(protocol, state), 'state') !== null
        const after = noticed(scene, state, seat)
        for (const part of ['view', 'legal', 'words', 'turn'] as const) {
          const found = difference(before[part], after[part], part)
          if (found) report('leaks', `turn ${table.turn}: ${seat} notices what it cannot know was redrawn: ${found}`)
        }
      }
    }
  }
  return redrawn
}

/** Looks for something a seat cannot see: two states that differ where all it sees is the same. Who, and what; or null. */
export const findHidden = (met: readonly Met[], draw: DrawAct): { seat: SeatId; what: string } | null => {
  for (const [i, { scene, table, acts }] of met.entries()) {
    const { protocol } = scene
    const found =
      table.turn === 0
        ? hiddenAtStart(scene, table, i)
        : acts.length > 0
          ? hiddenInActs(protocol, scene, table, acts, draw, i)
          : null
    if (found) return found
  }
  return null
}

/** Same view, other state: what differs. */
const unseen = (protocol: AnyProtocol, a: unknown, b: unknown, seats: readonly SeatId[]) => {
  const what = difference(packed(protocol, a), packed(protocol, b), 'state')
  if (!what) return null
  const seat = seats.find((each) => !difference(protocol.view(a, each), protocol.view(b, each), 'view'))
  return seat === undefined ? null : { seat, what }
}

const hiddenAtStart = ({ protocol, params }: Scene, { luck, roles, state }: Table, i: number) => {
  const addresses = new Set<string>()
  const note = (address: string): null => {
    addresses.add(address)
    return null
  }
  protocol.seats(params, tracked(luckOf(luck), note))
  protocol.start(params, roles, tracked(luckOf(luck), note))
  for (const address of [...addresses].slice(0, 12))
    for (const k of [1, 2, 3]) {
      const other = (at: string) => (at === address ? luckOf(`hidden/${i}/${k}`).of(at) : null)
      const dealt: Table['roles'] = protocol.seats(params, tracked(luckOf(luck), other))
      const started = protocol.start(params, dealt, tracked(luckOf(luck), other))
      const found = unseen(
        protocol,
        state,
        started,
        Object.keys(roles).filter((seat) => dealt[seat] === roles[seat]),
      )
      if (found) return found
    }
  return null
}

const hiddenInActs = (
  protocol: AnyProtocol,
  scene: Scene,
  table: Table,
  acts: Met['acts'],
  draw: DrawAct,
  i: number,
) => {
  const asks = asked(scene, table)
  for (const [place, { seat }] of acts.entries()) {
    const seen = asks.find((each) => each.seat === seat)
    if (!seen) continue
    const act = draw(seen.moves, seen.legal, luckOf(`hidden/${i}/${seat}`).of('act'))
    const other = acts.map((each, j) => (j === place ? { seat, act } : each))
    const others = Object.keys(table.roles).filter((each) => each !== seat)
    const luck = () => luckOf(table.luck)
    const found = unseen(
      protocol,
      protocol.resolve(table.state, acts, luck()),
      protocol.resolve(table.state, other, luck()),
      others,
    )
    if (found) return found
  }
  return null
}
