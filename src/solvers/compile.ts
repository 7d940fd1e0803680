import { settings } from '../core/define.ts'
import { type Branch, type Drawn, enumerate } from '../core/enumerate.ts'
import { canonical } from '../core/json.ts'
import type { Luck } from '../core/luck.ts'
import type { AnyProtocol, SeatId } from '../core/protocol.ts'
import { actsOf, checkGrid, type Grid } from './acts.ts'
import { type Growing, grown, grownPlayer, informationSet } from './grown.ts'
import { CHANCE, ENDING, type PlainAct, type TreeGame } from './tree.ts'

export interface CompileOptions {
  readonly params?: Readonly<Record<string, unknown>>
  /** By how many evenly spaced points a continuous field is stood for, by field or `move.field`. */
  readonly grid?: Grid
  /** The most nodes the tree may have. Default 2,000,000. */
  readonly limit?: number
}

/** How far the walk has come: nodes so far, and about which share of the tree they are. */
export interface CompileProgress {
  readonly nodes: number
  readonly share: number
}

const DEEPEST = 2000
const NODES_A_STEP = 4096

/**
 * Walks a protocol to an extensive-form game in flat arrays. Chance is every way its luck can fall, from the dealing of
 * roles on; seats asked at once decide one after another without seeing it; where anyone may speak, each is equally
 * likely to, as when minds play. An information set is the seat's role with its view where the protocol declares
 * `recall`, else with its own chain of views and acts. Throws, naming protocol and reason, where something cannot be
 * listed, no payoff is told, a view declared to recall forgets, or the tree grows over the limit.
 */
