import type { Episode, Event } from '../core/event.ts'
import { openingOf } from '../core/event.ts'
import { canonical, type Json } from '../core/json.ts'
import { luckOf } from '../core/luck.ts'
import type { AnyProtocol, SeatId } from '../core/protocol.ts'
import { nearestAct } from './nearest-act.ts'
import type { TreeGame } from './tree.ts'

/** One decision of a log, by where it stands in a compiled game. */
export interface LocatedDecision {
  readonly turn: number
  readonly seat: SeatId
  /** Numbers of the player, of its information set, and of the sequence of the act it took. */
  readonly player: number
  readonly set: number
  readonly sequence: number
  /** Whether the game lists this act; where not, the nearest one on its grid stands for it. */
  readonly listed: boolean
}

/**
 * Finds the decisions of logs in a compiled game, by dealing and playing each log again. What was said is left out, and
 * a number off the grid counts as the nearest act on it, from which the game then goes on. A log is read up to the
 * first absence, which no game tree has. Throws where a log is of another protocol, version or parameters than the
 * game, and where it comes to a state that the game does not have.
 */
export const locateDecisions = (
  game: TreeGame,
  protocol: AnyProtocol,
): ((episode: Episode) => readonly LocatedDecision[]) => {
  const { information, players } = game
  if (game.protocol !== protocol.name || game.version !== protocol.version)
    throw new Error(
      `the game is ${game.protocol} version ${game.version}, and the protocol ${protocol.name} version ${protocol.version}`,
    )
  const keyOf = (role: string, view: unknown, after: number): string =>
    `${information === 'view' ? '' : after} ${role} ${canonical(view)}`
  const known = players.map(
    ({ sets, after }) => new Map(sets.map(({ role, view }, set) => [keyOf(role, view, after[set]!), set])),
  )
  const params = canonical(game.params)

  return (episode) => {
    const opening = openingOf(episode)
    if (opening.protocol !== game.protocol || opening.version !== game.version)
      throw new Error(
        `this log is of ${opening.protocol} version ${opening.version}, and the game of ${game.protocol} version ${game.version}`,
      )
    if (canonical(opening.params) !== params)
      throw new Error(
        `${opening.key} was played with ${canonical(opening.params)}, and the game was compiled with ${params}`,
      )
    const roles = Object.fromEntries(Object.entries(opening.seats).map(([seat, { role }]) => [seat, role]))
    const luck = luckOf(opening.luck)
    let state: unknown = protocol.start(game.params, roles, luck)
    const found: LocatedDecision[] = []
    const sequences = players.map(() => 0)
    for (const { turn, acts } of turnsOf(episode)) {
      const done = acts.map(({ seat, act }) => {
        const player = players.findIndex((each) => each.seat === seat)
        const view: unknown = protocol.view(state, seat)
        const set = known[player]?.get(keyOf(roles[seat]!, view, sequences[player]!))
        if (set === undefined)
          throw new Error(
            `${opening.key}: at turn ${turn} ${seat} is at ${canonical(view)}, a state that the compiled ${game.protocol} does not have`,
          )
        const open = players[player]!.sets[set]!.acts
        const { index, listed } = nearestAct(open, act)
        if (index < 0)
          throw new Error(`${opening.key}: at turn ${turn} ${seat} did ${canonical(act)}, which is no act of the game`)
        const sequence = players[player]!.first[set]! + index
        found.push({ turn, seat, player, set, sequence, listed })
        return { seat, act: open[index] as never }
      })
      for (const { player, sequence } of found.slice(-done.length)) sequences[player] = sequence
      state = protocol.resolve(state, done, luck)
    }
    return found
  }
}

interface TurnOfLog {
  readonly turn: number
  readonly acts: { readonly seat: SeatId; readonly act: Readonly<Record<string, Json>> }[]
}

const missed = (event: Event): boolean => event.kind === 'absent' && event.probe === undefined

const turnsOf = (episode: Episode): readonly TurnOfLog[] => {
  const turns: TurnOfLog[] = []
  const gone = episode.find(missed)
  const end = gone?.kind === 'absent' ? gone.turn : Number.POSITIVE_INFINITY
  for (const event of episode) {
    if (event.kind !== 'act' || event.turn >= end) continue
    if (turns.at(-1)?.turn !== event.turn) turns.push({ turn: event.turn, acts: [] })
    turns.at(-1)!.acts.push(event)
  }
  return turns
}