export const compile = (protocol: AnyProtocol, options: CompileOptions = {}): TreeGame => {
  const steps = compileInSteps(protocol, options)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Something to do next: a state of the rules, an act of one seat in its turn, or what the rules make of a turn. */
interface Frame {
  readonly parent: number
  readonly branch: number
  readonly p: number
  readonly depth: number
  /** The probability that chance leads here, over the whole way. */
  readonly reach: number
  /** The share of the tree below, if it branched alike everywhere. */
  readonly share: number
  readonly sequences: readonly number[]
  readonly drawn: Drawn
  readonly state: unknown
  /** Who acts in this turn, and what the first of them did already; null before that is known. */
  readonly turn: { readonly seats: readonly SeatId[]; readonly acts: readonly PlainAct[] } | null
}

/** The same, giving way now and then so that the caller can show progress or stop. */
export function* compileInSteps(
  protocol: AnyProtocol,
  { params = {}, grid = {}, limit = 2_000_000 }: CompileOptions = {},
): Generator<CompileProgress, TreeGame, void> {
  const { name } = protocol
  if (!(limit >= 1)) throw new Error(`the limit of nodes must be at least 1, not ${limit}`)
  if (!protocol.payoff) throw new Error(`${name} tells no payoff, so there is nothing to solve for`)
  checkGrid(protocol, grid)
  const given = settings(protocol, params)
  let covered = 0
  const size = () => `${(game.nodes.length || limit).toLocaleString('en')} nodes`
  const shrink = (): string => {
    const about = covered > 0 ? `, and by the part walked it has about ${(game.nodes.length / covered).toPrecision(1)}` : ''
    const names = Object.entries(given).map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    const means = [names.length && `smaller parameters (now ${names.join(', ')})`, 'a coarser grid', 'a higher limit']
    return `${name} is too large to solve: the walk stopped after ${size()}${about}. What makes it smaller: ${means.filter(Boolean).join(', ')}. What works without solving: playing minds against it.`
  }
  const branches = <T>(drawn: Drawn, act: (luck: Luck) => T): readonly Branch<T>[] => {
    let outcomes = 0
    const counted = (luck: Luck): T => {
      if (++outcomes > limit) throw new TooLarge(shrink())
      return act(luck)
    }
    try {
      return enumerate(counted, drawn)
    } catch (error) {
      if (error instanceof TooLarge) throw new Error(error.message)
      throw new Error(`${name} cannot be solved as it is: ${(error as Error).message}`, { cause: error })
    }
  }

  const deals = branches(new Map(), (luck) => {
    const roles = protocol.seats(given, luck) as Readonly<Record<SeatId, string>>
    return { roles, state: protocol.start(given, roles, luck) as unknown }
  })
  const seats = Object.keys(deals[0]!.value.roles)
  const game: Growing = { information: protocol.recall ? 'view' : 'chain', players: seats.map(grownPlayer), nodes: [], payoffs: [], depth: 0 }
  const stack: (Frame & { readonly roles: Readonly<Record<SeatId, string>> })[] = []

  const node = (frame: Frame, owner: number, place: number): number => {
    if (game.nodes.length >= limit) throw new Error(shrink())
    const depth = frame.depth + 1
    if (depth > DEEPEST) throw new Error(`${name} goes on for more than ${DEEPEST} decisions: a game must end to be solved`)
    if (depth > game.depth) game.depth = depth
    const { parent, branch, p } = frame
    return game.nodes.push({ parent, owner, place, branch, p }) - 1
  }
  const root = { parent: -1, branch: 0, p: 1, depth: 0, reach: 1, share: 1, sequences: seats.map(() => 0), turn: null }
  const fall = <T>(frame: Frame, outcomes: readonly Branch<T>[], next: (value: T) => Pick<Frame, 'state' | 'turn'> & { readonly roles: Readonly<Record<SeatId, string>> }): void => {
    const alone = outcomes.length === 1
    const parent = alone ? frame.parent : node(frame, CHANCE, 0)
    for (let i = outcomes.length - 1; i >= 0; i--) {
      const { p, value, drawn } = outcomes[i]!
      const here = alone
        ? { drawn }
        : { drawn, parent, branch: i, p, depth: frame.depth + 1, reach: frame.reach * p, share: frame.share / outcomes.length }
      stack.push({ ...frame, ...here, ...next(value) })
    }
  }

  for (const { value } of deals)
    if (Object.keys(value.roles).join() !== seats.join())
      throw new Error(`${name} seats ${seats.join(', ')} or ${Object.keys(value.roles).join(', ')}: who plays must not be chance`)
  fall({ ...root, drawn: new Map(), state: null }, deals, ({ roles, state }) => ({ roles, state, turn: null }))

  while (stack.length) {
    const frame = stack.pop()!
    const { state, drawn, turn, roles } = frame
    if (turn && turn.acts.length === turn.seats.length) {
      const acts = turn.seats.map((seat, i) => ({ seat, act: turn.acts[i] as never }))
      const outcomes = branches(drawn, (luck) => protocol.resolve(state, acts, luck) as unknown)
      fall(frame, outcomes, (next) => ({ roles, state: next, turn: null }))
      continue
    }
    if (!turn) {
      const { ask, until = 'all' } = protocol.turn(state)
      if (ask.length === 0) {
        covered += frame.share
        const payoff = protocol.payoff(state)
        for (const seat of seats) {
          const value = payoff[seat]
          if (!Number.isFinite(value)) throw new Error(`${name} pays ${seat} ${value} at an ending; right would be a number`)
          game.payoffs.push(value!)
        }
        node(frame, ENDING, game.payoffs.length / seats.length - 1)
        game.players[0]!.endings.push({ sequences: frame.sequences, reach: frame.reach })
      } else {
        const free = until === 'any' && ask.length > 1
        const speakers = free ? ask.map((seat) => [seat]) : [ask]
        const turns = speakers.map((seats) => ({ p: 1 / speakers.length, value: { seats, acts: [] }, drawn }))
        fall(frame, turns, (value) => ({ roles, state, turn: value }))
      }
      continue
    }
    const seat = turn.seats[turn.acts.length]!
    const player = seats.indexOf(seat)
    const view = protocol.view(state, seat)
    let text: string
    try {
      text = canonical(view)
    } catch (error) {
      throw new Error(`${name}: the view of ${seat} is no plain data: ${(error as Error).message}`)
    }
    const set = informationSet(game, player, frame.sequences[player]!, roles[seat]!, text, () => actsOf(protocol, protocol.legal(view), grid), name)
    const { acts, first } = game.players[player]!.sets[set]!
    const parent = node(frame, player, set)
    for (let i = acts.length - 1; i >= 0; i--)
      stack.push({
        ...frame,
        parent,
        branch: i,
        p: 1,
        depth: frame.depth + 1,
        share: frame.share / acts.length,
        sequences: frame.sequences.with(player, first + i),
        turn: { seats: turn.seats, acts: [...turn.acts, acts[i]!] },
      })
    if (game.nodes.length % NODES_A_STEP === 0) yield { nodes: game.nodes.length, share: covered }
  }
  const { name: named, version } = protocol
  return { protocol: named, version, params: given, grid, ...grown(game) }
}

class TooLarge extends Error {}
